import type { TopAnswer } from '../answer.ts';
import type { Locale } from '../locale.ts';
import { type AnswerDocument, line, type Part, paragraph, plain } from './document.ts';
import { countOf, named } from './kind-words.ts';
import { label } from './labels.ts';
import { gapPart, place } from './list-documents.ts';

/** A share of its limit from which a row is pointed out: near the memory limit the next thing is an OOM kill. */
const near = 0.9;

/** What pods or nodes use, against what they asked for and may use. */
export function topDocument(answer: TopAnswer, locale: Locale): AnswerDocument {
  const { kind, target, namespace, cluster, rows, gaps } = answer;
  const ko = locale === 'ko';
  const where = target
    ? named(target, locale)
    : namespace
      ? named({ kind: 'namespace', name: namespace }, locale)
      : kind === 'pod'
        ? ko
          ? '모든 네임스페이스'
          : 'all namespaces'
        : null;
  const count = countOf(kind, rows.length + answer.more, locale);
  const title = ko ? `${where ? `${where}의 ` : ''}${count} 사용량` : `Usage of ${count}${where ? ` (${where})` : ''}`;
  const table = {
    type: 'table' as const,
    caption: plain(line(title)),
    columns: columnsOf(answer, locale),
    rows: rows.map((row) => ({ cells: cellsOf(row, answer), tone: toneOf(row) })),
  };
  return {
    tone: rows.some((row) => toneOf(row) === 'warn') ? 'warn' : 'plain',
    title: line(title),
    summary: line(summaryOf(answer, locale)),
    context: place(cluster, target?.namespace ?? namespace, locale),
    parts: [
      ...(rows.length > 0 ? [{ title: null, folded: false, nodes: [table], fileName: `top-${kind}s.txt` }] : []),
      ...silentPart(answer, locale),
      ...gapPart(gaps, locale),
    ],
    actions: [],
  };
}

function summaryOf({ rows, more, total, sort }: TopAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  if (rows.length === 0) {
    return ko
      ? '아직 측정된 값이 없습니다. 파드는 시작하고 1분쯤 지나야 측정됩니다.'
      : 'Nothing has been measured yet. It takes about a minute after a pod has started.';
  }
  const sums = ko ? `합계: CPU ${total.cpu}, 메모리 ${total.memory}.` : `Together: CPU ${total.cpu}, memory ${total.memory}.`;
  const order =
    sort === 'memory' ? (ko ? '메모리를 많이 쓰는 순서입니다.' : 'Most memory first.') : ko ? 'CPU를 많이 쓰는 순서입니다.' : 'Most CPU first.';
  const left = more > 0 ? (ko ? ` 나머지 ${more}개는 뺐습니다.` : ` ${more} more are left out.`) : '';
  return `${sums} ${order}${left}`;
}

function columnsOf({ kind, namespace, target }: TopAnswer, locale: Locale): readonly string[] {
  const ko = locale === 'ko';
  const place = kind === 'pod' && namespace === null && !target ? ['NAMESPACE'] : [];
  if (kind === 'node') return ['NAME', 'CPU', 'CPU%', 'MEMORY', 'MEMORY%'];
  return [
    ...place,
    'NAME',
    'CPU',
    ko ? '요청 대비' : 'OF REQUEST',
    ko ? '한도 대비' : 'OF LIMIT',
    'MEMORY',
    ko ? '요청 대비' : 'OF REQUEST',
    ko ? '한도 대비' : 'OF LIMIT',
  ];
}

type Row = TopAnswer['rows'][number];

function cellsOf(
  { ref, cpu, memory, cpuShare, memoryShare, cpuLimitShare, memoryLimitShare }: Row,
  { kind, namespace, target }: TopAnswer,
): readonly string[] {
  const place = kind === 'pod' && namespace === null && !target ? [ref.namespace ?? ''] : [];
  if (kind === 'node') return [ref.name, cpu, percent(cpuShare), memory, percent(memoryShare)];
  return [...place, ref.name, cpu, percent(cpuShare), percent(cpuLimitShare), memory, percent(memoryShare), percent(memoryLimitShare)];
}

function toneOf({ ref, cpuShare, memoryShare, memoryLimitShare }: Row): 'ok' | 'warn' {
  const full = ref.kind === 'node' ? Math.max(cpuShare ?? 0, memoryShare ?? 0) : (memoryLimitShare ?? 0);
  return full >= near ? 'warn' : 'ok';
}

function silentPart({ silent }: TopAnswer, locale: Locale): Part[] {
  if (silent.length === 0) return [];
  const names = silent.slice(0, 10).map(({ name }) => `\`${name}\``);
  const more = silent.length - names.length;
  const rest = more > 0 ? (locale === 'ko' ? ` 외 ${more}개` : ` and ${more} more`) : '';
  return [{ title: label('notMeasured', locale), folded: false, nodes: [paragraph(`${names.join(', ')}${rest}`)] }];
}

function percent(share: number | null): string {
  return share === null ? '-' : `${Math.round(share * 100)}%`;
}
