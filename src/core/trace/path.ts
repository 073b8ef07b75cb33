import type { Direction } from '../network-policy.ts';
import type { Ref } from '../ref.ts';
import type { Gap } from '../report.ts';
import type { Proof } from '../rule.ts';

/** How the way goes to a hop from the one before it. */
export type Via =
  | { readonly type: 'start' }
  /** A rule of an Ingress; `route` null: the default backend. */
  | { readonly type: 'route'; readonly route: string | null; readonly port: string | null }
  | { readonly type: 'selector' }
  /** A text that names the host: a variable, arguments, a ConfigMap, a log line. */
  | {
      readonly type: 'name';
      readonly by: 'env' | 'args' | 'configmap' | 'log';
      /** The variable, or `configmap/key`; null for arguments and logs. */
      readonly name: string | null;
      readonly container: string | null;
      readonly host: string;
      readonly port: number | null;
    }
  /** "Does A reach B": the question names it. */
  | { readonly type: 'asked'; readonly port: string | null };

/** `broken`: nothing gets through. `warn`: not all, or most likely not. `outside`: not of this cluster, so not looked at. */
export type HopState = 'ok' | 'warn' | 'broken' | 'unknown' | 'outside';

/** What stands in the way. All JSON, so that it can be said again in another language. */
export type Fault =
  | { readonly type: 'class-missing'; readonly class: string; readonly near: readonly string[] }
  | { readonly type: 'no-address' }
  | {
      readonly type: 'service-missing';
      readonly near: readonly string[];
      /** Its full name in another namespace that has it. */
      readonly use: string | null;
    }
  | { readonly type: 'port-missing'; readonly asked: string; readonly has: readonly string[]; readonly isTargetPort: boolean }
  | { readonly type: 'selects-nothing'; readonly selector: string; readonly near: { readonly name: string; readonly has: string } | null }
  | { readonly type: 'scaled-to-zero'; readonly kind: string; readonly name: string }
  | { readonly type: 'no-endpoints' }
  | { readonly type: 'named-port-missing'; readonly port: string; readonly target: string; readonly declared: readonly string[] }
  | { readonly type: 'target-undeclared'; readonly port: string; readonly target: number; readonly declared: readonly string[] }
  | {
      readonly type: 'not-ready';
      readonly ready: number;
      readonly pods: number;
      readonly states: readonly { readonly status: string; readonly count: number }[];
    }
  | {
      /** Ready in between, but not for long. */
      readonly type: 'restarting';
      readonly pod: string;
      readonly container: string;
      readonly restarts: number;
      readonly exitCode: number;
    }
  | {
      readonly type: 'policy';
      /** What they let through in that direction: peers and ports. Absent in answers of older versions. */
      readonly allows?: readonly { readonly peers: string; readonly ports: string }[];
      readonly direction: Direction;
      readonly policies: readonly string[];
      readonly namespace: string;
      readonly port: string;
      readonly plugin: string | null;
      readonly enforces: boolean | null;
    }
  | {
      readonly type: 'dns-policy';
      readonly policies: readonly string[];
      readonly namespace: string;
      readonly plugin: string | null;
      readonly enforces: boolean | null;
    }
  | {
      readonly type: 'login-differs';
      readonly what: 'user' | 'database' | 'password';
      /** The variable of the one that calls, and what it says; null: it has none. */
      readonly variable: string | null;
      readonly value: string | null;
      readonly server: string;
      readonly expects: string | null;
    };

export type PlacedFault = { readonly fault: Fault; readonly level: 'broken' | 'warn'; readonly proof: readonly [Proof, ...Proof[]] };

/** A rule of a NetworkPolicy that lets the connection through. */
export type Pass = { readonly direction: Direction; readonly policy: string; readonly rule: number };

export interface Hop {
  /** Its place in the list. */
  readonly id: number;
  /** The hop before it; null at the start. */
  readonly parent: number | null;
  readonly role: 'ingress' | 'service' | 'pods';
  /** Of pods: their workload, or the pod itself where it has none. */
  readonly ref: Ref;
  readonly via: Via;
  readonly state: HopState;
  readonly faults: readonly PlacedFault[];
  /** Service: `http (80/TCP) → 8080`. Pods: what they declare. */
  readonly ports: readonly string[];
  readonly selector: string | null;
  /** Pods that are Ready, of all that the Service picks; null where pods do not matter. */
  readonly ready: { readonly ready: number; readonly total: number } | null;
  /** The one that stands for the pods: what fails, or the newest. */
  readonly pod: Ref | null;
  /** An ExternalName: where it points to. */
  readonly external: string | null;
  readonly passes: readonly Pass[];
  /** Was on the way before: the way on is drawn there. */
  readonly again: boolean;
}

/** The walk from where a person comes in to the last tier. Hops in the order of the walk: each after its parent. */
export interface AppPath {
  readonly start: Ref;
  readonly hops: readonly Hop[];
  readonly gaps: readonly Gap[];
  /** There was more than the limits allow. */
  readonly cut: boolean;
}

export interface BrokenLink extends PlacedFault {
  readonly hop: Hop;
}

/**
 * What is broken, in the order of the walk; what is only suspect after it. Pods that crash or wait while something farther on is broken
 * most likely do so because of that: it comes first.
 */
export function brokenLinks({ hops }: Pick<AppPath, 'hops'>): BrokenLink[] {
  const all = hops.flatMap((hop) => hop.faults.map((placed) => ({ ...placed, hop })));
  const broken = all.filter(({ level }) => level === 'broken');
  const [causes, echoes] = [false, true].map((echo) => broken.filter((link) => isEcho(link, broken, hops) === echo));
  return [...(causes ?? []), ...(echoes ?? []), ...all.filter(({ level }) => level === 'warn')];
}

/** States that a program gets into when it cannot reach what it needs. An image that cannot be pulled is nobody else's doing. */
const reactions = /^(CrashLoopBackOff|Error|Completed|Running, not Ready|Init:(Error|CrashLoopBackOff|\d+\/\d+))$/;

function isEcho({ fault, hop }: BrokenLink, broken: readonly BrokenLink[], hops: readonly Hop[]): boolean {
  if (fault.type !== 'not-ready' || fault.states.length === 0 || !fault.states.every(({ status }) => reactions.test(status))) return false;
  return broken.some((other) => isBelow(other.hop, hop.id, hops));
}

function isBelow({ parent }: Hop, above: number, hops: readonly Hop[]): boolean {
  const next = parent === null ? undefined : hops[parent];
  return next !== undefined && (next.id === above || isBelow(next, above, hops));
}

/** The worst of its faults. */
export function stateOf(faults: readonly PlacedFault[]): HopState {
  if (faults.some(({ level }) => level === 'broken')) return 'broken';
  return faults.length > 0 ? 'warn' : 'ok';
}
