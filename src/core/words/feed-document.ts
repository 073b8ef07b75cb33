import type { Locale } from '../locale.ts';
import type { FeedAnswer, FeedAwayAnswer, FeedBrief, FeedProblem, FeedsAnswer } from '../on-call/feed/feed-answer.ts';
import { watchValue } from '../on-call/watch/watch-value.ts';
import { type ReadFailureCode, readFailureCodes } from '../read-failure.ts';
import type { Ref } from '../ref.ts';
import type { AnyRule } from '../rule.ts';
import { causeSentence } from './cause-sentence.ts';
import { type Action, type AnswerDocument, type DocumentNode, type Line, line, list, paragraph, type Tone } from './document.ts';
import { readFailureWord } from './gap-words.ts';
import { named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { place } from './list-documents.ts';
import { duration } from './time-words.ts';

const shown = { problems: 20, affected: 5 } as const;

/** A message of a feed: one problem, or many that came at once. */
export function feedDocument(answer: FeedAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const [only, ...more] = answer.problems;
  return only && more.length === 0 ? oneProblem(only, answer, catalog, locale) : manyProblems(answer, catalog, locale);
}

function oneProblem(problem: FeedProblem, { cluster }: FeedAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { ref, since, end, affected, cause } = problem;
  const says = causeSentence(cause, catalog, locale);
  const nodes: DocumentNode[] = end ? [] : [...affectedNodes(affected, locale), paragraph(askFor(ref, locale), 'faint')];
  return {
    tone: toneOf(problem),
    title: line(titleOf(problem, locale)),
    summary: line(end ? `${endWords(problem, locale)} ${locale === 'ko' ? (end.how === 'fixed' ? '원인' : '이전 원인') : 'It was'}: ${says}` : says),
    context: [...place(cluster, ref.namespace ?? null, locale), { text: locale === 'ko' ? ' · 시작 ' : ' · since ' }, { text: since, at: since }],
    parts: nodes.length > 0 ? [{ title: null, folded: false, nodes }] : [],
    actions: end ? [] : watchAction(ref, cluster, locale),
  };
}

function titleOf({ ref, status, end }: FeedProblem, locale: Locale): string {
  const ko = locale === 'ko';
  const word = end ? (end.how === 'fixed' ? (ko ? '해결됨' : 'Fixed') : ko ? '원인이 바뀜' : 'Another cause now') : ko ? '문제' : 'Problem';
  return `${word}: ${named(ref, locale)}${status && !end ? ` (\`${status}\`)` : ''}`;
}

function endWords({ since, end }: FeedProblem, locale: Locale): string {
  const lasted = duration((Date.parse(end?.at ?? since) - Date.parse(since)) / 1000, locale);
  if (end?.how === 'fixed') return locale === 'ko' ? `${lasted} 만에 해결되었습니다.` : `After ${lasted}.`;
  return locale === 'ko' ? `${lasted} 뒤에 다른 원인으로 바뀌었습니다.` : `After ${lasted} it fails for another reason.`;
}

function toneOf({ end, cause }: FeedProblem): Tone {
  if (end) return end.how === 'fixed' ? 'ok' : 'plain';
  return cause.severity === 'critical' ? 'bad' : 'warn';
}

function affectedNodes(affected: readonly Ref[], locale: Locale): DocumentNode[] {
  if (affected.length === 0) return [];
  const names = affected.slice(0, shown.affected).map((ref) => namedFully(ref, locale));
  const more = affected.length - names.length;
  if (locale === 'ko') return [paragraph(`함께 영향을 받는 것: ${names.join(', ')}${more > 0 ? ` 외 ${more}건` : ''}`)];
  return [paragraph(`It also breaks: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`)];
}

function askFor({ kind, name, namespace }: Ref, locale: Locale): string {
  const command = kind === 'cluster' ? 'health' : `why ${kind}/${name}${namespace ? ` -n ${namespace}` : ''}`;
  return locale === 'ko' ? `근거와 해결 순서는 이렇게 물어보면 답합니다: \`${command}\`` : `For proof and what to do ask: \`${command}\``;
}

function watchAction(ref: Ref, cluster: string, locale: Locale): Action[] {
  return ref.kind === 'cluster' ? [] : [{ type: 'act', act: 'watch', value: watchValue(ref, cluster), label: label('watch', locale) }];
}

function manyProblems({ problems, cluster, namespace, at }: FeedAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const open = problems.filter(({ end }) => end === null);
  const items = problems.slice(0, shown.problems).map((problem) => {
    const mark = problem.end ? (problem.end.how === 'fixed' ? '✔ ' : '▸ ') : '';
    return `${mark}${namedFully(problem.ref, locale)}: ${causeSentence(problem.cause, catalog, locale)}`;
  });
  const more = problems.length - items.length;
  const rest = ko ? `그 밖에 ${more}건이 더 있습니다.` : `and ${more} more.`;
  const done = problems.length - open.length;
  const still = ko ? `${done}건은 해결되었거나 원인이 바뀌었습니다.` : `${done} of them ${done === 1 ? 'is' : 'are'} over.`;
  return {
    tone: open.length === 0 ? 'ok' : open.some(({ cause }) => cause.severity === 'critical') ? 'bad' : 'warn',
    title: line(ko ? `한꺼번에 나타난 문제 ${problems.length}건` : `${problems.length} problems at once`),
    summary: done > 0 ? line(open.length === 0 ? (ko ? '모두 끝났습니다.' : 'All of them are over.') : still) : [],
    context: [...place(cluster, namespace, locale), { text: ' · ' }, { text: at, at }],
    parts: [{ title: null, folded: false, nodes: [list(items), ...(more > 0 ? [paragraph(rest)] : [])] }],
    actions: [],
  };
}

/** That a feed cannot look, or can again. */
export function feedAwayDocument({ cluster, namespace, failure, since, until }: FeedAwayAnswer, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const lasted = until ? duration((Date.parse(until) - Date.parse(since)) / 1000, locale) : '';
  const known = (readFailureCodes as readonly string[]).includes(failure) ? readFailureWord(failure as ReadFailureCode, locale) : null;
  const why = known ? `: ${known}.` : '.';
  return {
    tone: until ? 'ok' : 'unknown',
    title: line(
      until
        ? ko
          ? '클러스터가 다시 응답합니다'
          : 'The cluster answers again'
        : ko
          ? '피드가 클러스터를 볼 수 없습니다'
          : 'The feed cannot see the cluster',
    ),
    summary: line(
      until
        ? ko
          ? `${lasted} 동안 확인하지 못했습니다.`
          : `It could not be looked at for ${lasted}.`
        : ko
          ? `클러스터를 확인하지 못했습니다${why} 다시 응답할 때까지 새 문제를 알릴 수 없습니다.`
          : `The cluster could not be looked at${why} Until it answers I cannot tell of new problems.`,
    ),
    context: [...place(cluster, namespace, locale), { text: ' · ' }, { text: since, at: since }],
    parts: [],
    actions: [],
  };
}

/** The feeds of a channel, after one was turned on or off. */
export function feedsDocument({ event, feeds, most }: FeedsAnswer, locale: Locale): AnswerDocument {
  const { title, says } = eventWords(event, feeds, most, locale);
  const items = event === 'off' || event === 'none' ? [] : feeds.map((feed) => feedLine(feed, locale));
  return {
    tone: 'plain',
    title: line(title),
    summary: line(says),
    context: [],
    parts: items.length > 0 ? [{ title: null, folded: false, nodes: [{ type: 'list', items }] }] : [],
    actions: [],
  };
}

function feedLine({ cluster, namespace, startedAt, open, away, asker }: FeedBrief, locale: Locale): Line {
  const ko = locale === 'ko';
  const state = away ? (ko ? '클러스터를 볼 수 없음' : 'cannot see the cluster') : ko ? `열린 문제 ${open}건` : `${open} open`;
  return [
    ...line(`${scopeWords(cluster, namespace, locale)}: ${state}`),
    { text: ko ? ' · 시작 ' : ' · since ' },
    { text: startedAt, at: startedAt },
    ...(asker.name ? [{ text: ` · ${asker.name}` }] : []),
  ];
}

function scopeWords(cluster: string, namespace: string | null, locale: Locale): string {
  const where = named({ kind: 'cluster', name: cluster }, locale);
  if (namespace === null) return locale === 'ko' ? `${where} 전체` : `all of ${where}`;
  const space = named({ kind: 'namespace', name: namespace }, locale);
  return locale === 'ko' ? `${where}의 ${space}` : `${space} of ${where}`;
}

function eventWords(event: FeedsAnswer['event'], feeds: readonly FeedBrief[], most: number, locale: Locale) {
  const ko = locale === 'ko';
  switch (event) {
    case 'on':
      return {
        title: ko ? '이 채널의 문제 피드를 켰습니다' : 'The feed of problems is on in this channel',
        says: ko
          ? '규칙이 문제라고 판단한 것만 워크로드와 원인마다 한 번 알리고, 해결되면 그 메시지를 고칩니다. 30초 넘게 계속되는 것만, 파드 대기는 5분이 지나야 알립니다. `feed off`로 끕니다.'
          : 'I tell what rules call a problem, once for each workload and cause, and mark it when it is fixed: only what lasts for 30 s, and pods that wait to be started only after 5 minutes. `feed off` ends it.',
      };
    case 'off':
      return {
        title: ko ? '문제 피드를 껐습니다' : 'The feed of problems is off',
        says: feeds.map(({ cluster, namespace }) => scopeWords(cluster, namespace, locale)).join(', '),
      };
    case 'status':
      return feeds.length > 0
        ? { title: ko ? '이 채널의 문제 피드' : 'Feeds of problems in this channel', says: '' }
        : {
            title: ko ? '이 채널의 문제 피드는 꺼져 있습니다' : 'The feed of problems is off in this channel',
            says: ko ? '`feed on` 또는 `feed on namespace shop`으로 켭니다.' : '`feed on` or `feed on namespace shop` turns it on.',
          };
    case 'covered':
      return {
        title: ko ? '이미 켜져 있습니다' : 'It is on already',
        says: ko ? '켜져 있는 피드가 이것을 이미 알립니다.' : 'A feed that is on tells of this already.',
      };
    case 'none':
      return {
        title: ko ? '끌 피드가 없습니다' : 'There is no such feed to turn off',
        says: feeds.length > 0 ? (ko ? '`feed status`로 켜져 있는 것을 볼 수 있습니다.' : '`feed status` shows which are on.') : '',
      };
    case 'full':
      return {
        title: ko ? '피드를 더 켤 수 없습니다' : 'No more feeds here',
        says: ko ? `한 채널에 ${most}개까지 켤 수 있습니다.` : `A channel can have ${most} feeds at most. Turn one off to turn on another.`,
      };
  }
}
