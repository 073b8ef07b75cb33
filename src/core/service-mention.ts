import type { Service } from './kinds.ts';
import type { Ref } from './ref.ts';
import { similarNames } from './similar-names.ts';

/** A host that a log line or a variable names, as far as it is a Service. */
export interface ServiceMention {
  readonly host: string;
  readonly service: Ref;
  /** null: it would be in another namespace, which was not looked at. */
  readonly exists: boolean | null;
  /** Services of the namespace with a name like it, where it does not exist. */
  readonly near: readonly string[];
}

const local = /^(localhost|127(\.\d{1,3}){3}|::1|0\.0\.0\.0)$/;
const publicDomains = /^(com|net|org|io|dev|app|cloud|gov|edu|info|biz|co|kr|jp|uk|de|local|internal|lan|corp|home)$/;

/** Inside a pod this is the pod itself. */
export function isLocalHost(host: string): boolean {
  return local.test(host);
}

/** The Service that a host name or address stands for; null for what cannot be one: public names, addresses of nobody here, the pod itself. */
export function serviceMention(host: string, namespace: string, services: readonly Service[]): ServiceMention | null {
  const clean = host.toLowerCase().replace(/\.$/, '');
  if (clean === '' || isLocalHost(clean)) return null;
  if (/^[\d.]+$|:/.test(clean)) return byAddress(clean, namespace, services);
  const labels = clean.split('.');
  const mark = labels.indexOf('svc');
  if (mark >= 2) return named(clean, labels[mark - 2] as string, labels[mark - 1] as string, namespace, services);
  if (labels.length === 1) return named(clean, clean, namespace, namespace, services);
  if (labels.length !== 2) return null;
  const [first, second] = labels as [string, string];
  // `db-0.db`: a pod behind its headless Service
  if (services.some(({ metadata }) => metadata?.name === second)) return named(clean, second, namespace, namespace, services);
  return publicDomains.test(second) ? null : named(clean, first, second, namespace, services);
}

function named(host: string, name: string, where: string, own: string, services: readonly Service[]): ServiceMention | null {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return null;
  const service: Ref = { kind: 'service', name, namespace: where };
  if (where !== own) return { host, service, exists: null, near: [] };
  const names = services.map(({ metadata }) => metadata?.name ?? '');
  const exists = names.includes(name);
  return { host, service, exists, near: exists ? [] : similarNames(name, names) };
}

function byAddress(address: string, namespace: string, services: readonly Service[]): ServiceMention | null {
  const found = services.find(({ spec, status }) => {
    const balanced = status?.loadBalancer?.ingress?.map(({ ip }) => ip) ?? [];
    return [spec?.clusterIP, ...(spec?.clusterIPs ?? []), ...(spec?.externalIPs ?? []), ...balanced].includes(address);
  });
  return found ? { host: address, service: { kind: 'service', name: found.metadata?.name ?? '', namespace }, exists: true, near: [] } : null;
}
