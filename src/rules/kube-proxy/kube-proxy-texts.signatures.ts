import { kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const log = [
  '`kubectl -n kube-system logs ds/kube-proxy`, on the node `/var/log/kube-proxy.log`.',
  '`kubectl -n kube-system logs ds/kube-proxy` 출력 또는 노드의 `/var/log/kube-proxy.log` 파일을 확인합니다.',
] as const;
const configMap = [
  '`kubectl -n kube-system get configmap kube-proxy -o yaml`: `config.conf` and `kubeconfig.conf`.',
  '`kubectl -n kube-system get configmap kube-proxy -o yaml` 출력의 `config.conf`, `kubeconfig.conf` 항목을 확인합니다.',
] as const;
const server = `${kubernetes}/cmd/kube-proxy/app`;

/** kube-proxy, and what else watches the API server. */
export const kubeProxyTexts: OwnedTexts = {
  'kube-proxy/config-missing': [
    textSignature({
      id: 'kube-proxy-config-missing',
      patterns: [
        /\/var\/lib\/kube-proxy\/(?<file>config\.conf|kubeconfig\.conf): no such file|failed (?:to load|complete): .{0,60}kube-?proxy|unable to load in-cluster configuration.{0,80}kube-proxy|no kind \\?"?KubeProxyConfiguration/i,
      ],
      en: 'kube-proxy does not find its configuration[ {file}].',
      ko: 'kube-proxy가 [{file} ]설정을 찾지 못합니다.',
      look: configMap,
      fix: [
        'Restore the ConfigMap (`kubeadm init phase addon kube-proxy`) and restart the DaemonSet.',
        '컨피그맵을 복구하고(`kubeadm init phase addon kube-proxy`) 데몬셋을 다시 시작합니다.',
      ],
      link: `${server}/options.go`,
    }),
  ],
  'kube-proxy/node-name-wrong': [
    textSignature({
      id: 'kube-proxy-node-name',
      patterns: [
        /Failed to retrieve node info.{0,80}nodes? \\?"(?<node>[\w.-]{1,253})\\?" not found/,
        /[Cc]an't determine this node's IP|Can't determine node IPs/,
      ],
      en: 'kube-proxy does not find its node[ {node}] at the API server: its name is wrong.',
      ko: 'kube-proxy가 API 서버에서 자신의 [{node} ]노드를 찾지 못합니다. 이름이 틀렸습니다.',
      look: ['Compare `--hostname-override` with `kubectl get nodes`.', '`--hostname-override` 값과 `kubectl get nodes` 출력을 비교합니다.'],
      fix: [
        'Run it with `--hostname-override=$(NODE_NAME)`, filled from `spec.nodeName`.',
        '`spec.nodeName` 값으로 채운 `--hostname-override=$(NODE_NAME)` 플래그로 실행합니다.',
      ],
      link: `${server}/server.go`,
    }),
  ],
  'kube-proxy/rules-missing': [
    textSignature({
      id: 'iptables-refused',
      patterns: [
        /(?:iptables|ip6tables)(?:-restore|-save)?[^\n]{0,120}: (?<why>line \d{1,6} failed|Table does not exist|can't initialize ip6?tables table[^\n]{1,100}|Permission denied \(you must be root\))/,
        /Another app is currently holding the xtables lock|[Ff]ailed to (?:execute|ensure)(?: that)? (?:iptables|nat chain|chain exists)/,
      ],
      en: 'kube-proxy cannot write its rules into the kernel[: {why}], so Services do not work on that node.',
      ko: 'kube-proxy가 커널에 규칙을 쓰지 못해[: {why}] 그 노드에서 서비스가 동작하지 않습니다.',
      look: [
        'On the node: `iptables-save | grep -c KUBE-`, `iptables --version` (legacy or nf_tables: both must not be mixed).',
        '노드에서 `iptables-save | grep -c KUBE-` 출력과 `iptables --version` 출력(legacy와 nf_tables를 섞으면 안 됩니다)을 확인합니다.',
      ],
      fix: [
        'Load the modules (`ip_tables`, `iptable_nat`), run it privileged, use one variant of iptables only.',
        '모듈(`ip_tables`, `iptable_nat`)을 올리고, 특권으로 실행하고, iptables 변형을 하나만 씁니다.',
      ],
      link: `${kubernetes}/pkg/util/iptables/iptables.go`,
    }),
  ],
  'kube-proxy/api-unreachable': [
    textSignature({
      id: 'watch-failed',
      patterns: [
        /[Ff]ailed to (?:list|watch) (?<kind>\*?[\w./]{1,80}): .{0,300}(?<why>connection refused|i\/o timeout|no route to host|TLS handshake timeout|Unauthorized|EOF|no such host)/,
      ],
      en: 'A component cannot read {kind} from the API server: {why}',
      ko: '구성 요소가 API 서버에서 {kind} 목록을 읽지 못합니다: {why}',
      look: [
        'From that node or pod: `curl -k https://API-SERVER:6443/healthz`; which address does its kubeconfig name?',
        '그 노드나 파드에서 `curl -k https://API-SERVER:6443/healthz` 명령을 실행하고, kubeconfig의 주소를 확인합니다.',
      ],
      fix: [
        'Bring back the API server or the way to it; correct address or certificate in the kubeconfig.',
        'API 서버나 그 경로를 복구하고, kubeconfig의 주소나 인증서를 바로잡습니다.',
      ],
      link: `${kubernetes}/staging/src/k8s.io/client-go/tools/cache/reflector.go`,
    }),
  ],
  'service/no-ready-endpoints': [
    textSignature({
      id: 'ingress-no-endpoints',
      patterns: [
        /Service "(?<service>[\w./-]{1,253})" does not have any active Endpoint/,
        /\bno endpoints available for service \\?"(?<service>[\w.:/-]{1,253})\\?"/,
      ],
      en: 'Service {service} has no ready endpoint.',
      ko: '{service} 서비스에 준비된 엔드포인트가 없습니다.',
      look: [
        '`kubectl get endpointslices -l kubernetes.io/service-name=NAME`, and the pods behind it. Or ask: `kubewhy why service/NAME`.',
        '`kubectl get endpointslices -l kubernetes.io/service-name=NAME` 출력과 뒤의 파드를 확인합니다. 또는 `kubewhy why service/NAME` 명령으로 묻습니다.',
      ],
      fix: ['Correct the selector or port, or make the pods ready.', '셀렉터나 포트를 바로잡거나 파드를 준비 상태로 만듭니다.'],
      link: 'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.12.3/internal/ingress/controller/controller.go',
    }),
  ],
  'service/not-found': [
    textSignature({
      id: 'service-missing',
      patterns: [/\bservices? \\?"(?<service>[\w.-]{1,253})\\?" not found/],
      en: 'Service {service} does not exist in that namespace.',
      ko: '그 네임스페이스에 {service} 서비스가 없습니다.',
      look: ['`kubectl get services -A | grep NAME`.', '`kubectl get services -A | grep NAME` 출력을 확인합니다.'],
      fix: ['Create the Service, or correct its name or namespace (`-n`).', '서비스를 만들거나 이름 또는 네임스페이스(`-n`)를 바로잡습니다.'],
      link: `${kubernetes}/staging/src/k8s.io/apimachinery/pkg/api/errors/errors.go`,
    }),
  ],
  'ingress/backend-missing': [
    textSignature({
      id: 'ingress-backend-missing',
      patterns: [
        /[Ee]rror obtaining Endpoints for Service "(?<service>[\w./-]{1,253})"|service "?(?<service>[\w./-]{1,253})"? (?:was )?not found.{0,60}ingress/,
      ],
      en: 'An Ingress names Service {service}, which does not exist.',
      ko: '인그레스가 가리키는 {service} 서비스가 없습니다.',
      look: [
        '`kubectl describe ingress`, `kubectl get services`: both must be in one namespace.',
        '`kubectl describe ingress`, `kubectl get services` 출력을 확인합니다. 같은 네임스페이스에 있어야 합니다.',
      ],
      fix: ['Correct the name, or create the Service.', '이름을 바로잡거나 서비스를 만듭니다.'],
      link: 'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.12.3/internal/ingress/controller/controller.go',
    }),
  ],
  'ingress/class-missing': [
    textSignature({
      id: 'ingress-class',
      patterns: [
        /[Ii]gnoring ingress (?:because of error while validating ingress class|.{0,160}does not contain a valid IngressClass)|ingress does not contain a valid IngressClass/,
      ],
      en: 'The ingress controller ignores an Ingress, because it names no class of this controller.',
      ko: '인그레스에 이 컨트롤러의 인그레스클래스가 지정되지 않아 컨트롤러가 무시합니다.',
      look: [
        '`kubectl get ingressclasses`, `spec.ingressClassName` of the Ingress.',
        '`kubectl get ingressclasses` 출력과 인그레스의 `spec.ingressClassName` 값을 확인합니다.',
      ],
      fix: ['Set `ingressClassName`, or mark a class as default.', '`ingressClassName` 값을 적거나 인그레스클래스를 기본값으로 표시합니다.'],
      link: 'https://github.com/kubernetes/ingress-nginx/blob/controller-v1.12.3/internal/ingress/controller/store/store.go',
    }),
  ],
  'service/load-balancer-pending': [
    textSignature({
      id: 'load-balancer-failed',
      patterns: [/[Ee]rror syncing load balancer: (?<why>[^\n]{1,160})|SyncLoadBalancerFailed/],
      en: 'The cloud could not make the load balancer of a Service[: {why}].',
      ko: '클라우드가 서비스의 로드 밸런서를 만들지 못했습니다[: {why}].',
      look: [
        '`kubectl describe service`, log of the cloud controller manager.',
        '`kubectl describe service` 출력과 cloud-controller-manager 로그를 확인합니다.',
      ],
      fix: [
        'Correct what the cloud names: quota, rights, subnets and their tags.',
        '쿼터, 권한, 서브넷과 태그 등 클라우드가 가리키는 것을 바로잡습니다.',
      ],
      link: `${kubernetes}/staging/src/k8s.io/cloud-provider/controllers/service/controller.go`,
    }),
  ],
  'service/node-port-unreachable': [
    textSignature({
      id: 'node-port-taken',
      patterns: [
        /nodePort: Invalid value: (?<port>\d{1,5}): provided port (?:is already allocated|is not in the valid range)|provided port is already allocated/,
      ],
      en: 'The `nodePort`[ {port}] is taken by another Service, or is outside of the range (30000–32767 unless changed).',
      ko: '`nodePort` [{port} ]값을 다른 서비스가 쓰고 있거나 범위(기본 30000–32767)를 벗어났습니다.',
      look: ['`kubectl get services -A | grep PORT`.', '`kubectl get services -A | grep PORT` 출력을 확인합니다.'],
      fix: ['Choose another port, or leave `nodePort` out.', '다른 포트를 고르거나 `nodePort` 값을 지웁니다.'],
      link: `${kubernetes}/pkg/registry/core/service/portallocator/allocator.go`,
    }),
  ],
  'kube-proxy/pods-failing': [
    textSignature({
      id: 'kube-proxy-log',
      patterns: [/kube-proxy.{0,80}(?:panic|fatal|exited|CrashLoopBackOff)|"Error running ProxyServer"/i],
      en: 'kube-proxy does not run properly.',
      ko: 'kube-proxy가 제대로 실행되지 않습니다.',
      look: log,
      fix: ['Correct what its log names.', '로그가 가리키는 것을 바로잡습니다.'],
      link: `${server}/server.go`,
      symptom: true,
    }),
  ],
};
