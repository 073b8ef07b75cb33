import type { Node, StatefulSet } from '../../core/kinds.ts';
import { isFinished, isReady } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { duration } from '../../core/words/time-words.ts';

/** What the API server knows of a pod's node. Before a node is given up nothing tells a dead one from one that is merely cut off. */
const nodeStates = ['gone', 'silent', 'not-ready'] as const;

/**
 * A pod of the set is on a node that is lost. There may never be two pods of one name, so the set waits until the first is known to be gone:
 * it stays Unknown or Terminating. To force it away is safe only when the machine is known to be dead.
 */
export default defineRule({
  id: 'statefulset/pod-unknown',
  coverage: ['statefulset/pod-unknown'],
  on: ['statefulset'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/run-application/force-delete-stateful-set-pod/',
  needs: ['pods', 'nodes'],
  applies: (set) => lacksReady(set),
  check: ({ subject, ref, pods, nodes, now }) =>
    pods
      .filter((pod) => pod.spec?.nodeName && !isFinished(pod) && (!isReady(pod) || pod.metadata?.deletionTimestamp))
      .flatMap((pod) => {
        const node = nodes.find(({ metadata }) => metadata?.name === pod.spec?.nodeName);
        const state = stateOf(node);
        const name = pod.spec?.nodeName ?? '';
        if (!state) return [];
        const ready = readyCondition(node);
        const since = ready?.lastTransitionTime;
        return [
          {
            facts: {
              pod: pod.metadata?.name ?? '',
              node: name,
              state,
              seconds: since ? Math.round((now.getTime() - Date.parse(since)) / 1000) : null,
              terminating: pod.metadata?.deletionTimestamp !== undefined,
              wanted: subject.spec?.replicas ?? 1,
              ready: subject.status?.readyReplicas ?? 0,
            },
            proof: [
              { ref: refOf('pod', pod), path: 'spec.nodeName', value: name },
              node
                ? {
                    ref: refOf('node', node),
                    path: 'status.conditions[type=Ready].status',
                    value: ready?.status ?? null,
                    ...(since ? { at: since } : {}),
                  }
                : { ref, path: 'status.readyReplicas', value: subject.status?.readyReplicas ?? 0 },
            ],
            leads: [{ to: { kind: 'node' as const, name } }],
          },
        ];
      }),
  says: {
    en: ({ pod, node, state, seconds, terminating }) => {
      const since = seconds === null ? '' : ` for ${duration(seconds, 'en')}`;
      const why = state === 'gone' ? 'no longer exists' : state === 'silent' ? `has not answered${since}` : `has not been ready${since}`;
      return `Pod \`${pod}\` is on node \`${node}\`, which ${why}, and the set starts no second \`${pod}\` while the first may still run.${terminating ? ' It is marked for deletion, which only its kubelet can confirm.' : ''}`;
    },
    ko: ({ pod, node, state, seconds, terminating }) => {
      const since = seconds === null ? '' : ` ${duration(seconds, 'ko')}째`;
      const why = state === 'gone' ? '더는 존재하지 않는' : state === 'silent' ? `${since} 응답하지 않는` : `${since} 준비되지 않은`;
      return `\`${pod}\` 파드가 ${why.trim()} \`${node}\` 노드에 있고, 이 파드가 아직 실행 중일 수 있어 스테이트풀셋이 같은 이름의 파드를 새로 시작하지 않습니다.${terminating ? ' 삭제 표시는 되었지만 그 노드의 kubelet만 삭제를 확인해 줄 수 있습니다.' : ''}`;
    },
  },
  steps: ({ pod, node, state }, subject) => [
    {
      kind: 'look',
      text: {
        en: 'Find out whether the machine is really off, from its console or your cloud provider: Kubernetes cannot know.',
        ko: '머신이 정말 꺼졌는지 콘솔이나 클라우드 제공자에서 확인합니다. 쿠버네티스는 알 수 없습니다.',
      },
      command: sh`kubectl get node ${node} -o wide`,
    },
    ...(state === 'gone'
      ? []
      : [
          {
            kind: 'change' as const,
            text: {
              en: 'If it can come back, bring it back. If it is known to be off, say so: its pods are then deleted and their volumes detached.',
              ko: '살릴 수 있으면 노드를 살립니다. 확실히 꺼졌다면 그렇다고 표시합니다. 그 노드의 파드가 지워지고 볼륨이 분리됩니다.',
            },
            command: sh`kubectl taint nodes ${node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`,
            undo: {
              en: `When the node is back: \`${sh`kubectl taint nodes ${node} node.kubernetes.io/out-of-service-`}\``,
              ko: `노드가 돌아오면: \`${sh`kubectl taint nodes ${node} node.kubernetes.io/out-of-service-`}\``,
            },
          },
        ]),
    {
      kind: 'change',
      text: {
        en: 'Only when the old pod certainly runs no more, force it away. With two of them writing, data can be lost.',
        ko: '이전 파드가 확실히 멈춘 경우에만 강제로 지웁니다. 두 파드가 함께 쓰면 데이터가 손상될 수 있습니다.',
      },
      command: `${sh`kubectl delete pod ${pod} --grace-period=0 --force`}${namespaceFlag(subject)}`,
      undo: { en: 'None.', ko: '되돌릴 수 없습니다.' },
    },
  ],
});

function lacksReady({ spec, status }: StatefulSet): boolean {
  return (status?.readyReplicas ?? 0) < (spec?.replicas ?? 1);
}

function stateOf(node: Node | undefined): (typeof nodeStates)[number] | null {
  if (!node) return 'gone';
  const ready = readyCondition(node)?.status;
  if (ready === 'True') return null;
  return ready === 'False' ? 'not-ready' : 'silent';
}

function readyCondition(node: Node | undefined) {
  return node?.status?.conditions?.find(({ type }) => type === 'Ready');
}
