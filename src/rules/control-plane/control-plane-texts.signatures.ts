import { etcd, kubernetes } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';

const staging = `${kubernetes}/staging/src/k8s.io`;
const etcdHealth = [
  'On a control plane node: `etcdctl endpoint status --cluster -w table`, `etcdctl alarm list`, latency of its disk.',
  '컨트롤 플레인 노드에서 `etcdctl endpoint status --cluster -w table`, `etcdctl alarm list` 출력과 디스크 지연을 확인합니다.',
] as const;
const kubeconfig = [
  '`kubectl config view --minify`: address and user; is it the cluster that you mean?',
  '`kubectl config view --minify` 출력의 주소와 사용자를 확인합니다. 의도한 클러스터인지도 봅니다.',
] as const;

/** The API server and its clients, etcd, webhooks, and the controllers. */
export const controlPlaneTexts: OwnedTexts = {
  'control-plane/etcd-unhealthy': [
    textSignature({
      id: 'etcd-space',
      patterns: [/mvcc: database space exceeded|alarm:NOSPACE|etcdserver: no space/],
      en: 'The quota of etcd is full, so the cluster takes no more writes.',
      ko: 'etcd 할당량이 가득 차 클러스터에 더 쓸 수 없습니다.',
      look: etcdHealth,
      fix: [
        'Compact and defragment, then `etcdctl alarm disarm`; find who writes so much (events, CRDs), raise `--quota-backend-bytes`.',
        '압축(compact)과 조각 모음(defrag)을 한 뒤 `etcdctl alarm disarm` 명령을 실행합니다. 많이 쓰는 것(이벤트, CRD)을 찾고 `--quota-backend-bytes` 값을 늘립니다.',
      ],
      link: `${etcd}/server/storage/mvcc/store.go`,
    }),
    textSignature({
      id: 'etcd-slow',
      patterns: [
        /apply request took too long|leader failed to send out heartbeat on time|took too long, leader is overloaded|slow fdatasync|wal: sync duration of [\w.]{1,20}|request timed out waiting for the applied index/,
      ],
      en: 'etcd is too slow: nearly always its disk, sometimes CPU or the network between members.',
      ko: 'etcd가 너무 느립니다. 거의 항상 디스크 때문이며 CPU나 멤버 간 네트워크일 때도 있습니다.',
      look: [
        'On a control plane node: `etcd_disk_wal_fsync_duration_seconds` (99 % below 10 ms), `iostat -x 1`.',
        '컨트롤 플레인 노드에서 `etcd_disk_wal_fsync_duration_seconds` 값(99 %가 10ms 미만)과 `iostat -x 1` 출력을 확인합니다.',
      ],
      fix: [
        'Give etcd a fast disk of its own (SSD), and its node less other work.',
        'etcd에 전용의 빠른 디스크(SSD)를 주고 그 노드의 다른 부하를 줄입니다.',
      ],
      link: `${etcd}/server/etcdserver/util.go`,
    }),
    textSignature({
      id: 'etcd-no-leader',
      patterns: [
        /etcdserver: (?<why>no leader|leader changed|request timed out(?:, possibly due to [^"\n]{1,80})?|too many requests)/,
        /(?<why>lost leader|elected leader .{0,40} but lost|failed to reach (?:the )?(?:peer|majority)|unhealthy cluster)/,
      ],
      en: 'etcd does not take requests: {why}.',
      ko: 'etcd가 요청을 처리하지 못합니다: {why}',
      look: etcdHealth,
      fix: [
        'Bring back a majority of the members; with 2 of 3 gone restore a snapshot.',
        '멤버의 과반을 되살립니다. 3개 가운데 2개를 잃었다면 스냅샷을 복원합니다.',
      ],
      link: `${etcd}/api/v3rpc/rpctypes/error.go`,
    }),
    textSignature({
      id: 'etcd-member',
      patterns: [
        /member [0-9a-f]{1,20} has already been bootstrapped|cluster ID mismatch|the member has been permanently removed|member count is unequal|error validating peerURLs/,
      ],
      en: 'This etcd member does not belong to the cluster as it is configured: it was removed, or its data are of another one.',
      ko: '이 etcd 멤버가 설정된 클러스터에 속하지 않습니다. 제거된 멤버이거나 데이터가 다른 클러스터의 것입니다.',
      look: [
        '`etcdctl member list` on a healthy member; `--initial-cluster` of this one.',
        '정상 멤버에서 `etcdctl member list` 출력을, 이 멤버의 `--initial-cluster` 값을 확인합니다.',
      ],
      fix: [
        'Remove the member, clear its data folder (keep a copy), add it again with `--initial-cluster-state=existing`.',
        '멤버를 제거하고 데이터 폴더를 비운(사본은 보관) 뒤 `--initial-cluster-state=existing` 값으로 다시 추가합니다.',
      ],
      link: `${etcd}/server/etcdserver/bootstrap.go`,
    }),
    textSignature({
      id: 'etcd-peer-lost',
      patterns: [
        /prober detected unhealthy status|lost (?:the )?TCP streaming connection with (?:remote )?peer|peer became inactive|dial tcp (?<peer>[\w.:[\]]{3,60}:2380)/,
      ],
      en: 'An etcd member cannot reach another one[ ({peer})].',
      ko: 'etcd 멤버가 다른 멤버[({peer})]에 닿지 못합니다.',
      look: ['Port 2380 between control plane nodes; the clocks of both.', '컨트롤 플레인 노드 간 2380 포트와 두 노드의 시계를 확인합니다.'],
      fix: ['Start the member, or open the way.', '멤버를 시작하거나 경로를 엽니다.'],
      link: `${etcd}/server/etcdserver/api/rafthttp/peer.go`,
    }),
  ],
  'control-plane/webhook-blocks': [
    textSignature({
      id: 'webhook-failed',
      patterns: [
        /failed calling webhook \\?"(?<webhook>[\w./-]{1,253})\\?": ?(?:failed to call webhook: )?(?:(?:Post|Get) \\?"[^"\\]{1,300}\\?": )?(?<why>[^\n]{1,160})/,
        /Internal error occurred: failed calling webhook/,
      ],
      en: 'Admission webhook {webhook} does not answer, and so requests are refused: {why}',
      ko: '어드미션 웹훅 {webhook} 쪽이 응답하지 않아 요청이 거부됩니다: {why}',
      look: [
        '`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations`; has its Service ready endpoints? Is its CA bundle right?',
        '`kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations` 출력, 그 서비스의 엔드포인트, CA 번들을 확인합니다.',
      ],
      fix: ['Bring the webhook back; if it is gone for good, delete its configuration.', '웹훅을 되살립니다. 완전히 없어졌다면 설정을 지웁니다.'],
      link: `${staging}/apiserver/pkg/admission/plugin/webhook/validating/dispatcher.go`,
    }),
  ],
  'control-plane/aggregated-api-down': [
    textSignature({
      id: 'aggregated-api-down',
      patterns: [
        /(?<api>v\d\w{0,10}\.[\w.-]{1,200}) failed with: failing or missing response from/,
        /failing or missing response from https:\/\/(?<api>[\w.:/-]{1,200})|couldn't get resource list for (?<list>[\w./-]{1,200})|unable to retrieve the complete list of server APIs/,
        /FailedDiscoveryCheck/,
      ],
      en: 'An aggregated API[ {api}][ {list}] does not answer: its server is away.',
      ko: '[{api} ][{list} ]확장 API가 응답하지 않습니다. 그 서버가 응답하지 않는 상태입니다.',
      look: [
        '`kubectl get apiservices` (AVAILABLE is not True), and the Service that it names.',
        '`kubectl get apiservices` 출력(AVAILABLE이 True가 아닌 것)과 그 서비스를 확인합니다.',
      ],
      fix: [
        'Repair the pods behind it, or delete the APIService of what was uninstalled.',
        '뒤의 파드를 고치거나, 제거된 것의 APIService를 지웁니다.',
      ],
      link: `${staging}/kube-aggregator/pkg/controllers/status/remote/remote_available_controller.go`,
    }),
  ],
  'control-plane/network-partition': [
    textSignature({
      id: 'backend-not-dialed',
      patterns: [
        /error dialing backend: (?<why>[^\n]{1,200})/,
        /proxy error from [\w.:]{1,80} while dialing (?<address>[\w.:[\]]{1,80}), code (?<why>\d{3})/,
      ],
      en: 'The API server does not reach the kubelet of a node (logs, exec and port-forward need it): {why}',
      ko: 'API 서버가 노드의 kubelet에 닿지 못합니다(로그, exec, 포트 포워딩에 필요합니다): {why}',
      look: [
        'From a control plane node: `curl -k https://NODE:10250/healthz`; `kubectl get nodes -o wide` (INTERNAL-IP).',
        '컨트롤 플레인 노드에서 `curl -k https://NODE:10250/healthz` 명령을 실행하고 `kubectl get nodes -o wide` 출력(INTERNAL-IP)을 확인합니다.',
      ],
      fix: [
        'Open TCP 10250 from the control plane to nodes; mend konnectivity or the serving certificate.',
        '컨트롤 플레인에서 노드로 TCP 10250 포트를 열고, konnectivity나 kubelet 서버 인증서를 고칩니다.',
      ],
      link: `${staging}/apimachinery/pkg/util/proxy/upgradeaware.go`,
    }),
  ],
  'control-plane/api-unreachable': [
    textSignature({
      id: 'api-connection-refused',
      patterns: [/The connection to the server (?<server>[\w.:-]{1,253}) was refused - did you specify the right host or port/],
      en: 'Nothing answers at {server}: the API server is down, or that is not its address.',
      ko: '{server} 주소에서 응답이 없습니다. API 서버가 꺼졌거나 주소가 틀렸습니다.',
      look: [
        '`kubectl config view --minify` for the address; on a control plane node `crictl ps -a | grep kube-apiserver` and its log. `localhost:8080` means that there is no kubeconfig.',
        '`kubectl config view --minify` 출력의 주소를 확인하고, 컨트롤 플레인 노드에서 `crictl ps -a | grep kube-apiserver` 출력과 로그를 봅니다. `localhost:8080` 주소는 kubeconfig가 없다는 뜻입니다.',
      ],
      fix: [
        'Bring the API server back (its log, etcd, the kubelet of its node), or set `KUBECONFIG` (`$HOME/.kube/config`, `/etc/kubernetes/admin.conf`).',
        'API 서버를 되살리거나(로그, etcd, 그 노드의 kubelet) `KUBECONFIG` 값을 정합니다(`$HOME/.kube/config`, `/etc/kubernetes/admin.conf`).',
      ],
      link: `${staging}/kubectl/pkg/cmd/util/helpers.go`,
    }),
    textSignature({
      id: 'api-certificate',
      patterns: [/(?:Unable to connect to the server|couldn't get current server API group list).{0,200}x509: (?<why>[^\n]{1,160})/],
      en: 'The certificate of the API server is not accepted: {why}.',
      ko: 'API 서버의 인증서를 받아들일 수 없습니다: {why}',
      look: [
        '`openssl s_client -connect HOST:6443 </dev/null | openssl x509 -noout -dates -issuer -ext subjectAltName`.',
        '`openssl s_client -connect HOST:6443 </dev/null | openssl x509 -noout -dates -issuer -ext subjectAltName` 출력을 확인합니다.',
      ],
      fix: [
        'Expired: `kubeadm certs renew all`. Other issuer: take the kubeconfig of this cluster. Other name: use an address that is in the certificate.',
        '만료: `kubeadm certs renew all`. 다른 발급자: 이 클러스터의 kubeconfig를 씁니다. 다른 이름: 인증서에 있는 주소를 씁니다.',
      ],
      link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
    }),
    textSignature({
      id: 'api-out-of-reach',
      patterns: [/Unable to connect to the server: (?<why>[^\n]{1,200})/],
      en: 'The API server cannot be reached from here: {why}',
      ko: '여기에서 API 서버에 닿지 못합니다: {why}',
      look: kubeconfig,
      fix: ['Open the way (VPN, firewall, DNS), or correct the address.', '경로(VPN, 방화벽, DNS)를 열거나 주소를 바로잡습니다.'],
      link: `${staging}/kubectl/pkg/cmd/util/helpers.go`,
    }),
    textSignature({
      id: 'api-unauthorized',
      patterns: [/You must be logged in to the server|error: the server has asked for the client to provide credentials|\bUnauthorized\b.{0,40}401/],
      en: 'The API server does not know you: the login is missing, wrong or expired.',
      ko: 'API 서버가 사용자를 인증하지 못했습니다. 로그인 정보가 없거나 틀렸거나 만료되었습니다.',
      look: kubeconfig,
      fix: ['Log in again, or renew the certificate or token of the kubeconfig.', '다시 로그인하거나 kubeconfig의 인증서나 토큰을 갱신합니다.'],
      link: `${staging}/kubectl/pkg/cmd/util/helpers.go`,
    }),
  ],
  'control-plane/component-starved': [
    textSignature({
      id: 'api-too-many-requests',
      patterns: [
        /[Tt]oo many requests, please try again later|client rate limiter Wait returned an error|Waited for (?<time>[\w.]{1,20}) due to client-side throttling|the server has received too many requests and has asked us to try again later/,
      ],
      en: 'Requests to the API server are held back[ for {time}]: too many at once.',
      ko: 'API 서버에 요청이 한꺼번에 너무 많아 요청이 제한됩니다[ ({time} 대기)].',
      look: [
        'Who asks so much: `apiserver_flowcontrol_rejected_requests_total`, audit log. Client-side throttling alone is no fault.',
        '누가 많이 요청하는지 확인합니다: `apiserver_flowcontrol_rejected_requests_total`, 감사 로그. 클라이언트 쪽 제한만 있다면 결함이 아닙니다.',
      ],
      fix: ['Let that client list less often, or give it a flow schema of its own.', '그 클라이언트의 요청을 줄이거나 별도의 FlowSchema를 둡니다.'],
      link: `${staging}/client-go/rest/request.go`,
      symptom: true,
    }),
  ],
  'control-plane/audit-errors': [
    textSignature({
      id: 'audit-events-lost',
      patterns: [
        /Error in audit plugin '(?<plugin>[\w-]{1,40})' affecting (?<count>\d{1,9}) audit events?(?:: (?<why>[^\n]{1,160}))?|audit buffer queue blocked/,
      ],
      en: 'The API server lost[ {count}] audit events[ of plugin {plugin}][: {why}].',
      ko: 'API 서버가[ {plugin} 플러그인의] 감사 이벤트[ {count}건]을 잃었습니다[: {why}].',
      look: [
        '`apiserver_audit_error_total` against `apiserver_audit_event_total`; the receiver of the webhook or the disk of the log.',
        '`apiserver_audit_error_total` 값과 `apiserver_audit_event_total` 값, 웹훅 수신 서버나 로그 디스크를 확인합니다.',
      ],
      fix: [
        'Enlarge the buffer and throttle (`--audit-webhook-batch-*`), log less, or mend the receiver.',
        '버퍼와 처리 한도를 늘리거나(`--audit-webhook-batch-*`), 정책을 줄이거나, 수신 서버를 고칩니다.',
      ],
      link: `${staging}/apiserver/pkg/audit/metrics.go`,
    }),
  ],
  'control-plane/scheduler-down': [
    textSignature({
      id: 'lease-not-renewed',
      patterns: [
        /(?:[Ff]ailed to renew lease|error retrieving resource lock|[Ff]ailed to update lock(?: optimistically)?)[: ]{1,3}(?<lease>[\w./-]{1,160})?/,
      ],
      en: 'A component cannot renew its leader lease[ {lease}] and will step down: the API server or etcd is slow or away.',
      ko: '구성 요소가 [{lease} ]리더 리스를 갱신하지 못해 물러나게 됩니다. API 서버나 etcd가 느리거나 응답하지 않습니다.',
      look: [
        '`kubectl get --raw /readyz?verbose`, log of the API server and of etcd at that time.',
        '`kubectl get --raw /readyz?verbose` 출력과 그 시각의 API 서버, etcd 로그를 확인합니다.',
      ],
      fix: [
        'Mend the API server or etcd; the component takes the lease again by itself.',
        'API 서버나 etcd를 고칩니다. 구성 요소는 리스를 스스로 다시 얻습니다.',
      ],
      link: `${staging}/client-go/tools/leaderelection/leaderelection.go`,
    }),
  ],
};
