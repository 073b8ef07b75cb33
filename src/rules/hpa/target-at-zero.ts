import { autoscalerCondition, conditionProof, scaleTarget } from '../../core/autoscaler-conditions.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * Its target is at zero replicas, which switches an autoscaler off: no problem (`info`), but the answer to "why does it not scale?".
 * `ScalingDisabled`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler)
 */
export default defineRule({
  id: 'hpa/target-at-zero',
  coverage: ['workload/scaled-to-zero'],
  on: ['horizontalpodautoscaler'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation',
  needs: [],
  applies: (hpa) => autoscalerCondition(hpa, 'ScalingActive', 'False')?.reason === 'ScalingDisabled',
  check: ({ subject, ref }) => {
    const condition = autoscalerCondition(subject, 'ScalingActive', 'False');
    if (!condition) return [];
    const { kind = '', name = '' } = subject.spec?.scaleTargetRef ?? {};
    const target = scaleTarget(subject);
    return [
      {
        facts: { kind: kind.toLowerCase(), target: name, minimum: subject.spec?.minReplicas ?? 1 },
        proof: conditionProof(ref, condition),
        ...(target ? { leads: [{ to: target, rules: ['workload/scaled-to-zero'] }] } : {}),
      },
    ];
  },
  says: {
    en: ({ target }, { name }) =>
      `Autoscaler \`${name}\` is switched off, because \`${target}\` is scaled to 0 replicas: an autoscaler never starts from zero.`,
    ko: ({ target }, { name }) =>
      `대상인 \`${target}\` 워크로드가 레플리카 0개라서 \`${name}\` 오토스케일러가 꺼져 있습니다. 오토스케일러는 0개에서 늘리지 않습니다.`,
  },
  steps: ({ kind, target, minimum }, subject) => [
    {
      kind: 'look',
      text: { en: 'Find out who scaled the target down.', ko: '누가 대상을 줄였는지 확인합니다.' },
      command: `${sh`kubectl get ${`${kind}/${target}`} -o yaml --show-managed-fields`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: { en: 'Scale it to the minimum: from there the autoscaler takes over.', ko: '최소 개수로 늘립니다. 그다음은 오토스케일러가 맡습니다.' },
      command: `${sh`kubectl scale ${`${kind}/${target}`} ${`--replicas=${minimum}`}`}${namespaceFlag(subject)}`,
      undo: { en: 'Scale it back to 0 in the same way.', ko: '같은 방법으로 다시 0개로 줄입니다.' },
    },
  ],
});
