import { z } from 'zod';

const id = z.string().min(1).max(300);
const values = z.record(z.string(), z.record(z.string(), z.unknown()));
/** A press of a button, or a choice, in Slack's own form. */
const action = z.looseObject({ type: z.string().max(50), action_id: id, block_id: id });

/** What a person does on the page. */
export const act = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), timeZone: z.string().max(100), locale: z.string().max(35) }),
  z.strictObject({ type: z.literal('say'), channel: id, text: z.string().min(1).max(12_000), thread: id.optional() }),
  z.strictObject({ type: z.literal('command'), channel: id, command: id, text: z.string().max(12_000) }),
  z.strictObject({ type: z.literal('press'), channel: id, ts: id, action, values }),
  z.strictObject({ type: z.literal('press-in-view'), view: id, action, values }),
  z.strictObject({ type: z.literal('submit'), view: id, values }),
  z.strictObject({ type: z.literal('close'), view: id }),
  z.strictObject({ type: z.literal('shortcut'), callback: id, channel: id, ts: id }),
  z.strictObject({ type: z.literal('open-home') }),
  z.strictObject({ type: z.literal('pin'), channel: id, ts: id, pinned: z.boolean() }),
]);
export type Act = z.infer<typeof act>;
