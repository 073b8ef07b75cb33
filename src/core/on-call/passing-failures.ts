import type { ReadFailureCode } from '../read-failure.ts';

const passing: ReadonlySet<ReadFailureCode> = new Set(['timeout', 'throttled', 'server-error', 'refused', 'cancelled']);

/** A read that fails for this reason may succeed a minute later: what was not seen may still be so. Refusals stay the same from look to look. */
export function isPassing(code: ReadFailureCode): boolean {
  return passing.has(code);
}
