import { autoscalerCondition, conditionProof } from '../../core/autoscaler-conditions.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';

/**
 * What it shall scale is not there, or of a kind that cannot be scaled.
 * `FailedGetScale`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podautoscaler/horizontal.go (reconcileAutoscaler)
 */
export default defineRule({
  id: 'hpa/target-missing',
  coverage: ['hpa/target-missing'],
  on: ['horizontalpodautoscaler'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#api-object',
  needs: [],
  wants: ['targetNames'],
  applies: (hpa) => autoscalerCondition(hpa, 'AbleToScale', 'False')?.reason === 'FailedGetScale',
  check: ({ subject, ref, targetNames }) => {
    const condition = autoscalerCondition(subject, 'AbleToScale', 'False');
    if (!condition) return [];
    const { kind = '', name = '', apiVersion = '' } = subject.spec?.scaleTargetRef ?? {};
    const words = condition.message.replace(/^the HPA controller was unable to get the target's current scale: /, '');
    const fault = /^no matches for kind/.test(words) ? 'kind' : /not found$/.test(words) ? 'name' : 'other';
    return [
      {
        facts: { kind, name, apiVersion: apiVersion || null, words, fault, near: fault === 'name' ? similarNames(name, targetNames ?? []) : [] },
        proof: [{ ref, path: 'spec.scaleTargetRef.name', value: name }, conditionProof(ref, condition)[1]],
      },
    ];
  },
  says: {
    en: ({ kind, name, apiVersion, words, fault, near }, subject) => {
      if (fault === 'name')
        return `${kind} \`${name}\`, which autoscaler \`${subject.name}\` shall scale, does not exist.${near.length > 0 ? ` There is ${near.map((one) => `\`${one}\``).join(', ')}.` : ''}`;
      if (fault === 'kind')
        return `Autoscaler \`${subject.name}\` shall scale a \`${kind}\` of \`${apiVersion ?? 'v1'}\`, and the cluster knows no such kind.`;
      return `Autoscaler \`${subject.name}\` cannot read the scale of ${kind} \`${name}\`: ${words}.`;
    },
    ko: ({ kind, name, apiVersion, words, fault, near }, subject) => {
      if (fault === 'name')
        return `\`${subject.name}\` 오토스케일러의 대상인 ${kind} \`${name}\` 오브젝트가 없습니다.${near.length > 0 ? ` 비슷한 이름: ${near.map((one) => `\`${one}\``).join(', ')}.` : ''}`;
      if (fault === 'kind')
        return `\`${subject.name}\` 오토스케일러의 대상이 \`${apiVersion ?? 'v1'}\` 버전의 \`${kind}\` 종류인데 클러스터에 그런 종류가 없습니다.`;
      return `\`${subject.name}\` 오토스케일러가 ${kind} \`${name}\` 오브젝트의 스케일을 읽지 못합니다: ${words}.`;
    },
  },
  steps: ({ kind, name, fault, near: [nearest] }, subject) => {
    const patch = (target: string) =>
      `${sh`kubectl patch hpa ${subject.name} -p ${JSON.stringify({ spec: { scaleTargetRef: { name: target } } })}`}${namespaceFlag(subject)}`;
    return [
      fault === 'kind'
        ? {
            kind: 'look',
            text: { en: 'See which API version serves that kind.', ko: '그 종류를 제공하는 API 버전을 확인합니다.' },
            command: sh`kubectl api-resources | grep -iF -- ${kind}`,
          }
        : {
            kind: 'look',
            text: { en: 'See what there is to scale.', ko: '스케일할 수 있는 것을 확인합니다.' },
            command: `kubectl get deployments,statefulsets${namespaceFlag(subject)}`,
          },
      {
        kind: 'change',
        text: {
          en: nearest
            ? `If \`${nearest}\` is meant, correct the reference.`
            : 'Correct `spec.scaleTargetRef`, or delete the autoscaler if nothing is left to scale.',
          ko: nearest
            ? `\`${nearest}\` 오브젝트가 맞다면 대상을 고칩니다.`
            : '`spec.scaleTargetRef` 값을 고치거나 스케일할 것이 없다면 오토스케일러를 지웁니다.',
        },
        ...(nearest ? { command: patch(nearest) } : {}),
        undo: nearest
          ? { en: `\`${patch(name)}\``, ko: `\`${patch(name)}\` 명령으로 되돌립니다.` }
          : { en: 'Put the earlier reference back.', ko: '이전 값으로 되돌립니다.' },
      },
    ];
  },
});
