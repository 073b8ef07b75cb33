import { distance } from 'fastest-levenshtein';
import type { Runbook } from './runbook.ts';

export type FoundRunbook =
  | { readonly outcome: 'one'; readonly runbook: Runbook }
  /** Best first: the asker chooses. */
  | { readonly outcome: 'several'; readonly runbooks: readonly Runbook[] }
  /** `nearest` is empty where nothing comes close. */
  | { readonly outcome: 'none'; readonly nearest: readonly Runbook[] };

/** From this score on it is what was asked for; below `close`, it is not even like it. */
const hit = 0.62;
const close = 0.3;
/** Scores that are less apart than this are as good as each other. */
const alike = 0.07;

/** The runbook that some words mean: by id, title or alias, in either language, with typos, particles and without spaces. */
export function findRunbook(topic: string, runbooks: readonly Runbook[]): FoundRunbook {
  const asked = wordsOf(topic);
  if (asked.length === 0) return { outcome: 'none', nearest: [] };
  const whole = allWords(topic).join('');
  const named = runbooks.find((runbook) => namesOf(runbook).some((name) => allWords(name).join('') === whole));
  if (named) return { outcome: 'one', runbook: named };
  const shelf = runbooks.map((runbook) => ({ runbook, phrases: phrasesOf(runbook) }));
  const weigh = weightsOf(shelf.map(({ phrases }) => phrases));
  const ranked = shelf
    .map(({ runbook, phrases }) => ({ runbook, score: Math.max(...phrases.map((phrase) => score(asked, phrase, weigh))) }))
    .sort((a, b) => b.score - a.score || a.runbook.id.localeCompare(b.runbook.id));
  const best = ranked[0];
  if (!best || best.score < hit) {
    return {
      outcome: 'none',
      nearest: ranked
        .filter(({ score }) => score >= close)
        .slice(0, 3)
        .map(({ runbook }) => runbook),
    };
  }
  const good = ranked.filter(({ score }) => score >= hit && score > best.score - alike).slice(0, 5);
  return good.length === 1 ? { outcome: 'one', runbook: best.runbook } : { outcome: 'several', runbooks: good.map(({ runbook }) => runbook) };
}

/** Said of any runbook, so they tell none from another. */
const idle = new Set(
  `a an and at by do for from get how i in into is it look me my of on or our please runbook runbooks see show steps the this to us use using we what
  where which who with you 런북 방법 방법은 법 하는 하는법 하기 하려면 보기 보는 보여줘 보여주세요 알려줘 알려주세요 어떻게 어디 어디에 어디서 어디야 어디있어 어디에있어 어디있나요 좀 가이드 절차 매뉴얼 해줘 해야
  해요 하나요 하지 쓰는 사용 사용법 사용하는 사용하기 쓰는법 확인 확인하기 확인하는`.split(/\s+/),
);

/** Words without punctuation; `crictl사용법` is two. Idle words go, unless there are no others. */
function wordsOf(text: string): string[] {
  const words = allWords(text);
  const telling = words.filter((word) => !idle.has(word));
  return telling.length > 0 ? telling : words.filter((word) => !/^(runbooks?|런북)$/.test(word));
}

function allWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[a-z0-9]+|[가-힣]+/g) ?? []
  );
}

function namesOf({ id, coverage, title, aliases }: Runbook): string[] {
  return [id, ...coverage, title.en, title.ko, ...aliases];
}

function phrasesOf(runbook: Runbook): string[][] {
  return namesOf(runbook)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

/** A word that few runbooks have says more. */
function weightsOf(shelf: readonly (readonly (readonly string[])[])[]): (word: string) => number {
  const counts = new Map<string, number>();
  for (const phrases of shelf) for (const word of new Set(phrases.flat())) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => Math.log(1 + shelf.length / (counts.get(word) ?? 1));
}

/** How much of the phrase was said, and how much of what was said is the phrase: 0 to 1. */
function score(asked: readonly string[], phrase: readonly string[], weigh: (word: string) => number): number {
  if (asked.join('') === phrase.join('')) return 1;
  const taken = new Map<string, number>();
  let said = 0;
  let whole = 0;
  for (const word of phrase) {
    const weight = weigh(word);
    whole += weight;
    const { likeness, by, length } = nearest(word, asked);
    said += weight * likeness;
    if (likeness > 0) taken.set(by, Math.min(by.length, (taken.get(by) ?? 0) + length));
  }
  const covered = [...taken.values()].reduce((sum, length) => sum + length, 0) / asked.join('').length;
  return 0.6 * (said / whole) + 0.4 * Math.min(1, covered);
}

function nearest(word: string, asked: readonly string[]): { readonly likeness: number; readonly by: string; readonly length: number } {
  return asked
    .map((by) => ({ likeness: likeness(word, by), by, length: by.includes(word) ? word.length : by.length }))
    .reduce((best, one) => (one.likeness > best.likeness ? one : best), { likeness: 0, by: '', length: 0 });
}

/** Korean without spaces holds its words (`노드로그어디`); typos are counted in letters, Korean ones in jamo. */
function likeness(word: string, asked: string): number {
  if (word === asked) return 1;
  const korean = /[가-힣]/.test(word);
  if (korean && word.length >= 2 && asked.includes(word)) return 1;
  if (!korean && word.length >= 5 && asked.includes(word)) return 0.95;
  if (plural(word) === plural(asked)) return 0.98;
  const [a, b] = korean ? [word.normalize('NFD'), asked.normalize('NFD')] : [word, asked];
  const longest = Math.max(a.length, b.length);
  const ratio = 1 - distance(a, b) / longest;
  return longest >= 4 && ratio >= 0.66 ? ratio : 0;
}

function plural(word: string): string {
  return word.length > 3 ? word.replace(/(?<=[a-z])s$/, '') : word;
}
