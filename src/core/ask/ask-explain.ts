import type { Answer, ExplainedText } from '../answer.ts';
import { explainText, type KnownText, type SignatureSet } from '../explain.ts';
import type { Intent } from '../intent.ts';
import type { Locale, Text } from '../locale.ts';
import type { AnyRule } from '../rule.ts';

interface ExplainDeps {
  /** In the order in which they are tried. */
  readonly signatures: readonly SignatureSet[];
  readonly redact: (text: string) => string;
  readonly rules: readonly AnyRule[];
  readonly clock: () => number;
}

/** What a pasted text means. Asks no cluster. */
export function askExplain({ text = '' }: Pick<Intent, 'text'>, { signatures, redact, rules, clock }: ExplainDeps): Answer {
  if (text.trim() === '') return { type: 'failure', code: 'needs-text', cluster: null, what: null, detail: null };
  const started = clock();
  const { lines, verdict, known, suspects } = explainText(redact(text), signatures);
  const severities = new Map(rules.map(({ id, severity }) => [id, severity]));
  return {
    type: 'explanation',
    verdict,
    lines,
    known: known.map((one) => spoken(one, severities.get(one.rule) ?? 'critical')),
    suspects,
    ms: Math.round(clock() - started),
  };
}

/** Whole and in every language: it is shown again in another without the catalog. */
function spoken({ rule, signature, rank, captures, line, text, count }: KnownText, severity: AnyRule['severity']): ExplainedText {
  const { id, says, look, fix, link } = signature;
  const who: { readonly [L in Locale]: string } = { en: 'The process', ko: '프로세스' };
  const words: Text = { en: says.en(who.en, captures), ko: says.ko(who.ko, captures) };
  return { rule, signature: id, rank, severity, captures, line, text, count, says: words, look, fix, link };
}
