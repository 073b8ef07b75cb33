import type { Text } from '../../src/core/locale.ts';
import type { Runbook, RunbookStep } from '../../src/core/runbook.ts';

/** Every text of a runbook that is written once for each language, with where it stands. */
export function textsOf({ title, summary, parts }: Runbook): { readonly at: string; readonly text: Text }[] {
  return [
    { at: 'title', text: title },
    { at: 'summary', text: summary },
    ...parts.flatMap((part, number) => {
      const at = `parts.${number}`;
      return [
        { at: `${at}.title`, text: part.title },
        ...(part.text ? [{ at: `${at}.text`, text: part.text }] : []),
        ...(part.notes ?? []).map((text, index) => ({ at: `${at}.notes.${index}`, text })),
        ...part.steps.flatMap((step, index) => [
          { at: `${at}.steps.${index}`, text: step.text },
          ...(step.kind === 'change' ? [{ at: `${at}.steps.${index}.undo`, text: step.undo }] : []),
        ]),
      ];
    }),
  ];
}

/** Cells of tables: those that read the same in both languages are written once. */
export function cellsOf({ parts }: Runbook): { readonly at: string; readonly text: Text }[] {
  return parts.flatMap(({ table }, number) =>
    table
      ? [table.columns, ...table.rows].flatMap((row, line) => row.map((text, column) => ({ at: `parts.${number}.table.${line}.${column}`, text })))
      : [],
  );
}

export function stepsOf({ parts }: Runbook): readonly RunbookStep[] {
  return parts.flatMap(({ steps }) => steps);
}
