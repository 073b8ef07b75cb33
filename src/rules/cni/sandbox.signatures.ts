import type { LogSignature } from '../../core/log-signature.ts';

/** What the runtime says of CNI plugins when it cannot give a pod its network: in events, kubelet logs and containerd logs. */
export const sandboxSignatures: readonly LogSignature[] = [
  {
    id: 'cni-plugin-missing',
    patterns: [/failed to find plugin "(?<plugin>[^"]{1,80})" in path \[(?<path>[^\]]{1,200})\]/],
    says: {
      en: (who, { plugin, path }) => `${who} reports that the CNI plugin \`${plugin}\` is not in \`${path}\` on the node.`,
      ko: (who, { plugin, path }) => `${who}에 따르면 노드의 \`${path}\` 디렉터리에 CNI 플러그인 \`${plugin}\` 실행 파일이 없습니다.`,
    },
    look: { en: 'On the node: `ls /opt/cni/bin`.', ko: '노드에서 `ls /opt/cni/bin` 명령을 실행합니다.' },
    fix: { en: 'Install the plugin binaries again.', ko: '플러그인 실행 파일을 다시 설치합니다.' },
    link: 'https://github.com/containernetworking/cni/blob/v1.2.2/pkg/invoke/find.go',
  },
  {
    id: 'cni-no-addresses',
    patterns: [
      /no IP addresses available in range set: (?<range>[\w.:/-]{3,100})/,
      /(?<range>)(?:failed to allocate for range \d{1,3}|failed to assign an IP address to container|IPAM .{0,60}no (?:more )?available (?:IP )?addresses|failed to request IPv4 addresses: Assigned 0 out of 1)/,
    ],
    says: {
      en: (who, { range }) => `${who} reports that no address is left for pods${range ? ` in \`${range}\`` : ''} on the node.`,
      ko: (who, { range }) => `${who}에 따르면 노드에 파드에 줄 주소${range ? `(\`${range}\`)` : ''}가 남아 있지 않습니다.`,
    },
    look: {
      en: 'On the node: count the files in /var/lib/cni/networks and the pods.',
      ko: '노드에서 /var/lib/cni/networks 디렉터리의 파일 수와 파드 수를 비교합니다.',
    },
    fix: {
      en: 'Free addresses that no pod has any more, or give the node a larger range.',
      ko: '쓰지 않는 주소를 비우거나 노드에 더 큰 대역을 줍니다.',
    },
    link: 'https://github.com/containernetworking/plugins/blob/v1.4.0/plugins/ipam/host-local/backend/allocator/allocator.go#L109',
  },
  {
    id: 'cni-not-initialized',
    patterns: [/(?<words>cni plugin not initialized|cni config uninitialized|no (?:valid )?networks? (?:config )?found in \S{1,100})/],
    says: {
      en: (who, { words }) => `${who} finds no CNI configuration on the node: \`${words}\`.`,
      ko: (who, { words }) => `${who}가 노드에서 CNI 설정을 찾지 못합니다: \`${words}\``,
    },
    look: { en: 'On the node: `ls /etc/cni/net.d`.', ko: '노드에서 `ls /etc/cni/net.d` 명령을 실행합니다.' },
    fix: { en: 'Install the network plugin, or mend its agent.', ko: '네트워크 플러그인을 설치하거나 그 에이전트를 고칩니다.' },
    link: 'https://github.com/containerd/go-cni/blob/v1.1.10/errors.go#L24',
  },
];
