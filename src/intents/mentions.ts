import type { ParseContext } from '../core/intent.ts';
import type { Kind } from '../core/kinds.ts';
import type { Mark } from './intent-data.ts';
import { isName, looksLikeNode, looksLikePod, looksMade } from './names.ts';
import { isPlainWord } from './plain-words.ts';
import type { Item } from './segment.ts';

/** A name in a sentence and what the words around it make of it. */
export interface Mention {
  readonly at: number;
  readonly name: string;
  kind: Kind | null;
  namespace: string | null;
  cluster: string | null;
  port: string | null;
  /** It cannot be an everyday word: `web-0`, `web` in backticks, `po/web`. */
  readonly made: boolean;
  /** A word of the lexicon that can be a name too: a program ("coredns"), or an area, which is one only when the sentence says so. */
  readonly also: 'program' | 'area' | null;
  role: 'bare' | 'object' | 'namespace' | 'cluster' | 'container' | 'node';
  /** The kind it stands beside is plural or Korean: "shop pods" may mean the pods in shop. */
  loose: boolean;
}

export function hasMark(item: Item | undefined, mark: Mark): boolean {
  return item?.meaning?.mark?.includes(mark) ?? false;
}

const notNames = /^(?:\d+([smhdw]|st|nd|rd|th|am|pm|min|hr)?|\d{1,2}[:.]\d{2}(am|pm)?|v?\d+(\.\d+){1,2}|u[0-9a-z]{8,})$/;

/** Names that the words beside them have already explained are marked so; the rest stays bare. */
export function findMentions(items: readonly Item[], korean: boolean, context: ParseContext): Mention[] {
  const mentions = items.flatMap((item, at) => mentionIn(item, at) ?? []);
  const at = new Map(mentions.map((mention) => [mention.at, mention]));
  claimAside(items, mentions, context);
  claimByMarkers(items, at, korean);
  claimByKinds(items, at, korean, context);
  claimContainerOfLogs(items, at);
  claimByPrepositions(items, at);
  const formed = mentions.some(({ at, role }) => role === 'object' && items[at]?.form);
  // "old pods of rc/cache": an adjective, where the object has already been written out
  const described = (mention: Mention) => formed && mention.loose && !mention.made;
  const plain = (mention: Mention) => isPlainWord(items, mention, mentions) || describesContainer(items, mention);
  return mentions.filter((mention) => !described(mention) && !plain(mention) && (mention.also !== 'area' || mention.role !== 'bare'));
}

function mentionIn(item: Item, at: number): Mention | null {
  const { form } = item;
  const free = { at, role: 'bare', loose: false } as const;
  if (form) return { ...free, ...form, made: form.kind !== null || looksMade(form.name), also: null, role: formRole(form.kind) };
  const also = alsoName(item);
  if ((item.meaning && !also) || !item.latin || notNames.test(item.word) || !isName(item.word)) return null;
  const nothing = { kind: null, namespace: null, cluster: null, port: null };
  return { ...free, ...nothing, also, name: item.word, made: looksMade(item.word) || item.quoted };
}

function alsoName({ meaning, word }: Item): Mention['also'] {
  if (meaning?.component || (meaning?.area && word.includes('-'))) return 'program';
  return meaning?.area && !meaning.mark && !meaning.kind ? 'area' : null;
}

function formRole(kind: Kind | null): Mention['role'] {
  if (kind === 'namespace' || kind === 'cluster') return kind;
  return 'object';
}

type Mentions = ReadonlyMap<number, Mention>;

/** "web (service, shop)", "web 왜 죽어 (shop)", "shop: why is web down": what is said beside the sentence says where. */
function claimAside(items: readonly Item[], mentions: readonly Mention[], { clusters }: ParseContext): void {
  for (const mention of mentions) {
    const { at, name, role } = mention;
    const item = items[at] as Item;
    if (role !== 'bare' || looksLikePod(name) || mention.also || (mentions.length < 2 && !items.some(isOfPlaces))) continue;
    const said = items[at - 1];
    if (said?.aside && said.meaning?.mark) continue;
    const alone = !said?.aside || item.pause;
    const parted = item.aside && alone && !(said?.meaning?.kind && !said.aside) && !isTied(items[at + 1]) && !isKindOf(items[at + 1]);
    const leads = at === 0 && items[1]?.pause === true && !mentions.some((other) => other.at === 1);
    if (!parted && !leads) continue;
    mention.role = clusters?.includes(name) ? 'cluster' : 'namespace';
    const kind = item.pause && said?.aside ? said.meaning?.kind : undefined;
    const whose = mentions.find((other) => other.at === at - 2 && other.role === 'bare');
    if (kind && whose) Object.assign(whose, { role: 'object', kind });
  }
}

