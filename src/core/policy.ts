import { isNamespaced } from './ask/scopes.ts';
import { fitsOne } from './glob.ts';
import type { Intent, IntentName } from './intent.ts';

/** Who may ask what. Everything that no rule allows is refused, but for `help`. */
export interface Policy {
  /** Whom a person who is refused is told to ask; null: nobody in particular. */
  readonly contact: string | null;
  readonly rules: readonly PolicyRule[];
  /** Set: every read is done as the person who asks, and the cluster's own RBAC decides. */
  readonly impersonate: ImpersonationTemplate | null;
}

/** Patterns, with `*` for any characters. What a rule leaves out it does not limit. */
export interface PolicyRule {
  /** Slack's ids; `direct` is every direct message with the bot. */
  readonly channels: readonly string[];
  /** Slack's ids. With neither users nor groups: everyone who is there. */
  readonly users: readonly string[] | null;
  /** Slack's ids of user groups. */
  readonly groups: readonly string[] | null;
  readonly clusters: readonly string[] | null;
  readonly namespaces: readonly string[] | null;
  readonly intents: readonly string[] | null;
}

/** `{{email}}`, `{{name}}` and `{{id}}` are those of the Slack profile. */
export interface ImpersonationTemplate {
  readonly user: string;
  readonly groups: readonly string[];
  /** As whom the cluster is read where nobody asked (an alert); null: it is not. */
  readonly unattended: Impersonated | null;
}

export interface Asked {
  readonly channel: string;
  /** null: nobody, the bot asks of its own accord. */
  readonly userId: string | null;
  /** The user groups that the person is in. */
  readonly groups: readonly string[];
  readonly intent: Intent;
  /** The cluster that will be asked; null: none could be chosen. */
  readonly cluster: string | null;
}

/** What may be seen for one question; null: all. */
export interface Scope {
  readonly clusters: readonly string[] | null;
  /** Objects that are in no namespace (nodes, storage classes …) may always be seen. */
  readonly namespaces: readonly string[] | null;
}

/** The right that is missing. */
export interface Refusal {
  readonly missing: 'channel' | 'person' | 'intent' | 'cluster' | 'namespace' | 'all-namespaces' | 'groups' | 'profile' | 'nobody' | 'direct';
  /** The intent, cluster or namespace that was asked about; Slack's own word where it would not tell. */
  readonly what: string | null;
  /** What may be asked about instead. */
  readonly may: readonly string[];
  /** Whom to ask. */
  readonly contact: string | null;
}

/** What a question may see, and as whom: it travels with the question through the queue. */
export interface Rights extends Scope {
  /** null: as the bot itself. */
  readonly as: Impersonated | null;
}
/** A user and groups of the cluster's own RBAC. */
export interface Impersonated {
  readonly user: string;
  readonly groups: readonly string[];
}

export type Decision =
  /** `intent`: the question, confined to the one namespace that may be seen where it named none. */
  { readonly allowed: true; readonly intent: Intent; readonly scope: Scope } | { readonly allowed: false; readonly refusal: Refusal };

/** May this person ask this here? */
export function decide(policy: Policy, { channel, userId, groups, intent, cluster }: Asked): Decision {
  const refuse = (missing: Refusal['missing'], what: string | null = null, may: readonly string[] = []): Decision => ({
    allowed: false,
    refusal: { missing, what, may, contact: policy.contact },
  });
  if (intent.intent === 'help') return { allowed: true, intent, scope: { clusters: null, namespaces: null } };
  const here = rulesOf(policy, channel);
  if (here.length === 0) return refuse('channel');
  const own = here.filter((rule) => isFor(rule, userId, groups));
  if (own.length === 0) return refuse('person');
  const able = own.filter((rule) => allowsIntent(rule, intent.intent));
  if (able.length === 0) return refuse('intent', intent.intent, union(own.map(({ intents }) => intents)) ?? []);
  const clusters = union(able.map((rule) => rule.clusters));
  const reach = reachOf(intent);
  if (reach.type === 'nothing') return { allowed: true, intent, scope: { clusters, namespaces: union(able.map((rule) => rule.namespaces)) } };
  const there = cluster === null ? able : able.filter((rule) => allows(rule.clusters, cluster));
  if (there.length === 0) return refuse('cluster', cluster, clusters ?? []);
  const namespaces = union(there.map((rule) => rule.namespaces));
  if (namespaces === null) return { allowed: true, intent, scope: { clusters, namespaces } };
  const [only] = namespaces;
  const confined = namespaces.length === 1 && only !== undefined && !only.includes('*') ? only : null;
  if (reach.type === 'cluster' || (reach.type === 'all' && confined === null)) return refuse('all-namespaces', null, namespaces);
  const hidden = reach.namespaces.find((namespace) => !fitsOne(namespace, namespaces));
  if (hidden !== undefined) return refuse('namespace', hidden, namespaces);
  return { allowed: true, intent: confined === null ? intent : confinedTo(confined, intent), scope: { clusters, namespaces } };
}

