import type { LogSignature } from '../../core/log-signature.ts';

export const azureRouteSignatures: readonly [LogSignature] = [
  {
    id: 'windows-azure-host-gw',
    patterns: [/^(?=.{0,400}azure)(?=.{0,400}(?:flannel|host-?gw|l2bridge)).{0,400}(?:internet|outside|reach|unreachable|인터넷|외부|접근|안 )/i],
    says: {
      en: () =>
        "Under flannel in host-gw (l2bridge) mode on Azure, the virtual switch of Azure drops packets of pod addresses unless a user-defined route sends each node's pod subnet to that node.",
      ko: () =>
        'Azure에서 flannel을 host-gw(l2bridge) 모드로 쓸 때는, 노드마다 파드 서브넷을 그 노드로 보내는 사용자 정의 경로가 없으면 Azure 가상 스위치가 파드 주소의 패킷을 버립니다.',
    },
    look: {
      en: 'List the routes of the subnet: `az network route-table list -o table` and `az network route-table route list`.',
      ko: '`az network route-table list -o table` 명령과 `az network route-table route list` 명령으로 서브넷의 경로를 확인합니다.',
    },
    fix: {
      en: 'Add one route of type VirtualAppliance for each node: address prefix its `podCIDR`, next hop its address. Or use an overlay (vxlan).',
      ko: '노드마다 VirtualAppliance 유형의 경로를 하나씩 추가합니다. 주소 접두사는 노드의 `podCIDR`, 다음 홉은 노드 주소입니다. 또는 오버레이(vxlan)를 사용합니다.',
    },
    link: 'https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview',
  },
];
