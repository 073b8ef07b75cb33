import type { Ref } from '../core/ref.ts';

const everyMs = 1000;
const patienceMs = 5000;

export interface Progress {
  look(ref: Ref): void;
  /** No more is sent, and what was is over: it cannot arrive after the answer. */
  stop(): Promise<void>;
}

/** Tells of what is looked at, about once a second, and not at all if the answer comes sooner. */
export function startProgress(send: (looked: readonly Ref[]) => Promise<void>): Progress {
  const looked: Ref[] = [];
  let told = 0;
  let sending: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (sending || looked.length === told) return;
    told = looked.length;
    sending = send([...looked])
      .catch(() => {})
      .finally(() => {
        sending = null;
      });
  }, everyMs);
  return {
    look: (ref) => void looked.push(ref),
    async stop() {
      clearInterval(timer);
      if (sending) await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, patienceMs).unref())]);
    },
  };
}
