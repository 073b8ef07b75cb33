import type { LogSignature } from '../../core/log-signature.ts';

/** CoreDNS asked another DNS server and got nothing. HINFO is its own probe at the start, not a client's question. */
export const upstreamSignatures: readonly LogSignature[] = [
  {
    id: 'coredns-upstream',
    patterns: [
      /plugin\/errors: \d{1,3} (?<name>\S{1,253}) (?!HINFO:)[A-Z0-9]{1,10}: (?:read|dial|write) (?:udp|tcp) (?:\S{1,60}->)?(?<upstream>[\w.:[\]]{3,60}?):(?<port>\d{1,5}): (?<words>i\/o timeout|(?:read|connect|write)?:? ?(?:connection refused|network is unreachable|no route to host))/,
      /plugin\/errors: \d{1,3} (?<name>\S{1,253}) (?!HINFO:)[A-Z0-9]{1,10}: (?<words>no healthy upstreams|all the upstreams are down|dial tcp: i\/o timeout)/,
    ],
    says: {
      en: (who, { upstream, name }) =>
        `${who} (CoreDNS) gets no answer from the DNS server${upstream ? ` \`${upstream}\`` : 's'} that it asks about other names (\`${name}\`).`,
      ko: (who, { upstream, name }) =>
        `${who}(CoreDNS)가 클러스터 밖의 이름(\`${name}\`)을 물어보는 DNS 서버${upstream ? ` \`${upstream}\`` : ''}에서 응답을 받지 못합니다.`,
    },
    look: {
      en: 'Ask that server from the node: `dig @<server> example.com`.',
      ko: '노드에서 그 서버에 직접 질의합니다: `dig @<server> example.com`',
    },
    fix: {
      en: 'Open UDP and TCP port 53 from the nodes to it, or forward to a server that answers.',
      ko: '노드에서 그 서버로 가는 UDP와 TCP 53번 포트를 열거나, 응답하는 서버로 전달하게 합니다.',
    },
    link: 'https://github.com/coredns/coredns/blob/v1.12.1/plugin/errors/errors.go',
  },
];
