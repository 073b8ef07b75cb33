import type { PodSum } from '../../health-counts.ts';
import type { Node, NodeMetrics } from '../../kinds.ts';
import { parseQuantity } from '../../quantity.ts';
import type { CapacityGroups, CapacityRow } from './digest-answer.ts';

/** As many as a chart has room for. */
const mostRows = 20;

/** What node pools are called by those who make them. */
const poolLabels = [
  'cloud.google.com/gke-nodepool',
  'eks.amazonaws.com/nodegroup',
  'karpenter.sh/nodepool',
  'kubernetes.azure.com/agentpool',
  'agentpool',
  'node.kubernetes.io/instancegroup',
  'kops.k8s.io/instancegroup',
  'doks.digitalocean.com/node-pool',
  'cluster.x-k8s.io/deployment-name',
] as const;

interface Amount {
  nodes: number;
  cpu: number;
  memory: number;
  pods: number;
  cpuRoom: number;
  memoryRoom: number;
  podRoom: number;
  cpuUsed: number | null;
  memoryUsed: number | null;
}

/** Capacity by node, or by pool where there are more nodes than a chart shows and they are in pools. `used`: null where nothing is measured. */
export function capacityGroups(nodes: readonly Node[], requests: PodSum['requests'], used: readonly NodeMetrics[] | null): CapacityGroups {
  const by = nodes.length > mostRows && nodes.some((node) => poolOf(node) !== null) ? 'pool' : 'node';
  const measured = new Map((used ?? []).map(({ metadata, usage }) => [metadata?.name ?? '', usage]));
  const groups = new Map<string, Amount>();
  for (const node of nodes) {
    const name = node.metadata?.name ?? '';
    const group = by === 'pool' ? (poolOf(node) ?? '-') : name;
    const asked = requests.get(name) ?? {};
    const use = measured.get(name);
    const sum = groups.get(group) ?? emptyAmount();
    const room = (resource: string) => parseQuantity(node.status?.allocatable?.[resource]);
    groups.set(group, {
      nodes: sum.nodes + 1,
      cpu: sum.cpu + (asked.cpu ?? 0),
      memory: sum.memory + (asked.memory ?? 0),
      pods: sum.pods + (asked.pods ?? 0),
      cpuRoom: sum.cpuRoom + room('cpu'),
      memoryRoom: sum.memoryRoom + room('memory'),
      podRoom: sum.podRoom + room('pods'),
      cpuUsed: use ? (sum.cpuUsed ?? 0) + parseQuantity(use.cpu) : sum.cpuUsed,
      memoryUsed: use ? (sum.memoryUsed ?? 0) + parseQuantity(use.memory) : sum.memoryUsed,
    });
  }
  const rows = [...groups].map(([name, sum]) => rowOf(name, sum)).toSorted((a, b) => fullest(b) - fullest(a) || a.name.localeCompare(b.name));
  return { by, rows: rows.slice(0, mostRows), more: Math.max(0, rows.length - mostRows) };
}

function poolOf({ metadata }: Node): string | null {
  const label = poolLabels.find((name) => metadata?.labels?.[name]);
  return label ? (metadata?.labels?.[label] ?? null) : null;
}

function emptyAmount(): Amount {
  return { nodes: 0, cpu: 0, memory: 0, pods: 0, cpuRoom: 0, memoryRoom: 0, podRoom: 0, cpuUsed: null, memoryUsed: null };
}

function rowOf(name: string, sum: Amount): CapacityRow {
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  return {
    name,
    nodes: sum.nodes,
    cpu: share(sum.cpu, sum.cpuRoom),
    memory: share(sum.memory, sum.memoryRoom),
    pods: share(sum.pods, sum.podRoom),
    cpuUsed: sum.cpuUsed === null ? null : share(sum.cpuUsed, sum.cpuRoom),
    memoryUsed: sum.memoryUsed === null ? null : share(sum.memoryUsed, sum.memoryRoom),
  };
}

function fullest({ cpu, memory, pods }: CapacityRow): number {
  return Math.max(cpu, memory, pods);
}
