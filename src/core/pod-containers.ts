import type { Container, Pod, PodTemplateSpec } from './kinds.ts';

/** The containers of a pod or template, its init containers last. */
export function containersOf(spec: PodTemplateSpec['spec']): readonly Container[] {
  return [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
}

/** The container of that name in the pod's spec: init or other. */
export function specOf(pod: Pod, name: string): Container | undefined {
  return containersOf(pod.spec).find((container) => container.name === name);
}

/** Runs beside the others although it is an init container. */
export function isSidecar(container: Container | undefined): boolean {
  return container?.restartPolicy === 'Always';
}

/** `spec.containers[name=web]`, or of `initContainers`. */
export function specPath(pod: Pod, name: string): string {
  const init = pod.spec?.initContainers?.some((container) => container.name === name);
  return `spec.${init ? 'initContainers' : 'containers'}[name=${name}]`;
}

/** The volume mount that a path of a container lies in, the nearest above it. */
export function mountAbove(container: Container | undefined, path: string): NonNullable<Container['volumeMounts']>[number] | undefined {
  const [nearest] = (container?.volumeMounts ?? [])
    .filter(({ mountPath }) => path === mountPath || path.startsWith(`${mountPath.replace(/\/$/, '')}/`))
    .toSorted((a, b) => b.mountPath.length - a.mountPath.length);
  return nearest;
}
