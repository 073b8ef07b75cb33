import type { Locale } from '../locale.ts';
import type { TemplateChange } from '../template-changes.ts';

const shown = 3;

/** `` `containers[app].image` `nginx:1.27` → `nginx:1.28` ``: the first few, and how many more. */
export function changeList(changes: readonly TemplateChange[], locale: Locale): string {
  const words = changes.slice(0, shown).map(({ path, from, to }) => `\`${path}\` ${value(from, locale)} → ${value(to, locale)}`);
  const more = changes.length - words.length;
  if (more <= 0) return words.join(', ');
  return locale === 'ko' ? `${words.join(', ')} 외 ${more}건` : `${words.join(', ')} and ${more} more`;
}

function value(text: string | null, locale: Locale): string {
  if (text === null) return locale === 'ko' ? '(없음)' : '(absent)';
  if (text === '') return '""';
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text.replaceAll('`', "'")}\``;
}
