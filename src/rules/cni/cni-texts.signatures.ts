import { cniPlugins, containerd, flannel, kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const agent = [
  'See the pods of the network plugin and their logs: `kubectl get pods -A -o wide | grep -Ei "flannel|calico|cilium|weave|cni"`.',
  '네트워크 플러그인의 파드와 로그를 확인합니다: `kubectl get pods -A -o wide | grep -Ei "flannel|calico|cilium|weave|cni"`.',
] as const;
const onNode = ['On the node: `ls /etc/cni/net.d /opt/cni/bin`.', '노드에서 `ls /etc/cni/net.d /opt/cni/bin` 출력을 확인합니다.'] as const;
const cidr = [
  '`kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR`.',
  '`kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR` 출력을 확인합니다.',
] as const;

/** Network plugins and their agents: flannel, Calico, Cilium, Weave, and the reference plugins. */
export const cniTexts: OwnedTexts = {
  'cni/no-pod-cidr': [
    textSignature({
      id: 'no-pod-cidr',
      patterns: [/CIDRNotAvailable|CIDRAssignmentFailed|Error allocating CIDR|(?:Kubenet does not have netConfig|no PodCIDR set)/i],
      en: 'The node has no range of pod addresses (`spec.podCIDR`).',
      ko: '노드에 파드 주소 범위(`spec.podCIDR`)가 없습니다.',
      look: cidr,
      fix: [
        'Run kube-controller-manager with `--allocate-node-cidrs` and a `--cluster-cidr` that is large enough (kubeadm: `--pod-network-cidr`).',
        'kube-controller-manager를 `--allocate-node-cidrs` 플래그와 충분히 큰 `--cluster-cidr` 값으로 실행합니다(kubeadm: `--pod-network-cidr`).',
      ],
      link: `${flannel}/pkg/subnet/kube/kube.go`,
    }),
  ],
  'cni/agent-failing': [
    textSignature({
      id: 'flannel-subnet-file',
      patterns: [
        /open \/run\/flannel\/subnet\.env: no such file or directory/,
        /\/run\/flannel\/subnet\.env.{0,60}(?:missing|not found|누락|없)|(?:missing|누락된?) .{0,20}\/run\/flannel\/subnet\.env/i,
      ],
      en: '`/run/flannel/subnet.env` is missing, so flanneld does not run on the node, or has not got its subnet.',
      ko: '`/run/flannel/subnet.env` 파일이 없습니다. 노드에서 flanneld가 실행되지 않거나 서브넷을 받지 못했습니다.',
      look: agent,
      fix: ['Mend flanneld; it writes the file itself when it has started.', 'flanneld를 고칩니다. 시작되면 파일을 스스로 만듭니다.'],
      link: 'https://github.com/flannel-io/cni-plugin/blob/v1.7.1-flannel1/flannel.go',
    }),
    textSignature({
      id: 'flannel-no-lease',
      patterns: [
        /[Ff]ailed to (?:create SubnetManager|acquire lease|retrieve network config|register network)(?:: (?<why>[^\n"]{1,160}))?|[Ww]aiting for flannel network config|Couldn't fetch network config/,
      ],
      en: 'flanneld does not get its network configuration or subnet[: {why}].',
      ko: 'flanneld가 네트워크 설정이나 서브넷을 받지 못합니다[: {why}].',
      look: cidr,
      fix: [
        'Give the node a podCIDR that lies in `Network` of ConfigMap `kube-flannel-cfg`; let flanneld reach the API server.',
        '컨피그맵 `kube-flannel-cfg`의 `Network` 범위에 드는 podCIDR을 노드에 두고, flanneld가 API 서버에 닿게 합니다.',
      ],
      link: `${flannel}/main.go`,
    }),
    textSignature({
      id: 'bridge-address-differs',
      patterns: [/failed to set bridge addr: \\?"(?<bridge>[\w.-]{1,20})\\?" already has an IP address different from (?<address>[\w.:/]{3,60})/],
      en: 'The bridge {bridge} of the node still has the address of an earlier subnet, not {address}.',
      ko: '노드의 {bridge} 브리지에 {address} 값이 아니라 이전 서브넷의 주소가 남아 있습니다.',
      look: [
        'On the node: `ip addr show cni0`, `cat /run/flannel/subnet.env`.',
        '노드에서 `ip addr show cni0`, `cat /run/flannel/subnet.env` 출력을 확인합니다.',
      ],
      fix: [
        'Drain the node, then `ip link delete cni0`: the plugin makes it again.',
        '노드를 드레인한 뒤 `ip link delete cni0` 명령을 실행합니다. 플러그인이 다시 만듭니다.',
      ],
      link: `${cniPlugins}/plugins/main/bridge/bridge.go`,
    }),
    textSignature({
      id: 'calico-not-started',
      patterns: [
        /stat \/var\/lib\/calico\/nodename: no such file or directory/,
        /calico\/node is not ready: (?<why>[^\n]{1,160})|(?:BIRD|felix|confd) is not (?:ready|live)/i,
      ],
      en: 'calico-node does not run properly on the node[: {why}].',
      ko: '노드에서 calico-node가 제대로 실행되지 않습니다[: {why}].',
      look: [
        '`kubectl get pods -A -l k8s-app=calico-node -o wide`, its logs; BGP peers need TCP 179 between nodes.',
        '`kubectl get pods -A -l k8s-app=calico-node -o wide` 출력과 로그를 확인합니다. BGP 피어에는 노드 간 TCP 179가 필요합니다.',
      ],
      fix: [
        'Mend calico-node: interface detection (`IP_AUTODETECTION_METHOD`), firewall between nodes, its rights.',
        'calico-node를 고칩니다. 인터페이스 감지(`IP_AUTODETECTION_METHOD`), 노드 간 방화벽, 권한을 봅니다.',
      ],
      link: 'https://github.com/projectcalico/calico/blob/v3.30.2/node/pkg/health/health.go',
    }),
    textSignature({
      id: 'calico-unauthorized',
      patterns: [/error getting ClusterInformation: connection is unauthorized/],
      en: 'Calico is not let in by the API server: the token in its CNI kubeconfig is expired or of a deleted account.',
      ko: 'API 서버가 Calico를 거부합니다. CNI kubeconfig의 토큰이 만료되었거나 삭제된 계정의 것입니다.',
      look: ['On the node: date of `/etc/cni/net.d/calico-kubeconfig`.', '노드에서 `/etc/cni/net.d/calico-kubeconfig` 파일의 날짜를 확인합니다.'],
      fix: ['Restart calico-node on that node: it writes the file anew.', '그 노드의 calico-node를 다시 시작하면 파일을 새로 씁니다.'],
      link: 'https://github.com/projectcalico/calico/blob/v3.30.2/libcalico-go/lib/errors/errors.go',
    }),
    textSignature({
      id: 'cilium-agent-away',
      patterns: [
        /dial unix \/var\/run\/cilium\/cilium\.sock|Cilium API client timeout exceeded|[Uu]nable to (?:connect to|create endpoint).{0,80}[Cc]ilium|Is the agent running\?/,
      ],
      en: 'The Cilium agent does not answer on the node.',
      ko: '노드의 Cilium 에이전트가 응답하지 않습니다.',
      look: [
        '`kubectl -n kube-system get pods -l k8s-app=cilium -o wide`, `kubectl -n kube-system exec ds/cilium -- cilium status`.',
        '`kubectl -n kube-system get pods -l k8s-app=cilium -o wide`, `kubectl -n kube-system exec ds/cilium -- cilium status` 출력을 확인합니다.',
      ],
      fix: ['Mend the agent that its log blames.', '로그가 가리키는 대로 에이전트를 고칩니다.'],
      link: 'https://github.com/cilium/cilium/blob/v1.17.5/plugins/cilium-cni/cmd/cmd.go',
    }),
    textSignature({
      id: 'vxlan-port-taken',
      patterns: [/failed to (?:create|ensure) vxlan device|error creating vxlan interface|failed to add vxlanRoute/i],
      en: 'The overlay device cannot be made: its VXLAN port or number is taken, or the kernel has no `vxlan` module.',
      ko: '오버레이 장치를 만들지 못합니다. VXLAN 포트나 번호가 이미 쓰이거나 커널에 `vxlan` 모듈이 없습니다.',
      look: [
        'On the node: `ip -d link show type vxlan`, `lsmod | grep vxlan`. vSphere keeps 4789 for itself.',
        '노드에서 `ip -d link show type vxlan`, `lsmod | grep vxlan` 출력을 확인합니다. vSphere는 4789 포트를 자체 용도로 씁니다.',
      ],
      fix: ['Delete the old device, load the module, or choose another port.', '이전 장치를 지우거나, 모듈을 올리거나, 다른 포트를 고릅니다.'],
      link: `${flannel}/pkg/backend/vxlan/device.go`,
    }),
  ],
  'cni/several-configs': [
    textSignature({
      id: 'cni-version',
      patterns: [
        /incompatible CNI versions?;? config is \\?"(?<config>[\d.]{1,10})\\?"/,
        /unsupported CNI result version|plugin .{0,60} does not support config version/,
      ],
      en: 'The CNI configuration[ (version {config})] asks for a version that the plugin does not speak.',
      ko: 'CNI 설정[({config} 버전)]이 플러그인이 지원하지 않는 버전을 요구합니다.',
      look: onNode,
      fix: ['Use plugins and `cniVersion` that belong together.', '플러그인과 `cniVersion` 값을 서로 맞춥니다.'],
      link: 'https://github.com/containernetworking/cni/blob/v1.3.0/pkg/version/reconcile.go',
    }),
  ],
  'cni/not-initialized': [
    textSignature({
      id: 'network-plugin-not-ready',
      patterns: [
        /cni (?:config uninitialized|plugin not initialized)|NetworkPluginNotReady|No networks found in \/etc\/cni\/net\.d|no network config found in \/etc\/cni\/net\.d|NetworkReady=false/i,
      ],
      en: 'The node has no network plugin yet: no configuration in `/etc/cni/net.d`, so it is `NotReady` and its pods (CoreDNS first) stay pending.',
      ko: '노드에 아직 네트워크 플러그인이 없습니다. `/etc/cni/net.d` 폴더에 설정이 없어 노드가 `NotReady` 상태이고 파드(CoreDNS부터)가 대기합니다.',
      look: agent,
      fix: [
        'Install a network plugin (`kubewhy runbook install-cni`), or repair the one that there is.',
        '네트워크 플러그인을 설치하거나(`kubewhy runbook install-cni`) 있는 것을 고칩니다.',
      ],
      link: `${containerd}/internal/cri/server/status.go`,
    }),
    textSignature({
      id: 'cni-add-failed',
      patterns: [/plugin type=\\?"(?<plugin>[\w.-]{1,60})\\?"(?: name=\\?"[\w.-]{1,60}\\?")? failed \((?:add|delete)\): (?<why>[^\n]{1,160})/],
      en: 'The network plugin {plugin} could not give the pod a network: {why}',
      ko: '네트워크 플러그인 {plugin}의 파드 네트워크 설정이 실패했습니다: {why}',
      look: agent,
      fix: ['Remove what the plugin names.', '플러그인이 가리키는 원인을 없앱니다.'],
      link: 'https://github.com/containerd/go-cni/blob/v1.1.12/cni.go',
      symptom: true,
    }),
  ],
  'dns/search-list-cut': [
    textSignature({
      id: 'search-list-cut',
      patterns: [/(?<what>Search Line|Nameserver) limits (?:were )?exceeded/],
      en: "{what} limits were exceeded: the kubelet left some entries of the node's resolv.conf out of that of pods.",
      ko: '{what} 한도를 넘어 kubelet이 노드 resolv.conf의 일부 항목을 파드의 것에서 뺐습니다.',
      look: [
        'On the node: `resolvConf` of the kubelet and that file: at most 3 nameservers, 32 search domains (6 in old versions).',
        '노드에서 kubelet의 `resolvConf` 값과 그 파일을 확인합니다. 네임서버는 최대 3개, 검색 도메인은 32개(옛 버전 6개)입니다.',
      ],
      fix: ['Shorten the file.', '파일의 항목을 줄입니다.'],
      link: `${kubernetes}/pkg/kubelet/network/dns/dns.go`,
    }),
  ],
  'dns/crash-selinux-old-docker': [
    textSignature({
      id: 'coredns-port-53',
      patterns: [/[Ll]isten(?:: listen)? (?:tcp|udp) :53: bind: permission denied/],
      en: 'CoreDNS may not open port 53: `NET_BIND_SERVICE` is missing, or an old Docker with SELinux takes it away.',
      ko: 'CoreDNS에 53번 포트를 열 권한이 없습니다. `NET_BIND_SERVICE` 권한이 없거나, SELinux와 옛 도커의 조합이 권한을 없앱니다.',
      look: [
        'See `securityContext` in Deployment `coredns`, and the runtime of the node.',
        '`coredns` 디플로이먼트의 `securityContext` 값과 노드의 런타임을 확인합니다.',
      ],
      fix: [
        'Upgrade the runtime, or set `allowPrivilegeEscalation: true` in Deployment `coredns`.',
        '런타임을 업그레이드하거나 `coredns` 디플로이먼트에 `allowPrivilegeEscalation: true` 값을 정합니다.',
      ],
      link: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#coredns-pods-have-crashloopbackoff-or-error-state',
    }),
  ],
  'dns/object-missing': [
    textSignature({
      id: 'coredns-waits',
      patterns: [
        /\[(?:INFO|WARNING)\] plugin\/(?:ready|kubernetes): (?:Still waiting on: "kubernetes"|waiting for Kubernetes API before starting server|starting server with unsynced Kubernetes API)/,
      ],
      en: 'CoreDNS waits for the API server, and does not answer for Services until it gets through.',
      ko: 'CoreDNS가 API 서버를 기다리고 있어 서비스 이름에 응답하지 못합니다.',
      look: [
        'Read its log for `Failed to list`; does Service `kubernetes` answer from a pod of that node?',
        '로그의 `Failed to list` 줄과, 그 노드의 파드에서 `kubernetes` 서비스가 응답하는지 확인합니다.',
      ],
      fix: [
        'Mend kube-proxy or the network plugin of that node, or the rights of ServiceAccount `coredns`.',
        '그 노드의 kube-proxy나 네트워크 플러그인, `coredns` 서비스어카운트의 권한을 고칩니다.',
      ],
      link: 'https://github.com/coredns/coredns/blob/v1.12.1/plugin/ready/ready.go',
    }),
  ],
};