/** "pods", "events": asked of a place as well. */
function isOfPlaces({ meaning }: Item): boolean {
  const asked = meaning?.cue?.some(({ intent, strength }) => ofPlaces.has(intent) && strength !== 'hint') ?? false;
  return meaning?.plural === true || asked;
}

const ofPlaces: ReadonlySet<string> = new Set(['events', 'changes', 'top', 'list', 'health']);

/** "the (web) deployment" */
function isKindOf(item: Item | undefined): boolean {
  return item?.meaning?.kind !== undefined && !item.aside && !item.pause && !item.broken;
}

/** "(shop namespace)": the word behind it says what it is. */
function isTied(item: Item | undefined): boolean {
  return item?.aside === true && !item.pause && (item.meaning?.kind !== undefined || item.meaning?.mark !== undefined);
}

/** "sidecar container envoy": what sort of container. */
function describesContainer(items: readonly Item[], { at, role, name }: Mention): boolean {
  return role === 'bare' && /^(?:sidecar|init|main|helper|ephemeral)$/.test(name) && hasMark(items[at + 1], 'container');
}

function claimByMarkers(items: readonly Item[], mentions: Mentions, korean: boolean): void {
  for (const [index, item] of items.entries()) {
    const role = (['namespace', 'cluster', 'container'] as const).find((mark) => hasMark(item, mark));
    const mention = role && beside(items, mentions, index, korean || item.particles.length > 0, role);
    if (mention && role) mention.role = role;
  }
}

function claimByKinds(items: readonly Item[], mentions: Mentions, korean: boolean, { clusters, namespaces }: ParseContext): void {
  for (const [index, item] of items.entries()) {
    const kind = item.meaning?.kind;
    if (!kind || kind === 'namespace') continue;
    const whole = mentions.get(index - 1);
    // "shop의 파드들"
    if (whole?.role === 'bare' && namespaces?.includes(whole.name) && items[index - 1]?.particles.includes('of') && item.particles.includes('plural'))
      whole.role = 'namespace';
    const mention = beside(items, mentions, index, korean || item.particles.length > 0);
    if (!mention) continue;
    const loose = item.meaning?.plural === true || !item.latin || item.particles.includes('plural');
    const place =
      !loose || mention.at > index ? null : clusters?.includes(mention.name) ? 'cluster' : namespaces?.includes(mention.name) ? 'namespace' : null;
    if (place) {
      mention.role = place;
      continue;
    }
    mention.role = isPlace(items, mention, index, kind) ? 'node' : 'object';
    mention.kind = kind;
    mention.loose = loose;
  }
}

/** "pods on node worker-1", "worker-1 노드에 있는 파드": where, not what. */
function isPlace(items: readonly Item[], mention: Mention, index: number, kind: Kind): boolean {
  if (kind !== 'node') return false;
  const before = items[Math.min(mention.at, index) - 1];
  const lead = hasMark(before, 'link') ? items[Math.min(mention.at, index) - 2] : before;
  const led = lead?.latin === true && (hasMark(lead, 'on') || hasMark(lead, 'in'));
  const holds = (item: Item | undefined) => item?.particles.some((role) => role === 'in' || role === 'of') === true;
  // "노드 worker-1에 있는 파드들": something else is meant, which is there
  const other = items.slice(mention.at).some(({ meaning }) => meaning?.kind && meaning.kind !== 'node' && meaning.kind !== 'event');
  return led || holds(items[index]) || (other && mention.at > index && holds(items[mention.at]));
}

