import { stripVTControlCharacters } from 'node:util';

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must go
const unseen = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g;

/** Takes away what would steer a terminal or turn text around: escape sequences, control characters, direction marks. Keeps tabs and line ends. */
export function cleanText(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replace(unseen, '');
}

/** The same for every string in a JSON value. */
export function cleanAll<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T;
  if (Array.isArray(value)) return value.map((item) => cleanAll(item)) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cleanAll(item)])) as T;
}
