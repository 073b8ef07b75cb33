import type { AnyObject } from '../core/kinds.ts';
import { matchesTerm } from '../core/selector.ts';

type Labels = Readonly<Record<string, string>>;

/** A label selector as a query string: `a=b,c!=d,e in (f,g),h,!i`. Read once, for lists of thousands. */
export function labelMatcher(selector: string | undefined): (labels: Labels) => boolean {
  if (!selector) return () => true;
  const terms = selector.split(/,(?![^(]*\))/).map((term) => labelTerm(term.trim()));
  return (labels) => terms.every((matches) => matches(labels));
}

function labelTerm(term: string): (labels: Labels) => boolean {
  const set = /^(\S+)\s+(in|notin)\s+\(([^)]*)\)$/.exec(term);
  if (set) {
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    const wanted = { key: set[1] ?? '', operator: set[2] === 'in' ? 'In' : 'NotIn', values };
    return (labels) => matchesTerm(wanted, labels);
  }
  const [, key = '', operator, value = ''] = /^([^!=\s]+|![^=\s]+)\s*(==|=|!=)?\s*(.*)$/.exec(term) ?? [];
  if (!operator) return key.startsWith('!') ? (labels) => labels[key.slice(1)] === undefined : (labels) => labels[key] !== undefined;
  return operator === '!=' ? (labels) => labels[key] !== value : (labels) => labels[key] === value;
}

/** A field selector: `spec.nodeName=a,status.phase!=Failed`. Read once. */
export function fieldMatcher(selector: string | undefined): (object: AnyObject) => boolean {
  if (!selector) return () => true;
  const terms = selector.split(',').map((term) => {
    const [, path = '', operator, value = ''] = /^(.+?)(==|!=|=)(.*)$/.exec(term) ?? [];
    return { keys: path.split('.'), equal: operator !== '!=', value };
  });
  return (object) => terms.every(({ keys, equal, value }) => (textAt(object, keys) === value) === equal);
}

function textAt(object: AnyObject, keys: readonly string[]): string {
  let at: unknown = object;
  for (const key of keys) at = (at as Record<string, unknown> | undefined)?.[key];
  return String(at ?? '');
}
