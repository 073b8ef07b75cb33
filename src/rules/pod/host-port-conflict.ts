import { hostPorts } from '../../core/node-fit.ts';
import { editableTarget, owningWorkload, scalableTarget } from '../../core/owning-workload.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look, rollBack } from '../../core/steps.ts';

/**
 * The pod wants a port of the node itself, and on every candidate node somebody has it: there can be no more such pods than nodes.
 * `didn't have free ports for the requested pod ports`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/nodeports/node_ports.go
 */
export default defineRule({
  id: 'pod/host-port-conflict',
  coverage: ['pod/host-port-conflict'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-pods/#my-pod-stays-pending',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes', 'owners'],
  applies: (pod) => isRefusedFor(pod, 'host-port'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('host-port')) return [];
    const { subject, ref, owners } = evidence;
    const held = scheduling.nearest.flatMap(({ node, obstacles }) =>
      obstacles.flatMap((obstacle) => (obstacle.kind === 'host-port' ? [{ ...obstacle, node: node.metadata?.name ?? '' }] : [])),
    );
    const wanted = held[0]?.port ?? hostPorts(subject)[0];
    if (!wanted) return [];
    const workload = owningWorkload(owners);
    const labels = Object.entries(subject.metadata?.labels ?? {});
    const alike = held.filter(({ holder }) => labels.length > 0 && labels.every(([key, value]) => holder.metadata?.labels?.[key] === value));
    return [
      {
        facts: {
          port: wanted.port,
          protocol: wanted.protocol,
          holders: held.slice(0, 3).map(({ holder, node }) => ({ ...refOf('pod', holder), node })),
          nodes: held.length,
          /** Pods of the same workload hold it: there are more replicas than nodes. */
          own: held.length > 0 && alike.length === held.length,
          workload,
        },
        proof: [
          scheduling.proof,
          { ref, path: 'spec.containers.ports.hostPort', value: wanted.port },
          ...held.slice(0, 2).map(({ holder, port }) => ({ ref: refOf('pod', holder), path: 'spec.containers.ports.hostPort', value: port.port })),
        ],
      },
    ];
  },
  says: {
    en: ({ port, protocol, holders, nodes, own }) => {
      const [holder] = holders;
      if (!holder) return `Port ${port}/${protocol} of the node, which the pod wants as \`hostPort\`, is taken on every node that it may use.`;
      const who = own ? 'by another replica of itself' : `by \`${holder.name}\` on \`${holder.node}\`${nodes > 1 ? ', for one' : ''}`;
      return `The pod wants port ${port}/${protocol} of its node (\`hostPort\`), and all ${nodes} nodes that it may use have it taken ${who}. At most one such pod fits on a node.`;
    },
    ko: ({ port, protocol, holders, nodes, own }) => {
      const [holder] = holders;
      if (!holder) return `파드가 \`hostPort\` 설정으로 노드의 ${port}/${protocol} 포트를 요구하는데, 쓸 수 있는 모든 노드에서 이미 사용 중입니다.`;
      const who = own ? '같은 워크로드의 다른 복제본이' : `${nodes > 1 ? '예를 들어 ' : ''}\`${holder.node}\` 노드의 \`${holder.name}\` 파드가`;
      return `파드가 노드의 ${port}/${protocol} 포트를 요구하는데(\`hostPort\`), 쓸 수 있는 노드 ${nodes}개에서 모두 ${who} 쓰고 있습니다. 이런 파드는 노드마다 하나만 실행할 수 있습니다.`;
    },
  },
  steps: ({ port, holders, nodes, own, workload }, pod) => {
    const target = editableTarget(workload);
    const scale = own && nodes > 0 ? scalableTarget(workload) : null;
    const [holder] = holders;
    return [
      holder
        ? look(
            `See what \`${holder.name}\` is and whether it needs the port.`,
            `\`${holder.name}\` 파드가 무엇이고 이 포트가 필요한지 확인합니다.`,
            `${sh`kubectl get pod ${holder.name} -o wide`}${namespaceFlag(holder)}`,
          )
        : look(
            'See which pods hold ports of nodes.',
            '노드의 포트를 쓰는 파드를 확인합니다.',
            sh`kubectl get pods -A -o ${'custom-columns=NAMESPACE:.metadata.namespace,NAME:.metadata.name,NODE:.spec.nodeName,HOSTPORT:.spec.containers[*].ports[*].hostPort'}`,
          ),
      change(
        `Take \`hostPort: ${port}\` out of the pod template and reach the pods through a Service: a host port is rarely needed.`,
        `파드 템플릿에서 \`hostPort: ${port}\` 설정을 빼고 서비스로 접근합니다. 호스트 포트가 꼭 필요한 경우는 드뭅니다.`,
        rollBack(target, pod),
      ),
      ...(scale
        ? [
            change(
              `If it must be, run no more than ${nodes} replicas, or use a DaemonSet.`,
              `꼭 필요하다면 복제본을 ${nodes}개 이하로 줄이거나 데몬셋을 씁니다.`,
              ['Scale back up.', '복제본 수를 되돌립니다.'],
              `${sh`kubectl scale ${scale} --replicas=${nodes}`}${namespaceFlag(pod)}`,
            ),
          ]
        : [
            change('Or add a node where the port is free.', '또는 이 포트가 비어 있는 노드를 추가합니다.', [
              'Drain and remove the node.',
              '노드를 드레인해서 제거합니다.',
            ]),
          ]),
    ];
  },
});
