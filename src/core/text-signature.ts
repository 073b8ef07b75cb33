import type { Captures, LogSignature } from './log-signature.ts';

/** A signature whose sentences need no code, in a short form. */
export interface TextSignature {
  readonly id: string;
  readonly patterns: readonly RegExp[];
  /** `{name}` is filled in with what the group caught, in backticks; a part in `[…]` falls away where one of its groups caught nothing. */
  readonly en: string;
  readonly ko: string;
  /** What to look at, in English and Korean. */
  readonly look: readonly [en: string, ko: string];
  /** What to change then. */
  readonly fix: readonly [en: string, ko: string];
  /** Where the text comes from. */
  readonly link: string;
  /** It says that something is wrong, and another text says why. */
  readonly symptom?: true;
}

/** Texts by the rule that owns them. */
export type OwnedTexts = Readonly<Record<string, readonly LogSignature[]>>;

/** The signature of a text in its short form. */
export function textSignature({ id, patterns, en, ko, look, fix, link, symptom }: TextSignature): LogSignature {
  return {
    id,
    patterns,
    ...(symptom ? { symptom } : {}),
    says: { en: (_who, captures) => fill(en, captures), ko: (_who, captures) => fill(ko, captures) },
    look: { en: look[0], ko: look[1] },
    fix: { en: fix[0], ko: fix[1] },
    link,
  };
}

const placeholder = /\{(\w+)\}/g;

function fill(template: string, captures: Captures): string {
  const kept = template.replaceAll(/\[([^[\]]*)\]/g, (_, part: string) =>
    [...part.matchAll(placeholder)].every(([, name]) => captures[name ?? '']) ? part : '',
  );
  return kept.replaceAll(placeholder, (_, name: string) => `\`${captures[name] ?? '…'}\``);
}
