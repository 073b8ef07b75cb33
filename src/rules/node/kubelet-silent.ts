import type { Pod } from '../../core/kinds.ts';
import { isSilentNode, nodeCondition, nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { lookAtNode, readKubeletLog } from '../../core/node-steps.ts';
import { isFinished } from '../../core/pod-state.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { secondsTolerated } from '../../core/toleration.ts';
import { isWindowsNode } from '../../core/windows.ts';
import { duration } from '../../core/words/time-words.ts';

const unreachable = 'node.kubernetes.io/unreachable';
/** Nodes lost within this time were lost together: milliseconds. */
const together = 60_000;

/**
 * The kubelet does not report: the machine is down, the kubelet is dead, or the network between them is cut.
 * Reasons: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/nodelifecycle/node_lifecycle_controller.go#L946
 */
export default defineRule({
  id: 'node/kubelet-silent',
  coverage: ['node/kubelet-silent', 'node/clock-or-certificate'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#node-heartbeats',
  needs: [],
  wants: ['lease', 'pods', 'nodes'],
  applies: isSilentNode,
  check: ({ subject, ref, now, lease, pods = [], nodes = [] }) => {
    const ready = nodeCondition(subject, 'Ready');
    if (!ready) return [];
    const tainted = subject.spec?.taints?.find(({ key, effect }) => key === unreachable && effect === 'NoExecute');
    const since = secondsSince(tainted?.timeAdded ?? ready.lastTransitionTime, now);
    const lost = Date.parse(ready.lastTransitionTime ?? '');
    const others = nodes.filter((node) => {
      const other = nodeCondition(node, 'Ready');
      return (
        node.metadata?.name !== ref.name && other?.status === 'Unknown' && Math.abs(Date.parse(other.lastTransitionTime ?? '') - lost) <= together
      );
    });
    const { seconds: evictedIn, evicted } = nextEviction(pods, since);
    const proof: readonly [Proof, ...Proof[]] = [
      ...nodeConditionProof(ref, ready),
      ...(ready.lastHeartbeatTime
        ? [{ ref, path: 'status.conditions[type=Ready].lastHeartbeatTime', value: ready.lastHeartbeatTime, at: ready.lastHeartbeatTime }]
        : []),
      ...(lease?.spec?.renewTime
        ? [{ ref: { kind: 'lease', name: ref.name, namespace: 'kube-node-lease' } as const, path: 'spec.renewTime', value: lease.spec.renewTime }]
        : []),
    ];
    return [
      {
        facts: {
          node: ref.name,
          never: ready.reason === 'NodeStatusNeverUpdated',
          seconds: secondsSince(ready.lastTransitionTime, now),
          lease: secondsSince(lease?.spec?.renewTime, now),
          pods: evicted.length,
          names: evicted.slice(0, 3).map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`),
          evictedIn,
          others: others.map(({ metadata }) => metadata?.name ?? '').slice(0, 5),
          othersCount: others.length,
        },
        proof,
        leads: [
          ...(others.length > 1 ? [{ to: { kind: 'cluster' as const, name: 'cluster' }, rules: ['control-plane/network-partition'] }] : []),
          ...(isWindowsNode(subject) ? [{ to: ref, rules: ['windows/service-not-running'] }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ node, never, seconds, lease, pods, names, evictedIn, othersCount }) => {
      const first = never
        ? `Node \`${node}\` was registered, but its kubelet has never reported.`
        : `The kubelet of node \`${node}\` stopped reporting${seconds === null ? '' : ` ${duration(seconds, 'en')} ago`}${lease === null ? '' : ` (lease last renewed ${duration(lease, 'en')} ago)`}.`;
      const what =
        pods === 0 || evictedIn === null
          ? ''
          : evictedIn > 0
            ? ` ${pods === 1 ? 'A pod' : `${pods} pods`} (${listed(names, pods)}) will be evicted in ${duration(evictedIn, 'en')}, unless it comes back.`
            : ` ${pods === 1 ? 'A pod was' : `${pods} pods were`} marked for eviction ${duration(-evictedIn, 'en')} ago (${listed(names, pods)}), and ${pods === 1 ? 'stays' : 'stay'} listed until the kubelet confirms or the node is removed.`;
      return `${first}${what}${othersCount > 0 ? ` ${othersCount} more ${othersCount === 1 ? 'node' : 'nodes'} went silent within the same minute.` : ''}`;
    },
    ko: ({ node, never, seconds, lease, pods, names, evictedIn, othersCount }) => {
      const first = never
        ? `\`${node}\` 노드가 등록되었지만 kubelet이 상태를 보고한 적이 없습니다.`
        : `\`${node}\` 노드의 kubelet이 ${seconds === null ? '' : `${duration(seconds, 'ko')} 전부터 `}상태를 보고하지 않습니다${lease === null ? '' : `(마지막 리스 갱신: ${duration(lease, 'ko')} 전)`}.`;
      const what =
        pods === 0 || evictedIn === null
          ? ''
          : evictedIn > 0
            ? ` 노드가 돌아오지 않으면 파드 ${pods}개(${listed(names, pods)})가 ${duration(evictedIn, 'ko')} 뒤에 축출됩니다.`
            : ` 축출이 시작된 지 ${duration(-evictedIn, 'ko')} 지났지만, kubelet이 확인하거나 노드가 삭제될 때까지 파드 ${pods}개(${listed(names, pods)})가 목록에 남습니다.`;
      return `${first}${what}${othersCount > 0 ? ` 같은 시각에 다른 노드 ${othersCount}개도 응답이 끊겼습니다.` : ''}`;
    },
  },
  steps: ({ node }) => [
    lookAtNode(node),
    look(
      'Is the machine on and reachable? (its addresses)',
      '머신이 켜져 있고 네트워크로 연결되는지 확인합니다.',
      sh`kubectl get node ${node} -o ${'jsonpath={.status.addresses}'}`,
    ),
    readKubeletLog(),
    look(
      "On the node: are the clock and the kubelet's certificate right (issuer, group `system:nodes`, dates)?",
      '노드에서 시계와 kubelet 인증서(발급자, `system:nodes` 그룹, 유효 기간)가 올바른지 확인합니다.',
      'date -u; openssl x509 -in /var/lib/kubelet/pki/kubelet-client-current.pem -noout -issuer -subject -dates',
    ),
    change(
      'Start the machine, or the kubelet on it. If the machine is gone for good, delete the Node so that its pods are made anew.',
      '머신을 켜거나 kubelet을 다시 시작합니다. 머신이 완전히 사라졌다면 노드 오브젝트를 삭제해 파드가 새로 만들어지게 합니다.',
      [
        'Nothing to undo; a deleted Node comes back when its kubelet starts.',
        '되돌릴 것이 없습니다. 삭제한 노드는 kubelet이 시작되면 다시 등록됩니다.',
      ],
      'systemctl restart kubelet',
    ),
  ],
});

/**
 * The pods that are evicted next, and in how many seconds; where some are marked already, those, and how long ago as a negative number. Pods of DaemonSets
 * stay for ever; static pods are not evicted through the API server.
 */
function nextEviction(pods: readonly Pod[], since: number | null): { readonly seconds: number | null; readonly evicted: readonly Pod[] } {
  const timed = pods
    .filter((pod) => !isFinished(pod) && pod.metadata?.ownerReferences?.[0]?.kind !== 'Node')
    .flatMap((pod) => {
      const stays = secondsTolerated(pod, unreachable);
      return stays === null ? [] : [{ pod, stays }];
    });
  if (since === null || timed.length === 0) return { seconds: null, evicted: timed.map(({ pod }) => pod) };
  const first = Math.min(...timed.map(({ stays }) => stays));
  return { seconds: first - since, evicted: timed.filter(({ stays }) => stays <= Math.max(first, since)).map(({ pod }) => pod) };
}

/** `shop/web-0`, `shop/web-1` …: the first of them. */
function listed(names: readonly string[], count: number): string {
  return `${names.map((name) => `\`${name}\``).join(', ')}${count > names.length ? ' …' : ''}`;
}
