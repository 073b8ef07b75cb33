import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { windowsNodeFacts } from '../../core/windows.ts';
import { mayStall, unreached } from '../../core/windows-calls.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A Windows pod reaches the cluster, but an outside address does not answer: outbound NAT is where to look, the ExceptionList first. */
export default defineRule({
  id: 'windows/exception-list-wrong',
  coverage: ['windows/exception-list-wrong'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: ['node', 'nodes', 'logs'],
  wants: ['services'],
  applies: mayStall,
  check: (evidence) => {
    const found = unreached(evidence);
    if (found?.what !== 'outside' || (found.provider === 'azure' && found.backend === 'host-gw')) return [];
    const addresses = (found.node?.status?.addresses ?? []).filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
    return [
      {
        facts: {
          container: found.call.container,
          outside: `${found.call.host}:${found.call.port}`,
          host: found.call.host ?? '',
          port: found.call.port ?? 443,
          podCidr: found.node?.spec?.podCIDR ?? null,
          address: addresses[0] ?? null,
          node: windowsNodeFacts(evidence.node, evidence.subject),
        },
        proof: [found.call.proof],
      },
    ];
  },
  says: {
    en: ({ container, outside, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} gets no answer from \`${outside}\`, outside the cluster. If other machines reach it, traffic leaves the pod without NAT: the address may be covered by the \`ExceptionList\` of the node's CNI configuration, which must hold the pod, Service and node networks only.`,
    ko: ({ container, outside, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 클러스터 바깥의 \`${outside}\` 주소에서 응답을 받지 못합니다. 다른 머신에서는 연결된다면 파드 트래픽이 NAT 없이 나가는 것입니다. 노드 CNI 설정의 \`ExceptionList\` 항목에 그 주소가 포함되었을 수 있으며, 이 목록에는 파드·서비스·노드 네트워크만 있어야 합니다.`,
  },
  steps: ({ node, host, port, podCidr, address }, pod) => {
    const name = nodeName(node);
    const target = /^[\w.-]+$/.test(host) ? host : '<address>';
    return [
      lookOnNode(
        name,
        'does the node itself reach it? If not, it is the network or a firewall, not the pod (use TCP: Windows pods cannot ping outside).',
        '노드에서는 연결되는지 확인합니다. 안 된다면 파드가 아니라 네트워크나 방화벽 문제입니다(윈도우 파드는 바깥으로 ping할 수 없으므로 TCP로 확인합니다).',
        `Test-NetConnection ${target} -Port ${port}`,
      ),
      look(
        'Which egress policies hold for the pod?',
        '파드의 송신을 제한하는 네트워크폴리시가 있는지 확인합니다.',
        `kubectl get networkpolicies${namespaceFlag(pod)}`,
      ),
      lookOnNode(
        name,
        `what is in the \`ExceptionList\`? Right are three networks: pods${podCidr ? ` (\`${podCidr}\` is part of it)` : ''}, Services, nodes${address ? ` (\`${address}\` is in it)` : ''}.`,
        `\`ExceptionList\` 항목을 확인합니다. 파드 네트워크${podCidr ? `(\`${podCidr}\` 포함)` : ''}, 서비스 네트워크, 노드 네트워크${address ? `(\`${address}\` 포함)` : ''} 세 가지만 있어야 합니다.`,
        'Get-Content C:\\k\\cni\\config\\cni.conf; (Get-HnsEndpoint).Policies | Where-Object Type -eq OutBoundNAT | ConvertTo-Json -Depth 5',
      ),
      changeOnNode(
        name,
        'take the outside address (or the network around it) off the list. If the file comes from a ConfigMap (flannel), edit that.',
        '바깥 주소(또는 그 주소가 든 네트워크)를 목록에서 지웁니다. 컨피그맵에서 온 파일이라면(flannel) 컨피그맵을 고칩니다.',
        ['Put the list from before back.', '이전 목록으로 되돌립니다.'],
        'notepad C:\\k\\cni\\config\\cni.conf',
      ),
      change(
        'Make the pod anew: only new pods see the change.',
        '파드를 다시 만듭니다. 새로 만든 파드에만 적용됩니다.',
        ['Nothing to undo where a controller makes the pod anew.', '컨트롤러가 파드를 다시 만든다면 되돌릴 것이 없습니다.'],
        `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
      ),
    ];
  },
});