/** The bare name that a word such as "pod" or "네임스페이스" belongs to: Korean says it before, English rather behind. */
function beside(items: readonly Item[], mentions: Mentions, index: number, korean: boolean, marker?: string): Mention | null {
  const left = leftOf(items, mentions, index, marker === 'namespace');
  const right = rightOf(items, mentions, index, marker !== undefined);
  if (!left || !right) return left ?? right;
  if (items[index]?.pause) return right;
  const lead = items[left.at - 1];
  const inside = hasMark(lead, 'in') || (hasMark(lead, 'link') && hasMark(items[left.at - 2], 'in'));
  const taken = items[right.at + 1]?.meaning?.kind !== undefined;
  return korean || inside || taken ? left : right;
}

function leftOf(items: readonly Item[], mentions: Mentions, index: number, areas: boolean): Mention | null {
  const mention = mentions.get(index - 1);
  if (mention?.role !== 'bare' || items[index]?.broken || (mention.also === 'area' && !areas)) return null;
  return (items[index - 1]?.particles ?? []).some((role) => role !== 'end') ? null : mention;
}

function rightOf(items: readonly Item[], mentions: Mentions, index: number, marker: boolean): Mention | null {
  const particles = items[index]?.particles ?? [];
  if (particles.some((role) => role !== 'end' && role !== 'subject' && role !== 'object')) return null;
  for (let at = index + 1; at <= index + 2; at += 1) {
    if (items[at]?.broken) return null;
    const mention = mentions.get(at);
    if (mention) return mention.role === 'bare' ? mention : null;
    if (!hasMark(items[at], 'link') && !(marker && hasMark(items[at], 'to'))) return null;
  }
  return null;
}

/** "the istio-proxy logs of web-0": of two names the one whose logs they are is the container. */
function claimContainerOfLogs(items: readonly Item[], mentions: Mentions): void {
  const isLogs = (item: Item | undefined) => item?.latin === true && item.meaning?.cue?.some(({ intent }) => intent === 'logs') === true;
  for (const mention of mentions.values()) {
    const lead = items[mention.at + 2];
    // "grab logs of web-0": a verb
    const named = mention.made || hasMark(items[mention.at - 1], 'link');
    if (mention.role !== 'bare' || !named || !isLogs(items[mention.at + 1])) continue;
    const pod = mentions.get(nextName(items, mention.at + 3));
    const inside = hasMark(lead, 'of') || ((hasMark(lead, 'in') || hasMark(lead, 'from')) && pod !== undefined && looksLikePod(pod.name));
    if (pod && inside) mention.role = 'container';
  }
}

/** Behind articles and a kind: "of the pod web-0" */
function nextName(items: readonly Item[], from: number): number {
  let at = from;
  while (hasMark(items[at], 'link') || items[at]?.meaning?.kind) at += 1;
  return at;
}

function claimByPrepositions(items: readonly Item[], mentions: Mentions): void {
  for (const mention of mentions.values()) {
    if (mention.role !== 'bare') continue;
    if (mention.also) continue;
    const before = hasMark(items[mention.at - 1], 'link') ? items[mention.at - 2] : items[mention.at - 1];
    const { particles, owner } = items[mention.at] as Item;
    const next = items[mention.at + 1];
    const whose = next?.meaning?.cue?.some(({ intent }) => intent === 'logs' || intent === 'events') && !next.pause && !particles.includes('in');
    if (owner || whose) continue;
    const inner = [...mentions.values()].some(({ role }) => role === 'container') && ![...mentions.values()].some(({ role }) => role === 'object');
    // "worker-2에 뭐 떠 있어?"
    if (particles.includes('in') && /^(?:worker|node|ip)-/.test(mention.name) && looksLikeNode(mention.name)) mention.role = 'node';
    else if (inner && looksLikePod(mention.name) && (hasMark(before, 'in') || particles.includes('of') || particles.includes('in')))
      mention.role = 'object';
    else if (particles.includes('in') || (particles.includes('of') && mentions.has(mention.at + 1)) || (before?.latin && hasMark(before, 'in')))
      mention.role = 'namespace';
    // "restarts on web-7d9f-x2x1z": a pod is no cluster
    else if (before?.latin && hasMark(before, 'on')) mention.role = looksLikePod(mention.name) && !looksLikeNode(mention.name) ? 'object' : 'cluster';
    else if (hasMark(items[mention.at + 1], 'in') && !items[mention.at + 1]?.latin) mention.role = 'namespace';
  }
}
