import type { Asker } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { TimelineEntry } from '../on-call/incident/incident.ts';
import type { IncidentStatus } from '../on-call/incident/incident-answer.ts';
import type { AnyRule } from '../rule.ts';
import { changeLine } from './changes-document.ts';
import { cleanText } from './clean-text.ts';
import { type Line, line } from './document.ts';
import { lookSentence, lookWord, targetWord, targetWordFully } from './incident-words.ts';
import { named } from './kind-words.ts';
import { recoveryLines } from './recovery-words.ts';
import { duration, moment } from './time-words.ts';

/** `incident-20261121-cart.md` */
export function timelineName({ target, startedAt }: Pick<IncidentStatus, 'target' | 'startedAt'>): string {
  return `incident-${startedAt.slice(0, 10).replaceAll('-', '')}-${target.name.replace(/[^\w.-]/g, '-')}.md`;
}

/** An incident as a Markdown file, oldest first. What people and clusters wrote is escaped: it is text, and stays text. */
export function incidentTimeline(status: IncidentStatus, entries: readonly TimelineEntry[], catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  const { target, recovery, settled } = status;
  const fixed = recovery && settled?.look.verdict === 'healthy' ? recoveryLines(recovery, locale) : null;
  return [
    `# ${markdown(line(ko ? `장애 대응: ${targetWordFully(target, locale)}` : `Incident: ${targetWordFully(target, locale)}`))}`,
    '',
    ...facts(status, locale).map((text) => `- ${text}`),
    ...(fixed
      ? ['', `## ${ko ? '무엇이 해결했는지' : 'What fixed it'}`, '', markdown(fixed.says), ...fixed.items.map((item) => `- ${markdown(item)}`)]
      : []),
    '',
    `## ${ko ? '타임라인 (UTC)' : 'Time line (UTC)'}`,
    '',
    ...entries.map((entry) => `- ${markdown([{ text: entry.at, at: entry.at }, { text: '  ' }, ...entryLine(entry, status, catalog, locale)])}`),
    '',
  ].join('\n');
}

function facts({ cluster, startedAt, startedBy, closed, problemSince, recovery, onIt }: IncidentStatus, locale: Locale): string[] {
  const ko = locale === 'ko';
  const fact = (label: string, ...spans: Line) => `${label}: ${markdown(spans)}`;
  const at = (moment: string, by: Asker): Line => [{ text: moment, at: moment }, { text: `, ${person(by)}` }];
  const end = closed?.at ?? null;
  const began = problemSince ?? recovery?.problemSince ?? null;
  return [
    ...(cluster ? [fact(ko ? '클러스터' : 'Cluster', { text: cluster, style: 'code' })] : []),
    fact(ko ? '시작' : 'Opened', ...at(startedAt, startedBy)),
    ...(closed ? [fact(ko ? '종료' : 'Closed', ...at(closed.at, closed.by))] : []),
    ...(end ? [fact(ko ? '걸린 시간' : 'Lasted', { text: duration((Date.parse(end) - Date.parse(startedAt)) / 1000, locale) })] : []),
    ...(began ? [fact(ko ? '문제 시작' : 'Problem since', { text: began, at: began })] : []),
    ...(recovery ? [fact(ko ? '정상 회복' : 'Healthy since', { text: recovery.healthyAt, at: recovery.healthyAt })] : []),
    ...(onIt.length > 0 ? [fact(ko ? '맡은 사람' : 'On it', { text: onIt.map(person).join(', ') })] : []),
  ];
}

function person({ id, name }: Asker): string {
  return name ?? id;
}

function entryLine(entry: TimelineEntry, { target }: IncidentStatus, catalog: readonly AnyRule[], locale: Locale): Line {
  const ko = locale === 'ko';
  switch (entry.type) {
    case 'started':
      return [{ text: ko ? `${person(entry.by)} 님이 시작` : `${person(entry.by)} started the incident` }];
    case 'acknowledged':
      return [{ text: ko ? `${person(entry.by)} 님이 맡음` : `${person(entry.by)} is on it` }];
    case 'closed':
      return [{ text: ko ? `${person(entry.by)} 님이 종료` : `${person(entry.by)} closed the incident` }];
    case 'reopened':
      return [{ text: ko ? `${person(entry.by)} 님이 다시 엶` : `${person(entry.by)} opened it again` }];
    case 'note':
      return [{ text: `${noteWord(entry.pinned, locale)} (${person(entry.by)}): ${entry.text}` }];
    case 'change': {
      const { change } = entry;
      return [{ text: ko ? '변경: ' : 'Change: ' }, ...changeLine(change, null, locale).slice(2)];
    }
    case 'diagnosis': {
      const about = entry.about ? named(entry.about, locale) : targetWord(target, locale);
      const word = lookWord(entry.look.verdict, locale);
      return [
        { text: `${ko ? '진단' : 'Diagnosis'} (${person(entry.by)}) ` },
        ...line(`${about}: ${word}. ${lookSentence(entry.look, target, catalog, locale)}`),
      ];
    }
    case 'state':
      return [
        { text: `${ko ? '상태' : 'State'}: ${lookWord(entry.look.verdict, locale)}. ` },
        ...line(lookSentence(entry.look, target, catalog, locale)),
      ];
  }
}

function noteWord(pinned: boolean, locale: Locale): string {
  if (pinned) return locale === 'ko' ? '고정한 메시지' : 'Pinned message';
  return locale === 'ko' ? '메모' : 'Note';
}

/** A line as Markdown: code stays code, everything else is plain text whatever it holds. */
function markdown(spans: Line): string {
  return spans.map(({ text, style, at }) => (at ? moment(at).replace(' UTC', '') : style === 'code' ? codeSpan(text) : escaped(text))).join('');
}

function codeSpan(text: string): string {
  const one = cleanText(text).replace(/\s+/g, ' ');
  return one.includes('`') ? `\`\` ${one} \`\`` : `\`${one}\``;
}

function escaped(text: string): string {
  return cleanText(text)
    .replace(/\s*\n\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>#|!~]/g, '\\$&')
    .replaceAll('://', ':\\/\\/');
}
