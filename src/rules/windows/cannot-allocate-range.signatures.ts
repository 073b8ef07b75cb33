import type { LogSignature } from '../../core/log-signature.ts';

const outOfAddresses: Pick<LogSignature, 'says' | 'look' | 'fix' | 'link'> = {
  says: {
    en: (who, { range }) =>
      `${who} gets no address: all addresses of the node${range ? ` (\`${range}\`)` : ''} are taken, mostly by endpoints that pods left behind.`,
    ko: (who, { range }) =>
      `${who}가 IP 주소를 받지 못합니다. 노드의 주소${range ? `(\`${range}\` 범위)` : ''}가 모두 사용 중이며, 대개 사라진 파드가 남긴 엔드포인트 때문입니다.`,
  },
  look: {
    en: 'Compare the number of HNS endpoints on the node (`(Get-HnsEndpoint).Count`) with the number of pods that run there.',
    ko: '노드의 HNS 엔드포인트 수(`(Get-HnsEndpoint).Count`)를 그 노드에서 실행 중인 파드 수와 비교합니다.',
  },
  fix: {
    en: 'Drain the node, run `c:\\k\\stop.ps1`, then `Get-HNSEndpoint | Remove-HNSEndpoint` and `Remove-Item -Recurse c:\\var`, and start the node services again.',
    ko: '노드를 드레인하고 `c:\\k\\stop.ps1` 스크립트를 실행한 뒤 `Get-HNSEndpoint | Remove-HNSEndpoint` 명령과 `Remove-Item -Recurse c:\\var` 명령으로 정리하고 노드 서비스를 다시 시작합니다.',
  },
  link: 'https://github.com/containernetworking/plugins/blob/v1.4.0/plugins/ipam/host-local/backend/allocator/allocator.go',
};

/**
 * Out of addresses. `failed to allocate for range` is host-local's: the same text on Linux is cni/addresses-exhausted, so the node's system decides:
 * the second signature only counts in a pod of a Windows node, and comes last in an explanation.
 */
export const allocateRangeSignatures: readonly [LogSignature, LogSignature] = [
  {
    id: 'windows-cannot-allocate-range',
    patterns: [
      /win-(?:overlay|bridge).{0,200}failed to allocate for range \d{1,3}: no IP addresses available in range set: (?<range>[\d.:a-f]{3,60}-[\d.:a-f]{3,60})/,
      /(?:win-(?:overlay|bridge)|HNS|windows|윈도우).{0,200}(?:failed to allocate for range|no IP addresses available in (?:range|network))/i,
    ],
    ...outOfAddresses,
  },
  {
    id: 'windows-cannot-allocate-range-maybe',
    symptom: true,
    patterns: [
      /failed to allocate for range \d{1,3}: no IP addresses available in range set: (?<range>[\d.:a-f]{3,60}-[\d.:a-f]{3,60})/,
      /(?:failed to|cannot) allocate for range|범위에 할당할 수 없습니다/i,
    ],
    ...outOfAddresses,
  },
];
