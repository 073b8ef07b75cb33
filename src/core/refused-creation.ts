import type { KubeEvent } from './evidence.ts';
import type { AnyObject, Deployment, Kind } from './kinds.ts';
import { podCounts } from './pod-counts.ts';
import type { Ref } from './ref.ts';
import type { Proof } from './rule.ts';

/** Whose words they are: each has its own rule, so that one refusal is one finding. */
export type RefusalKind = 'quota' | 'limit-range' | 'pod-security' | 'service-account' | 'admission';

export interface Refusal {
  readonly kind: RefusalKind;
  /** The API server's words, without the controller's. */
  readonly words: string;
  /** What could not be created. */
  readonly what: 'pod' | 'claim' | 'job' | 'replicaset';
  readonly proof: Proof;
  readonly wanted: number;
  readonly created: number;
  /** Pods of earlier versions that are still there. */
  readonly earlier: number;
}

/** Cheap: may its controller have been refused? Events decide where the object itself does not say. */
export function mayBeRefused(kind: Kind, subject: AnyObject): boolean {
  if (failureCondition(subject)) return true;
  if (kind === 'cronjob') return true;
  if (kind !== 'statefulset' && kind !== 'daemonset' && kind !== 'job') return false;
  const counts = podCounts(kind, subject);
  return counts !== null && counts.created < counts.wanted;
}

/**
 * Why the controller cannot create what is missing; null where it was not refused, or no longer.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/controller_utils.go (createPods),
 * …/pkg/controller/statefulset/stateful_pod_control.go (recordPodEvent, recordClaimEvent), …/pkg/controller/cronjob/cronjob_controllerv2.go (syncCronJob);
 * the conditions: …/pkg/controller/replicaset/replica_set_utils.go (calculateStatus), …/pkg/controller/deployment/sync.go (getNewReplicaSet)
 */
export function refusal(ref: Ref, subject: AnyObject, events: readonly KubeEvent[]): Refusal | null {
  const said = fromCondition(ref, subject) ?? fromEvents(ref, events);
  if (!said) return null;
  const words = said.message
    .replace(/^\(combined from similar events\): /, '')
    .replace(/^Error creating(?: job)?: /, '')
    .replace(/^create (?:Pod \S+|Claim \S+ for Pod \S+|Claim \S+ Pod \S+) in StatefulSet \S+ failed error: /, '')
    .replace(/^failed to create PVC \S+: /, '')
    .replace(/^Failed to create new replica set "[^"]*": /, '');
  const what =
    ref.kind === 'cronjob' ? 'job' : /^persistentvolumeclaims /i.test(words) ? 'claim' : /^replicasets\./.test(words) ? 'replicaset' : 'pod';
  return { kind: kindOf(words), words, what, proof: said.proof, earlier: 0, ...(podCounts(ref.kind, subject) ?? { wanted: 1, created: 0 }) };
}

interface Said {
  readonly message: string;
  readonly proof: Proof;
}

function failureCondition(subject: AnyObject) {
  const { conditions = [] } = (subject as Deployment).status ?? {};
  return conditions.find(
    ({ type, status, reason }) =>
      (type === 'ReplicaFailure' && status === 'True' && reason === 'FailedCreate') ||
      (type === 'Progressing' && status === 'False' && reason === 'ReplicaSetCreateError'),
  );
}

function fromCondition(ref: Ref, subject: AnyObject): Said | null {
  const condition = failureCondition(subject);
  if (!condition?.message) return null;
  const at = condition.lastTransitionTime ? { at: condition.lastTransitionTime } : {};
  return { message: condition.message, proof: { ref, path: `status.conditions[type=${condition.type}].message`, value: condition.message, ...at } };
}

/** The newest refusal, unless something was created after it. */
function fromEvents(ref: Ref, events: readonly KubeEvent[]): Said | null {
  const failed = events.findLast(({ reason }) => reason === 'FailedCreate');
  const created = events.findLast(({ reason }) => reason === 'SuccessfulCreate');
  if (!failed || (created && created.lastAt > failed.lastAt)) return null;
  return { message: failed.message, proof: { ref, path: `event FailedCreate (${failed.component})`, value: failed.message, at: failed.lastAt } };
}

function kindOf(words: string): RefusalKind {
  if (/exceeded quota:|failed quota:|insufficient quota|status unknown for quota:/.test(words)) return 'quota';
  if (/violates PodSecurity "/.test(words)) return 'pod-security';
  if (/error looking up service account /.test(words)) return 'service-account';
  if (/(minimum|maximum) \S+ usage per |max limit to request ratio per |must be less than or equal to (\S+ )?limit/.test(words)) return 'limit-range';
  return 'admission';
}
