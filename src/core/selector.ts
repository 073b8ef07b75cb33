import type { LabelSelector } from './kinds.ts';

type Labels = Readonly<Record<string, string>>;

/** Does a `matchLabels` map pick these labels? An empty or absent map picks nothing here: as a Service's selector does. */
export function matchesMap(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => labels?.[key] === value);
}

/** Does a LabelSelector pick these labels? An empty selector picks everything, an absent one nothing: Kubernetes' own rule. */
export function matchesSelector(selector: LabelSelector | undefined, labels: Labels = {}): boolean {
  if (!selector) return false;
  const map = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return map && (selector.matchExpressions ?? []).every((term) => matchesTerm(term, labels));
}

/** One `matchExpressions` term of a label selector or a node affinity (which has `Gt` and `Lt` too). */
export function matchesTerm(term: { readonly key: string; readonly operator: string; readonly values?: readonly string[] }, labels: Labels): boolean {
  const value = labels[term.key];
  const values = term.values ?? [];
  switch (term.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    case 'Gt':
      return value !== undefined && Number(value) > Number(values[0]);
    case 'Lt':
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}

/** `app=web,tier in (a,b)`: a LabelSelector as a query parameter. */
export function selectorToString(selector: LabelSelector): string {
  const map = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const terms = (selector.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...map, ...terms].join(',');
}
