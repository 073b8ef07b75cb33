import { ownerOfPod } from '../ask/pod-owner.ts';
import type { Dependency } from '../dependencies.ts';
import { backendsOfIngress } from '../ingress.ts';
import type { AnyObject, Ingress, Pod, Service } from '../kinds.ts';
import { isReady, podState } from '../pod-state.ts';
import { isReadFailure } from '../read-failure.ts';
import { type Ref, refKey, refOf } from '../ref.ts';
import { backendsOf, selectedPods, selectorText, selectsPods } from '../service-backends.ts';
import { declaredPorts, portText, targetOf } from '../service-ports.ts';
import { judgePods, judgeService } from './judge-service.ts';
import { type AppPath, type Hop, type PlacedFault, stateOf, type Via } from './path.ts';
import { PathDraft } from './path-draft.ts';
import { GapKeeper, type TraceReads } from './reads.ts';
import { type Called, type Caller, TierEvidence } from './tier-evidence.ts';

/** Bounds of a walk: things, tiers, and what one tier may call. */
export const walkLimits = { hops: 24, tiers: 6, fanOut: 6, groups: 3 } as const;

interface Step extends Called {
  readonly via: Via;
  readonly parent: number | null;
  readonly tier: number;
}

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
  private readonly evidence: TierEvidence;
  private readonly draft = new PathDraft(walkLimits.hops);
  private readonly seen = new Set<string>();

  constructor(reads: TraceReads, follow: boolean) {
    this.reads = reads;
    this.follow = follow;
    this.evidence = new TierEvidence(reads, this.keeper);
  }

  path(ref: Ref): AppPath {
    return this.draft.path(ref, this.keeper.gaps);
  }

  async begin(ref: Ref, subject: AnyObject): Promise<void> {
    if (ref.kind === 'ingress') await this.ingress(ref, subject as Ingress);
    else if (ref.kind === 'service') await this.service(ref, subject as Service, start);
    else await this.fromPods(ref, await this.evidence.podsOf(ref, subject));
  }

  /** A workload is come to through its Services: one of its name too, which may select the wrong labels. */
  private async fromPods(ref: Ref, pods: readonly Pod[]): Promise<void> {
    const [first] = pods;
    const workload = first ? workloadOf(first) : ref;
    for (const service of await this.evidence.servicesBefore(workload, pods)) await this.service(refOf('service', service), service, start);
    const drawn = this.draft.hops.some((hop) => hop.role === 'pods' && refKey(hop.ref) === refKey(workload));
    if (!drawn) await this.pods(ref, pods, start);
  }

  async reach(from: { ref: Ref; subject: AnyObject }, to: { ref: Ref; subject: AnyObject }, port: number | string | null): Promise<void> {
    const pods = await this.evidence.podsOf(from.ref, from.subject);
    const [first] = pods;
    await this.pods(from.ref.kind === 'service' && first ? workloadOf(first) : from.ref, pods, start);
    const one = representative(pods, this.reads.now);
    const caller: Caller = { pods: one ? [one] : [], mention: null };
    const step: Step = { via: { type: 'asked', port: port === null ? null : String(port) }, parent: 0, tier: 1, caller, port };
    if (to.ref.kind === 'service') await this.service(to.ref, to.subject as Service, step);
    else await this.pods(to.ref, await this.evidence.podsOf(to.ref, to.subject), step);
  }

  private async ingress(ref: Ref, ingress: Ingress): Promise<void> {
    const faults = await this.evidence.classFaults(ref, ingress);
    const hop = this.draft.add({ role: 'ingress', ref, via: start.via, parent: null, faults });
    const backends = backendsOfIngress(ingress);
    const distinct = backends.filter(
      (one, index) => backends.findIndex((other) => other.service === one.service && other.port === one.port) === index,
    );
    if (distinct.length > walkLimits.fanOut) this.draft.cut = true;
    for (const { route, service, port } of distinct.slice(0, walkLimits.fanOut)) {
      const to: Ref = { kind: 'service', name: service, namespace: ref.namespace ?? 'default' };
      const via: Via = { type: 'route', route, port: port === null ? null : String(port) };
      await this.named(to, { via, parent: hop?.id ?? null, tier: 1, caller: null, port });
    }
  }

  /** A Service that is known by its name alone. */
  private async named(ref: Ref, step: Step): Promise<void> {
    try {
      await this.service(ref, await this.reads.reader.get('service', ref.name, ref.namespace), step);
    } catch (error) {
      if (!isReadFailure(error)) throw error;
      if (error.code === 'not-found') {
        const near = await this.evidence.similarServices(ref);
        this.missing(ref, step, near, null, null);
      } else {
        this.keeper.gaps.push({ facet: 'subject', subject: ref, why: error.code, detail: error.message });
        this.draft.add({ role: 'service', ref, via: step.via, parent: step.parent, state: 'unknown' });
      }
    }
  }

  private missing(ref: Ref, { via, parent }: Step, near: readonly string[], use: string | null, mention: Dependency | null): void {
    const asking = parent === null ? ref : (this.draft.hops[parent]?.ref ?? ref);
    const proof = mention
      ? { ref: mention.place.ref, path: mention.place.path, value: mention.place.text.slice(0, 300) }
      : { ref: asking, path: 'spec.rules', value: ref.name };
    // a bare word among arguments may be no host at all
    const sure = !mention || mention.unresolved || mention.port !== null || mention.place.kind !== 'args' || mention.host.includes('.');
    const fault = { type: 'service-missing' as const, near, use };
    this.draft.add({ role: 'service', ref, via, parent, faults: [{ fault, level: sure ? 'broken' : 'warn', proof: [proof] }] });
  }

  private async service(ref: Ref, service: Service, step: Step): Promise<void> {
    const external = service.spec?.type === 'ExternalName' ? (service.spec.externalName ?? '') : null;
    const common = { role: 'service' as const, ref, via: step.via, parent: step.parent, ports: portsOf(service), external };
    if (external !== null) return void this.draft.add({ ...common, state: 'outside' });
    const again = this.seen.has(refKey(ref));
    this.seen.add(refKey(ref));
    const [pods, slices] = await Promise.all([this.evidence.namespacePods(ref), this.evidence.slicesOf(ref)]);
    const picked = selectsPods(service) && pods ? selectedPods(service, pods) : [];
    const known = pods !== null && slices !== null;
    const owners = known && selectsPods(service) && picked.length === 0 ? await this.evidence.workloadsOf(ref) : [];
    const own = known && owners ? judgeService({ ref, service, pods, slices, workloads: owners, port: step.port }) : [];
    const policies = await this.evidence.policies(ref, service, picked, step);
    const faults = [
      ...own.filter(({ fault }) => !again || fault.type === 'port-missing'),
      ...policies.faults,
      ...(await this.evidence.logins(picked, step)),
    ];
    const state = faults.length > 0 || (known && owners !== null) ? stateOf(faults) : 'unknown';
    const ready =
      slices === null
        ? null
        : { ready: backendsOf(slices).filter((one) => one.ready).length, total: Math.max(picked.length, backendsOf(slices).length) };
    const selector = selectorText(service.spec?.selector) || null;
    const hop = this.draft.add({ ...common, faults, state, selector, ready, passes: policies.passes, again });
    if (!hop || again) return;
    const groups = [...Map.groupBy(picked, (pod) => refKey(workloadOf(pod))).values()];
    if (groups.length > walkLimits.groups) this.draft.cut = true;
    for (const group of groups.slice(0, walkLimits.groups)) {
      const [first] = group;
      if (first) await this.pods(workloadOf(first), group, { ...step, via: { type: 'selector' }, parent: hop.id, caller: null });
    }
  }

  private async pods(ref: Ref, pods: readonly Pod[], step: Step): Promise<void> {
    const one = representative(pods, this.reads.now);
    const policies = step.caller ? await this.evidence.podPolicies(ref, pods, step) : { faults: [], passes: [] };
    const empty: PlacedFault[] = [
      { fault: { type: 'not-ready', ready: 0, pods: 0, states: [] }, level: 'broken', proof: [{ ref, path: 'status', value: null }] },
    ];
    const faults = [...(pods.length === 0 ? empty : judgePods(pods, this.reads.now)), ...policies.faults];
    const again = this.seen.has(refKey(ref));
    this.seen.add(refKey(ref));
    const hop = this.draft.add({
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
      this.draft.cut = true;
      return;
    }
    const { found, gaps } = await this.reads.dependenciesOf(pod, refOf('pod', pod));
    this.keeper.gaps.push(...gaps);
    const distinct = found.filter((one, index) => found.findIndex(({ service }) => refKey(service) === refKey(one.service)) === index);
    if (distinct.length > walkLimits.fanOut) this.draft.cut = true;
    for (const one of distinct.slice(0, walkLimits.fanOut)) {
      const { service, object, near, elsewhere } = one;
      const step: Step = { via: viaOf(one), parent: hop.id, tier: tier + 1, caller: { pods: [pod], mention: one }, port: one.port };
      const [other] = elsewhere;
      if (object) await this.service(service, object, step);
      else this.missing(service, step, near, other ? `${other.name}.${other.namespace}.svc.cluster.local` : null, one);
    }
  }
}

/** The pod of a tier that is looked at: the newest that fails; else the first that is Ready, whose log other rules read too. */
function representative(pods: readonly Pod[], now: Date): Pod | undefined {
  const failing = pods.filter((pod) => podState(pod, now).condition === 'failing');
  const born = ({ metadata }: Pod) => Date.parse(metadata?.creationTimestamp ?? '') || 0;
  return failing.toSorted((a, b) => born(b) - born(a))[0] ?? pods.find(isReady) ?? pods[0];
}

function workloadOf(pod: Pod): Ref {
  return ownerOfPod(pod.metadata ?? {})?.workload ?? refOf('pod', pod);
}

/** `http (80/TCP) nodePort 30080 → 8080`. */
function portsOf({ spec }: Service): string[] {
  return (spec?.ports ?? []).map((port) => {
    const own = `${portText(port)}${port.nodePort ? ` nodePort ${port.nodePort}` : ''}`;
    return targetOf(port) === port.port ? own : `${own} → ${targetOf(port)}`;
  });
}

function viaOf({ place, host, port }: Dependency): Via {
  const name = place.kind === 'configmap' ? `${place.ref.name}/${place.name ?? ''}` : place.name;
  return { type: 'name', by: place.kind, name, container: place.container, host, port };
}
