import type { Locale } from '../locale.ts';
import type { CapacityRow, CertificateRow, DigestAnswer, DrainRow, RestartRow, TopUser } from '../on-call/digest/digest-answer.ts';
import { formatQuantity } from '../quantity.ts';
import { refKey } from '../ref.ts';
import { type ChartNode, type DocumentNode, type Part, paragraph, type TableNode } from './document.ts';
import { percent } from './health-document.ts';
import { label } from './labels.ts';
import { localMoment } from './schedule-words.ts';
import { duration, moment } from './time-words.ts';

/** Charts and tables of a digest, each with the same numbers in words. */
export function digestTables(answer: DigestAnswer, locale: Locale): Part[] {
  return [
    runPart(answer, locale),
    capacityPart(answer, locale),
    topPart(answer, locale),
    restartPart(answer, locale),
    certificatePart(answer, locale),
    drainPart(answer, locale),
  ].filter(({ nodes }) => nodes.length > 0);
}

function runPart({ runs, timing }: DigestAnswer, locale: Locale): Part {
  const ko = locale === 'ko';
  const title = ko ? '최근 문제 수' : 'Findings over the last runs';
  if (runs.length < 2) return part(title, []);
  const zone = timing?.digest.timeZone ?? 'UTC';
  const series = [
    { name: ko ? '동작하지 않음' : 'critical', values: runs.map(({ critical }) => critical) },
    { name: ko ? '주의' : 'warning', values: runs.map(({ warning }) => warning) },
  ];
  const chart: ChartNode = {
    type: 'chart',
    style: 'line',
    title: ko ? '보고별 문제 수' : 'Findings by run',
    unit: '',
    categories: runs.map(({ at }) => shortMoment(at, zone)),
    series,
  };
  const numbers = series.map(({ name, values }) => `${name} ${values.join(', ')}`).join('; ');
  const words = ko ? `오래된 것부터: ${numbers}.` : `Oldest first: ${numbers}.`;
  return part(title, [chart, paragraph(words)]);
}

