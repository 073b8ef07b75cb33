import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { runCli } from '../cli/run-cli.ts';
import { until } from '../slack/support/bot.ts';

const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** `kubewhy start --demo ARGS`, its input kept open. */
function start(...args: readonly string[]): { readonly child: ChildProcess; readonly said: { text: string; errors: string } } {
  const home = mkdtempSync(join(tmpdir(), 'kubewhy-page-'));
  const env = { PATH: process.env.PATH ?? '', HOME: home, KUBEWHY_DATA_DIR: join(home, 'data') };
  const child = spawn(process.execPath, ['--max-semi-space-size=2', '--heap-growing-percent=40', 'src/kubewhy.js', 'start', '--demo', ...args], {
    env,
  });
  running.push(child);
  const said = { text: '', errors: '' };
  child.stdout.on('data', (chunk) => {
    said.text += chunk;
  });
  child.stderr.on('data', (chunk) => {
    said.errors += chunk;
  });
  return { child, said };
}

async function addressOf(said: { readonly text: string; readonly errors: string }): Promise<string> {
  const found = () => /http:\/\/localhost:\d+\/\S*/.exec(said.text)?.[0];
  await until(
    () => found() !== undefined,
    () => `an address in ${said.text} ${said.errors}`,
    50_000,
  );
  return found() as string;
}

describe('kubewhy start without tokens', { timeout: 180_000 }, () => {
  it('prints the address of the page, answers there as in the terminal, and ends both with its input', async () => {
    // the port that is asked for is taken: another one is found
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const taken = (other.address() as AddressInfo).port;
    const { child, said } = start('--page-port', String(taken));
    const url = new URL(await addressOf(said));
    expect(url.port).not.toBe(String(taken));
    expect(await (await fetch(url)).text()).toContain('/page/app.ts');

    const events = await fetch(new URL('/events', url));
    const headers = { 'content-type': 'application/json', origin: url.origin };
    const body = JSON.stringify({ type: 'command', channel: 'C0LOCAL01', command: '/k8s', text: 'why pod-x pending' });
    expect(await (await fetch(new URL('/act', url), { method: 'POST', headers, body })).json()).toEqual({ ok: true });
    let seen = '';
    for await (const chunk of events.body ?? []) {
      seen += Buffer.from(chunk).toString();
      if (seen.includes('What to do')) break;
    }
    expect(seen).toContain('Problem: pod `pod-x`');
    await until(
      () => said.text.includes('What to do'),
      () => said.text,
      50_000,
    );

    child.stdin?.end();
    const code = await new Promise((resolve) => child.once('exit', resolve));
    expect(code).toBe(0);
    expect(said.errors).toBe('');
    await expect(fetch(url)).rejects.toThrow();
    other.close();
  });

  it('opens no page where none is wanted', async () => {
    const { code, stdout, stderr } = await runCli(['start', '--demo', '--no-page'], { input: '' });
    expect(stderr).toBe('');
    expect(code).toBe(0);
    expect(stdout).not.toContain('http://localhost');
  });

  it('wants a port that is one: exit 2', async () => {
    const { code, stderr } = await runCli(['start', '--demo', '--page-port', 'many']);
    expect(code).toBe(2);
    expect(stderr).toContain('It must be a number from 0 to 65535.');
  });
});
