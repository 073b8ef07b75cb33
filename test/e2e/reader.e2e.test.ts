import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { type Clusters, openClusters } from '../../src/cluster/clusters.ts';
import { type Connection, openConnection } from '../../src/cluster/connection.ts';
import { inspectCluster } from '../../src/cluster/doctor.ts';
import { grants } from '../../src/cluster/facets/index.ts';
import type { Target } from '../../src/cluster/kubeconfig.ts';
import { recordedReader } from '../../src/cluster/recorded-reader.ts';
import { recordingReader } from '../../src/cluster/recording-reader.ts';
import { resourcePath, resources } from '../../src/cluster/resources.ts';
import { printerOf } from '../../src/core/ask/columns/index.ts';
import type { ReadableKind } from '../../src/core/reader.ts';
import { readerSuite, suiteObjects } from '../cluster/reader-suite.ts';
import { kubectl } from './situation.ts';

// names of this run: those of an earlier one may still be on their way out
const run = Date.now().toString(36);
const namespace = `e2e-reader-${run}`;
const account = `e2e-kubewhy-${run}`;
let clusters: Clusters;
let target: Target;

beforeAll(async () => {
  clusters = openClusters({ kubeconfig: process.env.KUBEWHY_E2E_KUBECONFIG });
  target = clusters.target(clusters.defaultName ?? '') as Target;
  kubectl(['apply', '-f', '-'], stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }));
  kubectl(['wait', '--for=create', 'serviceaccount/default', '-n', namespace, '--timeout=30s']);
  for (const object of suiteObjects(namespace)) kubectl(['apply', '-f', '-'], stringify(object));
  kubectl(['wait', '--for=jsonpath={.status.phase}=Succeeded', 'pod/talker', '-n', namespace, '--timeout=120s']);
});

afterAll(async () => {
  kubectl(['delete', 'clusterrole,clusterrolebinding', account, '--ignore-not-found']);
  kubectl(['delete', 'namespace', namespace, account, '--ignore-not-found', '--wait=false']);
  await clusters?.close();
});

readerSuite('a real cluster', () => ({ reader: clusters.reader(null), namespace }));

it('records what a recording then answers', async () => {
  const { reader, recording } = recordingReader(clusters.reader(null));
  const log = { namespace, pod: 'talker', container: 'main' };
  const read = async (from: typeof reader) => ({
    pods: (await from.list('pod', { namespace })).map(({ metadata, spec, status }) => ({ uid: metadata?.uid, spec, status })),
    names: (await from.list('configmap', { namespace, metadataOnly: true })).map(({ metadata }) => metadata?.name),
    log: await from.log(log),
  });
  const live = await read(reader);
  expect(await read(recordedReader({ now: '', ...recording() }))).toEqual({ ...live, log: live.log.trimEnd() });
});

describe('tables', () => {
  let connection: Connection;
  beforeAll(() => {
    connection = openConnection(target);
  });
  afterAll(() => connection.close());

  interface Named {
    readonly namespace?: string;
    readonly name?: string;
  }
  const keyOf = ({ namespace = '', name = '' }: Named = {}) => `${namespace}/${name}`;
  interface Table {
    readonly columnDefinitions: readonly { readonly name: string; readonly priority: number }[];
    /** null where there is none of the kind. */
    readonly rows: readonly { readonly cells: readonly unknown[]; readonly object: { readonly metadata: Named } }[] | null;
  }
  /** Cells that tell a time are of different moments in the two answers. */
  const timed = /^(AGE|RESTARTS|DURATION|LAST SCHEDULE|WINDOW|CPU|MEMORY|TARGETS|HOLDER)$/;

  it.each(Object.keys(resources).filter((kind) => kind !== 'event') as ReadableKind[])('%s: as kubectl shows them', async (kind) => {
    const accept = 'application/json;as=Table;g=meta.k8s.io;v=v1';
    const answer = await connection.get(resourcePath(kind), { what: kind, accept });
    const table = JSON.parse(answer.body.toString('utf8')) as Table;
    const shown = table.columnDefinitions.flatMap(({ name, priority }, index) => (priority === 0 ? [{ title: name.toUpperCase(), index }] : []));
    const printer = printerOf(kind, false);
    expect(printer.titles).toEqual(shown.map(({ title }) => title));
    const objects = new Map((await clusters.reader(null).list(kind)).map((object) => [keyOf(object.metadata), object]));
    const now = new Date();
    const rows = (table.rows ?? []).flatMap(({ cells, object }) => {
      const own = objects.get(keyOf(object.metadata));
      return own ? [{ theirs: shown.map(({ index }) => String(cells[index] ?? '')), ours: printer.cells(own, now) }] : [];
    });
    const comparable = (cells: readonly string[]) => cells.filter((_, index) => !timed.test(printer.titles[index] ?? ''));
    // an object may have changed between the two answers
    const different = rows.filter(({ theirs, ours }) => String(comparable(theirs)) !== String(comparable(ours)));
    expect(different.slice(rows.length > 20 ? 2 : 1)).toEqual([]);
  });
});

describe('deploy/rbac.yaml', () => {
  let config: string;
  beforeAll(() => {
    // under a name of its own, so that a real installation stays as it is
    kubectl(['apply', '-f', '-'], readFileSync('deploy/rbac.yaml', 'utf8').replaceAll('kubewhy', account));
    const token = kubectl(['create', 'token', account, '-n', account]).trim();
    config = join(mkdtempSync(join(tmpdir(), 'kubewhy-e2e-')), 'config');
    const { caData: ca, server } = target.cluster;
    writeFileSync(
      config,
      stringify({
        clusters: [{ name: 'c', cluster: { server, 'certificate-authority-data': ca } }],
        users: [{ name: 'u', user: { token } }],
        contexts: [{ name: 'bot', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'bot',
      }),
    );
  });

  it('allows everything that is read', async () => {
    const bot = openClusters({ kubeconfig: config });
    const inspection = await inspectCluster(bot, 'bot');
    expect(inspection).toMatchObject({ failure: null, missing: [], blind: {}, unwatched: [] });
    const kinds = [...grants()].filter((grant) => grant in resources) as ReadableKind[];
    const lists = await Promise.allSettled(kinds.map((kind) => bot.reader('bot').list(kind)));
    const refused = lists.flatMap((result, index) => (result.status === 'rejected' && result.reason.code === 'forbidden' ? [kinds[index]] : []));
    expect(refused).toEqual([]);
    await bot.close();
  });

  it.each([
    ['get', 'secrets'],
    ['list', 'secrets'],
    ['create', 'pods'],
    ['delete', 'pods'],
    ['create', 'pods/exec'],
    ['patch', 'deployments.apps'],
    ['impersonate', 'users'],
  ])('does not allow to %s %s', (verb, resource) => {
    const asBot = ['--as', `system:serviceaccount:${account}:${account}`];
    expect(() => kubectl(['auth', 'can-i', verb, resource, '-A', ...asBot])).toThrow();
  });
});
