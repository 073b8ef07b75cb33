import { proxyParts, proxyTrouble, readProxyLog, restartProxy } from '../../core/kube-proxy.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { apiSignatures } from './kube-proxy.signatures.ts';

/** kube-proxy runs (it has no readiness probe, so it looks well), but gets no Services from the API server. */
export default defineRule({
  id: 'kube-proxy/api-unreachable',
  coverage: ['kube-proxy/api-unreachable'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-kube-proxy-running',
  needs: ['logs', 'previousLogs'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && pod.status?.phase === 'Running',
  check: (evidence) => {
    const trouble = proxyTrouble(evidence, apiSignatures);
    if (!trouble || trouble.count < 2) return [];
    const { match, proof } = trouble;
    const { server = null, user = null, words = '' } = match.captures;
    const why = /forbidden/.test(words)
      ? 'forbidden'
      : /Unauthorized/.test(words)
        ? 'unauthorized'
        : /x509|certificate/.test(words)
          ? 'certificate'
          : /no such host/.test(words)
            ? 'name'
            : 'connection';
    return [
      {
        facts: { ...proxyParts(evidence.subject), server, user, words: words.replaceAll('\\"', '"'), why },
        proof: [proof],
      },
    ];
  },
  says: {
    en: ({ node, server, user, words, why }) =>
      `kube-proxy on node \`${node ?? '?'}\` gets no Services from the API server${server ? ` at \`${server}\`` : ''}: ${why === 'forbidden' ? `\`${user ?? ''}\` may not read them` : why === 'unauthorized' ? 'its token or certificate is not accepted' : `\`${words}\``}. The rules of the node stay as they were, and changes do not arrive.`,
    ko: ({ node, server, user, words, why }) =>
      `\`${node ?? '?'}\` 노드의 kube-proxy가 API 서버${server ? `(\`${server}\`)` : ''}에서 서비스를 받지 못합니다. ${why === 'forbidden' ? `\`${user ?? ''}\` 계정에 읽을 권한이 없습니다.` : why === 'unauthorized' ? '토큰이나 인증서가 받아들여지지 않습니다.' : `오류: \`${words}\`.`} 노드의 규칙은 이전 상태에 머물고 변경이 반영되지 않습니다.`,
  },
  steps: ({ configMap, daemonSet, why, server }, pod) => [
    readProxyLog(pod),
    why === 'forbidden'
      ? look(
          'See whether a binding gives its service account the ClusterRole `system:node-proxier`.',
          '서비스어카운트에 ClusterRole `system:node-proxier` 권한을 주는 바인딩이 있는지 확인합니다.',
          'kubectl get clusterrolebindings -o wide | grep node-proxier',
        )
      : look(
          'Compare the server in its kubeconfig with the address of the API server.',
          'kubeconfig의 서버 주소를 API 서버의 주소와 비교합니다.',
          `${sh`kubectl get configmap ${configMap ?? 'kube-proxy'} -o yaml`}${namespaceFlag(pod)} | grep server; kubectl get endpointslices kubernetes`,
        ),
    look(
      'On the node: does the API server answer, and is there an ESTABLISHED connection?',
      '노드에서 API 서버가 응답하는지, ESTABLISHED 연결이 있는지 확인합니다.',
      `${sh`curl -sk ${`https://${server ?? '127.0.0.1:6443'}/livez`}`}; ss -tnp | grep kube-proxy`,
    ),
    why === 'forbidden'
      ? change(
          'Bind the service account to `system:node-proxier` again; with kubeadm as below.',
          '서비스어카운트를 `system:node-proxier` 롤에 다시 연결합니다. kubeadm이라면 아래 명령을 씁니다.',
          ['None is needed: it brings back what every installation has.', '모든 설치에 있는 것을 되살리므로 되돌릴 필요가 없습니다.'],
          'kubeadm init phase addon kube-proxy',
        )
      : change(
          'Correct `server` in `kubeconfig.conf`, or open the way from the node to it.',
          '`kubeconfig.conf` 파일의 `server` 값을 바로잡거나, 노드에서 그 주소로 가는 경로를 엽니다.',
          ['Put the address from before back.', '이전 주소로 되돌립니다.'],
          `${sh`kubectl edit configmap ${configMap ?? 'kube-proxy'}`}${namespaceFlag(pod)}`,
        ),
    restartProxy({ daemonSet }, pod),
  ],
});
