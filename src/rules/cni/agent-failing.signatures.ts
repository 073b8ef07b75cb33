import type { LogSignature } from '../../core/log-signature.ts';

const restart = { en: 'Then start the agent anew.', ko: '그다음 에이전트를 다시 시작합니다.' };
const agentLog = { en: 'Read the log of the agent on that node.', ko: '그 노드의 에이전트 로그를 확인합니다.' };

/** What the agents of Flannel, Calico, Weave Net and Cilium say when they fail. */
export const agentSignatures: readonly LogSignature[] = [
  {
    id: 'flannel-no-pod-cidr',
    patterns: [/node "(?<node>[^"]{1,253})" pod cidr not assigned/],
    says: {
      en: (who, { node }) => `${who} (Flannel) cannot start, because node \`${node}\` has no \`podCIDR\`.`,
      ko: (who, { node }) => `\`${node}\` 노드에 \`podCIDR\` 값이 없어 ${who}(Flannel)가 시작되지 못합니다.`,
    },
    look: {
      en: '`kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR`',
      ko: '`kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR` 명령으로 확인합니다.',
    },
    fix: {
      en: 'Give the controller manager `--allocate-node-cidrs=true --cluster-cidr=<range>` (kubeadm: `--pod-network-cidr`), the same range as in the configuration of Flannel.',
      ko: '컨트롤러 매니저에 `--allocate-node-cidrs=true --cluster-cidr=<대역>` 옵션(kubeadm이라면 `--pod-network-cidr`)을 Flannel 설정과 같은 대역으로 줍니다.',
    },
    link: 'https://github.com/flannel-io/flannel/blob/v0.27.4/pkg/subnet/kube/kube.go',
  },
  {
    id: 'flannel-no-config',
    patterns: [/failed to read net conf: open (?<path>\S{1,200}): no such file|error parsing subnet config: (?<words>.{1,200})/],
    says: {
      en: (who) => `${who} (Flannel) cannot read its network configuration \`net-conf.json\`.`,
      ko: (who) => `${who}(Flannel)가 네트워크 설정 \`net-conf.json\` 파일을 읽지 못합니다.`,
    },
    look: { en: 'See the ConfigMap `kube-flannel-cfg`.', ko: '`kube-flannel-cfg` 컨피그맵을 확인합니다.' },
    fix: { en: 'Apply the manifest of Flannel again.', ko: 'Flannel 매니페스트를 다시 적용합니다.' },
    link: 'https://github.com/flannel-io/flannel/blob/v0.27.4/pkg/subnet/kube/kube.go',
  },
  {
    id: 'flannel-no-interface',
    patterns: [
      /[Ff]ailed to find (?:any valid interface to use|interface to use that matches)|(?<words>failed to get default interface: .{1,120})|(?<words>Unable to find default route)/,
    ],
    says: {
      en: (who) => `${who} (Flannel) finds no network interface to send pod traffic through.`,
      ko: (who) => `${who}(Flannel)가 파드 트래픽을 보낼 네트워크 인터페이스를 찾지 못합니다.`,
    },
    look: { en: 'On the node: `ip route show default; ip addr`.', ko: '노드에서 `ip route show default; ip addr` 명령을 실행합니다.' },
    fix: { en: 'Name the interface with `--iface`.', ko: '`--iface` 옵션으로 인터페이스를 지정합니다.' },
    link: 'https://github.com/flannel-io/flannel/blob/v0.27.4/main.go',
  },
  {
    id: 'calico-bgp',
    patterns: [/calico\/node is not ready: BIRD is not ready: (?<words>[^\n]{1,200})/],
    says: {
      en: (who, { words }) => `${who} (Calico) has no BGP session with the other nodes: \`${words}\`.`,
      ko: (who, { words }) => `${who}(Calico)가 다른 노드와 BGP 세션을 맺지 못합니다: \`${words}\``,
    },
    look: {
      en: 'On the node: is TCP port 179 to the other nodes open, and is the right address in use?',
      ko: '노드에서 다른 노드의 TCP 179번 포트가 열려 있는지, 올바른 주소를 쓰는지 확인합니다.',
    },
    fix: {
      en: 'Open TCP port 179 between the nodes; set `IP_AUTODETECTION_METHOD` where Calico took the wrong interface.',
      ko: '노드 사이의 TCP 179번 포트를 엽니다. Calico가 다른 인터페이스를 골랐다면 `IP_AUTODETECTION_METHOD` 값을 설정합니다.',
    },
    link: 'https://github.com/projectcalico/calico/blob/v3.30.0/node/pkg/health/health.go',
  },
  {
    id: 'calico-address',
    patterns: [/(?<words>Unable to auto-detect an IPv4 address.{0,120}|Calico node '[^']{1,253}' is already using the IPv4 address [\d.]{7,15})/],
    says: {
      en: (who, { words }) => `${who} (Calico) cannot settle the address of its node: \`${words}\`.`,
      ko: (who, { words }) => `${who}(Calico)가 노드의 주소를 정하지 못합니다: \`${words}\``,
    },
    look: agentLog,
    fix: {
      en: 'Set `IP_AUTODETECTION_METHOD`; delete the Calico node object of a machine that is gone.',
      ko: '`IP_AUTODETECTION_METHOD` 값을 설정하고, 없어진 노드의 Calico 노드 오브젝트를 삭제합니다.',
    },
    link: 'https://github.com/projectcalico/calico/blob/v3.30.0/node/pkg/lifecycle/startup/startup.go',
  },
  {
    id: 'weave-overlap',
    patterns: [/Network (?<range>[\d./]{9,20}) overlaps with existing route (?<route>[\d./]{7,20})/],
    says: {
      en: (who, { range, route }) => `${who} (Weave Net) cannot use \`${range}\` for pods, because the node already has a route to \`${route}\`.`,
      ko: (who, { range, route }) => `노드에 이미 \`${route}\` 경로가 있어 ${who}(Weave Net)가 파드 대역 \`${range}\` 값을 쓰지 못합니다.`,
    },
    look: { en: 'On the node: `ip route`.', ko: '노드에서 `ip route` 명령을 실행합니다.' },
    fix: {
      en: 'Set `IPALLOC_RANGE` to a free range. (Weave Net is archived since 2024: think of another plugin.)',
      ko: '`IPALLOC_RANGE` 값을 비어 있는 대역으로 바꿉니다. (Weave Net은 2024년에 보관 처리되었으므로 다른 플러그인도 고려합니다.)',
    },
    link: 'https://github.com/weaveworks/weave/blob/v2.8.1/net/netutil.go',
  },
  {
    id: 'weave-peers',
    patterns: [/(?<words>Inconsistent (?:peer|entries)|IP allocation was seeded by different peers).{0,120}/i],
    says: {
      en: (who, { words }) => `${who} (Weave Net) disagrees with the other nodes about who owns which addresses: \`${words}\`.`,
      ko: (who, { words }) => `${who}(Weave Net)와 다른 노드가 주소 소유 정보를 서로 다르게 알고 있습니다: \`${words}\``,
    },
    look: agentLog,
    fix: {
      en: 'Remove `/var/lib/weave/weave-netdata.db` on the odd node and restart the agent there.',
      ko: '어긋난 노드에서 `/var/lib/weave/weave-netdata.db` 파일을 지우고 에이전트를 다시 시작합니다.',
    },
    link: 'https://github.com/weaveworks/weave/blob/v2.8.1/ipam/allocator.go',
  },
  {
    id: 'agent-api-unreachable',
    patterns: [
      /(?<words>Unable to contact k8s api-server.{0,120})/,
      /Failed to create SubnetManager: .{0,120}?Get "https?:\/\/(?<server>[^/"]{1,120})[^"]{0,200}": (?<words>.{1,160})/,
      /Get "https?:\/\/(?<server>[^/"]{1,120})\/api[^"]{0,200}": (?<words>dial tcp .{1,160}|context deadline exceeded|net\/http: TLS handshake timeout|x509: .{1,160})/,
    ],
    says: {
      en: (who, { server, words }) => `${who} does not reach the API server${server ? ` at \`${server}\`` : ''}: \`${words}\`.`,
      ko: (who, { server, words }) => `${who}가 API 서버${server ? `(\`${server}\`)` : ''}에 접속하지 못합니다: \`${words}\``,
    },
    look: {
      en: 'See whether kube-proxy works on that node: the agent calls the Service `kubernetes`.',
      ko: '에이전트는 `kubernetes` 서비스로 접속하므로 그 노드에서 kube-proxy가 동작하는지 확인합니다.',
    },
    fix: { en: `Mend kube-proxy, or the way to the API server. ${restart.en}`, ko: `kube-proxy나 API 서버까지의 경로를 고칩니다. ${restart.ko}` },
    link: 'https://github.com/flannel-io/flannel/blob/v0.27.4/main.go',
  },
];
