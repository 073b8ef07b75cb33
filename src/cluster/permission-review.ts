import { isReadFailure } from '../core/read-failure.ts';
import { networkFailure } from './api-failure.ts';
import { credentialsOf } from './credentials.ts';
import { type Allowed, openDispatcher } from './dispatcher.ts';
import type { Target } from './kubeconfig.ts';

/** "May I …?" */
export type Access =
  | {
      readonly verb: 'get' | 'list' | 'watch' | 'impersonate';
      readonly group: string;
      readonly resource: string;
      readonly subresource?: string;
      readonly name?: string;
      readonly namespace?: string;
    }
  | { readonly verb: 'get'; readonly path: string };

const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
/** A question about oneself has to be posted; nothing is stored. These connections send nothing else, and no other ones send this. */
const onlyReviews: Allowed = (method, sent) => method === 'POST' && sent.endsWith(path);
const timeoutMs = 10_000;

/** What this context's user may do, in the order of the questions. Rejects with a ReadFailure. For `kubewhy doctor` alone. */
export async function reviewAccess(target: Target, questions: readonly Access[]): Promise<readonly boolean[]> {
  const { headers, tls } = await credentialsOf(target).current();
  const dispatcher = openDispatcher(target, tls, onlyReviews);
  const base = new URL(target.cluster.server);
  const ask = async (access: Access): Promise<boolean> => {
    const spec = 'path' in access ? { nonResourceAttributes: access } : { resourceAttributes: access };
    const { body } = await dispatcher.request({
      origin: base.origin,
      path: `${base.pathname.replace(/\/$/, '')}${path}`,
      method: 'POST',
      headers: { ...(headers as Record<string, string>), 'content-type': 'application/json' },
      body: JSON.stringify({ apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    const review = (await body.json()) as { status?: { allowed?: boolean } };
    return review.status?.allowed ?? false;
  };
  try {
    return await Promise.all(questions.map(ask));
  } catch (error) {
    throw isReadFailure(error) ? error : networkFailure(error, 'selfsubjectaccessreviews');
  } finally {
    await dispatcher.destroy();
  }
}
