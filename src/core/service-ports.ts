import type { Pod, Service } from './kinds.ts';

type ServicePort = NonNullable<NonNullable<Service['spec']>['ports']>[number];

export interface DeclaredPort {
  readonly container: string;
  readonly name: string | null;
  readonly port: number;
  readonly protocol: string;
  /** The field's path in the pod. */
  readonly path: string;
}

/** The ports that a pod's containers declare, side-cars (restartable init containers) included. Declaring is optional. */
export function declaredPorts(pod: Pick<Pod, 'spec'>): DeclaredPort[] {
  const sidecars = (pod.spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  const lists = [
    ['containers', pod.spec?.containers ?? []],
    ['initContainers', sidecars],
  ] as const;
  return lists.flatMap(([list, containers]) =>
    containers.flatMap(({ name: container, ports = [] }) =>
      ports.map(({ name, containerPort, protocol }) => ({
        container,
        name: name ?? null,
        port: containerPort,
        protocol: protocol ?? 'TCP',
        path: `spec.${list}[name=${container}].ports`,
      })),
    ),
  );
}

/** What a Service port sends to: its `targetPort`, or the same number. */
export function targetOf({ targetPort, port }: ServicePort): number | string {
  return targetPort ?? port;
}

/**
 * The port's number on that pod; null where it is a name that no container declares for that protocol. A number is taken as it is:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/endpointslice/utils.go (FindPort)
 */
export function findPort(pod: Pick<Pod, 'spec'>, port: ServicePort): number | null {
  const target = targetOf(port);
  if (typeof target === 'number') return target;
  const protocol = port.protocol ?? 'TCP';
  return declaredPorts(pod).find(({ name, protocol: own }) => name === target && own === protocol)?.port ?? null;
}

/** `80/TCP`, or `http (80/TCP)`. */
export function portText({ name, port, protocol }: { readonly name?: string | null; readonly port: number; readonly protocol?: string }): string {
  const number = `${port}/${protocol ?? 'TCP'}`;
  return name ? `${name} (${number})` : number;
}

/** A port whose number no container declares, though they declare others; and no port of the Service fits. Declaring is optional: a hint, not a proof. */
export function undeclaredTargets(service: Service, pods: readonly Pod[]): ServicePort[] {
  const ports = service.spec?.ports ?? [];
  const declared = pods.flatMap((pod) => declaredPorts(pod));
  const fits = (port: ServicePort) => pods.some((pod) => declaredPorts(pod).some((own) => own.port === findPort(pod, port)));
  if (declared.length === 0 || ports.some(fits)) return [];
  return ports.filter((port) => typeof targetOf(port) === 'number');
}
