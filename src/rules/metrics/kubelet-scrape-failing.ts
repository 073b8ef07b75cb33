import type { Node, NodeMetrics } from '../../core/kinds.ts';
import { isSilentNode } from '../../core/node-conditions.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { type ScrapeFailure, type ScrapeTrouble, scrapeFailures } from '../../core/scrape-failures.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** A node whose figures are younger than this is scraped again: milliseconds. */
const fresh = 90_000;
/** A node that has just joined is missed at first: milliseconds. */
const joining = 120_000;
const most = 3;

/** metrics-server runs, and cannot get the figures of some or all kubelets: their certificates, its rights, or the way to port 10250. */
export default defineRule({
  id: 'metrics/kubelet-scrape-failing',
  coverage: ['metrics/kubelet-scrape-failing'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/resource-metrics-pipeline/',
  needs: ['metricsServerLogs'],
  wants: ['nodeMetrics', 'nodes'],
  applies: () => true,
  check: ({ now, metricsServerLogs, nodeMetrics, nodes }) => {
    const well = new Set((nodeMetrics ?? []).filter((metrics) => isFresh(metrics, now)).map(({ metadata }) => metadata?.name));
    const silent = new Set((nodes ?? []).filter(isSilentNode).map(({ metadata }) => metadata?.name));
    const scraped = nodes && new Set(nodes.filter((node) => hasKubelet(node) && !isJoining(node, now)).map(({ metadata }) => metadata?.name));
    const failures = metricsServerLogs
      .flatMap(({ ref, container, lines }) => scrapeFailures(lines).map((failure) => ({ ...failure, ref, container })))
      .filter(({ node }) => !well.has(node) && (!scraped || scraped.has(node)));
    const groups = [...Map.groupBy(failures, ({ trouble }) => trouble).values()].toSorted((a, b) => b.length - a.length);
    return groups.map((alike) => {
      const [first, ...others] = alike as [Failure, ...Failure[]];
      return {
        facts: {
          trouble: first.trouble,
          words: first.words.replace(/^Get "[^"]*": /, ''),
          nodes: alike.map(({ node }) => node).slice(0, most),
          count: alike.length,
          all: scraped !== undefined && alike.length === scraped.size,
          server: first.ref.name,
          namespace: first.ref.namespace ?? 'kube-system',
        },
        proof: [proofOf(first), ...others.slice(0, most - 1).map(proofOf)] as const,
        leads: [
          ...alike.filter(({ node }) => silent.has(node)).map(({ node }) => ({ to: { kind: 'node', name: node } as const })),
          ...(first.trouble.startsWith('x509') ? [{ to: { kind: 'cluster', name: 'cluster' } as const, rules: ['node/csr-pending'] }] : []),
        ],
      };
    });
  },
  says: {
    en: ({ trouble, words, nodes, count, all }) =>
      `metrics-server gets no figures from ${all ? 'any node' : count === 1 ? `node \`${nodes[0]}\`` : `${count} nodes (${nodes.map((node) => `\`${node}\``).join(', ')}${count > nodes.length ? ' …' : ''})`}: ${causes[trouble].en}. It says: \`${words}\`.`,
    ko: ({ trouble, words, nodes, count, all }) =>
      `metrics-server가 ${all ? '모든 노드' : count === 1 ? `\`${nodes[0]}\` 노드` : `노드 ${count}개(${nodes.map((node) => `\`${node}\``).join(', ')}${count > nodes.length ? ' …' : ''})`}의 값을 가져오지 못합니다. ${causes[trouble].ko}. metrics-server의 로그: \`${words}\`.`,
  },
  steps: ({ trouble, nodes, server, namespace }) => [
    look(
      'See which nodes have no figures, and what metrics-server says of them.',
      '값이 없는 노드와 metrics-server의 로그를 확인합니다.',
      `kubectl top nodes; ${sh`kubectl logs ${server} -n ${namespace} --tail=50`}`,
    ),
    look(
      'Does the same path work through the API server? Then the kubelet is well, and the way from metrics-server to it is not.',
      '같은 경로가 API 서버를 통하면 되는지 확인합니다. 된다면 kubelet은 정상이고 metrics-server에서 가는 길이 문제입니다.',
      sh`kubectl get --raw ${`/api/v1/nodes/${nodes[0] ?? ''}/proxy/metrics/resource`}`,
    ),
    ...(trouble.startsWith('x509')
      ? [
          look(
            'On the node: which certificate does the kubelet serve with (issuer, names, dates)?',
            '노드에서 kubelet 서빙 인증서의 발급자, 이름, 유효 기간을 확인합니다.',
            'openssl s_client -connect localhost:10250 </dev/zero | openssl x509 -noout -issuer -subject -dates -ext subjectAltName',
          ),
          change(
            'Let kubelets ask for serving certificates of the cluster (`serverTLSBootstrap: true` in their configuration) and approve the requests. For a lab only: start metrics-server with `--kubelet-insecure-tls`.',
            'kubelet 설정에 `serverTLSBootstrap: true` 값을 넣어 클러스터의 서빙 인증서를 요청하게 하고 그 요청을 승인합니다. 실습 환경에서만 `--kubelet-insecure-tls` 옵션으로 metrics-server를 시작합니다.',
            ['Take the setting out and restart the kubelet.', '설정을 빼고 kubelet을 다시 시작합니다.'],
            'kubectl get csr',
          ),
        ]
      : [
          change(
            trouble === 'refused-rights'
              ? 'Give its ServiceAccount the right to `get` `nodes/metrics` again (ClusterRole `system:metrics-server`), and let kubelets authenticate tokens by webhook.'
              : 'Open port 10250 of the nodes to the pod of metrics-server, and let it use an address that it can reach (`--kubelet-preferred-address-types=InternalIP`).',
            trouble === 'refused-rights'
              ? '서비스어카운트에 `nodes/metrics` 리소스의 `get` 권한(`system:metrics-server` 클러스터롤)을 다시 주고, kubelet이 웹훅으로 토큰을 인증하게 합니다.'
              : '노드의 10250 포트를 metrics-server 파드에 열고, 닿을 수 있는 주소를 쓰게 합니다(`--kubelet-preferred-address-types=InternalIP`).',
            ['Apply the manifest as it was before.', '이전 매니페스트를 다시 적용합니다.'],
          ),
        ]),
  ],
});

