import { networkPluginOf } from '../../core/network-plugins.ts';
import { isGrownNode } from '../../core/ready-words.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** Plugins that take the range of a node from `spec.podCIDR`; others (Calico, Cilium, AWS) hand out addresses themselves. */
const needIt: ReadonlySet<string> = new Set(['Flannel', 'kindnet', 'kube-router', 'Antrea']);

/**
 * The node has no range of addresses for its pods. CIDRNotAvailable is the node IPAM controller's word when its range is used up:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/nodeipam/ipam/range_allocator.go#L326
 */
export default defineRule({
  id: 'cni/no-pod-cidr',
  coverage: ['cni/no-pod-cidr'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/create-cluster-kubeadm/#pod-network',
  needs: ['nodes', 'agents', 'events'],
  applies: (node) =>
    !node.spec?.podCIDR && (node.spec?.podCIDRs ?? []).length === 0 && node.metadata?.annotations?.['kwok.x-k8s.io/node'] === undefined,
  check: ({ ref, subject, nodes, agents, events, now }) => {
    if (!isGrownNode(subject, now)) return [];
    const others = nodes.filter(({ spec }) => spec?.podCIDR);
    const agent = agents.find((one) => needIt.has(networkPluginOf(one)?.name ?? ''));
    const event = events.findLast(({ reason }) => reason === 'CIDRNotAvailable');
    if (!event && !agent) return [];
    const proof: [Proof, ...Proof[]] = [
      { ref, path: 'spec.podCIDR', value: null },
      ...(event ? [{ ref, path: `event CIDRNotAvailable (${event.component})`, value: event.message, at: event.lastAt }] : []),
      ...(others[0]?.spec?.podCIDR
        ? [{ ref: { kind: 'node' as const, name: others[0].metadata?.name ?? '' }, path: 'spec.podCIDR', value: others[0].spec.podCIDR }]
        : []),
    ];
    return [
      {
        facts: {
          node: ref.name,
          plugin: agent ? (networkPluginOf(agent)?.name ?? null) : null,
          usedUp: event !== undefined,
          others: others.length,
          total: nodes.length,
        },
        proof,
      },
    ];
  },
  says: {
    en: ({ node, plugin, usedUp, others, total }) =>
      `Node \`${node}\` has no \`podCIDR\`, so ${plugin ?? 'its network plugin'} cannot give pods an address there.${usedUp ? ' The range for pods is used up: the controller manager has none left for it.' : others === 0 ? ` None of the ${total} nodes has one: the controller manager does not hand them out (\`--allocate-node-cidrs\`, \`--cluster-cidr\`).` : ` ${others} of ${total} nodes have one.`}`,
    ko: ({ node, plugin, usedUp, others, total }) =>
      `\`${node}\` 노드에 \`podCIDR\` 값이 없어 ${plugin ? `${plugin} 플러그인이` : '네트워크 플러그인이'} 파드에 주소를 줄 수 없습니다.${usedUp ? ' 파드 대역이 모두 쓰여 컨트롤러 매니저가 나눠 줄 대역이 남아 있지 않습니다.' : others === 0 ? ` 노드 ${total}개 모두 값이 없습니다. 컨트롤러 매니저가 대역을 나눠 주지 않습니다(\`--allocate-node-cidrs\`, \`--cluster-cidr\` 옵션).` : ` 노드 ${total}개 가운데 ${others}개에는 값이 있습니다.`}`,
  },
  steps: ({ usedUp, node }) => [
    look(
      'See which nodes have a range.',
      '어떤 노드에 대역이 있는지 확인합니다.',
      'kubectl get nodes -o custom-columns=NAME:.metadata.name,CIDR:.spec.podCIDR',
    ),
    look(
      'See what the controller manager was told.',
      '컨트롤러 매니저의 옵션을 확인합니다.',
      `kubectl get pods -n kube-system -l component=kube-controller-manager -o yaml | grep -E 'cluster-cidr|allocate-node-cidrs|node-cidr-mask-size'`,
    ),
    usedUp
      ? change(
          'Remove nodes that are gone (each holds a range), or make the cluster anew with a larger range: it cannot be widened in place everywhere.',
          '없어진 노드의 오브젝트를 삭제해 대역을 비우거나(노드마다 대역 하나를 가짐), 더 큰 대역으로 클러스터를 다시 만듭니다. 대역은 대개 그대로 넓힐 수 없습니다.',
          ['A node that registers again gets a range again.', '노드가 다시 등록되면 대역도 다시 받습니다.'],
        )
      : change(
          'Set `--allocate-node-cidrs=true` and `--cluster-cidr=<range>` in /etc/kubernetes/manifests/kube-controller-manager.yaml, with the range of the network plugin (kubeadm: `--pod-network-cidr` at `init`).',
          '/etc/kubernetes/manifests/kube-controller-manager.yaml 파일에 `--allocate-node-cidrs=true`, `--cluster-cidr=<대역>` 옵션을 네트워크 플러그인의 대역으로 설정합니다(kubeadm이라면 `init`할 때 `--pod-network-cidr`).',
          ['Put the manifest from before back.', '이전 매니페스트로 되돌립니다.'],
        ),
    look('Then the node gets one.', '그러면 노드에 값이 생깁니다.', sh`kubectl get node ${node} -o ${'jsonpath={.spec.podCIDR}'}`),
  ],
});
