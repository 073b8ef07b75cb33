import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * The kubelet left out search domains or nameservers, because there are more than it allows. The limits have been 32 domains and 2048 characters since 1.28
 * (6 and 256 before): https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/apis/core/validation/validation.go#L4035 ; the words are those of
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/network/dns/dns.go#L141
 */
export default defineRule({
  id: 'dns/search-list-cut',
  coverage: ['dns/search-list-cut'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-search-domain-list-limits',
  needs: ['events'],
  wants: ['node'],
  applies: (pod) => pod.spec?.nodeName !== undefined && pod.status?.phase !== 'Succeeded' && pod.status?.phase !== 'Failed',
  check: ({ subject, ref, events, node }) => {
    const cut = events.filter(({ reason }) => reason === 'DNSConfigForming');
    const kinds = ['Search Line limits', 'Nameserver limits'] as const;
    return kinds.flatMap((kind) => {
      const event = cut.findLast(({ message }) => message.startsWith(kind));
      if (!event) return [];
      const applied = /(?:search|nameserver) line is: (.*)$/.exec(event.message)?.[1]?.trim() ?? '';
      const { searches = [], nameservers = [] } = subject.spec?.dnsConfig ?? {};
      const version = node?.object?.status?.nodeInfo?.kubeletVersion ?? null;
      const old = version !== null && /^v1\.(?:\d|1\d|2[0-7])\./.test(version);
      const isSearch = kind === 'Search Line limits';
      const own = isSearch ? searches.length : nameservers.length;
      return [
        {
          facts: {
            part: isSearch ? 'search' : 'nameserver',
            kept: applied.split(/\s+/).filter(Boolean).length,
            own,
            limit: isSearch ? (old ? 6 : 32) : 3,
            characters: isSearch ? (old ? 256 : 2048) : null,
            version,
          },
          proof: [
            { ref, path: `event DNSConfigForming (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt },
            ...(own > 0
              ? [{ ref, path: `spec.dnsConfig.${isSearch ? 'searches' : 'nameservers'}`, value: (isSearch ? searches : nameservers)[0] ?? null }]
              : []),
          ],
        },
      ];
    });
  },
  says: {
    en: ({ part, kept, own, limit, characters, version }) =>
      part === 'search'
        ? `The kubelet left search domains out of the pod's resolv.conf: it keeps at most ${limit}, of ${characters} characters in all${version ? ` (kubelet \`${version}\`)` : ''}, and ${kept} are in use. Names that need one of the others are not found. ${own > 0 ? `The pod adds ${own} itself (\`dnsConfig.searches\`); the rest comes from the cluster and the node.` : 'They come from the resolv.conf of the node.'}`
        : `The kubelet left nameservers out of the pod's resolv.conf: it keeps ${limit} at most. ${own > 0 ? `The pod adds ${own} itself (\`dnsConfig.nameservers\`).` : 'They come from the resolv.conf of the node.'}`,
    ko: ({ part, kept, own, limit, characters, version }) =>
      part === 'search'
        ? `kubelet이 파드의 resolv.conf 파일에서 검색 도메인 일부를 뺐습니다. 한도는 ${limit}개, 전체 ${characters}자이고${version ? `(kubelet \`${version}\` 기준)` : ''} 지금 ${kept}개가 적용되어 있습니다. 빠진 도메인이 필요한 이름은 조회되지 않습니다. ${own > 0 ? `파드가 직접 더한 것이 ${own}개(\`dnsConfig.searches\`)이며 나머지는 클러스터와 노드에서 옵니다.` : '노드의 resolv.conf 파일에서 온 것입니다.'}`
        : `kubelet이 파드의 resolv.conf 파일에서 nameserver 일부를 뺐습니다. 한도는 ${limit}개입니다. ${own > 0 ? `파드가 직접 더한 것이 ${own}개입니다(\`dnsConfig.nameservers\`).` : '노드의 resolv.conf 파일에서 온 것입니다.'}`,
  },
  steps: ({ part, own }, pod) => [
    look(
      'See what the pod really has.',
      '파드에 실제로 적용된 내용을 확인합니다.',
      `${sh`kubectl exec ${pod.name}`}${namespaceFlag(pod)} -- cat /etc/resolv.conf`,
    ),
    look(
      'On the node: what does its own file add?',
      '노드의 파일에서 무엇이 더해지는지 확인합니다.',
      'cat /etc/resolv.conf /run/systemd/resolve/resolv.conf',
    ),
    change(
      own > 0
        ? `Take entries out of \`spec.dnsConfig.${part === 'search' ? 'searches' : 'nameservers'}\` in the template; use full names for the rare ones.`
        : 'Shorten the list on the node, or give the kubelet a shorter file with `resolvConf`.',
      own > 0
        ? `템플릿의 \`spec.dnsConfig.${part === 'search' ? 'searches' : 'nameservers'}\` 목록을 줄입니다. 드물게 쓰는 이름은 전체 이름으로 부릅니다.`
        : '노드의 목록을 줄이거나, `resolvConf` 설정으로 kubelet에 더 짧은 파일을 지정합니다.',
      ['Put the list from before back.', '이전 목록으로 되돌립니다.'],
    ),
  ],
});
