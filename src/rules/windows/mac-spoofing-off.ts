import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { windowsNodeFacts } from '../../core/windows.ts';
import { mayStall, unreached } from '../../core/windows-calls.ts';
import { collectLogs, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A Windows pod gets no answer from anything, inside the cluster or outside: mostly a virtual machine that drops what its pods send. */
export default defineRule({
  id: 'windows/mac-spoofing-off',
  coverage: ['windows/mac-spoofing-off'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: ['node', 'nodes', 'logs'],
  wants: ['services'],
  applies: mayStall,
  check: (evidence) => {
    const found = unreached(evidence);
    if (found?.what !== 'nothing') return [];
    const { call, inside, provider } = found;
    return [
      {
        facts: {
          container: call.container,
          outside: `${call.host}:${call.port}`,
          inside: inside?.host ?? null,
          provider,
          node: windowsNodeFacts(evidence.node, evidence.subject),
        },
        proof: [call.proof, ...(inside ? [inside.proof] : [])],
      },
    ];
  },
  says: {
    en: ({ container, outside, inside, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} gets no answer from anything: neither from ${inside ? `\`${inside}\` inside the cluster` : 'the cluster DNS'} nor from \`${outside}\` outside. Where the node is a virtual machine the first suspect is MAC spoofing, which must be on for all its network adapters; the API does not show it.`,
    ko: ({ container, outside, inside, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 어디서도 응답을 받지 못합니다. ${inside ? `클러스터 안의 \`${inside}\` 주소` : '클러스터 DNS'}도, 바깥의 \`${outside}\` 주소도 응답하지 않습니다. 노드가 가상 머신이라면 가장 먼저 MAC 스푸핑을 의심합니다. 모든 네트워크 어댑터에서 켜져 있어야 하며, API로는 알 수 없습니다.`,
  },
  steps: ({ node, provider }, pod) => {
    const name = nodeName(node);
    const onHost = `Get-VMNetworkAdapter -VMName ${name}`;
    return [
      look(
        'Do other pods of this node have a network? If they do, look at this pod instead.',
        '같은 노드의 다른 파드는 네트워크가 되는지 확인합니다. 된다면 노드가 아니라 이 파드를 살펴봅니다.',
        node
          ? sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}`
          : `${sh`kubectl get pod ${pod.name} -o wide`}${namespaceFlag(pod)}`,
      ),
      ...(provider === 'vsphere'
        ? [
            look(
              'In vSphere: does the port group of the machine accept MAC address changes and forged transmits?',
              'vSphere에서 머신의 포트 그룹이 MAC 주소 변경과 위조 전송(forged transmits)을 허용하는지 확인합니다.',
            ),
          ]
        : [
            look(
              'On the Hyper-V host: is it on for every adapter of the machine? (other hypervisors have a setting of the same kind)',
              'Hyper-V 호스트에서 머신의 모든 어댑터에 켜져 있는지 확인합니다. 다른 하이퍼바이저에도 같은 종류의 설정이 있습니다.',
              `${onHost} | Select-Object Name, MacAddressSpoofing`,
            ),
          ]),
      change(
        'Switch it on for all adapters.',
        '모든 어댑터에서 켭니다.',
        [
          `\`${onHost} | Set-VMNetworkAdapter -MacAddressSpoofing Off\``,
          `\`${onHost} | Set-VMNetworkAdapter -MacAddressSpoofing Off\` 명령으로 되돌립니다.`,
        ],
        `${onHost} | Set-VMNetworkAdapter -MacAddressSpoofing On`,
      ),
      collectLogs(name),
    ];
  },
});
