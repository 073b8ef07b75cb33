import { readdirSync, readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { Runbook } from '../core/runbook.ts';
import { runbookFile } from './runbook-file.ts';

const folder = new URL('./topics/', import.meta.url);
let loaded: readonly Runbook[] | undefined;

/** A runbook that cannot be used: says which file, which key and why. */
export class RunbookFileError extends Error {
  override readonly name = 'RunbookFileError';
  constructor(file: string, problems: readonly string[]) {
    super(problems.map((problem) => `runbooks/topics/${file}: ${problem}`).join('\n'));
  }
}

/** All runbooks, by id: read and checked when they are first asked for. */
export function loadRunbooks(): readonly Runbook[] {
  loaded ??= readRunbooks(folder);
  return loaded;
}

/** Reads and checks every YAML file of a folder. */
export function readRunbooks(from: URL): readonly Runbook[] {
  return readdirSync(from)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => readRunbook(name, readFileSync(new URL(name, from), 'utf8')));
}

/** One file's content as a runbook. */
export function readRunbook(name: string, content: string): Runbook {
  const result = runbookFile.safeParse(parsed(name, content));
  if (!result.success) {
    throw new RunbookFileError(
      name,
      result.error.issues.map((issue) => `${issue.path.join('.') || '(top)'}: ${issue.message}`),
    );
  }
  if (`${result.data.id}.yaml` !== name) throw new RunbookFileError(name, [`id: is "${result.data.id}", not as the file is named`]);
  return result.data;
}

function parsed(name: string, content: string): unknown {
  try {
    return parse(content);
  } catch (error) {
    if (error instanceof YAMLParseError) throw new RunbookFileError(name, [error.message.split('\n')[0] ?? error.message]);
    throw error;
  }
}
