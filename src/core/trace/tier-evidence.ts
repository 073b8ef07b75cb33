import { ownerOfPod } from '../ask/pod-owner.ts';
import { configMapsOf, type Dependency } from '../dependencies.ts';
import type { Owner } from '../evidence.ts';
import { classOf, hasAddress } from '../ingress.ts';
import type { AnyObject, ConfigMap, EndpointSlice, Ingress, NetworkPolicy, Pod, Service, WorkloadKind } from '../kinds.ts';
import { isFinished } from '../pod-state.ts';
import { isReadFailure } from '../read-failure.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { selectedPods, selectsPods } from '../service-backends.ts';
import { portText } from '../service-ports.ts';
import { similarNames } from '../similar-names.ts';
import { judgePolicies, type PolicyJudgement, type Side, targetPorts } from './judge-policies.ts';
import { loginFaults, settingsOf } from './logins.ts';
import type { PlacedFault } from './path.ts';
import type { GapKeeper, TraceReads } from './reads.ts';

const mostConfigMaps = 4;
const mostBefore = 2;
const workloads = ['deployment', 'statefulset', 'daemonset'] as const satisfies readonly WorkloadKind[];

/** Whoever calls the next tier. */
export interface Caller {
  readonly pods: readonly Pod[];
  /** The text that names the callee; null where the question does. */
  readonly mention: Dependency | null;
}
export interface Called {
  readonly caller: Caller | null;
  /** What it is called on. */
  readonly port: number | string | null;
}

/** What has to be read to judge one tier. What cannot be read becomes a gap. */
export class TierEvidence {
  private readonly reads: TraceReads;
  private readonly keeper: GapKeeper;

  constructor(reads: TraceReads, keeper: GapKeeper) {
    this.reads = reads;
    this.keeper = keeper;
  }

  /** Pods of the namespace; null: they could not be read. */
  namespacePods(ref: Ref): Promise<readonly Pod[] | null> {
    return this.keeper.attempt('namespacePods', ref, this.reads.reader.list('pod', inNamespace(ref)), null);
  }

  /** null: they could not be read. */
  slicesOf(ref: Ref): Promise<readonly EndpointSlice[] | null> {
    const options = { ...inNamespace(ref), labelSelector: `kubernetes.io/service-name=${ref.name}` };
    return this.keeper.attempt('endpointSlices', ref, this.reads.reader.list('endpointslice', options), null);
  }

  /** The Services that send to these pods; where there is none, the one that is named as their workload. */
  async servicesBefore(workload: Ref, pods: readonly Pod[]): Promise<readonly Service[]> {
    const services = await this.keeper.attempt('services', workload, this.reads.reader.list('service', inNamespace(workload)), []);
    const sending = services.filter((service) => selectsPods(service) && selectedPods(service, pods).length > 0);
    const namesake = services.filter((service) => selectsPods(service) && service.metadata?.name === workload.name);
    return (sending.length > 0 ? sending : namesake).slice(0, mostBefore);
  }

  async similarServices(ref: Ref): Promise<readonly string[]> {
    const services = await this.keeper.attempt('services', ref, this.reads.reader.list('service', inNamespace(ref)), []);
    return similarNames(
      ref.name,
      services.map(({ metadata }) => metadata?.name ?? ''),
    );
  }

  /** Nobody takes the Ingress, as far as its class and address tell. */
  async classFaults(ref: Ref, ingress: Ingress): Promise<PlacedFault[]> {
    const asked = classOf(ingress);
    if (hasAddress(ingress)) return [];
    const classes = await this.keeper.attempt('ingressClasses', ref, this.reads.reader.list('ingressclass'), null);
    const names = classes?.map(({ metadata }) => metadata?.name ?? '') ?? [];
    if (classes && asked && !asked.annotation && !names.includes(asked.name)) {
      const fault = { type: 'class-missing' as const, class: asked.name, near: similarNames(asked.name, names) };
      return [{ fault, level: 'broken', proof: [{ ref, path: 'spec.ingressClassName', value: asked.name }] }];
    }
    return [{ fault: { type: 'no-address' }, level: 'warn', proof: [{ ref, path: 'status.loadBalancer.ingress', value: null }] }];
  }

