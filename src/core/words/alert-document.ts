import type { Answer } from '../answer.ts';
import type { Locale } from '../locale.ts';
import type { AlertAnswer } from '../on-call/alert/alert-answer.ts';
import { type Look, secondsBetween } from '../on-call/alert/group.ts';
import { mergedReports, reportOf } from '../on-call/alert/look-at-targets.ts';
import { type AlertTarget, targetKey, worstSeverity } from '../on-call/alert/notification.ts';
import type { AnyRule } from '../rule.ts';
import { alertText, howToMap } from './alert-text.ts';
import { alertActions, alertCount, alertLine, alertNames, leadNodes, sameCauseLine, severityWord, targetWords } from './alert-words.ts';
import { type AnswerDocument, type DocumentNode, type Line, line, list, type Part, paragraph, type Tone } from './document.ts';
import { label } from './labels.ts';
import { reportDocument } from './report-document.ts';
import { failureDocument, notFoundDocument } from './short-documents.ts';
import { duration } from './time-words.ts';

const shown = { alerts: 15, others: 15 } as const;
const tones = { critical: 'bad', warning: 'warn', info: 'plain' } as const satisfies Readonly<Record<string, Tone>>;

/** A group of alerts: what fires, since when, who is on it, and why. */
export function alertDocument(answer: AlertAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { status, thread, silence } = answer;
  const firing = status === 'firing';
  const severity = worstSeverity(firingOrAll(answer));
  const reports = mergedReports(answer.diagnosis?.looks ?? []).map((report) => reportDocument(report, catalog, locale));
  const [target = null] = targetsOf(answer);
  const text = alertText(answer.alerts, locale);
  return {
    tone: firing ? tones[severity] : 'ok',
    title: line(titleOf(answer, locale)),
    summary: summaryOf(answer, reports, locale),
    context: contextOf(answer, locale),
    lead: leadNodes(answer, locale),
    parts: [
      ...(target ? [] : [{ ...text, folded: false }, howToMap(answer.alerts, locale)]),
      ...reports.flatMap(({ parts }) => parts),
      part(
        locale === 'ko' ? '같은 원인으로 발생한 다른 알림' : 'Also firing because of this',
        answer.alsoCaused.map((one) => line(sameCauseLine(one, locale))),
        locale,
      ),
      part(locale === 'ko' ? '알림이 가리키는 대상' : 'What the alerts name', outcomeLines(answer, locale), locale),
      part(
        locale === 'ko' ? '확인하지 않은 것' : 'Not looked into',
        (answer.diagnosis?.left ?? []).map((one) => line(targetWords(one, locale))),
        locale,
      ),
      alertsPart(answer, locale),
      ...(target ? [text, ...(answer.alerts.some((one) => !one.target) ? [howToMap(answer.alerts, locale)] : [])] : []),
    ].filter(({ nodes }) => nodes.length > 0),
    actions: firing
      ? alertActions({ thread, silence, target, canCheck: target !== null }, locale)
      : [{ type: 'language', to: locale === 'ko' ? 'en' : 'ko' }],
  };
}

function firingOrAll({ alerts }: AlertAnswer): AlertAnswer['alerts'] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  return firing.length > 0 ? firing : alerts;
}

/** What the alerts are about, each once. */
function targetsOf(answer: AlertAnswer): readonly AlertTarget[] {
  const targets = firingOrAll(answer).flatMap(({ target }) => target ?? []);
  return [...new Map(targets.map((target) => [targetKey(target), target])).values()];
}

function titleOf(answer: AlertAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  const told = firingOrAll(answer);
  const word = answer.status === 'firing' ? (ko ? '알림 발생' : 'Firing') : ko ? '알림 해소' : 'Resolved';
  const count = told.length + answer.more;
  const about = `${count > 1 ? `${alertCount(count, locale)}, ` : ''}${severityWord(worstSeverity(told), locale)}`;
  const [first, ...others] = targetsOf(answer);
  const more = others.length > 0 ? (ko ? ` 외 ${others.length}개` : ` and ${others.length} more`) : '';
  return `${word}: ${alertNames(
    told.map(({ name }) => name),
    locale,
  )} (${about})${first ? `: ${targetWords(first, locale)}${more}` : ''}`;
}

function summaryOf(answer: AlertAnswer, reports: readonly AnswerDocument[], locale: Locale): Line {
  const ko = locale === 'ko';
  const cause = causeOf(answer, reports, locale);
  if (answer.resolvedAt === null) return cause;
  const after = duration(secondsBetween(answer.since, answer.resolvedAt), locale);
  const over = line(ko ? `${after} 만에 해소되었습니다.` : `It is over, after ${after}.`);
  if (reports.length === 0) return over;
  return [...over, { text: ko ? ' 발생했을 때 본 것: ' : ' What was seen while it fired: ' }, ...cause];
}