/** `11-23 09:00`: a chart's label has room for 20 characters. */
function shortMoment(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const of = Object.fromEntries(parts.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
  return `${of.month}-${of.day} ${of.hour}:${of.minute}`;
}

function capacityPart({ capacity, health }: DigestAnswer, locale: Locale): Part {
  if (!capacity || capacity.rows.length === 0) return part(label('capacity', locale), []);
  const ko = locale === 'ko';
  const { rows, by, more } = capacity;
  const caption = ko
    ? `${by === 'pool' ? '노드 풀' : '노드'}별 할당 가능량 대비 요청`
    : `Requests against allocatable, by ${by === 'pool' ? 'node pool' : 'node'}`;
  const whole = (share: (row: CapacityRow) => number) => rows.map((row) => Math.round(share(row) * 100));
  const chart: ChartNode = {
    type: 'chart',
    style: 'bar',
    title: ko ? '요청 비율' : 'Requests, share of allocatable',
    unit: '%',
    categories: rows.map(({ name }) => name),
    series: [
      { name: 'cpu', values: whole(({ cpu }) => cpu) },
      { name: 'memory', values: whole(({ memory }) => memory) },
    ],
  };
  const nodes: DocumentNode[] = [chart, capacityTable(rows, by, caption, locale)];
  if (more > 0) nodes.push(paragraph(ko ? `요청 비율이 낮은 ${more}개는 생략했습니다.` : `${more} emptier ones are left out.`, 'faint'));
  const totals = (health.capacity ?? []).map(({ resource, requests, allocatable }) => {
    const share = allocatable > 0 ? requests / allocatable : 0;
    return `${resource} ${formatQuantity(resource, requests)} / ${formatQuantity(resource, allocatable)} (${percent(share)})`;
  });
  if (totals.length > 0) nodes.unshift(paragraph(`${ko ? '클러스터 전체' : 'The whole cluster'}: ${totals.join(', ')}.`));
  return part(label('capacity', locale), nodes);
}

function capacityTable(rows: readonly CapacityRow[], by: 'node' | 'pool', caption: string, locale: Locale): TableNode {
  const ko = locale === 'ko';
  const measured = rows.some(({ cpuUsed }) => cpuUsed !== null);
  const use = (share: number | null) => (share === null ? '-' : percent(share));
  const columns = [
    ...(by === 'pool' ? (ko ? ['풀', '노드'] : ['POOL', 'NODES']) : ko ? ['노드'] : ['NODE']),
    ...(ko ? ['CPU 요청', '메모리 요청', '파드'] : ['CPU REQUESTS', 'MEMORY REQUESTS', 'PODS']),
    ...(measured ? (ko ? ['CPU 사용', '메모리 사용'] : ['CPU USED', 'MEMORY USED']) : []),
  ];
  return {
    type: 'table',
    caption,
    columns,
    rows: rows.map(({ name, nodes, cpu, memory, pods, cpuUsed, memoryUsed }) => ({
      cells: [
        name,
        ...(by === 'pool' ? [String(nodes)] : []),
        ...[cpu, memory, pods].map(percent),
        ...(measured ? [use(cpuUsed), use(memoryUsed)] : []),
      ],
      tone: Math.max(cpu, memory, pods) >= 0.9 ? ('warn' as const) : ('ok' as const),
    })),
  };
}

function topPart({ top }: DigestAnswer, locale: Locale): Part {
  const ko = locale === 'ko';
  const title = ko ? '가장 많이 쓰는 워크로드' : 'Top users';
  if (!top || top.length === 0) return part(title, []);
  const measured = top.some(({ cpuUsed }) => cpuUsed !== null);
  const use = (resource: string, value: number | null) => (value === null ? '-' : formatQuantity(resource, value));
  const columns = [
    ...(ko ? ['워크로드', '파드', 'CPU 요청', '메모리 요청'] : ['WORKLOAD', 'PODS', 'CPU REQUESTS', 'MEMORY REQUESTS']),
    ...(measured ? (ko ? ['CPU 사용', '메모리 사용'] : ['CPU USED', 'MEMORY USED']) : []),
  ];
  const cells = ({ ref, pods, cpu, memory, cpuUsed, memoryUsed }: TopUser) => [
    refKey(ref),
    String(pods),
    formatQuantity('cpu', cpu),
    formatQuantity('memory', memory),
    ...(measured ? [use('cpu', cpuUsed), use('memory', memoryUsed)] : []),
  ];
  return part(title, [table(title, columns, top.map(cells))]);
}

function restartPart({ restarts, from, timing }: DigestAnswer, locale: Locale): Part {
  const ko = locale === 'ko';
  const title = ko ? '재시작과 OOM' : 'Restarts and OOM kills';
  if (!restarts || restarts.total === 0) return part(title, []);
  const when = (at: string) => (timing ? localMoment(at, timing.digest.timeZone, locale) : moment(at));
  const since = when(from);
  const { total, outOfMemory, rows, more } = restarts;
  const words = ko
    ? `${since} 이후 컨테이너 ${total}개가 재시작했고, 그중 ${outOfMemory}개는 메모리 한도를 넘어(OOMKilled) 종료되었습니다.`
    : `Since ${since} ${total} ${total === 1 ? 'container was' : 'containers were'} started again, ${outOfMemory} of them after an OOM kill.`;
  const columns = ko ? ['워크로드', '컨테이너', '수', '종료 사유', '마지막'] : ['WORKLOAD', 'CONTAINER', 'COUNT', 'REASON', 'LAST'];
  const cells = ({ ref, container, containers, reason, exitCode, at }: RestartRow) => [
    refKey(ref),
    container,
    String(containers),
    exitCode === null ? reason : `${reason} (${exitCode})`,
    when(at),
  ];
  const rest = more > 0 ? [paragraph(ko ? `그 밖에 ${more}건이 더 있습니다.` : `and ${more} more.`, 'faint')] : [];
  return part(title, [paragraph(words), table(title, columns, rows.map(cells)), ...rest]);
}

function certificatePart({ certificates, health }: DigestAnswer, locale: Locale): Part {
  const ko = locale === 'ko';
  const title = ko ? '곧 만료되는 인증서' : 'Certificates that expire soon';
  const soon = certificates.filter((one) => one.soon);
  if (soon.length === 0) return part(title, []);
  const says = ({ of, name, validTo }: CertificateRow) => {
    const left = (Date.parse(validTo) - Date.parse(health.report.at)) / 1000;
    const when = left > 0 ? (ko ? `${duration(left, locale)} 뒤` : `in ${duration(left, locale)}`) : ko ? '이미 만료됨' : 'it has expired';
    if (ko) return `${of === 'api-server' ? 'API 서버의 인증서' : 'kubewhy의 클라이언트 인증서'} \`${name}\`: ${when} (${moment(validTo)})`;
    return `${of === 'api-server' ? "The API server's" : "kubewhy's own client certificate"} \`${name}\`: ${when} (${moment(validTo)})`;
  };
  return part(
    title,
    soon.map((one) => paragraph(says(one))),
  );
}

const drainWords = {
  'no-controller': { en: 'no controller: it is gone for good', ko: '컨트롤러 없음: 다시 만들어지지 않음' },
  budget: { en: 'its disruption budget refuses eviction', ko: 'PDB가 축출을 막음' },
  'local-volume': { en: "its volume is on that node's disk", ko: '볼륨이 그 노드의 디스크에 있음' },
  single: { en: 'the only replica: interrupted', ko: '레플리카가 하나: 잠시 중단됨' },
} as const;

function drainPart({ drain }: DigestAnswer, locale: Locale): Part {
  const ko = locale === 'ko';
  const title = ko ? '노드를 드레인하면 영향을 받는 파드' : 'What a node drain would hurt';
  if (!drain || (drain.rows.length === 0 && drain.emptyDir === 0)) return part(title, []);
  const columns = ko ? ['워크로드', '파드', '이유'] : ['WORKLOAD', 'PODS', 'WHY'];
  const cells = ({ ref, pods, why, name }: DrainRow) => [refKey(ref), String(pods), `${drainWords[why][locale]}${name ? ` (${name})` : ''}`];
  const nodes: DocumentNode[] = drain.rows.length > 0 ? [table(title, columns, drain.rows.map(cells))] : [];
  if (drain.more > 0) nodes.push(paragraph(ko ? `그 밖에 ${drain.more}개가 더 있습니다.` : `and ${drain.more} more.`, 'faint'));
  if (drain.emptyDir > 0)
    nodes.push(
      paragraph(
        ko
          ? `워크로드 ${drain.emptyDir}개는 \`emptyDir\` 볼륨을 씁니다. 드레인하려면 \`--delete-emptydir-data\` 옵션이 필요하고 그 데이터는 사라집니다.`
          : `${drain.emptyDir} ${drain.emptyDir === 1 ? 'workload keeps' : 'workloads keep'} data in \`emptyDir\`: a drain needs \`--delete-emptydir-data\`, and they are gone.`,
      ),
    );
  return part(title, nodes);
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): TableNode {
  return { type: 'table', caption, columns, rows: rows.map((cells) => ({ cells, tone: 'ok' })) };
}

function part(title: string, nodes: readonly DocumentNode[]): Part {
  return { title, folded: false, nodes };
}
