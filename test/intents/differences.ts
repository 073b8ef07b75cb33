import { isDeepStrictEqual } from 'node:util';
import type { Parsed } from '../../src/core/intent.ts';

/** Where a parse is not as expected, field by field; fields that are not mentioned do not matter. */
export function differences(parsed: Parsed, expected: Readonly<Record<string, unknown>>): string[] {
  const got: Readonly<Record<string, unknown>> = { ...parsed };
  return Object.entries(expected).flatMap(([key, value]) => {
    const is = got[key] ?? null;
    return isDeepStrictEqual(is, value ?? null) ? [] : [`${key} is ${JSON.stringify(is)}, not ${JSON.stringify(value)}`];
  });
}

/** What a parse says, without the slots that are null or absent: for comparing whole intents. */
export function said(parsed: unknown): unknown {
  if (Array.isArray(parsed)) return parsed.map(said);
  if (parsed === null || typeof parsed !== 'object') return parsed;
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== null && value !== undefined));
}
