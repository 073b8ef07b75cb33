import { autoscalerCondition, conditionProof, isSettled } from '../../core/autoscaler-conditions.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * A target in per cent is a share of the request: a container without one makes the whole computation impossible, a sidecar's included.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podautoscaler/replica_calculator.go (calculatePodRequestsFromContainers)
 */
export default defineRule({
  id: 'hpa/no-requests',
  coverage: ['hpa/no-requests'],
  on: ['horizontalpodautoscaler'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#how-does-a-horizontalpodautoscaler-work',
  needs: [],
  applies: (hpa) => missingIn(autoscalerCondition(hpa, 'ScalingActive', 'False')?.message) !== null,
  check: ({ subject, ref, now }) => {
    const condition = autoscalerCondition(subject, 'ScalingActive', 'False');
    const missing = missingIn(condition?.message);
    if (!condition || !missing || !isSettled(condition, now)) return [];
    const { kind = '', name = '' } = subject.spec?.scaleTargetRef ?? {};
    return [{ facts: { ...missing, kind: kind.toLowerCase(), target: name }, proof: [conditionProof(ref, condition)[1]] }];
  },
  says: {
    en: ({ resource, container, pod }, { name }) =>
      container
        ? `Autoscaler \`${name}\` cannot compute a share of the requested ${resource}, because container \`${container}\` of pod \`${pod}\` requests none.`
        : `Autoscaler \`${name}\` cannot compute a share of the requested ${resource}, because pod \`${pod}\` requests none.`,
    ko: ({ resource, container, pod }, { name }) =>
      container
        ? `\`${pod}\` 파드의 \`${container}\` 컨테이너에 ${resource} 요청이 없어서 \`${name}\` 오토스케일러가 요청 대비 사용률을 계산하지 못합니다.`
        : `\`${pod}\` 파드에 ${resource} 요청이 없어서 \`${name}\` 오토스케일러가 요청 대비 사용률을 계산하지 못합니다.`,
  },
  steps: ({ resource, container, pod, kind, target }, subject) => [
    {
      kind: 'look',
      text: { en: 'See what the containers use, to choose a request.', ko: '요청 값을 정하기 위해 컨테이너의 사용량을 확인합니다.' },
      command: `${sh`kubectl top pod ${pod} --containers`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: {
        en: `Give the container a ${resource} request (the value is an example). The pods are replaced one after the other.`,
        ko: `컨테이너에 ${resource} 요청을 추가합니다 (값은 예시입니다). 파드가 차례로 교체됩니다.`,
      },
      command: `${sh`kubectl set resources ${`${kind}/${target}`} ${container ? ['-c', container] : []} ${`--requests=${resource}=${resource === 'cpu' ? '100m' : '128Mi'}`}`}${namespaceFlag(subject)}`,
      undo: {
        en: `\`${sh`kubectl rollout undo ${`${kind}/${target}`}`}${namespaceFlag(subject)}\``,
        ko: `\`${sh`kubectl rollout undo ${`${kind}/${target}`}`}${namespaceFlag(subject)}\` 명령으로 되돌립니다.`,
      },
    },
  ],
});

function missingIn(message: string | undefined): { readonly resource: string; readonly container: string | null; readonly pod: string } | null {
  const [, resource, container, pod] = /missing request for (\S+) in container (\S+) of Pod (\S+)/.exec(message ?? '') ?? [];
  if (resource && container && pod) return { resource, container, pod };
  const [, whole, podName] = /missing pod-level request for (\S+) in Pod (\S+)/.exec(message ?? '') ?? [];
  return whole && podName ? { resource: whole, container: null, pod: podName } : null;
}
