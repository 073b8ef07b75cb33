import type { ObjectMeta } from '../kinds.ts';
import type { Ref } from '../ref.ts';
import type { TemplateChange } from '../template-changes.ts';

/** Something that happened to a cluster, at a time. `by` is the program that wrote it (`kubectl-set`, `helm`), as managed fields name it. */
export type Change = { readonly at: string; readonly ref: Ref } & (
  | {
      readonly type: 'rollout';
      readonly by: string | null;
      /** Revisions; null: the one before is not kept. */
      readonly from: number | null;
      readonly to: number;
      /** An earlier template came back. */
      readonly back: boolean;
      readonly changes: readonly TemplateChange[];
    }
  | { readonly type: 'scaled'; readonly from: number | null; readonly to: number; readonly by: string | null }
  | { readonly type: 'created'; readonly by: string | null }
  | { readonly type: 'edited'; readonly by: string | null }
  | { readonly type: 'restarted'; readonly container: string; readonly pods: number; readonly reason: string; readonly exitCode: number | null }
  | { readonly type: 'node'; readonly what: 'joined' | 'cordoned' }
  | { readonly type: 'node'; readonly what: 'condition'; readonly condition: string; readonly status: string; readonly reason: string }
  | { readonly type: 'node'; readonly what: 'event'; readonly reason: string; readonly message: string; readonly count: number }
  | { readonly type: 'warning'; readonly reason: string; readonly message: string; readonly count: number; readonly component: string }
);

/** From when on it is told. */
export interface Since {
  readonly from: Date;
  readonly now: Date;
}

/** Did it happen in that time? */
export function isWithin(at: string | undefined, { from }: Since): at is string {
  return Date.parse(at ?? '') >= from.getTime();
}

/** Who wrote what a person writes (not its status), and when: newest last. */
export function writes({ managedFields = [] }: Pick<ObjectMeta, 'managedFields'>): readonly { readonly by: string; readonly at: string }[] {
  return managedFields
    .flatMap(({ manager = '', subresource, time }) => (!subresource && time && !controllers.test(manager) ? [{ by: manager, at: time }] : []))
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

/** They write because of what somebody else wrote. */
const controllers = /^(kube-controller-manager|cloud-controller-manager|kube-scheduler|kubelet|kube-proxy|coredns|kube-apiserver)$/;

/** The program that wrote at a time, give or take what a controller takes to follow. */
export function writerAt(metadata: Pick<ObjectMeta, 'managedFields'>, at: string): string | null {
  const distance = (time: string) => Math.abs(Date.parse(time) - Date.parse(at));
  const [nearest] = writes(metadata).toSorted((a, b) => distance(a.at) - distance(b.at));
  return nearest && distance(nearest.at) <= 2_000 ? nearest.by : null;
}
