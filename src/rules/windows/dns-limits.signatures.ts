import type { LogSignature } from '../../core/log-signature.ts';

/** Windows' own words for a name that does not exist (WSAHOST_NOT_FOUND, 11001) and for one without an address (WSANO_DATA, 11004). */
export const unknownNameSignatures: readonly [LogSignature] = [
  {
    id: 'windows-name-unknown',
    patterns: [
      /lookup (?<host>[\w.-]{1,253}): getaddrinfow: (?:No such host is known|The requested name is valid)/i,
      /The remote name could not be resolved: '(?<host>[\w.-]{1,253})'/i,
      /No such host is known\.? ?\(?(?<host>[a-z0-9][\w-]{0,62}\.[\w.-]{1,190}):\d{1,5}\)?/i,
      /Resolve-DnsName ?: (?<host>[\w.-]{1,253}) ?: DNS name does not exist/i,
      /\*\*\* [\w.-]{1,253} can't find (?<host>[\w.-]{1,253}): Non-existent domain/i,
      /No such host is known/i,
    ],
    says: {
      en: (who, { host }) =>
        `${who} looks up ${host ? `\`${host}\`` : 'a name'}, and Windows finds no such name. Windows knows one DNS suffix only, that of the pod's namespace, and takes every name with a dot as complete: \`kubernetes\` and \`kubernetes.default.svc.cluster.local\` are found, \`kubernetes.default\` and \`kubernetes.default.svc\` are not.`,
      ko: (who, { host }) =>
        `${who}가 ${host ? `\`${host}\` 이름` : '어떤 이름'}을 찾지만 윈도우가 찾지 못합니다. 윈도우는 파드 네임스페이스의 DNS 접미사 하나만 쓰고 점이 있는 이름은 완전한 이름으로 여깁니다. \`kubernetes\` 이름과 \`kubernetes.default.svc.cluster.local\` 이름은 찾지만 \`kubernetes.default\` 이름과 \`kubernetes.default.svc\` 이름은 찾지 못합니다.`,
    },
    look: {
      en: 'In the container: `Resolve-DnsName <name>` with the full name (`<service>.<namespace>.svc.cluster.local`); `nslookup` alone can mislead on Windows.',
      ko: '컨테이너에서 전체 이름(`<service>.<namespace>.svc.cluster.local`)으로 `Resolve-DnsName <name>` 명령을 실행합니다. 윈도우의 `nslookup` 결과만으로는 잘못 판단할 수 있습니다.',
    },
    fix: {
      en: 'Use the full name for Services of other namespaces; do not use `ClusterFirstWithHostNet`, which Windows does not support.',
      ko: '다른 네임스페이스의 서비스는 전체 이름으로 부릅니다. 윈도우가 지원하지 않는 `ClusterFirstWithHostNet` 정책은 쓰지 않습니다.',
    },
    link: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  },
];
