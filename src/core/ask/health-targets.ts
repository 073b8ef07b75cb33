import { areaSubjects, type SubjectQuery } from '../check-areas.ts';
import { addPod, addState, emptyPodSum, type PodSum, type StateSum } from '../health-counts.ts';
import type { EndpointSlice, Node, Pod, Service } from '../kinds.ts';
import type { ListOptions, ReadableKind } from '../reader.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import type { Gap, SubjectState } from '../report.ts';
import type { AskSession } from './clusters-port.ts';
import { orGap } from './or-gap.ts';

/** Something that may be broken: `why` is asked about it. */
export interface Suspect {
  readonly ref: Ref;
  /** What it or its pods show. */
  readonly status: string | null;
  readonly failingPods: number;
  /** RFC 3339: since when its pods wait to be started, where all that fail do just that. */
  readonly pendingSince: string | null;
}

/** What else is kept of each pod, while they are read anyway. */
export interface PodTally<S> {
  start(): S;
  add(sum: S, pod: Pod): void;
}

export interface HealthPicture<S = undefined> {
  /** null: could not be counted. */
  readonly pods: PodSum | null;
  /** What the tally kept; null: the pods could not be read, or there is no tally. */
  readonly tally: S | null;
  readonly nodes: readonly Node[] | null;
  /** The worst first. */
  readonly suspects: readonly Suspect[];
  readonly gaps: readonly Gap[];
}

const stateful = [
  'deployment',
  'statefulset',
  'daemonset',
  'job',
  'persistentvolumeclaim',
  'horizontalpodautoscaler',
] as const satisfies ReadableKind[];

/** Counts everything page by page, and keeps the names of what is not well. */
export async function lookAround<S = undefined>(session: AskSession, namespace: string | null, tally?: PodTally<S>): Promise<HealthPicture<S>> {
  const gaps: Gap[] = [];
  const scope: ListOptions = namespace ? { namespace } : {};
  const subject: Ref = namespace ? { kind: 'namespace', name: namespace } : { kind: 'cluster', name: session.name };
  const tried = orGap(gaps, subject);
  const { reader, now } = session;
  const countKind = (kind: (typeof stateful)[number]) =>
    tried(
      kind,
      reader.fold(
        kind,
        scope,
        (): StateSum => ({ total: 0, failing: [] }),
        (sum, object) => addState(sum, kind, object, now),
      ),
    );
  const [counted, nodes, idle, ingresses, ...states] = await Promise.all([
    tried(
      'pod',
      reader.fold(
        'pod',
        scope,
        () => ({ pods: emptyPodSum(), tally: tally?.start() ?? null }),
        (sum, pod) => {
          addPod(sum.pods, pod, now);
          if (sum.tally !== null) tally?.add(sum.tally, pod);
        },
      ),
    ),
    namespace ? null : tried('node', reader.list('node')),
    unservedServices(session, scope, tried),
    tried(
      'ingress',
      reader.fold(
        'ingress',
        scope,
        (): Ref[] => [],
        (refs, ingress) => void refs.push(refOf('ingress', ingress)),
      ),
    ),
    ...stateful.map(countKind),
  ]);
  const failing = states.flatMap((sum) => sum?.failing ?? []);
  const pods = counted?.pods ?? null;
  return { pods, tally: counted?.tally ?? null, nodes, suspects: suspectsOf(pods, failing, [...idle, ...(ingresses ?? [])]), gaps };
}

/** Services that pick pods and have no endpoint that is ready. */
async function unservedServices(
  { reader }: AskSession,
  scope: ListOptions,
  tried: <T>(kind: ReadableKind, read: Promise<T>) => Promise<T | null>,
): Promise<readonly Ref[]> {
  const [served, picking] = await Promise.all([
    tried(
      'endpointslice',
      reader.fold('endpointslice', scope, () => new Set<string>(), addServed),
    ),
    tried(
      'service',
      reader.fold(
        'service',
        scope,
        (): Ref[] => [],
        (refs, service) => void (picksPods(service) && refs.push(refOf('service', service))),
      ),
    ),
  ]);
  return served && picking ? picking.filter((ref) => !served.has(refKey(ref))) : [];
}

function picksPods({ spec }: Service): boolean {
  return spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length > 0;
}

function addServed(served: Set<string>, { metadata, endpoints }: EndpointSlice): void {
  const name = metadata?.labels?.['kubernetes.io/service-name'];
  if (!name || !endpoints?.some(({ conditions }) => conditions?.ready !== false)) return;
  served.add(refKey({ kind: 'service', name, ...(metadata?.namespace ? { namespace: metadata.namespace } : {}) }));
}

function suspectsOf(pods: PodSum | null, failing: readonly { ref: Ref; state: SubjectState }[], others: readonly Ref[]): readonly Suspect[] {
  const byKey = new Map<string, Suspect>();
  for (const { ref, statuses, pending } of pods?.troubled.values() ?? []) {
    const [commonest] = [...statuses].toSorted((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
    const failingPods = [...statuses.values()].reduce((sum, count) => sum + count, 0);
    byKey.set(refKey(ref), { ref, status: commonest?.[0] ?? null, failingPods, pendingSince: pending.count === failingPods ? pending.since : null });
  }
  for (const { ref, state } of failing)
    byKey.set(refKey(ref), { failingPods: 0, pendingSince: null, ...byKey.get(refKey(ref)), ref, status: state.status });
  for (const ref of others) byKey.set(refKey(ref), byKey.get(refKey(ref)) ?? { ref, status: null, failingPods: 0, pendingSince: null });
  return [...byKey.values()].toSorted((a, b) => b.failingPods - a.failingPods || refKey(a.ref).localeCompare(refKey(b.ref)));
}

/** What is looked at whether it looks well or not: the cluster, its nodes, its control plane and system services. */
export const alwaysLooked: readonly SubjectQuery[] = areaSubjects.cluster;
