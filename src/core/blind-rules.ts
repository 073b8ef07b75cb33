import type { Kind } from './kinds.ts';
import type { AnyRule } from './rule.ts';

/** A rule that cannot tell, on the kinds where it cannot, and what it lacks. */
export interface BlindRule {
  readonly rule: AnyRule;
  readonly on: readonly Kind[];
  readonly lacks: readonly string[];
}

/** The rules that need a facet that cannot be read. `subject` stands for the object itself. */
export function blindRules(rules: readonly AnyRule[], blind: { readonly [K in Kind]?: readonly string[] }): readonly BlindRule[] {
  return rules.flatMap((rule) => {
    const lackedOn = (kind: Kind) => ['subject', ...rule.needs].filter((facet) => blind[kind]?.includes(facet));
    const on = rule.on.filter((kind) => lackedOn(kind).length > 0);
    return on.length > 0 ? [{ rule, on, lacks: [...new Set(on.flatMap(lackedOn))] }] : [];
  });
}
