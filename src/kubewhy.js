#!/usr/bin/env node
// Plain JavaScript, because the host's node may be too old for what follows: then the node that npm installed takes over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
const modern = major > 22 || (major === 22 && minor >= 19);
// new objects mostly die at once here: a small young generation saves the bot 100 MB and costs no time that can be measured
// lists of thousands are mostly garbage as well: it is collected before it is much more than what is kept
const small = ['--max-semi-space-size=2', '--heap-growing-percent=40'];
const args = process.argv.slice(2);

if (modern && (args[0] !== 'start' || small.every((flag) => process.execArgv.includes(flag)))) {
  module.enableCompileCache?.();
  await import('./main.ts');
} else {
  const own = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  if (!modern && !existsSync(own)) {
    console.error(`kubewhy needs Node 22.19 or later; this is ${process.version}. Run "npm install" in its folder: that brings one.`);
    process.exit(2);
  }
  const child = spawn(modern ? process.execPath : own, [...small, fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}