  /** The pods of a workload, or that a Service picks; a pod is its own. */
  async podsOf(ref: Ref, subject: AnyObject): Promise<readonly Pod[]> {
    if (ref.kind === 'pod') return [subject as Pod];
    const pods = await this.keeper.attempt('pods', ref, this.reads.reader.list('pod', inNamespace(ref)), []);
    if (ref.kind === 'service') return selectsPods(subject as Service) ? selectedPods(subject as Service, pods) : [];
    return pods.filter((pod) => {
      const owner = ownerOfPod(pod.metadata ?? {});
      const isOwn = owner && [owner.controller, owner.workload].some((one) => refKey(one) === refKey(ref));
      return isOwn && !isFinished(pod) && !pod.metadata?.deletionTimestamp;
    });
  }

  /** null: they could not be read. */
  async workloadsOf(ref: Ref): Promise<readonly Owner[] | null> {
    const lists = workloads.map((kind) => this.keeper.attempt('workloadsOfNamespace', ref, this.reads.reader.list(kind, inNamespace(ref)), null));
    const read = await Promise.all(lists);
    if (read.includes(null)) return null;
    return read.flatMap((list, index) => (list ?? []).map((object) => ({ ref: refOf(workloads[index] as WorkloadKind, object), object })));
  }

  /** What policies make of the way to a Service's pods. */
  policies(ref: Ref, service: Service, pods: readonly Pod[], step: Called): Promise<PolicyJudgement> {
    const ports = service.spec?.ports ?? [];
    const port = ports.find((one) => one.port === step.port || one.name === step.port) ?? ports[0];
    return this.judged(ref, pods, step, targetPorts(service, step.port), port ? portText(port) : '*');
  }

  /** What policies make of the way to pods themselves. */
  podPolicies(ref: Ref, pods: readonly Pod[], step: Called): Promise<PolicyJudgement> {
    const port = typeof step.port === 'number' ? step.port : null;
    return this.judged(ref, pods, step, () => ({ port, protocol: 'TCP' }), port === null ? '*' : `${port}/TCP`);
  }

  /** What policies make of the way between two tiers. Nothing more is read where there are none. */
  private async judged(
    ref: Ref,
    pods: readonly Pod[],
    { caller }: Called,
    portOf: ReturnType<typeof targetPorts>,
    text: string,
  ): Promise<PolicyJudgement> {
    const client = caller?.pods[0];
    if (!client) return { faults: [], passes: [] };
    const own = client.metadata?.namespace ?? 'default';
    const other = ref.namespace ?? 'default';
    const lists = await Promise.all([...new Set([own, other])].map((namespace) => this.policiesIn(ref, namespace)));
    const policies = lists.flat();
    if (policies.length === 0) return { faults: [], passes: [] };
    const { reader } = this.reads;
    const [from, to, agents] = await Promise.all([
      this.side(ref, own, [client]),
      this.side(ref, other, pods),
      this.keeper.attempt('isolation', ref, reader.list('daemonset'), []),
    ]);
    return judgePolicies({ from, to, policies, agents, portOf, portText: text, byName: ref.kind === 'service' });
  }

  private policiesIn(ref: Ref, namespace: string): Promise<readonly NetworkPolicy[]> {
    return this.keeper.attempt('networkPolicies', ref, this.reads.reader.list('networkpolicy', { namespace }), []);
  }

  private async side(ref: Ref, namespace: string, pods: readonly Pod[]): Promise<Side> {
    const object = await this.keeper.attempt('isolation', ref, this.reads.reader.get('namespace', namespace), null);
    return { pods, namespace, namespaceLabels: object?.metadata?.labels ?? {} };
  }

  /** User, database and password of the one that calls, against what the other was told. */
  async logins(picked: readonly Pod[], { caller }: Called): Promise<PlacedFault[]> {
    const variable = caller?.mention?.place.name;
    const [client] = caller?.pods ?? [];
    const [server] = picked;
    if (!variable || !client || !server) return [];
    const told = settingsOf(server, await this.configMaps(server));
    if (!told.some(({ name }) => /USER|DB$|DATABASE|PASS/.test(name))) return [];
    const own = settingsOf(client, await this.configMaps(client));
    return loginFaults({ pod: client, settings: own, variable }, { pod: server, settings: told });
  }

  private async configMaps(pod: Pod): Promise<readonly ConfigMap[]> {
    const ref = refOf('pod', pod);
    const read = configMapsOf(pod)
      .slice(0, mostConfigMaps)
      .map((name) => this.keeper.attempt('configuredDependencies', ref, orNull(this.reads.reader.get('configmap', name, ref.namespace)), null));
    return (await Promise.all(read)).filter((one): one is ConfigMap => one !== null);
  }
}

async function orNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (isReadFailure(error, 'not-found')) return null;
    throw error;
  }
}

function inNamespace(ref: Ref): { readonly namespace: string } {
  return { namespace: ref.namespace ?? 'default' };
}
