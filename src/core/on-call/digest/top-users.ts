import { refKey } from '../../ref.ts';
import type { TopUser } from './digest-answer.ts';
import type { TalliedWorkload, WorkloadTally } from './workload-tally.ts';

const most = 8;

/** The workloads that take most of all CPU or memory, by what they ask for or use, whichever is more. */
export function topUsers({ workloads }: Pick<WorkloadTally, 'workloads'>): readonly TopUser[] {
  const all = [...workloads.values()];
  const cpu = ({ cpu, cpuUsed }: TalliedWorkload) => Math.max(cpu, cpuUsed ?? 0);
  const memory = ({ memory, memoryUsed }: TalliedWorkload) => Math.max(memory, memoryUsed ?? 0);
  const whole = { cpu: sumOf(all.map(cpu)) || 1, memory: sumOf(all.map(memory)) || 1 };
  const weight = (one: TalliedWorkload) => Math.max(cpu(one) / whole.cpu, memory(one) / whole.memory);
  return all
    .filter((one) => weight(one) > 0)
    .toSorted((a, b) => weight(b) - weight(a) || refKey(a.ref).localeCompare(refKey(b.ref)))
    .slice(0, most)
    .map(({ ref, pods, cpu, memory, cpuUsed, memoryUsed }) => ({ ref, pods, cpu, memory, cpuUsed, memoryUsed }));
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
