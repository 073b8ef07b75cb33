import type { RunbooksAnswer } from '../answer.ts';
import type { Intent } from '../intent.ts';
import type { Locale } from '../locale.ts';
import type { Runbook, RunbookPart, RunbookStep, RunbookTopic } from '../runbook.ts';
import { type Action, type AnswerDocument, type DocumentNode, line, list, type Part, paragraph, type StepNode } from './document.ts';
import { label } from './labels.ts';

/** A runbook whole: its parts in order, steps numbered through. */
export function runbookDocument({ id, title, summary, parts, docs }: Runbook, locale: Locale): AnswerDocument {
  const links: DocumentNode = { type: 'list', items: docs.map((href) => [{ text: href, href }]) };
  let number = 0;
  return {
    tone: 'plain',
    title: line(title[locale]),
    summary: line(summary[locale]),
    context: [{ text: `${locale === 'ko' ? '런북' : 'runbook'} ${id}` }],
    parts: [
      ...parts.map((part) =>
        partOf(part, locale, () => {
          number += 1;
          return number;
        }),
      ),
      { title: label('docs', locale), folded: false, nodes: [links] },
    ],
    actions: [{ type: 'language', to: locale === 'ko' ? 'en' : 'ko' }],
  };
}

function partOf({ title, text, steps, table, notes }: RunbookPart, locale: Locale, count: () => number): Part {
  const rows = table?.rows.map((row) => ({ cells: row.map((cell) => cell[locale]), tone: 'ok' as const }));
  const columns = table?.columns.map((column) => column[locale]) ?? [];
  return {
    title: title[locale],
    folded: false,
    nodes: [
      ...(text ? [paragraph(text[locale])] : []),
      ...steps.map((step) => stepOf(step, count(), locale)),
      ...(rows ? [{ type: 'table' as const, caption: title[locale], columns, rows }] : []),
      ...(notes ? [list(notes.map((note) => note[locale]))] : []),
    ],
  };
}

function stepOf(step: RunbookStep, number: number, locale: Locale): StepNode {
  const shown = [
    ...(step.file === undefined ? [] : [{ title: label('file', locale), text: step.file.trimEnd() }]),
    ...(step.output === undefined ? [] : [{ title: label('output', locale), text: step.output.trimEnd() }]),
  ];
  return {
    type: 'step',
    number,
    kind: step.kind,
    text: line(step.text[locale]),
    command: step.command?.trimEnd() ?? null,
    undo: step.kind === 'change' ? line(step.undo[locale]) : null,
    ...(step.shell ? { shell: step.shell } : {}),
    ...(shown.length > 0 ? { shown } : {}),
  };
}

/** Topics that have a runbook: all of them, those that the question can mean, or those that are like it. */
export function runbooksDocument(answer: RunbooksAnswer, locale: Locale, question: Intent | null): AnswerDocument {
  const { outcome, nearest, topics } = answer;
  const near = outcome === 'none' ? label('similar', locale) : null;
  return {
    tone: 'plain',
    title: line(titleOf(answer, locale)),
    summary: line(outcome === 'none' ? noneOf(answer, locale) : ''),
    context: [],
    parts: [
      ...(nearest.length > 0 ? [topicPart(near, nearest, locale)] : []),
      ...(outcome === 'several' ? [] : [topicPart(outcome === 'list' ? null : label('allRunbooks', locale), topics, locale)]),
    ],
    actions: nearest.map((topic) => choose(topic, locale, question)),
  };
}

function titleOf({ outcome, topics }: RunbooksAnswer, locale: Locale): string {
  if (outcome === 'several') return label('choices', locale);
  if (outcome === 'none') return locale === 'ko' ? '그런 런북은 없습니다' : 'There is no such runbook';
  return locale === 'ko' ? `런북 ${topics.length}개` : `${topics.length} runbooks`;
}

function noneOf({ asked }: RunbooksAnswer, locale: Locale): string {
  const words = (asked ?? '').replaceAll('`', '');
  return locale === 'ko' ? `\`${words}\` 주제의 런북을 찾지 못했습니다.` : `I found no runbook about \`${words}\`.`;
}

function topicPart(title: string | null, topics: readonly RunbookTopic[], locale: Locale): Part {
  return { title, folded: false, nodes: [list(topics.map(({ id, title }) => `\`${id}\` ${title[locale]}`))] };
}

function choose({ id, title }: RunbookTopic, locale: Locale, question: Intent | null): Action {
  const blank: Intent = { intent: 'runbook', kind: null, name: null, namespace: null, symptom: null, locale };
  return { type: 'choose', intent: { ...(question ?? blank), intent: 'runbook', topic: id }, label: title[locale] };
}
