import type { Pod } from './kinds.ts';
import type { PlacementConflict } from './pod-placement.ts';
import type { NodeVerdict, Scheduling } from './scheduling.ts';
import { matchesSelector, selectorToString } from './selector.ts';

type Kind = PlacementConflict['kind'];

/** A rule about other pods that keeps a pod off its nearest nodes: as facts hold it. */
export type PlacementFacts = {
  readonly kind: Kind;
  readonly topologyKey: string;
  readonly selector: string;
  /** Domains among the nearest nodes that stand against it; null where nodes could not be read. */
  readonly domains: number | null;
  /** No nearest node has the topology label. */
  readonly unlabelled: boolean;
  readonly holders: readonly { readonly namespace: string; readonly pod: string; readonly node: string }[];
  /** It also selects the pod itself: so there can be one of them in a domain at most. */
  readonly self: boolean;
  readonly maxSkew: number | null;
  readonly here: number | null;
  readonly fewest: number | null;
  readonly emptiest: string | null;
  /** A node of the emptiest domain that the pod may not use: it counts all the same. */
  readonly unusable: string | null;
};

/** The first broken rule of the nearest nodes; from the pod's own spec alone where nodes could not be read. */
export function placementFacts(pod: Pod, { nearest, verdicts, message }: Scheduling): PlacementFacts {
  const conflicts = nearest.flatMap(conflictsOf);
  const [first] = conflicts;
  const alike = conflicts.filter((one) => one.kind === first?.kind && one.topologyKey === first.topologyKey);
  const holders = new Map(alike.flatMap((one) => one.holders.map((holder) => [holder.metadata?.uid, holder])));
  const conflict =
    first ??
    ownRule(
      pod,
      message.reasons.map(({ kind }) => kind),
    );
  const { kind, topologyKey, selector, maxSkew = null, here = null, fewest = null, emptiest = null } = conflict;
  const unusable = verdicts.find((verdict) => emptiest && !nearest.includes(verdict) && verdict.node.metadata?.labels?.[topologyKey] === emptiest);
  return {
    kind,
    topologyKey,
    selector: selectorToString(selector),
    domains: first ? new Set(alike.map(({ domain }) => domain)).size : null,
    unlabelled: first !== undefined && alike.every(({ domain }) => domain === null),
    holders: [...holders.values()]
      .slice(0, 3)
      .map(({ metadata, spec }) => ({ namespace: metadata?.namespace ?? '', pod: metadata?.name ?? '', node: spec?.nodeName ?? '' })),
    self: matchesSelector(selector, pod.metadata?.labels),
    maxSkew,
    here,
    fewest,
    emptiest,
    unusable: unusable?.node.metadata?.name ?? null,
  };
}

function conflictsOf({ obstacles }: NodeVerdict): PlacementConflict[] {
  return obstacles.flatMap((obstacle) => ('conflict' in obstacle ? [obstacle.conflict] : []));
}

function ownRule(pod: Pod, kinds: readonly string[]): PlacementConflict {
  const base = { domain: null, holders: [], selector: {}, topologyKey: 'kubernetes.io/hostname' };
  const { podAffinity, podAntiAffinity } = pod.spec?.affinity ?? {};
  const spread = pod.spec?.topologySpreadConstraints?.find(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule');
  if (kinds.includes('spread') && spread) {
    return { ...base, kind: 'spread', topologyKey: spread.topologyKey, selector: spread.labelSelector ?? {}, maxSkew: spread.maxSkew };
  }
  const kind = kinds.includes('pod-affinity') ? 'pod-affinity' : 'anti-affinity';
  const terms = (kind === 'pod-affinity' ? podAffinity : podAntiAffinity)?.requiredDuringSchedulingIgnoredDuringExecution;
  const [term] = terms ?? [];
  return term ? { ...base, kind, topologyKey: term.topologyKey, selector: term.labelSelector ?? {} } : { ...base, kind: 'existing-anti-affinity' };
}
