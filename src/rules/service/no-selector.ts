import { ownLabels } from '../../core/near-labels.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { backendsOf } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

/** Without a selector Kubernetes keeps no endpoints: somebody has to, and nobody did. */
export default defineRule({
  id: 'service/no-selector',
  coverage: ['service/no-selector'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
  needs: ['endpointSlices', 'namespacePods'],
  applies: ({ spec }) => spec?.type !== 'ExternalName' && Object.keys(spec?.selector ?? {}).length === 0,
  check: ({ ref, endpointSlices, namespacePods }) => {
    if (backendsOf(endpointSlices).length > 0) return [];
    const likely = namespacePods.find(({ metadata }) => Object.values(ownLabels(metadata?.labels)).includes(ref.name));
    const key = Object.entries(ownLabels(likely?.metadata?.labels)).find(([, value]) => value === ref.name)?.[0] ?? null;
    return [
      {
        facts: { pod: likely?.metadata?.name ?? null, key },
        proof: [
          { ref, path: 'spec.selector', value: null },
          ...(likely && key ? [{ ref: refOf('pod', likely), path: `metadata.labels[${key}]`, value: ref.name }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ pod }, { name }) =>
      `Service \`${name}\` sends to nobody: it has no selector, so Kubernetes makes no endpoints for it, and none were made by hand.${pod ? ` Pods such as \`${pod}\` carry its name as a label and may be meant.` : ''}`,
    ko: ({ pod }, { name }) =>
      `\`${name}\` 서비스에 셀렉터가 없어 쿠버네티스가 엔드포인트를 만들지 않고, 직접 만든 엔드포인트도 없습니다.${pod ? ` \`${pod}\` 파드 등이 이 이름을 레이블로 가지고 있어 이 파드가 대상일 수 있습니다.` : ''}`,
  },
  steps: ({ key }, ref) => [
    {
      kind: 'look',
      text: { en: 'See the Service and what its endpoints ought to be.', ko: '서비스와 엔드포인트를 확인합니다.' },
      command: `${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'For pods in this cluster, give it a selector; for something outside, make an EndpointSlice with the label `kubernetes.io/service-name`.',
        ko: '클러스터 안의 파드가 대상이면 셀렉터를 추가합니다. 클러스터 밖이 대상이면 `kubernetes.io/service-name` 레이블을 붙인 엔드포인트슬라이스를 만듭니다.',
      },
      ...(key
        ? {
            command: `${sh`kubectl set selector ${`service/${ref.name}`} ${`${key}=${ref.name}`}`}${namespaceFlag(ref)}`,
          }
        : {}),
      undo: {
        en: `Take the selector away: \`${sh`kubectl patch service ${ref.name} --type=merge -p ${JSON.stringify({ spec: { selector: null } })}`}${namespaceFlag(ref)}\``,
        ko: `셀렉터를 없앱니다: \`${sh`kubectl patch service ${ref.name} --type=merge -p ${JSON.stringify({ spec: { selector: null } })}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});
