import {
  configMapMentions,
  configMapsOf,
  type Dependency,
  isExplicit,
  logMentions,
  type PlacedMention,
  specMentions,
  toDependencies,
} from '../../core/dependencies.ts';
import type { ConfigMap, Pod, Service } from '../../core/kinds.ts';
import { isReadFailure } from '../../core/read-failure.ts';
import type { Reader } from '../../core/reader.ts';
import { type Ref, refOf } from '../../core/ref.ts';
import { type Collector, type Context, namespaceOf, orElse } from './collector.ts';
import { logs, previousLogs } from './pod-logs.ts';

/** At most: look-ups beyond the pod's own namespace, and ConfigMaps. */
const most = { lookups: 4, configMaps: 4 } as const;

/** Services that the environment and arguments name. */
export const dependencies: Collector<'pod', readonly Dependency[]> = {
  reads: ['service'],
  collect: (context) => resolve(context, specMentions(context.subject, context.ref)),
};

/** Services that the pod's ConfigMaps name. */
export const configuredDependencies: Collector<'pod', readonly Dependency[]> = {
  reads: ['service', 'configmap'],
  async collect(context) {
    const names = configMapsOf(context.subject).slice(0, most.configMaps);
    const read = names.map((name) => orElse(context.reader.get('configmap', name, namespaceOf(context.ref)), null, 'not-found'));
    const configMaps = (await Promise.all(read)).filter((object): object is ConfigMap => object !== null);
    return resolve(context, configMapMentions(configMaps));
  },
};

/** Services that the logs name. */
export const loggedDependencies: Collector<'pod', readonly Dependency[]> = {
  reads: ['service', 'pods/log'],
  async collect(context) {
    const [now, before] = await Promise.all([logs.collect(context), previousLogs.collect(context)]);
    return resolve(context, [...logMentions(now, false, context.ref), ...logMentions(before, true, context.ref)]);
  },
};

async function resolve({ reader, ref, subject }: Context<'pod'>, mentions: readonly PlacedMention[]): Promise<readonly Dependency[]> {
  if (mentions.length === 0) return [];
  const services = await reader.list('service', { namespace: namespaceOf(ref) });
  const found = toDependencies(mentions, subject, services);
  const open = found.filter(({ object }) => object === null).slice(0, most.lookups);
  const looked = await Promise.all(open.map((one) => lookElsewhere(reader, subject, one)));
  return found.flatMap((one) => {
    const index = open.indexOf(one);
    return index === -1 ? (one.object === null ? [] : [one]) : (looked[index] ?? []);
  });
}

/** The Service in the namespace that was said, or others of its name. Nothing: `name.namespace` that is no Service is a name of the outside world. */
async function lookElsewhere(reader: Reader, pod: Pod, one: Dependency): Promise<Dependency | []> {
  const { name, namespace } = one.service;
  if (namespace !== pod.metadata?.namespace) {
    const object = await orElse<Service, null>(reader.get('service', name, namespace), null, 'not-found');
    if (object) return { ...one, object };
    if (!isExplicit(one.host) && !one.unresolved) return [];
  }
  const elsewhere = await sameName(reader, one.service);
  const isOurs = namespace === pod.metadata?.namespace || isExplicit(one.host) || elsewhere.length > 0;
  return isOurs ? { ...one, elsewhere } : [];
}

/** Only for advice: what may not be looked at elsewhere takes nothing from the answer. */
async function sameName(reader: Reader, { name, namespace }: Ref): Promise<readonly Ref[]> {
  try {
    const found = await reader.list('service', { fieldSelector: `metadata.name=${name}` });
    return found.filter(({ metadata }) => metadata?.namespace !== namespace).map((service) => refOf('service', service));
  } catch (error) {
    if (isReadFailure(error)) return [];
    throw error;
  }
}
