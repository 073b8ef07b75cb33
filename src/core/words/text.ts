import type { Answer } from '../answer.ts';
import type { Locale } from '../locale.ts';
import { refKey } from '../ref.ts';
import type { Report } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { answerDocument, type WordingOptions } from './answer-document.ts';
import { type AnswerDocument, list, type Part, plain } from './document.ts';
import { label } from './labels.ts';
import { bold, dim, drawLine, drawNode, type TextStyle, toned, wrap } from './text-nodes.ts';

export interface TextOptions extends WordingOptions {
  readonly colour?: boolean;
  /** Columns of the terminal; between 60 and 120. */
  readonly width?: number;
  /** Says also what was looked at and which rules fired. */
  readonly verbose?: boolean;
}

const marks = { bad: '✖', warn: '▲', ok: '✔', unknown: '?', plain: '▸' } as const;

/** Any answer as text for a terminal: cause first, then what follows, proof, steps to copy, and what could not be told. */
export function answerToText(answer: Answer, catalog: readonly AnyRule[], locale: Locale, options: TextOptions = {}): string {
  const { colour = false, width = 100, verbose = false, ...wording } = options;
  const style = { colour, locale, width: Math.min(120, Math.max(60, width)) };
  const text = documentToText(answerDocument(answer, catalog, locale, wording), style);
  return verbose && answer.type === 'report' ? `${text}\n\n${partToText(workings(answer.report, locale), style)}` : text;
}

function workings({ findings, looked }: Report, locale: Locale): Part {
  const rules = findings.map(({ rule, subject }) => `\`${rule}\` · ${refKey(subject)}`);
  return { title: label('lookedAt', locale), folded: false, nodes: [list([...looked.map(refKey), ...rules])] };
}

/** A document as text. */
export function documentToText(document: AnswerDocument, style: TextStyle): string {
  const { tone, title, summary, context, parts, lead = [] } = document;
  const head = [`${toned(marks[tone], tone, style)} ${style.colour ? bold(drawLine(title, style), style) : drawLine(title, style)}`];
  if (summary.length > 0 && !repeats(parts, plain(summary))) head.push(wrap(drawLine(summary, style), style.width, '  ', '  '));
  if (context.length > 0) head.push(dim(`  ${drawLine(context, { ...style, colour: false })}`, style));
  head.push(...lead.map((node) => drawNode(node, style)));
  return [head.join('\n'), ...parts.map((part) => partToText(part, style))].join('\n\n');
}

/** One part under its heading. */
export function partToText({ title, nodes }: Part, style: TextStyle): string {
  const indent = title === null && nodes[0]?.type === 'table' ? 0 : 2;
  const body = nodes.map((node) => drawNode(node, style, indent)).join('\n');
  return title === null ? body : `${bold(title, style)}\n${body}`;
}

/** The cause in full begins with the sentence of the headline: it is not said twice. */
function repeats(parts: readonly Part[], summary: string): boolean {
  return parts.some(({ nodes }) => nodes.some((node) => node.type === 'paragraph' && plain(node.line).startsWith(summary)));
}
