import { hostPortConflict, hostPorts } from '../../core/node-fit.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';

/**
 * The kubelet refused the pod for a host port that another pod of the node has: it was bound past the scheduler (`nodeName`, another scheduler, a race).
 * `Predicate NodePorts failed`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/lifecycle/predicate.go (generalFilter); older kubelets say `HostPortConflict`.
 */
export default defineRule({
  id: 'pod/host-port-rejected',
  coverage: ['pod/host-port-rejected'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/#nodename',
  needs: [],
  wants: ['nodePods', 'owners'],
  applies: ({ status }) => status?.phase === 'Failed' && /^(NodePorts|HostPortConflict|PodFitsHostPorts)$/.test(status.reason ?? ''),
  check: ({ subject, ref, nodePods, owners }) => {
    const conflict = nodePods ? hostPortConflict(subject, nodePods) : null;
    const port = conflict?.port ?? hostPorts(subject)[0];
    return [
      {
        facts: {
          node: subject.spec?.nodeName ?? '',
          port: port ? `${port.port}/${port.protocol}` : null,
          holder: conflict ? { name: conflict.holder.metadata?.name ?? '', namespace: conflict.holder.metadata?.namespace ?? '' } : null,
          workload: owningWorkload(owners),
        },
        proof: [
          { ref, path: 'status.reason', value: subject.status?.reason ?? null },
          { ref, path: 'status.message', value: subject.status?.message ?? null },
          ...(conflict ? [{ ref: refOf('pod', conflict.holder), path: 'spec.containers.ports.hostPort', value: conflict.port.port }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ node, port, holder }) =>
      `The kubelet of \`${node}\` refused the pod: port ${port ?? ''} of the node, which it wants as \`hostPort\`, ${holder ? `belongs to \`${holder.name}\` in namespace \`${holder.namespace}\`` : 'was taken by another pod'}.`,
    ko: ({ node, port, holder }) =>
      `\`${node}\` 노드의 kubelet이 파드를 거부했습니다. 파드가 \`hostPort\` 설정으로 요구하는 ${port ?? ''} 포트를 ${holder ? `\`${holder.namespace}\` 네임스페이스의 \`${holder.name}\` 파드가` : '다른 파드가'} 쓰고 있습니다.`,
  },
  steps: ({ node, holder, workload }, pod) => [
    look(
      `See what holds ports of \`${node}\`.`,
      `\`${node}\` 노드의 포트를 쓰는 파드를 확인합니다.`,
      sh`kubectl get pods -A --field-selector ${`spec.nodeName=${node}`} -o ${'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,HOSTPORT:.spec.containers[*].ports[*].hostPort'}`,
    ),
    change(
      'Take `nodeName` out and let the scheduler find a node where the port is free; better, use a Service in place of `hostPort`.',
      '`nodeName` 설정을 빼서 포트가 빈 노드를 스케줄러가 찾게 합니다. `hostPort` 대신 서비스를 쓰는 것이 더 좋습니다.',
      rollBack(editableTarget(workload), pod),
    ),
    change(
      `A refused pod stays Failed: delete it${holder ? `, once \`${holder.name}\` has freed the port if it must run here` : ''}.`,
      `거부된 파드는 Failed 상태로 남습니다. ${holder ? `꼭 여기서 실행해야 한다면 \`${holder.name}\` 파드가 포트를 비운 뒤 ` : ''}지우고 다시 만듭니다.`,
      ['It is made again by its controller, or from its manifest.', '컨트롤러가 다시 만들거나, 매니페스트로 다시 만듭니다.'],
      `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
  ],
});
