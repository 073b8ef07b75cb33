import type { Person } from './wire.ts';

/** What a person typed, as Slack hands it to apps: its three control characters escaped, `@kubewhy` as a mention. */
export function typedMessage(text: string, people: readonly Person[]): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return people.reduce((done, { id, name }) => done.replaceAll(new RegExp(`(?<![\\w@])@${name}(?![\\w-])`, 'giu'), `<@${id}>`), escaped);
}
