import { distance } from 'fastest-levenshtein';

type Labels = Readonly<Record<string, string>>;

/** One label that a selector asks for and an object does not have: with another value (`has`), or its value under another key (`under`). */
export interface LabelDifference {
  readonly key: string;
  readonly wanted: string;
  readonly has: string | null;
  readonly under: string | null;
}

/** Labels that controllers add: nobody selects by them. */
const controllers =
  /^(pod-template-hash|controller-revision-hash|pod-template-generation|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.*|job-name|controller-uid)$/;

/** Labels that a person wrote. */
export function ownLabels(labels: Labels | undefined): Labels {
  return Object.fromEntries(Object.entries(labels ?? {}).filter(([key]) => !controllers.test(key)));
}

/** What keeps a selector from picking these labels, in the selector's order. */
export function labelDifferences(selector: Labels, labels: Labels): LabelDifference[] {
  return Object.entries(selector)
    .filter(([key, wanted]) => labels[key] !== wanted)
    .map(([key, wanted]) => ({ key, wanted, has: labels[key] ?? null, under: keyWithValue(labels, selector, key, wanted) }));
}

/** A key that holds the wanted value and that the selector does not ask for itself. */
function keyWithValue(labels: Labels, selector: Labels, key: string, wanted: string): string | null {
  if (labels[key] !== undefined) return null;
  return Object.keys(ownLabels(labels)).find((other) => labels[other] === wanted && selector[other] === undefined) ?? null;
}

/**
 * How far the labels are from being picked: 0 picked, 1 nothing in common. A value spelt alike or held by another key is near;
 * so is another value where `hints` (the Service's own name) has it: Service `web` for pods `app=web`.
 */
export function labelDistance(selector: Labels, labels: Labels, hints: readonly string[] = []): number {
  const entries = Object.keys(selector).length;
  const costs = labelDifferences(selector, labels).map(({ wanted, has, under }) => {
    if (under) return 0.2;
    if (has === null) return 1;
    if (hints.includes(has)) return 0.3;
    // letters swapped in a short word are many for their length
    const far = sorted(wanted) === sorted(has) ? 0.3 : distance(wanted, has) / Math.max(wanted.length, has.length);
    return far <= 0.45 || has.includes(wanted) || wanted.includes(has) ? Math.min(far, 0.45) : 1;
  });
  return entries === 0 ? 1 : costs.reduce((sum, cost) => sum + cost, 0) / entries;
}

function sorted(word: string): string {
  return [...word].toSorted().join('');
}

/** Up to here labels are a near miss; beyond, simply another application's. */
export const nearEnough = 0.45;
