import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import type { z } from 'zod';
import { ConfigError, type Variable } from '../config.ts';

/** Reads and checks a YAML file that a variable names. Throws a ConfigError with a sentence for each mistake, which names its place in the file. */
export function readYamlFile<T>(variable: Variable, path: string, schema: z.ZodType<T>, example: string): T {
  const wrong = (problems: readonly string[]): never => {
    throw new ConfigError(problems.map((problem) => `${variable}: ${path}: ${problem}`));
  };
  const result = schema.safeParse(readYaml(path, example, wrong));
  return result.success ? result.data : wrong(result.error.issues.map(sentence));
}

function readYaml(path: string, example: string, wrong: (problems: readonly string[]) => never): unknown {
  let source: string;
  try {
    source = readFileSync(path, 'utf8');
  } catch (error) {
    return wrong([`cannot be read (${(error as NodeJS.ErrnoException).code ?? String(error)}). Give the path of a file like ${example}.`]);
  }
  try {
    return parse(source);
  } catch (error) {
    if (error instanceof YAMLParseError) return wrong([`is no YAML: ${error.message.split('\n')[0] ?? error.message}.`]);
    throw error;
  }
}

function sentence({ path, message, ...issue }: z.core.$ZodIssue): string {
  const place = path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');
  if (issue.code === 'unrecognized_keys' && 'keys' in issue) {
    const keys = (issue.keys as readonly string[]).map((key) => `"${key}"`).join(', ');
    return `${place || 'the file'} has ${keys}, which means nothing there.`;
  }
  return `${place || 'the file'} ${message}.`;
}
