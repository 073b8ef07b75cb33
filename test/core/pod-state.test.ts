import { describe, expect, it } from 'vitest';
import type { Pod } from '../../src/core/kinds.ts';
import { podState } from '../../src/core/pod-state.ts';

const created = '2026-11-21T15:00:00Z';
const later = (seconds: number) => new Date(Date.parse(created) + seconds * 1000);
const bound = (status: Pod['status']): Pod => ({
  metadata: { name: 'web-0', namespace: 'shop', creationTimestamp: created },
  spec: { nodeName: 'w1', containers: [{ name: 'app', image: 'busybox:1.36' }] },
  ...(status ? { status } : {}),
});

describe('podState', () => {
  it('gives a kubelet twenty seconds to notice a pod of its own', () => {
    expect(podState(bound({ phase: 'Pending' }), later(10))).toEqual({ condition: 'progressing', status: 'Pending' });
    expect(podState(bound({ phase: 'Pending' }), later(25))).toEqual({ condition: 'failing', status: 'Pending' });
  });

  it('gives a start that the kubelet has begun a minute', () => {
    const status: Pod['status'] = {
      phase: 'Pending',
      startTime: created,
      containerStatuses: [
        {
          name: 'app',
          image: 'busybox:1.36',
          imageID: '',
          ready: false,
          restartCount: 0,
          state: { waiting: { reason: 'ContainerCreating' } },
        },
      ],
    };
    expect(podState(bound(status), later(25)).condition).toBe('progressing');
    expect(podState(bound(status), later(61)).condition).toBe('failing');
  });

  it('counts a pod whose containers are ready, but whose readiness gate is not, as failing after a minute', () => {
    const status: Pod['status'] = {
      phase: 'Running',
      startTime: created,
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: created },
        { type: 'ContainersReady', status: 'True', lastTransitionTime: created },
        { type: 'Ready', status: 'False', reason: 'ReadinessGatesNotReady', lastTransitionTime: created },
      ],
      containerStatuses: [{ name: 'app', image: 'nginx:1.27', imageID: '', ready: true, restartCount: 0, state: { running: {} } }],
    };
    expect(podState(bound(status), later(50)).condition).toBe('progressing');
    expect(podState(bound(status), later(70)).condition).toBe('failing');
  });
});
