import type { Pod } from '../../core/kinds.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** Figures of a new pod take that long: milliseconds. */
const youth = 180_000;
const most = 5;

/**
 * metrics-server has figures of a node, but of none of its containers: the kubelet gets none. It reads them from control groups, or asks the runtime
 * where containers are isolated otherwise (virtual machines, Windows), which must support CRI container metrics.
 */
export default defineRule({
  id: 'metrics/runtime-no-stats',
  coverage: ['metrics/runtime-no-stats'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/instrumentation/cri-pod-container-metrics/',
  needs: ['nodeMetrics', 'systemPodMetrics', 'systemPods'],
  wants: ['nodes'],
  applies: () => true,
  check: ({ now, nodeMetrics, systemPodMetrics, systemPods, nodes = [] }) => {
    if (!nodeMetrics || !systemPodMetrics) return [];
    const known = new Set(systemPodMetrics.filter(({ containers }) => containers.length > 0).map(({ metadata }) => metadata?.name));
    const running = systemPods.filter((pod) => pod.spec?.nodeName && isSettled(pod, now));
    const silent = nodeMetrics.flatMap(({ metadata, usage }) => {
      const own = running.filter(({ spec }) => spec?.nodeName === metadata?.name);
      if (own.length === 0 || own.some(({ metadata: pod }) => known.has(pod?.name))) return [];
      const info = nodes.find((node) => node.metadata?.name === metadata?.name)?.status?.nodeInfo;
      const runtime = (info?.containerRuntimeVersion ?? '').replace('://', ' ');
      return [{ name: metadata?.name ?? '', runtime, pods: own.length, memory: usage.memory ?? null }];
    });
    const [first, ...others] = silent;
    if (!first) return [];
    const proof = ({ name, memory }: typeof first): Proof => ({ ref: { kind: 'node', name }, path: 'usage.memory (metrics)', value: memory });
    return [
      {
        facts: { nodes: silent.slice(0, most).map(({ name, runtime, pods }) => ({ name, runtime, pods })), count: silent.length },
        proof: [
          proof(first),
          ...others.slice(0, most - 1).map(proof),
          { ref: { kind: 'cluster', name: 'cluster' }, path: 'pods of kube-system with metrics there', value: 0 },
        ],
      },
    ];
  },
  says: {
    en: ({ nodes, count }) =>
      `${count === 1 ? 'A node reports' : `${count} nodes report`} figures of itself, but none of its containers: ${nodes.map(({ name, runtime }) => `\`${name}\`${runtime ? ` (${runtime})` : ''}`).join(', ')}. The container runtime gives the kubelet no statistics, so \`kubectl top pod\` and autoscaling miss the pods there.`,
    ko: ({ nodes, count }) =>
      `노드 ${count}개가 자신의 사용량은 보고하지만 컨테이너의 사용량은 보고하지 않습니다: ${nodes.map(({ name, runtime }) => `\`${name}\`${runtime ? ` (${runtime})` : ''}`).join(', ')}. 컨테이너 런타임이 kubelet에 통계를 주지 않아 그 노드의 파드가 \`kubectl top pod\` 명령과 오토스케일링에서 빠집니다.`,
  },
  steps: ({ nodes }) => [
    look(
      'Does the kubelet have figures of containers? (`container_cpu_usage_seconds_total` must be there)',
      'kubelet에 컨테이너 값(`container_cpu_usage_seconds_total`)이 있는지 확인합니다.',
      sh`kubectl get --raw ${`/api/v1/nodes/${nodes[0]?.name ?? ''}/proxy/metrics/resource`}`,
    ),
    look('On the node: does the runtime have them?', '노드에서 런타임에 통계가 있는지 확인합니다.', 'crictl stats'),
    change(
      'Upgrade the runtime to a version that supports CRI container metrics; with control groups, see that the kubelet and the runtime use the same driver.',
      'CRI 컨테이너 메트릭을 지원하는 런타임 버전으로 업그레이드합니다. 컨트롤 그룹을 쓴다면 kubelet과 런타임의 드라이버가 같은지 확인합니다.',
      ['Install the version before again.', '이전 버전을 다시 설치합니다.'],
    ),
  ],
});

function isSettled({ status }: Pod, now: Date): boolean {
  return status?.phase === 'Running' && now.getTime() - Date.parse(status.startTime ?? '') > youth;
}
