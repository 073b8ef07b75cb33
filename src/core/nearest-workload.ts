import type { Owner } from './evidence.ts';
import type { Kind, Pod, PodTemplateSpec } from './kinds.ts';
import { type LabelDifference, labelDifferences, labelDistance, nearEnough, ownLabels } from './near-labels.ts';
import { isFinished } from './pod-state.ts';
import { refOf } from './ref.ts';

type Labels = Readonly<Record<string, string>>;

/** Pods, or a workload that would make them, whose labels a selector nearly picks. */
export interface NearestLabels {
  readonly kind: Kind;
  readonly name: string;
  readonly pods: number;
  readonly labels: Labels;
  readonly differences: readonly LabelDifference[];
}

/** The labels of a workload's pods; undefined for what makes no pods. */
export function templateLabels(object: Owner['object']): Labels | undefined {
  const spec = object && 'spec' in object ? (object.spec as { readonly template?: PodTemplateSpec } | undefined) : undefined;
  return spec?.template?.metadata?.labels;
}

/** The pods, else the workload, that the selector comes nearest to. `hint`: a name that such labels may hold, as the Service's own. */
export function nearestLabels(selector: Labels, pods: readonly Pod[], workloads: readonly Owner[], hint: string): NearestLabels | null {
  const groups = new Map<string, { readonly first: Pod; count: number }>();
  for (const pod of pods.filter((one) => !isFinished(one))) {
    const key = JSON.stringify(ownLabels(pod.metadata?.labels));
    const group = groups.get(key);
    if (group) group.count += 1;
    else groups.set(key, { first: pod, count: 1 });
  }
  const candidates = [
    ...[...groups.values()].map(({ first, count }) => ({ ...refOf('pod', first), pods: count, labels: ownLabels(first.metadata?.labels) })),
    ...workloads.map(({ ref, object }) => ({ ...ref, pods: 0, labels: ownLabels(templateLabels(object)) })),
  ];
  const [best] = candidates
    .map((one) => ({ one, far: labelDistance(selector, one.labels, [hint]) }))
    .filter(({ far }) => far > 0 && far <= nearEnough)
    .toSorted((a, b) => a.far - b.far || b.one.pods - a.one.pods || a.one.name.localeCompare(b.one.name));
  if (!best) return null;
  const { kind, name, pods: count, labels } = best.one;
  return { kind, name, pods: count, labels, differences: labelDifferences(selector, labels) };
}

/** The near labels where the selector wants others: `run=hostnames`. */
export function differingLabels({ differences, labels }: NearestLabels): string {
  const own = differences.map(({ key, under }) => under ?? key).filter((key) => labels[key] !== undefined);
  return own.map((key) => `${key}=${labels[key]}`).join(',');
}
