/** Questions are sentences; what is longer is a paste. */
export const longestQuestion = 3000;

const secret = /\b(token|password|passwd|secret|api[-_]?key|authorization|bearer)\b(\s*[:=]\s*|\s+)\S+/gi;
const tokenLike = /\b(xox[a-z]-|xapp-|gh[pousr]_|eyJ|AKIA|sk-)[\w.-]{8,}/g;

/** Zero-width and direction marks: they hide what stands there, or turn around what follows it. Joined emoji stay whole. */
const invisible = /(?!\u200D)\p{Cf}/gu;

/** The question without the bot's own mention. Other markup is the parser's to read. */
export function withoutMention(text: string, botUserId: string): string {
  return text
    .replaceAll(new RegExp(`<@${botUserId}(\\|[^>]*)?>`, 'g'), ' ')
    .replace(invisible, '')
    .trim();
}

/** Slack's own markup as a person reads it: names of users and links, and the three characters that Slack escapes. */
export function withoutMarkup(text: string): string {
  return text
    .replace(/<@([UW][A-Z0-9]+)(\|[^>]*)?>/g, '@$1')
    .replace(/<([^>|]+)\|([^>]+)>/g, '$2')
    .replace(/<([^>|]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** What was typed, as it may be shown and logged: one line, shortened, nothing that looks like a secret. */
export function shownText(text: string): string {
  const masked = withoutMarkup(text).replace(invisible, '').replace(secret, '$1$2•••').replace(tokenLike, '•••').replace(/\s+/g, ' ').trim();
  const characters = [...masked];
  return characters.length <= 300 ? masked : `${characters.slice(0, 299).join('')}…`;
}

/** The language of a text, where nothing else says: Korean if it has a Korean letter. */
export function languageOf(text: string): 'en' | 'ko' {
  return /[\u1100-\u11FF\u3130-\u318F\uAC00-\uD7AF]/.test(text) ? 'ko' : 'en';
}
