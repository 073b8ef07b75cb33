import type { LogSignature } from '../../core/log-signature.ts';

/** The source address that the start script of kube-proxy keeps in a file, as kube-proxy prints its flags, and what people paste of it. */
export const sourceVipSignatures: readonly [LogSignature] = [
  {
    id: 'windows-source-vip',
    symptom: true,
    patterns: [
      /--source-vip[=" ]{1,3}(?<address>[\d.]{7,15})/,
      /sourceVip(?:\.json|Request\.json)?"?[=:]\s?"?(?<address>[\d.]{7,15})/i,
      /SourceVip(?:Request)?\.json/,
    ],
    says: {
      en: (_who, { address }) =>
        `kube-proxy may use an old source address${address ? ` (\`${address}\`)` : ''} for overlay traffic: when a node leaves the cluster and joins it again flannel gives it a new pod subnet, and \`C:\\k\\SourceVip.json\` still holds an address of the old one.`,
      ko: (_who, { address }) =>
        `kube-proxy가 오버레이 트래픽에 예전 출발지 주소${address ? `(\`${address}\`)` : ''}를 쓰고 있을 수 있습니다. 노드가 클러스터를 떠났다가 다시 들어오면 flannel이 새 파드 서브넷을 주는데, \`C:\\k\\SourceVip.json\` 파일에는 이전 서브넷의 주소가 남아 있습니다.`,
    },
    look: {
      en: 'Compare the address with the `podCIDR` of the node: it must be inside it.',
      ko: '주소를 노드의 `podCIDR` 값과 비교합니다. 그 범위 안에 있어야 합니다.',
    },
    fix: {
      en: 'On the node: `Remove-Item C:\\k\\SourceVip.json, C:\\k\\SourceVipRequest.json`, and start flanneld and kube-proxy again.',
      ko: '노드에서 `Remove-Item C:\\k\\SourceVip.json, C:\\k\\SourceVipRequest.json` 명령을 실행하고 flanneld와 kube-proxy를 다시 시작합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/winkernel/proxier.go#L821',
  },
];
