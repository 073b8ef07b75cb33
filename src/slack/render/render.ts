import type { ActionsBlock, Button, KnownBlock, RichTextElement } from '@slack/types';
import type { Answer } from '../../core/answer.ts';
import type { Intent } from '../../core/intent.ts';
import type { Locale } from '../../core/locale.ts';
import type { Report } from '../../core/report.ts';
import type { AnyRule } from '../../core/rule.ts';
import { answerDocument } from '../../core/words/answer-document.ts';
import { changesSince } from '../../core/words/change-words.ts';
import { cleanAll } from '../../core/words/clean-text.ts';
import { type Action, type AnswerDocument, type Line, list, paragraph, plain, type Tone } from '../../core/words/document.ts';
import { label } from '../../core/words/labels.ts';
import { documentToText } from '../../core/words/text.ts';
import type { TextStyle } from '../../core/words/text-nodes.ts';
import { classic } from './classic.ts';
import { escapeText, limits, type Message } from './message.ts';
import { packParts } from './pack.ts';
import { contextLine, inline, richText, section } from './rich-text.ts';
import { shorten } from './shorten.ts';
import { unitsOf } from './units.ts';
import { messageProblems } from './validate.ts';

export interface RenderOptions {
  /** Who asked what, where the headline is the first message of its thread. */
  readonly asked?: { readonly userId: string; readonly text: string };
  readonly question?: Intent | null;
  readonly previous?: Report | null;
  /** RFC 3339. */
  readonly now?: string;
  /** What the buttons carry to find the stored answer again; without it there are none but choices. */
  readonly answerKey?: string;
  /** Files can be uploaded where the answer goes. */
  readonly files?: boolean;
}

export interface Rendered {
  /** Replaces the placeholder. */
  readonly headline: Message;
  readonly thread: readonly Message[];
}

/** Slack's name of the sign of each tone. */
export const toneEmoji: { readonly [T in Tone]: string } = {
  bad: 'red_circle',
  warn: 'large_yellow_circle',
  ok: 'large_green_circle',
  unknown: 'white_circle',
  plain: 'mag',
};

/** An answer as Slack messages: pure. Whatever came from a cluster or a person stands only in blocks that interpret nothing. */
export function render(answer: Answer, catalog: readonly AnyRule[], locale: Locale, options: RenderOptions = {}): Rendered {
  return cleanAll(renderedOf(answer, catalog, locale, options));
}

function renderedOf(answer: Answer, catalog: readonly AnyRule[], locale: Locale, options: RenderOptions): Rendered {
  const { previous = null, files = true, ...rest } = options;
  const document = answerDocument(answer, catalog, locale, { question: rest.question ?? null, now: rest.now });
  const style = plainStyle(locale);
  const headline = headlineOf(document, style, rest);
  const details = packParts(document.parts, style, files);
  const report = 'report' in answer ? answer.report : null;
  const threaded = answer.type === 'report' || answer.type === 'digest' || answer.type === 'alert' || answer.type === 'alert-summary';
  const whole = threaded || (previous && report) ? null : together(headline, details);
  if (whole) return { headline: whole, thread: [] };
  const changed = previous && report ? changedMessages(previous, report, catalog, style) : [];
  return { headline, thread: [...details, ...changed] };
}

/** What is short needs no thread: one message, if all of it fits. */
function together(headline: Message, details: readonly Message[]): Message | null {
  const [only, ...more] = details;
  if (!only || only.file || more.length > 0) return null;
  const buttons = headline.blocks.filter(({ type }) => type === 'actions');
  const blocks = [...headline.blocks.filter(({ type }) => type !== 'actions'), ...only.blocks, ...buttons];
  const whole = { ...headline, text: `${headline.text}\n\n${only.text}`, blocks };
  return messageProblems(whole).length === 0 && messageProblems(classic(whole)).length === 0 ? whole : null;
}

/** "Check again": one more line in the thread, named after the moment, so that each check adds its own. */
function changedMessages(before: Report, now: Report, catalog: readonly AnyRule[], style: TextStyle): Message[] {
  const [first = '', ...rest] = changesSince(before, now, catalog, style.locale);
  const nodes = [paragraph(first), ...(rest.length > 0 ? [list(rest)] : [])];
  const messages = packParts([{ title: label('changed', style.locale), folded: false, nodes }], style, false);
  return messages.map((message, index) => ({ ...message, key: `changed-${now.at}-${index + 1}` }));
}

