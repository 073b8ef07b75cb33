import { forwardTargets, readCorefile } from '../../core/corefile.ts';
import { allMatches, type LogMatch } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { upstreamSignatures } from './upstream-failing.signatures.ts';

/** One answer lost is normal: packets get lost. */
const fewest = 3;

/** CoreDNS answers for the cluster, but the servers that it forwards all other names to do not answer it. Counted over five minutes. */
export default defineRule({
  id: 'dns/upstream-failing',
  coverage: ['dns/upstream-failing'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#are-dns-queries-being-received-processed',
  needs: ['recentLogs'],
  wants: ['corefile'],
  applies: (pod) => systemComponent(pod) === 'dns' && pod.status?.phase === 'Running',
  check: ({ ref, subject, recentLogs, corefile }) =>
    recentLogs.flatMap(({ container, lines }) => {
      // a name without a dot is none of the outside world: somebody misspelt a Service
      const failed = lines
        .flatMap((line) => allMatches([line], upstreamSignatures))
        .filter(({ captures }) => captures.name?.replace(/\.$/, '').includes('.'));
      const last = failed.at(-1);
      if (!last || failed.length < fewest) return [];
      const refused = failed.some(({ captures }) => captures.words?.includes('refused'));
      return [
        {
          facts: {
            count: failed.length,
            names: distinct(failed, 'name').slice(0, 3),
            upstreams: distinct(failed, 'upstream').slice(0, 3),
            refused,
            targets: corefile?.object ? forwardTargets(readCorefile(corefile.object)) : [],
            configMap: corefile?.name ?? null,
            node: subject.spec?.nodeName ?? null,
          },
          proof: [{ ref, path: `log ${container}`, value: last.line.slice(0, 500) }],
        },
      ];
    }),
  says: {
    en: ({ count, names, upstreams, refused, targets }) =>
      `Names outside the cluster cannot be resolved: the DNS server${upstreams.length > 0 ? ` \`${upstreams.join('`, `')}\`` : 's'} that CoreDNS forwards to ${refused ? 'refuses or does not answer' : 'does not answer'} (${count} times in five minutes, such as \`${names.join('`, `')}\`). Names of Services are not affected.${targets.some((one) => one.startsWith('/')) ? ` It takes the server from \`${targets.join(' ')}\` of its node.` : ''}`,
    ko: ({ count, names, upstreams, refused, targets }) =>
      `클러스터 밖의 이름을 조회할 수 없습니다. CoreDNS가 질의를 전달하는 DNS 서버${upstreams.length > 0 ? `(\`${upstreams.join('`, `')}\`)` : ''}가 ${refused ? '거부하거나 응답하지 않습니다' : '응답하지 않습니다'}(5분 동안 ${count}회, 예: \`${names.join('`, `')}\`). 서비스 이름 조회에는 영향이 없습니다.${targets.some((one) => one.startsWith('/')) ? ` 서버 주소는 노드의 \`${targets.join(' ')}\` 파일에서 가져옵니다.` : ''}`,
  },
  steps: ({ upstreams, configMap }, pod) => [
    look(
      'On the node of the CoreDNS pod: does the server answer, over UDP and over TCP?',
      'CoreDNS 파드의 노드에서 그 서버가 UDP와 TCP로 응답하는지 확인합니다.',
      sh`dig @${upstreams[0] ?? '10.0.0.2'} kubernetes.io +time=2; dig +tcp @${upstreams[0] ?? '10.0.0.2'} kubernetes.io +time=2; cat /etc/resolv.conf`,
    ),
    look('See what CoreDNS says.', 'CoreDNS의 로그를 확인합니다.', `${sh`kubectl logs ${pod.name} --since=5m`}${namespaceFlag(pod)}`),
    change(
      'Open port 53 (UDP and TCP) from the nodes to it, or name a server that answers in `forward`.',
      '노드에서 그 서버로 가는 53번 포트(UDP와 TCP)를 열거나, `forward` 대상을 응답하는 서버로 바꿉니다.',
      ['Put the Corefile from before back.', '이전 Corefile로 되돌립니다.'],
      configMap ? `${sh`kubectl edit configmap ${configMap}`}${namespaceFlag(pod)}` : undefined,
    ),
  ],
});

function distinct(matches: readonly LogMatch[], key: string): string[] {
  return [...new Set(matches.flatMap(({ captures }) => captures[key]?.replace(/\.$/, '') ?? []))];
}
