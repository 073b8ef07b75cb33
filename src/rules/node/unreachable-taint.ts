import type { Node } from '../../core/kinds.ts';
import { nodeCondition, secondsSince } from '../../core/node-conditions.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { taintText } from '../../core/toleration.ts';
import { duration } from '../../core/words/time-words.ts';

/** Taints of a node that is not well: by whom they are put and taken away. */
const owners = {
  'node.kubernetes.io/unreachable': 'controller-manager',
  'node.kubernetes.io/not-ready': 'controller-manager',
  'node.cloudprovider.kubernetes.io/uninitialized': 'cloud-controller',
  'node.cloudprovider.kubernetes.io/shutdown': 'cloud-controller',
  'node.kubernetes.io/out-of-service': 'person',
} as const satisfies Readonly<Record<string, 'controller-manager' | 'cloud-controller' | 'person'>>;

/** How long a taint may stay after its reason has gone: seconds. */
const patience = 60;

/**
 * The node is Ready, and still carries a taint of a node that is not: whoever ought to take it away does not run. (Of a node that is silent the taint is
 * right, and node/kubelet-silent tells what follows.)
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/nodelifecycle/node_lifecycle_controller.go (markNodeAsReachable)
 */
export default defineRule({
  id: 'node/unreachable-taint',
  coverage: ['node/unreachable-taint'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions',
  needs: [],
  applies: (node) => nodeCondition(node, 'Ready')?.status === 'True' && staleTaint(node) !== undefined,
  check: ({ subject, ref, now }) => {
    const taint = staleTaint(subject);
    const ready = nodeCondition(subject, 'Ready');
    const since = Math.min(
      ...[ready?.lastTransitionTime, taint?.timeAdded ?? subject.metadata?.creationTimestamp].map((time) => secondsSince(time, now) ?? patience),
    );
    if (!taint || !ready || since < patience) return [];
    const owner = owners[taint.key as keyof typeof owners];
    return [
      {
        facts: { node: ref.name, taint: taintText(taint), key: taint.key, owner, evicts: taint.effect === 'NoExecute', seconds: since },
        proof: [
          { ref, path: 'spec.taints[].key', value: taint.key, ...(taint.timeAdded ? { at: taint.timeAdded } : {}) },
          {
            ref,
            path: 'status.conditions[type=Ready].status',
            value: ready.status,
            ...(ready.lastTransitionTime ? { at: ready.lastTransitionTime } : {}),
          },
        ],
        leads:
          owner === 'controller-manager'
            ? [{ to: { kind: 'cluster' as const, name: 'cluster' }, rules: ['control-plane/controller-manager-down'] }]
            : [],
      },
    ];
  },
  says: {
    en: ({ node, taint, owner, evicts, seconds }) => {
      const who = {
        'controller-manager': 'The controller manager takes it away when the node is back, so it does not run, or somebody set the taint by hand',
        'cloud-controller': 'The cloud controller manager takes it away once it has looked at the node, so it does not run or cannot reach the cloud',
        person: 'A person set it to let volumes go from a machine that was down, and has to take it away',
      }[owner as 'person'];
      return `Node \`${node}\` is Ready, but has still the taint \`${taint}\` after ${duration(seconds, 'en')}: ${evicts ? 'pods are evicted from it and' : 'pods are'} kept away. ${who}.`;
    },
    ko: ({ node, taint, owner, evicts, seconds }) => {
      const who = {
        'controller-manager': '노드가 돌아오면 컨트롤러 매니저가 없애는 테인트이므로, 컨트롤러 매니저가 멈췄거나 누군가 직접 붙인 것입니다',
        'cloud-controller': '클라우드 컨트롤러 매니저가 노드를 확인한 뒤 없애는 테인트이므로, 그것이 멈췄거나 클라우드에 연결되지 않는 것입니다',
        person: '꺼진 머신의 볼륨을 떼어 내려고 사람이 붙인 테인트이며, 사람이 없애야 합니다',
      }[owner as 'person'];
      return `\`${node}\` 노드는 Ready 상태인데 \`${taint}\` 테인트가 ${duration(seconds, 'ko')}째 남아 있어 ${evicts ? '파드가 축출되고 새 파드도' : '새 파드가'} 배치되지 않습니다. ${who}.`;
    },
  },
  steps: ({ node, key, owner }) => [
    lookAtNode(node),
    owner === 'cloud-controller'
      ? look(
          'Does the cloud controller manager run, and what does it say?',
          '클라우드 컨트롤러 매니저가 실행 중인지와 로그를 확인합니다.',
          'kubectl get pods -A | grep -E "cloud-controller|cloud-node"',
        )
      : look(
          'Does the controller manager run, and who holds its lease?',
          '컨트롤러 매니저가 실행 중인지, 리스를 누가 갖고 있는지 확인합니다.',
          'kubectl get pods -n kube-system -l component=kube-controller-manager; kubectl get lease kube-controller-manager -n kube-system',
        ),
    change(
      'Once you know that the node is well, take the taint away.',
      '노드가 정상이라고 확인되면 테인트를 없앱니다.',
      ['Put the taint back with the same command without the last `-`.', '마지막 `-` 문자를 뺀 같은 명령으로 테인트를 다시 붙입니다.'],
      sh`kubectl taint nodes ${node} ${`${key}-`}`,
    ),
  ],
});

function staleTaint({ spec }: Node) {
  return spec?.taints?.filter(({ key }) => key in owners).toSorted((a) => (a.effect === 'NoExecute' ? -1 : 1))[0];
}
