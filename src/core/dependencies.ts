import type { ContainerLog } from './evidence.ts';
import { type HostMention, hostsIn, hostsInVariable, unresolvedHosts } from './hosts-in-text.ts';
import type { ConfigMap, Container, Pod, Service } from './kinds.ts';
import { type Ref, refKey } from './ref.ts';
import { serviceMention } from './service-mention.ts';

/** Where a host was read. */
export interface MentionPlace {
  readonly kind: 'env' | 'args' | 'configmap' | 'log';
  /** The object that holds it: the pod, or a ConfigMap. */
  readonly ref: Ref;
  /** Field path, or `log web (previous)`. */
  readonly path: string;
  /** The variable or key; null for arguments and logs. */
  readonly name: string | null;
  readonly container: string | null;
  /** What was read: the value, or the line of text. */
  readonly text: string;
}

/** A host in its place. `unresolved`: a log says that the look-up of the name failed. */
export interface PlacedMention extends HostMention {
  readonly place: MentionPlace;
  readonly unresolved: boolean;
}

/** Something that a pod names and that is, or ought to be, a Service. */
export interface Dependency extends PlacedMention {
  readonly service: Ref;
  /** null: there is no Service of that name. */
  readonly object: Service | null;
  /** Services of the namespace with a name like it, where there is none. */
  readonly near: readonly string[];
  /** Where there is none: Services of the same name in other namespaces. */
  readonly elsewhere: readonly Ref[];
}

const longestText = 20_000;

/** Hosts that a pod's environment and arguments name. */
export function specMentions(pod: Pod, ref: Ref): PlacedMention[] {
  const lists = [
    ['initContainers', pod.spec?.initContainers ?? []],
    ['containers', pod.spec?.containers ?? []],
  ] as const;
  return lists.flatMap(([list, containers]) =>
    containers.flatMap((container, index) => [
      ...envMentions(container, ref, `spec.${list}[name=${container.name}]`),
      ...argMentions(container, ref, `spec.${list}[${index}]`),
    ]),
  );
}

function envMentions({ name: container, env = [] }: Container, ref: Ref, path: string): PlacedMention[] {
  return env.flatMap(({ name, value }) =>
    hostsInVariable(name, value ?? '').map(({ host, port }) => ({
      host,
      port: port ?? pairedPort(name, env),
      unresolved: false,
      place: { kind: 'env' as const, ref, path: `${path}.env[name=${name}].value`, name, container, text: value ?? '' },
    })),
  );
}

/** `DB_PORT` beside `DB_HOST`. */
function pairedPort(name: string, env: readonly { readonly name: string; readonly value?: string }[]): number | null {
  const prefix = /^(.*?)_?(?:HOST|HOSTNAME|ADDR|ADDRESS|SERVER|SERVICE)$/i.exec(name)?.[1];
  if (prefix === undefined) return null;
  const port = env.find((other) => other.name.toUpperCase() === `${prefix}_PORT`.replace(/^_/, '').toUpperCase())?.value;
  return port && /^\d{1,5}$/.test(port) ? Number(port) : null;
}

function argMentions({ name: container, command = [], args = [] }: Container, ref: Ref, path: string): PlacedMention[] {
  return (['command', 'args'] as const).flatMap((field) => {
    const words = field === 'command' ? command : args;
    // one flag and its value may be two words: `--db-host`, `orders-db`
    return hostsIn(words.join(' ').slice(0, longestText)).map((mention) => {
      const index = words.findIndex((word) => word.toLowerCase().includes(mention.host));
      const place = { kind: 'args' as const, ref, path: `${path}.${field}[${index}]`, name: null, container, text: words[index] ?? '' };
      return { ...mention, unresolved: false, place };
    });
  });
}

/** The ConfigMaps that a pod takes variables or files from. */
export function configMapsOf(pod: Pod): string[] {
  const containers = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])];
  const fromEnv = containers.flatMap(({ env = [], envFrom = [] }) => [
    ...env.flatMap(({ valueFrom }) => valueFrom?.configMapKeyRef?.name ?? []),
    ...envFrom.flatMap(({ configMapRef }) => configMapRef?.name ?? []),
  ]);
  const fromVolumes = (pod.spec?.volumes ?? []).flatMap(({ configMap, projected }) => [
    ...(configMap?.name ? [configMap.name] : []),
    ...(projected?.sources ?? []).flatMap(({ configMap }) => configMap?.name ?? []),
  ]);
  return [...new Set([...fromEnv, ...fromVolumes])].filter((name) => name !== 'kube-root-ca.crt');
}