const causes: { readonly [T in ScrapeTrouble]: { readonly en: string; readonly ko: string } } = {
  'x509-name': {
    en: 'the certificate that the kubelet serves with does not hold the address by which it is called (a self-signed one never does)',
    ko: 'kubelet 서빙 인증서에 호출하는 주소가 들어 있지 않습니다(자체 서명 인증서에는 원래 없습니다)',
  },
  'x509-issuer': {
    en: 'the certificate that the kubelet serves with was not issued by the CA that metrics-server trusts',
    ko: 'kubelet 서빙 인증서를 metrics-server가 신뢰하는 CA가 발급하지 않았습니다',
  },
  'x509-date': {
    en: 'the certificate that the kubelet serves with has expired, or a clock is wrong',
    ko: 'kubelet 서빙 인증서가 만료되었거나 시계가 틀렸습니다',
  },
  'refused-rights': { en: 'the kubelet does not let it in', ko: 'kubelet이 접근을 허용하지 않습니다' },
  timeout: { en: 'the kubelet cannot be reached in time', ko: '제한 시간 안에 kubelet에 연결되지 않습니다' },
  'not-listening': { en: 'nothing listens on port 10250 there', ko: '10250 포트에서 응답하는 것이 없습니다' },
  'no-such-host': { en: 'the name of the node cannot be resolved from its pod', ko: 'metrics-server 파드에서 노드 이름이 해석되지 않습니다' },
  other: { en: 'the kubelet answers with an error', ko: 'kubelet이 오류로 응답합니다' },
};

function isFresh({ timestamp }: NodeMetrics, now: Date): boolean {
  return now.getTime() - Date.parse(timestamp) < fresh;
}

type Failure = ScrapeFailure & { readonly ref: Ref; readonly container: string };

function proofOf({ ref, container, line }: Failure): Proof {
  return { ref, path: `log ${container}`, value: line.slice(0, 500) };
}

function isJoining({ metadata }: Node, now: Date): boolean {
  return now.getTime() - new Date(metadata?.creationTimestamp ?? 0).getTime() < joining;
}

/** Simulated nodes have none. */
function hasKubelet({ metadata }: Node): boolean {
  return metadata?.annotations?.['kwok.x-k8s.io/node'] === undefined;
}
