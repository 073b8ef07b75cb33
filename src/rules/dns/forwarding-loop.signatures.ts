import type { LogSignature } from '../../core/log-signature.ts';

/** CoreDNS met its own query again. */
export const forwardingLoopSignatures: readonly LogSignature[] = [
  {
    id: 'coredns-loop',
    patterns: [/Loop \((?<from>[^\s)]{1,60}) -> (?<to>[^\s)]{1,60})\) detected for zone "(?<zone>[^"]{1,200})"/],
    says: {
      en: (who, { zone }) => `${who} (CoreDNS) gets its own queries back for zone \`${zone}\`: what it forwards to sends them to it again.`,
      ko: (who, { zone }) => `${who}(CoreDNS)가 \`${zone}\` 영역의 질의를 전달하면 그 질의가 다시 자신에게 돌아옵니다.`,
    },
    look: {
      en: 'See where the Corefile forwards to, and what the resolv.conf of the node names: a local cache there (`127.0.0.53`) makes the loop.',
      ko: 'Corefile이 어디로 전달하는지, 노드의 resolv.conf 파일에 로컬 캐시(`127.0.0.53`)가 적혀 있는지 확인합니다.',
    },
    fix: {
      en: 'Give the kubelet the real file with `resolvConf` (with systemd-resolved `/run/systemd/resolve/resolv.conf`), or forward to the upstream addresses.',
      ko: 'kubelet의 `resolvConf` 설정에 실제 파일(systemd-resolved라면 `/run/systemd/resolve/resolv.conf`)을 지정하거나, 업스트림 주소로 직접 전달합니다.',
    },
    link: 'https://github.com/coredns/coredns/blob/v1.12.1/plugin/loop/loop.go',
  },
];
