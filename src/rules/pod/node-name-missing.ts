import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/**
 * The pod is bound to a node that does not exist: by `nodeName` in its template, or because the node was removed before the pod could start.
 * The garbage collector deletes such pods after about a minute: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/podgc/gc_controller.go (gcOrphaned)
 */
export default defineRule({
  id: 'pod/node-name-missing',
  coverage: ['pod/node-name-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
  needs: ['node'],
  wants: ['nodes', 'owners'],
  applies: (pod) => pod.status?.phase === 'Pending' && Boolean(pod.spec?.nodeName) && !pod.status.startTime,
  check: ({ subject, ref, node, nodes, owners }) => {
    if (!node || node.object) return [];
    return [
      {
        facts: {
          node: node.name,
          /** Written in the template, rather than chosen by a scheduler. */
          pinned: podCondition(subject, 'PodScheduled') === undefined,
          similar: similarNames(node.name, nodes?.map(({ metadata }) => metadata?.name ?? '') ?? []),
          workload: owningWorkload(owners),
        },
        proof: [{ ref, path: 'spec.nodeName', value: node.name }],
      },
    ];
  },
  says: {
    en: ({ node, pinned, similar, workload }) => {
      const hint = similar.length > 0 ? ` Nodes with such a name: ${names(similar)}.` : '';
      const again = workload ? ' Kubernetes deletes such pods after about a minute, and the next one meets the same end.' : '';
      return pinned
        ? `The pod is pinned to node \`${node}\` (\`nodeName\`), which does not exist.${hint}${again}`
        : `The pod was placed on node \`${node}\`, which does not exist any more.${hint}`;
    },
    ko: ({ node, pinned, similar, workload }) => {
      const hint = similar.length > 0 ? ` 이름이 비슷한 노드: ${names(similar)}.` : '';
      const again = workload ? ' 이런 파드는 1분쯤 뒤에 삭제되고, 새로 만들어진 파드도 똑같이 됩니다.' : '';
      return pinned
        ? `파드가 \`nodeName\` 설정으로 \`${node}\` 노드에 고정되어 있는데, 그런 노드가 없습니다.${hint}${again}`
        : `파드가 배치된 \`${node}\` 노드가 더 이상 없습니다.${hint}`;
    },
  },
  steps: ({ node, pinned, workload }, pod) => {
    const target = editableTarget(workload);
    const patch = JSON.stringify([{ op: 'remove', path: '/spec/template/spec/nodeName' }]);
    return [
      look('See which nodes there are.', '어떤 노드가 있는지 확인합니다.', 'kubectl get nodes'),
      pinned
        ? change(
            'Take `nodeName` out of the pod template and let the scheduler choose (a `nodeSelector` can guide it).',
            '파드 템플릿에서 `nodeName` 설정을 빼고 스케줄러에 맡깁니다 (범위는 `nodeSelector` 설정으로 정할 수 있습니다).',
            rollBack(target, pod),
            target ? `${sh`kubectl patch ${target} --type=json -p ${patch}`}${namespaceFlag(pod)}` : undefined,
          )
        : change(
            `Delete the pod so that another is made, or bring \`${node}\` back.`,
            `파드를 지워 다른 노드에 새로 만들어지게 하거나 \`${node}\` 노드를 되살립니다.`,
            [
              'A pod without a controller is not made again: keep its manifest.',
              '컨트롤러가 없는 파드는 다시 만들어지지 않습니다. 매니페스트를 보관합니다.',
            ],
            `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
          ),
    ];
  },
});
