import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * Pods that the workload made and lost: its selector or their labels were changed, or an earlier owner was deleted with `--cascade=orphan`.
 * They run on, nobody restarts or updates them, and Services may still send them requests.
 * A ReplicationController's selector can be changed in place; those of the others only by deleting and creating them again.
 */
export default defineRule({
  id: 'workload/selector-changed',
  coverage: ['workload/selector-changed', 'workload/replication-controller'],
  on: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset', 'daemonset'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/#isolating-pods-from-a-replicaset',
  needs: ['strayPods'],
  applies: ({ metadata }) => !metadata?.ownerReferences?.some(({ controller }) => controller),
  check: ({ subject, strayPods }) => {
    const [first] = strayPods;
    if (!first) return [];
    const { selector = {} } = subject.spec ?? {};
    const owner = first.metadata?.ownerReferences?.find(({ controller }) => controller)?.name ?? null;
    return [
      {
        facts: {
          pods: strayPods.map(({ metadata }) => metadata?.name ?? '').toSorted(),
          count: strayPods.length,
          owner,
          selector: JSON.stringify('matchLabels' in selector ? selector.matchLabels : selector),
          labels: JSON.stringify(first.metadata?.labels ?? {}),
        },
        proof: [
          { ref: refOf('pod', first), path: 'metadata.generateName', value: first.metadata?.generateName ?? '' },
          { ref: refOf('pod', first), path: 'metadata.ownerReferences', value: owner },
        ],
      },
    ];
  },
  says: {
    en: ({ pods, count, owner, selector, labels }, { name }) =>
      `${count === 1 ? `Pod \`${pods[0]}\` runs` : `${count} pods (${names(pods)}) run`} on without \`${name}\`, which once made ${count === 1 ? 'it' : 'them'}: ${owner ? `ReplicaSet \`${owner}\` that owns ${count === 1 ? 'it' : 'them'} no longer belongs to it` : `the labels do not fit its selector any more`}. The selector is \`${selector}\`, the labels are \`${labels}\`.`,
    ko: ({ pods, count, owner, selector, labels }, { name }) =>
      `\`${name}\` 워크로드가 만들었지만 더는 관리하지 않는 파드 ${count}개가 계속 실행 중입니다: ${names(pods)}. ${owner ? `이 파드를 가진 \`${owner}\` 레플리카셋이 더는 이 워크로드에 속하지 않습니다` : '레이블이 셀렉터와 맞지 않게 되었습니다'} (셀렉터 \`${selector}\`, 레이블 \`${labels}\`).`,
  },
  steps: ({ pods, owner }, subject) => [
    {
      kind: 'look',
      text: { en: 'See what these pods are and whether a Service still picks them.', ko: '이 파드가 무엇인지, 서비스가 아직 선택하는지 확인합니다.' },
      command: `${sh`kubectl get pods ${pods.slice(0, 10)} --show-labels -o wide`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'When nobody needs them any more (somebody may have set one aside to look at it), delete them.',
        ko: '더 필요하지 않으면 지웁니다 (조사하려고 일부러 떼어 둔 파드일 수도 있습니다).',
      },
      command: `${owner ? sh`kubectl delete replicaset ${owner}` : sh`kubectl delete pod ${pods.slice(0, 10)}`}${namespaceFlag(subject)}`,
      undo: { en: 'None: a deleted pod that nobody owns does not come back.', ko: '없습니다. 주인 없는 파드는 지우면 다시 생기지 않습니다.' },
    },
  ],
});

function names(pods: readonly string[]): string {
  const shown = pods.slice(0, 3).map((name) => `\`${name}\``);
  return pods.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
