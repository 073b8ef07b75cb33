import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { windowsNodeFacts } from '../../core/windows.ts';
import { mayStall, underlayProof, unreached } from '../../core/windows-calls.ts';
import { lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** Pods of different nodes do not reach each other, under flannel's vxlan on vSphere, which takes the same port. */
export default defineRule({
  id: 'windows/vxlan-4789-vsphere',
  coverage: ['windows/vxlan-4789-vsphere'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#network-modes',
  needs: ['node', 'nodes', 'logs'],
  wants: ['services'],
  applies: mayStall,
  check: (evidence) => {
    const found = unreached(evidence);
    if (found?.call.target !== 'pod' || found.provider !== 'vsphere' || found.backend !== 'vxlan') return [];
    return [
      {
        facts: {
          container: found.call.container,
          target: `${found.call.host}:${found.call.port}`,
          node: windowsNodeFacts(evidence.node, evidence.subject),
        },
        proof: [found.call.proof, ...underlayProof(found)],
      },
    ];
  },
  says: {
    en: ({ container, target, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} does not reach \`${target}\`, a pod of another node. Flannel's overlay needs UDP port 4789 here, which the overlay of vSphere (NSX) uses too: where that is on, it takes the packets for its own, and all traffic between the nodes is lost.`,
    ko: ({ container, target, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 다른 노드의 파드 \`${target}\` 주소에 연결하지 못합니다. flannel 오버레이가 쓰는 UDP 4789 포트를 vSphere 오버레이(NSX)도 씁니다. NSX 오버레이가 켜져 있으면 vSphere가 패킷을 가로채 노드 사이의 트래픽이 모두 사라집니다.`,
  },
  steps: ({ node }) => [
    look(
      'Do pods of the same node reach each other? If they do, it is the way between the nodes.',
      '같은 노드의 파드끼리는 통신이 되는지 확인합니다. 된다면 노드 사이의 경로 문제입니다.',
      node ? sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node.name}`}` : 'kubectl get pods -A -o wide',
    ),
    look('Which port and network does flannel use?', 'flannel이 쓰는 포트와 네트워크를 확인합니다.', 'kubectl get configmaps -A | grep -i flannel'),
    lookOnNode(
      nodeName(node),
      'do packets leave on port 4789 without any coming in?',
      '4789 포트로 나가는 패킷만 있고 들어오는 패킷이 없는지 확인합니다.',
      'pktmon filter add -p 4789; pktmon start --capture; Start-Sleep 20; pktmon stop; pktmon counters',
    ),
    change(
      'Give the overlay of vSphere (NSX) another port, so that 4789 is free. Flannel cannot be moved: Windows nodes speak VXLAN on 4789 only.',
      'vSphere(NSX) 오버레이의 포트를 바꿔 4789 포트를 비웁니다. 윈도우 노드의 VXLAN은 4789 포트만 쓰므로 flannel 쪽은 바꿀 수 없습니다.',
      ['Set the port from before in vSphere.', 'vSphere에서 이전 포트로 되돌립니다.'],
    ),
  ],
});
