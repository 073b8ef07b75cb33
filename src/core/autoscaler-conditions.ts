import type { HorizontalPodAutoscaler } from './kinds.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

type Type = 'AbleToScale' | 'ScalingActive' | 'ScalingLimited';
export type AutoscalerCondition = { readonly type: Type; readonly reason: string; readonly message: string; readonly at: string | null };

/** The condition of that type where it has that status. */
export function autoscalerCondition({ status }: HorizontalPodAutoscaler, type: Type, is: 'True' | 'False'): AutoscalerCondition | null {
  const found = status?.conditions?.find((condition) => condition.type === type && condition.status === is);
  return found ? { type, reason: found.reason ?? '', message: found.message ?? '', at: found.lastTransitionTime ?? null } : null;
}

/** That condition's reason and message, as proof. */
export function conditionProof(ref: Ref, { type, reason, message, at }: AutoscalerCondition): [Proof, Proof] {
  const when = at ? { at } : {};
  return [
    { ref, path: `status.conditions[type=${type}].reason`, value: reason, ...when },
    { ref, path: `status.conditions[type=${type}].message`, value: message, ...when },
  ];
}

/** Has it held for over a minute? Metrics of new pods take that long to come. */
export function isSettled({ at }: AutoscalerCondition, now: Date): boolean {
  return at === null || now.getTime() - Date.parse(at) >= 60_000;
}

/** `Deployment/web` of the autoscaler, as a reference where it is of a kind that we read. */
export function scaleTarget({ spec, metadata }: HorizontalPodAutoscaler): Ref | null {
  const { kind = '', name = '' } = spec?.scaleTargetRef ?? {};
  const lower = kind.toLowerCase();
  const known = ['deployment', 'statefulset', 'replicaset', 'replicationcontroller'] as const;
  const found = known.find((one) => one === lower);
  return found ? { kind: found, name, ...(metadata?.namespace ? { namespace: metadata.namespace } : {}) } : null;
}
