import { el } from './dom.ts';
import { withEmoji } from './emoji.ts';
import { link } from './links.ts';
import { slackDate } from './time.ts';

/** Names for the ids in a text. */
export interface Names {
  person(id: string): string;
  channel(id: string): string;
}

/** Code in backticks, something in angle brackets, or *bold*, _italic_, ~struck~. */
const token = /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\n]+)>|(?<![\w*])\*([^*\n]+)\*(?![\w*])|(?<!\w)_([^_\n]+)_(?!\w)|(?<![\w~])~([^~\n]+)~(?![\w~])/g;

/** Slack's own markup as nodes. */
export function mrkdwn(text: string, names: Names): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(token)) {
    nodes.push(...plain(text.slice(from, match.index)), marked(match, names));
    from = match.index + match[0].length;
  }
  return [...nodes, ...plain(text.slice(from))];
}

function marked([, pre, code, reference, bold, italic, struck]: RegExpExecArray, names: Names): Node {
  if (pre !== undefined) return el('pre', {}, unescaped(pre.replace(/^\n/, '')));
  if (code !== undefined) return el('code', {}, unescaped(code));
  if (reference !== undefined) return referred(reference, names);
  if (bold !== undefined) return el('strong', {}, ...mrkdwn(bold, names));
  if (italic !== undefined) return el('em', {}, ...mrkdwn(italic, names));
  return el('s', {}, ...mrkdwn(struck ?? '', names));
}

function referred(reference: string, names: Names): Node {
  const [target = '', shown] = reference.split('|');
  if (/^@[UW]/.test(target)) return el('span', { class: 'mention' }, `@${names.person(target.slice(1))}`);
  if (/^#C/.test(target)) return el('span', { class: 'mention' }, `#${names.channel(target.slice(1))}`);
  const date = /^!date\^(-?\d+)\^([^^]+)/.exec(target);
  if (date) return textOrNode(slackDate(Number(date[1]), date[2] ?? '', shown));
  if (target.startsWith('!')) return el('span', { class: 'mention' }, `@${shown ?? target.slice(1).split('^')[0]}`);
  return link(unescaped(target), unescaped(shown ?? target));
}

function textOrNode(value: Node | string): Node {
  return typeof value === 'string' ? document.createTextNode(value) : value;
}

function plain(text: string): Node[] {
  return text === '' ? [] : [document.createTextNode(withEmoji(unescaped(text)))];
}

/** Slack escapes three characters. */
export function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
