import { beforeEach, expect, it } from 'vitest';
import type { CheckJob } from '../../src/core/jobs.ts';
import { announcementReply } from '../../src/core/on-call/announce.ts';
import type { NoEntryAnswer } from '../../src/core/on-call/no-entry.ts';
import { DigestWorld } from './digest-world.ts';
import { WatchWorld, web } from './watch-world.ts';

let world: WatchWorld;
beforeEach(() => {
  world = new WatchWorld();
});
const told = () => world.announced.filter(({ answer }) => answer.type === 'no-entry');
const pass = (hours: number) => {
  world.now = new Date(world.now.getTime() + hours * 3_600_000);
};

/** An announcement of a thing that somebody made. */
function lost(key: string, channel = 'C1', asker = 'U1'): CheckJob {
  const spot = { medium: 'slack', team: 'T1', channel, threadTs: null } as const;
  const intent = { intent: 'health', kind: null, name: null, namespace: 'shop', symptom: null, locale: 'ko', cluster: 'prod' } as const;
  const who = { id: asker, name: null };
  return announcementReply({ key, spot, answer: { type: 'help' }, intent, cluster: 'prod', locale: 'ko', asker: who, at: world.now.toISOString() })
    .check;
}

it('who made a feed hears once a day, privately and in their language, that it cannot be posted', async () => {
  for (let minute = 0; minute < 5; minute++) await world.onCall.undelivered(lost(`feed/C1.prod./${minute}`), 'not_in_channel');
  const answer: NoEntryAnswer = { type: 'no-entry', what: 'feed', cluster: 'prod', namespace: 'shop', channel: 'C1', code: 'not_in_channel' };
  expect(told()).toMatchObject([{ spot: { channel: 'U1', threadTs: null }, answer, locale: 'ko' }]);
  pass(23);
  await world.onCall.undelivered(lost('feed/C1.prod./9'), 'not_in_channel');
  expect(told()).toHaveLength(1);
  pass(2);
  await world.onCall.undelivered(lost('feed/C1.prod./10'), 'not_in_channel');
  expect(told()).toHaveLength(2);
  expect(new Set(told().map(({ key }) => key)).size).toBe(2);
});

it('each channel, person and kind of thing is told of; what nobody made, and what could not be told, is not', async () => {
  for (const one of [lost('feed/1/1'), lost('feed/2/1', 'C2'), lost('feed/1/2', 'C1', 'U2'), lost('watch/1/1')])
    await world.onCall.undelivered(one, 'is_archived');
  expect(told().map(({ spot, answer }) => `${(answer as NoEntryAnswer).what} ${(answer as NoEntryAnswer).channel} ${spot.channel}`)).toEqual([
    'feed C1 U1',
    'feed C2 U1',
    'feed C1 U2',
    'watch C1 U1',
  ]);
  for (const one of told()) await world.onCall.undelivered(announcementReply(one).check, 'channel_not_found');
  await world.onCall.undelivered(lost('incident/1/status'), 'not_in_channel');
  expect(told()).toHaveLength(4);
});

it('is told though the queue was away the first time', async () => {
  world.deaf = true;
  // the world throws what would be a line of the log
  await expect(world.onCall.undelivered(lost('feed/1/1'), 'not_in_channel')).rejects.toThrow('warned: nobody could be told');
  world.deaf = false;
  await world.onCall.undelivered(lost('feed/1/2'), 'not_in_channel');
  expect(told()).toHaveLength(1);
});

it('a digest and a watch, as they are announced, are told to whoever made them', async () => {
  const digests = new DigestWorld();
  await digests.run(await digests.set('0 9 * * *'), digests.now.toISOString());
  const check = announcementReply(digests.announced.at(-1) as never).check;
  await digests.part.undelivered?.(check, 'not_in_channel');
  expect(digests.announced.at(-1)).toMatchObject({
    spot: { channel: check.asker.id },
    answer: { type: 'no-entry', what: 'digest', channel: check.place.channel },
  });
  await world.say({ kind: web.kind, name: web.name, namespace: 'shop' });
  world.look = () => world.healthy();
  for (let times = 0; times < 4; times++) await world.tick(60);
  const line = world.announced.find(({ answer }) => answer.type === 'watch');
  await world.onCall.undelivered(announcementReply(line as never).check, 'not_in_channel');
  expect(told()).toMatchObject([{ answer: { what: 'watch' } }]);
});
