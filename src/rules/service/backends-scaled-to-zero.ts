import { templateLabels } from '../../core/nearest-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { matchesMap } from '../../core/selector.ts';
import { selectedPods, selectorText, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

/** The workload behind the Service is scaled to nothing: wanted or not, nobody answers. */
export default defineRule({
  id: 'service/backends-scaled-to-zero',
  coverage: ['service/no-ready-endpoints'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment',
  needs: ['namespacePods', 'workloadsOfNamespace'],
  applies: selectsPods,
  check: ({ ref, subject, namespacePods, workloadsOfNamespace }) => {
    if (selectedPods(subject, namespacePods).length > 0) return [];
    const behind = workloadsOfNamespace.filter(({ object }) => matchesMap(subject.spec?.selector, templateLabels(object)));
    const [first] = behind;
    if (!first || !behind.every(({ object }) => replicasOf(object) === 0)) return [];
    return [
      {
        facts: { selector: selectorText(subject.spec?.selector), kind: first.ref.kind, workload: first.ref.name },
        proof: [
          { ref, path: 'spec.selector', value: selectorText(subject.spec?.selector) },
          { ref: first.ref, path: 'spec.replicas', value: 0 },
        ],
        leads: [{ to: first.ref }],
      },
    ];
  },
  says: {
    en: ({ kind, workload }, { name }) => `Service \`${name}\` has nowhere to send: ${kind} \`${workload}\`, whose pods it selects, is scaled to 0.`,
    ko: ({ workload }, { name }) =>
      `\`${name}\` 서비스가 요청을 보낼 곳이 없습니다. 셀렉터가 고르는 파드를 만드는 \`${workload}\` 워크로드의 레플리카가 0개입니다.`,
  },
  steps: ({ kind, workload }, ref) => [
    {
      kind: 'look',
      text: {
        en: 'See who scaled it down, and when: events, and an autoscaler if it has one.',
        ko: '누가 언제 줄였는지 이벤트와 오토스케일러를 확인합니다.',
      },
      command: `${sh`kubectl describe ${`${kind}/${workload}`}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: { en: 'If it ought to run, scale it up.', ko: '실행되어야 한다면 레플리카를 늘립니다.' },
      command: `${sh`kubectl scale ${`${kind}/${workload}`} --replicas=1`}${namespaceFlag(ref)}`,
      undo: {
        en: `Scale it down again: \`${sh`kubectl scale ${`${kind}/${workload}`} --replicas=0`}${namespaceFlag(ref)}\``,
        ko: `다시 줄입니다: \`${sh`kubectl scale ${`${kind}/${workload}`} --replicas=0`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

/** A DaemonSet cannot be scaled. */
function replicasOf(object: unknown): number {
  return (object as { readonly spec?: { readonly replicas?: number } } | null)?.spec?.replicas ?? 1;
}
