import { z } from 'zod';

/** What Slack takes in a modal: the blocks and elements that ours are made of, exactly (docs.slack.dev, reference/views/modal-views). */
const text = (most: number) => z.strictObject({ type: z.literal('plain_text'), text: z.string().min(1).max(most), emoji: z.boolean().optional() });
const option = z.strictObject({ text: text(75), value: z.string().min(1).max(150) });
const actionId = z.string().min(1).max(255);
const element = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('static_select'),
      action_id: actionId,
      options: z.array(option).min(1).max(100),
      initial_option: option.optional(),
    })
    .refine(
      ({ options, initial_option: initial }) => !initial || options.some(({ value }) => value === initial.value),
      'initial_option is no option',
    ),
  z.strictObject({
    type: z.literal('timepicker'),
    action_id: actionId,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
      .optional(),
  }),
  z.strictObject({
    type: z.literal('plain_text_input'),
    action_id: actionId,
    max_length: z.int().min(1).max(3000).optional(),
    placeholder: text(150).optional(),
    initial_value: z.string().optional(),
  }),
]);
const block = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('input'),
    block_id: z.string().min(1).max(255),
    optional: z.boolean().optional(),
    label: text(2000),
    hint: text(2000).optional(),
    element,
  }),
  z.strictObject({ type: z.literal('context'), elements: z.array(text(2000)).min(1).max(10) }),
]);
const modal = z.strictObject({
  type: z.literal('modal'),
  callback_id: z.string().min(1).max(255),
  private_metadata: z.string().max(3000),
  title: text(24),
  submit: text(24),
  close: text(24),
  blocks: z.array(block).min(1).max(100),
});

/** What Slack would refuse in a modal; empty if nothing. */
export function viewProblems(view: unknown): string[] {
  const result = modal.safeParse(view);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `/view/${path.join('/')}: ${message}`);
}
