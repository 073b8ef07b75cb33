import { type MetricsGroup, metricsApi, userList, usersOf } from '../../core/metrics-apis.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';

const groups = ['custom.metrics.k8s.io', 'external.metrics.k8s.io'] as const satisfies readonly MetricsGroup[];
const kinds = { 'custom.metrics.k8s.io': 'Pods', 'external.metrics.k8s.io': 'External' } as const;

/** Autoscalers go by metrics of their own or of something outside, and no adapter serves such metrics; metrics-server does not. */
export default defineRule({
  id: 'metrics/custom-api-missing',
  coverage: ['metrics/custom-api-missing'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#scaling-on-custom-metrics',
  needs: ['apiServices', 'autoscalers'],
  applies: () => true,
  check: ({ apiServices, autoscalers }) =>
    groups.flatMap((group) => {
      const users = usersOf(autoscalers, group);
      const [first] = users;
      if (!first || metricsApi(apiServices, group)) return [];
      const used = autoscalers.find(({ metadata }) => metadata?.name === first.name && metadata?.namespace === first.namespace);
      const type = used?.spec?.metrics?.find((metric) => metric.type === kinds[group] || metric.type === 'Object')?.type ?? kinds[group];
      return [
        {
          facts: { group, users: users.slice(0, 4), userCount: users.length },
          proof: [
            { ref: { kind: 'horizontalpodautoscaler', name: first.name, namespace: first.namespace }, path: 'spec.metrics[].type', value: type },
            { ref: { kind: 'cluster', name: 'cluster' }, path: `apiservices with group ${group}`, value: 0 },
          ],
        },
      ];
    }),
  says: {
    en: ({ group, users, userCount }) =>
      `Nothing serves \`${group}\`, but ${userCount} ${userCount === 1 ? 'autoscaler goes' : 'autoscalers go'} by such metrics: ${userList(users)}. That takes an adapter (prometheus-adapter, KEDA …); metrics-server does not do it.`,
    ko: ({ group, users, userCount }) =>
      `\`${group}\` API를 제공하는 것이 없는데 오토스케일러 ${userCount}개가 그 메트릭을 씁니다: ${userList(users)}. prometheus-adapter, KEDA 같은 어댑터가 필요하며 metrics-server는 제공하지 않습니다.`,
  },
  steps: ({ group }) => [
    look('See which metrics APIs are served.', '어떤 메트릭 API가 제공되는지 확인합니다.', 'kubectl get apiservices | grep metrics'),
    look('See which autoscalers have no figures.', '값을 받지 못하는 오토스케일러를 확인합니다.', 'kubectl get hpa -A'),
    change(
      `Install an adapter that serves \`${group}\`, or let the autoscalers go by CPU or memory.`,
      `\`${group}\` API를 제공하는 어댑터를 설치하거나, 오토스케일러가 CPU나 메모리를 쓰게 합니다.`,
      ['Remove the adapter, or put the earlier metrics back.', '어댑터를 지우거나 이전 메트릭으로 되돌립니다.'],
    ),
  ],
});
