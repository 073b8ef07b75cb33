import type { Dependency } from '../../core/dependencies.ts';
import type { Ingress, Pod, Service } from '../../core/kinds.ts';
import { isReadFailure, ReadFailure } from '../../core/read-failure.ts';
import type { Reader } from '../../core/reader.ts';
import type { Ref } from '../../core/ref.ts';
import type { Gap } from '../../core/report.ts';
import { type AppPath, brokenLinks } from '../../core/trace/path.ts';
import { walkPath } from '../../core/trace/walk.ts';
import { type Collector, type Grant, namespaceOf } from './collector.ts';
import { configuredDependencies, dependencies, loggedDependencies } from './dependencies.ts';

const reads: readonly Grant[] = [
  'service',
  'pod',
  'endpointslice',
  'deployment',
  'statefulset',
  'daemonset',
  'configmap',
  'networkpolicy',
  'namespace',
  'ingressclass',
  'pods/log',
];
const collectors = { dependencies, configuredDependencies, loggedDependencies };

/** The walk from the subject to the last tier. Where nothing is broken as far as it could be seen, what could not be read is the answer. */
export const appPath: Collector<'service' | 'ingress', AppPath> = {
  reads,
  async collect({ reader, ref, subject, now }) {
    const path = await walkPath(ref, subject as Service | Ingress, {
      reader,
      now,
      dependenciesOf: (pod, own) => dependenciesOf(pod, own, reader, now),
    });
    const [gap] = path.gaps;
    if (gap && brokenLinks(path).length === 0) throw new ReadFailure(gap.why, `${gap.facet} of ${namespaceOf(gap.subject)}`, gap.detail);
    return path;
  },
};

async function dependenciesOf(subject: Pod, ref: Ref, reader: Reader, now: Date) {
  const gaps: Gap[] = [];
  const found = await Promise.all(
    Object.entries(collectors).map(async ([facet, collector]): Promise<readonly Dependency[]> => {
      try {
        return await collector.collect({ reader, ref, subject, now });
      } catch (error) {
        if (!isReadFailure(error)) throw error;
        gaps.push({ facet, subject: ref, why: error.code, detail: error.message });
        return [];
      }
    }),
  );
  return { found: found.flat(), gaps };
}
