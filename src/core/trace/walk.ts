import { ownerOfPod } from '../ask/pod-owner.ts';
import { configMapsOf, type Dependency } from '../dependencies.ts';
import type { Owner } from '../evidence.ts';
import { backendsOfIngress, classOf, hasAddress } from '../ingress.ts';
import type { AnyObject, ConfigMap, Ingress, NetworkPolicy, Pod, Service, WorkloadKind } from '../kinds.ts';
import { isFinished, isReady, podState } from '../pod-state.ts';
import { isReadFailure } from '../read-failure.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { backendsOf, selectedPods, selectorText, selectsPods } from '../service-backends.ts';
import { declaredPorts, portText, targetOf } from '../service-ports.ts';
import { similarNames } from '../similar-names.ts';
import { judgePolicies, type PolicyJudgement, type Side, targetPorts } from './judge-policies.ts';
import { judgePods, judgeService } from './judge-service.ts';
import { loginFaults, settingsOf } from './logins.ts';
import { type AppPath, type Hop, type PlacedFault, stateOf, type Via } from './path.ts';
import { GapKeeper, type TraceReads } from './reads.ts';

/** Bounds of a walk: things, tiers, and what one tier may call. */
export const walkLimits = { hops: 24, tiers: 6, fanOut: 6, groups: 3, configMaps: 4 } as const;

const workloads = ['deployment', 'statefulset', 'daemonset'] as const satisfies readonly WorkloadKind[];

/** Whoever calls the next tier. */
interface Caller {
  readonly pods: readonly Pod[];
  /** The text that names the callee; null where the question does. */
  readonly mention: Dependency | null;
}
interface Step {
  readonly via: Via;
  readonly parent: number | null;
  readonly tier: number;
  readonly caller: Caller | null;
  /** What it is called on. */
  readonly port: number | string | null;
}
type Draft = Pick<Hop, 'role' | 'ref' | 'via' | 'parent'> & Partial<Hop>;

const start: Step = { via: { type: 'start' }, parent: null, tier: 0, caller: null, port: null };

/** Follows an application from one object to its last tier, each Service once, within limits. Rejects for defects only. */
export async function walkPath(ref: Ref, subject: AnyObject, reads: TraceReads): Promise<AppPath> {
  const walk = new Walk(reads, true);
  await walk.begin(ref, subject);
  return walk.path(ref);
}

/** The way from one to the other on that port, as a question names them: "does A reach B on port P". */
export async function reachPath(
  from: { readonly ref: Ref; readonly subject: AnyObject },
  to: { readonly ref: Ref; readonly subject: AnyObject },
  port: number | string | null,
  reads: TraceReads,
): Promise<AppPath> {
  const walk = new Walk(reads, false);
  await walk.reach(from, to, port);
  return walk.path(from.ref);
}

class Walk {
  private readonly reads: TraceReads;
  private readonly follow: boolean;
  private readonly keeper = new GapKeeper();
  private readonly hops: Hop[] = [];
  private readonly seen = new Set<string>();
  private cut = false;

  constructor(reads: TraceReads, follow: boolean) {
    this.reads = reads;
    this.follow = follow;
  }

  path(ref: Ref): AppPath {
    const gaps = new Map(this.keeper.gaps.map((gap) => [`${gap.facet} ${refKey(gap.subject)} ${gap.why}`, gap]));
    return { start: ref, hops: this.hops, gaps: [...gaps.values()], cut: this.cut };
  }

  async begin(ref: Ref, subject: AnyObject): Promise<void> {
    if (ref.kind === 'ingress') await this.ingress(ref, subject as Ingress);
    else if (ref.kind === 'service') await this.service(ref, subject as Service, start);
    else await this.pods(ref, await this.podsOf(ref, subject), start);
  }

  async reach(from: { ref: Ref; subject: AnyObject }, to: { ref: Ref; subject: AnyObject }, port: number | string | null): Promise<void> {
    const pods = await this.podsOf(from.ref, from.subject);
    const [first] = pods;
    await this.pods(from.ref.kind === 'service' && first ? workloadOf(first) : from.ref, pods, start);
    const caller: Caller = { pods: pods.toSorted((a, b) => rankOf(b, this.reads.now) - rankOf(a, this.reads.now)).slice(0, 1), mention: null };
    const step: Step = { via: { type: 'asked', port: port === null ? null : String(port) }, parent: 0, tier: 1, caller, port };
    if (to.ref.kind === 'service') await this.service(to.ref, to.subject as Service, step);
    else await this.pods(to.ref, await this.podsOf(to.ref, to.subject), step);
  }

  /** Adds a hop; null where the walk has become too long. */
  private add(draft: Draft): Hop | null {
    if (this.hops.length >= walkLimits.hops) {
      this.cut = true;
      return null;
    }
    const faults = draft.faults ?? [];
    const hop: Hop = {
      id: this.hops.length,
      faults,
      state: stateOf(faults),
      ports: [],
      selector: null,
      ready: null,
      pod: null,
      external: null,
      passes: [],
      again: false,
      ...draft,
    };
    this.hops.push(hop);
    return hop;
  }

