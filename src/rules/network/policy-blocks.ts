import type { Pod, Service } from '../../core/kinds.ts';
import { isolating, matchesPeer, matchesPort, type PolicyPod, policyPod, rulesOf } from '../../core/network-policy.ts';
import { policyEnforcement } from '../../core/policy-enforcement.ts';
import { enforcementWords, peersText, portsText } from '../../core/policy-text.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { selectedPods, selectsPods } from '../../core/service-backends.ts';
import { findPort, portText } from '../../core/service-ports.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * NetworkPolicies close the pods behind the Service: on none of its ports is anybody let in, or only pods that there are not.
 * Who exactly is let in depends on who asks: network/path-blocked and `trace` judge from there.
 */
export default defineRule({
  id: 'network/policy-blocks',
  coverage: ['network/policy-blocks'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation',
  needs: ['isolation'],
  applies: selectsPods,
  check: ({ ref, subject, isolation }) => {
    const [pod] = selectedPods(subject, isolation?.pods ?? []);
    const enforcement = policyEnforcement(isolation?.agents ?? []);
    if (!isolation || !pod || enforcement.enforces === false) return [];
    const server = policyPod(pod);
    const policies = isolating(server, 'ingress', isolation.policies);
    const ports = targetsOf(subject, pod);
    if (policies.length === 0 || ports.length === 0) return [];
    const rules = policies.flatMap((policy) => rulesOf(policy, 'ingress').map((rule) => ({ policy, rule })));
    const open = ports.map((target) =>
      rules.filter(({ rule }) => rule.ports.length === 0 || rule.ports.some((port) => matchesPort(port, target, server))),
    );
    const others = isolation.pods.filter((other) => other !== pod).map((other) => policyPod(other));
    if (open.some((admitting) => admitting.some(({ rule, policy }) => admitsSomebody(rule, others, policy.metadata?.namespace ?? '')))) return [];
    const admitting = open.flat();
    const port = ports[0] as (typeof ports)[number];
    const fault = rules.length === 0 ? 'closed' : admitting.length === 0 ? 'ports' : 'peers';
    return [
      {
        facts: {
          port: port.text,
          target: port.port,
          policies: policies.map(({ metadata }) => metadata?.name ?? ''),
          fault,
          admits: [...new Set((fault === 'peers' ? admitting : rules).map(({ rule }) => (fault === 'peers' ? peersText(rule) : portsText(rule))))],
          plugin: enforcement.plugin,
          enforces: enforcement.enforces,
        },
        proof: [
          proofOf(policies[0] as (typeof policies)[number], ref.namespace, fault),
          ...policies.slice(1, 3).map((policy) => proofOf(policy, ref.namespace, fault)),
        ],
      },
    ];
  },
  says: {
    en: ({ port, policies, fault, admits, ...enforcement }, { name }) =>
      `Nobody gets through to Service \`${name}\`: ${policies.length === 1 ? `NetworkPolicy \`${policies[0]}\` closes its pods and lets in` : `NetworkPolicies \`${policies.join('`, `')}\` close its pods and let in`} ${
        fault === 'closed'
          ? 'nothing'
          : fault === 'ports'
            ? `\`${admits.join('`, `')}\` only, not \`${port}\``
            : `only \`${admits.join('`, `')}\`, and there are no such pods`
      }.${enforcementWords(enforcement).en}`,
    ko: ({ port, policies, fault, admits, ...enforcement }, { name }) =>
      `\`${name}\` 서비스로 아무도 접속할 수 없습니다. 네트워크폴리시(\`${policies.join('`, `')}\`)가 파드를 격리하고 ${
        fault === 'closed'
          ? '아무것도 들여보내지 않습니다.'
          : fault === 'ports'
            ? `\`${admits.join('`, `')}\` 포트만 허용하며 \`${port}\` 포트는 허용하지 않습니다.`
            : `\`${admits.join('`, `')}\` 조건에 맞는 상대만 허용하는데 그런 파드가 없습니다.`
      }${enforcementWords(enforcement).ko}`,
  },
  steps: ({ policies, target }, ref) => [
    look(
      'Read what the policies select and let in.',
      '정책이 무엇을 고르고 허용하는지 확인합니다.',
      `${sh`kubectl describe networkpolicy ${policies}`}${namespaceFlag(ref)}`,
    ),
    look(
      'Compare with the labels of the pods that ought to get in.',
      '접속해야 하는 파드의 레이블과 비교합니다.',
      `${sh`kubectl get pods --show-labels`}${namespaceFlag(ref)}`,
    ),
    change(
      `Add an ingress rule for those pods and port ${target} (policies add up: a new one is enough).`,
      `그 파드와 ${target}번 포트를 허용하는 ingress 규칙을 추가합니다. 정책은 합쳐지므로 새 정책을 하나 만들면 됩니다.`,
      ['Delete the policy that you added.', '추가한 정책을 삭제합니다.'],
    ),
  ],
});

/** The ports of the pod that the Service sends to. */
function targetsOf({ spec }: Service, pod: Pod) {
  return (spec?.ports ?? []).flatMap((port) => {
    const number = findPort(pod, port);
    return number === null ? [] : [{ port: number, protocol: port.protocol ?? 'TCP', text: portText(port) }];
  });
}

/** Peers elsewhere (other namespaces, addresses) may exist; of this namespace it is known. */
function admitsSomebody({ peers }: ReturnType<typeof rulesOf>[number], pods: readonly PolicyPod[], namespace: string): boolean {
  return peers.length === 0 || peers.some((peer) => peer.ipBlock || peer.namespaceSelector || pods.some((pod) => matchesPeer(peer, pod, namespace)));
}

function proofOf(
  { metadata, spec }: { readonly metadata?: { readonly name?: string }; readonly spec?: object },
  namespace: string | undefined,
  fault: string,
) {
  const ref = { kind: 'networkpolicy' as const, name: metadata?.name ?? '', ...(namespace ? { namespace } : {}) };
  const { policyTypes } = (spec ?? {}) as { policyTypes?: readonly string[] };
  return fault === 'closed'
    ? { ref, path: 'spec.policyTypes', value: policyTypes?.[0] ?? 'Ingress' }
    : { ref, path: 'metadata.name', value: metadata?.name ?? '' };
}
