import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { windowsNodeFacts } from '../../core/windows.ts';
import { mayStall, unreached } from '../../core/windows-calls.ts';
import { collectLogs, inNamespace, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A Windows pod does not reach pods or nodes elsewhere in the cluster: something between the nodes drops the packets. */
export default defineRule({
  id: 'windows/inter-node-traffic-filtered',
  coverage: ['windows/inter-node-traffic-filtered'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#network-modes',
  needs: ['node', 'nodes', 'logs'],
  wants: ['services'],
  applies: mayStall,
  check: (evidence) => {
    const found = unreached(evidence);
    if (found?.what !== 'inside') return [];
    const { provider, backend, call } = found;
    if ((provider === 'azure' && backend === 'host-gw') || (provider === 'vsphere' && backend === 'vxlan' && call.target === 'pod')) return [];
    return [
      {
        facts: {
          container: call.container,
          target: `${call.host}:${call.port}`,
          host: call.host ?? '',
          port: call.port ?? 0,
          ofPod: call.target === 'pod',
          backend,
          node: windowsNodeFacts(evidence.node, evidence.subject),
        },
        proof: [call.proof],
      },
    ];
  },
  says: {
    en: ({ container, target, ofPod, backend, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} gets no answer from \`${target}\`, ${ofPod ? 'a pod of another node' : 'another node'}. If it listens and answers others, something between the nodes drops the packets${backend ? ` (flannel runs in \`${backend}\` mode here)` : ''}: a firewall, a security group, or a topology that does not fit.`,
    ko: ({ container, target, ofPod, backend, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 ${ofPod ? '다른 노드의 파드' : '다른 노드'} \`${target}\` 주소에서 응답을 받지 못합니다. 상대가 다른 곳에는 응답한다면 노드 사이에서 패킷이 버려지는 것입니다${backend ? `(flannel은 \`${backend}\` 모드)` : ''}. 방화벽, 보안 그룹, 맞지 않는 토폴로지를 의심합니다.`,
  },
  steps: ({ node, host, port, backend }, pod) => [
    look(
      'Whose address is it, and does it run?',
      '누구의 주소인지, 실행 중인지 확인합니다.',
      `kubectl get pods -A -o wide | grep -F ${/^[\w.:-]+$/.test(host) ? host : 'IP'}`,
    ),
    look(
      'Try it from the pod with the protocol that the program uses: ping proves nothing here.',
      '프로그램이 쓰는 프로토콜로 파드에서 직접 시도합니다. ping은 여기서 아무것도 증명하지 못합니다.',
      sh`kubectl exec ${inNamespace(pod)} ${pod.name} -- curl.exe -sS -m 5 -o NUL ${`http://${host}:${port}`}`,
    ),
    look(
      `Is the topology right? ${backend === 'vxlan' ? 'vxlan needs UDP 4789 between all nodes.' : backend === 'host-gw' ? 'host-gw needs all nodes in one layer 2 network, or routes for every pod subnet.' : 'vxlan needs UDP 4789 between all nodes; host-gw needs routes for every pod subnet.'}`,
      `토폴로지가 맞는지 확인합니다. ${backend === 'vxlan' ? 'vxlan에는 모든 노드 사이의 UDP 4789 포트가 필요합니다.' : backend === 'host-gw' ? 'host-gw에는 모든 노드가 같은 2계층 네트워크에 있거나 파드 서브넷마다 경로가 있어야 합니다.' : 'vxlan에는 모든 노드 사이의 UDP 4789 포트가, host-gw에는 파드 서브넷마다 경로가 필요합니다.'}`,
      "kubectl get nodes -o custom-columns='NAME:.metadata.name,IP:.status.addresses[0].address,PODS:.spec.podCIDR,OS:.metadata.labels.kubernetes\\.io/os'",
    ),
    change(
      'Let through between the nodes: traffic that comes from pod addresses, HTTP for web services, and every protocol that is used (ICMP, TCP and UDP are often treated differently).',
      '노드 사이에 파드 주소에서 오는 트래픽, 웹 서비스용 HTTP, 사용하는 모든 프로토콜을 허용합니다(ICMP, TCP, UDP가 따로 걸러지는 경우가 많습니다).',
      ['Take the firewall rule away again.', '방화벽 규칙을 다시 제거합니다.'],
    ),
    collectLogs(nodeName(node)),
  ],
});
