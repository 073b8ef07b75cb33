import { autoscalerCondition, conditionProof, isSettled, scaleTarget } from '../../core/autoscaler-conditions.ts';
import type { ApiService } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The autoscaler gets no figures: nobody serves that metrics API, its server does not answer, the metric does not exist there, or the pods give none
 * because they do not run. Reasons: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podautoscaler/horizontal.go (computeStatusFor…),
 * words: …/podautoscaler/metrics/client.go and replica_calculator.go
 */
export default defineRule({
  id: 'hpa/no-metrics',
  coverage: ['hpa/no-metrics', 'metrics/custom-api-missing'],
  on: ['horizontalpodautoscaler'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#support-for-metrics-apis',
  needs: [],
  wants: ['metricsApis'],
  applies: (hpa) => failureOf(autoscalerCondition(hpa, 'ScalingActive', 'False')) !== null,
  check: ({ subject, ref, now, metricsApis }) => {
    const condition = autoscalerCondition(subject, 'ScalingActive', 'False');
    const group = failureOf(condition);
    if (!condition || !group || !isSettled(condition, now)) return [];
    const api = metricsApis?.find(({ spec }) => spec?.group === group);
    const available = api?.status?.conditions?.find(({ type }) => type === 'Available');
    const state = !metricsApis ? 'unknown' : !api ? 'absent' : available?.status === 'True' ? 'available' : 'down';
    const fromPods =
      state === 'available' && /no metrics returned from resource metrics API|pods might be unready|no pods returned/.test(condition.message);
    const target = scaleTarget(subject);
    return [
      {
        facts: {
          group,
          state,
          fromPods,
          metric: metricIn(condition.message),
          apiWords: available?.message ?? null,
          words: condition.message.replace(/^the HPA was unable to compute the replica count: /, ''),
          service: api?.spec?.service ? { name: api.spec.service.name ?? '', namespace: api.spec.service.namespace ?? '' } : null,
          api: apiName(api),
        },
        proof: conditionProof(ref, condition),
        leads: [
          ...(fromPods && target ? [{ to: target }] : []),
          ...(state === 'down' && api?.spec?.service
            ? [{ to: { kind: 'service' as const, name: api.spec.service.name ?? '', namespace: api.spec.service.namespace ?? '' } }]
            : []),
        ],
      },
    ];
  },
  says: {
    en: ({ group, state, fromPods, metric, apiWords, words }, { name }) => {
      const what = `Autoscaler \`${name}\` gets no figures for ${metric ? `metric \`${metric}\`` : 'its metrics'}`;
      if (state === 'absent') return `${what}, because nothing in the cluster serves \`${group}\`. ${adapterHint(group).en}`;
      if (state === 'down') return `${what}, because the server of \`${group}\` does not answer: ${apiWords ?? ''}.`;
      if (fromPods) return `${what}, because none of the pods has any: they do not run, or only just started.`;
      return `${what}: ${words}.`;
    },
    ko: ({ group, state, fromPods, metric, apiWords, words }, { name }) => {
      const what = `\`${name}\` 오토스케일러가 ${metric ? `\`${metric}\` 메트릭` : '메트릭'} 값을 받지 못합니다`;
      if (state === 'absent') return `${what}: 클러스터에 \`${group}\` API를 제공하는 것이 없습니다. ${adapterHint(group).ko}`;
      if (state === 'down') return `${what}: \`${group}\` API 서버가 응답하지 않습니다: ${apiWords ?? ''}.`;
      if (fromPods) return `${what}: 파드가 실행 중이 아니거나 막 시작해서 메트릭이 없습니다.`;
      return `${what}: ${words}.`;
    },
  },
  steps: ({ group, state, service, api }, subject) => [
    {
      kind: 'look',
      text: { en: 'See which metrics APIs are served, and by whom.', ko: '어떤 메트릭 API를 누가 제공하는지 확인합니다.' },
      command: 'kubectl get apiservices | grep metrics.k8s.io',
    },
    state === 'available'
      ? {
          kind: 'look',
          text: { en: 'Ask for the figures as the autoscaler does.', ko: '오토스케일러처럼 값을 직접 조회합니다.' },
          command:
            group === 'metrics.k8s.io' ? `kubectl top pods${namespaceFlag(subject)}` : sh`kubectl get --raw ${`/apis/${group}/${api ?? 'v1beta1'}`}`,
        }
      : {
          kind: 'look',
          text: { en: 'Look at the pods that should serve it.', ko: '제공해야 할 파드를 확인합니다.' },
          command: service ? sh`kubectl get pods,endpointslices -n ${service.namespace}` : 'kubectl get pods -A | grep -E "metrics|adapter|keda"',
        },
    {
      kind: 'change',
      text:
        state === 'absent'
          ? {
              en: `Install what serves \`${group}\`. ${adapterHint(group).en}`,
              ko: `\`${group}\` API를 제공하는 것을 설치합니다. ${adapterHint(group).ko}`,
            }
          : {
              en: 'Correct the metric in the autoscaler, or what measures it. Until then the number of pods stays as it is.',
              ko: '오토스케일러의 메트릭이나 측정하는 쪽을 고칩니다. 그때까지 파드 수는 그대로입니다.',
            },
      undo: { en: 'Remove what was installed, or put the earlier metric back.', ko: '설치한 것을 지우거나 이전 메트릭으로 되돌립니다.' },
    },
  ],
});

const groups: Readonly<Record<string, string>> = {
  FailedGetResourceMetric: 'metrics.k8s.io',
  FailedGetContainerResourceMetric: 'metrics.k8s.io',
  FailedGetPodsMetric: 'custom.metrics.k8s.io',
  FailedGetObjectMetric: 'custom.metrics.k8s.io',
  FailedGetExternalMetric: 'external.metrics.k8s.io',
};

/** The metrics API that failed; null where it was something else (a missing request has a rule of its own). */
function failureOf(condition: ReturnType<typeof autoscalerCondition>): string | null {
  return condition && !/missing (?:pod-level )?request for/.test(condition.message) ? (groups[condition.reason] ?? null) : null;
}

function metricIn(message: string): string | null {
  const external = /external metric [^/\s]+\/([^/\s]+)\//.exec(message)?.[1];
  return external ?? /unable to get metric ([^:\s]+)/.exec(message)?.[1] ?? /metrics for resource ([^:\s]+)/.exec(message)?.[1] ?? null;
}

function apiName(api: ApiService | undefined): string | null {
  return api?.spec?.version ?? null;
}

function adapterHint(group: string): { readonly en: string; readonly ko: string } {
  return group === 'metrics.k8s.io'
    ? { en: 'That is the work of metrics-server.', ko: 'metrics-server가 하는 일입니다.' }
    : {
        en: 'That takes an adapter, such as prometheus-adapter or KEDA; metrics-server does not do it.',
        ko: 'prometheus-adapter, KEDA 같은 어댑터가 필요합니다. metrics-server는 제공하지 않습니다.',
      };
}
