import type { DnsLoad, Named, NameLookups } from '../../core/evidence.ts';
import { failedLookups } from '../../core/name-lookups.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { parseQuantity } from '../../core/quantity.ts';
import { systemComponent } from '../../core/system-component.ts';
import { type Collector, namespaceOf, orElse } from './collector.ts';
import { logs, previousLogs } from './pod-logs.ts';

/** Look-ups that the logs say failed, with the Services of the cluster's DNS; null where the logs say no such thing. */
export const nameLookups: Collector<'pod', NameLookups | null> = {
  reads: ['pods/log', 'service'],
  async collect(context) {
    const [now, before] = await Promise.all([logs.collect(context), previousLogs.collect(context)]);
    const failed = failedLookups(now, before);
    if (failed.length === 0) return null;
    const services = await context.reader.list('service', { namespace: 'kube-system' });
    return { failed, dnsServices: services.filter((service) => systemComponent(service) === 'dns') };
  },
};

/** The Corefile that a pod of the cluster's DNS mounts. */
export const corefile: Collector<'pod', Named<string> | null> = {
  reads: ['configmap'],
  async collect({ reader, ref, subject }) {
    if (systemComponent(subject) !== 'dns') return null;
    const mounted = (subject.spec?.volumes ?? []).find(
      ({ configMap }) => configMap && (configMap.items ?? []).every(({ key }) => key === 'Corefile'),
    );
    const name = mounted?.configMap?.name;
    if (!name) return null;
    const found = await orElse(reader.get('configmap', name, namespaceOf(ref)), null, 'not-found');
    const text = found?.data?.Corefile;
    return text === undefined ? null : { name, object: text };
  },
};

/** From here on memory is short: nine tenths of the limit. */
const nearLimit = 0.9;

/** Counts what DNS has to remember, only where its memory is or was short. */
export const dnsLoad: Collector<'pod', DnsLoad | null> = {
  reads: ['podmetrics', 'pod', 'service'],
  async collect({ reader, ref, subject }) {
    const killed = containerStatuses(subject).some(({ state, lastState }) =>
      [state, lastState].some((one) => one?.terminated?.reason === 'OOMKilled'),
    );
    const usage = await orElse(reader.get('podmetrics', ref.name, namespaceOf(ref)), null, 'not-found', 'not-served', 'server-error', 'timeout');
    const used = usage ? usage.containers.reduce((sum, one) => sum + parseQuantity(one.usage.memory ?? '0'), 0) : null;
    const limit = (subject.spec?.containers ?? []).reduce((sum, one) => sum + parseQuantity(one.resources?.limits?.memory ?? '0'), 0);
    if (!killed && !(used !== null && limit > 0 && used >= limit * nearLimit)) return null;
    const [pods, services] = await Promise.all([reader.list('pod', { metadataOnly: true }), reader.list('service', { metadataOnly: true })]);
    return { pods: pods.length, services: services.length, used };
  },
};