/** The user groups whose members must be known to decide about this channel. */
export function groupsOf(policy: Policy, channel: string): readonly string[] {
  return [...new Set(rulesOf(policy, channel).flatMap(({ groups }) => groups ?? []))];
}

function rulesOf({ rules }: Policy, channel: string): readonly PolicyRule[] {
  return rules.filter(({ channels }) => fitsOne(channel, channels) || (channel.startsWith('D') && channels.includes('direct')));
}

function isFor(rule: PolicyRule, userId: string | null, groups: readonly string[]): boolean {
  if (rule.users === null && rule.groups === null) return true;
  return (userId !== null && fitsOne(userId, rule.users ?? [])) || groups.some((group) => rule.groups?.includes(group));
}

/** What others asked is shown only to those who are named for it: `*` does not mean `audit`. */
function allowsIntent({ intents }: PolicyRule, name: IntentName): boolean {
  return name === 'audit' ? (intents?.includes('audit') ?? false) : allows(intents, name);
}

function allows(patterns: readonly string[] | null, name: string): boolean {
  return patterns === null || fitsOne(name, patterns);
}

/** null: one of them does not limit it. */
function union(lists: readonly (readonly string[] | null)[]): readonly string[] | null {
  if (lists.some((list) => list === null || list.includes('*'))) return null;
  return [...new Set(lists.flatMap((list) => list ?? []))];
}

/** What a question is about: nothing in a cluster, the cluster itself, all namespaces, or only what it names (and what that leads to). */
interface Reach {
  readonly type: 'nothing' | 'cluster' | 'all' | 'named';
  readonly namespaces: readonly string[];
}

const aboutNoCluster: ReadonlySet<IntentName> = new Set(['help', 'lang', 'listen', 'runbook', 'explain', 'clusters', 'audit']);
/** What concerns the bot's own lists. */
const ofOwn: ReadonlySet<string> = new Set(['list', 'pause', 'resume', 'remove', 'stop', 'status', 'close', 'note', 'off', 'press']);
const onCall: ReadonlySet<string> = new Set(['digest', 'watch', 'incident', 'feed', 'probe', 'alert']);

/** Is anything read in a cluster for it? */
export function isAboutCluster({ intent }: Intent): boolean {
  return intent === 'clusters' || !aboutNoCluster.has(intent);
}

function reachOf(intent: Intent): Reach {
  const { kind, name, namespace, to, action = '' } = intent;
  if (aboutNoCluster.has(intent.intent)) return { type: 'nothing', namespaces: [] };
  if (onCall.has(intent.intent) && ofOwn.has(action)) return { type: 'nothing', namespaces: [] };
  const meant = kind === 'namespace' && name !== null ? name : namespace;
  const namespaces = [meant, to?.namespace].filter((one) => typeof one === 'string');
  if (kind === 'cluster') return { type: 'cluster', namespaces };
  if (intent.allNamespaces) return { type: 'all', namespaces };
  const open = name === null && meant === null && intent.intent !== 'use' && !(kind !== null && !isNamespaced(kind));
  return { type: open ? 'all' : 'named', namespaces };
}

/** A question that named no namespace is about the only one that may be seen. */
function confinedTo(only: string, intent: Intent): Intent {
  const { kind, namespace, intent: name } = intent;
  if (name === 'use' || namespace !== null || (kind !== null && !isNamespaced(kind))) return intent;
  const { allNamespaces: _, ...rest } = intent;
  return { ...rest, namespace: only };
}
