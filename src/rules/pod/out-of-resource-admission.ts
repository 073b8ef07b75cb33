import { allowsNode } from '../../core/node-affinity.ts';
import { requested } from '../../core/node-fit.ts';
import { unmetWishes } from '../../core/node-wish.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { podRequests } from '../../core/pod-requests.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { quoted } from '../../core/words/quoted.ts';

/** Words of the kubelet for a pod that it does not take, other than ports (a rule of their own) and evictions. */
const refusals =
  /^(OutOf.+|NodeAffinity|NodeName|NodeUnschedulable|TaintToleration|UnexpectedAdmissionError|InvalidNodeInfo|PodOS.+|SupplementalGroupsPolicyNotSupported|TopologyAffinityError|SMTAlignmentError|InsufficientAllocatable.*|SysctlForbidden|AppArmor|UnknownReason)$/;
/** No node of this configuration takes it, whoever chooses the node. */
const ofItsOwn = /^(SysctlForbidden|AppArmor)$/;

/**
 * The kubelet refused a pod that was bound to its node past the scheduler, or in a race: no room, wrong labels, wrong operating system, no device.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/lifecycle/predicate.go (Admit), …/kubelet/cm/topologymanager/topology_manager.go
 */
export default defineRule({
  id: 'pod/out-of-resource-admission',
  coverage: ['pod/out-of-resource-admission'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
  needs: [],
  wants: ['node', 'nodePods', 'owners'],
  applies: ({ status }) => status?.phase === 'Failed' && refusals.test(status.reason ?? ''),
  check: ({ subject, ref, node, nodePods, owners }) => {
    const { reason = '', message = '' } = subject.status ?? {};
    const resource = /^OutOf(.+)$/.exec(reason)?.[1] ?? null;
    const allocatable = resource ? parseQuantity(node?.object?.status?.allocatable?.[resource]) : 0;
    const used = resource ? (requested(nodePods ?? [])[resource] ?? 0) : 0;
    return [
      {
        facts: {
          node: subject.spec?.nodeName ?? '',
          reason,
          message: message.replace(/^Pod was rejected: /, ''),
          resource,
          asked: resource ? formatQuantity(resource, resource === 'pods' ? 1 : (podRequests(subject)[resource] ?? 0)) : null,
          left: resource && node?.object && nodePods ? formatQuantity(resource, Math.max(0, allocatable - used)) : null,
          unmet: node?.object && !allowsNode(subject, node.object) ? unmetWishes(subject, [node.object]).unmet.map(({ want }) => want) : [],
          workload: owningWorkload(owners),
        },
        proof: [
          { ref, path: 'status.reason', value: reason, ...(subject.status?.startTime ? { at: subject.status.startTime } : {}) },
          { ref, path: 'status.message', value: message },
        ],
      },
    ];
  },
  says: {
    en: ({ node, reason, message, resource, asked, left, unmet }) => {
      const refused = `The kubelet of \`${node}\` refused the pod (\`${reason}\`)`;
      if (resource)
        return `${refused}: it asks for \`${asked}\` of \`${resource}\`, which the node does not have${left ? ` (\`${left}\` left now)` : ''}. It was bound past the scheduler, or others came first.`;
      if (unmet.length > 0) return `${refused}: the node lacks ${names(unmet)}, which the pod asks of its node. It was bound past the scheduler.`;
      return `${refused}: \`${quoted(message)}\`.`;
    },
    ko: ({ node, reason, message, resource, asked, left, unmet }) => {
      const refused = `\`${node}\` 노드의 kubelet이 파드를 거부했습니다(\`${reason}\`).`;
      if (resource)
        return `${refused} 파드가 \`${resource}\` 리소스를 \`${asked}\`만큼 요청하는데 노드에 그만큼 없습니다${left ? ` (지금 남은 양 \`${left}\`)` : ''}. 스케줄러를 거치지 않았거나 다른 파드가 먼저 들어갔습니다.`;
      if (unmet.length > 0) return `${refused} 파드가 요구하는 ${names(unmet)} 레이블이 이 노드에 없습니다. 스케줄러를 거치지 않고 배치되었습니다.`;
      return `${refused} kubelet의 메시지: \`${quoted(message)}\`.`;
    },
  },
  steps: ({ node, reason, resource, workload }, pod) => {
    const target = editableTarget(workload);
    if (ofItsOwn.test(reason)) {
      return [
        look(
          'See how many pods were refused so far: its controller goes on making new ones.',
          '지금까지 거부된 파드의 수를 확인합니다. 컨트롤러가 파드를 계속 새로 만듭니다.',
          `${sh`kubectl get pods --field-selector=status.phase=Failed`}${namespaceFlag(pod)}`,
        ),
        change(
          reason === 'AppArmor'
            ? 'Load the AppArmor profile on the nodes, or take it out of the template.'
            : 'Take the sysctl out of `securityContext.sysctls`, or allow it on the nodes (kubelet `allowedUnsafeSysctls`) and keep the pods on those.',
          reason === 'AppArmor'
            ? '노드에 AppArmor 프로필을 불러오거나 템플릿에서 뺍니다.'
            : '`securityContext.sysctls` 항목에서 이 sysctl을 빼거나, 노드의 kubelet 설정 `allowedUnsafeSysctls` 항목에서 허용하고 파드를 그 노드에만 둡니다.',
          rollBack(target, pod),
          target ? `${sh`kubectl edit ${target}`}${namespaceFlag(pod)}` : undefined,
        ),
        change(
          'Then delete the refused pods: they stay Failed.',
          '거부된 파드는 Failed 상태로 남으므로 그 뒤에 지웁니다.',
          ['They are made again by their controller.', '컨트롤러가 다시 만듭니다.'],
          `${sh`kubectl delete pods --field-selector=status.phase=Failed`}${namespaceFlag(pod)}`,
        ),
      ];
    }
    return [
      look(
        resource ? 'See what is promised on the node: `Allocated resources`.' : "Compare the node's labels and system with what the pod asks for.",
        resource ? '노드에 이미 배정된 양을 `Allocated resources` 항목에서 확인합니다.' : '노드의 레이블과 운영체제를 파드의 요구와 비교합니다.',
        sh`kubectl describe node ${node}`,
      ),
      change(
        'Take `nodeName` out of the pod template and let the scheduler choose a node that fits.',
        '파드 템플릿에서 `nodeName` 설정을 빼고 맞는 노드를 스케줄러가 고르게 합니다.',
        rollBack(target, pod),
      ),
      change(
        'A refused pod stays Failed: delete it.',
        '거부된 파드는 Failed 상태로 남으므로 지웁니다.',
        ['It is made again by its controller, or from its manifest.', '컨트롤러가 다시 만들거나, 매니페스트로 다시 만듭니다.'],
        `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
      ),
    ];
  },
});
