import { withoutMarkup } from './typed-text.ts';

/** What is kept: the end, where logs say why. */
const kept = 30_000;
/** Names of the fields of blocks and attachments that hold what a person reads. */
const readable = new Set(['text', 'title', 'pretext', 'fallback', 'value']);

/** All that a person reads in a message: its text, or where that is empty the texts of its attachments and blocks, as alert bots post them. */
export function messageText(message: { readonly text?: unknown; readonly attachments?: unknown; readonly blocks?: unknown }): string {
  const text = typeof message.text === 'string' ? message.text.trim() : '';
  const lines = text === '' ? [...linesIn(message.attachments), ...linesIn(message.blocks)] : [text, ...linesIn(message.attachments)];
  return withoutMarkup([...new Set(lines)].join('\n'))
    .slice(-kept)
    .trim();
}

function linesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(linesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => (typeof field === 'string' ? (readable.has(name) ? [field.trim()] : []) : linesIn(field)));
}
