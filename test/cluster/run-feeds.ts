/** Runs feeds once, all at the same time: each argument is a namespace, or `all`. Prints a line for each that looked. */
import { openGate } from '../../src/cli/gate.ts';
import { openRuntime } from '../../src/cli/runtime.ts';
import { emptyFeed } from '../../src/core/on-call/feed/feed-state.ts';
import { type Feed, feedId, readFeed, saveFeed } from '../../src/core/on-call/feed/feeds.ts';
import { runFeed } from '../../src/core/on-call/feed/run-feed.ts';
import type { OnCallDeps } from '../../src/core/on-call/on-call.ts';
import { openAccess } from '../../src/slack/access.ts';
import { MemoryStore } from '../slack/support/memory-store.ts';

const runtime = openRuntime();
const store = new MemoryStore();
const gate = openGate({
  runtime,
  access: openAccess,
  trail: { record: async () => {}, latest: async () => [] },
  names: async () => ({}),
  concurrency: 8,
  onDefect: (_, error) => {
    throw error;
  },
});
const deps: OnCallDeps = {
  store,
  tasks: { add: async () => {}, schedule: async () => {}, unschedule: async () => {}, scheduled: async () => [] },
  announce: async () => {},
  answer: gate.look,
  now: () => new Date(),
  clusters: () => runtime.clusters.names(),
  warn: (message) => {
    throw new Error(message);
  },
};

const feeds = process.argv.slice(2).map((name, index): Feed => {
  const [channel, cluster, namespace] = [`C${index}`, runtime.clusters.names()[0] ?? '', name === 'all' ? null : name];
  const spot = { medium: 'slack', team: 'T1', channel, threadTs: null } as const;
  const [asker, startedAt] = [{ id: 'U1', name: null }, new Date().toISOString()];
  const id = feedId(channel, cluster, namespace);
  return { id, cluster, namespace, spot, asker, locale: 'en', startedAt, notBefore: null, lookedAt: null, state: emptyFeed };
});
for (const feed of feeds) await saveFeed(store, feed);
await Promise.all(feeds.map(({ id }) => runFeed(id, deps, new AbortController().signal)));
for (const { id, spot, namespace } of feeds) {
  const after = await readFeed(store, id);
  process.stdout.write(`${spot.channel} ${namespace ?? 'all'}: ${after?.lookedAt && after.state.failures === 0 ? 'looked' : 'failed'}\n`);
}
await runtime.clusters.close();
process.exit(0);
