import { expect, it } from 'vitest';
import { History } from '../../src/local-slack/history.ts';
import { createTimestamps } from '../../src/local-slack/timestamps.ts';
import type { Message } from '../../src/local-slack/wire.ts';

const message = (ts: number, thread?: number, channel = 'C1'): Message => ({
  type: 'message',
  channel,
  ts: `${ts}.000000`,
  ...(thread === undefined ? {} : { thread_ts: `${thread}.000000` }),
  user: 'U1',
  text: '',
  blocks: [],
  mrkdwn: true,
});

function filled(most: number, ...messages: readonly Message[]): { readonly history: History; readonly forgotten: string[] } {
  const history = new History(most);
  return { history, forgotten: messages.flatMap((one) => history.keep(one)).map(({ ts }) => ts) };
}

it('forgets the conversation that has been silent longest, with its thread, not the oldest message of a lively one', () => {
  const { history, forgotten } = filled(4, message(1), message(2), message(3, 2), message(4, 1), message(5, 1));
  expect(forgotten).toEqual(['2.000000', '3.000000']);
  expect(history.thread('C1', '1.000000').map(({ ts }) => ts)).toEqual(['1.000000', '4.000000', '5.000000']);
});

it('of a single thread that is too long forgets the first replies, and keeps its root', () => {
  const { history, forgotten } = filled(3, message(1), message(2, 1), message(3, 1), message(4, 1), message(5, 1));
  expect(forgotten).toEqual(['2.000000', '3.000000']);
  expect(history.channel('C1').map(({ ts }) => ts)).toEqual(['1.000000']);
});

it('a change of a message is no new message', () => {
  const { history, forgotten } = filled(2, message(1), message(2), { ...message(1), text: 'changed' });
  expect(forgotten).toEqual([]);
  expect(history.get('C1', '1.000000')?.text).toBe('changed');
});

it('each message has a name of its own, also within a moment and when the clock goes back', () => {
  let now = 1_732_190_403_000;
  const next = createTimestamps(() => now);
  const names = [next(), next()];
  now -= 5000;
  names.push(next());
  expect(names).toEqual(['1732190403.000000', '1732190403.000001', '1732190403.000002']);
});
