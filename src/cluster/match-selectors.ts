import type { AnyObject } from '../core/kinds.ts';
import { matchesTerm } from '../core/selector.ts';

/** A label selector as a query string: `a=b,c!=d,e in (f,g),h,!i`. */
export function matchesLabels(selector: string | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (!selector) return true;
  return selector.split(/,(?![^(]*\))/).every((term) => {
    const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term.trim());
    if (set)
      return matchesTerm(
        { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values: (set[3] ?? '').split(',').map((value) => value.trim()) },
        labels,
      );
    const [, key = '', operator, value = ''] = /^([^!=\s]+|![^=\s]+)\s*(==|=|!=)?\s*(.*)$/.exec(term.trim()) ?? [];
    if (!operator) return key.startsWith('!') ? labels[key.slice(1)] === undefined : labels[key] !== undefined;
    return operator === '!=' ? labels[key] !== value : labels[key] === value;
  });
}

/** A field selector: `spec.nodeName=a,status.phase!=Failed`. */
export function matchesFields(selector: string | undefined, object: AnyObject): boolean {
  if (!selector) return true;
  return selector.split(',').every((term) => {
    const [, path = '', operator, value = ''] = /^(.+?)(==|!=|=)(.*)$/.exec(term) ?? [];
    const actual = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], object);
    return (String(actual ?? '') === value) === (operator !== '!=');
  });
}
