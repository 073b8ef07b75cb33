import { proxyParts, proxyTrouble, restartProxy } from '../../core/kube-proxy.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { ipvsSignatures } from './kube-proxy.signatures.ts';

/** Mode ipvs, and the kernel of the node cannot do it. Older versions fell back to iptables and said so; since 1.22 or so kube-proxy ends. */
export default defineRule({
  id: 'kube-proxy/ipvs-modules',
  coverage: ['kube-proxy/ipvs-modules'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#proxy-mode-ipvs',
  needs: ['logs', 'previousLogs'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && isTroubled(pod),
  check: (evidence) => {
    const trouble = proxyTrouble(evidence, ipvsSignatures);
    if (!trouble) return [];
    const { match, proof } = trouble;
    return [
      {
        facts: { ...proxyParts(evidence.subject), words: match.captures.words ?? match.line },
        proof: [proof],
      },
    ];
  },
  says: {
    en: ({ node, words }) =>
      `kube-proxy is set to mode \`ipvs\` and ends, because node \`${node ?? '?'}\` cannot do that: \`${words}\`. Its kernel lacks the modules \`ip_vs\`, or they are not loaded.`,
    ko: ({ node, words }) =>
      `kube-proxy가 \`ipvs\` 모드로 설정되어 있지만 \`${node ?? '?'}\` 노드가 지원하지 않아 종료됩니다: \`${words}\`. 커널에 \`ip_vs\` 모듈이 없거나 올라와 있지 않습니다.`,
  },
  steps: ({ configMap, daemonSet }, pod) => [
    look('On the node: are the modules loaded?', '노드에 모듈이 올라와 있는지 확인합니다.', 'lsmod | grep -E "ip_vs|nf_conntrack"; ipset --version'),
    change(
      'Load them, now and at every start.',
      '지금, 그리고 시작할 때마다 모듈을 올립니다.',
      [
        '`modprobe -r` the modules and remove /etc/modules-load.d/ipvs.conf.',
        '`modprobe -r` 명령으로 모듈을 내리고 /etc/modules-load.d/ipvs.conf 파일을 지웁니다.',
      ],
      'for m in ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack; do modprobe $m && echo $m >> /etc/modules-load.d/ipvs.conf; done',
    ),
    change(
      'Or use another mode: `mode: iptables` (or `nftables` with a kernel from 5.13 up) in `config.conf`.',
      '또는 `config.conf` 파일에서 다른 모드(`mode: iptables`, 커널 5.13 이상이면 `nftables`)를 씁니다.',
      ['Set `mode: ipvs` again.', '`mode: ipvs` 값으로 되돌립니다.'],
      `${sh`kubectl edit configmap ${configMap ?? 'kube-proxy'}`}${namespaceFlag(pod)}`,
    ),
    restartProxy({ daemonSet }, pod),
  ],
});
