import type { Asker } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { Look } from '../on-call/incident/incident.ts';
import type { IncidentStatus } from '../on-call/incident/incident-answer.ts';
import { type Pace, pacing } from '../on-call/incident/pace.ts';
import type { AnyRule } from '../rule.ts';
import { causeSentence } from './cause-sentence.ts';
import { changeLine } from './changes-document.ts';
import { type Action, type AnswerDocument, clipped, type DocumentNode, type Line, line, type Span } from './document.ts';
import { lackSentence, lookSentence, lookTone, lookWord, personSpan, targetWord } from './incident-words.ts';
import { place } from './list-documents.ts';
import { duration } from './time-words.ts';

/** Whatever a cluster says, the status stays one message of Slack. */
const mostOfSummary = 600;
const mostOfItem = 260;
const mostPeople = 10;

/** One message that says it all: what is wrong, since when, who is on it, what changed. */
export function incidentStatusDocument(status: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { target, settled, closed, cluster, last, pace } = status;
  const ko = locale === 'ko';
  const word = closed ? (ko ? '종료' : 'closed') : settled ? lookWord(settled.look.verdict, locale) : ko ? '확인 중' : 'looking into it';
  const left = pace?.looks === 'never' && !closed;
  const looking = ko ? '첫 진단을 하고 있습니다.' : 'The first diagnosis is under way.';
  const at: Line = last ? [...(cluster ? [{ text: ' · ' }] : []), { text: ko ? '마지막 확인 ' : 'last look ' }, { text: last.at, at: last.at }] : [];
  return {
    tone: closed ? 'plain' : left ? 'unknown' : settled ? lookTone(settled.look.verdict) : 'plain',
    title: line(
      ko
        ? `장애 대응: ${targetWord(target, locale)} (${word}${left ? ', 더 확인하지 않음' : ''})`
        : `Incident: ${targetWord(target, locale)} (${word}${left ? ', no longer looked at' : ''})`,
    ),
    summary: clipped(line(settled ? lookSentence(settled.look, target, catalog, locale) : looking), mostOfSummary),
    context: [...place(cluster, target.namespace, locale), ...at],
    lead: [{ type: 'list', items: statusItems(status, catalog, locale) }, ...recentNodes(status, locale), ...lackNodes(status, locale)],
    parts: [],
    actions: statusActions(status, locale),
  };
}

