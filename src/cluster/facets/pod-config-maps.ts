import type { Pod } from '../../core/kinds.ts';

/** The names of the ConfigMaps that a pod's containers and volumes name, each once. */
export function configMapNames(pod: Pod): string[] {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const fromEnv = containers.flatMap(({ env = [], envFrom = [] }) => [
    ...env.map(({ valueFrom }) => valueFrom?.configMapKeyRef?.name),
    ...envFrom.map(({ configMapRef }) => configMapRef?.name),
  ]);
  const fromVolumes = (pod.spec?.volumes ?? []).flatMap(({ configMap, projected }) => [
    configMap?.name,
    ...(projected?.sources ?? []).map((source) => source.configMap?.name),
  ]);
  // every pod has this one, by its service account volume
  return [...new Set([...fromEnv, ...fromVolumes])].filter((name): name is string => name !== undefined && name !== 'kube-root-ca.crt');
}
