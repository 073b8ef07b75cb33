import type { Change } from '../changes/change.ts';
import type { HorizontalPodAutoscaler, PodTemplateSpec, Service } from '../kinds.ts';
import { kindNames } from '../kinds.ts';
import { containersOf } from '../pod-containers.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { matchesMap } from '../selector.ts';
import type { ReadObjects } from './ask-changes.ts';

/**
 * Is a change about the target? Of a workload that is the workload and its pods, the ConfigMaps and claims that its template names, the
 * Services that pick its pods, what scales it, and the nodes that its pods run on. No target: everything.
 */
export function belongingTo(target: Ref | null, nodes: ReadonlySet<string>, read: ReadObjects): (change: Change) => boolean {
  if (!target) return ({ ref }) => ref.kind !== 'node' || nodes.has(ref.name);
  if (target.kind === 'node') return ({ ref }) => refKey(ref) === refKey(target);
  const template = templateOf(target, read);
  const named = new Set([refKey(target), ...(template ? namedBy(template, target.namespace) : [])]);
  const written = (kind: string) => read.written.find(([one]) => one === kind)?.[1] ?? [];
  for (const service of written('service') as readonly Service[])
    if (template && picks(service, template)) named.add(refKey(refOf('service', service)));
  for (const one of written('horizontalpodautoscaler') as readonly HorizontalPodAutoscaler[])
    if (scales(one, target)) named.add(refKey(refOf('horizontalpodautoscaler', one)));
  return ({ ref }) => named.has(refKey(ref)) || (ref.kind === 'node' && nodes.has(ref.name)) || isPart(ref, target);
}

function templateOf(
  { kind, name, namespace }: Ref,
  { deployments, statefulSets, daemonSets, replicaSets }: ReadObjects,
): PodTemplateSpec | undefined {
  const lists = { deployment: deployments, statefulset: statefulSets, daemonset: daemonSets, replicaset: replicaSets } as const;
  const list = lists[kind as keyof typeof lists] ?? [];
  return list.find(({ metadata }) => metadata?.name === name && metadata.namespace === namespace)?.spec?.template;
}

function namedBy({ spec }: PodTemplateSpec, namespace: string | undefined): string[] {
  const key = (kind: 'configmap' | 'persistentvolumeclaim') => (name: string | undefined) =>
    name ? [refKey({ kind, name, ...(namespace ? { namespace } : {}) })] : [];
  const [configMap, claim] = [key('configmap'), key('persistentvolumeclaim')];
  const containers = containersOf(spec);
  return [
    ...containers.flatMap(({ envFrom = [], env = [] }) => [
      ...envFrom.flatMap(({ configMapRef }) => configMap(configMapRef?.name)),
      ...env.flatMap(({ valueFrom }) => configMap(valueFrom?.configMapKeyRef?.name)),
    ]),
    ...(spec?.volumes ?? []).flatMap((volume) => [
      ...configMap(volume.configMap?.name),
      ...(volume.projected?.sources ?? []).flatMap((source) => configMap(source.configMap?.name)),
      ...claim(volume.persistentVolumeClaim?.claimName),
    ]),
  ];
}

function picks({ spec }: Service, { metadata }: PodTemplateSpec): boolean {
  const selector = spec?.selector ?? {};
  return Object.keys(selector).length > 0 && matchesMap(selector, metadata?.labels ?? {});
}

function scales({ spec }: HorizontalPodAutoscaler, { kind, name }: Ref): boolean {
  return spec?.scaleTargetRef.kind === kindNames[kind] && spec.scaleTargetRef.name === name;
}

/** A pod or Job that is named after the target: gone ones live on in events only. */
function isPart(ref: Ref, target: Ref): boolean {
  return ['pod', 'replicaset', 'job'].includes(ref.kind) && ref.namespace === target.namespace && ref.name.startsWith(`${target.name}-`);
}
