import { directionsOf, rulesOf } from '../../core/network-policy.ts';
import { policyEnforcement } from '../../core/policy-enforcement.ts';
import { enforcementWords, peersText, portsText, selectorText } from '../../core/policy-text.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { matchesSelector } from '../../core/selector.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';

const most = 5;

/** Not a fault: what the policy does, said in one place. */
export default defineRule({
  id: 'network/policy-effect',
  coverage: ['network/policy-blocks'],
  on: ['networkpolicy'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors',
  needs: ['isolation'],
  applies: ({ spec }) => spec !== undefined,
  check: ({ ref, subject, isolation }) => {
    const { spec } = subject;
    if (!spec) return [];
    const pods = (isolation?.pods ?? []).filter(({ metadata }) => matchesSelector(spec.podSelector ?? {}, metadata?.labels)).length;
    const lets = (direction: 'ingress' | 'egress') =>
      directionsOf(spec).includes(direction)
        ? rulesOf(subject, direction)
            .slice(0, most)
            .map((rule) => ({ peers: peersText(rule), ports: portsText(rule) }))
        : null;
    return [
      {
        facts: {
          selector: selectorText(spec.podSelector ?? {}),
          pods,
          ingress: lets('ingress'),
          egress: lets('egress'),
          ...policyEnforcement(isolation?.agents ?? []),
        },
        proof: [{ ref, path: 'spec.podSelector', value: selectorText(spec.podSelector ?? {}) === '*' ? null : selectorText(spec.podSelector ?? {}) }],
      },
    ];
  },
  says: {
    en: ({ selector, pods, ingress, egress, ...enforcement }, { name }) =>
      `NetworkPolicy \`${name}\` holds for ${selector === '*' ? 'every pod of its namespace' : `pods with \`${selector}\``} (${pods}).${ingress ? ` In: ${rulesText(ingress, 'nobody')}.` : ''}${egress ? ` Out: ${rulesText(egress, 'to nobody')}.` : ''} Other policies may allow more.${enforcementWords(enforcement).en}`,
    ko: ({ selector, pods, ingress, egress, ...enforcement }, { name }) =>
      `\`${name}\` 네트워크폴리시는 ${selector === '*' ? '네임스페이스의 모든 파드' : `\`${selector}\` 레이블을 가진 파드`}(${pods}개)에 적용됩니다.${ingress ? ` 들어오는 연결: ${rulesText(ingress, '허용 없음')}.` : ''}${egress ? ` 나가는 연결: ${rulesText(egress, '허용 없음')}.` : ''} 다른 정책이 더 허용할 수 있습니다.${enforcementWords(enforcement).ko}`,
  },
  steps: (_facts, ref) => [
    look('Read it in full.', '전체 내용을 확인합니다.', `${sh`kubectl describe networkpolicy ${ref.name}`}${namespaceFlag(ref)}`),
  ],
});

function rulesText(rules: readonly { readonly peers: string; readonly ports: string }[], nothing: string): string {
  return rules.length === 0 ? nothing : rules.map(({ peers, ports }) => `\`${peers}\`${ports === '*' ? '' : ` → \`${ports}\``}`).join(', ');
}
