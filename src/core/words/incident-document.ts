import type { Locale } from '../locale.ts';
import type { IncidentTarget, Look } from '../on-call/incident/incident.ts';
import type { IncidentAnswer, IncidentLine, IncidentStatus } from '../on-call/incident/incident-answer.ts';
import type { AnyRule } from '../rule.ts';
import { changeLine } from './changes-document.ts';
import { type Action, type AnswerDocument, type DocumentNode, type Line, line, type Part, type Span, type Tone } from './document.ts';
import { incidentTimeline, timelineName } from './incident-timeline.ts';
import { causeSentence, lackSentence, lookSentence, lookTone, lookWord, personSpan, targetWord, targetWordFully } from './incident-words.ts';
import { place } from './list-documents.ts';
import { recoveryNodes } from './recovery-words.ts';
import { duration } from './time-words.ts';

type View<V extends IncidentAnswer['view']> = Extract<IncidentAnswer, { view: V }>;

/** What incidents answer, in words. */
export function incidentDocument(answer: IncidentAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  switch (answer.view) {
    case 'status':
      return statusDocument(answer.status, catalog, locale);
    case 'changed':
      return changedDocument(answer, catalog, locale);
    case 'closed':
      return closedDocument(answer, catalog, locale);
    case 'list':
      return listDocument(answer, locale);
    case 'opened':
      return openedDocument(answer, locale);
    default:
      return shortDocument(answer, locale);
  }
}

/** One message that says it all: what is wrong, since when, who is on it, what changed. */
function statusDocument(status: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { target, settled, closed, cluster, last } = status;
  const ko = locale === 'ko';
  const word = closed ? (ko ? '종료' : 'closed') : settled ? lookWord(settled.look.verdict, locale) : ko ? '확인 중' : 'looking into it';
  const at: Line = last ? [...(cluster ? [{ text: ' · ' }] : []), { text: ko ? '마지막 확인 ' : 'last look ' }, { text: last.at, at: last.at }] : [];
  return {
    tone: closed ? 'plain' : settled ? lookTone(settled.look.verdict) : 'plain',
    title: line(ko ? `장애 대응: ${targetWord(target, locale)} (${word})` : `Incident: ${targetWord(target, locale)} (${word})`),
    summary: line(
      settled ? lookSentence(settled.look, target, catalog, locale) : ko ? '첫 진단을 하고 있습니다.' : 'The first diagnosis is under way.',
    ),
    context: [...place(cluster, target.namespace, locale), ...at],
    lead: [{ type: 'list', items: statusItems(status, catalog, locale) }, ...recentNodes(status, locale), ...lackNodes(status, locale)],
    parts: [],
    actions: statusActions(status, locale),
  };
}

