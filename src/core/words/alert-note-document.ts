import type { Locale } from '../locale.ts';
import type { AlertNoteAnswer } from '../on-call/alert/alert-answer.ts';
import type { AlertNote } from '../on-call/alert/group.ts';
import type { AnyRule } from '../rule.ts';
import { alertNames, personName, silencedLine, targetWords } from './alert-words.ts';
import { type AnswerDocument, type Line, line, type Tone } from './document.ts';
import { place } from './list-documents.ts';
import { reportDocument } from './report-document.ts';
import { duration } from './time-words.ts';

/** One line about an alert. */
export function alertNoteDocument({ note }: AlertNoteAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { tone, title, summary = [] } = noteWords(note, catalog, locale);
  const [report] = note.type === 'changed' ? note.reports : [];
  return { tone, title, summary, context: place(report?.cluster ?? null, null, locale), parts: [], actions: [] };
}

interface Words {
  readonly tone: Tone;
  readonly title: Line;
  readonly summary?: Line;
}

function noteWords(note: AlertNoteAnswer['note'], catalog: readonly AnyRule[], locale: Locale): Words {
  const ko = locale === 'ko';
  switch (note.type) {
    case 'joined':
      return { tone: 'bad', title: line(`${ko ? '새로 발생한 알림' : 'Now also firing'}: ${alertList(note.alerts, locale)}`) };
    case 'same-cause':
      return { tone: 'bad', title: line(`${ko ? '같은 원인으로 발생한 알림' : 'Also firing because of this'}: ${alertList(note.alerts, locale)}`) };
    case 'changed':
      return changedWords(note, catalog, locale);
    case 'resolved':
      return {
        tone: 'ok',
        title: line(ko ? `${duration(note.seconds, locale)} 만에 해소되었습니다.` : `Resolved after ${duration(note.seconds, locale)}.`),
      };
    case 'again':
      return { tone: 'bad', title: line(ko ? '해소되었던 알림이 다시 발생했습니다.' : 'It was resolved, and fires again.') };
    case 'acknowledged':
      return { tone: 'plain', title: line(ko ? `\`${personName(note.by)}\` 님이 맡았습니다.` : `\`${personName(note.by)}\` is on it.`) };
    case 'silenced':
      return { tone: 'plain', title: silencedLine(note.silence, locale) };
    case 'over':
      return {
        tone: 'plain',
        title: line(
          ko
            ? '이미 해소되었거나, 그 뒤로 다시 발생한 알림입니다. 가장 최근 메시지에서 누릅니다.'
            : 'That alert is over, or has fired anew since: use its latest message.',
        ),
      };
  }
}

function alertList(alerts: Extract<AlertNote, { type: 'joined' }>['alerts'], locale: Locale): string {
  const names = alertNames(
    alerts.map(({ name }) => name),
    locale,
  );
  const targets = [...new Set(alerts.flatMap(({ target }) => (target ? [targetWords(target, locale)] : [])))];
  const shown = targets.slice(0, 3).join(', ');
  const more = targets.length > 3 ? (locale === 'ko' ? ` 외 ${targets.length - 3}개` : ` and ${targets.length - 3} more`) : '';
  return `${names}${shown ? `: ${shown}${more}` : ''}`;
}

function changedWords({ reports, others }: Extract<AlertNote, { type: 'changed' }>, catalog: readonly AnyRule[], locale: Locale): Words {
  const ko = locale === 'ko';
  const [report] = reports.map((one) => reportDocument(one, catalog, locale));
  if (report) return { tone: report.tone, title: [{ text: ko ? '달라졌습니다. ' : 'This has changed. ' }, ...report.title], summary: report.summary };
  const names = others.map(({ target }) => targetWords(target, locale)).slice(0, 3);
  return {
    tone: 'unknown',
    title: line(ko ? `더 이상 확인할 수 없습니다: ${names.join(', ')}` : `This can no longer be looked at: ${names.join(', ')}`),
  };
}
