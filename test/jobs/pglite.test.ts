import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Backend, openBackend } from '../../src/jobs/backend.ts';
import { FolderInUse, lockFolder } from '../../src/jobs/folder-lock.ts';
import { tidy } from '../../src/jobs/pglite-backend.ts';
import { PGlitePool } from '../../src/jobs/pglite-pool.ts';
import { openPGliteStore } from '../../src/jobs/pglite-store.ts';
import { silent } from './backends.ts';

const inAnotherProcess = (script: string) => spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });

describe('the lock of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubewhy-lock-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const script = `import { lockFolder } from './src/jobs/folder-lock.ts'; lockFolder(${JSON.stringify(folder)}); process.kill(process.pid, 'SIGKILL');`;

  it('is free again however its owner died', () => {
    expect(inAnotherProcess(script).signal).toBe('SIGKILL');
    const unlock = lockFolder(folder);
    expect(() => lockFolder(folder)).toThrow(FolderInUse);
    unlock();
    lockFolder(folder)();
  });

  it('keeps another process out, and names folder and owner', () => {
    const unlock = lockFolder(folder);
    const { stderr, signal } = inAnotherProcess(script);
    unlock();
    expect(signal).toBeNull();
    expect(stderr).toContain(`FolderInUse: the folder ${folder} is in use by process ${process.pid} on `);
  });
});

describe('PGlite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kubewhy-pglite-'));
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend({ dataDir: folder, log: silent });
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('answers, and is for one process only', async () => {
    await expect(backend.ping()).resolves.toBeUndefined();
    await expect(openBackend({ dataDir: folder, log: silent })).rejects.toThrow(FolderInUse);
    await backend.close();
  });

  it('lets timers run however much it is asked', async () => {
    const pool = await PGlitePool.open(join(folder, 'postgres'));
    let asking = true;
    setTimeout(() => {
      asking = false;
    }, 50);
    while (asking) await pool.query('SELECT 1');
    await pool.end();
    await expect(pool.query('SELECT 1')).rejects.toThrow('after calling end on the pool');
  });

  it('is tidied up: what expired is gone, and dead rows are reclaimed', async () => {
    const pool = await PGlitePool.open(join(folder, 'postgres'));
    const store = await openPGliteStore(pool);
    await store.set('brief', 1, { ttlSeconds: 0.001 });
    for (let n = 0; n < 20; n++) await store.set('often', n);
    // Postgres counts dead rows when it comes to it; counted after the vacuum they would look left behind
    await pool.query('SELECT pg_stat_force_next_flush()');
    await tidy(pool, silent);
    const { rows } = await pool.query('SELECT key FROM kubewhy.store');
    expect(rows).toEqual([{ key: 'often' }]);
    const { rows: dead } = await pool.query(`SELECT n_dead_tup AS count FROM pg_stat_user_tables WHERE relname = 'store'`);
    expect(dead).toEqual([{ count: '0' }]);
    await pool.end();
  });

  it('keeps a notification for a client that listens too late', async () => {
    const pool = await PGlitePool.open(join(folder, 'postgres'));
    const client = await pool.connect();
    await pool.query(`SELECT pg_notify('bullmq_jobs', 'checks')`);
    const heard = new Promise((resolve) => client.on('notification', resolve));
    await expect(heard).resolves.toEqual({ channel: 'bullmq_jobs', payload: 'checks' });
    client.release();
    await pool.end();
  });

  it('is not loaded where Redis is used', () => {
    const script = `import { registerHooks } from 'node:module';
      const asked = [];
      registerHooks({ resolve: (name, context, next) => (asked.push(name), next(name, context)) });
      const { openBackend } = await import('./src/jobs/backend.ts');
      await openBackend({ redisUrl: 'redis://127.0.0.1:1', dataDir: 'none', log: { warn() {} } });
      console.log(asked.filter((name) => /pglite|redis-backend/.test(name)).join());
      process.exit();`;
    expect(inAnotherProcess(script).stdout).toBe('./redis-backend.ts\n');
  });
});
