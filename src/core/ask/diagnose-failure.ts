import { contactFailures, type Unreachable } from '../api-contact.ts';
import type { ClusterPort } from '../cluster-port.ts';
import { investigate } from '../investigate.ts';
import type { Cluster } from '../kinds.ts';
import { isReadFailure, type ReadFailure, type ReadFailureCode } from '../read-failure.ts';
import type { Ref } from '../ref.ts';
import type { Report } from '../report.ts';
import type { AskDeps } from './ask.ts';
import type { AskSession } from './clusters-port.ts';

const budget = { requests: 8, milliseconds: 8_000 };
/** What an API server still tells of itself where it can do nothing else. */
const ownHealth: ReadonlySet<string> = new Set(['readyz', 'livez']);

/**
 * A question got no answer: why the cluster itself is to blame for it. It cannot be reached, or the API server says what it lacks.
 * null: nothing is known against it.
 */
export async function diagnoseFailure(failure: ReadFailure, name: string | null, deps: AskDeps): Promise<Report | null> {
  const unreached = (contactFailures as readonly ReadFailureCode[]).includes(failure.code);
  if (!unreached && failure.code !== 'server-error') return null;
  const session = deps.clusters.session(name, { signal: deps.signal, budget });
  // one that does not answer in time may still say why
  const late = failure.code === 'timeout' || !unreached;
  const [health, contact] = await Promise.all([late ? ownHealthOf(session, deps) : null, unreached ? session.reader.contact() : null]);
  if (health?.verdict === 'problem') return health;
  if (!unreached) return null;
  const { code, what, message } = failure;
  return judge(met(session, { code, what, message, alive: health !== null, contact }), deps, ({ needs }) => needs.length === 0);
}

type Pick = (rule: AskDeps['rules'][number]) => boolean;

/** null: it answers nothing at all. */
async function ownHealthOf(session: AskSession, deps: AskDeps): Promise<Report | null> {
  try {
    const { unreachable } = (await session.subject(refTo(session))) as Cluster;
    return unreachable ? null : await judge(session, deps, isOwnHealth);
  } catch (error) {
    if (isReadFailure(error)) return null;
    throw error;
  }
}

function judge(cluster: ClusterPort, deps: AskDeps, pick: Pick): Promise<Report> {
  const rules = deps.rules.filter((rule) => rule.on.includes('cluster') && pick(rule)).map((rule) => ({ ...rule, wants: [] }));
  return investigate(refTo(cluster), { ...deps, cluster, rules });
}

function refTo({ name }: ClusterPort): Ref {
  return { kind: 'cluster', name };
}

function isOwnHealth({ needs }: AskDeps['rules'][number]): boolean {
  return needs.length > 0 && needs.every((facet) => ownHealth.has(facet));
}

/** The cluster as it was met: nothing more is asked of it. */
function met(session: AskSession, unreachable: Unreachable): ClusterPort {
  const subject: Cluster = { metadata: { name: session.name }, serverVersion: null, unreachable };
  return {
    name: session.name,
    now: session.now,
    subject: async () => subject,
    collect: async () => ({ facets: {}, gaps: [] }),
    requests: () => session.requests(),
  };
}
