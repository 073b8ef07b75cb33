import type { Ref } from '../ref.ts';

/** An object whose changes are followed. */
export interface Followed {
  /** Followed once under its key. */
  readonly key: string;
  readonly cluster: string;
  readonly target: Ref;
  /** From now on; said again, it goes on for that long. */
  readonly forMs: number;
  /** Called for each change of the object, of a workload also of its pods, of a Service of its endpoints. */
  readonly onChange: () => void;
  /** Called once where it cannot be followed. */
  readonly onRefused: (error: unknown) => void;
}

/**
 * Tells of changes as they happen, over Kubernetes watches. It promises nothing: where a watch is refused, breaks for good, or too many are open,
 * it stays silent, and whoever asks looks again and again by himself.
 */
export interface Changes {
  /** Names this process. */
  readonly owner: string;
  follow(followed: Followed): void;
  release(key: string): void;
}
