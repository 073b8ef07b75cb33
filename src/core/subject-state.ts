import type {
  AnyObject,
  CronJob,
  DaemonSet,
  Deployment,
  HorizontalPodAutoscaler,
  Job,
  Kind,
  Kinds,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
} from './kinds.ts';
import { isFinished, podState } from './pod-state.ts';
import type { SubjectState } from './report.ts';

type StateOf<K extends Kind> = (object: Kinds[K], now: Date) => SubjectState;

const states: { readonly [K in Kind]?: StateOf<K> } = {
  pod: podState,
  deployment: deploymentState,
  replicaset: (object) => replicaState(object.spec?.replicas ?? 1, object.status?.readyReplicas ?? 0),
  replicationcontroller: (object) => replicaState(object.spec?.replicas ?? 1, object.status?.readyReplicas ?? 0),
  statefulset: statefulSetState,
  daemonset: daemonSetState,
  job: jobState,
  cronjob: (object: CronJob) => ({ condition: 'ok', status: object.spec?.suspend ? 'Suspended' : 'Active' }),
  horizontalpodautoscaler: autoscalerState,
  persistentvolumeclaim: claimState,
  persistentvolume: (object: PersistentVolume) => ({
    condition: object.status?.phase === 'Failed' ? 'failing' : 'ok',
    status: object.status?.phase ?? 'Pending',
  }),
  node: nodeState,
};
/** How long a new object may take until its controller has reacted: milliseconds. */
const patience = 60_000;

/**
 * What the object shows of itself; null for kinds whose own status says nothing.
 * A workload that lacks ready pods is still on its way where its `pods` are known, some of them are starting and none fails.
 */
export function subjectState(kind: Kind, object: AnyObject, now: Date, pods?: readonly Pod[]): SubjectState | null {
  const stateOf = states[kind] as ((object: AnyObject, now: Date) => SubjectState) | undefined;
  const state = stateOf?.(object, now) ?? null;
  if (state?.condition !== 'failing' || !pods) return state;
  const conditions = pods.filter((pod) => !isFinished(pod)).map((pod) => podState(pod, now).condition);
  const onItsWay = conditions.includes('progressing') && !conditions.includes('failing');
  return onItsWay ? { ...state, condition: 'progressing' } : state;
}

function isYoung({ metadata }: Deployment | StatefulSet | DaemonSet | Job, now: Date): boolean {
  return now.getTime() - Date.parse(metadata?.creationTimestamp ?? '') < patience;
}

function replicaState(wanted: number, ready: number, progressing = false): SubjectState {
  const condition = ready >= wanted ? 'ok' : progressing ? 'progressing' : 'failing';
  return { condition, status: `${ready}/${wanted} ready` };
}

function deploymentState(object: Deployment, now: Date): SubjectState {
  const wanted = object.spec?.replicas ?? 1;
  const { readyReplicas = 0, updatedReplicas = 0, observedGeneration = 0, conditions = [] } = object.status ?? {};
  const behind = observedGeneration < (object.metadata?.generation ?? 0);
  const progressing = conditions.find(({ type }) => type === 'Progressing');
  const moved = Date.parse(progressing?.lastUpdateTime ?? '');
  const rolling = progressing ? progressing.status === 'True' && now.getTime() - moved < patience : isYoung(object, now);
  const state = replicaState(wanted, readyReplicas, rolling);
  return state.condition === 'ok' && (behind || updatedReplicas < wanted) ? { ...state, condition: rolling ? 'progressing' : 'failing' } : state;
}

function statefulSetState(object: StatefulSet, now: Date): SubjectState {
  const { readyReplicas = 0, updateRevision, currentRevision, updatedReplicas = 0 } = object.status ?? {};
  const wanted = object.spec?.replicas ?? 1;
  const state = replicaState(wanted, readyReplicas, isYoung(object, now));
  const rolling = updateRevision !== currentRevision && updatedReplicas < wanted && object.spec?.updateStrategy?.type !== 'OnDelete';
  return state.condition === 'ok' && rolling ? { ...state, condition: 'progressing' } : state;
}

function daemonSetState(object: DaemonSet, now: Date): SubjectState {
  const { desiredNumberScheduled = 0, numberReady = 0 } = object.status ?? {};
  return replicaState(desiredNumberScheduled, numberReady, isYoung(object, now));
}

function jobState(object: Job, now: Date): SubjectState {
  const done = (type: string) => object.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
  if (done('Failed')) return { condition: 'failing', status: 'Failed' };
  if (done('Complete')) return { condition: 'finished', status: 'Complete' };
  if (done('Suspended')) return { condition: 'ok', status: 'Suspended' };
  const { failed = 0, active = 0, startTime } = object.status ?? {};
  const idle = active === 0 && !isYoung(object, now) && now.getTime() - Date.parse(startTime ?? '') > patience;
  return { condition: failed > 0 || idle ? 'failing' : 'progressing', status: 'Running' };
}

function autoscalerState(object: HorizontalPodAutoscaler, now: Date): SubjectState {
  const bad = (object.status?.conditions ?? []).find(
    ({ type, status, reason }) => (type === 'AbleToScale' || type === 'ScalingActive') && status === 'False' && reason !== 'ScalingDisabled',
  );
  const { currentReplicas = 0 } = object.status ?? {};
  // metrics of new pods take a minute to come
  const fresh = now.getTime() - Date.parse(bad?.lastTransitionTime ?? '') < patience;
  return bad
    ? { condition: fresh ? 'progressing' : 'failing', status: bad.reason ?? bad.type }
    : { condition: 'ok', status: `${currentReplicas}/${object.spec?.maxReplicas ?? '?'} replicas` };
}

function claimState(object: PersistentVolumeClaim, now: Date): SubjectState {
  const phase = object.status?.phase ?? 'Pending';
  const deleted = Date.parse(object.metadata?.deletionTimestamp ?? '');
  if (now.getTime() - deleted > patience) return { condition: 'failing', status: 'Terminating' };
  const young = now.getTime() - Date.parse(object.metadata?.creationTimestamp ?? '') < 30_000;
  return { condition: phase === 'Bound' ? 'ok' : young && phase === 'Pending' ? 'progressing' : 'failing', status: phase };
}

function nodeState(object: Node): SubjectState {
  const ready = object.status?.conditions?.find(({ type }) => type === 'Ready');
  const status = ready?.status === 'True' ? 'Ready' : ready?.status === 'Unknown' ? 'NotReady (Unknown)' : 'NotReady';
  return { condition: ready?.status === 'True' ? 'ok' : 'failing', status: object.spec?.unschedulable ? `${status},SchedulingDisabled` : status };
}
