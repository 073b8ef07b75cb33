import type { Captures, LogSignature } from '../../core/log-signature.ts';

const en = ({ host, port }: Captures) => (host ? `\`${host}${port ? `:${port}` : ''}\`` : 'what it calls');
const ko = ({ host, port }: Captures) => (host ? `\`${host}${port ? `:${port}` : ''}\` 주소` : '호출 대상');
const portText = ({ port }: Captures) => (port ? ` \`${port}\`` : '');

const host = String.raw`(?<host>[\w.-]{1,253})`;
const ip = String.raw`(?<host>\d{1,3}(?:\.\d{1,3}){3})`;
const port = String.raw`(?<port>\d{1,5})`;
const re = (parts: TemplateStringsArray, ...values: readonly string[]) => new RegExp(String.raw(parts, ...values));

/** Connections, names and certificates. */
export const networkSignatures: readonly LogSignature[] = [
  {
    id: 'dns-not-answering',
    patterns: [
      re`lookup ${host} on [\d.:]{7,40}: (?:server misbehaving|read udp|dial udp)`,
      re`getaddrinfo EAI_AGAIN ${host}`,
      re`[Tt]emporary failure in name resolution|no servers could be reached`,
    ],
    says: {
      en: (who, c) => `${who} gets no answer from DNS${c.host ? ` when it looks up \`${c.host}\`` : ''}.`,
      ko: (who, c) => `${who}가 ${c.host ? `\`${c.host}\` 이름을 찾을 때 ` : ''}DNS에서 응답을 받지 못합니다.`,
    },
    look: { en: 'Check that the DNS pods run and are ready.', ko: 'DNS 파드가 실행 중이고 준비 상태인지 확인합니다.' },
    fix: {
      en: 'Repair the cluster DNS, or the egress policy that keeps the pod from port 53.',
      ko: '클러스터 DNS를 고치거나, 파드의 53번 포트 송신을 막는 네트워크폴리시를 고칩니다.',
    },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/net/dnsclient_unix.go',
  },
  {
    id: 'name-not-resolved',
    callsOut: true,
    patterns: [
      re`lookup ${host}(?: on [\d.:]{7,40})?: no such host`,
      re`getaddrinfo (?:ENOTFOUND|for) ${host}`,
      re`UnknownHostException: ${host}`,
      re`[Cc]ould not resolve host: ${host}`,
      re`bad address '${host}'`,
      re`unable to resolve host address ['‘]${host}`,
      re`can't (?:resolve|find) '?${host}'?(?:$|: NXDOMAIN|: Name)`,
      re`[Cc]ould not translate host name "${host}"`,
      re`host not found in (?:upstream|resolver) "${host}`,
      re`Unknown MySQL server host '${host}'`,
      re`Failed to resolve '${host}'`,
      re`Name or service not known(?: \(${host}:${port}\))?`,
      re`Name does not resolve|nodename nor servname provided`,
    ],
    says: {
      en: (who, c) => `${who} cannot find ${c.host ? `the name \`${c.host}\`` : 'the name of what it calls'}: DNS knows no such name.`,
      ko: (who, c) => `${who}가 ${c.host ? `\`${c.host}\` 이름을` : '호출 대상의 이름을'} 찾지 못합니다. DNS에 그런 이름이 없습니다.`,
    },
    look: {
      en: 'Compare the name with the Services that exist; from another namespace it needs `<service>.<namespace>`.',
      ko: '실제로 있는 서비스의 이름과 비교합니다. 다른 네임스페이스의 서비스라면 `<service>.<namespace>` 형식이어야 합니다.',
    },
    fix: { en: 'Correct the name in the configuration, or create the Service.', ko: '설정의 이름을 바로잡거나 서비스를 만듭니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/net/net.go',
  },
  {
    id: 'address-in-use',
    patterns: [
      re`EADDRINUSE: address already in use [\w.:*[\]]{0,60}:${port}`,
      re`listen \w{2,6} [\w.:*[\]]{0,60}:${port}: bind: address already in use`,
      re`bind\(\) to [\w.:*[\]]{0,60}:${port} failed \(98`,
      re`[Pp]ort ${port} (?:was|is) already in use`,
      re`[Aa]ddress already in use|EADDRINUSE`,
    ],
    says: {
      en: (who, c) => `${who} cannot listen on its port${portText(c)}, because another process of the same pod or node already does.`,
      ko: (who, c) => `같은 파드나 노드의 다른 프로세스가 이미 쓰고 있어서 ${who}가${c.port ? ` \`${c.port}\` 포트를` : ' 포트를'} 열지 못합니다.`,
    },
    look: {
      en: 'Containers of one pod share its ports, and with `hostNetwork` those of the node: see which ports each container opens.',
      ko: '한 파드의 컨테이너는 포트를 함께 쓰고, `hostNetwork`이면 노드의 포트도 함께 씁니다. 각 컨테이너가 여는 포트를 확인합니다.',
    },
    fix: { en: 'Give one of the two another port.', ko: '둘 중 하나의 포트를 바꿉니다.' },
    link: 'https://man7.org/linux/man-pages/man2/bind.2.html',
  },
  {
    id: 'port-privileged',
    patterns: [
      re`listen \w{2,6} [\w.:*[\]]{0,60}:${port}: bind: permission denied`,
      re`bind\(\) to [\w.:*[\]]{0,60}:${port} failed \(13`,
      re`EACCES: permission denied [\w.:*[\]]{1,60}:${port}`,
      re`Permission denied \(Bind failed\)|bind: [Pp]ermission denied|[Cc]ould not bind .{0,80}[Pp]ermission denied`,
    ],
    says: {
      en: (who, c) => `${who} may not open port${portText(c)}: ports below 1024 need root or the capability \`NET_BIND_SERVICE\`.`,
      ko: (who, c) =>
        `${who}에${c.port ? ` \`${c.port}\` 포트를` : ' 포트를'} 열 권한이 없습니다. 1024보다 작은 포트에는 root나 \`NET_BIND_SERVICE\` 권한이 필요합니다.`,
    },
    look: { en: 'See which user and capabilities the container runs with.', ko: '컨테이너를 실행하는 사용자와 capability를 확인합니다.' },
    fix: {
      en: "Let it listen on a port from 1024 up and point the Service's `targetPort` there; or add the capability.",
      ko: '1024 이상의 포트를 쓰게 하고 서비스의 `targetPort` 값을 맞춥니다. 또는 capability를 추가합니다.',
    },
    link: 'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  },
  {
    id: 'address-not-local',
    patterns: [re`listen \w{2,6} ${ip}:${port}: bind: cannot assign requested address`, re`[Cc]annot assign requested address|EADDRNOTAVAIL`],
    says: {
      en: (who, c) => `${who} tries to listen on an address${c.host ? ` (\`${c.host}\`)` : ''} that the pod does not have.`,
      ko: (who, c) => `${who}가 파드에 없는 주소${c.host ? `(\`${c.host}\`)` : ''}에서 포트를 열려고 합니다.`,
    },
    look: { en: "Compare the listen address with the pod's own address.", ko: '설정된 주소를 파드의 주소와 비교합니다.' },
    fix: { en: 'Listen on `0.0.0.0` (or `::`) instead of a fixed address.', ko: '고정된 주소 대신 `0.0.0.0`(또는 `::`)을 쓰게 합니다.' },
    link: 'https://man7.org/linux/man-pages/man2/bind.2.html',
  },
  {
    id: 'connection-refused',
    callsOut: true,
    patterns: [
      re`dial tcp \[?${host}\]?:${port}: connect: connection refused`,
      re`connect ECONNREFUSED ${host}:${port}`,
      re`connection to server at "${host}" \([^)]{1,60}\), port ${port} failed: Connection refused`,
      re`running on host "${host}" .{0,80}port ${port}`,
      re`HTTPS?ConnectionPool\(host='${host}', port=${port}\).{0,400}refused`,
      re`Connection to ${host}:${port} refused`,
      re`MySQL server on '${host}(?::${port})?' \(111`,
      re`for "${host}" port ${port}.{0,40}refused|refused .{0,40}for "[\w.-]{1,253}" port \d{1,5}`,
      re`connecting to ${host}:${port}\. Connection refused`,
      re`Connection refused.{0,200}upstream: "\w{2,8}://${host}:${port}`,
      re`remote host \(${host}\): Connection refused`,
      re`Failed to connect to ${host} port ${port}`,
      re`Connection refused: (?:no further information: )?${host}/[\d.]{7,15}:${port}`,
      re`[Cc]onnection refused|ECONNREFUSED|actively refused|\(111\b`,
    ],
    says: {
      en: (who, c) => `${who} cannot connect to ${en(c)}: the connection is refused, so nothing accepts it there.`,
      ko: (who, c) => `${who}가 ${ko(c)}에 연결하지 못합니다. 받아 주는 프로세스가 없어 연결이 거부됩니다.`,
    },
    look: {
      en: 'Look whether what it calls has ready endpoints and listens on that port.',
      ko: '호출 대상에 준비된 엔드포인트가 있고 그 포트를 열고 있는지 확인합니다.',
    },
    fix: {
      en: 'Bring up what it calls, or correct the host or port; let the program retry instead of ending.',
      ko: '호출 대상을 정상으로 되돌리거나 호스트나 포트를 바로잡습니다. 프로그램이 끝나지 않고 다시 시도하게 합니다.',
    },
    link: 'https://man7.org/linux/man-pages/man2/connect.2.html',
  },
  {
    id: 'connection-timeout',
    callsOut: true,
    patterns: [
      re`dial tcp \[?${host}\]?:${port}: (?:i/o timeout|connect: connection timed out)`,
      re`connect ETIMEDOUT ${host}:${port}`,
      re`connection to server at "${host}"[^,]{0,60}, port ${port} failed: (?:timeout expired|Connection timed out)`,
      re`HTTPS?ConnectionPool\(host='${host}', port=${port}\).{0,400}timed out`,
      re`remote host \(${host}\): (?:Connection|Operation) timed out`,
      re`Get "https?://${host}(?::${port})?[^"]{0,300}": (?:context deadline exceeded|net/http: request canceled)`,
      re`[Cc]onnect(?:ion)? timed out|ETIMEDOUT|connect timed out`,
    ],
    says: {
      en: (who, c) => `${who} gets no answer from ${en(c)}: the connection times out.`,
      ko: (who, c) => `${who}가 ${ko(c)}에서 응답을 받지 못합니다. 연결이 시간 초과됩니다.`,
    },
    look: {
      en: 'A timeout, unlike a refusal, means that packets get lost: a NetworkPolicy, a firewall, a wrong address, or a server that is overloaded.',
      ko: '거부와 달리 시간 초과는 패킷이 사라진다는 뜻입니다. 네트워크폴리시, 방화벽, 잘못된 주소, 과부하를 확인합니다.',
    },
    fix: {
      en: 'Open the way (policy, firewall, route) or correct the address.',
      ko: '경로(네트워크폴리시, 방화벽, 라우팅)를 열거나 주소를 바로잡습니다.',
    },
    link: 'https://man7.org/linux/man-pages/man2/connect.2.html',
  },
  {
    id: 'no-route',
    callsOut: true,
    patterns: [
      re`dial tcp \[?${host}\]?:${port}: connect: (?:no route to host|network is unreachable)`,
      re`connect (?:EHOSTUNREACH|ENETUNREACH) ${host}:${port}`,
      re`remote host \(${host}\): (?:No route to host|Host is unreachable|Network unreachable)`,
      re`[Nn]o route to host|NoRouteToHostException|EHOSTUNREACH|ENETUNREACH|[Nn]etwork is unreachable`,
    ],
    says: {
      en: (who, c) => `${who} cannot reach ${en(c)}: there is no route to it.`,
      ko: (who, c) => `${who}에서 ${ko(c)}까지 가는 경로가 없습니다.`,
    },
    look: {
      en: 'See whether the address still belongs to a running pod, and whether the node of that pod is Ready.',
      ko: '그 주소가 아직 실행 중인 파드의 주소인지, 그 파드의 노드가 Ready 상태인지 확인합니다.',
    },
    fix: {
      en: 'Use the name of a Service, not the address of a pod; repair the node or its network.',
      ko: '파드 주소 대신 서비스 이름을 쓰고, 노드나 네트워크를 고칩니다.',
    },
    link: 'https://man7.org/linux/man-pages/man2/connect.2.html',
  },
  {
    id: 'connection-reset',
    generic: true,
    callsOut: true,
    patterns: [
      re`(?:->|tcp )\[?${host}\]?:${port}: (?:read|write): connection reset by peer`,
      re`[Cc]onnection reset by peer|ECONNRESET|[Cc]onnection aborted`,
    ],
    says: {
      en: (who, c) => `${who} lost its connection to ${en(c)}: the other side closed it.`,
      ko: (who, c) => `${who}와 ${ko(c)} 사이의 연결을 상대가 끊었습니다.`,
    },
    look: { en: 'Look at the log and the restarts of the other side at that time.', ko: '같은 시각 상대의 로그와 재시작을 확인합니다.' },
    fix: { en: 'Repair the other side; let the program reconnect.', ko: '상대를 고치고, 프로그램이 다시 연결하게 합니다.' },
    link: 'https://man7.org/linux/man-pages/man2/recv.2.html',
  },
  {
    id: 'certificate-expired',
    patterns: [re`certificate has expired|CERT_HAS_EXPIRED|CertificateExpiredException|certificate is not yet valid|CERT_NOT_YET_VALID`],
    says: {
      en: (who) => `${who} meets a TLS certificate that has expired or is not valid yet.`,
      ko: (who) => `${who}가 받은 TLS 인증서가 만료되었거나 아직 유효하지 않습니다.`,
    },
    look: {
      en: 'Read the dates of the certificate that is presented, and the clock of the node.',
      ko: '상대가 내미는 인증서의 날짜와 노드의 시계를 확인합니다.',
    },
    fix: { en: 'Renew the certificate where it is served, or set the clock right.', ko: '인증서를 갱신하거나 시계를 맞춥니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
  },
  {
    id: 'certificate-unknown-issuer',
    patterns: [
      re`signed by unknown authority|unable to verify the first certificate|self[- ]signed certificate|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_GET_ISSUER_CERT|unable to get (?:local )?issuer certificate|PKIX path building failed|UnknownIssuer`,
    ],
    says: {
      en: (who) => `${who} does not trust a TLS certificate: it comes from an issuer that is not among its trusted ones.`,
      ko: (who) => `${who}가 TLS 인증서를 신뢰하지 않습니다. 발급자가 신뢰 목록에 없습니다.`,
    },
    look: {
      en: 'See who issued the certificate and which CA bundle the image or its mounts hold.',
      ko: '인증서의 발급자와 이미지나 마운트에 있는 CA 번들을 확인합니다.',
    },
    fix: {
      en: 'Mount the right CA bundle and point the program to it; do not switch verification off.',
      ko: '올바른 CA 번들을 마운트하고 프로그램이 쓰게 합니다. 검증을 끄지는 않습니다.',
    },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
  },
  {
    id: 'certificate-wrong-name',
    patterns: [
      re`certificate is valid for .{1,200}, not ${host}`,
      re`cannot validate certificate for ${host} because`,
      re`Hostname mismatch, certificate is not valid for '${host}'`,
      re`does not match certificate's altnames|No subject alternative (?:DNS )?names? |ERR_TLS_CERT_ALTNAME_INVALID`,
    ],
    says: {
      en: (who, c) => `${who} meets a TLS certificate that is not for the name it calls${c.host ? ` (\`${c.host}\`)` : ''}.`,
      ko: (who, c) => `${who}가 받은 TLS 인증서가 호출한 이름${c.host ? `(\`${c.host}\`)` : ''}의 것이 아닙니다.`,
    },
    look: { en: 'Compare the names in the certificate with the name that is called.', ko: '인증서에 적힌 이름과 호출하는 이름을 비교합니다.' },
    fix: {
      en: 'Call it by a name that the certificate has, or issue one with this name.',
      ko: '인증서에 있는 이름으로 호출하거나, 이 이름이 든 인증서를 발급합니다.',
    },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
  },
  {
    id: 'tls-against-plain',
    patterns: [
      re`server gave HTTP response to HTTPS client|first record does not look like a TLS handshake|wrong version number|sent an HTTP request to an HTTPS server|plain HTTP request was sent to HTTPS port|not an SSL/TLS record`,
    ],
    says: {
      en: (who) => `${who} speaks TLS to a port that does not, or the reverse.`,
      ko: (who) => `${who}가 TLS를 쓰지 않는 포트에 TLS로 접속했거나, 그 반대입니다.`,
    },
    look: {
      en: 'Compare the scheme and port in the address with what the server offers.',
      ko: '주소의 스킴과 포트를 서버가 제공하는 것과 비교합니다.',
    },
    fix: { en: 'Correct `http`/`https` (or the `sslmode`) or the port.', ko: '`http`/`https`(또는 `sslmode`)나 포트를 바로잡습니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/tls/conn.go',
  },
];
