import type { ExplainedText, ExplanationAnswer } from '../answer.ts';
import type { TextLine } from '../explain.ts';
import type { Locale } from '../locale.ts';
import type { AnyRule } from '../rule.ts';
import { type AnswerDocument, type DocumentNode, firstSentence, line, list, type Part, paragraph } from './document.ts';
import { label } from './labels.ts';
import type { WordedStep } from './report-words.ts';
import { moreCauses, verdictTone, verdictWord } from './verdict-words.ts';

const undo = { en: 'Put back what was there before.', ko: '이전 설정으로 되돌립니다.' } as const;

/** What a pasted text means: the causes, the lines that say so, what to do. */
export function explanationDocument(answer: ExplanationAnswer, locale: Locale): AnswerDocument {
  const { verdict, known, suspects } = answer;
  const main = mainTexts(answer);
  const rest = known.filter((one) => !main.includes(one));
  return {
    tone: verdictTone(verdict),
    title: line(titleOf(answer, locale)),
    summary: line(summaryOf(answer, locale)),
    context: [],
    parts: [
      part(
        'cause',
        main.map((one, index) => paragraph(`${main.length > 1 ? `${index + 1}. ` : ''}${one.says[locale]}`)),
        locale,
      ),
      part('alsoSeen', rest.length > 0 ? [list(rest.map((one) => one.says[locale]))] : [], locale),
      part(
        'proof',
        known.map((one) => proofOf(one, locale)),
        locale,
      ),
      part(
        'steps',
        main
          .flatMap((one) => stepsOf(one, locale))
          .map((step, index) => ({
            type: 'step',
            number: index + 1,
            kind: step.kind,
            text: line(step.text),
            command: null,
            undo: step.undo === null ? null : line(step.undo),
          })),
        locale,
      ),
      {
        title: locale === 'ko' ? '오류처럼 보이는 줄' : 'Lines that look most like errors',
        folded: false,
        nodes: suspects.map((one) => proofOf({ ...one, count: 1 }, locale)),
      },
      part('docs', main.length > 0 ? [{ type: 'list', items: links(main).map((href) => [{ text: href, href }]) }] : [], locale),
    ].filter(({ nodes }) => nodes.length > 0),
    actions: [{ type: 'language', to: locale === 'ko' ? 'en' : 'ko' }],
  };
}

/** The causes; where there are none, the best of what there is. */
function mainTexts({ known }: ExplanationAnswer): readonly ExplainedText[] {
  const [first] = known;
  return first ? known.filter(({ rank }) => rank === first.rank) : [];
}

function part(title: 'cause' | 'alsoSeen' | 'proof' | 'steps' | 'docs', nodes: readonly DocumentNode[], locale: Locale): Part {
  return { title: label(title, locale), folded: title === 'proof', nodes };
}

function titleOf({ verdict, lines }: ExplanationAnswer, locale: Locale): string {
  if (verdict === 'unknown') return locale === 'ko' ? '모르는 내용입니다' : 'I do not know this one';
  const count = locale === 'ko' ? `텍스트 ${lines}줄` : `${lines} ${lines === 1 ? 'line' : 'lines'} of text`;
  return `${verdictWord(verdict, locale)}: ${count}`;
}

function summaryOf(answer: ExplanationAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  const [first, ...more] = mainTexts(answer);
  if (first) return `${firstSentence(first.says[locale])}${moreCauses(more.length, locale)}`;
  if (answer.verdict === 'healthy')
    return ko ? '정상 출력입니다. 오류로 보이는 줄이 없습니다.' : 'This is healthy output: no line of it looks like an error.';
  return ko
    ? '아는 오류와 일치하는 줄이 없습니다. 오류에 가장 가까운 줄은 아래와 같습니다.'
    : 'No line matches an error that I know. Those that look most like one are below.';
}

function proofOf({ line: number, text, count }: TextLine & { readonly count: number }, locale: Locale): DocumentNode {
  const times = count > 1 ? (locale === 'ko' ? ` (같은 내용 ${count}줄)` : ` (${count} lines like it)`) : '';
  return { type: 'proof', where: `${locale === 'ko' ? `${number}번째 줄` : `line ${number}`}${times}`, path: '', value: text, at: null };
}

function stepsOf({ look, fix }: ExplainedText, locale: Locale): WordedStep[] {
  return [
    { kind: 'look', text: look[locale], command: null, undo: null },
    { kind: 'change', text: fix[locale], command: null, undo: undo[locale] },
  ];
}

const links = (main: readonly ExplainedText[]) => [...new Set(main.map(({ link }) => link))];

/** The JSON of the CLI: a report without a target. `at` is the reader's clock. */
export function explanationReport(answer: ExplanationAnswer, catalog: readonly AnyRule[], locale: Locale, at: string) {
  const coverage = new Map(catalog.map((rule) => [rule.id, rule.coverage]));
  const main = mainTexts(answer);
  const ids = main.map((_, index) => `f${index + 1}`);
  return {
    target: null,
    at,
    verdict: answer.verdict,
    findings: answer.known.map((one, index) => ({
      id: `f${index + 1}`,
      rule: one.rule,
      coverage: coverage.get(one.rule) ?? [one.rule],
      subject: null,
      severity: one.severity,
      rootCause: main.includes(one),
      because: main.includes(one) ? [] : ids,
      facts: { signature: one.signature, captures: one.captures, count: one.count },
      proof: [{ ref: null, path: `line ${one.line}`, value: one.text }],
      says: one.says[locale],
      steps: stepsOf(one, locale),
      docs: one.link,
    })),
    suspects: answer.suspects,
    gaps: [],
    cost: { requests: 0, ms: answer.ms },
  };
}
