import type { HorizontalPodAutoscaler, Job, Kinds } from '../../kinds.ts';
import { age, bool, type Columns, formatMap, since } from './column.ts';
import { formatDuration } from './duration.ts';

const count = (value: number | undefined) => String(value ?? 0);

export const deploymentColumns: Columns<'deployment'> = [
  ['READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 1}`],
  ['UP-TO-DATE', ({ status }) => count(status?.updatedReplicas)],
  ['AVAILABLE', ({ status }) => count(status?.availableReplicas)],
  age,
];

/** Of ReplicaSets and ReplicationControllers. */
export const replicaColumns: Columns<'replicaset'> & Columns<'replicationcontroller'> = [
  ['DESIRED', ({ spec }: Kinds['replicaset' | 'replicationcontroller']) => count(spec?.replicas)],
  ['CURRENT', ({ status }: Kinds['replicaset' | 'replicationcontroller']) => count(status?.replicas)],
  ['READY', ({ status }: Kinds['replicaset' | 'replicationcontroller']) => count(status?.readyReplicas)],
  age,
];

export const statefulSetColumns: Columns<'statefulset'> = [
  ['READY', ({ spec, status }) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 1}`],
  age,
];

export const daemonSetColumns: Columns<'daemonset'> = [
  ['DESIRED', ({ status }) => count(status?.desiredNumberScheduled)],
  ['CURRENT', ({ status }) => count(status?.currentNumberScheduled)],
  ['READY', ({ status }) => count(status?.numberReady)],
  ['UP-TO-DATE', ({ status }) => count(status?.updatedNumberScheduled)],
  ['AVAILABLE', ({ status }) => count(status?.numberAvailable)],
  ['NODE SELECTOR', ({ spec }) => formatMap(spec?.template.spec?.nodeSelector)],
  age,
];

export const jobColumns: Columns<'job'> = [['STATUS', jobStatus], ['COMPLETIONS', completions], ['DURATION', jobDuration], age];

function jobStatus({ status, metadata }: Job): string {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type && condition.status === 'True');
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (metadata?.deletionTimestamp) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

function completions({ spec, status }: Job): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration({ status }: Job, now: Date): string {
  if (!status?.startTime) return '';
  if (!status.completionTime) return since(status.startTime, now);
  return formatDuration(Date.parse(status.completionTime) - Date.parse(status.startTime));
}

export const cronJobColumns: Columns<'cronjob'> = [
  ['SCHEDULE', ({ spec }) => spec?.schedule ?? ''],
  ['TIMEZONE', ({ spec }) => spec?.timeZone ?? '<none>'],
  ['SUSPEND', ({ spec }) => bool(spec?.suspend, true)],
  ['ACTIVE', ({ status }) => String(status?.active?.length ?? 0)],
  ['LAST SCHEDULE', ({ status }, now) => (status?.lastScheduleTime ? since(status.lastScheduleTime, now) : '<none>')],
  age,
];

export const autoscalerColumns: Columns<'horizontalpodautoscaler'> = [
  ['REFERENCE', ({ spec }) => `${spec?.scaleTargetRef.kind}/${spec?.scaleTargetRef.name}`],
  ['TARGETS', targets],
  ['MINPODS', ({ spec }) => String(spec?.minReplicas ?? '<unset>')],
  ['MAXPODS', ({ spec }) => count(spec?.maxReplicas)],
  ['REPLICAS', ({ status }) => count(status?.currentReplicas)],
  age,
];

type Metric = NonNullable<NonNullable<HorizontalPodAutoscaler['spec']>['metrics']>[number];
type Value = { readonly averageValue?: string; readonly averageUtilization?: number; readonly value?: string };

function targets({ spec, status }: HorizontalPodAutoscaler): string {
  const metrics = spec?.metrics ?? [];
  if (metrics.length === 0) return '<none>';
  const all = metrics.map((metric, index) => target(metric, status?.currentMetrics?.[index]));
  return all.length > 2 ? `${all.slice(0, 2).join(', ')} + ${all.length - 2} more...` : all.join(', ');
}

function target(metric: Metric, current: Metric | object | undefined): string {
  const source = { Resource: 'resource', ContainerResource: 'containerResource', Pods: 'pods', Object: 'object', External: 'external' }[metric.type];
  const wanted = (metric as unknown as Readonly<Record<string, { readonly name?: string; readonly target?: Value }>>)[source ?? ''];
  const now = (current as Readonly<Record<string, { readonly current?: Value }>> | undefined)?.[source ?? '']?.current;
  const name = metric.type.endsWith('esource') ? `${wanted?.name}: ` : '';
  if (wanted?.target?.averageUtilization !== undefined) {
    return `${name}${now?.averageUtilization === undefined ? '<unknown>' : `${now.averageUtilization}%`}/${wanted.target.averageUtilization}%`;
  }
  if (wanted?.target?.averageValue !== undefined) {
    const average = metric.type === 'Object' || metric.type === 'External' ? ' (avg)' : '';
    return `${name}${now?.averageValue ?? '<unknown>'}/${wanted.target.averageValue}${average}`;
  }
  return `${name}${now?.value ?? '<unknown>'}/${wanted?.target?.value ?? '<auto>'}`;
}

export const budgetColumns: Columns<'poddisruptionbudget'> = [
  ['MIN AVAILABLE', ({ spec }) => String(spec?.minAvailable ?? 'N/A')],
  ['MAX UNAVAILABLE', ({ spec }) => String(spec?.maxUnavailable ?? 'N/A')],
  ['ALLOWED DISRUPTIONS', ({ status }) => count(status?.disruptionsAllowed)],
  age,
];

function controllerName(owner: { readonly apiVersion: string; readonly kind: string; readonly name: string } | undefined): string {
  if (!owner) return '<none>';
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : '';
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`;
}

export const revisionColumns: Columns<'controllerrevision'> = [
  ['CONTROLLER', ({ metadata }) => controllerName(metadata?.ownerReferences?.find(({ controller }) => controller))],
  ['REVISION', ({ revision }) => String(revision)],
  age,
];
