import { afterAll, beforeAll } from 'vitest';
import { kubeReader } from '../../src/cluster/kube-reader.ts';
import { type RecordedObject, type Recording, recordedReader } from '../../src/cluster/recorded-reader.ts';
import type { Reader } from '../../src/core/reader.ts';
import { connectTo, type FakeServer, startFakeServer } from './fake-api-server.ts';
import { clusterHandler } from './fake-cluster.ts';
import { readerSuite, suiteObjects, talkerLines } from './reader-suite.ts';

const namespace = 'cl-reader';
const other: RecordedObject = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'other', namespace: 'elsewhere' } };
const recording: Recording = {
  now: '2026-11-21T12:00:00Z',
  objects: [...suiteObjects(namespace).map((object) => (object.kind === 'Pod' ? { ...object, status: { phase: 'Succeeded' } } : object)), other],
  logs: [{ namespace, pod: 'talker', container: 'main', text: `${talkerLines.join('\n')}\n` }],
  texts: { '/version': '{"gitVersion":"v1.34.4"}' },
};

readerSuite('a recording', () => ({ reader: recordedReader(recording), namespace }));

let server: FakeServer;
let reader: Reader;
beforeAll(async () => {
  server = await startFakeServer();
  server.answer(clusterHandler(recording));
  reader = kubeReader(connectTo(server));
});
afterAll(() => server.close());
readerSuite('a server', () => ({ reader, namespace }));
