import type { Asker } from '../jobs.ts';
import type { Locale, Text } from '../locale.ts';
import type { Acknowledged, AlertAnswer, SameCause, Silence } from '../on-call/alert/alert-answer.ts';
import type { Strayed } from '../on-call/alert/group.ts';
import type { Alert, AlertTarget } from '../on-call/alert/notification.ts';
import type { Severity } from '../rule.ts';
import { areaWord } from './area-words.ts';
import type { Action, DocumentNode, Line } from './document.ts';
import { line } from './document.ts';
import { namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { quoted } from './quoted.ts';

const severities: { readonly [S in Severity]: Text } = {
  critical: { en: 'critical', ko: '심각' },
  warning: { en: 'warning', ko: '경고' },
  info: { en: 'info', ko: '정보' },
};

export function severityWord(severity: Severity, locale: Locale): string {
  return severities[severity][locale];
}

/** The names of alerts, each once: at most three. */
export function alertNames(all: readonly string[], locale: Locale): string {
  const names = [...new Set(all)];
  const shown = names.slice(0, 3).map((name) => `\`${quoted(name, 80)}\``);
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? (locale === 'ko' ? ` 외 ${more}개` : ` and ${more} more`) : ''}`;
}

/** What an alert is about. */
export function targetWords({ cluster, about }: AlertTarget, locale: Locale): string {
  const what = 'ref' in about ? namedFully(about.ref, locale) : areaWord(about.area, locale);
  if (cluster === null) return what;
  const name = quoted(cluster, 80);
  return locale === 'ko' ? `${what} (\`${name}\` 클러스터)` : `${what} (cluster \`${name}\`)`;
}

export function alertCount(count: number, locale: Locale): string {
  return locale === 'ko' ? `알림 ${count}건` : `${count} ${count === 1 ? 'alert' : 'alerts'}`;
}

/** One alert of a list. */
export function alertLine({ name, severity, target, status, startsAt, endsAt }: Alert, locale: Locale): Line {
  const ko = locale === 'ko';
  const what = target ? `: ${targetWords(target, locale)}` : '';
  const since = ko ? (status === 'firing' ? ', 발생 시각 ' : ', 해소 시각 ') : status === 'firing' ? ', since ' : ', resolved ';
  const at = status === 'firing' ? startsAt : (endsAt ?? startsAt);
  return [...line(`\`${quoted(name, 80)}\` (${severityWord(severity, locale)})${what}${since}`), { text: at, at }];
}

/** A group as one line of another message. */
export function sameCauseLine({ names, severity, target, count, status }: SameCause, locale: Locale): string {
  const ko = locale === 'ko';
  const words = [
    count > 1 ? alertCount(count, locale) : null,
    severityWord(severity, locale),
    status === 'resolved' ? (ko ? '해소됨' : 'resolved') : null,
  ];
  return `${alertNames(names, locale)} (${words.filter((word) => word !== null).join(', ')})${target ? `: ${targetWords(target, locale)}` : ''}`;
}

/** A person, as text. */
export function personName({ id, name }: Asker): string {
  return quoted(name ?? id, 80);
}

/** Who is on it, how long it says nothing, and where it belongs: they stand with the headline. */
export function leadNodes(
  { acknowledged, silence, strayed }: Pick<AlertAnswer, 'acknowledged' | 'silence' | 'strayed'>,
  locale: Locale,
): DocumentNode[] {
  const lines = [
    ...(acknowledged ? [acknowledgedLine(acknowledged, locale)] : []),
    ...(silence ? [silencedLine(silence, locale)] : []),
    ...(strayed ? [strayedLine(strayed, locale)] : []),
  ];
  return lines.map((one) => ({ type: 'paragraph', line: one }));
}

/** Whoever reads it here can see to it that the next one is told where it belongs. */
function strayedLine({ channel, code }: Strayed, locale: Locale): Line {
  const ko = locale === 'ko';
  const why = ko
    ? ` 채널에 올려야 하지만 올리지 못했습니다 (Slack: \`${code}\`). 그 채널에 저를 초대하면 다음부터 그곳에 올립니다.`
    : `, where I cannot post (Slack: \`${code}\`). Invite me there, and the next one comes there.`;
  return [{ text: ko ? '' : 'This belongs in ' }, { text: `#${channel}`, channelId: channel }, ...line(why)];
}

function acknowledgedLine({ by, at }: Acknowledged, locale: Locale): Line {
  const says = locale === 'ko' ? `\`${personName(by)}\` 님이 맡았습니다. 맡은 시각: ` : `\`${personName(by)}\` is on it, since `;
  return [...line(says), { text: at, at }];
}

export function silencedLine(silence: Silence, locale: Locale): Line {
  const { by, until } = silence;
  const ko = locale === 'ko';
  const says = ko ? `\`${personName(by)}\` 님이 알림을 껐습니다. 다시 알리는 시각: ` : `Silenced by \`${personName(by)}\` until `;
  return [...line(says), { text: until, at: until }, { text: '. ' }, ...line(inAlertmanager(silence, locale))];
}

function inAlertmanager({ alertmanager }: Silence, locale: Locale): string {
  const ko = locale === 'ko';
  if (alertmanager === null) {
    return ko
      ? 'Alertmanager에는 아무것도 쓰지 않았습니다 (`KUBEWHY_ALERTMANAGER_URL` 설정 없음).'
      : 'Nothing was written into Alertmanager (`KUBEWHY_ALERTMANAGER_URL` is not set).';
  }
  if ('failed' in alertmanager) {
    const words = quoted(alertmanager.failed);
    return ko ? `Alertmanager에는 쓰지 못했습니다: \`${words}\`` : `Alertmanager did not take a silence: \`${words}\``;
  }
  const { silences } = alertmanager;
  return ko
    ? `Alertmanager에도 silence ${silences}개를 만들었습니다.`
    : `Alertmanager has ${silences === 1 ? 'a silence' : `${silences} silences`} for it too.`;
}

/** What can be done about alerts that fire. */
export function alertActions(
  { thread, silence, target, canCheck }: { thread: string; silence: Silence | null; target: AlertTarget | null; canCheck: boolean },
  locale: Locale,
): Action[] {
  const ko = locale === 'ko';
  const act = (name: string, text: string): Action => ({ type: 'act', act: name, value: thread, label: text });
  return [
    act('alert-acknowledge', ko ? '제가 맡습니다' : 'Acknowledge'),
    ...(silence ? [] : [act('alert-silence', ko ? '1시간 알림 끄기' : 'Silence for an hour')]),
    ...(canCheck ? [act('alert-check', label('again', locale))] : []),
    ...incidentAction(target, locale),
    { type: 'language', to: ko ? 'en' : 'ko' },
  ];
}

function incidentAction(target: AlertTarget | null, locale: Locale): Action[] {
  if (!target || !('ref' in target.about)) return [];
  const { kind, name, namespace = null } = target.about.ref;
  const cluster = target.cluster === null ? {} : { cluster: target.cluster };
  const value = JSON.stringify({ intent: 'incident', action: 'start', kind, name, namespace, symptom: null, locale, ...cluster });
  return [{ type: 'act', act: 'incident-start', value, label: locale === 'ko' ? '인시던트 시작' : 'Start an incident' }];
}
