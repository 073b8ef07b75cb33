import type { Intent } from '../intent.ts';
import type { Locale } from '../locale.ts';

/** A piece of a line. Whatever came from a cluster or a person stays plain text here: no medium may interpret it. */
export interface Span {
  readonly text: string;
  readonly style?: 'code' | 'strong' | 'faint';
  /** RFC 3339: a moment, which a medium may show in the reader's own time zone. */
  readonly at?: string;
  /** Only addresses of our own. */
  readonly href?: string;
  /** Slack's id of a person or channel, where the medium can show one; `text` where it cannot. */
  readonly userId?: string;
  readonly channelId?: string;
}
export type Line = readonly Span[];

export type Tone = 'bad' | 'warn' | 'ok' | 'unknown' | 'plain';

export interface TableNode {
  readonly type: 'table';
  readonly caption: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly tone: 'ok' | 'warn' | 'bad' }[];
}

export interface StepNode {
  readonly type: 'step';
  readonly number: number;
  readonly kind: 'look' | 'change';
  readonly text: Line;
  readonly command: string | null;
  readonly undo: Line | null;
  /** `sh`, if not said. */
  readonly shell?: 'powershell';
  /** What belongs to it as it is: a file, an output. */
  readonly shown?: readonly { readonly title: string; readonly text: string }[];
}

export interface ProofNode {
  readonly type: 'proof';
  readonly where: string;
  readonly path: string;
  readonly value: string;
  /** RFC 3339. */
  readonly at: string | null;
}

/** Numbers to be seen at a glance. They are always said beside it too, in words or a table. */
export interface ChartNode {
  readonly type: 'chart';
  readonly style: 'bar' | 'line';
  readonly title: string;
  readonly unit: '%' | '';
  /** In the order of the x-axis. */
  readonly categories: readonly string[];
  /** One value for each category. */
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
}

export type DocumentNode =
  | { readonly type: 'paragraph'; readonly line: Line }
  | { readonly type: 'list'; readonly items: readonly Line[] }
  /** Log lines: shown as they are. */
  | { readonly type: 'preformatted'; readonly text: string }
  | StepNode
  | ProofNode
  | TableNode
  | ChartNode;

/** A part of an answer under its own heading. */
export interface Part {
  readonly title: string | null;
  /** Evidence rather than message: folded away where a medium can. */
  readonly folded: boolean;
  readonly nodes: readonly DocumentNode[];
  /** The name of the file that it becomes where it is too long to show. */
  readonly fileName?: string;
  /** It is meant as a file, however short. */
  readonly file?: 'always';
}

/** What a person can ask for next, with one press where there are buttons. */
export type Action =
  | { readonly type: 'again' }
  | { readonly type: 'logs' }
  | { readonly type: 'language'; readonly to: Locale }
  | { readonly type: 'choose'; readonly intent: Intent; readonly label: string }
  /** A button of on-call: `act` is the name that its part listens to. */
  | {
      readonly type: 'act';
      readonly act: string;
      readonly value: string;
      readonly label: string;
      readonly style?: 'primary' | 'danger';
      /** Asked before it is done. */
      readonly confirm?: string;
    };

/** An answer in words of one language, without a medium: Slack and the terminal both draw this. */
export interface AnswerDocument {
  readonly tone: Tone;
  readonly title: Line;
  /** One sentence: the cause first. */
  readonly summary: Line;
  /** Cluster, namespace, time, cost. */
  readonly context: Line;
  /** Short, and seen without opening anything: it stands with the headline. */
  readonly lead?: readonly DocumentNode[];
  readonly parts: readonly Part[];
  readonly actions: readonly Action[];
}

/** "Pod `web-0` is pending" → spans: what is between backticks becomes code. An odd backtick stays as it is. */
export function line(text: string, style?: 'strong' | 'faint'): Line {
  const pieces = text.split('`');
  const even = pieces.length % 2 === 0;
  return pieces.flatMap((piece, index): Span[] => {
    if (index % 2 === 1 && !(even && index === pieces.length - 1)) return piece === '' ? [] : [{ text: piece, style: 'code' }];
    const plain = even && index === pieces.length - 1 ? `\`${piece}` : piece;
    return plain === '' ? [] : [style ? { text: plain, style } : { text: plain }];
  });
}

/** The beginning of a line, of so many characters at most. */
export function clipped(spans: Line, most: number): Line {
  let room = most;
  return spans.flatMap((span): Span[] => {
    const characters = [...span.text];
    const from = room;
    room -= characters.length;
    if (from <= 0) return [];
    return room >= 0 ? [span] : [{ ...span, text: `${characters.slice(0, Math.max(0, from - 1)).join('')}…` }];
  });
}

/** A line without its styles. */
export function plain(spans: Line): string {
  return spans.map(({ text }) => text).join('');
}

/** A text with backticks as a paragraph. */
export function paragraph(text: string, style?: 'strong' | 'faint'): DocumentNode {
  return { type: 'paragraph', line: line(text, style) };
}

/** Texts with backticks as a list. */
export function list(items: readonly string[]): DocumentNode {
  return { type: 'list', items: items.map((item) => line(item)) };
}

/** The first sentence of a text: up to a full stop, question mark or line end that is outside backticks. */
export function firstSentence(text: string): string {
  let code = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index] as string;
    if (char === '`') code = !code;
    if (code) continue;
    if (char === '\n') return text.slice(0, index).trim();
    if (/[.?!。]/.test(char) && (index + 1 === text.length || /\s/.test(text[index + 1] as string))) return text.slice(0, index + 1);
  }
  return text;
}
