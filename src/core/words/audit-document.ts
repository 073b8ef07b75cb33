import type { AuditAnswer } from '../answer.ts';
import type { AuditEntry, ShownEntry } from '../audit.ts';
import type { Locale, Text } from '../locale.ts';
import { type AnswerDocument, line } from './document.ts';
import { failureWords } from './failure-words.ts';
import { intentWords } from './intent-words.ts';
import { missingRight } from './permission-words.ts';
import { ago, moment, took } from './time-words.ts';
import { verdictWord } from './verdict-words.ts';

const outcomes: { readonly [O in AuditEntry['outcome']]: Text } = {
  answered: { en: 'answered', ko: '답함' },
  refused: { en: 'refused', ko: '거절' },
  failed: { en: 'failed', ko: '실패' },
};

/** Who asked what, newest first. `now` is when it is shown: ages are seen from there, and without it moments are told. */
export function auditDocument(answer: AuditAnswer, locale: Locale, now: string | null): AnswerDocument {
  const { entries, more, own } = answer;
  const ko = locale === 'ko';
  const asked = entries.every(({ occasion }) => occasion === undefined);
  const some = ko ? (asked ? '질문' : '기록') : asked ? 'question' : 'entry';
  const many = asked ? 'questions' : 'entries';
  const title = ko ? `${some} ${entries.length}건` : `${entries.length} ${entries.length === 1 ? some : many}`;
  const columns = ko
    ? ['언제', '누가', '어디서', '질문', '클러스터', '결과', '읽은 것', '시간']
    : ['WHEN', 'WHO', 'WHERE', 'QUESTION', 'CLUSTER', 'RESULT', 'READ', 'TOOK'];
  const rows = entries.map((entry) => ({
    cells: [
      now === null ? moment(entry.at) : ago(entry.at, now, locale),
      who(entry, answer, locale),
      entry.where.channel,
      intentWords(entry.question, locale) + occasionWords(entry, locale),
      entry.cluster ?? '-',
      result(entry, locale),
      readWords(entry),
      took(entry.ms, locale),
    ],
    tone: entry.outcome === 'answered' ? ('ok' as const) : ('warn' as const),
  }));
  const left = more === 0 ? '' : ko ? `더 오래된 ${more}건은 뺐습니다.` : `${more} older ones are left out.`;
  const mine = own ? (ko ? '자신의 질문만 보입니다.' : 'Only your own are shown.') : '';
  const none = entries.length > 0 ? '' : ko ? '남아 있는 질문이 없습니다.' : 'None are kept.';
  return {
    tone: 'plain',
    title: line(title),
    summary: line([none, mine, left].filter(Boolean).join(' ')),
    context: [],
    parts: rows.length > 0 ? [{ title: null, folded: false, nodes: [{ type: 'table', caption: title, columns, rows }], fileName: 'audit.txt' }] : [],
    actions: [],
  };
}

const occasions: { readonly [O in NonNullable<AuditEntry['occasion']> as `${O['of']} ${O['event']}`]: Text } = {
  'digest look': { en: 'looked for the digest', ko: '요약 보고를 위한 확인' },
  'alert look': { en: 'looked because of an alert', ko: '알림에 따른 확인' },
  'watch start': { en: 'began', ko: '시작' },
  'watch change': { en: 'told a change', ko: '변화 알림' },
  'watch end': { en: 'ended', ko: '끝' },
  'feed start': { en: 'turned on', ko: '켬' },
  'feed change': { en: 'told a change', ko: '변화 알림' },
  'feed end': { en: 'turned off', ko: '끔' },
};

/** What the bot did of its own accord is no question. */
function occasionWords({ occasion, times = 1 }: ShownEntry, locale: Locale): string {
  if (!occasion) return '';
  return ` (${occasions[`${occasion.of} ${occasion.event}` as keyof typeof occasions][locale]}${times > 1 ? ` ×${times}` : ''})`;
}

function who({ who, pressedBy, as }: AuditEntry, { names }: AuditAnswer, locale: Locale): string {
  const called = (asker: AuditEntry['who']) => names[asker.id] ?? asker.name ?? asker.id;
  const again = pressedBy ? (locale === 'ko' ? ` (${called(pressedBy)} 님이 다시 확인)` : ` (again: ${called(pressedBy)})`) : '';
  return `${called(who)}${again}${as === null ? '' : ` → ${as}`}`;
}

function result({ outcome, verdict, causes, code, missing }: AuditEntry, locale: Locale): string {
  const found = [verdict && verdictWord(verdict, locale), ...causes].filter(Boolean).join(', ');
  if (outcome === 'answered') return found || outcomes.answered[locale];
  const failed = code && failureWords({ type: 'failure', code, cluster: null, what: null, detail: null }, locale).title;
  return `${outcomes[outcome][locale]}: ${missing ? missingRight(missing, locale) : found || failed || '-'}`;
}

function readWords({ read }: AuditEntry): string {
  const words = Object.entries(read).map(([resource, count]) => (count > 1 ? `${resource} ×${count}` : resource));
  return words.join(', ') || '-';
}
