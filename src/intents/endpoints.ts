import type { Intent } from '../core/intent.ts';
import { hasMark, type Mention } from './mentions.ts';
import { type Sentence, says } from './sentence.ts';

/** "Does A reach B on port P": A's part of the intent, B and P. */
export interface Endpoints {
  readonly from: Mention | null;
  readonly to: Intent['to'] | null;
  readonly namespace: string | null;
  readonly port: string | null;
}

/** Sorts the names of a sentence about reaching into where from and where to. */
export function findEndpoints(sentence: Sentence): Endpoints {
  const { flags, mentions } = sentence;
  const ends = mentions.filter((mention) => isEnd(sentence, mention));
  const places = mentions.filter((mention) => mention.role === 'namespace' && !ends.includes(mention));
  const target =
    ends.length > 1
      ? ends.find((end) => isTo(sentence, end, ends))
      : ends.find((end) => sentence.context.target && says(sentence, 'it') && isTo(sentence, end, ends));
  const from = ends.find((end) => end !== target) ?? null;
  const port = target?.port ?? from?.port ?? findPort(sentence, target ?? from);
  const own = (end: Mention | null | undefined, other: Mention | null | undefined) =>
    end?.namespace ?? nearestPlace(places, end, other, sentence.korean);
  const there = target ? own(target, from) : null;
  const here = flags.namespace ?? (from ? own(from, target) : null);
  if (!target) return { from, to: null, namespace: here ?? places[0]?.name ?? null, port };
  const to = { kind: target.kind, name: target.name, namespace: here === null && places.length === 1 ? (target.namespace ?? null) : there };
  return { from, to, namespace: here ?? (places.length === 1 ? there : null), port };
}

/** An object; in Korean a bare "web에서" too, which elsewhere would be a namespace. */
function isEnd(sentence: Sentence, mention: Mention): boolean {
  if (mention.role === 'object') return true;
  if (mention.role === 'bare') return mention.also !== 'area';
  const item = sentence.items[mention.at];
  if (mention.role !== 'namespace' || !item || mention.kind === 'namespace') return false;
  const marked = [sentence.items[mention.at - 1], sentence.items[mention.at + 1]].some((near) => hasMark(near, 'namespace'));
  return !marked && item.particles.includes('in') && !(hasMark(sentence.items[mention.at - 1], 'in') && item.latin && item.particles.length === 0);
}

function isTo(sentence: Sentence, end: Mention, ends: readonly Mention[]): boolean {
  const after = sentence.items[end.kind && sentence.items[end.at + 1]?.meaning?.kind ? end.at + 1 : end.at];
  const particles = [...(sentence.items[end.at]?.particles ?? []), ...(after?.particles ?? [])];
  if (particles.includes('to')) return true;
  if (particles.includes('from')) return false;
  if (isKeptFrom(sentence, end) || isAnswering(sentence, end)) return true;
  if (ends.some((other) => other !== end && isAnswering(sentence, other))) return false;
  if (comesFrom(sentence, end)) return false;
  if (ends.some((other) => other !== end && comesFrom(sentence, other) && !isKeptFrom(sentence, other))) return true;
  if (ends.some((other) => other !== end && isKeptFrom(sentence, other))) return false;
  const before = sentence.items.slice(Math.max(0, end.at - 3), end.at);
  if (before.some((item) => hasMark(item, 'to') || hasMark(item, 'arrow'))) return true;
  return end === ends.at(-1) && !ends.some((other) => other !== end && isTo(sentence, other, []));
}

/** "does a policy block web from db": web is kept from it, so db is the far end; not in "block traffic from web to db". */
function isKeptFrom(sentence: Sentence, end: Mention): boolean {
  const { items } = sentence;
  const block = items.findIndex(({ word, latin }) => latin && /^(?:block|prevent|keep|stop|den|reject|cut)/.test(word));
  const other = sentence.mentions.find(({ at, role }) => at > block && at < end.at && (role === 'object' || role === 'bare'));
  return (
    block >= 0 &&
    other !== undefined &&
    comesFrom(sentence, end) &&
    !comesFrom(sentence, other) &&
    !items.slice(block).some((item) => hasMark(item, 'to'))
  );
}

/** "does 10.0.0.7 answer pod web-0": who answers is the far end. */
function isAnswering({ items, korean }: Sentence, { at }: Mention): boolean {
  return !korean && /^(?:answer|respond|repl)/.test(items[at + 1]?.word ?? '');
}

function comesFrom({ items, korean }: Sentence, { at, kind }: Mention): boolean {
  const last = kind && items[at + 1]?.meaning?.kind ? at + 1 : at;
  if (korean && items[last]?.particles.includes('from')) return true;
  const lead = [items[at - 1], items[at - 2], items[at - 3]].findIndex((item) => hasMark(item, 'from'));
  return lead >= 0 && items.slice(at - lead, at).every((item) => item.meaning?.kind || hasMark(item, 'link'));
}

/** English says the namespace behind ("web in shop"), Korean before ("shop의 web"). */
function nearestPlace(
  places: readonly Mention[],
  end: Mention | null | undefined,
  other: Mention | null | undefined,
  korean: boolean,
): string | null {
  if (!end) return null;
  const side = places.filter(({ at }) => (korean ? at < end.at : at > end.at));
  const place = korean ? side.at(-1) : side[0];
  const between = place && other && (korean ? other.at > place.at && other.at < end.at : other.at < place.at && other.at > end.at);
  return place && !between ? place.name : null;
}

function findPort(sentence: Sentence, end: Mention | null | undefined): string | null {
  const { items } = sentence;
  for (const [at, item] of items.entries()) {
    const port = /^:?(\d{2,5})$/.exec(item.word)?.[1];
    if (port && items[at + 1]?.meaning?.unit === undefined && Number(port) <= 65535) return port;
    if (hasMark(item, 'port') && end) {
      const name = [items[at + 1], items[at - 1]].find(
        (near) => near?.latin && !near.meaning && /^[a-z][a-z0-9-]{0,14}$/.test(near.word) && near.word !== end.name,
      );
      if (name) return name.word;
    }
  }
  return null;
}
