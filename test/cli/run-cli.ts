import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The machine's own Node, which may be older than ours: what a person has who types `node` or `npx`. */
const hostNode =
  (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((file) => existsSync(file)) ?? process.execPath;

/** Runs `kubewhy ARGS` as a person would, in a home folder and a data folder of its own, with nothing configured but `env`. */
export function runCli(args: readonly string[], { env = {}, input = '' }: { env?: Record<string, string>; input?: string } = {}): Promise<Ran> {
  const home = mkdtempSync(join(tmpdir(), 'kubewhy-cli-'));
  const child = spawn(hostNode, ['src/kubewhy.js', ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: home, KUBEWHY_DATA_DIR: join(home, 'data'), ...env },
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    out.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    out.stderr += chunk;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...out })));
}
