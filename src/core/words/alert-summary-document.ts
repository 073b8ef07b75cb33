import type { Locale } from '../locale.ts';
import type { AlertSummaryAnswer, SameCause } from '../on-call/alert/alert-answer.ts';
import { secondsBetween } from '../on-call/alert/group.ts';
import { worstSeverity } from '../on-call/alert/notification.ts';
import type { AnyRule } from '../rule.ts';
import { alertActions, alertCount, leadNodes, sameCauseLine } from './alert-words.ts';
import { type AnswerDocument, type DocumentNode, firstSentence, line, list, type Part, paragraph } from './document.ts';
import { wordReport } from './report-words.ts';
import { duration } from './time-words.ts';

const shown = { causes: 10, groups: 10 } as const;
type Cause = AlertSummaryAnswer['causes'][number];

/** Many groups of alerts as one message: by what causes them. */
export function alertSummaryDocument(answer: AlertSummaryAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const { resolvedAt, causes, unexplained, notLooked, thread, silence, since } = answer;
  const all = [...causes.flatMap((cause) => cause.groups), ...unexplained, ...notLooked];
  const firing = resolvedAt === null;
  const [first] = causes;
  const ref = first?.finding.subject;
  return {
    tone: !firing ? 'ok' : worstSeverity(all.filter(({ status }) => status === 'firing')) === 'critical' ? 'bad' : 'warn',
    title: line(titleOf(answer, locale)),
    summary: line(summaryOf(answer, catalog, locale)),
    context: [{ text: ko ? '발생 시각 ' : 'since ' }, { text: since, at: since }],
    lead: leadNodes(answer, locale),
    parts: [
      ...causes.slice(0, shown.causes).map((cause, index) => causePart(cause, index + 1, catalog, locale)),
      groupPart(
        ko ? '그 밖의 원인' : 'Other causes',
        causes.slice(shown.causes).flatMap((cause) => cause.groups),
        locale,
      ),
      groupPart(ko ? '확인했지만 원인을 알 수 없는 것' : 'Looked into, and no cause is known', unexplained, locale),
      groupPart(ko ? '원인을 확인하지 않은 것' : 'Not looked into', notLooked, locale),
    ].filter(({ nodes }) => nodes.length > 0),
    actions: firing
      ? alertActions(
          { thread, silence, target: ref && ref.kind !== 'cluster' ? { cluster: first.cluster, about: { ref } } : null, canCheck: false },
          locale,
        )
      : [{ type: 'language', to: ko ? 'en' : 'ko' }],
  };
}

function titleOf({ groups, resolvedAt }: AlertSummaryAnswer, locale: Locale): string {
  const { total, firing } = groups;
  if (locale === 'ko')
    return resolvedAt === null
      ? `알림이 몰려 왔습니다: 그룹 ${total}개 중 ${firing}개 발생 중`
      : `몰려 온 알림이 모두 해소되었습니다: 그룹 ${total}개`;
  return resolvedAt === null ? `Many alerts at once: ${firing} of ${total} groups fire` : `Many alerts at once: all ${total} groups are resolved`;
}

function summaryOf({ causes, since, resolvedAt }: AlertSummaryAnswer, catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  if (resolvedAt !== null) {
    const after = duration(secondsBetween(since, resolvedAt), locale);
    return ko ? `${after} 만에 모두 해소되었습니다.` : `It is over, after ${after}.`;
  }
  const [first, ...others] = causes;
  if (!first) return ko ? '원인을 확인하고 있습니다.' : 'The causes are being looked into.';
  const more =
    others.length > 0
      ? ko
        ? ` 다른 원인도 ${others.length}건 있습니다.`
        : ` There ${others.length === 1 ? 'is 1 more cause' : `are ${others.length} more causes`}.`
      : '';
  return `${firstSentence(says(first, catalog, locale))}${more}`;
}

function causePart(cause: Cause, number: number, catalog: readonly AnyRule[], locale: Locale): Part {
  const { groups, cluster } = cause;
  const alerts = alertCount(
    groups.reduce((sum, { count }) => sum + count, 0),
    locale,
  );
  const title = locale === 'ko' ? `원인 ${number} (${cluster} 클러스터): ${alerts}` : `Cause ${number} (cluster ${cluster}): ${alerts}`;
  return { title, folded: false, nodes: [paragraph(firstSentence(says(cause, catalog, locale))), ...groupNodes(groups, locale)] };
}

function says({ cluster, at, finding }: Cause, catalog: readonly AnyRule[], locale: Locale): string {
  const report = {
    target: null,
    cluster,
    at,
    verdict: 'problem',
    state: null,
    findings: [finding],
    gaps: [],
    looked: [],
    cost: { requests: 0, ms: 0 },
  } as const;
  return wordReport(report, catalog, locale).findings[0]?.says ?? '';
}

function groupPart(title: string, groups: readonly SameCause[], locale: Locale): Part {
  return { title, folded: false, nodes: groupNodes(groups, locale) };
}

function groupNodes(groups: readonly SameCause[], locale: Locale): DocumentNode[] {
  if (groups.length === 0) return [];
  const ordered = groups.toSorted((a, b) => Number(a.status === 'resolved') - Number(b.status === 'resolved'));
  const more = groups.length - shown.groups;
  const rest = more > 0 ? [paragraph(locale === 'ko' ? `그 밖에 ${more}개가 더 있습니다.` : `and ${more} more.`)] : [];
  return [list(ordered.slice(0, shown.groups).map((group) => sameCauseLine(group, locale))), ...rest];
}
