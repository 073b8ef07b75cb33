import { isReadFailure } from '../read-failure.ts';
import type { ReadableKind } from '../reader.ts';
import type { Ref } from '../ref.ts';
import type { Gap } from '../report.ts';

/** Reads what an answer can do without: where it may not be read it is null, and a gap. */
export function orGap(gaps: Gap[], subject: Ref) {
  return async <T>(kind: ReadableKind, read: Promise<T>): Promise<T | null> => {
    try {
      return await read;
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      gaps.push({ facet: `${kind}s`, subject, why: error.code, detail: error.message });
      return null;
    }
  };
}
