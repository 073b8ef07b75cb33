import { policyEnforcement } from '../../core/policy-enforcement.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** The network plugin ignores NetworkPolicies: what looks closed is open. */
export default defineRule({
  id: 'network/policy-not-enforced',
  coverage: ['network/policy-blocks'],
  on: ['networkpolicy'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#prerequisites',
  needs: ['isolation'],
  applies: () => true,
  check: ({ ref, isolation }) => {
    const agents = isolation?.agents ?? [];
    const { plugin, enforces } = policyEnforcement(agents);
    const agent = agents.find(({ metadata }) => /flannel/.test(metadata?.name ?? ''));
    if (enforces !== false || !plugin || !agent?.metadata?.name) return [];
    const { name, namespace } = agent.metadata;
    return [
      {
        facts: { plugin, agent: name, agentNamespace: namespace ?? 'kube-system' },
        proof: [
          { ref: { kind: 'daemonset', name, ...(namespace ? { namespace } : {}) }, path: 'metadata.name', value: name },
          { ref, path: 'metadata.name', value: ref.name },
        ],
      },
    ];
  },
  says: {
    en: ({ plugin }, { name }) =>
      `NetworkPolicy \`${name}\` does nothing: this cluster's network plugin is ${plugin}, which does not enforce NetworkPolicies. All connections are open.`,
    ko: ({ plugin }, { name }) =>
      `\`${name}\` 네트워크폴리시는 적용되지 않습니다. 이 클러스터의 네트워크 플러그인인 ${plugin} 플러그인은 네트워크폴리시를 지원하지 않아 모든 연결이 열려 있습니다.`,
  },
  steps: ({ agentNamespace }) => [
    look('See which network plugin runs.', '어떤 네트워크 플러그인이 실행되는지 확인합니다.', sh`kubectl get daemonsets -n ${agentNamespace}`),
    change(
      'Use a plugin that enforces policies (Calico, Cilium, Antrea ...), or add an enforcer to Flannel (`netpol.enabled` of its chart, or Calico for policies only, known as Canal).',
      '정책을 적용하는 플러그인(Calico, Cilium, Antrea 등)을 사용하거나, Flannel에 적용기를 추가합니다(차트의 `netpol.enabled` 설정, 또는 정책만 Calico로 처리하는 Canal).',
      ['Remove what you installed; the policies then have no effect again.', '설치한 것을 제거합니다. 그러면 정책은 다시 적용되지 않습니다.'],
    ),
  ],
});
