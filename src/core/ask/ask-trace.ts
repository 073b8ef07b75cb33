import type { Answer } from '../answer.ts';
import type { Dependency } from '../dependencies.ts';
import type { Intent } from '../intent.ts';
import { type Kind, workloadKinds } from '../kinds.ts';
import { type Ref, refKey } from '../ref.ts';
import type { AppPath } from '../trace/path.ts';
import type { TraceReads } from '../trace/reads.ts';
import { reachPath, walkPath } from '../trace/walk.ts';
import type { AskSession } from './clusters-port.ts';
import { about, resolveIntent, resolveTarget } from './resolve-target.ts';

const traceable: readonly Kind[] = ['ingress', 'service', 'pod', ...workloadKinds];
const facets = ['dependencies', 'configuredDependencies', 'loggedDependencies'] as const;

/** The walk from a user to the last tier; or, where the question names two ends, whether the one reaches the other. */
export async function askTrace(intent: Intent, session: AskSession, chosen: string | null, deps: { readonly clock: () => number }): Promise<Answer> {
  const started = deps.clock();
  if (intent.name === null) return { type: 'failure', code: 'needs-name', cluster: session.name, what: null, detail: null };
  // without another end the name is most likely what people come in by
  const wanted = intent.to ? intent : { ...intent, symptom: intent.symptom ?? ('unreachable' as const) };
  const from = await resolveIntent({ ...wanted, name: intent.name }, session, chosen ?? session.namespace);
  if ('answer' in from) return from.answer;
  if (!traceable.includes(from.ref.kind)) return notTraceable(from.ref, session);
  const to = intent.to ? await resolveEnd(intent, intent.to, from.ref, session) : null;
  if (to && 'answer' in to) return to.answer;
  if (to && !traceable.includes(to.ref.kind)) return notTraceable(to.ref, session);
  const port = intent.port ?? null;
  const path = await pathOf(from.ref, to?.ref ?? null, port, session);
  const cost = { requests: session.requests(), ms: Math.round(deps.clock() - started) };
  return { type: 'trace', cluster: session.name, at: session.now.toISOString(), path, to: to?.ref ?? null, port, cost };
}

async function pathOf(from: Ref, to: Ref | null, port: string | null, session: AskSession): Promise<AppPath> {
  const subject = await session.subject(from);
  const reads = readsOf(session);
  if (!to) return walkPath(from, subject, reads);
  if (from.kind === 'ingress') return upTo(await walkPath(from, subject, reads), to);
  const number = port !== null && /^\d+$/.test(port) ? Number(port) : port;
  return reachPath({ ref: from, subject }, { ref: to, subject: await session.subject(to) }, number, reads);
}

/** What a walk reads with: what rules see of a pod, and the Reader. */
function readsOf(session: AskSession): TraceReads {
  return {
    reader: session.reader,
    now: session.now,
    async dependenciesOf(pod, ref) {
      const { facets: found, gaps } = await session.collect(ref, pod, facets);
      return { found: facets.flatMap((facet) => (found[facet] ?? []) as readonly Dependency[]), gaps };
    },
  };
}

/** The other end: most likely a Service, in the namespace of the first unless it is said. */
async function resolveEnd(intent: Intent, end: NonNullable<Intent['to']>, from: Ref, session: AskSession) {
  // db.data.svc.cluster.local is Service db of namespace data
  const [name = end.name, namespace = null] = end.namespace === null ? end.name.split('.') : [end.name, end.namespace];
  const resolution = await resolveTarget({ ...end, name, namespace, symptom: 'unreachable' }, session, from.namespace ?? session.namespace);
  if (!('choices' in resolution)) return resolution;
  const choices = resolution.choices.map(
    (ref): Intent => ({ ...about(intent, from), to: { kind: ref.kind, name: ref.name, namespace: ref.namespace ?? null } }),
  );
  return { answer: { type: 'choice', choices } as const };
}

function notTraceable({ kind, name }: Ref, { name: cluster }: AskSession): Answer {
  return { type: 'failure', code: 'not-understood', cluster, what: `trace ${kind}/${name}`, detail: null };
}

/** Only what leads to that object, and what stands behind it. */
function upTo(path: AppPath, to: Ref): AppPath {
  const ends = path.hops.filter(({ ref, pod }) => refKey(ref) === refKey(to) || (pod && refKey(pod) === refKey(to)));
  const kept = new Set<number>();
  for (const end of ends) {
    for (let id: number | null = end.id; id !== null; id = path.hops[id]?.parent ?? null) kept.add(id);
    for (const { id, parent, role } of path.hops) if (parent === end.id && role === 'pods') kept.add(id);
  }
  if (kept.size === 0) return path;
  const places = [...kept].toSorted((a, b) => a - b);
  const hops = places.map((id, index) => {
    const hop = path.hops[id] as AppPath['hops'][number];
    return { ...hop, id: index, parent: hop.parent === null ? null : places.indexOf(hop.parent) };
  });
  return { ...path, hops };
}
