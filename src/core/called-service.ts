import { specMentions, toDependencies } from './dependencies.ts';
import type { Pod, Service } from './kinds.ts';
import type { LogMatch } from './log-signature.ts';
import type { Ref } from './ref.ts';
import { isLocalHost, serviceMention } from './service-mention.ts';

/** The Service that a failed call was meant for, as facts hold it. */
export type CalledService = {
  readonly name: string;
  readonly namespace: string;
  /** null: in another namespace, which was not looked at. */
  readonly exists: boolean | null;
  /** The variable that names it, where the log does not. */
  readonly variable: string | null;
  readonly near: readonly string[];
  /** What it is only another name for. Absent in reports of older versions. */
  readonly alias?: string | null;
};

export interface Call {
  readonly service: CalledService | null;
  /** It calls the pod itself. */
  readonly local: boolean;
}

/** Whom a program could not reach: as its log says, or, where that names nobody, as the one Service that its environment names. */
export function calledService(
  { signature, captures }: LogMatch,
  container: string,
  pod: Pod,
  ref: Ref,
  services: readonly Service[] | undefined,
): Call {
  const { host } = captures;
  if (!signature.callsOut || !services) return { service: null, local: false };
  if (host && isLocalHost(host)) return { service: null, local: true };
  const namespace = ref.namespace ?? 'default';
  if (host) {
    const mention = serviceMention(host, namespace, services);
    if (!mention) return { service: null, local: false };
    const alias = aliasOf(mention.service, services);
    return { service: { ...nameOf(mention.service), exists: mention.exists, variable: null, near: mention.near, alias }, local: false };
  }
  const own = toDependencies(specMentions(pod, ref), pod, services).filter(({ place }) => place.container === container);
  const [only, ...others] = own;
  if (!only || others.length > 0) return { service: null, local: false };
  const exists = only.object ? true : only.service.namespace === namespace ? false : null;
  const alias = aliasOf(only.service, services);
  return { service: { ...nameOf(only.service), exists, variable: only.place.name, near: only.near, alias }, local: false };
}

/** Of a Service of type ExternalName: DNS answers with that name, and whether it exists is not the cluster's affair. */
function aliasOf({ name, namespace }: Ref, services: readonly Service[]): string | null {
  const found = services.find(({ metadata }) => metadata?.name === name && (metadata.namespace ?? namespace) === namespace);
  return found?.spec?.type === 'ExternalName' ? (found.spec.externalName ?? null) : null;
}

function nameOf({ name, namespace = 'default' }: Ref) {
  return { name, namespace };
}
