import type { Dependency } from '../dependencies.ts';
import type { Pod } from '../kinds.ts';
import { isReadFailure } from '../read-failure.ts';
import type { Reader } from '../reader.ts';
import type { Ref } from '../ref.ts';
import type { Gap } from '../report.ts';

/** What a walk reads with. The Reader remembers, counts and ends where the budget does. */
export interface TraceReads {
  readonly reader: Reader;
  readonly now: Date;
  /** The Services that a pod names: environment, arguments, ConfigMaps, logs. Never rejects. */
  dependenciesOf(pod: Pod, ref: Ref): Promise<{ readonly found: readonly Dependency[]; readonly gaps: readonly Gap[] }>;
}

/** Reads that cannot fail: what could not be read is remembered as a gap. */
export class GapKeeper {
  readonly gaps: Gap[] = [];

  /** The answer; `fallback` where it could not be read. */
  async attempt<T, U>(facet: string, subject: Ref, read: Promise<T>, fallback: U): Promise<T | U> {
    try {
      return await read;
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      this.gaps.push({ facet, subject, why: error.code, detail: error.message });
      return fallback;
    }
  }
}
