import type { LogSignature } from '../../core/log-signature.ts';

export const endpointLeakSignatures: readonly [LogSignature] = [
  {
    id: 'windows-endpoint-leak',
    patterns: [/(?:HNS )?endpoints?(?:\/IPs?)? (?:are |is |get )?leak(?:ing|ed)?|leaked (?:HNS )?endpoints?|(?:엔드포인트|IP).{0,12}누수/i],
    says: {
      en: () =>
        'HNS endpoints are not given back. Two bugs do that: Kubernetes 1.11.0 to 1.11.2, and Docker before EE 18.09, which writes its endpoint store from several threads at once.',
      ko: () =>
        'HNS 엔드포인트가 반환되지 않고 남습니다. 알려진 버그는 두 가지로, 쿠버네티스 1.11.0–1.11.2 버전과 엔드포인트 저장소를 동시에 쓰는 Docker EE 18.09 미만 버전입니다.',
    },
    look: {
      en: 'Compare versions (`kubectl get nodes -o wide`), and the number of endpoints (`(Get-HnsEndpoint).Count`) with the number of pods on the node.',
      ko: '버전(`kubectl get nodes -o wide`)을 확인하고, 엔드포인트 수(`(Get-HnsEndpoint).Count`)를 노드의 파드 수와 비교합니다.',
    },
    fix: {
      en: 'Upgrade; then drain the node and remove what has leaked: `Get-HNSEndpoint | Remove-HNSEndpoint`.',
      ko: '버전을 올린 뒤 노드를 드레인하고 남은 엔드포인트를 지웁니다: `Get-HNSEndpoint | Remove-HNSEndpoint`.',
    },
    link: 'https://github.com/kubernetes/kubernetes/issues/68511',
  },
];
