import { networkPluginOf } from '../../core/network-plugins.ts';
import { nodeConditionProof } from '../../core/node-conditions.ts';
import { podState } from '../../core/pod-state.ts';
import { isCniUninitialized, isGrownNode, readyTrouble } from '../../core/ready-words.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule, type Lead } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * The node has no usable CNI configuration. Whose task that is, the agents of network plugins tell: none is installed, none is on this node, or it fails
 * there. Words: core/ready-words.ts.
 */
export default defineRule({
  id: 'cni/not-initialized',
  coverage: ['cni/not-initialized'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/',
  needs: ['agents', 'pods'],
  applies: (node) => readyTrouble(node)?.trouble === 'network',
  check: ({ ref, subject, agents, pods, now }) => {
    const found = readyTrouble(subject);
    if (!found || !isGrownNode(subject, now) || !isCniUninitialized(found.ready.message ?? '')) return [];
    const own = agents.filter((agent) => networkPluginOf(agent));
    const here = pods.find((pod) => networkPluginOf(pod) && pod.metadata?.ownerReferences?.some(({ kind }) => kind === 'DaemonSet'));
    const [agent] = own;
    const leads: Lead[] = [
      { to: ref, rules: ['cni/no-pod-cidr'] },
      ...(here ? [{ to: refOf('pod', here) }] : agent ? [{ to: refOf('daemonset', agent) }] : []),
    ];
    return [
      {
        facts: {
          node: ref.name,
          plugin: agent ? (networkPluginOf(agent)?.name ?? null) : null,
          agent: agent?.metadata?.name ?? null,
          agentNamespace: agent?.metadata?.namespace ?? null,
          pod: here?.metadata?.name ?? null,
          state: here ? podState(here, now).status : null,
        },
        proof: [
          ...nodeConditionProof(ref, found.ready),
          ...(here ? [{ ref: refOf('pod', here), path: 'status.phase', value: here.status?.phase ?? null }] : []),
        ] as const,
        leads,
      },
    ];
  },
  says: {
    en: ({ node, plugin, pod, state }) =>
      `Node \`${node}\` has no CNI configuration that the container runtime could use, so no pod gets a network there. ${!plugin ? 'No known network plugin is installed in this cluster, or its configuration was removed from the node (`/etc/cni/net.d`).' : !pod ? `${plugin} is installed, but its agent has no pod on this node, and it is the agent that writes the configuration.` : state === 'Running' ? `The agent of ${plugin} (\`${pod}\`) runs there: its file in \`/etc/cni/net.d\` is missing or broken.` : `The agent of ${plugin} (\`${pod}\`) does not run there: \`${state}\`.`}`,
    ko: ({ node, plugin, pod, state }) =>
      `\`${node}\` 노드에 컨테이너 런타임이 쓸 수 있는 CNI 설정이 없어 파드가 네트워크를 얻지 못합니다. ${!plugin ? '이 클러스터에 알려진 네트워크 플러그인이 설치되어 있지 않거나, 노드에서 설정(`/etc/cni/net.d`)이 지워졌습니다.' : !pod ? `${plugin} 플러그인이 설치되어 있지만 이 노드에는 설정 파일을 만드는 에이전트 파드가 없습니다.` : state === 'Running' ? `${plugin} 에이전트(\`${pod}\` 파드)는 실행 중이지만 \`/etc/cni/net.d\` 디렉터리의 설정 파일이 없거나 깨졌습니다.` : `${plugin} 에이전트(\`${pod}\` 파드)가 실행되지 않고 있습니다: \`${state}\``}`,
  },
  steps: ({ node, plugin, agent, agentNamespace, pod }) => [
    look(
      'On the node: is there a configuration, and are its programs there?',
      '노드에 설정과 실행 파일이 있는지 확인합니다.',
      'ls -l /etc/cni/net.d /opt/cni/bin /usr/lib/cni',
    ),
    plugin && agent
      ? look(
          'See on which nodes the agent runs, and its log.',
          '에이전트가 어느 노드에서 실행되는지와 로그를 확인합니다.',
          `${sh`kubectl get pods -n ${agentNamespace ?? 'kube-system'} -o wide --field-selector ${`spec.nodeName=${node}`}`}${pod ? `; ${sh`kubectl logs -n ${agentNamespace ?? 'kube-system'} ${pod} --all-containers --tail=50`}` : ''}`,
        )
      : look('See whether a network plugin runs at all.', '실행 중인 네트워크 플러그인이 있는지 확인합니다.', 'kubectl get daemonsets -A'),
    plugin && agent
      ? change(
          'Restart the agent: it writes its configuration anew when it starts. Where it has no pod here, let its DaemonSet tolerate `node.kubernetes.io/not-ready`.',
          '에이전트를 다시 시작하면 설정을 다시 만듭니다. 이 노드에 파드가 없다면 데몬셋이 `node.kubernetes.io/not-ready` 테인트를 용인하게 합니다.',
          ['None: the pods are only started again.', '파드를 다시 시작할 뿐이므로 되돌릴 것이 없습니다.'],
          sh`kubectl rollout restart ${`daemonset/${agent}`} -n ${agentNamespace ?? 'kube-system'}`,
        )
      : change(
          'Put the configuration back, or install one network plugin (Flannel, Calico, Cilium ...) with the pod range of the cluster.',
          '설정을 되돌려 놓거나, 클러스터의 파드 대역으로 네트워크 플러그인 하나(Flannel, Calico, Cilium 등)를 설치합니다.',
          ['Delete what was installed with its own manifest.', '설치에 쓴 매니페스트로 삭제합니다.'],
        ),
  ],
});
