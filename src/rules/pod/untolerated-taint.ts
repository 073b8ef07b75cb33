import { type BlockingTaint, blockingTaints, nodeName } from '../../core/blocking-taints.ts';
import type { Pod } from '../../core/kinds.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/**
 * The nodes that would otherwise take the pod are tainted or cordoned. The control plane's own taint counts only where no other node would do.
 * `untolerated taint`, `were unschedulable`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/tainttoleration/taint_toleration.go
 * and …/nodeunschedulable/node_unschedulable.go; up to v1.33 the words name the taint: `untolerated taint {key: value}`.
 */
export default defineRule({
  id: 'pod/untolerated-taint',
  coverage: ['pod/untolerated-taint'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes', 'owners'],
  applies: (pod) => isRefusedFor(pod, 'taint', 'cordoned'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('taint') && !scheduling?.causes.has('cordoned')) return [];
    const taints = blockingTaints(scheduling.nearest);
    const cordoned = scheduling.nearest.filter(({ obstacles }) => obstacles.some(({ kind }) => kind === 'cordoned')).map(nodeName);
    const unwell = taints.filter((taint) => taint.class === 'node-state').flatMap(({ nodes }) => nodes);
    const said = scheduling.message.reasons.find(({ kind }) => kind === 'taint')?.text.match(/\{(.+)\}/)?.[1] ?? null;
    return [
      {
        facts: {
          taints,
          cordoned,
          said: scheduling.nearest.length > 0 ? null : said,
          tolerations: ownTolerations(evidence.subject),
          workload: owningWorkload(evidence.owners),
        },
        proof: [
          scheduling.proof,
          ...taints.slice(0, 3).map(({ text, key, value, nodes }) => ({
            ref: { kind: 'node' as const, name: nodes[0] ?? '' },
            path: `spec.taints[key=${key}]`,
            value: value ?? text.slice(key.length + 1),
          })),
          ...cordoned.slice(0, 1).map((name) => ({ ref: { kind: 'node' as const, name }, path: 'spec.unschedulable', value: true })),
        ],
        leads: [...new Set(unwell)].map((name) => ({ to: { kind: 'node' as const, name } })),
      },
    ];
  },
  says: {
    en: ({ taints, cordoned, said }) => {
      const sentences = [
        ...(cordoned.length > 0
          ? [`${names(cordoned)} would take the pod but ${cordoned.length === 1 ? 'is' : 'are'} cordoned (marked unschedulable).`]
          : []),
        ...taints.map(({ text, class: why, nodes }) => {
          if (why === 'node-state') return `${names(nodes)} would take the pod but ${nodes.length === 1 ? 'is' : 'are'} not well: taint \`${text}\`.`;
          if (why === 'control-plane') return `Only the control plane is left for the pod, and ${names(nodes)} keeps it out with taint \`${text}\`.`;
          return `${names(nodes)} would do for the pod but keeps it out with taint \`${text}\`, which the pod does not tolerate.`;
        }),
      ];
      return (
        sentences.join(' ') || `The nodes that would take the pod keep it out with a taint${said ? ` (\`${said}\`)` : ''} that it does not tolerate.`
      );
    },
    ko: ({ taints, cordoned, said }) => {
      const sentences = [
        ...(cordoned.length > 0 ? [`파드가 들어갈 수 있는 ${names(cordoned)} 노드는 스케줄링이 차단(cordon)되어 있습니다.`] : []),
        ...taints.map(({ text, class: why, nodes }) => {
          if (why === 'node-state') return `파드가 들어갈 수 있는 ${names(nodes)} 노드는 상태가 좋지 않아 \`${text}\` 테인트가 붙어 있습니다.`;
          if (why === 'control-plane') return `남은 노드는 컨트롤 플레인뿐인데 ${names(nodes)} 노드의 \`${text}\` 테인트가 파드를 막습니다.`;
          return `${names(nodes)} 노드는 다른 조건에는 맞지만, 파드에 톨러레이션이 없는 \`${text}\` 테인트가 막습니다.`;
        }),
      ];
      return sentences.join(' ') || `파드가 들어갈 수 있는 노드를 톨러레이션이 없는 테인트${said ? `(\`${said}\`)` : ''}가 막습니다.`;
    },
  },
  steps: ({ taints, cordoned, tolerations, workload }, pod) => {
    const target = editableTarget(workload);
    const [node] = cordoned;
    const [taint] = taints.filter((one) => one.class !== 'node-state');
    return [
      look(
        'See the taints of all nodes, and which are cordoned.',
        '모든 노드의 테인트와 스케줄링 차단 여부를 확인합니다.',
        sh`kubectl get nodes -o ${'custom-columns=NODE:.metadata.name,CORDONED:.spec.unschedulable,TAINTS:.spec.taints'}`,
      ),
      ...(node
        ? [
            change(
              `If the maintenance of \`${node}\` is over, let pods onto it again.`,
              `\`${node}\` 노드의 점검이 끝났다면 다시 파드를 받게 합니다.`,
              [`Cordon it again: \`${sh`kubectl cordon ${node}`}\``, `다시 차단합니다: \`${sh`kubectl cordon ${node}`}\``],
              sh`kubectl uncordon ${node}`,
            ),
          ]
        : []),
      ...taints
        .filter((one) => one.class === 'node-state')
        .slice(0, 1)
        .map(({ nodes: [name = ''] }) =>
          look(`Find out what is wrong with \`${name}\`.`, `\`${name}\` 노드에 무슨 문제가 있는지 확인합니다.`, sh`kubectl describe node ${name}`),
        ),
      ...(taint
        ? [
            change(
              `If the pod belongs there, give it a toleration for \`${taint.text}\`.`,
              `그 노드에서 돌아야 하는 파드라면 \`${taint.text}\` 테인트에 대한 톨러레이션을 추가합니다.`,
              rollBack(target, pod),
              target ? `${sh`kubectl patch ${target} -p ${tolerationPatch(tolerations, taint)}`}${namespaceFlag(pod)}` : undefined,
            ),
            change(
              'If the node need not be set aside any more, remove the taint.',
              '노드를 더 이상 따로 둘 필요가 없다면 테인트를 지웁니다.',
              [
                `Put it back: \`${sh`kubectl taint nodes ${taint.nodes} ${taint.text}`}\``,
                `다시 붙입니다: \`${sh`kubectl taint nodes ${taint.nodes} ${taint.text}`}\``,
              ],
              sh`kubectl taint nodes ${taint.nodes} ${`${taint.text}-`}`,
            ),
          ]
        : []),
    ];
  },
});

/** Tolerations that the template has: those that admission adds to every pod are left out. */
function ownTolerations(pod: Pod) {
  return (pod.spec?.tolerations ?? []).filter(({ tolerationSeconds }) => tolerationSeconds !== 300);
}

/** A patch replaces the whole list, so what is there already is in it. */
function tolerationPatch(tolerations: readonly object[], { key, value, effect }: Pick<BlockingTaint, 'key' | 'value' | 'effect'>): string {
  const added = value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect };
  return JSON.stringify({ spec: { template: { spec: { tolerations: [...tolerations, added] } } } });
}
