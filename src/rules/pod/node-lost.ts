import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { isFinished, isReady, podCondition } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { secondsTolerated } from '../../core/toleration.ts';
import { duration } from '../../core/words/time-words.ts';

const silent = 'node.kubernetes.io/unreachable';

/**
 * Nobody knows how the pod is: the kubelet of its node is silent or not ready, or the node is gone. The node controller then marks its pods not ready:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/util/node/controller_utils.go (MarkPodsNotReady)
 */
export default defineRule({
  id: 'pod/node-lost',
  coverage: ['node/kubelet-silent'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#condition',
  needs: ['node'],
  wants: ['owners'],
  applies: (pod) => Boolean(pod.spec?.nodeName) && !isFinished(pod) && !isReady(pod) && !pod.metadata?.deletionTimestamp,
  check: ({ subject, ref, now, node, owners }) => {
    const ready = node?.object?.status?.conditions?.find(({ type }) => type === 'Ready');
    // the node never existed: another rule's matter (pod/node-name-missing)
    if (!node?.object || !ready || !explains(subject, ready)) return [];
    const since = ready.lastTransitionTime ?? null;
    const marked = podCondition(subject, 'Ready');
    const at = { kind: 'node', name: node.name } as const;
    const stays = secondsTolerated(subject, silent);
    return [
      {
        facts: {
          node: node.name,
          silent: ready.status === 'Unknown',
          reason: ready.reason ?? null,
          seconds: since ? Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)) : null,
          // of pods with a controller: when the taint manager deletes it, seconds from now; null: never
          deletedIn: since && stays !== null ? Math.round(stays - (now.getTime() - Date.parse(since)) / 1000) : null,
          phase: subject.status?.phase ?? 'Unknown',
          workload: owningWorkload(owners),
        },
        proof: [
          { ref: at, path: 'status.conditions[type=Ready].status', value: ready.status, ...(since ? { at: since } : {}) },
          { ref: at, path: 'status.conditions[type=Ready].reason', value: ready.reason ?? null },
          ...(marked
            ? [
                {
                  ref,
                  path: 'status.conditions[type=Ready].status',
                  value: marked.status,
                  ...(marked.lastTransitionTime ? { at: marked.lastTransitionTime } : {}),
                },
              ]
            : []),
        ],
        leads: [{ to: at }],
      },
    ];
  },
  says: {
    en: ({ node, silent, seconds, deletedIn, phase, workload }) => {
      const for_ = seconds === null ? '' : ` for ${duration(seconds, 'en')}`;
      const first = silent
        ? `Nobody knows how the pod is: the kubelet of its node \`${node}\` has been silent${for_}, so \`${phase}\` is only what it said last.`
        : `The pod cannot run properly: its node \`${node}\` has not been ready${for_}.`;
      const later =
        deletedIn === null
          ? ' It tolerates that for ever, so it is not moved.'
          : deletedIn > 0
            ? ` If that lasts, it is deleted in ${duration(deletedIn, 'en')}${workload ? ' and made anew elsewhere' : ' and nobody makes it anew'}.`
            : '';
      return `${first}${silent ? later : ''}`;
    },
    ko: ({ node, silent, seconds, deletedIn, phase, workload }) => {
      const for_ = seconds === null ? '' : `${duration(seconds, 'ko')}째 `;
      const first = silent
        ? `파드의 상태를 알 수 없습니다. \`${node}\` 노드의 kubelet이 ${for_}응답하지 않아서 \`${phase}\` 상태는 마지막으로 보고된 값일 뿐입니다.`
        : `\`${node}\` 노드가 ${for_}준비되지 않은 상태라서 파드가 제대로 실행될 수 없습니다.`;
      const later =
        deletedIn === null
          ? ' 파드가 이 상태를 계속 용인하므로 다른 노드로 옮겨지지 않습니다.'
          : deletedIn > 0
            ? ` 이 상태가 이어지면 ${duration(deletedIn, 'ko')} 뒤에 삭제되고 ${workload ? '다른 노드에 새로 만들어집니다' : '새로 만들어 줄 컨트롤러가 없습니다'}.`
            : '';
      return `${first}${silent ? later : ''}`;
    },
  },
  steps: ({ node }) => [
    describeObject(
      { kind: 'node', name: node },
      { en: 'See since when the node is silent, and its last conditions.', ko: '노드가 언제부터 응답하지 않는지와 마지막 컨디션을 확인합니다.' },
    ),
    {
      kind: 'change',
      text: {
        en: 'Bring the node back: is the machine on, does its kubelet run (restart it there), does it reach the control plane?',
        ko: '노드를 되살립니다. 머신이 켜져 있는지, kubelet이 실행 중인지(그 노드에서 다시 시작), 컨트롤 플레인에 연결되는지 확인합니다.',
      },
      command: 'systemctl restart kubelet',
      undo: { en: 'Nothing to undo.', ko: '되돌릴 것이 없습니다.' },
    },
  ],
});

/** A silent node explains any pod; one that answers, only what it marked itself or cannot start. */
function explains(pod: Pod, ready: { readonly status: string }): boolean {
  if (ready.status === 'Unknown') return true;
  if (ready.status === 'True') return false;
  const statuses = pod.status?.containerStatuses ?? [];
  return statuses.length === 0 || statuses.every((status) => status.ready || status.state?.waiting?.reason === 'ContainerCreating');
}
