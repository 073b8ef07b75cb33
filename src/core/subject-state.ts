import type { AnyObject, CronJob, DaemonSet, Deployment, Job, Kind, Kinds, Node, PersistentVolumeClaim, StatefulSet } from './kinds.ts';
import { podState } from './pod-state.ts';
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
  persistentvolumeclaim: claimState,
  node: nodeState,
};

/** What the object shows of itself; null for kinds whose own status says nothing. */
export function subjectState(kind: Kind, object: AnyObject, now: Date): SubjectState | null {
  const state = states[kind] as ((object: AnyObject, now: Date) => SubjectState) | undefined;
  return state ? state(object, now) : null;
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
  const rolling = progressing?.status === 'True' && now.getTime() - moved < 60_000;
  const state = replicaState(wanted, readyReplicas, rolling);
  return state.condition === 'ok' && (behind || updatedReplicas < wanted) ? { ...state, condition: rolling ? 'progressing' : 'failing' } : state;
}

function statefulSetState(object: StatefulSet, now: Date): SubjectState {
  const { readyReplicas = 0, updateRevision, currentRevision, updatedReplicas = 0 } = object.status ?? {};
  const wanted = object.spec?.replicas ?? 1;
  const young = now.getTime() - Date.parse(object.metadata?.creationTimestamp ?? '') < 60_000;
  const state = replicaState(wanted, readyReplicas, young);
  const rolling = updateRevision !== currentRevision && updatedReplicas < wanted && object.spec?.updateStrategy?.type !== 'OnDelete';
  return state.condition === 'ok' && rolling ? { ...state, condition: 'progressing' } : state;
}

function daemonSetState(object: DaemonSet, now: Date): SubjectState {
  const { desiredNumberScheduled = 0, numberReady = 0 } = object.status ?? {};
  const young = now.getTime() - Date.parse(object.metadata?.creationTimestamp ?? '') < 60_000;
  return replicaState(desiredNumberScheduled, numberReady, young);
}

function jobState(object: Job): SubjectState {
  const done = (type: string) => object.status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
  if (done('Failed')) return { condition: 'failing', status: 'Failed' };
  if (done('Complete')) return { condition: 'finished', status: 'Complete' };
  if (done('Suspended')) return { condition: 'ok', status: 'Suspended' };
  return { condition: (object.status?.failed ?? 0) > 0 ? 'failing' : 'progressing', status: 'Running' };
}

function claimState(object: PersistentVolumeClaim, now: Date): SubjectState {
  const phase = object.status?.phase ?? 'Pending';
  const young = now.getTime() - Date.parse(object.metadata?.creationTimestamp ?? '') < 30_000;
  return { condition: phase === 'Bound' ? 'ok' : young && phase === 'Pending' ? 'progressing' : 'failing', status: phase };
}

function nodeState(object: Node): SubjectState {
  const ready = object.status?.conditions?.find(({ type }) => type === 'Ready');
  const status = ready?.status === 'True' ? 'Ready' : ready?.status === 'Unknown' ? 'NotReady (Unknown)' : 'NotReady';
  return { condition: ready?.status === 'True' ? 'ok' : 'failing', status: object.spec?.unschedulable ? `${status},SchedulingDisabled` : status };
}
