import type { Locale } from '../locale.ts';
import type { IncidentTarget } from '../on-call/incident/incident.ts';
import type { IncidentAnswer, IncidentLine, IncidentStatus } from '../on-call/incident/incident-answer.ts';
import { pacing } from '../on-call/incident/pace.ts';
import type { AnyRule } from '../rule.ts';
import { type AnswerDocument, type Line, line, type Part, type Span, type Tone } from './document.ts';
import { incidentStatusDocument, paceLine, statusActions } from './incident-status-document.ts';
import { incidentTimeline, timelineName } from './incident-timeline.ts';
import { lookSentence, lookTone, lookWord, personSpan, targetWord, targetWordFully } from './incident-words.ts';
import { place } from './list-documents.ts';
import { recoveryNodes } from './recovery-words.ts';
import { duration } from './time-words.ts';

type View<V extends IncidentAnswer['view']> = Extract<IncidentAnswer, { view: V }>;

/** What incidents answer, in words. */
export function incidentDocument(answer: IncidentAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  switch (answer.view) {
    case 'status':
      return incidentStatusDocument(answer.status, catalog, locale);
    case 'changed':
      return changedDocument(answer, catalog, locale);
    case 'quiet':
      return quietDocument(answer, catalog, locale);
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
    context: [
      ...place(status.cluster ?? look.cluster, null, locale),
      ...(settled ? [{ text: ko ? ' · 이때부터: ' : ' · since ' }, { text: settled.since, at: settled.since }] : []),
    ],
    lead: fixed,
    parts: [],
    actions: statusActions(status, locale).filter((action) => look.verdict === 'healthy' && action.type === 'act' && action.act === 'incident-close'),
  };
}

/** Nobody has to close it; but nobody should think that it is looked at for ever. */
function quietDocument({ status, target }: View<'quiet'>, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { settled, pace, cluster } = status;
  const ko = locale === 'ko';
  const what = targetWord(target, locale);
  const hours = pacing.asksAfterMs / 3_600_000;
  const title = ko
    ? `${what}: ${hours}시간 동안 바뀐 것이 없습니다. 장애 대응을 종료해도 됩니까?`
    : `${what}: nothing has changed for ${hours} hours. Can this incident be closed?`;
  return {
    tone: settled ? lookTone(settled.look.verdict) : 'plain',
    title: line(title),
    summary: settled ? line(`${lookWord(settled.look.verdict, locale)}. ${lookSentence(settled.look, target, catalog, locale)}`) : [],
    context: place(cluster ?? settled?.look.cluster ?? null, target.namespace, locale),
    lead: pace ? [{ type: 'paragraph', line: paceLine(pace, locale) }] : [],
    parts: [],
    actions: statusActions(status, locale).filter((action) => action.type === 'act' && action.act === 'incident-close'),
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
    title: line(ko ? `장애 대응 종료: ${what} (${lasted})` : `Incident closed: ${what} (after ${lasted})`),
    summary: line(closedSummary(status, catalog, locale)),
    context: place(cluster, target.namespace, locale),
    lead: status.recovery && healthy ? recoveryNodes(status.recovery, locale) : [],
    parts: [part],
    actions: statusActions(status, locale).filter((action) => action.type === 'act' && action.act === 'incident-reopen'),
  };
}

/** A look that saw a problem is not hidden by closing. */
function closedSummary({ settled, target, recovery }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  if (!settled) return ko ? '한 번도 확인하지 못했습니다.' : 'It was never looked at.';
  if (settled.look.verdict === 'healthy') {
    const lasted = recovery?.problemSince ? duration((Date.parse(recovery.healthyAt) - Date.parse(recovery.problemSince)) / 1000, locale) : null;
    if (lasted === null) return ko ? '마지막 확인에서 정상이었습니다.' : 'It was healthy at the last look.';
    return ko
      ? `마지막 확인에서 정상이었습니다. 문제는 ${lasted} 동안 이어졌습니다.`
      : `It was healthy at the last look. The problem lasted ${lasted}.`;
  }
  const says = lookSentence(settled.look, target, catalog, locale);
  return ko ? `정상이 된 것을 확인하지 못한 채 종료했습니다. ${says}` : `It was closed without having been seen healthy. ${says}`;
}

function openedDocument({ target, startedAt, existing, channel }: View<'opened'>, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const what = targetWord(target, locale);
  const where: Line = channel ? [{ text: `#${channel}`, channelId: channel }] : [];
  const opened = ko ? `${what} 장애 대응을 시작합니다` : `An incident about ${what} is open`;
  const going = ko ? `${what} 장애 대응이 이미 진행 중입니다` : `There is an open incident about ${what} already`;
  const follows = ko ? '진단과 현황을 곧 올립니다.' : 'Diagnosis and status follow.';
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

function incidentLine({ target, cluster, startedAt, settled, onIt, closed, isLeft, channel }: IncidentLine, locale: Locale): Line {
  const ko = locale === 'ko';
  const left = ko ? ', 더 확인하지 않음' : ', no longer looked at';
  const state = closed ? '' : `: ${settled ? lookWord(settled.look.verdict, locale) : ko ? '확인 중' : 'looking into it'}${isLeft ? left : ''}`;
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
