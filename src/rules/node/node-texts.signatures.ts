import { kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const kubelet = `${kubernetes}/pkg/kubelet`;
const journal = [
  'On the node: `systemctl status kubelet`, `journalctl -u kubelet -n 100`.',
  '노드에서 `systemctl status kubelet`, `journalctl -u kubelet -n 100` 명령으로 확인합니다.',
] as const;
const disk = [
  'On the node: `df -h`, `df -i`, `crictl images`, `du -xsh /var/log /var/lib/containerd`.',
  '노드에서 `df -h`, `df -i`, `crictl images`, `du -xsh /var/log /var/lib/containerd` 명령으로 확인합니다.',
] as const;

/** What kubelets and kernels say of their nodes. */
export const nodeTexts: OwnedTexts = {
  'node/kubelet-config-broken': [
    textSignature({
      id: 'kubelet-swap',
      patterns: [/running with swap on is not supported/i],
      en: 'The kubelet does not start, because swap is on.',
      ko: '스왑이 켜져 있어 kubelet이 시작되지 않습니다.',
      look: ['On the node: `swapon --show`, `/etc/fstab`.', '노드에서 `swapon --show` 출력과 `/etc/fstab` 파일을 확인합니다.'],
      fix: [
        '`swapoff -a` and take it out of `/etc/fstab`; or set `failSwapOn: false` on purpose.',
        '`swapoff -a` 명령을 실행하고 `/etc/fstab` 파일에서 지웁니다. 일부러 쓴다면 `failSwapOn: false` 값을 정합니다.',
      ],
      link: `${kubelet}/cm/container_manager_linux.go`,
    }),
    textSignature({
      id: 'kubelet-cgroup-driver',
      patterns: [
        /kubelet cgroup driver: \\?"(?<own>\w{1,20})\\?" is different from docker cgroup driver: \\?"(?<other>\w{1,20})\\?"|expected cgroupsPath to be of format "slice:prefix:name" for systemd cgroups/,
      ],
      en: 'The kubelet and the container runtime use different cgroup drivers[ ({own} and {other})].',
      ko: 'kubelet과 컨테이너 런타임의 cgroup 드라이버가 서로 다릅니다[ ({own}, {other})].',
      look: [
        'Compare `cgroupDriver` in `/var/lib/kubelet/config.yaml` with `SystemdCgroup` in the configuration of containerd.',
        '`/var/lib/kubelet/config.yaml` 파일의 `cgroupDriver` 값과 containerd 설정의 `SystemdCgroup` 값을 비교합니다.',
      ],
      fix: ['Use `systemd` for both and restart both.', '둘 다 `systemd` 값으로 맞추고 다시 시작합니다.'],
      link: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/configure-cgroup-driver/',
    }),
    textSignature({
      id: 'kubelet-config-unread',
      patterns: [
        /failed to load kubelet config file(?:, path: (?<path>[^,\s]{1,200}))?|failed to (?:load|parse) (?:kubelet )?flags?: unknown|"command failed" err="failed to (?:load|validate|construct) kubelet/,
      ],
      en: 'The kubelet cannot read its configuration[ {path}] and ends.',
      ko: 'kubelet이 [{path} ]설정을 읽지 못하고 종료됩니다.',
      look: journal,
      fix: [
        'Correct `/var/lib/kubelet/config.yaml` (after `kubeadm init` or `join` it is written anew), then `systemctl restart kubelet`.',
        '`/var/lib/kubelet/config.yaml` 파일을 바로잡고(`kubeadm init` 명령이나 `join` 명령을 실행하면 다시 만들어집니다) `systemctl restart kubelet` 명령을 실행합니다.',
      ],
      link: `${kubernetes}/cmd/kubelet/app/server.go`,
    }),
    textSignature({
      id: 'static-pod-unread',
      patterns: [/(?<file>[\w./-]{1,200}): couldn't parse as pod/, /Could not process manifest file.{0,200}path="(?<file>[^"]{1,200})"/],
      en: 'The kubelet cannot read the static pod in {file}, so that pod does not run.',
      ko: 'kubelet이 {file} 파일의 스태틱 파드를 읽지 못해 그 파드가 실행되지 않습니다.',
      look: [
        'Read the file for faults of YAML and for backups that lie in the same folder.',
        '파일의 YAML 오류와, 같은 폴더에 있는 백업 파일을 확인합니다.',
      ],
      fix: [
        'Correct the manifest; keep copies elsewhere than in `/etc/kubernetes/manifests`.',
        '매니페스트를 바로잡고, 사본은 `/etc/kubernetes/manifests` 폴더 밖에 둡니다.',
      ],
      link: `${kubelet}/config/file.go`,
    }),
    textSignature({
      id: 'hairpin-mode',
      patterns: [/Hairpin mode set to "(?<mode>none)"/],
      en: 'The kubelet runs with hairpin mode {mode}: a pod cannot reach itself through its own Service.',
      ko: 'kubelet의 헤어핀 모드가 {mode} 값이라 파드가 자기 서비스로 자기 자신에게 닿을 수 없습니다.',
      look: [
        'See `--hairpin-mode` and `/sys/devices/virtual/net/*/brif/*/hairpin_mode`, which must be 1.',
        '`--hairpin-mode` 값과 `/sys/devices/virtual/net/*/brif/*/hairpin_mode` 값(1이어야 함)을 확인합니다.',
      ],
      fix: [
        'Use `hairpin-veth` or `promiscuous-bridge`, or hairpin mode of the network plugin.',
        '`hairpin-veth` 또는 `promiscuous-bridge` 값을 쓰거나 네트워크 플러그인의 헤어핀 모드를 켭니다.',
      ],
      link: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#a-pod-fails-to-reach-itself-via-the-service-ip',
    }),
  ],
  'node/clock-or-certificate': [
    textSignature({
      id: 'kubelet-certificate-expired',
      patterns: [
        /part of the existing bootstrap client certificate in (?<file>\S{1,200}) is expired/,
        /failed to run Kubelet: unable to load bootstrap kubeconfig: stat (?<file>[^:\s]{1,200})/,
        /unable to load bootstrap kubeconfig/,
      ],
      en: 'The kubelet has no valid certificate for the API server[ ({file})], and nothing to ask for a new one with.',
      ko: 'kubelet에 API 서버용 유효한 인증서가 없고[ ({file})] 새로 요청할 수단도 없습니다.',
      look: [
        'On the node: `openssl x509 -in /var/lib/kubelet/pki/kubelet-client-current.pem -noout -dates -subject`; compare with `date`.',
        '노드에서 `openssl x509 -in /var/lib/kubelet/pki/kubelet-client-current.pem -noout -dates -subject` 출력을 `date` 출력과 비교합니다.',
      ],
      fix: [
        'Set the clock right; else let the node join again (`kubeadm token create --print-join-command`), or put a new `kubelet.conf` in place.',
        '시계를 맞추거나, 노드를 다시 가입시키거나(`kubeadm token create --print-join-command`), 새 `kubelet.conf` 파일을 둡니다.',
      ],
      link: `${kubelet}/certificate/bootstrap/bootstrap.go`,
    }),
    textSignature({
      id: 'kubelet-unauthorized',
      patterns: [/(?:kubelet|node).{0,300}(?:Unauthorized|the server has asked for the client to provide credentials)/i],
      en: 'The API server does not accept the credentials of the node: its client certificate is expired, or from another authority.',
      ko: 'API 서버가 노드의 인증 정보를 받아들이지 않습니다. 클라이언트 인증서가 만료되었거나 다른 CA에서 발급되었습니다.',
      look: [
        'On the node: dates, subject (`O=system:nodes`, `CN=system:node:NAME`) and issuer of `/var/lib/kubelet/pki/kubelet-client-current.pem`.',
        '노드에서 `/var/lib/kubelet/pki/kubelet-client-current.pem` 인증서의 기간, subject(`O=system:nodes`, `CN=system:node:NAME`), 발급자를 확인합니다.',
      ],
      fix: ['Let the node join again, or renew its certificate.', '노드를 다시 가입시키거나 인증서를 갱신합니다.'],
      link: `${kubelet}/kubelet_node_status.go`,
    }),
  ],
  'node/kubelet-silent': [
    textSignature({
      id: 'node-status-not-sent',
      patterns: [
        /Error updating node status, will retry|Unable to update node status|Failed to (?:update|ensure|get) (?:node )?lease|Unable to register node with API server/i,
      ],
      en: 'The kubelet cannot tell the API server that its node lives; after 40 seconds the node counts as `NotReady`.',
      ko: 'kubelet이 노드의 상태를 API 서버에 알리지 못합니다. 40초가 지나면 노드가 `NotReady` 상태로 바뀝니다.',
      look: [
        'From the node: `curl -k https://API-SERVER:6443/healthz`; read what follows the error.',
        '노드에서 `curl -k https://API-SERVER:6443/healthz` 명령을 실행하고, 오류 뒤의 내용을 확인합니다.',
      ],
      fix: [
        'Restore the way to the API server (network, load balancer, firewall), or the certificate.',
        'API 서버까지의 경로(네트워크, 로드 밸런서, 방화벽)나 인증서를 복구합니다.',
      ],
      link: `${kubelet}/kubelet_node_status.go`,
    }),
    textSignature({
      id: 'node-stopped-reporting',
      patterns: [/Kubelet stopped posting node status|NodeStatusUnknown/],
      en: 'The kubelet of a node has stopped reporting: the machine is down, its kubelet is dead, or the network to it is cut.',
      ko: '노드의 kubelet이 상태 보고를 멈췄습니다. 머신이 꺼졌거나 kubelet이 죽었거나 네트워크가 끊겼습니다.',
      look: [
        'Is the machine up? Then on it: `systemctl status kubelet`, `journalctl -u kubelet`. `LastHeartbeatTime` dates it.',
        '머신이 켜져 있는지 확인하고, 켜져 있으면 `systemctl status kubelet`, `journalctl -u kubelet` 출력을 봅니다. `LastHeartbeatTime` 값이 시점을 알려 줍니다.',
      ],
      fix: ['Start the machine or the kubelet, or mend the network.', '머신이나 kubelet을 시작하거나 네트워크를 복구합니다.'],
      link: `${kubernetes}/pkg/controller/nodelifecycle/node_lifecycle_controller.go`,
    }),
    textSignature({
      id: 'node-not-registered',
      patterns: [
        /(?:Error getting (?:the current )?node|eviction manager: failed to get summary stats|Nodes? (?:status )?not found).{0,200}node \\?"(?<node>[\w.-]{1,253})\\?" not found/i,
      ],
      en: 'The kubelet does not find its own node {node} at the API server: it is not registered (yet), or has another name.',
      ko: 'kubelet이 API 서버에서 자기 {node} 노드를 찾지 못합니다. 아직 등록되지 않았거나 이름이 다릅니다.',
      look: [
        'Compare with `kubectl get nodes` and `hostname`; errors before this one tell why it was not registered.',
        '`kubectl get nodes`, `hostname` 출력과 비교합니다. 앞선 오류가 등록되지 않은 이유를 말해 줍니다.',
      ],
      fix: ['Make the API server reachable, or set `--hostname-override` right.', 'API 서버에 닿게 하거나 `--hostname-override` 값을 바로잡습니다.'],
      link: `${kubelet}/kubelet_getters.go`,
    }),
  ],
  'node/not-ready-runtime': [
    textSignature({
      id: 'runtime-down',
      patterns: [
        /container runtime is down/i,
        /dial unix (?<socket>\/[\w./-]{1,160}(?:containerd|crio|cri-dockerd|docker(?:shim)?)\.sock): connect: (?:no such file or directory|connection refused)/,
        /Container runtime (?:status check may not have completed|sanity check failed)/i,
        /(?:listing containers|getting status of runtime|getting the runtime version) failed.{0,160}(?:connection error|Unavailable|DeadlineExceeded)/,
      ],
      en: 'The container runtime of the node does not answer[ on {socket}].',
      ko: '노드의 컨테이너 런타임이 응답하지 않습니다[ ({socket})].',
      look: [
        'On the node: `systemctl status containerd`, `journalctl -u containerd -n 100`, `crictl info`.',
        '노드에서 `systemctl status containerd`, `journalctl -u containerd -n 100`, `crictl info` 명령으로 확인합니다.',
      ],
      fix: [
        'Start the runtime (`systemctl restart containerd`), or correct the socket in the kubelet and crictl.',
        '런타임을 시작하거나(`systemctl restart containerd`) kubelet과 crictl의 소켓 경로를 바로잡습니다.',
      ],
      link: `${kubelet}/kubelet.go`,
    }),
    textSignature({
      id: 'runtime-no-cri',
      patterns: [/unknown service runtime\.v1(?:alpha2)?\.(?:RuntimeService|ImageService)/],
      en: 'The container runtime speaks no CRI that the kubelet knows: its CRI plugin is switched off, or it is too old.',
      ko: '컨테이너 런타임이 kubelet이 아는 CRI를 제공하지 않습니다. CRI 플러그인이 꺼져 있거나 버전이 낮습니다.',
      look: [
        'On the node: `disabled_plugins` in `/etc/containerd/config.toml`, `containerd --version`.',
        '노드에서 `/etc/containerd/config.toml` 파일의 `disabled_plugins` 값과 `containerd --version` 출력을 확인합니다.',
      ],
      fix: [
        'Take `cri` out of `disabled_plugins` (packages of Docker put it there) and restart containerd.',
        '`disabled_plugins` 목록에서 `cri` 항목을 빼고(도커 패키지가 넣어 둡니다) containerd를 다시 시작합니다.',
      ],
      link: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/#containerd',
    }),
    textSignature({
      id: 'pleg-not-healthy',
      patterns: [/PLEG is not healthy(?:: pleg was last seen active (?<since>[\w.]{1,30}) ago)?/],
      en: 'The kubelet has not got through its list of containers[ for {since}] (`PLEG is not healthy`): the runtime is slow or hangs, or the node is overloaded.',
      ko: 'kubelet이 컨테이너 목록을 제때 처리하지 못합니다[ ({since}째)] (`PLEG is not healthy`). 런타임이 느리거나 멈췄거나 노드가 과부하 상태입니다.',
      look: [
        'On the node: `time crictl ps`, load, disk latency, number of containers.',
        '노드에서 `time crictl ps`, 부하, 디스크 지연, 컨테이너 수를 확인합니다.',
      ],
      fix: ['Restart the runtime; give the node less to do.', '런타임을 다시 시작하고 노드의 부하를 줄입니다.'],
      link: `${kubelet}/pleg/generic.go`,
    }),
    textSignature({
      id: 'crictl-endpoint',
      patterns: [
        /runtime connect using default endpoints|(?:connect endpoint|validate service connection).{0,200}(?<socket>unix:\/\/\/[\w./-]{1,160})/,
      ],
      en: 'crictl was not told where the container runtime listens, and tries one endpoint after the other[ ({socket})].',
      ko: 'crictl에 런타임 엔드포인트가 설정되지 않아 기본 엔드포인트를 차례로 시도합니다[ ({socket})].',
      look: [
        'See which socket there is: `ls /run/containerd/containerd.sock /var/run/crio/crio.sock`.',
        '어떤 소켓이 있는지 확인합니다: `ls /run/containerd/containerd.sock /var/run/crio/crio.sock`.',
      ],
      fix: [
        'Set `runtime-endpoint` in `/etc/crictl.yaml` (`kubewhy runbook crictl`).',
        '`/etc/crictl.yaml` 파일에 `runtime-endpoint` 값을 정합니다(`kubewhy runbook crictl`).',
      ],
      link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/crictl/',
      symptom: true,
    }),
  ],
  'node/csr-pending': [
    textSignature({
      id: 'kubelet-serving-certificate',
      patterns: [
        /remote error: tls: internal error|certificate signing request.{0,120}(?:pending|not approved)|no serving certificate available for the kubelet/i,
      ],
      en: 'The kubelet has no serving certificate, so logs, exec and metrics of its node fail: its certificate signing request was not approved.',
      ko: 'kubelet에 서버 인증서가 없어 그 노드의 로그, exec, 메트릭이 실패합니다. 인증서 서명 요청이 승인되지 않았습니다.',
      look: [
        '`kubectl get csr` (Pending, `kubernetes.io/kubelet-serving`).',
        '`kubectl get csr` 출력을 확인합니다(Pending, `kubernetes.io/kubelet-serving`).',
      ],
      fix: [
        '`kubectl certificate approve NAME`, after checking who asks.',
        '누가 요청했는지 확인한 뒤 `kubectl certificate approve NAME` 명령을 실행합니다.',
      ],
      link: `${kubelet}/certificate/kubelet.go`,
    }),
  ],
  'node/memory-pressure': [
    textSignature({
      id: 'node-out-of-memory',
      patterns: [
        /System OOM encountered, victim process: (?<process>[\w./-]{1,60})/,
        /Out of memory: Kill(?:ed)? process \d{1,10} \((?<process>[^)]{1,60})\)/,
        /MemoryPressure\s{1,40}True/,
      ],
      en: 'The node itself is short of memory[; the kernel killed {process}].',
      ko: '노드 자체의 메모리가 모자랍니다[. 커널이 {process} 프로세스를 강제 종료했습니다].',
      look: [
        '`kubectl top pods -A --sort-by=memory`, `kubectl describe node` (requests and limits).',
        '`kubectl top pods -A --sort-by=memory`, `kubectl describe node` 출력(요청과 한도)을 확인합니다.',
      ],
      fix: [
        'Give pods requests and limits that are true, reserve memory for the system, add nodes.',
        '파드의 요청과 한도를 실제에 맞추고, 시스템용 메모리를 예약하고, 노드를 추가합니다.',
      ],
      link: `${kubelet}/oom/oom_watcher_linux.go`,
    }),
  ],
  'node/disk-pressure': [
    textSignature({
      id: 'node-disk-full',
      patterns: [
        /DiskPressure\s{1,40}True|NodeHasDiskPressure|FreeDiskSpaceFailed|ImageGCFailed|failed to garbage collect required amount of images|Attempting to reclaim.{0,40}ephemeral-storage/,
      ],
      en: 'The disk of the node is nearly full; the kubelet deletes images and evicts pods.',
      ko: '노드의 디스크가 거의 찼습니다. kubelet이 이미지를 지우고 파드를 축출합니다.',
      look: disk,
      fix: [
        'Delete what nobody needs (`crictl rmi --prune`, old logs), or enlarge the disk.',
        '쓰지 않는 것을 지우거나(`crictl rmi --prune`, 오래된 로그) 디스크를 늘립니다.',
      ],
      link: `${kubelet}/images/image_gc_manager.go`,
    }),
  ],
  'node/pid-pressure': [
    textSignature({
      id: 'node-pids-used-up',
      patterns: [/PIDPressure\s{1,40}True|NodeHasInsufficientPID|cgroup: fork rejected by pids controller/],
      en: 'Too many processes run on the node or in a pod.',
      ko: '노드나 파드에 프로세스가 너무 많습니다.',
      look: [
        'On the node: `ps -eLf | wc -l`, `cat /proc/sys/kernel/pid_max`.',
        '노드에서 `ps -eLf | wc -l`, `cat /proc/sys/kernel/pid_max` 값을 확인합니다.',
      ],
      fix: ['Mend what leaks threads; set `podPidsLimit`.', '스레드 누수를 고치고 `podPidsLimit` 값을 정합니다.'],
      link: `${kubelet}/eviction/helpers.go`,
    }),
  ],
  'pod/evicted': [
    textSignature({
      id: 'evicted-for-resource',
      patterns: [/The node was low on resource: (?<resource>[\w.-]{1,60})/, /The node had condition: \[(?<resource>\w{1,40})\]/],
      en: 'The pod was evicted, because its node ran low on {resource}.',
      ko: '노드의 {resource} 자원이 부족해 파드가 축출되었습니다.',
      look: [
        'See the conditions of the node and who used most: the message of the pod names use and request.',
        '노드의 상태와 많이 쓴 파드를 확인합니다. 파드의 메시지에 사용량과 요청이 적혀 있습니다.',
      ],
      fix: ['Set requests that are true, so that it is placed where there is room.', '실제에 맞는 요청을 정해 자리가 있는 노드에 배치되게 합니다.'],
      link: `${kubelet}/eviction/helpers.go`,
    }),
  ],
  'pod/ephemeral-storage-exceeded': [
    textSignature({
      id: 'ephemeral-storage-exceeded',
      patterns: [
        /ephemeral local storage usage exceeds the total limit of containers (?<limit>[\w.]{1,30})/,
        /Usage of EmptyDir volume "(?<volume>[\w.-]{1,253})" exceeds the limit "(?<limit>[\w.]{1,30})"/,
        /Container \S{1,63} exceeded its local ephemeral storage limit "(?<limit>[\w.]{1,30})"/,
      ],
      en: 'The pod was evicted, because it wrote more than its limit of {limit} to local disk[ (volume {volume})].',
      ko: '파드가 로컬 디스크에 한도 {limit} 값보다 많이 써서[ ({volume} 볼륨)] 축출되었습니다.',
      look: ['See what it writes: logs count too.', '무엇을 쓰는지 확인합니다. 로그도 포함됩니다.'],
      fix: ['Raise `ephemeral-storage` or `sizeLimit`, or write to a claim.', '`ephemeral-storage` 또는 `sizeLimit` 값을 늘리거나 클레임에 씁니다.'],
      link: `${kubelet}/eviction/helpers.go`,
    }),
  ],
  'node/problem-detector-condition': [
    textSignature({
      id: 'kernel-trouble',
      patterns: [
        /task (?<what>[\w:./-]{1,60}) blocked for more than \d{1,6} seconds/,
        /(?<what>EXT4-fs error|XFS \([\w-]{1,20}\): (?:metadata I\/O error|Corruption)|Buffer I\/O error|blk_update_request: I\/O error|Remounting filesystem read-only)/,
        /unregister_netdevice: waiting for (?<what>\w{1,20}) to become free/,
        /(?<what>Kernel panic - not syncing|BUG: unable to handle|soft lockup|general protection fault)/,
      ],
      en: 'The kernel of the node reports trouble: {what}.',
      ko: '노드의 커널이 문제를 보고합니다: {what}',
      look: [
        'On the node: `dmesg -T | tail -50`; disks: `smartctl -a`.',
        '노드에서 `dmesg -T | tail -50` 출력을, 디스크라면 `smartctl -a` 출력을 확인합니다.',
      ],
      fix: [
        'Drain the node and mend or replace the machine; kernel faults: update it.',
        '노드를 드레인하고 머신을 고치거나 바꿉니다. 커널 결함이면 업데이트합니다.',
      ],
      link: 'https://github.com/kubernetes/node-problem-detector/blob/v0.8.20/config/kernel-monitor.json',
    }),
    textSignature({
      id: 'conntrack-full',
      patterns: [/nf_conntrack: (?:nf_conntrack: )?table full, dropping packet/],
      en: 'The connection table of the node is full, so it drops packets of new connections.',
      ko: '노드의 연결 추적 테이블이 가득 차 새 연결의 패킷을 버립니다.',
      look: [
        'On the node: `sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max`.',
        '노드에서 `sysctl net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max` 값을 확인합니다.',
      ],
      fix: [
        'Raise `conntrack.maxPerCore` of kube-proxy; find who opens so many connections.',
        'kube-proxy의 `conntrack.maxPerCore` 값을 늘리고, 연결을 많이 여는 것을 찾습니다.',
      ],
      link: 'https://github.com/torvalds/linux/blob/v6.12/net/netfilter/nf_conntrack_core.c',
    }),
  ],
  'node/not-ready-kubelet-words': [
    textSignature({
      id: 'node-not-ready',
      patterns: [/^\s{0,10}(?<node>[\w.-]{1,253})\s{1,40}NotReady\b/, /^\s{0,10}Ready\s{1,40}(?:False|Unknown)\s/, /\bNodeNotReady\b/],
      en: 'A node[ ({node})] is not ready.',
      ko: '노드[({node})]가 준비 상태가 아닙니다.',
      look: [
        '`kubectl describe node` (Conditions), then `journalctl -u kubelet` on it. Or ask: `kubewhy why node/NAME`.',
        '`kubectl describe node` 출력의 Conditions와 노드의 `journalctl -u kubelet` 출력을 확인합니다. 또는 `kubewhy why node/NAME` 명령으로 묻습니다.',
      ],
      fix: ['Remove what the condition names.', '상태가 가리키는 원인을 없앱니다.'],
      link: `${kubelet}/nodestatus/setters.go`,
      symptom: true,
    }),
  ],
};
