import { expect, it } from 'vitest';
import { extensionServices } from '../../src/cluster/facets/extension-services.ts';
import { recordedReader } from '../../src/cluster/recorded-reader.ts';

/** So many admission webhooks, each with a Service of its own; the last Service is gone, the one before it has no endpoints. */
function cluster(count: number) {
  const names = Array.from({ length: count }, (_, index) => `hook-${index}`);
  const service = (name: string, namespace: string) => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: { ports: [{ port: 443 }] },
  });
  const slice = (name: string, namespace: string) => ({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: `${name}-1`, namespace, labels: { 'kubernetes.io/service-name': name } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true } }],
  });
  return recordedReader({
    now: '2026-11-21T12:00:00Z',
    objects: [
      {
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'hooks' },
        webhooks: names.map((name) => ({ name, clientConfig: { service: { name, namespace: 'hooks' } } })),
      },
      ...names.slice(0, -1).map((name) => service(name, 'hooks')),
      ...names.slice(0, -2).map((name) => slice(name, 'hooks')),
      // the same names elsewhere are other Services
      service(`hook-${count - 1}`, 'shop'),
      slice(`hook-${count - 1}`, 'shop'),
      slice(`hook-${count - 2}`, 'shop'),
    ],
  });
}

it.each([12, 13, 60])('of %d webhooks none is left out', async (count) => {
  const found = await extensionServices.collect({
    reader: cluster(count),
    ref: { kind: 'cluster', name: 'lab' },
    subject: { metadata: { name: 'lab' }, serverVersion: null },
    now: new Date('2026-11-21T12:00:00Z'),
  });
  const states = found.map(({ ref, object, endpointSlices }) => [ref.name, object !== null, endpointSlices.length]);
  expect(states).toEqual(Array.from({ length: count }, (_, index) => [`hook-${index}`, index < count - 1, index < count - 2 ? 1 : 0]));
});
