import type { KnownBlock, RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { Line } from '../../core/words/document.ts';
import { moment } from '../../core/words/time-words.ts';

type RichElement = RichTextBlock['elements'][number];

/** A block that interprets nothing: whatever stands in it is shown as it is. */
export function richText(...elements: readonly RichElement[]): RichTextBlock {
  return { type: 'rich_text', elements: [...elements] };
}

/** One run of text; Slack refuses an empty one, so that becomes a space. */
export function section(elements: readonly RichTextElement[]): RichTextSection {
  return { type: 'rich_text_section', elements: elements.length > 0 ? [...elements] : [{ type: 'text', text: ' ' }] };
}

/** A list with a bullet for each line. */
export function bulletList(items: readonly Line[]): RichElement {
  return { type: 'rich_text_list', style: 'bullet', elements: items.map((item) => section(inline(item))) };
}

/** Text in a fixed width; Slack refuses an empty one, so that becomes a space. */
export function preformatted(text: string): RichElement {
  return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: text === '' ? ' ' : text }] };
}

/** A piece of bold text. */
export function bold(text: string): RichTextElement {
  return { type: 'text', text, style: { bold: true } };
}

/** The spans of a line as rich text. */
export function inline(spans: Line): RichTextElement[] {
  return spans
    .filter(({ text }) => text !== '')
    .map(({ text, style, at, href, userId, channelId }): RichTextElement => {
      if (at) return date(at);
      if (userId) return { type: 'user', user_id: userId };
      if (channelId) return { type: 'channel', channel_id: channelId };
      if (href) return { type: 'link', url: href, text };
      if (style === 'code') return { type: 'text', text, style: { code: true } };
      if (style === 'strong') return bold(text);
      return style === 'faint' ? { type: 'text', text, style: { italic: true } } : { type: 'text', text };
    });
}

/** A moment in the reader's own time zone. */
export function date(at: string): RichTextElement {
  const timestamp = Math.floor(Date.parse(at) / 1000);
  if (!Number.isFinite(timestamp)) return { type: 'text', text: at };
  return { type: 'date', timestamp, format: '{date_short_pretty} {time_secs}', fallback: moment(at) };
}

/** Small grey text. Names stand in plain text; the only mrkdwn is a date of our own making. */
export function contextLine(spans: Line): KnownBlock {
  const elements = spans
    .filter(({ text }) => text.trim() !== '' && text.trim() !== '·')
    .map(({ text, at }) => {
      const seconds = at ? Math.floor(Date.parse(at) / 1000) : Number.NaN;
      if (at && Number.isFinite(seconds))
        return { type: 'mrkdwn' as const, text: `<!date^${seconds}^{date_short_pretty} {time_secs}|${moment(at)}>` };
      return { type: 'plain_text' as const, text: text.replace(/^ · | · $/g, ''), emoji: false };
    });
  return { type: 'context', elements: elements.slice(0, 10) };
}
