import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/core/answer.ts';
import { clusterLanes, type Lane } from '../../src/core/cluster-lanes.ts';

const well: Answer = { type: 'help' };
const failed = (code: 'timeout' | 'refused' | 'forbidden' | 'cancelled'): Answer => ({
  type: 'failure',
  code,
  cluster: 'down',
  what: null,
  detail: null,
});
const entered = (lane: ReturnType<ReturnType<typeof clusterLanes>['enter']>): Lane => {
  if (lane === 'busy' || 'failure' in lane) throw new Error(`no lane: ${JSON.stringify(lane)}`);
  return lane;
};

describe('lanes of clusters', () => {
  it('keep a quarter for the others', () => {
    const lanes = clusterLanes(8, () => 2);
    for (let n = 0; n < 6; n++) entered(lanes.enter('a'));
    expect(lanes.enter('a')).toBe('busy');
    entered(lanes.enter('b')).leave(well);
  });

  it('let one that did not answer be tried by a few, and say so to the rest, until it answers', () => {
    const lanes = clusterLanes(8, () => 2);
    entered(lanes.enter('a')).leave(failed('timeout'));
    const trying = [entered(lanes.enter('a')), entered(lanes.enter('a'))];
    expect(lanes.enter('a')).toEqual({ failure: 'timeout' });
    trying[0]?.leave(failed('refused'));
    const third = entered(lanes.enter('a'));
    expect(lanes.enter('a')).toEqual({ failure: 'refused' });
    third.leave(well);
    entered(lanes.enter('a'));
    entered(lanes.enter('a'));
  });

  it('take a refusal of the cluster for an answer, and a stop of ours for none', () => {
    const lanes = clusterLanes(4, () => 2);
    const held = [1, 2, 3].map(() => entered(lanes.enter('a')));
    held[0]?.leave(failed('forbidden'));
    held[1]?.leave(failed('cancelled'));
    held[2]?.leave(null);
    for (const _ of [1, 2, 3]) entered(lanes.enter('a'));
    expect(lanes.enter('a')).toBe('busy');
  });

  it('do not narrow a bot that has one cluster, nor one that does a single thing at a time', () => {
    const one = clusterLanes(2, () => 1);
    for (const _ of [1, 2, 3]) entered(one.enter('a'));
    entered(clusterLanes(1, () => 2).enter('a'));
  });
});
