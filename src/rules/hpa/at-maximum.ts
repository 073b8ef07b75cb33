import { autoscalerCondition, conditionProof, isSettled } from '../../core/autoscaler-conditions.ts';
import type { HorizontalPodAutoscaler } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The metrics ask for more pods than `maxReplicas` allows. One that is at its maximum and needs no more is left in peace.
 * `TooManyReplicas`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podautoscaler/horizontal.go (convertDesiredReplicasWithRules)
 */
export default defineRule({
  id: 'hpa/at-maximum',
  coverage: ['hpa/at-maximum'],
  on: ['horizontalpodautoscaler'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/',
  needs: [],
  applies: (hpa) => limitOf(hpa) !== null,
  check: ({ subject, ref, now }) => {
    const limit = limitOf(subject);
    const { currentReplicas = 0 } = subject.status ?? {};
    const maximum = subject.spec?.maxReplicas ?? 0;
    if (!limit || currentReplicas < maximum || !isSettled(limit, now)) return [];
    const { kind = '', name = '' } = subject.spec?.scaleTargetRef ?? {};
    return [
      {
        facts: { maximum, kind: kind.toLowerCase(), target: name, metrics: metricsOf(subject) },
        proof: [
          conditionProof(ref, limit)[0],
          { ref, path: 'status.currentReplicas', value: currentReplicas },
          { ref, path: 'spec.maxReplicas', value: maximum },
        ],
      },
    ];
  },
  says: {
    en: ({ maximum, metrics }, { name }) =>
      `Autoscaler \`${name}\` has reached its maximum of ${maximum} ${maximum === 1 ? 'pod' : 'pods'} (\`maxReplicas\`), and the metrics ask for more.${figures(metrics, (name, current, target) => `${name} is at ${current}, the target is ${target}`)}`,
    ko: ({ maximum, metrics }, { name }) =>
      `\`${name}\` 오토스케일러가 최대 파드 수 ${maximum}개(\`maxReplicas\`)에 도달했지만 메트릭은 더 많은 파드를 요구합니다.${figures(metrics, (name, current, target) => `${name} 현재 ${current}, 목표 ${target}`)}`,
  },
  steps: ({ maximum, kind, target }, subject) => [
    {
      kind: 'look',
      text: { en: 'See whether the load is real, and whether it is new.', ko: '부하가 실제인지, 최근에 생겼는지 확인합니다.' },
      command: `${sh`kubectl describe hpa ${subject.name}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'look',
      text: { en: 'See whether the nodes have room for more pods.', ko: '노드에 파드를 더 둘 자리가 있는지 확인합니다.' },
      command: 'kubectl describe nodes | grep -A8 "Allocated resources"',
    },
    {
      kind: 'change',
      text: {
        en: `Raise the maximum, or make \`${kind}/${target}\` need less.`,
        ko: `최댓값을 올리거나 \`${kind}/${target}\` 쪽의 부하를 줄입니다.`,
      },
      command: `${sh`kubectl patch hpa ${subject.name} -p ${JSON.stringify({ spec: { maxReplicas: maximum * 2 } })}`}${namespaceFlag(subject)}`,
      undo: { en: `Set \`maxReplicas\` back to ${maximum} in the same way.`, ko: `같은 방법으로 \`maxReplicas\` 값을 ${maximum} 값으로 되돌립니다.` },
    },
  ],
});

type Figure = { readonly name: string; readonly current: string; readonly target: string };

function limitOf(hpa: HorizontalPodAutoscaler): ReturnType<typeof autoscalerCondition> {
  const limit = autoscalerCondition(hpa, 'ScalingLimited', 'True');
  return limit?.reason === 'TooManyReplicas' ? limit : null;
}

/** What is measured against what is wanted, of each metric that has both. */
function metricsOf({ spec, status }: HorizontalPodAutoscaler): Figure[] {
  return (spec?.metrics ?? []).flatMap(({ type, resource, containerResource, external, pods, object }, index): Figure[] => {
    const now = status?.currentMetrics?.[index];
    const wanted = (resource ?? containerResource ?? external ?? pods ?? object)?.target;
    const measured = (now?.resource ?? now?.containerResource ?? now?.external ?? now?.pods ?? now?.object)?.current;
    const name = resource?.name ?? containerResource?.name ?? external?.metric.name ?? pods?.metric.name ?? object?.metric.name ?? type;
    if (wanted?.averageUtilization !== undefined && measured?.averageUtilization !== undefined)
      return [{ name, current: `${measured.averageUtilization}%`, target: `${wanted.averageUtilization}%` }];
    const current = measured?.averageValue ?? measured?.value;
    const target = wanted?.averageValue ?? wanted?.value;
    return current && target ? [{ name, current, target }] : [];
  });
}

function figures(metrics: readonly Figure[], words: (name: string, current: string, target: string) => string): string {
  return metrics.length === 0 ? '' : ` ${metrics.map(({ name, current, target }) => words(`\`${name}\``, current, target)).join('; ')}.`;
}
