import { parseImage } from '../../core/image-name.ts';
import { isPulling, type PullFailure, pullFacts, pullFailures } from '../../core/image-pull.ts';
import { pullByHand } from '../../core/image-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';

type How = 'name' | 'refused' | 'timeout' | 'certificate' | 'plain-http' | 'server-error' | 'other';

const hows: readonly [How, RegExp][] = [
  ['name', /no such host|dial tcp: lookup|name resolution|server misbehaving/i],
  ['plain-http', /server gave HTTP response to HTTPS client/i],
  ['certificate', /x509:|tls: (failed to verify|bad certificate)/i],
  ['refused', /connection refused/i],
  ['timeout', /i\/o timeout|deadline exceeded|Client\.Timeout|handshake timeout|no route to host|unreachable/i],
  ['server-error', /\b50[0234]\b/],
];

const words = {
  name: { en: 'its name is not resolved', ko: '이름을 찾을 수 없습니다' },
  refused: { en: 'it refuses the connection', ko: '연결을 거부합니다' },
  timeout: { en: 'it does not answer in time', ko: '제때 응답하지 않습니다' },
  certificate: { en: 'the node does not trust its certificate', ko: '노드가 인증서를 신뢰하지 않습니다' },
  'plain-http': { en: 'it speaks plain HTTP, where the node wants HTTPS', ko: '노드는 HTTPS를 쓰는데 레지스트리는 HTTP로 응답합니다' },
  'server-error': { en: 'it answers with an error of its own', ko: '서버 오류로 응답합니다' },
  other: { en: 'the connection breaks', ko: '연결이 끊깁니다' },
} as const;

/** The node does not get through to the registry. The words are those of Go's net, crypto/tls and net/http: https://github.com/golang/go/blob/go1.24.0/src/net/net.go */
export default defineRule({
  id: 'container/image-registry-unreachable',
  coverage: ['container/image-registry-unreachable'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff',
  needs: [],
  wants: ['events'],
  applies: isPulling,
  check: ({ subject, ref, events }) =>
    pullFailures(subject, ref, events)
      .filter(({ problem }) => problem === 'unreachable')
      .map((failure) => ({
        facts: {
          ...pullFacts(failure, subject),
          how: hows.find(([, pattern]) => pattern.test(failure.text))?.[0] ?? 'other',
          host: hostOf(failure),
          words: quoted(failure.words.replace(/^(Head|Get) "[^"]*": /, '')),
        },
        proof: [failure.proof],
      })),
  says: {
    en: ({ container, image, registry, how, words: said, node }) =>
      `${node ? `Node \`${node}\`` : 'The node'} cannot reach registry \`${registry}\` for image \`${image}\` of container \`${container}\`: ${words[how].en} (\`${said}\`).`,
    ko: ({ container, image, registry, how, words: said, node }) =>
      `${node ? `\`${node}\` 노드가` : '노드가'} \`${container}\` 컨테이너의 \`${image}\` 이미지를 받으려 하지만 \`${registry}\` 레지스트리에 닿지 못합니다. ${words[how].ko} (\`${said}\`).`,
  },
  steps: ({ image, host, how, node }) => [
    how === 'name'
      ? look(
          `Resolve the name on the node; is \`${host}\` spelt right?`,
          `노드에서 이름을 찾아 봅니다. \`${host}\` 철자가 맞는지도 확인합니다.`,
          sh`getent hosts ${host}`,
        )
      : look(
          `Reach it from the node: \`https://${host}/v2/\` should answer 200 or 401.`,
          `노드에서 접속해 봅니다. \`https://${host}/v2/\` 주소가 200이나 401로 응답해야 합니다.`,
          sh`curl -sSv -m 10 ${`https://${host}/v2/`}`,
        ),
    look(
      'See whether other nodes pull from it: then it is this node.',
      '다른 노드에서는 받아지는지 확인합니다. 받아진다면 이 노드의 문제입니다.',
      sh`kubectl get events -A --field-selector reason=Failed`,
    ),
    pullByHand(image, node),
    change(remedies[how][0], remedies[how][1], ["Put the node's old settings back.", '노드의 이전 설정으로 되돌립니다.']),
  ],
});

const remedies: { readonly [H in How]: readonly [string, string] } = {
  name: [
    "Correct the registry's name in the image, or the DNS server of the node (`/etc/resolv.conf`); Pods' DNS has no part in pulls.",
    '이미지에 적힌 레지스트리 이름이나 노드의 DNS 설정(`/etc/resolv.conf`)을 고칩니다. 이미지 풀에는 파드의 DNS가 쓰이지 않습니다.',
  ],
  refused: ['Start the registry, or correct its port in the image.', '레지스트리를 실행하거나 이미지에 적힌 포트를 고칩니다.'],
  timeout: [
    'Open the way: firewall, route or proxy (`HTTPS_PROXY` of the container runtime).',
    '방화벽, 라우팅, 프록시(컨테이너 런타임의 `HTTPS_PROXY`) 설정을 고쳐 길을 엽니다.',
  ],
  certificate: [
    "Give the runtime the registry's CA (containerd: `/etc/containerd/certs.d/HOST/hosts.toml`), or renew the certificate.",
    '런타임에 레지스트리의 CA를 등록하거나(containerd: `/etc/containerd/certs.d/HOST/hosts.toml`) 인증서를 갱신합니다.',
  ],
  'plain-http': [
    'Give the registry a certificate, or tell the runtime that it speaks HTTP (containerd: `hosts.toml`).',
    '레지스트리에 인증서를 두거나, HTTP를 쓴다고 런타임에 알립니다(containerd: `hosts.toml`).',
  ],
  'server-error': [
    'Look after the registry itself; the kubelet tries again by itself.',
    '레지스트리 자체를 점검합니다. kubelet은 스스로 다시 시도합니다.',
  ],
  other: ['Look for a proxy or firewall that cuts the connection.', '연결을 끊는 프록시나 방화벽이 있는지 확인합니다.'],
};

/** The host that was asked: a mirror, a token server or storage may be another than the registry in the name. */
function hostOf({ text, image }: PullFailure): string {
  const { registry } = parseImage(image);
  return /(?:Head|Get) "https?:\/\/([^/"]+)/.exec(text)?.[1] ?? (registry === 'docker.io' ? 'registry-1.docker.io' : registry);
}
