import { containerStatuses } from '../../core/pod-state.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The kernel killed the container's process because its cgroup passed the memory limit.
 * `OOMKilled` is the container runtime's word: https://github.com/containerd/containerd/blob/v2.1.4/internal/cri/server/events.go (handleContainerExit)
 */
export default defineRule({
  id: 'container/oom-killed',
  coverage: ['container/oom-killed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit',
  needs: [],
  wants: ['usage', 'node', 'owners'],
  applies: (pod) => containerStatuses(pod).some((status) => oomKill(status) !== null),
  check: ({ subject, ref, usage, node, owners }) =>
    containerStatuses(subject).flatMap((status) => {
      const kill = oomKill(status);
      if (!kill) return [];
      const spec = [...(subject.spec?.containers ?? []), ...(subject.spec?.initContainers ?? [])].find(({ name }) => name === status.name);
      const limit = spec?.resources?.limits?.memory ?? null;
      const used = usage?.containers.find(({ name }) => name === status.name)?.usage.memory;
      const pressure = node?.object?.status?.conditions?.some(({ type, status }) => type === 'MemoryPressure' && status === 'True') ?? false;
      const workload = owners?.at(-1)?.ref;
      return [
        {
          facts: {
            container: status.name,
            limit,
            used: used ? formatQuantity('memory', parseQuantity(used)) : null,
            restarts: status.restartCount,
            exitCode: kill.exitCode,
            nodePressure: pressure,
            workload: workload ? { kind: workload.kind, name: workload.name } : null,
          },
          proof: [
            { ref, path: `${kill.path}.reason`, value: kill.reason, ...(kill.at ? { at: kill.at } : {}) },
            ...(limit
              ? [{ ref, path: `spec.${status.init ? 'initContainers' : 'containers'}[name=${status.name}].resources.limits.memory`, value: limit }]
              : []),
          ],
          ...(pressure && node ? { leads: [{ to: { kind: 'node' as const, name: node.name } }] } : {}),
        },
      ];
    }),
  says: {
    en: ({ container, limit, used, restarts, nodePressure }) =>
      limit && !nodePressure
        ? `Container \`${container}\` was killed for using more memory than its limit of \`${limit}\`${restarts > 0 ? ` (${restarts} restarts)` : ''}.${used ? ` It now uses ${used} (working set, which counts some file cache).` : ''}`
        : `Container \`${container}\` was killed because its node ran out of memory${limit ? '' : '; it has no memory limit of its own'}.`,
    ko: ({ container, limit, used, restarts, nodePressure }) =>
      limit && !nodePressure
        ? `\`${container}\` 컨테이너가 메모리 한도 \`${limit}\` 값을 넘어 강제 종료되었습니다${restarts > 0 ? ` (재시작 ${restarts}회)` : ''}.${used ? ` 지금 사용량은 ${used}입니다 (working set 기준이라 파일 캐시가 일부 포함됩니다).` : ''}`
        : `노드의 메모리가 모자라 \`${container}\` 컨테이너가 강제 종료되었습니다.${limit ? '' : ' 이 컨테이너에는 메모리 한도가 없습니다.'}`,
  },
  steps: ({ container, limit, workload }, pod) => [
    {
      kind: 'look',
      text: { en: 'Read what the process did before it was killed.', ko: '강제 종료되기 직전의 로그를 확인합니다.' },
      command: `${sh`kubectl logs ${pod.name} -c ${container} --previous --tail=50`}${namespaceFlag(pod)}`,
    },
    {
      kind: 'look',
      text: {
        en: 'Compare its use with the limit over time (needs metrics-server).',
        ko: '사용량과 한도를 비교합니다 (metrics-server가 필요합니다).',
      },
      command: `${sh`kubectl top pod ${pod.name} --containers`}${namespaceFlag(pod)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'If the use is legitimate, raise the memory limit; if it only ever grows, look for a leak first.',
        ko: '정상적인 사용량이라면 메모리 한도를 늘립니다. 계속 늘어나기만 한다면 먼저 메모리 누수를 찾습니다.',
      },
      ...(workload && workload.kind !== 'job'
        ? {
            command: `${sh`kubectl set resources ${`${workload.kind}/${workload.name}`} -c ${container} --limits=memory=${doubled(limit)}`}${namespaceFlag(pod)}`,
          }
        : {}),
      undo: {
        en: limit ? `Set the limit back to ${limit} in the same way.` : 'Remove the limit in the same way.',
        ko: limit ? `같은 방법으로 한도를 ${limit} 값으로 되돌립니다.` : '같은 방법으로 한도를 없앱니다.',
      },
    },
  ],
});

function doubled(limit: string | null): string {
  return formatQuantity('memory', limit ? parseQuantity(limit) * 2 : 512 * 2 ** 20);
}

function oomKill({ name, state, lastState, init }: ReturnType<typeof containerStatuses>[number]) {
  const list = init ? 'initContainerStatuses' : 'containerStatuses';
  for (const [field, terminated] of [
    ['state', state?.terminated],
    ['lastState', lastState?.terminated],
  ] as const) {
    if (terminated?.reason === 'OOMKilled') {
      return {
        reason: terminated.reason,
        exitCode: terminated.exitCode,
        at: terminated.finishedAt,
        path: `status.${list}[name=${name}].${field}.terminated`,
      };
    }
  }
  return null;
}
