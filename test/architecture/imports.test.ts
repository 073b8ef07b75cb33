import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, it } from 'vitest';

/** The import table of the design: folder → what it may import. `types:` allows `import type` alone. */
const table: Readonly<Record<string, readonly string[]>> = {
  core: ['core', 'types:@kubernetes/client-node', 'fastest-levenshtein', 'cron-parser', 'string-width', 'node:util'],
  rules: ['core', 'rules'],
  runbooks: ['core', 'runbooks', 'node:', 'yaml', 'zod'],
  intents: ['core', 'intents', 'node:', 'yaml', 'zod', 'fastest-levenshtein'],
  cluster: ['core', 'cluster', 'node:', '@kubernetes/client-node', 'undici', 'yaml'],
  slack: ['core', 'slack', 'node:', '@slack/', 'types:pino', 'zod'],
  'local-slack': ['core', 'local-slack', 'node:', 'zod', 'types:@slack/types'],
  'probe-pod': ['core', 'probe-pod', 'node:', '@kubernetes/client-node'],
  alertmanager: ['core', 'alertmanager', 'node:', 'zod', 'types:pino'],
  jobs: ['core', 'jobs', 'node:', 'bullmq', 'ioredis', '@electric-sql/pglite', 'types:pino'],
};

interface Import {
  readonly file: string;
  readonly folder: string;
  readonly from: string;
  readonly typeOnly: boolean;
}

const imports: Import[] = globSync('src/**/*.ts').flatMap((file) => {
  const folder = relative('src', file).split('/')[0] ?? '';
  const source = readFileSync(file, 'utf8');
  const found = [...source.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+'([^']+)'|import\('([^']+)'\)|^import\s+'([^']+)'/gm)];
  return found.map(([, type, from, dynamic, bare]) => ({
    file,
    folder,
    from: resolveImport(file, from ?? dynamic ?? bare ?? ''),
    typeOnly: type !== undefined,
  }));
});

function resolveImport(file: string, from: string): string {
  return from.startsWith('.') ? (relative('src', join(dirname(file), from)).split('/')[0] ?? '') : from;
}

function isAllowed({ folder, from, typeOnly }: Import): boolean {
  return (table[folder] ?? []).some((entry) => {
    const name = entry.replace(/^types:/, '');
    const same = from === name || from.startsWith(`${name}/`) || (/[:/]$/.test(name) && from.startsWith(name));
    return same && (typeOnly || !entry.startsWith('types:'));
  });
}

it('reads real import lines', () => {
  expect(imports.length).toBeGreaterThan(100);
});

it('no folder imports what the table does not allow', () => {
  const wrong = imports.filter(({ folder }) => folder in table).filter((one) => !isAllowed(one));
  expect(wrong.map(({ file, from }) => `${file} imports ${from}`)).toEqual([]);
});

it('a rule imports no other rule', () => {
  const wrong = globSync('src/rules/*/*.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/from '(\.[^']+)'/g)]
      .map(([, from = '']) => from)
      .filter((from) => !from.startsWith('../../core/') && !from.endsWith('.signatures.ts'))
      .map((from) => `${file} imports ${from}`),
  );
  expect(wrong).toEqual([]);
});

it('only src/config.ts reads the environment', () => {
  const readers = globSync('src/**/*.ts').filter((file) => /process\.env/.test(readFileSync(file, 'utf8')));
  expect(readers.filter((file) => file !== 'src/config.ts' && !file.startsWith('src/tools/'))).toEqual([]);
});

it('core and rules read no clock, no file and no random number', () => {
  const impure = /Date\.now\(|new Date\(\)|Math\.random\(|from 'node:fs|performance\.now\(|console\./;
  expect(globSync('src/{core,rules}/**/*.ts').filter((file) => impure.test(readFileSync(file, 'utf8')))).toEqual([]);
});
