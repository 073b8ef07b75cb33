import { RetryLater } from '../core/jobs.ts';
import type { Store } from '../core/store.ts';

const everyMs = 1000;

/** When a channel may be written to next; kept in the store, so that all workers share it. */
export interface ChannelPace {
  /** Takes the turn, or throws RetryLater if it is not the channel's turn yet. */
  take(channel: string): Promise<void>;
  /** Nothing goes there for so long. */
  hold(channel: string, milliseconds: number): Promise<void>;
}

/** About one answer a second a channel. One channel that has to wait holds no other. */
export function channelPace(store: Store, now: () => number = Date.now): ChannelPace {
  const keyOf = (channel: string) => `pace/${channel}`;
  return {
    async take(channel) {
      const key = keyOf(channel);
      if (await store.add(key, now() + everyMs, { ttlSeconds: everyMs / 1000 })) return;
      const next = (await store.get<number>(key)) ?? now();
      // never in a hurry, and not all at the same moment
      throw new RetryLater(Math.max(next - now(), 50) + Math.random() * 100);
    },
    async hold(channel, milliseconds) {
      await store.set(keyOf(channel), now() + milliseconds, { ttlSeconds: milliseconds / 1000 });
    },
  };
}