function statusItems(status: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line[] {
  const { settled, last, problemSince, onIt, startedAt, startedBy, closed, pace } = status;
  const ko = locale === 'ko';
  const item = (label: string, ...spans: Line): Line => [{ text: `${label}: `, style: 'strong' }, ...spans];
  const asOf = last?.at ?? startedAt;
  const since = problemSince ?? settled?.since ?? null;
  const people = peopleSpans(onIt, locale);
  const nobody: Span = { text: ko ? '아직 없음' : 'nobody yet' };
  return [
    ...(since && !closed ? [item(sinceLabel(status, locale), ...sinceSpans(since, asOf, locale))] : []),
    ...otherCauses(settled?.look, catalog, locale),
    ...lastKnown(status, catalog, locale),
    ...unsettled(status, catalog, locale),
    ...(pace && pace.looks !== 'often' && !closed ? [paceLine(pace, locale)] : []),
    item(ko ? '맡은 사람' : 'On it', ...(people.length > 0 ? people : [nobody])),
    item(ko ? '대응 시작' : 'Opened', { text: startedAt, at: startedAt }, { text: ', ' }, personSpan(startedBy)),
    ...(closed ? [item(ko ? '대응 종료' : 'Closed', { text: closed.at, at: closed.at }, { text: ', ' }, personSpan(closed.by))] : []),
  ];
}

/** How often it is looked at, and why. */
export function paceLine({ looks, at, quietSince }: Pace, locale: Locale): Line {
  const ko = locale === 'ko';
  const days = pacing.stopsAfterMs / 86_400_000;
  if (looks === 'never') {
    const why = ko
      ? `. ${days}일 동안 바뀐 것이 없었습니다. "지금 다시 확인"을 누르면 다시 확인합니다.`
      : `. Nothing had changed for ${days} days. "Look again now" makes me look again.`;
    return [{ text: ko ? '확인을 멈춘 시각: ' : 'I stopped looking at it: ', style: 'strong' }, { text: at, at }, { text: why }];
  }
  const minutes = (looks === 'often' ? pacing.oftenMs : pacing.seldomMs) / 60_000;
  const stops = new Date(Date.parse(quietSince) + pacing.stopsAfterMs).toISOString();
  return [
    { text: ko ? `${minutes}분마다 확인합니다. 마지막으로 바뀐 시각: ` : `I look every ${minutes} minutes. Nothing has changed since ` },
    { text: quietSince, at: quietSince },
    { text: ko ? '. 바뀌는 것이 없으면 확인을 멈추는 시각: ' : '. If it stays so, I stop looking at ' },
    { text: stops, at: stops },
    { text: '.' },
  ];
}

function peopleSpans(people: readonly Asker[], locale: Locale): Line {
  const more = people.length - mostPeople;
  const named = people.slice(0, mostPeople).flatMap((person, index): Span[] => [...(index > 0 ? [{ text: ', ' }] : []), personSpan(person)]);
  return more > 0 ? [...named, { text: locale === 'ko' ? ` 외 ${more}명` : ` and ${more} more` }] : named;
}

function sinceLabel({ settled, problemSince }: IncidentStatus, locale: Locale): string {
  if (problemSince !== null) return locale === 'ko' ? '문제 시작' : 'Problem since';
  return settled?.look.verdict === 'healthy' ? (locale === 'ko' ? '정상 회복' : 'Healthy since') : locale === 'ko' ? '이 상태 시작' : 'Since';
}

function sinceSpans(since: string, asOf: string, locale: Locale): Line {
  return [{ text: since, at: since }, { text: ` (${duration((Date.parse(asOf) - Date.parse(since)) / 1000, locale)})` }];
}

/** The first cause stands in the summary. */
function otherCauses(look: Look | undefined, catalog: readonly AnyRule[], locale: Locale): Line[] {
  if (look?.verdict !== 'problem') return [];
  const also = locale === 'ko' ? '다른 원인' : 'Also';
  return look.causes.slice(1).map((cause) => clipped(line(`${also}: ${causeSentence(cause, catalog, locale)}`), mostOfItem));
}

/** While nobody can look, what was seen before is still the best there is. */
function lastKnown({ settled, known, target }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line[] {
  if (settled?.look.verdict !== 'away' || !known) return [];
  const says = line(`${lookWord(known.verdict, locale)}. ${lookSentence(known, target, catalog, locale)}`);
  return [
    [{ text: locale === 'ko' ? '그 전의 상태 (' : 'Before that (' }, { text: known.at, at: known.at }, { text: '): ' }, ...clipped(says, mostOfItem)],
  ];
}

/** A last look that saw something else: it may not hold, but nobody is kept from it. */
function unsettled({ settled, last, target }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line[] {
  if (!settled || !last || last.at === settled.look.at || last.verdict === settled.look.verdict) return [];
  const ko = locale === 'ko';
  const says = lookSentence(last, target, catalog, locale);
  const [before, after] = ko
    ? ['마지막 확인', '1분 동안 그대로면 현황이 바뀝니다.']
    : ['Last look', 'Once that has held for a minute, it becomes the status.'];
  return [[...clipped(line(`${before}: ${says}`), mostOfItem), { text: ` ${after}` }]];
}

function recentNodes({ recent, closed, last, target }: IncidentStatus, locale: Locale): DocumentNode[] {
  if (!recent || closed) return [];
  const ko = locale === 'ko';
  const limits = [
    recent.more > 0 && (ko ? `그 밖에 ${recent.more}건` : `${recent.more} more`),
    recent.partial && (ko ? '읽지 못한 것 있음' : 'not everything could be read'),
  ].filter((text) => text !== false);
  const but = limits.length > 0 ? ` (${limits.join(', ')})` : '';
  const none = ko ? `최근 한 시간 동안 바뀐 것을 찾지 못했습니다${but}.` : `I found nothing that was changed in the last hour${but}.`;
  if (recent.entries.length === 0) return last?.verdict === 'away' ? [] : [{ type: 'paragraph', line: line(none) }];
  return [
    { type: 'paragraph', line: recentTitle(recent.at, last?.verdict === 'away', but, locale) },
    { type: 'list', items: recent.entries.map((change) => clipped(changeLine(change, target.namespace, locale), mostOfItem)) },
  ];
}

/** What was read before the cluster went away is not of the last hour. */
function recentTitle(at: string, isOld: boolean, but: string, locale: Locale): Line {
  const ko = locale === 'ko';
  if (!isOld) return [{ text: ko ? `최근 한 시간의 변경${but}:` : `Changed in the last hour${but}:`, style: 'strong' }];
  const [before, after] = ko ? ['', `까지 한 시간의 변경${but}:`] : ['Changed in the hour before ', `${but}:`];
  return [
    { text: before, style: 'strong' },
    { text: at, at },
    { text: after, style: 'strong' },
  ];
}

function lackNodes({ lacks }: IncidentStatus, locale: Locale): DocumentNode[] {
  return lacks.length > 0 ? [{ type: 'list', items: lacks.slice(0, 4).map((lack) => line(lackSentence(lack, locale))) }] : [];
}

/** Buttons of an incident, each with its id. */
export function statusActions({ id, closed }: IncidentStatus, locale: Locale): Action[] {
  const ko = locale === 'ko';
  const act = (name: string, label: string, more: object = {}, value: object = {}): Action => ({
    type: 'act',
    act: `incident-${name}`,
    value: JSON.stringify({ id, ...value }),
    label,
    ...more,
  });
  const language = act('language', ko ? 'English' : '한국어', {}, { to: ko ? 'en' : 'ko' });
  if (closed) return [act('reopen', ko ? '다시 열기' : 'Reopen'), language];
  const confirm = ko ? '이 장애 대응을 종료하고 타임라인을 올릴까요?' : 'Close this incident and post its time line?';
  return [
    act('on-it', ko ? '제가 맡겠습니다' : 'I am on it', { style: 'primary' }),
    act('refresh', ko ? '지금 다시 확인' : 'Look again now'),
    act('close', ko ? '종료' : 'Close', { confirm }),
    language,
  ];
}
