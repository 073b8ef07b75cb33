import type { Answer, ClusterLine, EventsAnswer, LogsAnswer, TableAnswer } from '../answer.ts';
import { looksLikeError } from '../error-likeness.ts';
import type { Locale } from '../locale.ts';
import type { Gap } from '../report.ts';
import { type AnswerDocument, type Line, line, list, type Part, paragraph, plain } from './document.ts';
import { gapList, readFailureWord } from './gap-words.ts';
import { countOf, named } from './kind-words.ts';
import { label } from './labels.ts';
import { ago } from './time-words.ts';

/** kubectl's table of one kind. */
export function tableDocument(answer: TableAnswer, locale: Locale): AnswerDocument {
  const { columns, rows, countOnly, gaps } = answer;
  const title = tableTitle(answer, locale);
  const shown = !countOnly && rows.length > 0;
  const left = shown ? (answer.matched ?? rows.length) - rows.length : 0;
  const table = { type: 'table' as const, caption: plain(line(title)), columns, rows };
  return {
    tone: rows.some(({ tone }) => tone === 'bad') ? 'warn' : 'plain',
    title: line(title),
    summary: left > 0 ? line(locale === 'ko' ? `상태가 나쁜 순서로 ${rows.length}개만 보입니다.` : `The worst ${rows.length} are shown.`) : [],
    context: place(answer.cluster, null, locale),
    parts: [...(shown ? [{ title: null, folded: false, nodes: [table], fileName: `${answer.kind}s.txt` }] : []), ...gapPart(gaps, locale)],
    actions: [],
  };
}

function tableTitle({ kind, namespace, filter, rows, matched = rows.length, total }: TableAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  const of = filter === null ? '' : ` (\`${filter}\`)`;
  const some = matched !== total;
  if (ko) {
    const where = namespace ? `\`${namespace}\` 네임스페이스의 ` : '모든 네임스페이스의 ';
    return `${scoped(kind) ? where : ''}${some ? `${countOf(kind, total, locale)} 중 ${matched}개` : countOf(kind, total, locale)}${of}`;
  }
  const where = namespace ? ` in namespace \`${namespace}\`` : ' in all namespaces';
  return `${some ? `${matched} of ` : ''}${countOf(kind, total, locale)}${scoped(kind) ? where : ''}${of}`;
}

/** Kinds that live in a namespace. */
function scoped(kind: TableAnswer['kind']): boolean {
  return ![
    'node',
    'namespace',
    'persistentvolume',
    'storageclass',
    'ingressclass',
    'clusterrole',
    'clusterrolebinding',
    'apiservice',
    'cluster',
  ].includes(kind);
}

/** Log lines, one part for each container. */
export function logsDocument(answer: LogsAnswer, locale: Locale): AnswerDocument {
  const { ref, previous, logs, otherContainers, gaps, cluster } = answer;
  const ko = locale === 'ko';
  const run = previous ? (ko ? ' (이전 실행)' : ' (previous run)') : '';
  const errors = logs.flatMap((log) => errorPart(log, locale));
  const parts = logs.map(({ container, init, lines }): Part => {
    const title = `${container}${init ? (ko ? ' (초기화 컨테이너)' : ' (init container)') : ''}${run}`;
    if (lines.length === 0) return { title, folded: false, nodes: [paragraph(ko ? '남긴 로그가 없습니다.' : 'It has written nothing.')] };
    const text = lines.join('\n');
    return { title, folded: true, nodes: [{ type: 'preformatted', text }], fileName: `${ref.name}-${container}${previous ? '-previous' : ''}.log` };
  });
  const others = otherContainers.map((name) => `\`${name}\``).join(', ');
  const note =
    others === '' ? [] : [{ title: null, folded: false, nodes: [paragraph(ko ? `다른 컨테이너: ${others}` : `Other containers: ${others}`)] }];
  return {
    tone: 'plain',
    title: line(ko ? `${named(ref, locale)}의 로그${run}` : `Logs of ${named(ref, locale)}${run}`),
    summary: line(logs.every(({ lines }) => lines.length === 0) ? (ko ? '남긴 로그가 없습니다.' : 'There are no log lines.') : ''),
    context: place(cluster, ref.namespace ?? null, locale),
    parts: [
      ...errors,
      ...parts.filter(({ nodes }) => nodes.some(({ type }) => type === 'preformatted') || logs.length > 1),
      ...note,
      ...gapPart(gaps, locale),
    ],
    actions: [],
  };
}

