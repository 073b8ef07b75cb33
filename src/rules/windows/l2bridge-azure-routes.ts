import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { windowsNodeFacts } from '../../core/windows.ts';
import { mayStall, underlayProof, unreached } from '../../core/windows-calls.ts';
import { nodeName } from '../../core/windows-steps.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';

/** A Windows pod under flannel host-gw on Azure has no way out: the routes of its node are to be programmed in Azure. */
export default defineRule({
  id: 'windows/l2bridge-azure-routes',
  coverage: ['windows/l2bridge-azure-routes'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/windows-networking/#network-modes',
  needs: ['node', 'nodes', 'logs'],
  wants: ['services'],
  applies: mayStall,
  check: (evidence) => {
    const found = unreached(evidence);
    if (!found || found.what === 'nothing' || found.provider !== 'azure' || found.backend !== 'host-gw') return [];
    const { node: own } = found;
    return [
      {
        facts: {
          container: found.call.container,
          target: `${found.call.host}:${found.call.port}`,
          podCidr: own?.spec?.podCIDR ?? null,
          address: own?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? null,
          group: /\/resourceGroups\/([\w.()-]+)\//i.exec(own?.spec?.providerID ?? '')?.[1] ?? null,
          node: windowsNodeFacts(evidence.node, evidence.subject),
        },
        proof: [found.call.proof, ...underlayProof(found)],
      },
    ];
  },
  says: {
    en: ({ container, target, podCidr, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} gets no answer from \`${target}\`. The node is on Azure with flannel in host-gw mode, where the virtual switch of Azure drops pod traffic unless a user-defined route sends the pod subnet${podCidr ? ` \`${podCidr}\`` : ''} to this node.`,
    ko: ({ container, target, podCidr, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 \`${target}\` 주소에서 응답을 받지 못합니다. Azure에서 flannel을 host-gw 모드로 쓰는 노드이며, 파드 서브넷${podCidr ? `(\`${podCidr}\`)` : ''}을 이 노드로 보내는 사용자 정의 경로가 없으면 Azure 가상 스위치가 파드 트래픽을 버립니다.`,
  },
  steps: ({ node, podCidr, address, group }) => {
    const route = `${nodeName(node)}-pods`;
    const resourceGroup = group ?? '<resource group>';
    return [
      look(
        'Is there a route for the pod subnet of this node, and is its table attached to the subnet of the nodes?',
        '이 노드의 파드 서브넷으로 가는 경로가 있는지, 경로 테이블이 노드 서브넷에 연결되어 있는지 확인합니다.',
        sh`az network route-table list --resource-group ${resourceGroup} -o table`,
      ),
      change(
        'If there is no route table yet, make one, and attach it to the subnet of the nodes.',
        '경로 테이블이 없다면 만들고 노드 서브넷에 연결합니다.',
        ['Delete the table.', '테이블을 삭제합니다.'],
        sh`az network route-table create --resource-group ${resourceGroup} --name BridgeRoute`,
      ),
      change(
        'Send the pod subnet to the node; the same for every other node.',
        '파드 서브넷을 노드로 보냅니다. 다른 노드에도 똑같이 추가합니다.',
        [
          `\`${sh`az network route-table route delete --resource-group ${resourceGroup} --route-table-name BridgeRoute --name ${route}`}\``,
          `\`${sh`az network route-table route delete --resource-group ${resourceGroup} --route-table-name BridgeRoute --name ${route}`}\` 명령으로 되돌립니다.`,
        ],
        sh`az network route-table route create --resource-group ${resourceGroup} --route-table-name BridgeRoute --name ${route} --address-prefix ${podCidr ?? '<podCIDR>'} --next-hop-type VirtualAppliance --next-hop-ip-address ${address ?? '<node IP>'}`,
      ),
      look(
        'Or run flannel as an overlay (vxlan), which needs no routes.',
        '또는 경로가 필요 없는 오버레이(vxlan) 모드로 flannel을 실행합니다.',
        'kubectl get configmaps -A | grep -i flannel',
      ),
    ];
  },
});
