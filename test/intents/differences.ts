import { isDeepStrictEqual } from 'node:util';
import type { Parsed } from '../../src/core/intent.ts';

/** Where a parse is not as expected, field by field; fields that are not mentioned do not matter. */
export function differences(parsed: Parsed, expected: Readonly<Record<string, unknown>>): string[] {
  const got: Readonly<Record<string, unknown>> = { ...parsed };
  return Object.entries(expected).flatMap(([key, value]) => {
    const is = got[key] ?? null;
    return holds(is, value ?? null) ? [] : [`${key} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`];
  });
}

/** Of an object (`to`) only what is expected counts. */
function holds(is: unknown, wanted: unknown): boolean {
  if (wanted === null || typeof wanted !== 'object' || is === null || typeof is !== 'object') return isDeepStrictEqual(is, wanted);
  return Object.entries(wanted).every(([key, value]) => isDeepStrictEqual((is as Readonly<Record<string, unknown>>)[key], value));
}

/** What a parse says, without the slots that are null or absent: for comparing whole intents. */
export function said(parsed: unknown): unknown {
  if (Array.isArray(parsed)) return parsed.map(said);
  if (parsed === null || typeof parsed !== 'object') return parsed;
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null && value !== undefined));
}
