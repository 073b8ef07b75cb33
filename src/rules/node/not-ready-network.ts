import { nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { isCniUninitialized, isGrownNode, readyTrouble } from '../../core/ready-words.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** Rules that know more of the network plugin than the kubelet says. */
const closer = ['cni/not-initialized', 'cni/plugin-missing', 'cni/no-pod-cidr', 'cni/several-configs', 'cni/agent-failing'];

/** The kubelet runs and says that the pod network is not ready. Words: core/ready-words.ts. */
export default defineRule({
  id: 'node/not-ready-network',
  coverage: ['node/not-ready-network'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
  needs: [],
  applies: (node) => readyTrouble(node)?.trouble === 'network',
  check: ({ subject, ref, now }) => {
    const found = readyTrouble(subject);
    if (!found || !isGrownNode(subject, now)) return [];
    const message = found.ready.message ?? '';
    return [
      {
        facts: {
          node: ref.name,
          uninitialized: isCniUninitialized(message),
          podCidr: subject.spec?.podCIDR ?? null,
          seconds: secondsSince(found.ready.lastTransitionTime, now),
          words: message,
        },
        proof: nodeConditionProof(ref, found.ready),
        leads: [{ to: ref, rules: closer }],
      },
    ];
  },
  says: {
    en: ({ node, uninitialized, podCidr, seconds, words }) =>
      `Node \`${node}\` has not been ready${seconds === null ? '' : ` for ${duration(seconds, 'en')}`} because its pod network is not set up${uninitialized ? ': no usable CNI configuration in `/etc/cni/net.d`' : ''}. The kubelet says: \`${words}\`.${podCidr ? '' : ' The node has no `podCIDR` either.'}`,
    ko: ({ node, uninitialized, podCidr, seconds, words }) =>
      `\`${node}\` 노드의 파드 네트워크가 준비되지 않아${uninitialized ? '(`/etc/cni/net.d` 디렉터리에 쓸 수 있는 CNI 설정이 없음)' : ''} ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}노드가 준비되지 않았습니다. kubelet의 메시지: \`${words}\`.${podCidr ? '' : ' 노드에 `podCIDR` 값도 없습니다.'}`,
  },
  steps: ({ node }) => [
    look(
      "See whether the network plugin's pod runs on the node.",
      '그 노드에서 네트워크 플러그인 파드가 실행 중인지 확인합니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
    ),
    lookAtNode(node),
    look(
      'On the node: is there a CNI configuration, and do its plugins exist? (the first file by name wins)',
      '노드에 CNI 설정과 플러그인이 있는지 확인합니다(이름순으로 첫 번째 파일이 사용됩니다).',
      'ls -l /etc/cni/net.d /opt/cni/bin',
    ),
    change(
      'Install the network plugin, or mend its agent on this node (its DaemonSet must tolerate `node.kubernetes.io/not-ready`).',
      '네트워크 플러그인을 설치하거나 이 노드의 에이전트를 고칩니다(데몬셋이 `node.kubernetes.io/not-ready` 테인트를 용인해야 합니다).',
      ['Remove what was installed, or apply the manifest from before.', '설치한 것을 지우거나 이전 매니페스트를 다시 적용합니다.'],
    ),
  ],
});
