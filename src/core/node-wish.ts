import type { Node, Pod } from './kinds.ts';
import { requiredTerms } from './node-affinity.ts';
import { matchesTerm } from './selector.ts';
import { similarNames } from './similar-names.ts';

/** One condition on a node's labels that no node, or not every node, meets. */
export type UnmetWish = {
  /** `disk=ssd`, `zone in (a, b)`, `gpu`: as kubectl writes a selector. */
  readonly want: string;
  readonly key: string;
  /** The one value that is asked for; null where several or none would do. */
  readonly value: string | null;
  /** Values that nodes have under this key. */
  readonly values: readonly string[];
  /** Labels of nodes that were probably meant: the same value under another key, a key spelt alike. */
  readonly near: readonly string[];
};

interface Term {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** What the pod asks of its node: each inner list is one alternative, all of whose conditions must hold. */
function alternatives(pod: Pod): Term[][] {
  const selector = Object.entries(pod.spec?.nodeSelector ?? {}).map(([key, value]) => ({ key, operator: 'In', values: [value] }));
  const terms = requiredTerms(pod).map(({ matchExpressions = [] }) => [...selector, ...matchExpressions]);
  return terms.length > 0 ? terms : [selector];
}

/** All conditions of the alternative that comes nearest to some node, and those of them that no node meets. */
export function unmetWishes(pod: Pod, nodes: readonly Node[]): { readonly all: readonly string[]; readonly unmet: readonly UnmetWish[] } {
  const met = (term: Term) => nodes.some(({ metadata }) => matchesTerm(term, metadata?.labels ?? {}));
  const [best = []] = alternatives(pod).toSorted((a, b) => a.filter((term) => !met(term)).length - b.filter((term) => !met(term)).length);
  return { all: best.map(written), unmet: best.filter((term) => !met(term)).map((term) => explain(term, nodes)) };
}

function explain(term: Term, nodes: readonly Node[]): UnmetWish {
  const labels = nodes.map(({ metadata }) => metadata?.labels ?? {});
  const { key, operator, values = [] } = term;
  const value = operator === 'In' && values.length === 1 ? (values[0] as string) : null;
  const others = new Map(labels.flatMap(Object.entries).filter(([other]) => other !== key));
  const sameKey = labels.flatMap((own) => (own[key] === undefined ? [] : [own[key]]));
  const alikeValues = value ? similarNames(value, sameKey, 1).map((held) => `${key}=${held}`) : [];
  const elsewhere = value && value.length > 1 ? [...others].filter(([, held]) => held === value).map(([other]) => `${other}=${value}`) : [];
  const alikeKeys = sameKey.length > 0 ? [] : similarNames(key, [...others.keys()], 2).map((other) => `${other}=${others.get(other)}`);
  const near = [...new Set([...alikeValues, ...elsewhere, ...alikeKeys])].slice(0, 3);
  return { want: written(term), key, value, values: [...new Set(sameKey)].toSorted().slice(0, 5), near };
}

function written({ key, operator, values = [] }: Term): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(', ')})`;
    case 'NotIn':
      return `${key} notin (${values.join(', ')})`;
    case 'DoesNotExist':
      return `!${key}`;
    case 'Exists':
      return key;
    default:
      return `${key} ${operator === 'Gt' ? '>' : '<'} ${values[0]}`;
  }
}