  private async ingress(ref: Ref, ingress: Ingress): Promise<void> {
    const faults = await this.classFaults(ref, ingress);
    const hop = this.add({ role: 'ingress', ref, via: start.via, parent: null, faults });
    const backends = backendsOfIngress(ingress);
    const distinct = backends.filter(
      (one, index) => backends.findIndex((other) => other.service === one.service && other.port === one.port) === index,
    );
    if (distinct.length > walkLimits.fanOut) this.cut = true;
    for (const { route, service, port } of distinct.slice(0, walkLimits.fanOut)) {
      const to: Ref = { kind: 'service', name: service, namespace: ref.namespace ?? 'default' };
      const via: Via = { type: 'route', route, port: port === null ? null : String(port) };
      await this.named(to, { via, parent: hop?.id ?? null, tier: 1, caller: null, port });
    }
  }

  private async classFaults(ref: Ref, ingress: Ingress): Promise<PlacedFault[]> {
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

  /** A Service that is known by its name alone. */
  private async named(ref: Ref, step: Step): Promise<void> {
    try {
      await this.service(ref, await this.reads.reader.get('service', ref.name, ref.namespace), step);
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      if (error.code === 'not-found') {
        const services = await this.keeper.attempt('services', ref, this.reads.reader.list('service', inNamespace(ref)), []);
        const near = similarNames(
          ref.name,
          services.map(({ metadata }) => metadata?.name ?? ''),
        );
        this.missing(ref, step, near, null, null);
      } else {
        this.keeper.gaps.push({ facet: 'subject', subject: ref, why: error.code, detail: error.message });
        this.add({ role: 'service', ref, via: step.via, parent: step.parent, state: 'unknown' });
      }
    }
  }

  private missing(ref: Ref, { via, parent }: Step, near: readonly string[], use: string | null, mention: Dependency | null): void {
    const asking = parent === null ? ref : (this.hops[parent]?.ref ?? ref);
    const proof = mention
      ? { ref: mention.place.ref, path: mention.place.path, value: mention.place.text.slice(0, 300) }
      : { ref: asking, path: 'spec.rules', value: ref.name };
    // a bare word among arguments may be no host at all
    const sure = !mention || mention.unresolved || mention.port !== null || mention.place.kind !== 'args' || mention.host.includes('.');
    const fault = { type: 'service-missing' as const, near, use };
    this.add({ role: 'service', ref, via, parent, faults: [{ fault, level: sure ? 'broken' : 'warn', proof: [proof] }] });
  }

  private async service(ref: Ref, service: Service, step: Step): Promise<void> {
    const { reader } = this.reads;
    const external = service.spec?.type === 'ExternalName' ? (service.spec.externalName ?? '') : null;
    const common = { role: 'service' as const, ref, via: step.via, parent: step.parent, ports: portsOf(service), external };
    if (external !== null) return void this.add({ ...common, state: 'outside' });
    const again = this.seen.has(refKey(ref));
    this.seen.add(refKey(ref));
    const [pods, slices] = await Promise.all([
      this.keeper.attempt('namespacePods', ref, reader.list('pod', inNamespace(ref)), null),
      this.keeper.attempt(
        'endpointSlices',
        ref,
        reader.list('endpointslice', { ...inNamespace(ref), labelSelector: `kubernetes.io/service-name=${ref.name}` }),
        null,
      ),
    ]);
    const picked = selectsPods(service) && pods ? selectedPods(service, pods) : [];
    const known = pods !== null && slices !== null;
    const owners = known && selectsPods(service) && picked.length === 0 ? await this.workloadsOf(ref) : [];
    const own = known && owners ? judgeService({ ref, service, pods, slices, workloads: owners, port: step.port }) : [];
    const policies = await this.policies(ref, service, picked, step);
    const faults = [...own.filter(({ fault }) => !again || fault.type === 'port-missing'), ...policies.faults, ...(await this.logins(picked, step))];
    const state = faults.length > 0 || (known && owners !== null) ? stateOf(faults) : 'unknown';
    const ready =
      slices === null
        ? null
        : { ready: backendsOf(slices).filter((one) => one.ready).length, total: Math.max(picked.length, backendsOf(slices).length) };
    const selector = selectorText(service.spec?.selector) || null;
    const hop = this.add({ ...common, faults, state, selector, ready, passes: policies.passes, again });
    if (!hop || again) return;
    const groups = [...Map.groupBy(picked, (pod) => refKey(workloadOf(pod))).values()];
    if (groups.length > walkLimits.groups) this.cut = true;
    for (const group of groups.slice(0, walkLimits.groups)) {
      const [first] = group;
      if (first) await this.pods(workloadOf(first), group, { ...step, via: { type: 'selector' }, parent: hop.id, caller: null });
    }
  }

  private async pods(ref: Ref, pods: readonly Pod[], step: Step): Promise<void> {
    const [one] = pods.toSorted((a, b) => rankOf(b, this.reads.now) - rankOf(a, this.reads.now));
    const policies = step.caller ? await this.podPolicies(ref, pods, step) : { faults: [], passes: [] };
    const empty: PlacedFault[] = [
      { fault: { type: 'not-ready', ready: 0, pods: 0, states: [] }, level: 'broken', proof: [{ ref, path: 'status', value: null }] },
    ];
    const faults = [...(pods.length === 0 ? empty : judgePods(pods, this.reads.now)), ...policies.faults];
    const again = this.seen.has(refKey(ref));
    this.seen.add(refKey(ref));
    const hop = this.add({
      role: 'pods',
      ref,
      via: step.via,
      parent: step.parent,
      faults: again ? [] : faults,
      ports: one ? [...new Set(declaredPorts(one).map((port) => portText(port)))] : [],
      ready: { ready: pods.filter(isReady).length, total: pods.length },
      pod: one ? refOf('pod', one) : null,
      passes: policies.passes,
      again,
    });
    if (hop && one && this.follow && !again) await this.onwards(one, hop, step.tier);
  }

  /** The Services that a pod names. */
  private async onwards(pod: Pod, hop: Hop, tier: number): Promise<void> {
    if (tier >= walkLimits.tiers) {
      this.cut = true;
      return;
    }
    const { found, gaps } = await this.reads.dependenciesOf(pod, refOf('pod', pod));
    this.keeper.gaps.push(...gaps);
    const distinct = found.filter((one, index) => found.findIndex(({ service }) => refKey(service) === refKey(one.service)) === index);
    if (distinct.length > walkLimits.fanOut) this.cut = true;
    for (const one of distinct.slice(0, walkLimits.fanOut)) {
      const { service, object, near, elsewhere } = one;
      const step: Step = { via: viaOf(one), parent: hop.id, tier: tier + 1, caller: { pods: [pod], mention: one }, port: one.port };
      const [other] = elsewhere;
      if (object) await this.service(service, object, step);
      else this.missing(service, step, near, other ? `${other.name}.${other.namespace}.svc.cluster.local` : null, one);
    }
  }

  private async podsOf(ref: Ref, subject: AnyObject): Promise<readonly Pod[]> {
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
  private async workloadsOf(ref: Ref): Promise<readonly Owner[] | null> {
    const lists = workloads.map((kind) => this.keeper.attempt('workloadsOfNamespace', ref, this.reads.reader.list(kind, inNamespace(ref)), null));
    const read = await Promise.all(lists);
    if (read.includes(null)) return null;
    return read.flatMap((list, index) => (list ?? []).map((object) => ({ ref: refOf(workloads[index] as WorkloadKind, object), object })));
  }

  private policies(ref: Ref, service: Service, pods: readonly Pod[], step: Step): Promise<PolicyJudgement> {
    const ports = service.spec?.ports ?? [];
    const port = ports.find((one) => one.port === step.port || one.name === step.port) ?? ports[0];
    return this.judged(ref, pods, step, targetPorts(service, step.port), port ? portText(port) : '*');
  }

  private podPolicies(ref: Ref, pods: readonly Pod[], step: Step): Promise<PolicyJudgement> {
    const port = typeof step.port === 'number' ? step.port : null;
    return this.judged(ref, pods, step, () => ({ port, protocol: 'TCP' }), port === null ? '*' : `${port}/TCP`);
  }

  /** What policies make of the way between two tiers. Nothing more is read where there are none. */
  private async judged(
    ref: Ref,
    pods: readonly Pod[],
    { caller }: Step,
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
  private async logins(picked: readonly Pod[], { caller }: Step): Promise<PlacedFault[]> {
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
      .slice(0, walkLimits.configMaps)
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

/** Which pod of a tier is looked at: one that fails before one that is well, a newer one before an older. */
function rankOf(pod: Pod, now: Date): number {
  const failing = podState(pod, now).condition === 'failing' ? 1 : 0;
  return failing * 1e15 + (Date.parse(pod.metadata?.creationTimestamp ?? '') || 0);
}

function workloadOf(pod: Pod): Ref {
  return ownerOfPod(pod.metadata ?? {})?.workload ?? refOf('pod', pod);
}

/** `http (80/TCP) → 8080`. */
function portsOf({ spec }: Service): string[] {
  return (spec?.ports ?? []).map((port) => (targetOf(port) === port.port ? portText(port) : `${portText(port)} → ${targetOf(port)}`));
}

function viaOf({ place, host, port }: Dependency): Via {
  const name = place.kind === 'configmap' ? `${place.ref.name}/${place.name ?? ''}` : place.name;
  return { type: 'name', by: place.kind, name, container: place.container, host, port };
}
