import { proxyParts, proxyTrouble, readProxyLog, restartProxy } from '../../core/kube-proxy.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { conntrackSignatures } from './kube-proxy.signatures.ts';

/** The program conntrack is missing (kube-proxy used it until 1.31; since then it speaks to the kernel itself), or its settings may not be written. */
export default defineRule({
  id: 'kube-proxy/conntrack-missing',
  coverage: ['kube-proxy/conntrack-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-kube-proxy-running',
  needs: ['logs', 'previousLogs'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && pod.status?.phase === 'Running',
  check: (evidence) => {
    const trouble = proxyTrouble(evidence, conntrackSignatures);
    if (!trouble) return [];
    const { match, proof } = trouble;
    return [
      {
        facts: {
          ...proxyParts(evidence.subject),
          setting: match.signature.id === 'kube-proxy-conntrack-sysctl',
          words: match.captures.words?.replaceAll('\\"', '"') ?? '',
        },
        proof: [proof],
      },
    ];
  },
  says: {
    en: ({ node, setting, words }) =>
      setting
        ? `kube-proxy may not change the connection tracking of node \`${node ?? '?'}\`: \`${words}\`. This is so where the node is itself a container.`
        : `kube-proxy on node \`${node ?? '?'}\` does not find the program \`conntrack\` (\`${words}\`), so connections over UDP keep going to endpoints that are gone, or it does not start at all.`,
    ko: ({ node, setting, words }) =>
      setting
        ? `kube-proxy가 \`${node ?? '?'}\` 노드의 연결 추적 설정을 바꾸지 못합니다: \`${words}\`. 노드 자체가 컨테이너인 경우에 생깁니다.`
        : `\`${node ?? '?'}\` 노드의 kube-proxy가 \`conntrack\` 프로그램을 찾지 못해(\`${words}\`) UDP 연결이 없어진 엔드포인트로 계속 가거나 kube-proxy가 시작되지 못합니다.`,
  },
  steps: ({ setting, configMap, daemonSet }, pod) => [
    readProxyLog(pod),
    look('On the node: is the program there?', '노드에 프로그램이 있는지 확인합니다.', 'command -v conntrack; sysctl net.netfilter.nf_conntrack_max'),
    setting
      ? change(
          'Leave the setting of the node alone: `conntrack: {maxPerCore: 0, min: 0}` in `config.conf`.',
          '노드의 설정을 그대로 두게 합니다: `config.conf` 파일에 `conntrack: {maxPerCore: 0, min: 0}` 값을 넣습니다.',
          ['Take the values out again.', '넣은 값을 제거합니다.'],
          `${sh`kubectl edit configmap ${configMap ?? 'kube-proxy'}`}${namespaceFlag(pod)}`,
        )
      : change(
          'Install it where kube-proxy runs: on the node for a native service, else use the official image, which has it.',
          'kube-proxy가 실행되는 곳에 설치합니다. 서비스로 직접 실행한다면 노드에, 파드라면 이 프로그램이 들어 있는 공식 이미지를 씁니다.',
          ['`apt remove conntrack`', '`apt remove conntrack` 명령으로 제거합니다.'],
          'apt install conntrack',
        ),
    restartProxy({ daemonSet }, pod),
  ],
});
