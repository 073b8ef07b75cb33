import type { BrokenLine, HealthAnswer } from '../answer.ts';
import type { Locale } from '../locale.ts';
import { formatQuantity } from '../quantity.ts';
import type { AnyRule } from '../rule.ts';
import { unexplainedPart } from './check-document.ts';
import { type AnswerDocument, type DocumentNode, firstSentence, line, list, type Part, paragraph } from './document.ts';
import { countOf, named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { gapPart } from './list-documents.ts';
import { contextOf } from './report-document.ts';
import { type WordedFinding, wordReport } from './report-words.ts';
import { verdictTone, verdictWord } from './verdict-words.ts';

const shown = { broken: 20, parts: 5, left: 15, quotas: 12 } as const;

/** One page: verdict, what is broken and why, and what the cluster is made of. How to repair it, `why` says. */
export function healthDocument(answer: HealthAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { report, namespace, cluster, unexplained, left } = answer;
  const what = named(namespace ? { kind: 'namespace', name: namespace } : { kind: 'cluster', name: cluster }, locale);
  const findings = new Map(wordReport(report, catalog, locale).findings.map((finding) => [finding.id, finding]));
  return {
    tone: verdictTone(report.verdict),
    title: line(`${verdictWord(report.verdict, locale)}: ${what}`),
    summary: line(summaryOf(answer, locale)),
    context: contextOf(report, locale),
    parts: [
      ...brokenPart(answer, findings, locale),
      ...unexplainedPart(unexplained, locale),
      ...leftPart(left, locale),
      { title: label('overview', locale), folded: false, nodes: [list(overview(answer, locale))] },
      ...capacityPart(answer, locale),
      ...quotaPart(answer, locale),
      ...gapPart(report.gaps, locale),
    ],
    actions: [{ type: 'again' }, { type: 'language', to: locale === 'ko' ? 'en' : 'ko' }],
  };
}

function summaryOf({ report, broken, unexplained, left, pods }: HealthAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  if (report.verdict === 'healthy') {
    const starting = pods?.progressing ?? 0;
    if (starting > 0)
      return ko
        ? `문제가 없습니다. 시작하는 중인 파드가 ${starting}개 있습니다.`
        : `Nothing is wrong. ${countOf('pod', starting, locale)} still starting.`;
    return ko ? '확인해야 할 것을 모두 확인했고, 문제가 없습니다.' : 'Everything that had to be looked at was looked at, and nothing is wrong.';
  }
  if (report.verdict === 'unknown') {
    return ko
      ? '보이는 문제는 없지만, 확인하지 못한 것이 있어 정상이라고 할 수 없습니다.'
      : 'I see nothing wrong, but not everything could be looked at, so I cannot call it healthy.';
  }
  const critical = broken.filter(({ severity }) => severity === 'critical').length;
  const others = broken.length - critical;
  const unknown = unexplained.length;
  const words = ko
    ? [
        critical > 0 && `동작하지 않는 원인 ${critical}건`,
        others > 0 && `주의할 것 ${others}건`,
        unknown > 0 && `원인을 모르는 것 ${unknown}건`,
        left.length > 0 && `원인을 확인하지 않은 것 ${left.length}건`,
      ]
    : [
        critical > 0 && `${critical} ${critical === 1 ? 'cause' : 'causes'} of things that do not work`,
        others > 0 && `${others} to watch`,
        unknown > 0 && `${unknown} not well without a known cause`,
        left.length > 0 && `${left.length} not looked into`,
      ];
  const said = words.filter((word) => word !== false).join(', ');
  return ko ? `${said}이 있습니다.` : `${said}.`;
}

function brokenPart({ broken, cluster }: HealthAnswer, findings: ReadonlyMap<string, WordedFinding>, locale: Locale): Part[] {
  if (broken.length === 0) return [];
  const items = broken.slice(0, shown.broken).map((one) => brokenLine(one, findings.get(one.cause), locale));
  const more = broken.length - items.length;
  const first = broken.flatMap(({ parts }) => parts).find(({ ref }) => ref.kind !== 'cluster')?.ref;
  const nodes: DocumentNode[] = [list(items)];
  if (more > 0) nodes.push(paragraph(locale === 'ko' ? `그 밖에 ${more}건이 더 있습니다.` : `and ${more} more.`));
  if (first) {
    const command = `why ${first.kind}/${first.name}${first.namespace ? ` -n ${first.namespace}` : ''}`;
    nodes.push(
      paragraph(
        locale === 'ko' ? `근거와 해결 순서는 이렇게 물어보면 답합니다: \`${command}\`` : `For proof and what to do ask: \`${command}\``,
        'faint',
      ),
    );
  } else if (cluster)
    nodes.push(
      paragraph(
        locale === 'ko' ? '근거와 해결 순서는 이렇게 물어보면 답합니다: `check cluster`' : 'For proof and what to do ask: `check cluster`',
        'faint',
      ),
    );
  return [{ title: label('broken', locale), folded: false, nodes }];
}

/** By severity, where there are no colours. */
export const marks = { critical: '✖', warning: '▲', info: '•' } as const;

function brokenLine({ severity, parts }: BrokenLine, finding: WordedFinding | undefined, locale: Locale): string {
  return `${marks[severity]} ${brokenNames(parts, locale)}: ${finding ? firstSentence(finding.says) : ''}`;
}

/** What a cause breaks, the first few by name. */
export function brokenNames(parts: BrokenLine['parts'], locale: Locale): string {
  const ko = locale === 'ko';
  const names = parts.slice(0, shown.parts).map(({ ref, status, failingPods }) => {
    const pods =
      failingPods > 0 && ref.kind !== 'pod'
        ? ko
          ? `실패한 ${countOf('pod', failingPods, locale)}`
          : `${countOf('pod', failingPods, locale)} failing`
        : null;
    const state = [status && `\`${status}\``, pods].filter(Boolean).join(', ');
    return ref.kind === 'cluster' ? named(ref, locale) : `${namedFully(ref, locale)}${state ? ` (${state})` : ''}`;
  });
  const more = parts.length - names.length;
  return `${names.join(', ')}${more > 0 ? (ko ? ` 외 ${more}개` : ` and ${more} more`) : ''}`;
}

function leftPart(left: HealthAnswer['left'], locale: Locale): Part[] {
  if (left.length === 0) return [];
  const items = left.slice(0, shown.left).map(({ ref, status }) => `${namedFully(ref, locale)} (\`${status}\`)`);
  const more = left.length - items.length;
  const rest = more > 0 ? [paragraph(locale === 'ko' ? `그 밖에 ${more}개가 더 있습니다.` : `and ${more} more.`)] : [];
  return [{ title: label('notLookedInto', locale), folded: false, nodes: [list(items), ...rest] }];
}

/** Control plane, nodes and pods, a line each. */
export function overview({ pods, nodes, controlPlane }: HealthAnswer, locale: Locale): string[] {
  const ko = locale === 'ko';
  const lines: string[] = [];
  if (controlPlane)
    lines.push(`${ko ? '컨트롤 플레인과 시스템 구성 요소' : 'Control plane and system components'}: ${verdictWord(controlPlane, locale)}`);
  if (nodes) {
    const others = nodes.notWell.slice(0, 10).map(({ name, status }) => `\`${name}\` (\`${status}\`)`);
    const more = nodes.notWell.length - others.length;
    const names = others.length > 0 ? `: ${others.join(', ')}${more > 0 ? (ko ? ` 외 ${more}개` : ` and ${more} more`) : ''}` : '';
    lines.push(
      ko ? `노드 ${nodes.total}개 중 ${nodes.ready}개 Ready${names}` : `${nodes.ready} of ${countOf('node', nodes.total, locale)} Ready${names}`,
    );
  }
  if (pods) {
    const { ok, progressing, failing, finished } = pods;
    const total = ok + progressing + failing + finished;
    lines.push(
      ko
        ? `파드 ${total}개: 정상 ${ok}, 시작하는 중 ${progressing}, 실패 ${failing}, 끝남 ${finished}`
        : `${countOf('pod', total, locale)}: ${ok} well, ${progressing} on their way, ${failing} failing, ${finished} finished`,
    );
  }
  return lines;
}

function capacityPart({ capacity }: HealthAnswer, locale: Locale): Part[] {
  if (!capacity) return [];
  const ko = locale === 'ko';
  const rows = capacity.map(({ resource, allocatable, requests, fullest }) => {
    const share = allocatable > 0 ? requests / allocatable : 0;
    const node = fullest ? `${fullest.node} (${percent(fullest.share)})` : '-';
    return {
      cells: [resource, formatQuantity(resource, requests), formatQuantity(resource, allocatable), percent(share), node],
      tone: share >= 0.9 ? ('warn' as const) : ('ok' as const),
    };
  });
  const columns = ko ? ['리소스', '요청', '할당 가능', '비율', '가장 찬 노드'] : ['RESOURCE', 'REQUESTS', 'ALLOCATABLE', 'SHARE', 'FULLEST NODE'];
  const caption = ko ? '파드의 요청과 노드의 할당 가능량' : 'Requests of pods against allocatable of nodes';
  return [{ title: label('capacity', locale), folded: false, nodes: [{ type: 'table', caption, columns, rows }] }];
}

/** What is used of a namespace's quotas. */
export function quotaPart({ quotas }: HealthAnswer, locale: Locale): Part[] {
  if (!quotas || quotas.length === 0) return [];
  const rows = quotas.slice(0, shown.quotas).map(({ quota, resource, used, hard, share }) => ({
    cells: [quota, resource, used, hard, percent(share)],
    tone: share >= 1 ? ('bad' as const) : share >= 0.9 ? ('warn' as const) : ('ok' as const),
  }));
  const columns = locale === 'ko' ? ['쿼터', '리소스', '사용', '한도', '비율'] : ['QUOTA', 'RESOURCE', 'USED', 'HARD', 'SHARE'];
  return [{ title: label('quotas', locale), folded: false, nodes: [{ type: 'table', caption: label('quotas', locale), columns, rows }] }];
}

/** `82%`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
