import type { Pod } from '../../core/kinds.ts';
import { containersOf } from '../../core/pod-containers.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { selectedPods, selectorText, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

/**
 * Telepresence has put its agent beside the application: while an intercept is on, requests leave the cluster for a developer's machine.
 * Names of container and label: https://github.com/telepresenceio/telepresence/blob/v2.20.3/pkg/agentconfig/sidecar.go
 */
export default defineRule({
  id: 'service/telepresence-intercepted',
  coverage: ['service/telepresence-intercepted'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/local-debugging/',
  needs: ['namespacePods'],
  applies: selectsPods,
  check: ({ subject, namespacePods }) => {
    const pods = selectedPods(subject, namespacePods);
    const agents = pods.flatMap((pod) => {
      const agent = agentOf(pod);
      return agent ? [{ pod, agent }] : [];
    });
    const [first] = agents;
    if (!first) return [];
    return [
      {
        facts: {
          selector: selectorText(subject.spec?.selector),
          pods: pods.length,
          agents: agents.length,
          pod: first.pod.metadata?.name ?? '',
          container: first.agent.container,
          image: first.agent.image,
          swapped: first.agent.swapped,
        },
        proof: [{ ref: refOf('pod', first.pod), path: `spec.containers[name=${first.agent.container}].image`, value: first.agent.image }],
      },
    ];
  },
  says: {
    en: ({ agents, pods, container, swapped }, { name }) =>
      swapped
        ? `Requests to Service \`${name}\` go to a developer's machine: Telepresence has put its proxy in the place of the application (${agents} of ${pods} pods).`
        : `Requests to Service \`${name}\` may go to a developer's machine: ${agents} of its ${pods} pods ${agents === 1 ? 'has' : 'have'} the Telepresence side-car \`${container}\`, which takes all or some of them away while an intercept is on.`,
    ko: ({ agents, pods, container, swapped }, { name }) =>
      swapped
        ? `\`${name}\` 서비스로 온 요청이 개발자의 컴퓨터로 갑니다. 텔레프레즌스가 애플리케이션 자리에 프록시를 두었습니다 (파드 ${pods}개 가운데 ${agents}개).`
        : `\`${name}\` 서비스로 온 요청이 개발자의 컴퓨터로 갈 수 있습니다. 파드 ${pods}개 가운데 ${agents}개에 텔레프레즌스 사이드카 \`${container}\` 컨테이너가 있고, 인터셉트가 켜져 있는 동안 요청을 모두 또는 일부 가져갑니다.`,
  },
  steps: ({ pod, container }, ref) => [
    {
      kind: 'look',
      text: { en: 'List the intercepts: whose they are and what they take.', ko: '인터셉트를 나열해 누가 무엇을 가져가는지 확인합니다.' },
      command: `telepresence list${namespaceFlag(ref).replace(' -n', ' --namespace')}`,
    },
    {
      kind: 'look',
      text: { en: 'Read what the side-car says about intercepts.', ko: '사이드카의 로그에서 인터셉트 기록을 확인합니다.' },
      command: `${sh`kubectl logs ${pod} -c ${container} --tail=50`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: { en: 'End the intercept with its owner; then take the side-car out.', ko: '담당자와 함께 인터셉트를 끝낸 뒤 사이드카를 제거합니다.' },
      command: sh`telepresence leave ${ref.name}`,
      undo: {
        en: 'Its owner starts the intercept again: `telepresence intercept`.',
        ko: '담당자가 `telepresence intercept` 명령으로 다시 시작합니다.',
      },
    },
  ],
});

function agentOf({ spec }: Pod): { container: string; image: string; swapped: boolean } | null {
  for (const { name, image = '' } of containersOf(spec)) {
    // version 1 swapped the application for its proxy
    if (/(?:^|\/)telepresence-k8s(?:-priv)?[:@]/.test(image)) return { container: name, image, swapped: true };
    if (name === 'traffic-agent' || /(?:^|\/)(?:tel2|ambassador-telepresence-agent)[:@]/.test(image))
      return { container: name, image, swapped: false };
  }
  return null;
}
