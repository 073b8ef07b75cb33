import { describe, expect, it } from 'vitest';
import { linkFindings, type RawFinding } from '../../src/core/link-findings.ts';
import { type Ref, refKey } from '../../src/core/ref.ts';
import { rules } from '../../src/rules/index.ts';

const autoscaler: Ref = { kind: 'horizontalpodautoscaler', name: 'web', namespace: 'shop' };
const deployment: Ref = { kind: 'deployment', name: 'web', namespace: 'shop' };
const pod: Ref = { kind: 'pod', name: 'web-0', namespace: 'shop' };

function finding(
  id: string,
  subject: Ref,
  role: RawFinding['role'],
  more: { leads?: readonly { to: Ref }[]; partOf?: readonly string[] } = {},
): RawFinding {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  const hit = { facts: {}, proof: [{ ref: subject, path: 'status', value: null }] as const, leads: more.leads ?? [] };
  return { rule, hit, subject, role, alike: [], partOf: more.partOf ?? [] };
}
const roots = (raw: readonly RawFinding[]) => linkFindings(raw, true).flatMap(({ rule, rootCause }) => (rootCause ? [rule] : []));

const noFigures = finding('hpa/no-metrics', autoscaler, 'target', { leads: [{ to: deployment }] });
const noImage = finding('container/image-not-found', pod, 'part', { partOf: [refKey(deployment)] });

describe('a lead to a workload', () => {
  it('reaches what is wrong with its pods, where nothing is to be said of the workload itself', () => {
    expect(roots([noFigures, noImage])).toEqual(['container/image-not-found']);
  });

  it('ends at the workload where it has a finding of its own', () => {
    const stuck = finding('workload/rollout-stuck', deployment, 'lead');
    expect(roots([noFigures, stuck, noImage]).toSorted()).toEqual(['container/image-not-found', 'workload/rollout-stuck']);
  });

  it('has nothing to do with pods of another one', () => {
    const other = { ...noImage, partOf: [refKey({ ...deployment, name: 'api' })] };
    expect(roots([noFigures, other]).toSorted()).toEqual(['container/image-not-found', 'hpa/no-metrics']);
  });
});