function causeOf({ diagnosis, alerts }: AlertAnswer, reports: readonly AnswerDocument[], locale: Locale): Line {
  const ko = locale === 'ko';
  const [report] = reports;
  if (report?.tone === 'ok' && alerts.some(({ status }) => status === 'firing')) {
    return [
      { text: ko ? '알림은 발생 중이지만 지금 보기에는 정상입니다. ' : 'The alert fires, but what it is about looks well now. ' },
      ...report.summary,
    ];
  }
  if (report) return report.summary;
  if (!diagnosis) return line(ko ? '원인을 확인하고 있습니다.' : 'Looking into it.');
  const [look] = diagnosis.looks;
  if (look) return line(outcomeOf(look, locale));
  return line(
    ko
      ? '레이블에서 확인할 대상을 찾을 수 없어, 알림 내용을 그대로 보여 줍니다.'
      : 'No label of it names anything that I can look at, so here is what it says.',
  );
}

function contextOf({ alerts, since, diagnosis }: AlertAnswer, locale: Locale): Line {
  const ko = locale === 'ko';
  const clusters = [...new Set((diagnosis?.looks ?? []).flatMap(({ answer }) => clusterOf(answer) ?? []))];
  const namespaces = [...new Set(alerts.flatMap(({ target }) => (target && 'ref' in target.about ? (target.about.ref.namespace ?? []) : [])))];
  return [
    ...(clusters.length > 0 ? [{ text: `${label('cluster', locale)} ${clusters.join(', ')} · ` }] : []),
    ...(namespaces.length > 0
      ? [{ text: `${label('namespace', locale)} ${namespaces.slice(0, 3).join(', ')}${namespaces.length > 3 ? ' …' : ''} · ` }]
      : []),
    { text: ko ? '발생 시각 ' : 'since ' },
    { text: since, at: since },
  ];
}

function clusterOf(answer: Answer): string | null {
  return reportOf(answer)?.cluster ?? ('cluster' in answer ? answer.cluster : null);
}

/** What could not be judged, and why. */
function outcomeLines({ diagnosis }: AlertAnswer, locale: Locale): Line[] {
  const ko = locale === 'ko';
  return (diagnosis?.looks ?? []).flatMap((look): Line[] => {
    if (!reportOf(look.answer)) return [line(`${targetWords(look.target, locale)}: ${outcomeOf(look, locale)}`)];
    if (!look.instead) return [];
    const [gone, seen] = [targetWords(look.target, locale), targetWords(look.instead, locale)];
    return [line(ko ? `${gone}: 더 이상 없습니다. 대신 확인한 것: ${seen}` : `${gone} no longer exists; looked at ${seen} in its place.`)];
  });
}

function outcomeOf({ answer }: Look, locale: Locale): string {
  const spoken = outcomeDocument(answer, locale);
  if (spoken) return `${spoken.summary.map(({ text, style }) => (style === 'code' ? `\`${text}\`` : text)).join('')}${clusterHint(answer, locale)}`;
  return locale === 'ko' ? '무엇을 확인해야 하는지 정할 수 없습니다.' : 'I cannot tell what to look at.';
}

/** Alertmanager and the kubeconfig name one cluster differently. */
function clusterHint(answer: Answer, locale: Locale): string {
  if (answer.type !== 'failure' || answer.code !== 'unknown-cluster') return '';
  return locale === 'ko'
    ? ' 레이블의 값과 컨텍스트의 이름이 다르면 `KUBEWHY_ALERTS_CONFIG` 파일의 `cluster.names`에 적습니다.'
    : ' If a label calls one of these by another name, `cluster.names` in the file of `KUBEWHY_ALERTS_CONFIG` says so.';
}

function outcomeDocument(answer: Answer, locale: Locale): AnswerDocument | null {
  if (answer.type === 'failure') return failureDocument(answer, locale);
  return answer.type === 'not-found' ? notFoundDocument(answer, locale, null) : null;
}

function alertsPart({ alerts, more }: AlertAnswer, locale: Locale): Part {
  const hidden = alerts.length - Math.min(alerts.length, shown.alerts) + more;
  const nodes: DocumentNode[] = [{ type: 'list', items: alerts.slice(0, shown.alerts).map((alert) => alertLine(alert, locale)) }];
  if (hidden > 0) nodes.push(paragraph(locale === 'ko' ? `그 밖에 ${hidden}건이 더 있습니다.` : `and ${hidden} more.`));
  return { title: locale === 'ko' ? '알림' : 'Alerts', folded: false, nodes: alerts.length > 1 || more > 0 ? nodes : [] };
}

function part(title: string, items: readonly Line[], locale: Locale): Part {
  const more = items.length - shown.others;
  const rest = more > 0 ? [list([locale === 'ko' ? `그 밖에 ${more}건` : `and ${more} more`])] : [];
  return { title, folded: false, nodes: items.length > 0 ? [{ type: 'list', items: items.slice(0, shown.others) }, ...rest] : [] };
}
