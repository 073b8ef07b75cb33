import type { FailureCode } from '../answer.ts';
import type { Locale } from '../locale.ts';
import type { Look } from '../on-call/watch/look.ts';
import type { WatchAnswer, WatchBrief, WatchesAnswer } from '../on-call/watch/watch-answer.ts';
import { watchValue } from '../on-call/watch/watch-value.ts';
import { type ReadFailureCode, readFailureCodes } from '../read-failure.ts';
import type { AnyRule } from '../rule.ts';
import { causeSentence } from './cause-sentence.ts';
import type { Action, AnswerDocument, Line, Tone } from './document.ts';
import { line, paragraph } from './document.ts';
import { readFailureWord } from './gap-words.ts';
import { named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { place } from './list-documents.ts';
import { duration } from './time-words.ts';
import { moreCauses, verdictWord } from './verdict-words.ts';

type Event = WatchAnswer['event'];

const titles: { readonly [E in Event]: { readonly [L in Locale]: (what: string) => string } } = {
  started: { en: (what) => `Watching: ${what}`, ko: (what) => `지켜보기 시작: ${what}` },
  already: { en: (what) => `Watched here already: ${what}`, ko: (what) => `이미 지켜보는 중: ${what}` },
  well: { en: (what) => `Healthy now: ${what}`, ko: (what) => `지금 정상: ${what}` },
  stopped: { en: (what) => `No longer watched: ${what}`, ko: (what) => `지켜보기 중지: ${what}` },
  fixed: { en: (what) => `Fixed: ${what}`, ko: (what) => `해결됨: ${what}` },
  broken: { en: (what) => `Not well any more: ${what}`, ko: (what) => `문제 발생: ${what}` },
  changed: { en: (what) => `The cause has changed: ${what}`, ko: (what) => `원인이 바뀜: ${what}` },
  gone: { en: (what) => `Gone: ${what}`, ko: (what) => `사라짐: ${what}` },
  away: { en: (what) => `Cannot be looked at now: ${what}`, ko: (what) => `지금 확인할 수 없음: ${what}` },
  back: { en: (what) => `The cluster answers again: ${what}`, ko: (what) => `클러스터가 다시 응답함: ${what}` },
  over: { en: (what) => `The time is over: ${what}`, ko: (what) => `지켜보기 시간 종료: ${what}` },
};

const tones: { readonly [O in Look['outcome']]: Tone } = {
  problem: 'bad',
  unknown: 'unknown',
  progressing: 'warn',
  healthy: 'ok',
  gone: 'plain',
  away: 'unknown',
};

/** One line about a watch. */
export function watchDocument(answer: WatchAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { event, watch, look } = answer;
  const status = look.status ? ` (\`${look.status}\`)` : '';
  const says = event === 'changed' && look.outcome === 'problem' ? changeSentences(answer, catalog, locale) : [stateSentence(look, catalog, locale)];
  const sentences = [...says, ...tail(answer, locale)];
  return {
    tone: event === 'stopped' ? 'plain' : tones[look.outcome],
    title: line(titles[event][locale](`${named(watch.target, locale)}${status}`)),
    summary: line(sentences.join(' ')),
    context: contextOf(answer, locale),
    parts: [],
    actions: actionsOf(answer, locale),
  };
}

/** How it is, in one sentence. */
function stateSentence({ outcome, causes, failure }: Look, catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  switch (outcome) {
    case 'problem': {
      const [first] = causes;
      if (!first) return ko ? '정상이 아닙니다.' : 'It is not well.';
      return `${causeSentence(first.finding, catalog, locale)}${moreCauses(causes.length - 1, locale)}`;
    }
    case 'unknown':
      return ko
        ? '정상이라고 할 수 없으며, 아는 원인 중에는 들어맞는 것이 없습니다.'
        : 'I cannot call it healthy, and none of the causes that I know fits.';
    case 'progressing':
      return ko ? '문제는 없고, 아직 진행 중입니다.' : 'Nothing is wrong; it is still on its way.';
    case 'healthy':
      return ko ? '문제가 없습니다.' : 'Nothing is wrong.';
    case 'gone':
      return ko ? '더 이상 존재하지 않습니다.' : 'It no longer exists.';
    case 'away':
      return awaySentence(failure, locale);
  }
}

/** What is new, what is over, and what is still there. */
function changeSentences({ look, before }: WatchAnswer, catalog: readonly AnyRule[], locale: Locale): string[] {
  const ko = locale === 'ko';
  const was = before?.causes ?? [];
  const fresh = look.causes.filter(({ key }) => !was.some((one) => one.key === key));
  const gone = was.filter(({ key }) => !look.causes.some((one) => one.key === key));
  const still = look.causes.length - fresh.length;
  const first = (causes: Look['causes']): string[] => causes.slice(0, 1).map(({ finding }) => causeSentence(finding, catalog, locale));
  return [
    ...first(fresh).map((says) => `${says}${moreCauses(fresh.length - 1, locale)}`),
    ...first(gone).map((says) => `${ko ? '사라진 원인' : 'No longer'}: ${says}`),
    ...(still > 0 && fresh.length === 0 ? first(look.causes).map((says) => `${ko ? '남은 원인' : 'Still'}: ${says}`) : []),
    ...(still > 0 && fresh.length > 0
      ? [ko ? `이전 원인 ${still}건도 그대로입니다.` : `${still} earlier ${still === 1 ? 'cause is' : 'causes are'} still there.`]
      : []),
  ];
}

function awaySentence(failure: FailureCode | null, locale: Locale): string {
  const why = isReadFailureCode(failure) ? readFailureWord(failure, locale) : null;
  if (locale === 'ko') return `클러스터를 확인하지 못했습니다${why ? `: ${why}.` : '.'}`;
  return `The cluster could not be looked at${why ? `: ${why}.` : '.'}`;
}

function isReadFailureCode(code: FailureCode | null): code is ReadFailureCode {
  return (readFailureCodes as readonly (string | null)[]).includes(code);
}

/** What goes on, or what it was before. */
function tail(answer: WatchAnswer, locale: Locale): string[] {
  const { event, before, over, watch, look } = answer;
  const ko = locale === 'ko';
  if (event === 'started' || event === 'already') return [look.outcome === 'healthy' ? promiseOfWell(watch, locale) : promise(watch, locale)];
  if (event === 'well') return [wellWords(locale)];
  const lasted = event === 'fixed' && (before?.outcome === 'problem' || before?.outcome === 'unknown') ? [lastedWords(answer, locale)] : [];
  const goesOn = event === 'away' ? [ko ? '다시 응답하면 알립니다.' : 'I say so when it answers again.'] : [];
  return [...lasted, ...goesOn, ...(over && event !== 'stopped' ? [ko ? '지켜보기를 마칩니다.' : 'I watch it no longer.'] : [])];
}

function promise({ startedAt, until, untilHealthy }: WatchBrief, locale: Locale): string {
  const time = duration((Date.parse(until) - Date.parse(startedAt)) / 1000, locale);
  if (locale === 'ko')
    return untilHealthy
      ? `해결되거나 원인이 바뀌면 알리고, 정상이 되면 멈춥니다. 길어도 ${time} 동안만 지켜봅니다.`
      : `${time} 동안 지켜보면서 해결되거나 원인이 바뀌면 알립니다.`;
  return untilHealthy
    ? `I say when it is fixed or when the cause changes, and stop when it is healthy, after ${time} at the latest.`
    : `I say when it is fixed or when the cause changes, for ${time}.`;
}

function promiseOfWell({ startedAt, until }: WatchBrief, locale: Locale): string {
  const time = duration((Date.parse(until) - Date.parse(startedAt)) / 1000, locale);
  return locale === 'ko' ? `${time} 동안 지켜보면서 달라지면 알립니다.` : `I say when that changes, for ${time}.`;
}

function wellWords(locale: Locale): string {
  return locale === 'ko'
    ? '기다릴 것이 없어 지켜보지 않습니다. `2시간 동안 지켜봐`처럼 시간을 말하면 정상이어도 지켜봅니다.'
    : 'There is nothing to wait for, so I do not watch it. With a time (`for 2h`) I watch it all the same.';
}

function lastedWords({ since, held, watch, at }: WatchAnswer, locale: Locale): string {
  const well = held ?? at;
  const bad = duration((Date.parse(well) - Date.parse(since ?? watch.startedAt)) / 1000, locale);
  const good = duration((Date.parse(at) - Date.parse(well)) / 1000, locale);
  if (locale === 'ko') return `지켜보는 동안 ${bad}간 문제가 있었고, ${good} 전부터 정상입니다.`;
  return `It was not well for ${bad} while I watched, and has been well for ${good}.`;
}

function contextOf({ watch, at, event, over }: WatchAnswer, locale: Locale): Line {
  const where = place(watch.cluster, watch.target.namespace ?? null, locale);
  const goesOn = !over && event !== 'stopped' && event !== 'well';
  const end: Line = goesOn ? [{ text: locale === 'ko' ? ' · 종료 ' : ' · until ' }, { text: watch.until, at: watch.until }] : [];
  return [...where, { text: ' · ' }, { text: at, at }, ...end];
}

function actionsOf({ event, watch, over }: WatchAnswer, locale: Locale): Action[] {
  const ko = locale === 'ko';
  if (event === 'well') {
    const value = watchValue(watch.target, watch.cluster, 7200);
    return [{ type: 'act', act: 'watch', value, label: ko ? '그래도 2시간 지켜보기' : 'Watch for 2h all the same' }];
  }
  if (over || event === 'stopped') return [];
  return [{ type: 'act', act: 'unwatch', value: watch.id, label: label('unwatch', locale) }];
}

/** The watches of a channel, with why they are shown. */
export function watchesDocument({ why, asked, watches, most }: WatchesAnswer, locale: Locale): AnswerDocument {
  const { title, says } = listWords(why, asked, watches.length, most, locale);
  const items = watches.map((watch): Line => {
    const { target, look, cluster, until, asker } = watch;
    const status = look.status ? ` (\`${look.status}\`)` : '';
    const who = asker.name ? ` · ${asker.name}` : '';
    return [
      ...line(`${namedFully(target, locale)}: ${outcomeWord(look, locale)}${status}`),
      { text: ` · ${label('cluster', locale)} ${cluster} · ${locale === 'ko' ? '종료' : 'until'} ` },
      { text: until, at: until },
      { text: who },
    ].filter(({ text }) => text !== '');
  });
  const how = locale === 'ko' ? '멈추려면: `watch stop 이름`' : 'To end one: `unwatch NAME`';
  return {
    tone: 'plain',
    title: line(title),
    summary: line(says),
    context: [],
    parts: items.length > 0 ? [{ title: null, folded: false, nodes: [{ type: 'list', items }, paragraph(how, 'faint')] }] : [],
    actions: [],
  };
}

function outcomeWord({ outcome }: Look, locale: Locale): string {
  const ko = locale === 'ko';
  if (outcome === 'problem' || outcome === 'unknown' || outcome === 'healthy') return verdictWord(outcome, locale);
  if (outcome === 'progressing') return ko ? '진행 중' : 'on its way';
  if (outcome === 'gone') return ko ? '없음' : 'gone';
  return ko ? '확인할 수 없음' : 'cannot be looked at';
}

function listWords(why: WatchesAnswer['why'], asked: string | null, count: number, most: number, locale: Locale) {
  const ko = locale === 'ko';
  switch (why) {
    case 'list':
      return {
        title: ko ? `이 채널에서 지켜보는 것: ${count}건` : `Watched in this channel: ${count}`,
        says: count > 0 ? '' : ko ? '`watch deploy/web`이라고 하면 지켜봅니다.' : '`watch deploy/web` begins one.',
      };
    case 'none-such':
      return {
        title: ko ? '지켜보고 있지 않습니다' : 'Not watched',
        says: asked
          ? ko
            ? `이 채널에서 \`${asked}\` 이름으로 지켜보는 것은 없습니다.`
            : `Nothing called \`${asked}\` is watched in this channel.`
          : ko
            ? '이 채널에서 지켜보는 것이 없습니다.'
            : 'Nothing is watched in this channel.',
      };
    case 'which':
      return {
        title: label('choices', locale),
        says: ko ? `${count}건 가운데 어느 것을 멈출지 이름을 말해 주십시오.` : `${count} could be meant: say the name of the one to end.`,
      };
    case 'full':
      return {
        title: ko ? '더 지켜볼 수 없습니다' : 'No more watches here',
        says: ko
          ? `한 채널에서 ${most}건까지 지켜봅니다. 하나를 멈추면 새로 시작할 수 있습니다.`
          : `I watch at most ${most} things for one channel. End one to begin another.`,
      };
  }
}
