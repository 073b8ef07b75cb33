import type { Dependency } from '../../core/dependencies.ts';
import type { Pod, Service } from '../../core/kinds.ts';
import type { Text } from '../../core/locale.ts';
import type { FailedLookup } from '../../core/name-lookups.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Proof, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';
import { type DnsFault, dnsConfigWords } from '../../core/words/dns-config-words.ts';

/**
 * The pod does not find a Service that exists, and its own DNS settings are why: another nameserver than the cluster's, no search list, `ndots` too low. Or the
 * kubelet was not told the address of DNS: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/network/dns/dns.go#L418
 */
export default defineRule({
  id: 'dns/pod-dns-config',
  coverage: ['dns/pod-dns-config'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#pod-s-dns-policy',
  needs: ['nameLookups'],
  wants: ['loggedDependencies', 'events'],
  applies: isTroubled,
  check: ({ ref, subject, nameLookups, loggedDependencies = [], events = [] }) => {
    if (!nameLookups) return [];
    const addresses = nameLookups.dnsServices.flatMap(({ spec }: Service) => spec?.clusterIPs ?? spec?.clusterIP ?? []);
    const known = loggedDependencies.find(({ object, unresolved }) => unresolved && object !== null);
    const told = events.findLast(({ reason }) => reason === 'MissingClusterDNS');
    const asked = nameLookups.failed.findLast(({ server }) => server !== null && !isLocal(server) && !addresses.includes(server));
    const fault = faultOf(subject, addresses, known, told !== undefined, asked);
    if (!fault) return [];
    const said = (fault === 'server' ? asked : undefined) ?? nameLookups.failed.find(({ host }) => host === known?.host) ?? nameLookups.failed.at(-1);
    const proof: Proof[] = [
      ...(said ? [{ ref, path: `log ${said.container}${said.previous ? ' (previous)' : ''}`, value: said.line.slice(0, 500) }] : []),
      ...(told && fault === 'kubelet' ? [{ ref, path: `event MissingClusterDNS (${told.component})`, value: told.message, at: told.lastAt }] : []),
      ...settingProof(subject, fault).map(({ path, value }) => ({ ref, path, value })),
    ];
    return [
      {
        facts: {
          fault,
          host: known?.host ?? said?.host ?? null,
          service: known?.service.name ?? null,
          servers: fault === 'server' ? [asked?.server ?? ''] : [...(subject.spec?.dnsConfig?.nameservers ?? [])],
          cluster: addresses[0] ?? null,
          ndots: ndotsOf(subject),
          node: subject.spec?.nodeName ?? null,
        },
        proof: proof as [Proof, ...Proof[]],
      },
    ];
  },
  says: { en: (facts) => dnsConfigWords(facts).en, ko: (facts) => dnsConfigWords(facts).ko },
  steps: ({ fault, cluster, service }, pod) => [
    look(
      'See what the pod asks, and with which search list.',
      '파드가 질의하는 서버와 검색 목록을 확인합니다.',
      `${sh`kubectl exec ${pod.name}`}${namespaceFlag(pod)} -- cat /etc/resolv.conf`,
    ),
    look('See the address of the cluster DNS.', '클러스터 DNS의 주소를 확인합니다.', 'kubectl get services -n kube-system -l k8s-app=kube-dns'),
    ...(fault === 'kubelet' || fault === 'server' ? [seeKubeletDns, correctKubeletDns(cluster)] : [correctPodDns(fault, pod.namespace ?? 'default')]),
    ...(service
      ? [
          look(
            'Then this must answer.',
            '고친 뒤에는 이 명령이 응답해야 합니다.',
            `${sh`kubectl exec ${pod.name}`}${namespaceFlag(pod)} -- ${sh`nslookup ${service}`}`,
          ),
        ]
      : []),
  ],
});

const seeKubeletDns = look(
  'On the node: what does the kubelet hand out? (`clusterDNS` and `clusterDomain`, or the flags `--cluster-dns` and `--cluster-domain`)',
  '노드에서 kubelet이 알려 주는 값을 확인합니다(`clusterDNS`, `clusterDomain` 설정 또는 `--cluster-dns`, `--cluster-domain` 플래그).',
  "grep -A2 -E 'clusterDNS|clusterDomain' /var/lib/kubelet/config.yaml; ps -ef | grep -oE -- '--cluster-(dns|domain)[= ][^ ]*'",
);

function correctKubeletDns(cluster: string | null): Step {
  return change(
    `Set \`clusterDNS\` of the kubelet to \`${cluster ?? '10.96.0.10'}\`, restart the kubelet and then the pods (a resolv.conf is written once, when a pod starts). If the pod names the server itself, correct \`dnsConfig.nameservers\`.`,
    `kubelet의 \`clusterDNS\` 값을 \`${cluster ?? '10.96.0.10'}\` 주소로 고치고 kubelet과 파드를 차례로 다시 시작합니다(resolv.conf 파일은 파드가 시작할 때 한 번만 만들어집니다). 파드가 서버를 직접 지정했다면 \`dnsConfig.nameservers\` 값을 고칩니다.`,
    ['Put the previous value back and restart the kubelet.', '이전 값으로 되돌리고 kubelet을 다시 시작합니다.'],
  );
}

function correctPodDns(fault: DnsFault, namespace: string): Step {
  const { en, ko } = podDnsRemedy(fault, namespace);
  return change(en, ko, ['Put the previous DNS settings back.', '이전 DNS 설정으로 되돌립니다.']);
}

function podDnsRemedy(fault: DnsFault, namespace: string): Text {
  if (fault === 'host-network') {
    return {
      en: 'Set `dnsPolicy: ClusterFirstWithHostNet` in the template.',
      ko: '템플릿에 `dnsPolicy: ClusterFirstWithHostNet` 값을 설정합니다.',
    };
  }
  if (fault === 'ndots') {
    return {
      en: 'Take the option `ndots` out of `dnsConfig.options` (the cluster default is 5), or call the Service by its full name.',
      ko: '`dnsConfig.options` 목록에서 `ndots` 옵션을 빼거나(클러스터 기본값은 5), 서비스를 전체 이름으로 부릅니다.',
    };
  }
  if (fault === 'search') {
    const domains = `\`${namespace}.svc.cluster.local\`, \`svc.cluster.local\`, \`cluster.local\``;
    return {
      en: `Add the search domains of the cluster to \`dnsConfig.searches\`: ${domains}.`,
      ko: `클러스터의 검색 도메인을 \`dnsConfig.searches\` 목록에 넣습니다: ${domains}`,
    };
  }
  return {
    en: 'Use `dnsPolicy: ClusterFirst` (the default), and put only what is to be added into `dnsConfig`. Names of the outside world are resolved all the same.',
    ko: '`dnsPolicy: ClusterFirst`(기본값) 설정을 쓰고 `dnsConfig` 항목에는 더할 것만 적습니다. 외부 이름도 그대로 조회됩니다.',
  };
}

function faultOf(
  { spec }: Pod,
  addresses: readonly string[],
  known: Dependency | undefined,
  told: boolean,
  asked: FailedLookup | undefined,
): DnsFault | null {
  if (told) return 'kubelet';
  const { dnsPolicy = 'ClusterFirst', dnsConfig, hostNetwork } = spec ?? {};
  const own = dnsConfig?.nameservers ?? [];
  if (known) {
    if (hostNetwork && dnsPolicy === 'ClusterFirst') return 'host-network';
    if (dnsPolicy === 'Default') return 'default-policy';
    if (dnsPolicy === 'None' && addresses.length > 0 && !own.some((address) => addresses.includes(address) || isLocal(address))) return 'nameservers';
    const dots = known.host.split('.').length - 1;
    if (dnsPolicy === 'None' && dots < 2 && !(dnsConfig?.searches ?? []).some((domain) => domain.includes('svc'))) return 'search';
    const ndots = ndotsOf({ spec } as Pod);
    if (ndots !== null && ndots <= dots && !known.host.endsWith('.cluster.local')) return 'ndots';
  }
  return asked && addresses.length > 0 ? 'server' : null;
}

/** A cache on the node, or in the pod. */
function isLocal(address: string): boolean {
  return /^(?:127\.|169\.254\.|::1$|fe80:)/.test(address);
}

function ndotsOf({ spec }: Pick<Pod, 'spec'>): number | null {
  const value = spec?.dnsConfig?.options?.find(({ name }) => name === 'ndots')?.value;
  return value === undefined ? null : Number(value);
}

function settingProof({ spec }: Pod, fault: DnsFault): { path: string; value: string | boolean | null }[] {
  const policy = { path: 'spec.dnsPolicy', value: spec?.dnsPolicy ?? null };
  if (fault === 'host-network') return [{ path: 'spec.hostNetwork', value: true }, policy];
  if (fault === 'nameservers') return [policy, { path: 'spec.dnsConfig.nameservers', value: spec?.dnsConfig?.nameservers?.[0] ?? null }];
  if (fault === 'ndots') return [{ path: 'spec.dnsConfig.options[name=ndots].value', value: String(ndotsOf({ spec })) }];
  return fault === 'kubelet' || fault === 'server' ? [] : [policy];
}