function statusItems(status: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line[] {
  const { settled, last, problemSince, onIt, startedAt, startedBy, closed } = status;
  const ko = locale === 'ko';
  const item = (label: string, ...spans: Line): Line => [{ text: `${label}: `, style: 'strong' }, ...spans];
  const asOf = last?.at ?? startedAt;
  const since = problemSince ?? settled?.since ?? null;
  const people = onIt.flatMap((person, index): Span[] => [...(index > 0 ? [{ text: ', ' }] : []), personSpan(person)]);
  const nobody: Span = { text: ko ? '아직 없음' : 'nobody yet' };
  return [
    ...(since && !closed ? [item(sinceLabel(status, locale), ...sinceSpans(since, asOf, locale))] : []),
    ...otherCauses(settled?.look, catalog, locale),
    ...unsettled(status, catalog, locale),
    item(ko ? '맡은 사람' : 'On it', ...(people.length > 0 ? people.slice(0, 19) : [nobody])),
    item(ko ? '시작' : 'Started', { text: startedAt, at: startedAt }, { text: ', ' }, personSpan(startedBy)),
    ...(closed ? [item(ko ? '종료' : 'Closed', { text: closed.at, at: closed.at }, { text: ', ' }, personSpan(closed.by))] : []),
  ];
}

function sinceLabel({ settled, problemSince }: IncidentStatus, locale: Locale): string {
  if (problemSince !== null) return locale === 'ko' ? '문제가 보인 때' : 'Problem since';
  return settled?.look.verdict === 'healthy' ? (locale === 'ko' ? '정상이 된 때' : 'Healthy since') : locale === 'ko' ? '이 상태가 된 때' : 'Since';
}

function sinceSpans(since: string, asOf: string, locale: Locale): Line {
  return [{ text: since, at: since }, { text: ` (${duration((Date.parse(asOf) - Date.parse(since)) / 1000, locale)})` }];
}

/** The first cause stands in the summary. */
function otherCauses(look: Look | undefined, catalog: readonly AnyRule[], locale: Locale): Line[] {
  if (look?.verdict !== 'problem') return [];
  return look.causes.slice(1).map((cause) => line(`${locale === 'ko' ? '다른 원인' : 'Also'}: ${causeSentence(cause, catalog, locale)}`));
}

/** A last look that saw something else: it may not hold, but nobody is kept from it. */
function unsettled({ settled, last, target }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line[] {
  if (!settled || !last || last.at === settled.look.at || last.verdict === settled.look.verdict) return [];
  const ko = locale === 'ko';
  const says = lookSentence(last, target, catalog, locale);
  const [before, after] = ko
    ? ['마지막 확인 때는 달랐습니다: ', ' 그대로면 곧 여기에 반영합니다.']
    : ['The last look was different: ', ' If that holds, it is said here.'];
  return [line(`${before}${says}${after}`)];
}

function recentNodes({ recent, closed }: IncidentStatus, locale: Locale): DocumentNode[] {
  if (!recent || closed) return [];
  const ko = locale === 'ko';
  const more = recent.more > 0 ? (ko ? ` (그 밖에 ${recent.more}건)` : ` (and ${recent.more} more)`) : '';
  const partial = recent.partial ? (ko ? ' 읽지 못한 것이 있습니다.' : ' Not everything could be read.') : '';
  const none = ko ? '최근 한 시간 동안 바뀐 것을 찾지 못했습니다.' : 'Nothing was changed in the last hour, as far as I can see.';
  if (recent.entries.length === 0) return [{ type: 'paragraph', line: line(`${none}${partial}`) }];
  const title = ko ? `최근 한 시간의 변경${more}:` : `Changed in the last hour${more}:`;
  return [
    { type: 'paragraph', line: [{ text: title, style: 'strong' }, { text: partial }] },
    { type: 'list', items: recent.entries.map((change) => changeLine(change, null, locale)) },
  ];
}

function lackNodes({ lacks }: IncidentStatus, locale: Locale): DocumentNode[] {
  return lacks.length > 0 ? [{ type: 'list', items: lacks.map((lack) => line(lackSentence(lack, locale))) }] : [];
}

function statusActions({ id, closed }: IncidentStatus, locale: Locale): Action[] {
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

/** A state that has held: one message in the thread, which is heard where an update is not. */
function changedDocument({ status, from, target }: View<'changed'>, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { settled, recovery } = status;
  const look = settled?.look ?? from.look;
  const ko = locale === 'ko';
  const what = targetWord(target, locale);
  const same = look.verdict === from.look.verdict;
  const word = lookWord(look.verdict, locale);
  const title = same
    ? ko
      ? `${what}: 원인이 바뀌었습니다`
      : `${what}: the cause is another now`
    : `${what}: ${lookWord(from.look.verdict, locale)} → ${word}`;
  const fixed = look.verdict === 'healthy' && recovery ? recoveryNodes(recovery, locale) : [];
  return {
    tone: lookTone(look.verdict),
    title: line(title),
    summary: line(lookSentence(look, target, catalog, locale)),
    context: settled ? [{ text: ko ? '이때부터: ' : 'since ' }, { text: settled.since, at: settled.since }] : [],
    lead: fixed,
    parts: [],
    actions: statusActions(status, locale).filter((action) => look.verdict === 'healthy' && action.type === 'act' && action.act === 'incident-close'),
  };
}

function closedDocument({ status, timeline }: View<'closed'>, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { target, settled, closed, startedAt, cluster } = status;
  const ko = locale === 'ko';
  const what = targetWord(target, locale);
  const lasted = duration((Date.parse(closed?.at ?? startedAt) - Date.parse(startedAt)) / 1000, locale);
  const healthy = settled?.look.verdict === 'healthy';
  const part: Part = {
    title: ko ? '타임라인' : 'Time line',
    folded: true,
    nodes: [{ type: 'preformatted', text: incidentTimeline(status, timeline, catalog, locale) }],
    fileName: timelineName(status),
    file: 'always',
  };
  return {
    tone: healthy ? 'ok' : 'warn',
    title: line(ko ? `장애 대응 종료: ${what} (${lasted} 동안)` : `Incident closed: ${what} (after ${lasted})`),
    summary: line(closedSummary(status, catalog, locale)),
    context: place(cluster, target.namespace, locale),
    lead: status.recovery && healthy ? recoveryNodes(status.recovery, locale) : [],
    parts: [part],
    actions: statusActions(status, locale).filter((action) => action.type === 'act' && action.act === 'incident-reopen'),
  };
}

/** A look that saw a problem is not hidden by closing. */
function closedSummary({ settled, target }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  if (!settled) return ko ? '한 번도 확인하지 못했습니다.' : 'It was never looked at.';
  if (settled.look.verdict === 'healthy') return ko ? '마지막 확인에서 정상이었습니다.' : 'It was healthy at the last look.';
  const says = lookSentence(settled.look, target, catalog, locale);
  return ko ? `정상이 된 것을 확인하지 못한 채 종료했습니다. ${says}` : `It was closed without having been seen healthy. ${says}`;
}

function openedDocument({ target, startedAt, existing, channel }: View<'opened'>, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const what = targetWord(target, locale);
  const where: Line = channel ? [{ text: `#${channel}`, channelId: channel }] : [];
  const opened = ko ? `${what} 장애 대응을 시작합니다` : `An incident about ${what} is open`;
  const going = ko ? `${what} 장애 대응이 이미 진행 중입니다` : `There is an open incident about ${what} already`;
  const follows = ko ? '첫 진단과 현황을 곧 올립니다.' : 'The first diagnosis and a status follow.';
  return {
    tone: 'plain',
    title: line(existing ? going : opened),
    summary: where.length > 0 ? [{ text: ko ? '진행하는 곳: ' : 'It goes on in ' }, ...where] : existing ? [] : line(follows),
    context: existing ? [{ text: ko ? '시작: ' : 'started ' }, { text: startedAt, at: startedAt }] : [],
    parts: [],
    actions: [],
  };
}

function listDocument({ open, closed }: View<'list'>, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const none = ko ? '진행 중인 장애 대응이 없습니다' : 'There is no open incident';
  const some = ko ? `진행 중인 장애 대응 ${open.length}건` : `${open.length} open ${open.length === 1 ? 'incident' : 'incidents'}`;
  const part = (title: string, lines: readonly IncidentLine[]): Part[] =>
    lines.length === 0 ? [] : [{ title, folded: false, nodes: [{ type: 'list', items: lines.map((one) => incidentLine(one, locale)) }] }];
  return {
    tone: open.length > 0 ? 'warn' : 'plain',
    title: line(open.length > 0 ? some : none),
    summary: [],
    context: [],
    parts: [...part(ko ? '진행 중' : 'Open', open), ...part(ko ? '최근에 종료한 것' : 'Closed lately', closed)],
    actions: [],
  };
}

function incidentLine({ target, cluster, startedAt, settled, onIt, closed, channel }: IncidentLine, locale: Locale): Line {
  const ko = locale === 'ko';
  const state = closed ? '' : `: ${settled ? lookWord(settled.look.verdict, locale) : ko ? '확인 중' : 'looking into it'}`;
  const until: Line = closed ? [{ text: ' – ' }, { text: closed.at, at: closed.at }] : [];
  const people = onIt.slice(0, 3).flatMap((person): Span[] => [{ text: ' · ' }, personSpan(person)]);
  return [
    ...line(`${targetWordFully(target, locale)}${cluster ? ` (\`${cluster}\`)` : ''}${state} · `),
    { text: startedAt, at: startedAt },
    ...until,
    ...people,
    ...(channel ? [{ text: ' · ' }, { text: `#${channel}`, channelId: channel }] : []),
  ];
}

type Short = View<'noted' | 'closing' | 'reopened' | 'none' | 'no-text' | 'outside'>;

function shortDocument(answer: Short, locale: Locale): AnswerDocument {
  const [tone, title, summary = ''] = shortWords(answer, locale);
  return { tone, title: line(title), summary: line(summary), context: [], parts: [], actions: [] };
}

function shortWords(answer: Short, locale: Locale): readonly [Tone, string, string?] {
  const ko = locale === 'ko';
  const what = (target: IncidentTarget) => targetWord(target, locale);
  switch (answer.view) {
    case 'noted':
      return [
        'ok',
        ko ? `${what(answer.target)} 장애 대응의 타임라인에 적었습니다` : `Noted in the time line of the incident about ${what(answer.target)}`,
      ];
    case 'closing':
      return [
        'plain',
        ko ? `${what(answer.target)} 장애 대응을 종료합니다` : `Closing the incident about ${what(answer.target)}`,
        ko ? '마지막으로 확인한 다음 타임라인을 올립니다.' : 'After one last look its time line follows.',
      ];
    case 'reopened':
      return ['warn', ko ? `${what(answer.target)} 장애 대응을 다시 열었습니다` : `The incident about ${what(answer.target)} is open again`];
    case 'no-text':
      return [
        'plain',
        ko ? '무엇을 적을지 알려 주십시오' : 'What shall I note?',
        ko ? '예: `인시던트 메모 v12로 롤백했습니다`' : 'For example: `incident note rolled back to v12`',
      ];
    case 'outside':
      return [
        'unknown',
        ko ? '이 채널에 쓸 수 없어 장애 대응을 시작하지 못했습니다' : 'I cannot write in this channel, so no incident was opened',
        ko ? '저를 이 채널에 초대한 다음 다시 시작하십시오. `/invite` 명령을 쓰면 됩니다.' : 'Invite me with `/invite`, and start it again.',
      ];
    case 'none':
      return answer.name === null
        ? [
            'plain',
            ko ? '진행 중인 장애 대응이 없습니다' : 'There is no open incident',
            ko ? '예: `장애 시작 deploy/cart -n shop`' : 'To open one: `incident start deploy/cart -n shop`',
          ]
        : [
            'plain',
            ko ? `\`${answer.name}\` 이름으로 진행 중인 장애 대응이 없습니다` : `There is no open incident about \`${answer.name}\``,
            ko ? '`장애 목록` 명령으로 볼 수 있습니다.' : '`incident list` shows those that are open.',
          ];
  }
}
