import type { ServingCertificate } from '../core/api-contact.ts';
import type { Kind } from '../core/kinds.ts';
import { isReadFailure, type ReadFailureCode } from '../core/read-failure.ts';
import type { Clusters } from './clusters.ts';
import type { Grant } from './facets/collector.ts';
import { facetsReading, grants } from './facets/index.ts';
import { type Access, reviewAccess } from './permission-review.ts';
import { resources } from './resources.ts';
import { isScoped } from './scope.ts';
import { watchedKinds } from './watched-kinds.ts';

/** A read that the bot's user may not do in the whole cluster. */
export interface MissingRead {
  /** As kubectl spells it: `deployments.apps`, `pods/log`, `/metrics`. */
  readonly name: string;
  readonly verbs: readonly Access['verb'][];
  /** It is allowed in the context's own namespace, though. */
  readonly inNamespace: string | null;
  readonly grant: Grant;
}

export interface ClusterInspection {
  readonly name: string;
  readonly server: string;
  readonly version: string | null;
  /** Of a second request, so without the handshake. */
  readonly latencyMs: number | null;
  readonly clockSkewMs: number;
  readonly certificate: ServingCertificate | null;
  readonly failure: { readonly code: ReadFailureCode; readonly detail: string } | null;
  readonly missing: readonly MissingRead[];
  /** Facets that cannot be read without them, by kind: rules that need one of these cannot tell. */
  readonly blind: { readonly [K in Kind]?: readonly string[] };
  /** What may not be watched, as kubectl spells it: `watch TARGET` looks at these again and again instead. */
  readonly unwatched: readonly string[];
}

/** Can it be reached, who is it, and what may be read there? */
export async function inspectCluster(clusters: Clusters, name: string | null): Promise<ClusterInspection> {
  const reader = clusters.reader(name);
  const chosen = name ?? (clusters.defaultName as string);
  const target = clusters.target(chosen);
  const base = {
    name: chosen,
    server: clusters.server(chosen),
    version: null,
    latencyMs: null,
    clockSkewMs: 0,
    failure: null,
    missing: [],
    blind: {},
    unwatched: [],
  };
  const certificate = reader.contact().then((contact) => contact?.certificate ?? null);
  try {
    const version = JSON.parse(await reader.text('/version')) as { gitVersion?: string };
    const started = performance.now();
    await reader.text('/version');
    const latencyMs = Math.round(performance.now() - started);
    const [missing, unwatched] = target ? await Promise.all([missingReads(target), missingWatches(target)]) : [[], []];
    const clockSkewMs = isScoped(reader) ? reader.clockSkewMs() : 0;
    const blind = facetsReading(new Set(missing.map(({ grant }) => grant)));
    return { ...base, version: version.gitVersion ?? null, latencyMs, clockSkewMs, certificate: await certificate, missing, blind, unwatched };
  } catch (error) {
    const failure = isReadFailure(error) ? { code: error.code, detail: error.message } : { code: 'bad-response' as const, detail: String(error) };
    return { ...base, certificate: await certificate, failure };
  }
}

type Question = { readonly grant: Grant; readonly access: Access };

async function missingReads(target: Parameters<typeof reviewAccess>[0]): Promise<readonly MissingRead[]> {
  const questions = [...grants()].flatMap(questionsOf);
  const answers = await reviewAccess(
    target,
    questions.map(({ access }) => access),
  );
  const refused = questions.filter((_, index) => !answers[index]);
  const narrower = refused.map(({ access }) => ('path' in access ? access : { ...access, namespace: target.namespace }));
  const allowedThere = refused.length > 0 ? await reviewAccess(target, narrower) : [];
  return [...new Set(refused.map(({ grant }) => grant))].map((grant) => {
    const own = refused.flatMap((question, index) => (question.grant === grant ? [{ ...question, there: allowedThere[index] ?? false }] : []));
    return {
      grant,
      name: grantName(grant),
      verbs: own.map(({ access }) => access.verb),
      inNamespace: own.every(({ there, access }) => there && !('path' in access)) ? target.namespace : null,
    };
  });
}

async function missingWatches(target: Parameters<typeof reviewAccess>[0]): Promise<readonly string[]> {
  const questions = watchedKinds.map((kind): Access => ({ verb: 'watch', group: resources[kind].group, resource: resources[kind].plural }));
  const answers = await reviewAccess(target, questions);
  return watchedKinds.filter((_, index) => !answers[index]).map(grantName);
}

function questionsOf(grant: Grant): readonly Question[] {
  if (grant.startsWith('/')) return [{ grant, access: { verb: 'get', path: grant } }];
  if (grant === 'pods/log') return [{ grant, access: { verb: 'get', group: '', resource: 'pods', subresource: 'log' } }];
  const { group, plural: resource } = resources[grant as keyof typeof resources];
  return (['get', 'list'] as const).map((verb) => ({ grant, access: { verb, group, resource } }));
}

function grantName(grant: Grant): string {
  if (grant.includes('/')) return grant;
  const { group, plural } = resources[grant as keyof typeof resources];
  return group ? `${plural}.${group}` : plural;
}
