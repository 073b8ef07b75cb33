import type { LogSignature } from '../../core/log-signature.ts';

/** Names that stop being resolved in a Windows container: Windows' and .NET's own words for a resolver that gives no answer (WSATRY_AGAIN, 11002). */
export const dnsStopsSignatures: readonly [LogSignature] = [
  {
    id: 'windows-dns-stops',
    symptom: true,
    patterns: [
      /This is usually a temporary error during hostname resolution/i,
      /getaddrinfow: (?:This is usually a temporary error|No such host is known|The requested name is valid)/i,
      /DNS request timed out\.?/i,
      /\(?11002\)?.{0,40}(?:temporary|WSATRY_AGAIN)|WSATRY_AGAIN/i,
      /(?:windows|윈도우).{0,60}(?:DNS|이름).{0,60}(?:간헐|시간이 지나|after some time|stops? (?:working|resolving))/i,
    ],
    says: {
      en: (who) =>
        `${who} gets no answer to DNS queries. On Windows Server 1803 that comes from a known fault of the DNS cache of Windows; on other versions it is the cluster DNS or the way to it.`,
      ko: (who) =>
        `${who}가 DNS 질의에 응답을 받지 못합니다. 윈도우 서버 1803에서는 윈도우 DNS 캐시의 알려진 결함 때문이며, 다른 버전에서는 클러스터 DNS나 그 경로의 문제입니다.`,
    },
    look: {
      en: 'See which version of Windows the node has (`kubectl get nodes -o wide`), and try `Resolve-DnsName kubernetes.default.svc.cluster.local` in the container.',
      ko: '노드의 윈도우 버전(`kubectl get nodes -o wide`)을 확인하고, 컨테이너에서 `Resolve-DnsName kubernetes.default.svc.cluster.local` 명령을 실행해 봅니다.',
    },
    fix: {
      en: 'On 1803 set `MaxCacheTtl` and `MaxNegativeCacheTtl` of the DNS cache to 0 in the image, and move to a supported version; elsewhere repair the cluster DNS.',
      ko: '1803이라면 이미지에서 DNS 캐시의 `MaxCacheTtl` 값과 `MaxNegativeCacheTtl` 값을 0으로 하고 지원되는 버전으로 옮깁니다. 다른 버전이라면 클러스터 DNS를 고칩니다.',
    },
    link: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
  },
];
