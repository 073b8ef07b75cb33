import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { FolderInUse, lockFolder } from '../../src/jobs/folder-lock.ts';

/** A Redis of Debian's on a free port, with its data in a folder of its own that outlives `kill` and `start`. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  /** As a crash does. */
  kill(): Promise<void>;
  /** Stops for good, and removes the folder. */
  stop(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  await installRedis();
  const folder = mkdtempSync(join(tmpdir(), 'kubewhy-redis-'));
  const port = await freePort();
  let server: ChildProcess | null = null;
  // a test that fails half-way leaves none behind
  process.once('exit', () => server?.kill('SIGKILL'));
  const redis: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
      server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
      await saysReady(server);
    },
    async kill() {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGKILL');
      await once(server, 'exit');
    },
    async stop() {
      await redis.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await redis.start();
  return redis;
}

async function saysReady(server: ChildProcess): Promise<void> {
  let said = '';
  for await (const chunk of server.stdout ?? []) {
    said += String(chunk);
    if (said.includes('Ready to accept connections')) {
      server.stdout?.resume();
      return;
    }
  }
  throw new Error(`redis-server did not start:\n${said}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

const installed = () => spawnSync('redis-server', ['--version']).status === 0;

/** Several test files may start at once, and apt-get does not wait for itself. */
async function installRedis(): Promise<void> {
  for (let patience = 180; patience > 0 && !installed(); patience--) {
    let unlock: () => void;
    try {
      unlock = lockFolder(join(tmpdir(), 'kubewhy-apt-get'));
    } catch (error) {
      if (!(error instanceof FolderInUse)) throw error;
      await sleep(1000);
      continue;
    }
    try {
      const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
      execFileSync('apt-get', ['update'], { env: environment, stdio: 'ignore' });
      execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], { env: environment, stdio: 'ignore' });
    } catch (error) {
      throw new Error('half of these tests need redis-server: as root, apt-get install redis-server', { cause: error });
    } finally {
      unlock();
    }
  }
}
