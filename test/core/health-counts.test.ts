import { expect, it } from 'vitest';
import { addPod, emptyPodSum } from '../../src/core/health-counts.ts';
import type { Pod } from '../../src/core/kinds.ts';

const now = new Date('2026-11-21T12:00:00Z');

function pod(name: string, created: string, status: object): Pod {
  const ownerReferences = [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u', controller: true }];
  return {
    metadata: { name, namespace: 'shop', creationTimestamp: created, ownerReferences },
    spec: { containers: [{ name: 'app' }] },
    status,
  } as never;
}
const unscheduled = {
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', lastTransitionTime: '2026-11-21T11:00:00Z' }],
};
const waiting = (reason: string) => ({
  phase: 'Pending',
  containerStatuses: [{ name: 'app', ready: false, restartCount: 0, state: { waiting: { reason } } }],
});
const crashing = {
  phase: 'Running',
  containerStatuses: [{ name: 'app', ready: false, restartCount: 5, state: { waiting: { reason: 'CrashLoopBackOff' } } }],
};

function pendingOf(...pods: readonly Pod[]) {
  const sum = emptyPodSum();
  for (const one of pods) addPod(sum, one, now);
  const [troubled] = [...sum.troubled.values()];
  return troubled?.pending;
}

it('knows since when pods of a workload wait to be started: for a node, or for what they mount', () => {
  const first = pod('web-0', '2026-11-21T11:00:00Z', waiting('ContainerCreating'));
  expect(pendingOf(pod('web-1', '2026-11-21T11:30:00Z', unscheduled), first)).toEqual({ count: 2, since: '2026-11-21T11:00:00Z' });
});

it('takes an image that cannot be pulled, and a crash, for failures at once', () => {
  const created = '2026-11-21T11:00:00Z';
  expect(pendingOf(pod('web-0', created, waiting('ImagePullBackOff')))).toEqual({ count: 0, since: null });
  expect(pendingOf(pod('web-0', created, crashing), pod('web-1', created, unscheduled))).toEqual({ count: 1, since: created });
});
