import type { KubeEvent } from '../evidence.ts';
import type { Node } from '../kinds.ts';
import { refOf } from '../ref.ts';
import { type Change, isWithin, type Since } from './change.ts';

/** What a condition is when nothing is wrong. */
const goodStatus = (type: string) => (type === 'Ready' ? 'True' : 'False');
const told = /^(Rebooted|NodeNotReady|NodeReady|NodeNotSchedulable|NodeSchedulable|Starting|RemovingNode|DeletingNode|Shutdown)$/;

/** Nodes that joined, were cordoned, or whose conditions turned; and what their kubelets and controllers said happened. */
export function nodeChanges(nodes: readonly Node[], events: readonly KubeEvent[], since: Since): Change[] {
  const known = new Set(nodes.map(({ metadata }) => metadata?.name));
  const happened = [
    ...grouped(
      events.filter(({ about }) => about.kind === 'node' && known.has(about.name)),
      since,
    ).values(),
  ];
  return [...nodes.flatMap((node) => ofNode(node, happened, since)), ...happened];
}

type Happened = Extract<Change, { type: 'node'; what: 'event' }>;

/** A kubelet that keeps restarting says so each time. */
function grouped(events: readonly KubeEvent[], since: Since): ReadonlyMap<string, Happened> {
  const groups = new Map<string, Happened>();
  for (const { about, reason, message, lastAt, component, count } of events) {
    if (!told.test(reason) || !isWithin(lastAt, since) || (reason === 'Starting' && component !== 'kubelet')) continue;
    const key = `${about.name} ${reason}`;
    const known = groups.get(key);
    const at = known && known.at > lastAt ? known.at : lastAt;
    groups.set(key, {
      type: 'node',
      what: 'event',
      at,
      ref: { kind: 'node', name: about.name },
      reason,
      message,
      count: (known?.count ?? 0) + count,
    });
  }
  return groups;
}

function ofNode(node: Node, happened: readonly Change[], since: Since): Change[] {
  const ref = refOf('node', node);
  const made = node.metadata?.creationTimestamp;
  const joined = isWithin(made, since);
  const taint = node.spec?.taints?.find(({ key, timeAdded }) => key === 'node.kubernetes.io/unschedulable' && isWithin(timeAdded, since));
  const turned = (node.status?.conditions ?? []).flatMap(({ type, status, reason = '', lastTransitionTime }): Change[] => {
    if (!isWithin(lastTransitionTime, since)) return [];
    // a new node turns all its conditions once
    if (joined && status === goodStatus(type)) return [];
    const saidAlready = happened.some(
      (one) =>
        one.type === 'node' &&
        one.what === 'event' &&
        one.ref.name === ref.name &&
        /^Node(Not)?Ready$/.test(one.reason) &&
        type === 'Ready' &&
        Math.abs(Date.parse(one.at) - Date.parse(lastTransitionTime)) < 10_000,
    );
    return saidAlready ? [] : [{ type: 'node', what: 'condition', at: lastTransitionTime, ref, condition: type, status, reason }];
  });
  const cordoned =
    taint?.timeAdded &&
    !happened.some((one) => one.type === 'node' && one.what === 'event' && one.reason === 'NodeNotSchedulable' && one.ref.name === ref.name);
  return [
    ...(joined ? [{ type: 'node', what: 'joined', at: made, ref } as const] : []),
    ...(cordoned ? [{ type: 'node', what: 'cordoned', at: taint.timeAdded as string, ref } as const] : []),
    ...turned,
  ];
}
