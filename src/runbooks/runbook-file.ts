import { z } from 'zod';

const words = z.string().trim().min(1);
/** A text in both languages. */
const text = z.strictObject({ en: words, ko: words });
/** A cell that is the same in both (a flag, a path, a number) is written once. */
const cell = z.union([words.transform((same) => ({ en: same, ko: same })), text]);

const body = {
  text,
  command: words.optional(),
  shell: z.literal('powershell').optional(),
  file: words.optional(),
  output: words.optional(),
};
const step = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('look'), ...body }),
  z.strictObject({ kind: z.literal('change'), ...body, undo: text }),
]);

const table = z
  .strictObject({ columns: z.array(cell).min(2), rows: z.array(z.array(cell)).min(1) })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), 'a row has as many cells as there are columns');

const part = z
  .strictObject({
    title: text,
    text: text.optional(),
    steps: z.array(step).default([]),
    table: table.optional(),
    notes: z.array(text).min(1).optional(),
  })
  .refine(({ steps, table, notes, text }) => steps.length > 0 || table || notes || text, 'a part says something');

/** One src/runbooks/topics/<id>.yaml. */
export const runbookFile = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  coverage: z.array(z.string().regex(/^[a-z-]+\/[a-z0-9-]+$/)).min(1),
  title: text,
  aliases: z.array(words).min(2),
  summary: text,
  parts: z.array(part).min(1),
  docs: z.array(z.url({ protocol: /^https$/ })).min(1),
});
