import { type Ref, refKey } from '../ref.ts';
import type { Gap } from '../report.ts';
import { type AppPath, type Hop, stateOf } from './path.ts';

/** What is known of a hop; the rest of it is empty. */
type HopDraft = Pick<Hop, 'role' | 'ref' | 'via' | 'parent'> & Partial<Hop>;

/** A path while it is walked: its hops so far, of which there are at most so many. */
export class PathDraft {
  readonly hops: Hop[] = [];
  /** Something was left out. */
  cut = false;
  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  /** Adds a hop; null where the walk has become too long. */
  add(draft: HopDraft): Hop | null {
    if (this.hops.length >= this.most) {
      this.cut = true;
      return null;
    }
    const faults = draft.faults ?? [];
    const hop: Hop = {
      id: this.hops.length,
      faults,
      state: stateOf(faults),
      ports: [],
      selector: null,
      ready: null,
      pod: null,
      external: null,
      passes: [],
      again: false,
      ...draft,
    };
    this.hops.push(hop);
    return hop;
  }

  /** The path as it is, with what could not be looked at: each thing once. */
  path(start: Ref, gaps: readonly Gap[]): AppPath {
    const distinct = new Map(gaps.map((gap) => [`${gap.facet} ${refKey(gap.subject)} ${gap.why}`, gap]));
    return { start, hops: this.hops, gaps: [...distinct.values()], cut: this.cut };
  }
}
