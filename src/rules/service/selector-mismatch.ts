import { differingLabels, type NearestLabels, nearestLabels, templateLabels } from '../../core/nearest-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { matchesMap } from '../../core/selector.ts';
import { selectedPods, selectorText, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { systemComponent } from '../../core/system-component.ts';

/**
 * No pod has the labels that the Service selects by, and no workload would make such a pod.
 * The endpoints are the pods that the selector picks: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/endpointslice/endpointslice_controller.go (syncService)
 */
export default defineRule({
  id: 'service/selector-mismatch',
  coverage: ['service/selector-mismatch'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#does-the-service-have-any-endpoints',
  needs: ['namespacePods', 'workloadsOfNamespace'],
  // that of the cluster's DNS has a rule of its own
  applies: (service) => selectsPods(service) && systemComponent(service) !== 'dns',
  check: ({ ref, subject, namespacePods, workloadsOfNamespace }) => {
    const selector = subject.spec?.selector ?? {};
    const picked = namespacePods.some((pod) => matchesMap(selector, pod.metadata?.labels));
    const wouldPick = workloadsOfNamespace.some(({ object }) => matchesMap(selector, templateLabels(object)));
    if (picked || wouldPick || selectedPods(subject, namespacePods).length > 0) return [];
    const near = nearestLabels(selector, namespacePods, workloadsOfNamespace, ref.name);
    return [
      {
        facts: {
          selector: selectorText(selector),
          pods: namespacePods.length,
          near: near ? { kind: near.kind, name: near.name, pods: near.pods, has: differingLabels(near) } : null,
          fix: near ? selectorText(corrected(selector, near.differences)) : null,
        },
        proof: [
          { ref, path: 'spec.selector', value: selectorText(selector) },
          ...(near
            ? [
                {
                  ref: { kind: near.kind, name: near.name, ...(ref.namespace ? { namespace: ref.namespace } : {}) },
                  path: near.kind === 'pod' ? 'metadata.labels' : 'spec.template.metadata.labels',
                  value: differingLabels(near),
                },
              ]
            : []),
        ],
      },
    ];
  },
  says: {
    en: ({ selector, pods, near }, { name }) =>
      near
        ? `Service \`${name}\` sends to no pod: it selects \`${selector}\`, but ${nearText(near)} \`${near.has}\`.`
        : `Service \`${name}\` sends to no pod: it selects \`${selector}\`, and ${pods === 0 ? 'its namespace has no pods' : `no pod of its namespace (${pods}) has ${selector.includes(',') ? 'these labels' : 'this label'}, nor similar ones`}.`,
    ko: ({ selector, pods, near }, { name }) =>
      near
        ? `\`${name}\` 서비스가 보낼 파드가 없습니다. 셀렉터는 \`${selector}\`인데, ${near.pods > 0 ? `가장 비슷한 파드(\`${near.name}\`${near.pods > 1 ? ` 등 ${near.pods}개` : ''})의 레이블은` : `\`${near.name}\` 워크로드가 만드는 파드의 레이블은`} \`${near.has}\`입니다.`
        : `\`${name}\` 서비스가 보낼 파드가 없습니다. 셀렉터는 \`${selector}\`인데, ${pods === 0 ? '네임스페이스에 파드가 없습니다.' : `네임스페이스의 파드 ${pods}개 가운데 이 레이블이나 비슷한 레이블을 가진 파드가 없습니다.`}`,
  },
  steps: ({ selector, near, fix }, ref): Step[] => [
    {
      kind: 'look',
      text: { en: 'List the pods with their labels, and compare them with the selector.', ko: '파드와 레이블을 나열해 셀렉터와 비교합니다.' },
      command: `${sh`kubectl get pods --show-labels`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: { en: 'See which pods the selector picks: none, until it is right.', ko: '셀렉터가 고르는 파드를 확인합니다. 바로잡기 전에는 없습니다.' },
      command: `${sh`kubectl get pods -l ${selector}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: near
        ? {
            en: 'If these are the right pods, select them; or give the pods the label that the Service asks for (in the template of their workload).',
            ko: '이 파드가 맞다면 셀렉터를 고칩니다. 또는 워크로드의 템플릿에서 파드에 서비스가 찾는 레이블을 붙입니다.',
          }
        : {
            en: 'Start the workload that belongs behind this Service, or correct the selector.',
            ko: '이 서비스 뒤에 있어야 할 워크로드를 시작하거나 셀렉터를 고칩니다.',
          },
      ...(fix ? { command: `${sh`kubectl set selector ${`service/${ref.name}`} ${fix}`}${namespaceFlag(ref)}` } : {}),
      undo: {
        en: `Put the selector back: \`${sh`kubectl set selector ${`service/${ref.name}`} ${selector}`}${namespaceFlag(ref)}\``,
        ko: `셀렉터를 되돌립니다: \`${sh`kubectl set selector ${`service/${ref.name}`} ${selector}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

function nearText({ kind, name, pods }: { readonly kind: string; readonly name: string; readonly pods: number }): string {
  if (pods === 0) return `${kind} \`${name}\` makes pods with`;
  return pods === 1 ? `the nearest pod, \`${name}\`, has` : `the nearest pods (${pods}, such as \`${name}\`) have`;
}

type Labels = Readonly<Record<string, string>>;

/** The selector that would pick the near pods. */
function corrected(selector: Labels, differences: NearestLabels['differences']): Labels {
  const changes = differences.map(({ key, wanted, has, under }): [string, string] => (under ? [under, wanted] : [key, has ?? wanted]));
  const replaced = new Set(differences.map(({ key }) => key));
  return Object.fromEntries([...Object.entries(selector).filter(([key]) => !replaced.has(key)), ...changes]);
}
