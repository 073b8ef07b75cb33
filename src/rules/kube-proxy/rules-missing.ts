import { proxyParts, proxyTrouble, readProxyLog, restartProxy } from '../../core/kube-proxy.ts';
import { plainLine } from '../../core/log-signature.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { ruleSignatures } from './kube-proxy.signatures.ts';

/** kube-proxy runs, but cannot write the Service rules of its node: Services that changed since do not work from there. */
export default defineRule({
  id: 'kube-proxy/rules-missing',
  coverage: ['kube-proxy/rules-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#is-the-kube-proxy-working',
  needs: ['logs', 'previousLogs'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && pod.status?.phase === 'Running',
  check: (evidence) => {
    const trouble = proxyTrouble(evidence, ruleSignatures);
    if (!trouble) return [];
    const { match, run, proof } = trouble;
    // what iptables-restore says stands in the lines after it, indented
    const first = run.lines.findLastIndex((line) => /Failed to execute iptables-restore|Error running ProxyServer/.test(line));
    const detail = first === -1 ? null : (run.lines.slice(first + 1).find((line) => /^\s+[^\s>]/.test(line)) ?? null);
    return [
      {
        facts: {
          ...proxyParts(evidence.subject),
          words: match.captures.words ?? null,
          detail: detail ? plainLine(detail).trim().replaceAll('`', "'").slice(0, 240) : null,
          ended: run.ended,
        },
        proof: [proof, ...(detail ? [{ ...proof, value: plainLine(detail).trim().slice(0, 500) }] : [])],
      },
    ];
  },
  says: {
    en: ({ node, words, detail, ended }) =>
      `kube-proxy cannot write the Service rules of node \`${node ?? '?'}\`${ended ? ' and ends' : ''}: \`${detail ?? words ?? ''}\`. Services and endpoints that changed since cannot be reached from that node; all of them fail together, not only the one that is at fault.`,
    ko: ({ node, words, detail, ended }) =>
      `kube-proxy가 \`${node ?? '?'}\` 노드에 서비스 규칙을 쓰지 못${ended ? '하고 종료됩니다' : '합니다'}: \`${detail ?? words ?? ''}\`. 그 뒤에 바뀐 서비스와 엔드포인트에는 이 노드에서 접속할 수 없으며, 원인이 된 서비스 하나가 아니라 모두 함께 실패합니다.`,
  },
  steps: ({ daemonSet, node }, pod) => [
    readProxyLog(pod),
    look(
      'On the node, mode `iptables`: each Service port has one rule in `KUBE-SERVICES` and one chain `KUBE-SVC-<hash>`, and each endpoint one chain `KUBE-SEP-<hash>`.',
      '노드에서 확인합니다(`iptables` 모드). 서비스 포트마다 `KUBE-SERVICES` 규칙 하나와 `KUBE-SVC-<hash>` 체인 하나, 엔드포인트마다 `KUBE-SEP-<hash>` 체인 하나가 있어야 합니다.',
      'iptables-save | grep -E "KUBE-(SERVICES|SVC|SEP)" | head -50',
    ),
    look(
      'On the node, mode `ipvs`: one virtual server for each port, NodePort, external and load-balancer address, one real server for each endpoint.',
      '노드에서 확인합니다(`ipvs` 모드). 포트, NodePort, 외부 주소, 로드 밸런서 주소마다 가상 서버 하나, 엔드포인트마다 실제 서버 하나가 있어야 합니다.',
      'ipvsadm -ln',
    ),
    look(
      `On the node \`${node ?? '?'}\`: is it healthy by its own word, and is there an ESTABLISHED connection to the API server? (with \`-v 4\` it logs \`Setting endpoints for …\`)`,
      `\`${node ?? '?'}\` 노드에서 상태와 API 서버로의 ESTABLISHED 연결을 확인합니다(\`-v 4\` 옵션이면 \`Setting endpoints for …\` 로그가 남습니다).`,
      'curl -s http://127.0.0.1:10256/healthz; ss -tnp | grep kube-proxy',
    ),
    change(
      'Mend what the log names: a missing library or kernel module in the image or on the node, a lock held by another program, rules of another program that do not parse.',
      '로그가 가리키는 것을 고칩니다. 이미지나 노드에 없는 라이브러리나 커널 모듈, 다른 프로그램이 잡고 있는 잠금, 해석되지 않는 다른 프로그램의 규칙 등입니다.',
      ['Put back what was changed.', '바꾼 것을 되돌립니다.'],
    ),
    restartProxy({ daemonSet }, pod),
  ],
});
