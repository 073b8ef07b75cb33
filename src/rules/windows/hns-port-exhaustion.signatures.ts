import type { LogSignature } from '../../core/log-signature.ts';

/** ERROR_ALREADY_EXISTS of HNS for a port, as kube-proxy logs it when it makes a load balancer. */
export const portExhaustionSignatures: readonly [LogSignature] = [
  {
    id: 'hns-port-exhaustion',
    patterns: [
      /(?<what>ClusterIP|Nodeport|ExternalIP|IngressIP|Healthcheck loadbalancer)? ?policy creation failed.{0,400}hcnCreateLoadBalancer failed in Win32: The specified port already exists/i,
      /hcnCreateLoadBalancer failed in Win32: The specified port already exists/i,
      /HNS failed.{0,80}The specified port already exists/i,
    ],
    says: {
      en: (who) =>
        `${who} cannot make HNS load balancers for Services: the ephemeral TCP ports of the node (49152–65535 unless changed) are used up, because each load balancer without DSR reserves a block of 64 of them. So Services work on some nodes and not on others, typically from about 100 load balancers on.`,
      ko: (who) =>
        `${who}가 서비스용 HNS 로드 밸런서를 만들지 못합니다. DSR을 쓰지 않는 로드 밸런서가 포트를 64개씩 예약해 노드의 임시 TCP 포트(기본 49152–65535)가 바닥났습니다. 그래서 서비스가 어떤 노드에서는 되고 어떤 노드에서는 안 되며, 보통 로드 밸런서가 100개쯤부터 나타납니다.`,
    },
    look: {
      en: 'Run `CollectLogs.ps1` on the node and read `*portrange.txt` and `reservedports.txt`: fewer than 10 successes of 10 ranges of 64 means that the pool is too small.',
      ko: '노드에서 `CollectLogs.ps1` 스크립트를 실행하고 `*portrange.txt` 파일과 `reservedports.txt` 파일을 확인합니다. 64개짜리 범위 10개 가운데 예약에 성공한 것이 10개보다 적으면 포트 풀이 모자란 것입니다.',
    },
    fix: {
      en: 'Switch kube-proxy to DSR (`--enable-dsr=true`; complete from build 18945 on, and in Windows Server 2019 with KB4571748). Until then widen the range with `netsh int ipv4 set dynamicportrange TCP <start> <count>`, or install KB4551853, which lets load balancers share ports.',
      ko: 'kube-proxy를 DSR 모드로 바꿉니다(`--enable-dsr=true`. 빌드 18945부터, 윈도우 서버 2019는 KB4571748 업데이트부터 지원됩니다). 그때까지는 `netsh int ipv4 set dynamicportrange TCP <시작> <개수>` 명령으로 범위를 넓히거나, 로드 밸런서끼리 포트를 나눠 쓰는 KB4551853 업데이트를 설치합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/winkernel/proxier.go#L1550',
  },
];