/** A log that fits a glance needs no extract. */
const aGlance = 8;
const mostErrors = 12;

/** The lines that look like errors, before the whole log: each once, the newest last. */
function errorPart({ container, lines }: LogsAnswer['logs'][number], locale: Locale): Part[] {
  const found = [...new Set(lines.filter((text) => looksLikeError(text) >= 2))].slice(-mostErrors);
  if (lines.length <= aGlance || found.length === 0 || found.length === lines.length) return [];
  const title = locale === 'ko' ? `${container}: 오류로 보이는 줄` : `${container}: lines that look like errors`;
  return [{ title, folded: false, nodes: [{ type: 'preformatted', text: found.join('\n') }] }];
}

/** Events, newest first. */
export function eventsDocument(answer: EventsAnswer, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const { at, events, target, namespace, cluster, gaps, more = 0 } = answer;
  const about = target
    ? named(target, locale)
    : namespace
      ? `\`${namespace}\` ${ko ? '네임스페이스' : ''}`.trim()
      : ko
        ? '모든 네임스페이스'
        : 'all namespaces';
  const title = ko
    ? `${about}의 이벤트 ${events.length}건`
    : `${events.length} ${events.length === 1 ? 'event' : 'events'} ${target ? 'about' : 'in'} ${about}`;
  const rows = events.map(({ type, reason, message, count, lastAt, about }) => ({
    cells: [ago(lastAt, at, locale), type, reason, `${about.kind}/${about.name}`, String(count), message],
    tone: type === 'Warning' ? ('warn' as const) : ('ok' as const),
  }));
  const columns = ko ? ['마지막', '유형', 'REASON', '대상', '횟수', '메시지'] : ['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'COUNT', 'MESSAGE'];
  const caption = plain(line(title));
  return {
    tone: 'plain',
    title: line(title),
    summary: line(
      events.length > 0
        ? more === 0
          ? ''
          : ko
            ? `더 오래된 ${more}건은 뺐습니다.`
            : `${more} older ones are left out.`
        : ko
          ? '남아 있는 이벤트가 없습니다. 이벤트는 보통 한 시간 뒤에 지워집니다.'
          : 'None are left. Kubernetes usually forgets events after an hour.',
    ),
    context: place(cluster, target?.namespace ?? namespace, locale),
    parts: [
      ...(rows.length > 0
        ? [{ title: null, folded: false, nodes: [{ type: 'table' as const, caption, columns, rows }], fileName: 'events.txt' }]
        : []),
      ...gapPart(gaps, locale),
    ],
    actions: [],
  };
}

/** The clusters that are configured, and whether they answer. */
export function clustersDocument({ clusters }: Extract<Answer, { type: 'clusters' }>, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const rows = clusters.map(({ name, server, chosen, failure, version }: ClusterLine) => ({
    cells: [
      `${chosen ? '* ' : ''}${name}`,
      failure === null ? (ko ? '응답함' : 'answers') : readFailureWord(failure, locale),
      version ?? '-',
      server,
    ],
    tone: failure === null ? ('ok' as const) : ('bad' as const),
  }));
  const title = ko ? `클러스터 ${clusters.length}개` : `${clusters.length} ${clusters.length === 1 ? 'cluster' : 'clusters'}`;
  const columns = ko ? ['이름', '상태', '버전', '서버'] : ['NAME', 'STATE', 'VERSION', 'SERVER'];
  const none = ko ? '설정된 클러스터가 없습니다.' : 'None is configured.';
  return {
    tone: 'plain',
    title: line(title),
    summary: line(clusters.length === 0 ? none : ko ? '`*` 표시가 이곳에서 쓰는 클러스터입니다.' : 'The one marked `*` is the one used here.'),
    context: [],
    parts: rows.length > 0 ? [{ title: null, folded: false, nodes: [{ type: 'table', caption: title, columns, rows }] }] : [],
    actions: [],
  };
}

/** What could not be looked at. */
export function gapPart(gaps: readonly Gap[], locale: Locale): Part[] {
  return gaps.length > 0 ? [{ title: label('gaps', locale), folded: false, nodes: [list(gapList(gaps, locale))] }] : [];
}

/** `cluster prod · namespace shop`. */
export function place(cluster: string | null, namespace: string | null, locale: Locale): Line {
  const words = [cluster && `${label('cluster', locale)} ${cluster}`, namespace && `${label('namespace', locale)} ${namespace}`].filter(
    (word) => word,
  );
  return words.length > 0 ? [{ text: words.join(' · ') }] : [];
}
