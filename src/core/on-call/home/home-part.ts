import type { Answer } from '../../answer.ts';
import type { Intent } from '../../intent.ts';
import type { Store } from '../../store.ts';
import type { OnCallDeps, OnCallPart } from '../on-call.ts';
import type { ClusterVerdict } from './home-content.ts';

const keepSeconds = 7 * 86_400;
const health: Intent = { intent: 'health', kind: null, name: null, namespace: null, symptom: null, locale: 'en' };

/** Brings the clusters of a person's App Home up to date: a task, as a look at each takes a second or more. */
export function homePart(deps: OnCallDeps): OnCallPart {
  return {
    task: 'home',
    async run({ task: { id: userId } }, signal) {
      // one that hangs must not keep the others from being shown
      await Promise.all(deps.clusters().map((cluster) => lookAt(cluster, userId, deps, signal)));
      await deps.homes?.publish(userId);
    },
  };
}

async function lookAt(cluster: string, userId: string, { answer, store, now }: OnCallDeps, signal: AbortSignal): Promise<void> {
  const spot = { medium: 'slack', team: null, channel: homeChannel(userId) } as const;
  const seen = await answer({ ...health, cluster }, { cluster, signal, behalf: { spot, asker: { id: userId, name: null } } });
  await store.set(verdictKey(userId, cluster), verdictOf(cluster, seen, now()), { ttlSeconds: keepSeconds });
}

function verdictOf(cluster: string, answer: Answer, now: Date): ClusterVerdict {
  const at = now.toISOString();
  if (answer.type === 'health') return { cluster, verdict: answer.report.verdict, problems: answer.broken.length + answer.unexplained.length, at };
  const away = answer.type === 'failure' && answer.code !== 'not-permitted';
  return { cluster, verdict: away ? 'unknown' : null, problems: 0, at };
}

/** The rights of an App Home are those of a direct message. */
export function homeChannel(userId: string): string {
  return `D-${userId}`;
}

/** The clusters as they were when this person's App Home was last brought up to date. */
export async function readVerdicts(userId: string, clusters: readonly string[], store: Store): Promise<readonly ClusterVerdict[]> {
  return Promise.all(
    clusters.map(
      async (cluster) => (await store.get<ClusterVerdict>(verdictKey(userId, cluster))) ?? { cluster, verdict: null, problems: 0, at: null },
    ),
  );
}

function verdictKey(userId: string, cluster: string): string {
  return `home/${userId}/${cluster}`;
}
