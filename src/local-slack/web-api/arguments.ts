import { SlackRefusal } from '../slack-refusal.ts';
import type { Block } from '../wire.ts';

/** Arguments of a call, as they come in a form: what is structured is JSON. */
export type Arguments = Readonly<Record<string, string>>;

/** Throws `invalid_arguments` where it is missing. */
export function needed(args: Arguments, name: string): string {
  const value = args[name];
  if (value === undefined || value === '') throw new SlackRefusal('invalid_arguments', [`[ERROR] missing required field: ${name}`]);
  return value;
}

/** Throws `invalid_arguments` where it is no JSON. */
export function structured(args: Arguments, name: string): unknown {
  const value = args[name];
  if (value === undefined || value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackRefusal('invalid_arguments', [`[ERROR] ${name} is no JSON`]);
  }
}

/** The blocks of a message. Throws `invalid_blocks` where Slack would refuse them. */
export function blocksIn(args: Arguments, problemsOf: (blocks: readonly object[]) => readonly string[]): readonly Block[] | undefined {
  const blocks = structured(args, 'blocks');
  if (blocks === undefined) return undefined;
  if (!Array.isArray(blocks)) throw new SlackRefusal('invalid_blocks_format');
  const problems = problemsOf(blocks as object[]);
  if (problems.length > 0)
    throw new SlackRefusal(
      'invalid_blocks',
      problems.map((problem) => `[ERROR] ${problem}`),
    );
  return blocks as Block[];
}

/** As Slack's API reads a flag. */
export function isTrue(value: string | undefined): boolean {
  return value === 'true' || value === '1';
}
