import { differingLabels, nearestLabels } from '../../core/nearest-workload.ts';
import { selectorText } from '../../core/policy-text.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { matchesSelector } from '../../core/selector.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** The policy selects no pod, so it does nothing at all. */
export default defineRule({
  id: 'network/policy-selects-nothing',
  coverage: ['network/policy-blocks'],
  on: ['networkpolicy'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource',
  needs: ['namespacePods'],
  applies: ({ spec }) => selectorText(spec?.podSelector ?? {}) !== '*',
  check: ({ ref, subject, namespacePods }) => {
    const selector = subject.spec?.podSelector ?? {};
    if (namespacePods.length === 0 || namespacePods.some(({ metadata }) => matchesSelector(selector, metadata?.labels))) return [];
    const near = selector.matchLabels ? nearestLabels(selector.matchLabels, namespacePods, [], ref.name) : null;
    const has = near ? differingLabels(near) : '';
    return [
      {
        facts: { selector: selectorText(selector), near: near ? { name: near.name, pods: near.pods, has } : null },
        proof: [
          { ref, path: 'spec.podSelector', value: selectorText(selector) },
          ...(near
            ? [
                {
                  ref: { kind: 'pod' as const, name: near.name, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
                  path: 'metadata.labels',
                  value: has,
                },
              ]
            : []),
        ],
      },
    ];
  },
  says: {
    en: ({ selector, near }, { name }) =>
      `NetworkPolicy \`${name}\` has no effect: no pod of its namespace has \`${selector}\`.${near ? ` The nearest, such as \`${near.name}\` (${near.pods}), have \`${near.has}\`.` : ''}`,
    ko: ({ selector, near }, { name }) =>
      `\`${name}\` 네트워크폴리시는 아무 영향이 없습니다. 네임스페이스에 \`${selector}\` 레이블을 가진 파드가 없습니다.${near ? ` 가장 비슷한 파드(\`${near.name}\` 등 ${near.pods}개)의 레이블은 \`${near.has}\`입니다.` : ''}`,
  },
  steps: ({ selector }, ref) => [
    look('List the pods with their labels.', '파드와 레이블을 나열합니다.', `${sh`kubectl get pods --show-labels`}${namespaceFlag(ref)}`),
    change(
      'Correct `spec.podSelector`, or the labels of the pods. Once it selects them, all that it does not list is closed for them.',
      '`spec.podSelector` 필드나 파드의 레이블을 바로잡습니다. 파드가 선택되면 정책에 없는 연결은 모두 막힙니다.',
      [`Put \`${selector}\` back.`, `\`${selector}\` 값으로 되돌립니다.`],
      `${sh`kubectl edit networkpolicy ${ref.name}`}${namespaceFlag(ref)}`,
    ),
  ],
});
