import { metricsApi, userList, usersOf } from '../../core/metrics-apis.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';

/** Nobody serves metrics.k8s.io: a choice, as long as nothing needs it. An autoscaler that does has hpa/no-metrics. */
export default defineRule({
  id: 'metrics/server-missing',
  coverage: ['metrics/server-missing'],
  on: ['cluster'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/',
  needs: ['apiServices'],
  wants: ['autoscalers'],
  applies: () => true,
  check: ({ apiServices, autoscalers = [] }) => {
    // a cluster without any APIService was not read: every API server registers its own groups
    const own = apiServices.find(({ spec }) => spec?.group === 'apps') ?? apiServices[0];
    if (!own || metricsApi(apiServices, 'metrics.k8s.io')) return [];
    const users = usersOf(autoscalers, 'metrics.k8s.io');
    return [
      {
        facts: { apis: apiServices.length, users: users.slice(0, 4), userCount: users.length },
        proof: [
          { ref: { kind: 'cluster', name: 'cluster' }, path: 'apiservices with group metrics.k8s.io', value: 0 },
          ...users.slice(0, 3).map(({ namespace, name }) => ({
            ref: { kind: 'horizontalpodautoscaler', name, namespace } as const,
            path: 'spec.metrics[].type',
            value: 'Resource',
          })),
        ],
      },
    ];
  },
  says: {
    en: ({ users, userCount }) =>
      `metrics-server is not installed: nothing serves \`metrics.k8s.io\`, so \`kubectl top\`, autoscaling by CPU or memory, and the VerticalPodAutoscaler do not work.${userCount > 0 ? ` ${userCount} ${userCount === 1 ? 'autoscaler waits' : 'autoscalers wait'} for it: ${userList(users)}.` : ''}`,
    ko: ({ users, userCount }) =>
      `metrics-server가 설치되어 있지 않습니다. \`metrics.k8s.io\` API를 제공하는 것이 없어 \`kubectl top\` 명령, CPU·메모리 기준 오토스케일링, VerticalPodAutoscaler가 동작하지 않습니다.${userCount > 0 ? ` 오토스케일러 ${userCount}개가 기다립니다: ${userList(users)}.` : ''}`,
  },
  steps: () => [
    look('See which metrics APIs are served.', '어떤 메트릭 API가 제공되는지 확인합니다.', 'kubectl get apiservices | grep metrics'),
    look(
      'Kubelets have the figures without it: of one node.',
      'metrics-server가 없어도 kubelet은 값을 갖고 있습니다. 노드 하나의 값을 조회합니다.',
      'kubectl get --raw "/api/v1/nodes/$(kubectl get nodes -o name | head -1 | cut -d/ -f2)/proxy/metrics/resource" | head',
    ),
    change(
      'Install metrics-server.',
      'metrics-server를 설치합니다.',
      ['Delete the same manifest.', '같은 매니페스트를 삭제합니다.'],
      'kubectl apply -f https://github.com/kubernetes-sigs/metrics-server/releases/latest/download/components.yaml',
    ),
  ],
});
