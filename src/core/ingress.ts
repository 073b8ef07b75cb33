import type { Ingress, IngressClass, Service } from './kinds.ts';
import { namespaceFlag, type Ref } from './ref.ts';
import { sh } from './shell.ts';

type Backend = NonNullable<NonNullable<Ingress['spec']>['defaultBackend']>;

/** One place that an Ingress sends requests to: a Service and its port. */
export interface IngressBackend {
  /** `shop.example/cart`, `*` for any host; null: the default backend. */
  readonly route: string | null;
  readonly service: string;
  /** Number or name; null where none is said. */
  readonly port: number | string | null;
  /** Path of the field that names the Service. */
  readonly path: string;
}

/** Where an Ingress sends requests. Backends that are no Service (`resource`) are left out. */
export function backendsOfIngress({ spec }: Ingress): IngressBackend[] {
  const byRule = (spec?.rules ?? []).flatMap(({ host, http }, rule) =>
    (http?.paths ?? []).flatMap(({ path, backend }, index) =>
      serviceOf(backend, `${host ?? '*'}${path ?? ''}`, `spec.rules[${rule}].http.paths[${index}].backend`),
    ),
  );
  return [...(spec?.defaultBackend ? serviceOf(spec.defaultBackend, null, 'spec.defaultBackend') : []), ...byRule];
}

function serviceOf({ service }: Backend, route: string | null, path: string): IngressBackend[] {
  return service ? [{ route, service: service.name, port: service.port?.number ?? service.port?.name ?? null, path: `${path}.service` }] : [];
}

/** Has the Service the port that the Ingress names, by number or by name? An ExternalName has none of its own. */
export function hasPort({ spec }: Service, port: number | string | null): boolean {
  if (port === null || spec?.type === 'ExternalName') return true;
  return (spec?.ports ?? []).some((one) => (typeof port === 'number' ? one.port === port : one.name === port));
}

const legacy = 'kubernetes.io/ingress.class';
const defaultClass = 'ingressclass.kubernetes.io/is-default-class';

/** The class that an Ingress asks for; `annotation`: in the old way, which needs no IngressClass. */
export function classOf({ metadata, spec }: Ingress): { readonly name: string; readonly annotation: boolean } | null {
  if (spec?.ingressClassName) return { name: spec.ingressClassName, annotation: false };
  const name = metadata?.annotations?.[legacy];
  return name ? { name, annotation: true } : null;
}

/** The class that new Ingresses get where they name none. */
export function isDefaultClass({ metadata }: IngressClass): boolean {
  return metadata?.annotations?.[defaultClass] === 'true';
}

/** A controller has written an address into the Ingress: so somebody takes it. */
export function hasAddress({ status }: Ingress): boolean {
  return (status?.loadBalancer?.ingress ?? []).some(({ ip, hostname }) => Boolean(ip || hostname));
}

/** The command that replaces a field of one backend; `path` is the backend's own: `spec.rules[0].http.paths[0].backend.service`. */
export function backendPatch(ref: Ref, path: string, field: 'name' | 'port', value: string | { readonly number: number }): string {
  const pointer = `/${path.replaceAll(/\[(\d+)\]/g, '.$1').replaceAll('.', '/')}/${field}`;
  return `${sh`kubectl patch ingress ${ref.name} --type=json -p ${JSON.stringify([{ op: 'replace', path: pointer, value }])}`}${namespaceFlag(ref)}`;
}
