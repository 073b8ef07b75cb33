import type { Answer } from '../answer.ts';
import type { KubeEvent } from '../evidence.ts';
import type { Intent } from '../intent.ts';
import { type Kind, kindNames } from '../kinds.ts';
import { toEvents } from '../kube-events.ts';
import { type Ref, refKey } from '../ref.ts';
import type { AskSession } from './clusters-port.ts';
import { resolveIntent } from './resolve-target.ts';
import { isNamespaced } from './scopes.ts';

/** Groups that an answer carries. */
const mostGroups = 100;

/** Events of a namespace, or about an object and what belongs to it: grouped by object and reason, newest first. */
export async function askEvents(intent: Intent, session: AskSession, chosen: string | null): Promise<Answer> {
  if (intent.name === null) {
    const own = session.namespace === 'default' ? null : session.namespace;
    return read(null, intent.allNamespaces ? null : (intent.namespace ?? chosen ?? own), intent, session);
  }
  const resolved = await resolveIntent({ ...intent, name: intent.name }, session, chosen ?? session.namespace);
  if ('answer' in resolved) return resolved.answer;
  const { ref } = resolved;
  return ref.kind === 'namespace' ? read(null, ref.name, intent, session) : read(ref, ref.namespace ?? null, intent, session);
}

async function read(target: Ref | null, namespace: string | null, { sinceSeconds, errorsOnly }: Intent, session: AskSession): Promise<Answer> {
  const belongs = target && partsOf[target.kind] ? belongsTo(target) : null;
  const fieldSelector = target && !belongs ? `involvedObject.kind=${kindNames[target.kind]},involvedObject.name=${target.name}` : undefined;
  const scope = namespace && (!target || isNamespaced(target.kind)) ? { namespace } : {};
  const list = toEvents(await session.reader.list('event', { ...scope, ...(fieldSelector ? { fieldSelector } : {}) }));
  const from = sinceSeconds === undefined ? Number.NEGATIVE_INFINITY : session.now.getTime() - sinceSeconds * 1000;
  const wanted = list.filter(
    (event) => Date.parse(event.lastAt) >= from && (!belongs || belongs(event.about)) && (!errorsOnly || event.type === 'Warning'),
  );
  const groups = grouped(wanted);
  const more = groups.length - mostGroups;
  return {
    type: 'events',
    cluster: session.name,
    at: session.now.toISOString(),
    target,
    namespace,
    events: groups.slice(0, mostGroups),
    ...(more > 0 ? { more } : {}),
    gaps: [],
  };
}

const hash = '[a-z0-9]{6,10}';
const suffix = '[a-z0-9]{5}';
/** What a workload makes, by the names that its controller gives: so that events about pods that are gone are found too. */
const partsOf: { readonly [K in Kind]?: readonly (readonly [Kind, string])[] } = {
  deployment: [
    ['replicaset', hash],
    ['pod', `${hash}-${suffix}`],
  ],
  replicaset: [['pod', suffix]],
  replicationcontroller: [['pod', suffix]],
  daemonset: [['pod', suffix]],
  statefulset: [['pod', '\\d+']],
  job: [['pod', `(\\d+-)?${suffix}`]],
  cronjob: [
    ['job', '\\d+'],
    ['pod', `\\d+-(\\d+-)?${suffix}`],
  ],
};

function belongsTo(target: Ref): (about: Ref) => boolean {
  const parts = (partsOf[target.kind] ?? []).map(([kind, pattern]) => ({ kind, rest: new RegExp(`^-${pattern}$`) }));
  const own: readonly Kind[] = [target.kind, 'horizontalpodautoscaler'];
  return ({ kind, name }) =>
    (own.includes(kind) && name === target.name) ||
    parts.some((part) => part.kind === kind && name.startsWith(target.name) && part.rest.test(name.slice(target.name.length)));
}

/** One for each object, reason and part of it: the newest message, all counts. Newest first. */
function grouped(events: readonly KubeEvent[]): readonly KubeEvent[] {
  const groups = new Map<string, KubeEvent>();
  for (const event of events) {
    const key = [refKey(event.about), event.type, event.reason, event.fieldPath].join(' ');
    const earlier = groups.get(key);
    groups.delete(key);
    groups.set(key, earlier ? { ...event, count: earlier.count + event.count, firstAt: earliest(earlier, event) } : event);
  }
  return [...groups.values()].reverse();
}

function earliest(...events: readonly KubeEvent[]): string {
  return events.map(({ firstAt }) => firstAt).toSorted()[0] ?? '';
}
