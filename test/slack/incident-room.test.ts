import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RetryLater } from '../../src/core/jobs.ts';
import { createSlackClient } from '../../src/slack/client.ts';
import { createIncidentRoom } from '../../src/slack/incident-room.ts';
import { botToken, rateLimited, SlackEmulator, userToken } from './slack-emulator.ts';

let slack: SlackEmulator;
let room: ReturnType<typeof createIncidentRoom>;
const now = () => new Date().toISOString();

beforeEach(async () => {
  slack = await new SlackEmulator().start();
  const log = pino({ level: 'silent' });
  room = createIncidentRoom(createSlackClient(botToken, slack.apiUrl, log), log);
});
afterEach(() => slack.stop());

const refuse = (refused: string, error: string, needed?: string) => {
  slack.interfere = (method) => (method === refused ? { body: { ok: false, error, needed } } : null);
};

async function open(name = 'inc-1'): Promise<string> {
  const opened = await room.openChannel(name, now());
  if (!('channel' in opened)) throw new Error(opened.code);
  return opened.channel;
}

it('takes the next name where somebody has that one', async () => {
  await slack.api('conversations.create', { name: 'inc-20261121-cart' }, userToken);
  expect(await room.openChannel('inc-20261121-cart', now())).toMatchObject({ name: 'inc-20261121-cart-2' });
});

it('takes up again the channel that it made and did not hear of, but none of an earlier incident', async () => {
  slack.interfere = (method) => (method === 'conversations.create' ? 'lost' : null);
  await expect(room.openChannel('inc-1', now())).rejects.toThrow();
  slack.interfere = () => null;
  expect(await room.openChannel('inc-1', now())).toMatchObject({ name: 'inc-1' });
  const later = new Date(Date.now() + 3_600_000).toISOString();
  expect(await room.openChannel('inc-1', later)).toMatchObject({ name: 'inc-1-2' });
});

it('says which scope is missing', async () => {
  refuse('conversations.create', 'missing_scope', 'channels:manage');
  expect(await room.openChannel('inc-1', now())).toEqual({ what: 'channel', code: 'missing_scope', scope: 'channels:manage' });
});

it('invites those whom it can, and says that others are missing', async () => {
  const channel = await open();
  refuse('usergroups.users.list', 'missing_scope', 'usergroups:read');
  expect(await room.invite(channel, [slack.userId], 'S00000001')).toMatchObject({ what: 'user-group', scope: 'usergroups:read' });
  const { members } = (await slack.api('conversations.members', { channel })) as { members: string[] };
  expect(members).toContain(slack.userId);
  slack.interfere = () => null;
  // again, as after a crash: who is there already is no failure
  expect(await room.invite(channel, [slack.userId], null)).toBeNull();
  expect(await room.invite(channel, ['U0NOBODY9'], null)).toMatchObject({ what: 'invite', code: 'user_not_found' });
});

it('knows no user group of that handle', async () => {
  const channel = await open();
  slack.interfere = (method) => (method === 'usergroups.list' ? { body: { ok: true, usergroups: [] } } : null);
  expect(await room.invite(channel, [slack.userId], '@oncall')).toMatchObject({ what: 'user-group', code: 'no_such_subteam' });
});

it('pins and bookmarks once, however often it is called', async () => {
  const channel = await open();
  const { ts } = (await slack.api('chat.postMessage', { channel, text: 'x' })) as { ts: string };
  for (let times = 0; times < 2; times++) {
    expect(await room.pin(channel, ts)).toBeNull();
    expect(await room.bookmark(channel, 'kubewhy', ts)).toBeNull();
  }
  expect(((await slack.api('bookmarks.list', { channel_id: channel })) as { bookmarks: object[] }).bookmarks).toHaveLength(1);
  for (let times = 0; times < 2; times++) expect(await room.unpin(channel, ts)).toBeNull();
  expect(((await slack.api('pins.list', { channel })) as { items: object[] }).items).toEqual([]);
});

it('is told to wait, and may not write where it is no member', async () => {
  slack.interfere = (method) => (method === 'pins.add' ? rateLimited(7) : null);
  await expect(room.pin('C1', '1.0')).rejects.toEqual(new RetryLater(7000));
  refuse('conversations.history', 'not_in_channel');
  expect(await room.canWrite('C1')).toBe(false);
  refuse('conversations.history', 'missing_scope');
  expect(await room.canWrite('C1')).toBe(true);
});
