import { clusterDns as dns, letsDnsOut, dnsPorts as targets } from '../../core/dns-egress.ts';
import { unresolvedHosts } from '../../core/hosts-in-text.ts';
import { isolating, policyPod, rulesOf } from '../../core/network-policy.ts';
import { policyEnforcement } from '../../core/policy-enforcement.ts';
import { enforcementWords } from '../../core/policy-text.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';

const failed = /Temporary failure in name resolution|EAI_AGAIN|lookup \S+.{0,80}(?:i\/o timeout|no such host)|resolution timed out/i;
/** The pod's log says that names cannot be resolved, and a policy for its outgoing traffic leaves DNS out: the rule that is forgotten most. */
export default defineRule({
  id: 'network/dns-blocked',
  coverage: ['network/policy-blocks'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#default-deny-all-egress-traffic',
  needs: ['isolation', 'logs', 'previousLogs'],
  applies: isTroubled,
  check: ({ ref, subject, isolation, logs, previousLogs }) => {
    const enforcement = policyEnforcement(isolation?.agents ?? []);
    const policies = isolating(policyPod(subject), 'egress', isolation?.policies ?? []);
    if (policies.length === 0 || enforcement.enforces === false) return [];
    const rules = policies.flatMap((policy) => rulesOf(policy, 'egress').map((rule) => ({ rule, namespace: policy.metadata?.namespace ?? '' })));
    if (rules.some(({ rule, namespace }) => letsDnsOut(rule, namespace))) return [];
    const said = [...logs.map((log) => ({ ...log, previous: false })), ...previousLogs.map((log) => ({ ...log, previous: true }))].flatMap(
      ({ container, lines, previous }) =>
        lines.filter((line) => failed.test(line) || unresolvedHosts(line.slice(0, 1_000)).length > 0).map((line) => ({ container, previous, line })),
    );
    const last = said.at(-1);
    if (!last) return [];
    return [
      {
        facts: { policies: policies.map(({ metadata }) => metadata?.name ?? ''), plugin: enforcement.plugin, enforces: enforcement.enforces },
        proof: [
          { ref, path: `log ${last.container}${last.previous ? ' (previous)' : ''}`, value: last.line.slice(0, 500) },
          ...policies.slice(0, 3).map(({ metadata }) => ({
            ref: { kind: 'networkpolicy' as const, name: metadata?.name ?? '', ...(ref.namespace ? { namespace: ref.namespace } : {}) },
            path: 'spec.policyTypes',
            value: 'Egress',
          })),
        ],
      },
    ];
  },
  says: {
    en: ({ policies, ...enforcement }) =>
      `It cannot resolve names: ${policies.length === 1 ? `NetworkPolicy \`${policies[0]}\` restricts` : `NetworkPolicies \`${policies.join('`, `')}\` restrict`} its outgoing traffic and ${policies.length === 1 ? 'does' : 'do'} not let it reach the cluster's DNS on port 53.${enforcementWords(enforcement).en}`,
    ko: ({ policies, ...enforcement }) =>
      `이름을 조회하지 못합니다. 네트워크폴리시(\`${policies.join('`, `')}\`)가 나가는 트래픽을 제한하면서 클러스터 DNS의 53번 포트를 허용하지 않습니다.${enforcementWords(enforcement).ko}`,
  },
  steps: ({ policies }, ref) => [
    look(
      'Read what the policies let out.',
      '정책이 무엇을 내보내는지 확인합니다.',
      `${sh`kubectl describe networkpolicy ${policies}`}${namespaceFlag(ref)}`,
    ),
    change(
      'Let all pods of the namespace reach DNS, with a policy of its own (policies add up).',
      '네임스페이스의 모든 파드가 DNS에 접속하도록 별도의 정책을 추가합니다. 정책은 합쳐집니다.',
      ['Delete the policy: `kubectl delete networkpolicy allow-dns`', '정책을 삭제합니다: `kubectl delete networkpolicy allow-dns`'],
      `echo ${sh`${allowDns}`} | kubectl apply${namespaceFlag(ref)} -f -`,
    ),
  ],
});

const allowDns = JSON.stringify({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'allow-dns' },
  spec: {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [{ to: [{ namespaceSelector: { matchLabels: dns.namespaceLabels }, podSelector: { matchLabels: dns.labels } }], ports: targets }],
  },
});
