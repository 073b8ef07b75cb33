import type { LogSignature } from '../../core/log-signature.ts';

/** The report of ping.exe when no answer came, in English and Korean Windows. */
export const icmpSignatures: readonly [LogSignature] = [
  {
    id: 'windows-icmp-unsupported',
    patterns: [
      /Packets: Sent = \d{1,6}, Received = 0, Lost = \d{1,6} \(100% loss\)/i,
      /패킷: 보냄 = \d{1,6}, 받음 = 0, 손실 = \d{1,6} \(100% 손실\)/,
      /PING: transmit failed\. General failure/i,
      /(?:윈도우|windows) ?(?:파드|pods?).{0,60}\bping\b|\bping\b.{0,60}(?:윈도우|windows) ?(?:파드|pods?)/i,
    ],
    says: {
      en: (who) =>
        `${who} pings and gets no answer, which proves nothing on Windows: no outbound rule for ICMP is programmed for Windows pods. TCP and UDP work.`,
      ko: (who) =>
        `${who}가 ping에 응답을 받지 못했지만 윈도우에서는 아무것도 증명하지 못합니다. 윈도우 파드에는 ICMP 아웃바운드 규칙이 없습니다. TCP와 UDP는 동작합니다.`,
    },
    look: {
      en: 'Try the same address with TCP: `curl.exe -sS -m 5 http://<address>` instead of `ping <address>`.',
      ko: '같은 주소를 TCP로 확인합니다. `ping <address>` 대신 `curl.exe -sS -m 5 http://<address>` 명령을 씁니다.',
    },
    fix: {
      en: 'Test with `curl` or `Test-NetConnection <address> -Port <port>`; if TCP fails too, look at the `ExceptionList` of the CNI configuration.',
      ko: '`curl` 또는 `Test-NetConnection <address> -Port <port>` 명령으로 확인합니다. TCP도 안 되면 CNI 설정의 `ExceptionList` 항목을 살펴봅니다.',
    },
    link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  },
];
