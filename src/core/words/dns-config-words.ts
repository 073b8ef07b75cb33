import type { Text } from '../locale.ts';

/** What is wrong with the DNS settings of a pod. */
export type DnsFault = 'kubelet' | 'server' | 'host-network' | 'default-policy' | 'nameservers' | 'search' | 'ndots';

interface DnsConfigFacts {
  readonly fault: DnsFault;
  readonly host: string | null;
  readonly servers: readonly string[];
  readonly cluster: string | null;
  readonly ndots: number | null;
  readonly node: string | null;
}

/** Why a pod with these settings does not find a Service. */
export function dnsConfigWords({ fault, host, servers, cluster, ndots, node }: DnsConfigFacts): Text {
  const name = { en: host ? `\`${host}\`` : 'names of Services', ko: host ? `\`${host}\` 이름을` : '서비스 이름을' };
  const own = `\`${servers.join('`, `')}\``;
  const dns = cluster ? ` (\`${cluster}\`)` : '';
  switch (fault) {
    case 'kubelet':
      return {
        en: `It cannot resolve ${name.en}: the kubelet of node \`${node ?? '?'}\` was not told the address of the cluster DNS (\`clusterDNS\`), so the pod got the resolv.conf of the node.`,
        ko: `${name.ko} 조회하지 못합니다. \`${node ?? '?'}\` 노드의 kubelet에 클러스터 DNS 주소(\`clusterDNS\`)가 설정되지 않아 파드가 노드의 resolv.conf 파일을 쓰고 있습니다.`,
      };
    case 'server':
      return {
        en: `It asks ${own} for ${name.en}, which is not the cluster DNS${dns}.`,
        ko: `클러스터 DNS${dns}가 아닌 ${own} 서버에 ${name.ko} 물어봅니다.`,
      };
    case 'host-network':
      return {
        en: `It cannot resolve ${name.en}: it uses the network of its node (\`hostNetwork\`), and there \`dnsPolicy: ClusterFirst\` means the resolv.conf of the node, which does not know Services.`,
        ko: `${name.ko} 조회하지 못합니다. 노드의 네트워크를 쓰는 파드(\`hostNetwork\`)에서는 \`dnsPolicy: ClusterFirst\` 설정이 노드의 resolv.conf 파일을 뜻하고, 그 서버는 서비스를 알지 못합니다.`,
      };
    case 'default-policy':
      return {
        en: `It cannot resolve ${name.en}: \`dnsPolicy: Default\` gives it the resolv.conf of its node, which does not know Services. (The default is \`ClusterFirst\`, not \`Default\`.)`,
        ko: `${name.ko} 조회하지 못합니다. \`dnsPolicy: Default\` 설정은 노드의 resolv.conf 파일을 쓰게 하고, 그 서버는 서비스를 알지 못합니다. 기본값은 \`ClusterFirst\` 값이며 \`Default\` 값과 다릅니다.`,
      };
    case 'nameservers':
      return {
        en: `It cannot resolve ${name.en}: with \`dnsPolicy: None\` it asks only ${own}, which ${servers.length === 1 ? 'does' : 'do'} not know Services, and not the cluster DNS${dns}.`,
        ko: `${name.ko} 조회하지 못합니다. \`dnsPolicy: None\` 설정에 따라 클러스터 DNS${dns} 대신 서비스를 모르는 ${own} 서버에만 물어봅니다.`,
      };
    case 'search':
      return {
        en: `It cannot resolve ${name.en}: with \`dnsPolicy: None\` it has no search list of the cluster (\`<namespace>.svc.cluster.local\`), so only full names work.`,
        ko: `${name.ko} 조회하지 못합니다. \`dnsPolicy: None\` 설정에 클러스터의 검색 목록(\`<namespace>.svc.cluster.local\`)이 없어 전체 이름만 조회됩니다.`,
      };
    case 'ndots':
      return {
        en: `It cannot resolve ${name.en}: with \`ndots:${ndots ?? '?'}\` a name with that many dots counts as complete, and some resolvers (musl, as in Alpine) then do not try the search list. The cluster default is 5.`,
        ko: `${name.ko} 조회하지 못합니다. \`ndots:${ndots ?? '?'}\` 설정에서는 점이 그만큼 있는 이름을 완전한 이름으로 보고, 일부 리졸버(Alpine의 musl 등)는 검색 목록을 시도하지 않습니다. 클러스터 기본값은 5입니다.`,
      };
  }
}
