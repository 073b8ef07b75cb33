import type { DaemonSet, Node, Pod } from '../../core/kinds.ts';
import { allowsNode } from '../../core/node-affinity.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { taintText, untoleratedTaints } from '../../core/toleration.ts';

/**
 * Nodes on which a DaemonSet wants no pod: its node selector or affinity leaves them out, or it does not tolerate their taint.
 * Mostly as meant (the control plane, a pool of other machines), so no problem (`info`), but the answer to "why is it not on every node?".
 * A pod that is wanted and does not run is told by its own findings.
 */
export default defineRule({
  id: 'daemonset/nodes-missed',
  coverage: ['daemonset/nodes-missed'],
  on: ['daemonset'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#how-daemon-pods-are-scheduled',
  needs: ['nodes'],
  applies: () => true,
  check: ({ subject, ref, nodes }) => {
    const missed = nodes.flatMap((node) => {
      const reason = reasonOf(subject, node);
      return reason ? [{ node, ...reason }] : [];
    });
    const [first] = missed;
    if (!first) return [];
    const { template } = subject.spec ?? {};
    return [
      {
        facts: {
          nodes: nodes.length,
          wanted: subject.status?.desiredNumberScheduled ?? 0,
          tolerates: (template?.spec?.tolerations ?? []).length > 0,
          // nodes that are left out for the same reason are told together
          groups: [...Map.groupBy(missed, ({ why, detail }) => `${why} ${detail}`).values()].map((group) => ({
            why: (group[0] ?? first).why,
            detail: (group[0] ?? first).detail,
            nodes: group.map(({ node }) => node.metadata?.name ?? ''),
          })),
        },
        proof: [
          { ref, path: 'status.desiredNumberScheduled', value: subject.status?.desiredNumberScheduled ?? 0 },
          first.why === 'taint'
            ? taintProof(first.node, first.detail)
            : { ref, path: `spec.template.spec.${template?.spec?.nodeSelector ? 'nodeSelector' : 'affinity.nodeAffinity'}`, value: first.detail },
        ],
      },
    ];
  },
  says: {
    en: ({ nodes, wanted, groups }, { name }) => {
      const left = groups.map(({ why, detail, nodes }) =>
        why === 'taint' ? `${list(nodes)} (taint \`${detail}\` is not tolerated)` : `${list(nodes)} (not picked by \`${detail}\`)`,
      );
      return `DaemonSet \`${name}\` ${wanted === 0 ? `wants no pod on any of the ${nodes} nodes` : `runs on ${wanted} of ${nodes} nodes`}; it leaves out ${left.join('; ')}.`;
    },
    ko: ({ nodes, wanted, groups }, { name }) => {
      const left = groups.map(({ why, detail, nodes }) =>
        why === 'taint' ? `${list(nodes)} (\`${detail}\` 테인트를 톨러레이션하지 않음)` : `${list(nodes)} (\`${detail}\` 조건에 맞지 않음)`,
      );
      return `\`${name}\` 데몬셋은 ${wanted === 0 ? `노드 ${nodes}개 중 어디에도 파드를 두지 않습니다` : `노드 ${nodes}개 중 ${wanted}개에만 파드를 둡니다`}. 제외된 노드: ${left.join(', ')}.`;
    },
  },
  steps: ({ groups, tolerates }, subject) => {
    const taint = groups.find(({ why }) => why === 'taint')?.detail;
    return [
      {
        kind: 'look',
        text: { en: 'Compare the labels and taints of the nodes with the template.', ko: '노드의 레이블과 테인트를 템플릿과 비교합니다.' },
        command: 'kubectl get nodes -o custom-columns=NAME:.metadata.name,TAINTS:.spec.taints[*].key,LABELS:.metadata.labels',
      },
      {
        kind: 'change',
        text: {
          en: 'If it belongs on those nodes, add the toleration, or correct the node selector, in its template.',
          ko: '그 노드에도 있어야 한다면 템플릿에 톨러레이션을 추가하거나 노드 셀렉터를 고칩니다.',
        },
        ...(taint
          ? { command: `${sh`kubectl patch daemonset ${subject.name} --type=json -p ${tolerate(taint, tolerates)}`}${namespaceFlag(subject)}` }
          : {}),
        undo: {
          en: `\`${sh`kubectl rollout undo daemonset/${subject.name}`}${namespaceFlag(subject)}\``,
          ko: `\`${sh`kubectl rollout undo daemonset/${subject.name}`}${namespaceFlag(subject)}\` 명령으로 되돌립니다.`,
        },
      },
    ];
  },
});

/** Added by the controller: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/daemon/util/daemonset_util.go (AddOrUpdateDaemonPodTolerations) */
const added = ['not-ready', 'unreachable', 'disk-pressure', 'memory-pressure', 'pid-pressure', 'unschedulable'].map((name) => ({
  key: `node.kubernetes.io/${name}`,
  operator: 'Exists',
}));

function reasonOf({ spec }: DaemonSet, node: Node): { readonly why: 'taint' | 'selector'; readonly detail: string } | null {
  const { nodeSelector, affinity, tolerations = [], hostNetwork } = spec?.template?.spec ?? {};
  const network = hostNetwork ? [{ key: 'node.kubernetes.io/network-unavailable', operator: 'Exists' }] : [];
  const pod = { spec: { ...spec?.template?.spec, tolerations: [...tolerations, ...added, ...network] } } as Pod;
  if (!allowsNode(pod, node)) {
    const pairs = Object.entries(nodeSelector ?? {}).filter(([key, value]) => node.metadata?.labels?.[key] !== value);
    return { why: 'selector', detail: pairs.map(([key, value]) => `${key}=${value}`).join(',') || affinityText(affinity) };
  }
  const [taint] = untoleratedTaints(pod, node);
  return taint ? { why: 'taint', detail: taintText(taint) } : null;
}

function affinityText(affinity: NonNullable<Pod['spec']>['affinity']): string {
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms
    .map(({ matchExpressions = [], matchFields = [] }) =>
      [...matchExpressions, ...matchFields].map(({ key, operator, values = [] }) => `${key} ${operator} ${values.join(',')}`.trim()).join(', '),
    )
    .join(' or ');
}

function taintProof(node: Node, taint: string): Proof {
  const key = taint.split(/[=:]/)[0] ?? '';
  return { ref: refOf('node', node), path: `spec.taints[key=${key}]`, value: key };
}

function tolerate(taint: string, more: boolean): string {
  const [, key = '', , effect = ''] = /^([^=:]+)(=[^:]*)?:(\w+)$/.exec(taint) ?? [];
  const value = { key, operator: 'Exists', effect };
  const path = '/spec/template/spec/tolerations';
  return JSON.stringify([more ? { op: 'add', path: `${path}/-`, value } : { op: 'add', path, value: [value] }]);
}

function list(nodes: readonly string[]): string {
  const shown = nodes.slice(0, 3).map((name) => `\`${name}\``);
  return nodes.length > shown.length ? `${shown.join(', ')} + ${nodes.length - shown.length}` : shown.join(', ');
}