/** Text without colours and without our own line breaks: Slack breaks lines itself. */
export function plainStyle(locale: Locale): TextStyle {
  return { colour: false, locale, width: Number.POSITIVE_INFINITY };
}

function headlineOf(document: AnswerDocument, style: TextStyle, { asked, answerKey }: RenderOptions): Message {
  const { tone, title, context } = document;
  const summary = shortLine(document.summary);
  const buttons = buttonsOf(document.actions, style.locale, answerKey);
  const titled = title.map((span) => (span.style === 'code' ? span : { ...span, style: 'strong' as const }));
  const blocks: KnownBlock[] = [
    ...(asked ? [askedLine(asked, style.locale)] : []),
    richText(section([{ type: 'emoji', name: toneEmoji[tone] }, { type: 'text', text: ' ' }, ...inline(titled)])),
    ...(summary.length > 0 ? [richText(section(inline(summary)))] : []),
    ...(document.lead ?? []).flatMap((node) => unitsOf(node, style)).flatMap((unit) => unit.blocks),
    ...(context.length > 0 ? [contextLine(context)] : []),
    ...(buttons.length > 0 ? [{ type: 'actions', elements: buttons } satisfies ActionsBlock] : []),
  ];
  const text = documentToText({ ...document, summary, parts: [] }, style);
  return { key: 'headline', text: escapeText(asked ? `${asked.text}\n${text}` : text), blocks };
}

/** The headline is a headline: what is longer stands in full in the thread. */
function shortLine(line: Line): Line {
  const text = plain(line);
  return text.length <= 1500 ? line : [{ text: shorten(text, 1500) }];
}

/** "@minsu asked: why pod-x pending". */
export function askedLine({ userId, text }: { readonly userId: string; readonly text: string }, locale: Locale): KnownBlock {
  const who: RichTextElement = { type: 'user', user_id: userId };
  const says = locale === 'ko' ? `${label('asked', locale)}: ` : ` ${label('asked', locale)}: `;
  return richText(section([who, { type: 'text', text: says }, { type: 'text', text: text === '' ? ' ' : text, style: { italic: true } }]));
}

function buttonsOf(actions: readonly Action[], locale: Locale, answerKey: string | undefined): Button[] {
  return actions
    .map((action, index): Button | null => {
      if (action.type === 'choose') return chooseButton(action, index);
      if (action.type === 'act') return actButton(action, locale);
      if (answerKey === undefined) return null;
      if (action.type === 'language')
        return button('language', label(action.to === 'ko' ? 'korean' : 'english', locale), JSON.stringify({ key: answerKey, to: action.to }));
      return button(action.type, label(action.type, locale), answerKey);
    })
    .filter((one) => one !== null)
    .slice(0, limits.actionElements);
}

/** A choice carries its intent; one that is too long for a button can still be typed. */
function chooseButton({ intent, label: text }: Extract<Action, { type: 'choose' }>, index: number): Button | null {
  const value = JSON.stringify(intent);
  return value.length <= limits.buttonValue ? button(`choose:${index}`, text, value) : null;
}

/** A button of on-call. It needs no stored answer: its value says what it is about. */
function actButton({ act, value, label: text, style, confirm }: Extract<Action, { type: 'act' }>, locale: Locale): Button | null {
  if (value.length > limits.buttonValue) return null;
  return {
    ...button(`act:${act}`, text, value),
    ...(style ? { style } : {}),
    ...(confirm === undefined
      ? {}
      : {
          confirm: {
            title: { type: 'plain_text', text: shorten(text, 100) },
            text: { type: 'plain_text', text: shorten(confirm, 300) },
            confirm: { type: 'plain_text', text: shorten(text, 30) },
            deny: { type: 'plain_text', text: label('cancel', locale) },
          },
        }),
  };
}

function button(actionId: string, text: string, value: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text: shorten(text, limits.button), emoji: false }, value };
}
