import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { openLocalGate } from '../../src/cli/open-gate.ts';
import { openPipelineOnCall, startPipeline } from '../../src/cli/pipeline.ts';
import { openRuntime, type Runtime } from '../../src/cli/runtime.ts';
import { readConfig } from '../../src/config.ts';
import type { CheckJob, ReplyJob } from '../../src/core/jobs.ts';
import type { Backend } from '../../src/jobs/backend.ts';
import { openChecks } from '../../src/jobs/queues.ts';
import type { Workers } from '../../src/jobs/workers.ts';
import { type FakeServer, startFakeServer } from '../cluster/fake-api-server.ts';
import { newPlace, type Place, silent } from '../jobs/backends.ts';
import { checkIn } from '../jobs/samples.ts';

/** A server that accepts a connection and then says nothing: the worst way to be down. */
let hanging: Server;
const sockets = new Set<Socket>();
let up: FakeServer;
let place: Place;
let backend: Backend;
let runtime: Runtime;
let workers: Workers;
const delivered: ReplyJob[] = [];
const folder = mkdtempSync(join(tmpdir(), 'kubewhy-clusters-'));

beforeAll(async () => {
  hanging = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => hanging.listen(0, '127.0.0.1', resolve));
  up = await startFakeServer();
  up.answer(({ path }) => ({
    body: path.endsWith('/pods') ? { kind: 'PodList', apiVersion: 'v1', metadata: {}, items: [] } : { gitVersion: 'v1.34.4' },
  }));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, twoContexts(`https://127.0.0.1:${(hanging.address() as AddressInfo).port}`));
  const limits = { KUBEWHY_CONCURRENCY: '4', KUBEWHY_SECONDS_BUDGET: '8', KUBEWHY_DATA_DIR: folder };
  runtime = openRuntime({ config: readConfig({ KUBECONFIG: kubeconfig, KUBEWHY_DEFAULT_CONTEXT: 'up', ...limits }) });
  place = await newPlace('redis');
  backend = await place.open();
  const messenger = { deliver: async (reply: ReplyJob) => void delivered.push(reply), progress: async () => {} };
  const gate = openLocalGate(backend, runtime, silent);
  workers = startPipeline(backend, runtime, gate, messenger, openPipelineOnCall(backend, runtime, gate, silent), silent);
}, 240_000);

afterAll(async () => {
  await workers?.stop(0);
  await backend?.close();
  await place?.remove();
  await runtime?.clusters.close();
  for (const socket of sockets) socket.destroy();
  hanging?.close();
  await up?.close();
  rmSync(folder, { recursive: true, force: true });
});

function twoContexts(downUrl: string): string {
  const ca = Buffer.from(up.authority.cert).toString('base64');
  const cluster = (name: string, server: string) => ({ name, cluster: { server, 'certificate-authority-data': ca } });
  return stringify({
    clusters: [cluster('up', up.url), cluster('down', downUrl)],
    users: [{ name: 'bot', user: { token: 'a-token' } }],
    contexts: ['up', 'down'].map((name) => ({ name, context: { cluster: name, user: 'bot' } })),
  });
}

const list = { intent: 'list', kind: 'pod', name: null, namespace: 'shop', symptom: null, locale: 'en' } as const;
const question = (cluster: string, n: number): CheckJob => checkIn(`C-${cluster}-${n}`, { intent: list, cluster });

it('a cluster that hangs keeps nobody waiting who asks about another one', async () => {
  const { enqueueCheck } = openChecks(backend);
  for (let n = 0; n < 10; n++) await enqueueCheck(question('down', n));
  for (let n = 0; n < 6; n++) await enqueueCheck(question('up', n));
  const of = (cluster: string) => delivered.filter(({ check }) => check.cluster === cluster);
  await expect.poll(() => of('up').length, { timeout: 30_000 }).toBe(6);
  // everything about the other one is answered before the first question about this one has run out of time
  expect(of('down')).toEqual([]);
  for (const { answer } of of('up')) expect(answer).toMatchObject({ type: 'table', cluster: 'up' });
  await expect.poll(() => of('down').length, { timeout: 90_000 }).toBe(10);
  for (const { answer } of of('down')) expect(answer).toMatchObject({ type: 'failure', cluster: 'down', code: 'timeout' });
}, 150_000);
