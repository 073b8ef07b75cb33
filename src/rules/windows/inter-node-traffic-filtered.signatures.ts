import type { LogSignature } from '../../core/log-signature.ts';

/** WSAETIMEDOUT (10060) and its neighbours in the words of Windows. Named hosts are kept. */
export const interNodeSignatures: readonly [LogSignature] = [
  {
    id: 'windows-connection-unanswered',
    symptom: true,
    patterns: [
      /dial (?:tcp|udp)[46]? (?<host>[\w.-]{1,253}):(?<port>\d{1,5}): connectex: (?:A connection attempt failed|A socket operation was attempted to an unreachable)/i,
      /TCP connect to \(?(?<host>[\w.-]{1,253}) ?: ?(?<port>\d{1,5})\)? failed/i,
      /A connection attempt failed because the connected party did not properly respond after a period of time/i,
      /A socket operation was attempted to an unreachable (?:host|network)/i,
    ],
    says: {
      en: (who, { host, port }) =>
        `${who} calls ${host ? `\`${host}:${port}\`` : 'an address'} from Windows and nobody answers: something on the way drops the packets, or the other side does not exist.`,
      ko: (who, { host, port }) =>
        `${who}가 윈도우에서 ${host ? `\`${host}:${port}\` 주소` : '어떤 주소'}를 호출하지만 응답이 없습니다. 중간에서 패킷이 버려지거나 상대가 없는 것입니다.`,
    },
    look: {
      en: 'See whose address it is (`kubectl get pods,services -A -o wide`), and whether it fails from the same node only, from all Windows nodes, or for one protocol only.',
      ko: '누구의 주소인지(`kubectl get pods,services -A -o wide`) 확인하고, 같은 노드에서만 안 되는지, 모든 윈도우 노드에서 안 되는지, 특정 프로토콜만 안 되는지 나눠 봅니다.',
    },
    fix: {
      en: 'Between nodes let through: the traffic of the chosen topology (UDP 4789 for vxlan, routed pod addresses for host-gw), traffic that comes from pod addresses, HTTP where a web service needs it, and not only TCP.',
      ko: '노드 사이에 선택한 토폴로지의 트래픽(vxlan은 UDP 4789, host-gw는 파드 주소 라우팅), 파드 주소에서 오는 트래픽, 웹 서비스라면 HTTP를 허용하고, TCP만 허용하지 않았는지도 확인합니다.',
    },
    link: 'https://learn.microsoft.com/windows/win32/winsock/windows-sockets-error-codes-2',
  },
];