/** Hosts that ConfigMaps name, in values that are variables and in files. */
export function configMapMentions(configMaps: readonly ConfigMap[]): PlacedMention[] {
  return configMaps.flatMap(({ metadata, data }) =>
    Object.entries(data ?? {}).flatMap(([key, value]) => {
      const text = value.slice(0, longestText);
      const mentions = text.includes('\n') ? hostsIn(text) : hostsInVariable(key, text);
      const ref: Ref = { kind: 'configmap', name: metadata?.name ?? '', namespace: metadata?.namespace ?? 'default' };
      return mentions.map(({ host, port }): PlacedMention => {
        const line = text.split('\n').find((one) => one.toLowerCase().includes(host)) ?? text;
        return {
          host,
          port,
          unresolved: false,
          place: { kind: 'configmap', ref, path: `data[${key}]`, name: key, container: null, text: line.trim() },
        };
      });
    }),
  );
}

/** Hosts that logs name; the newest line of each. */
export function logMentions(logs: readonly ContainerLog[], previous: boolean, ref: Ref): PlacedMention[] {
  const found = new Map<string, PlacedMention>();
  for (const { container, lines } of logs) {
    for (const raw of lines) {
      const text = raw.slice(0, 1_000);
      const failed = unresolvedHosts(text);
      const hosts: HostMention[] = [...failed.map((host) => ({ host, port: null })), ...hostsIn(text).filter(({ host }) => !failed.includes(host))];
      for (const { host, port } of hosts) {
        const earlier = found.get(host);
        if (earlier?.unresolved && !failed.includes(host)) continue;
        const place = { kind: 'log' as const, ref, path: `log ${container}${previous ? ' (previous)' : ''}`, name: null, container, text };
        found.set(host, { host, port: port ?? earlier?.port ?? null, unresolved: failed.includes(host), place });
      }
    }
  }
  return [...found.values()];
}

/**
 * The mentions that are Services, or ought to be. `services` are those of the pod's own namespace. A host in a log counts only if it is
 * a Service there (by name or address), is spelt `….svc`, or could not be resolved; names of the outside world are left out.
 */
export function toDependencies(mentions: readonly PlacedMention[], pod: Pod, services: readonly Service[]): Dependency[] {
  const namespace = pod.metadata?.namespace ?? 'default';
  const aliases = new Set((pod.spec?.hostAliases ?? []).flatMap(({ hostnames = [] }) => hostnames));
  const found = mentions.flatMap((mention): Dependency[] => {
    const read = aliases.has(mention.host) ? null : serviceMention(mention.host, namespace, services);
    if (!read) return [];
    const { service, near } = read;
    const object = read.exists ? (services.find(({ metadata }) => metadata?.name === service.name) ?? null) : null;
    const sure =
      object !== null ||
      isExplicit(mention.host) ||
      mention.unresolved ||
      (mention.place.kind !== 'log' && (read.exists === null || isHostLike(mention)));
    return sure ? [{ ...mention, service, object, near, elsewhere: [] }] : [];
  });
  return distinct(found);
}

/** Spelt so that it can be nothing but a Service's name. */
export function isExplicit(host: string): boolean {
  return host.split('.').indexOf('svc') >= 2;
}

/** A bare name whose look-up failed, of a Service that is in other namespaces only. */
export function isUnqualified({ host, object, unresolved, elsewhere }: Dependency): boolean {
  return unresolved && object === null && elsewhere.length > 0 && !host.includes('.');
}

/** Outside logs a bare word counts only where a host is meant: with a port, or in a variable. */
function isHostLike({ port, place }: PlacedMention): boolean {
  return port !== null || place.kind === 'env' || place.kind === 'args';
}

/** Once for each Service; a log that says what failed beats a plain mention. */
function distinct(dependencies: readonly Dependency[]): Dependency[] {
  const byService = new Map<string, Dependency>();
  for (const one of dependencies) {
    const key = refKey(one.service);
    const known = byService.get(key);
    if (!known || (one.unresolved && !known.unresolved)) byService.set(key, known ? { ...one, port: one.port ?? known.port } : one);
    else if (known.port === null && one.port !== null) byService.set(key, { ...known, port: one.port });
  }
  return [...byService.values()];
}
