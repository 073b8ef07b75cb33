import type { LogSignature } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { serviceMention } from '../../core/service-mention.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';
import { isMeantForWindows, windowsNodeFacts } from '../../core/windows.ts';
import { inNamespace } from '../../core/windows-steps.ts';
import { logText } from '../../core/windows-text.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';
import { unknownNameSignatures } from './dns-limits.signatures.ts';

/** In a Windows pod also what programs of all systems say of a name that is not found. */
const nameTexts: readonly LogSignature[] = [
  {
    ...unknownNameSignatures[0],
    patterns: [
      ...unknownNameSignatures[0].patterns.slice(0, -1),
      /lookup (?<host>[\w.-]{1,253})(?: on [\d.:]{7,40})?: no such host/i,
      /(?:Could not resolve host|getaddrinfo ENOTFOUND):? (?<host>[\w.-]{1,253})/i,
    ],
  },
];

/** A Windows pod uses of DNS what Windows does not do: names of `<service>.<namespace>`, or the policy ClusterFirstWithHostNet. */
export default defineRule({
  id: 'windows/dns-limits',
  coverage: ['windows/dns-limits'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/#dns-windows',
  needs: [],
  wants: ['logs', 'previousLogs', 'node', 'owners'],
  applies: (pod) => isMeantForWindows(pod) && isTroubled(pod),
  check: (evidence) => {
    const { subject, ref, node, owners } = evidence;
    const text = logText({ ...evidence, events: undefined }, nameTexts);
    const host = text?.match.captures.host ?? null;
    const full = host && fullName(host, ref.namespace ?? 'default');
    const { dnsPolicy } = subject.spec ?? {};
    if (!(text && full) && dnsPolicy !== 'ClusterFirstWithHostNet') return [];
    const called = text && full ? { container: text.container, host, full } : { container: null, host: null, full: null };
    return [
      {
        facts: { ...called, node: windowsNodeFacts(node, subject), workload: owningWorkload(owners) },
        proof: [text && full ? text.proof : { ref, path: 'spec.dnsPolicy', value: dnsPolicy ?? null }],
      },
    ];
  },
  says: {
    en: ({ container, host, full, node }, pod) =>
      host
        ? `${windowsSpeaker(container, pod, node).en} looks up \`${host}\`, which Windows cannot complete: it knows one DNS suffix only, that of the pod's namespace, and takes a name with a dot as complete. The full name is \`${full}\`.`
        : `${windowsSpeaker(container, pod, node).en} has \`dnsPolicy: ClusterFirstWithHostNet\`, which Windows nodes do not support, so names of the cluster may not be resolved.`,
    ko: ({ container, host, full, node }, pod) =>
      host
        ? `${windowsSpeaker(container, pod, node).ko}가 \`${host}\` 이름을 찾지만 윈도우는 이 이름을 완성하지 못합니다. 윈도우는 파드 네임스페이스의 DNS 접미사 하나만 쓰고, 점이 있는 이름은 완전한 이름으로 여깁니다. 전체 이름은 \`${full}\`입니다.`
        : `${windowsSpeaker(container, pod, node).ko}의 \`dnsPolicy\` 값이 \`ClusterFirstWithHostNet\`인데, 윈도우 노드는 이 정책을 지원하지 않아 클러스터의 이름을 해석하지 못할 수 있습니다.`,
  },
  steps: ({ container, host, full, workload }, pod) => [
    look(
      'Try the full name in the container (`Resolve-DnsName`; `nslookup` alone can mislead on Windows).',
      '컨테이너에서 전체 이름으로 확인합니다(`Resolve-DnsName` 사용. 윈도우의 `nslookup` 결과만으로는 잘못 판단할 수 있습니다).',
      sh`kubectl exec ${inNamespace(pod)} ${pod.name} ${container ? ['-c', container] : []} -- powershell -Command ${`Resolve-DnsName ${full ?? 'kubernetes.default.svc.cluster.local'}`}`,
    ),
    look(
      'Does the Service exist?',
      '그 서비스가 있는지 확인합니다.',
      full ? sh`kubectl get service ${full.split('.')[0] ?? ''} -n ${full.split('.')[1] ?? ''}` : `kubectl get services${namespaceFlag(pod)}`,
    ),
    editTemplate(
      workload,
      pod,
      host
        ? { en: `Use the full name: \`${full}\`.`, ko: `전체 이름을 사용합니다: \`${full}\`.` }
        : {
            en: 'Use `dnsPolicy: ClusterFirst`, or `None` with a `dnsConfig` of your own.',
            ko: '`dnsPolicy: ClusterFirst` 값을 쓰거나, `None` 값에 `dnsConfig` 항목을 직접 적습니다.',
          },
    ),
  ],
});

/** What a name such as `db.shop` or `db.shop.svc` stands for; null for full names, bare ones and those of the internet. */
function fullName(host: string, namespace: string): string | null {
  const labels = host.toLowerCase().replace(/\.$/, '').split('.');
  const partial = labels.length === 2 || (labels.length === 3 && labels[2] === 'svc');
  const service = partial ? serviceMention(labels.join('.'), namespace, [])?.service : undefined;
  return service ? `${service.name}.${service.namespace}.svc.cluster.local` : null;
}
