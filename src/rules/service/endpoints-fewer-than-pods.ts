import { failingParts } from '../../core/failing-parts.ts';
import { isReady, podCondition, podState } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { backendsOf, selectedPods, selectorText, selectsPods, statesText, statusCounts } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

/** The endpoint controller needs a moment: seconds. */
const lag = 30;

/**
 * Some of the pods behind the Service take no traffic: because they are not Ready, or because the endpoint controller has not
 * listed them although they are.
 */
export default defineRule({
  id: 'service/endpoints-fewer-than-pods',
  coverage: ['service/endpoints-fewer-than-pods'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/#conditions',
  needs: ['namespacePods', 'endpointSlices'],
  applies: selectsPods,
  check: ({ ref, subject, namespacePods, endpointSlices, now }) => {
    const pods = selectedPods(subject, namespacePods);
    const serving = new Set(backendsOf(endpointSlices).flatMap(({ pod, ready }) => (pod && ready ? [pod] : [])));
    const unlisted = pods.filter((pod) => isReady(pod) && !serving.has(pod.metadata?.name ?? '') && readySeconds(pod, now) > lag);
    const failing = pods.filter((pod) => !serving.has(pod.metadata?.name ?? '') && podState(pod, now).condition === 'failing');
    const away = unlisted.length > 0 ? unlisted : failing;
    const ready = pods.filter(({ metadata }) => serving.has(metadata?.name ?? '')).length;
    if (away.length === 0 || (unlisted.length === 0 && ready === 0)) return [];
    return [
      {
        facts: {
          selector: selectorText(subject.spec?.selector),
          pods: pods.length,
          ready,
          unlisted: unlisted.length,
          states: statusCounts(away, now),
          examples: away.slice(0, 3).map(({ metadata }) => metadata?.name ?? ''),
        },
        proof: [
          { ref, path: 'spec.selector', value: selectorText(subject.spec?.selector) },
          ...away.slice(0, 3).map((pod) => {
            const condition = podCondition(pod, 'Ready');
            return {
              ref: refOf('pod', pod),
              path: condition ? 'status.conditions[type=Ready].status' : 'status.phase',
              value: condition?.status ?? pod.status?.phase ?? null,
              ...(condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {}),
            };
          }),
        ],
        leads: failingParts(failing, now)
          .slice(0, 4)
          .map(({ ref: to }) => ({ to })),
      },
    ];
  },
  says: {
    en: ({ pods, ready, unlisted, states, examples }, { name }) =>
      unlisted > 0
        ? `Service \`${name}\` does not send to ${unlisted} of its ${pods} pods although ${unlisted === 1 ? 'it is' : 'they are'} Ready (\`${examples.join('`, `')}\`): the EndpointSlices do not list ${unlisted === 1 ? 'it' : 'them'}. The endpoint controller in \`kube-controller-manager\` has not caught up.`
        : `Only ${ready} of the ${pods} pods behind Service \`${name}\` take traffic; the others are not Ready (${statesText(states)}).`,
    ko: ({ pods, ready, unlisted, states, examples }, { name }) =>
      unlisted > 0
        ? `\`${name}\` 서비스가 파드 ${pods}개 가운데 ${unlisted}개(\`${examples.join('`, `')}\`)에는 요청을 보내지 않습니다. 파드는 준비되었지만 엔드포인트슬라이스에 없습니다. \`kube-controller-manager\`의 엔드포인트 컨트롤러가 처리하지 못하고 있습니다.`
        : `\`${name}\` 서비스 뒤의 파드 ${pods}개 가운데 ${ready}개만 요청을 받습니다. 나머지는 준비되지 않았습니다 (${statesText(states)}).`,
  },
  steps: ({ selector, unlisted }, ref) => [
    {
      kind: 'look',
      text: { en: 'See which endpoints exist, and whether they are ready.', ko: '엔드포인트가 있는지, 준비되었는지 확인합니다.' },
      command: `${sh`kubectl get endpointslices -l kubernetes.io/service-name=${ref.name} -o yaml`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: { en: 'See the state of the pods that the Service selects.', ko: '서비스가 고르는 파드의 상태를 확인합니다.' },
      command: `${sh`kubectl get pods -l ${selector} -o wide`}${namespaceFlag(ref)}`,
    },
    ...(unlisted > 0
      ? [
          {
            kind: 'look' as const,
            text: { en: 'Read what the controller manager says.', ko: '컨트롤러 매니저의 로그를 확인합니다.' },
            command: 'kubectl logs -n kube-system -l component=kube-controller-manager --tail=100',
          },
        ]
      : []),
  ],
});

function readySeconds(pod: Parameters<typeof isReady>[0], now: Date): number {
  return (now.getTime() - Date.parse(podCondition(pod, 'Ready')?.lastTransitionTime ?? '')) / 1000;
}
