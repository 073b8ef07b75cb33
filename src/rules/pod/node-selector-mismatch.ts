import { requiredTerms } from '../../core/node-affinity.ts';
import { unmetWishes } from '../../core/node-wish.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/**
 * The pod's `nodeSelector` or required node affinity fits no node.
 * `node(s) didn't match Pod's node affinity/selector`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/nodeaffinity/node_affinity.go
 */
export default defineRule({
  id: 'pod/node-selector-mismatch',
  coverage: ['pod/node-selector-mismatch'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes', 'owners'],
  applies: (pod) => isRefusedFor(pod, 'selector'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('selector')) return [];
    const { subject, nodes = [], ref, owners } = evidence;
    const { all, unmet } = unmetWishes(subject, nodes);
    const inSelector = unmet.find(({ key }) => subject.spec?.nodeSelector?.[key] !== undefined);
    const best = scheduling.nearest.find(({ obstacles }) => obstacles.every(({ kind }) => kind === 'selector'));
    return [
      {
        facts: {
          all,
          unmet: nodes.length > 0 ? unmet : [],
          nodes: nodes.length,
          candidate: best?.node.metadata?.name ?? null,
          selectorKey: inSelector?.key ?? null,
          workload: owningWorkload(owners),
        },
        proof: [
          scheduling.proof,
          inSelector
            ? { ref, path: `spec.nodeSelector.${inSelector.key}`, value: subject.spec?.nodeSelector?.[inSelector.key] ?? null }
            : { ref, path: 'spec.affinity.nodeAffinity', value: unmet[0]?.key ?? requiredTerms(subject)[0]?.matchExpressions?.[0]?.key ?? null },
        ],
      },
    ];
  },
  says: {
    en: ({ all, unmet, nodes }) => {
      const near = unmet.flatMap((one) => one.near);
      const values = unmet.filter((one) => one.near.length === 0 && one.values.length > 0);
      const hint =
        near.length > 0 ? ` Nodes do have ${names(near)}.` : values.map((one) => ` Under \`${one.key}\` nodes have ${names(one.values)}.`).join('');
      if (nodes === 0) return `No node matches what the pod asks of its node: ${names(all)}.`;
      if (unmet.length === 0)
        return `The pod asks for a node with ${names(all)} together: none of the ${nodes} nodes that it could use has them all.`;
      return `None of the ${nodes} nodes has ${names(unmet.map(({ want }) => want))}, which the pod asks of its node.${hint}`;
    },
    ko: ({ all, unmet, nodes }) => {
      const near = unmet.flatMap((one) => one.near);
      const values = unmet.filter((one) => one.near.length === 0 && one.values.length > 0);
      const hint =
        near.length > 0
          ? ` 노드에 있는 비슷한 레이블: ${names(near)}.`
          : values.map((one) => ` \`${one.key}\` 레이블에 있는 값: ${names(one.values)}.`).join('');
      if (nodes === 0) return `파드가 노드에 요구하는 ${names(all)} 조건에 맞는 노드가 없습니다.`;
      if (unmet.length === 0) return `파드가 노드에 ${names(all)} 조건을 함께 요구하는데, 쓸 수 있는 노드 ${nodes}개 중에 모두 맞는 노드가 없습니다.`;
      return `파드가 노드에 요구하는 ${names(unmet.map(({ want }) => want))} 레이블이 노드 ${nodes}개 중 어디에도 없습니다.${hint}`;
    },
  },
  steps: ({ unmet, candidate, selectorKey, workload }, pod) => {
    const [first] = unmet;
    const target = editableTarget(workload);
    const meant = first?.near[0];
    const fix = target && selectorKey && meant && first?.key === selectorKey ? { target, patch: selectorPatch(selectorKey, meant) } : null;
    const label =
      candidate && first?.value && !/(^|\.)kubernetes\.io\//.test(first.key) ? { node: candidate, key: first.key, value: first.value } : null;
    return [
      look(
        'Compare with the labels that the nodes have.',
        '노드에 있는 레이블과 비교합니다.',
        first ? sh`kubectl get nodes -L ${first.key}` : 'kubectl get nodes --show-labels',
      ),
      change(
        fix ? `If \`${meant}\` was meant, correct the selector of \`${fix.target}\`.` : 'Correct the node selector or affinity in the pod template.',
        fix
          ? `\`${meant}\` 레이블을 뜻한 것이라면 \`${fix.target}\` 템플릿의 셀렉터를 고칩니다.`
          : '파드 템플릿의 노드 셀렉터나 어피니티를 고칩니다.',
        rollBack(target, pod),
        fix ? `${sh`kubectl patch ${fix.target} --type=json -p ${fix.patch}`}${namespaceFlag(pod)}` : undefined,
      ),
      ...(label
        ? [
            change(
              `If a node really is of that sort, label it (\`${label.node}\` has room for the pod otherwise).`,
              `정말 그런 노드라면 레이블을 붙입니다 (\`${label.node}\` 노드는 다른 조건에는 맞습니다).`,
              [
                `Remove the label: \`${sh`kubectl label node ${label.node} ${`${label.key}-`}`}\``,
                `레이블을 지웁니다: \`${sh`kubectl label node ${label.node} ${`${label.key}-`}`}\``,
              ],
              sh`kubectl label node ${label.node} ${`${label.key}=${label.value}`}`,
            ),
          ]
        : []),
    ];
  },
});

/** A JSON patch that puts one label of a selector in another's place. */
function selectorPatch(key: string, meant: string): string {
  const [newKey = '', value = ''] = meant.split('=');
  const path = (name: string) => `/spec/template/spec/nodeSelector/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return JSON.stringify([
    { op: 'remove', path: path(key) },
    { op: 'add', path: path(newKey), value },
  ]);
}
