import type { KubeEvent } from '../../core/evidence.ts';
import { networkPluginOf } from '../../core/network-plugins.ts';
import { nodeCondition } from '../../core/node-conditions.ts';
import { podState } from '../../core/pod-state.ts';
import { readyTrouble } from '../../core/ready-words.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

const noNetwork = (event: KubeEvent) =>
  event.reason === 'NetworkNotReady' ||
  (event.reason === 'FailedCreatePodSandBox' && /cni|network/i.test(event.message) && !/no IP addresses/.test(event.message));

/**
 * CoreDNS waits because there is no pod network: with kubeadm the first thing that one meets without a network plugin. NetworkNotReady is the kubelet's:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet.go (NetworkNotReadyErrorMsg)
 */
export default defineRule({
  id: 'dns/pods-pending-no-cni',
  coverage: ['dns/pods-pending-no-cni'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/troubleshooting-kubeadm/#coredns-is-stuck-in-the-pending-state',
  needs: ['nodes', 'events'],
  wants: ['agents'],
  applies: (pod) => systemComponent(pod) === 'dns' && pod.status?.phase === 'Pending' && !pod.metadata?.deletionTimestamp,
  check: ({ ref, subject, now, nodes, events, agents }) => {
    const bare = nodes.filter((node) => readyTrouble(node)?.trouble === 'network');
    const bound = subject.spec?.nodeName ?? null;
    const event = events.findLast(noNetwork);
    if (podState(subject, now).condition !== 'failing') return [];
    const unscheduled = subject.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
    const waits = unscheduled?.message?.includes('node.kubernetes.io/not-ready') ? unscheduled : undefined;
    if (bound ? !event : !waits || bare.length === 0) return [];
    const plugins = [...new Set((agents ?? []).flatMap((agent) => networkPluginOf(agent)?.name ?? []))];
    const proof = waits
      ? { ref, path: 'status.conditions[type=PodScheduled].message', value: waits.message?.slice(0, 500) ?? null }
      : { ref, path: `event ${event?.reason} (${event?.component})`, value: event?.message.slice(0, 500) ?? null, at: event?.lastAt ?? '' };
    return [
      {
        facts: {
          bound,
          nodes: bare.slice(0, 3).map(({ metadata }) => metadata?.name ?? ''),
          bare: bare.length,
          total: nodes.length,
          plugins,
          seen: agents !== undefined,
        },
        proof: [
          proof,
          ...bare.slice(0, 2).map((node) => ({
            ref: refOf('node', node),
            path: 'status.conditions[type=Ready].message',
            value: nodeCondition(node, 'Ready')?.message ?? null,
          })),
        ],
        leads: bare.slice(0, 3).map((node) => ({ to: refOf('node', node) })),
      },
    ];
  },
  says: {
    en: ({ bound, nodes, bare, total, plugins, seen }) =>
      `CoreDNS waits for a pod network: ${bound ? `node \`${bound}\` cannot give it one` : `${bare} of ${total} nodes (\`${nodes.join('`, `')}\`) ${bare === 1 ? 'is' : 'are'} not ready because ${bare === 1 ? 'its' : 'their'} network is not set up, so it can be placed nowhere`}.${seen && plugins.length === 0 ? ' No known network plugin is installed in this cluster: install one, and CoreDNS starts by itself.' : plugins.length > 0 ? ` ${plugins.join(', ')} is installed but does not work there.` : ''}`,
    ko: ({ bound, nodes, bare, total, plugins, seen }) =>
      `CoreDNS가 파드 네트워크를 기다리고 있습니다. ${bound ? `\`${bound}\` 노드에서 네트워크를 만들지 못합니다.` : `노드 ${total}개 가운데 ${bare}개(\`${nodes.join('`, `')}\`)의 네트워크가 설정되지 않아 배치될 곳이 없습니다.`}${seen && plugins.length === 0 ? ' 이 클러스터에는 알려진 네트워크 플러그인이 설치되어 있지 않습니다. 설치하면 CoreDNS는 저절로 시작됩니다.' : plugins.length > 0 ? ` ${plugins.join(', ')} 플러그인이 설치되어 있지만 그곳에서 동작하지 않습니다.` : ''}`,
  },
  steps: ({ plugins }, pod) => [
    look(
      'See which network plugin runs, and where.',
      '어떤 네트워크 플러그인이 어디에서 실행되는지 확인합니다.',
      'kubectl get daemonsets -A; kubectl get pods -A -o wide | grep -iE "flannel|calico|cilium|weave|antrea|kindnet"',
    ),
    look('See what the nodes say.', '노드의 상태를 확인합니다.', 'kubectl get nodes; kubectl describe nodes | grep -E "^Name:|NetworkReady|cni"'),
    look('On a node: is there a CNI configuration?', '노드에 CNI 설정이 있는지 확인합니다.', 'ls -l /etc/cni/net.d /opt/cni/bin'),
    change(
      plugins.length === 0
        ? 'Install one network plugin (Flannel, Calico, Cilium ...), with the pod network range that the cluster was made with.'
        : 'Mend the network plugin; CoreDNS then starts by itself.',
      plugins.length === 0
        ? '네트워크 플러그인 하나(Flannel, Calico, Cilium 등)를 클러스터를 만들 때 정한 파드 네트워크 대역으로 설치합니다.'
        : '네트워크 플러그인을 고칩니다. 그러면 CoreDNS는 저절로 시작됩니다.',
      ['Delete what was installed with its own manifest.', '설치에 쓴 매니페스트로 삭제합니다.'],
    ),
    look('Then CoreDNS is Running.', '그러면 CoreDNS가 Running 상태가 됩니다.', `${sh`kubectl get pod ${pod.name}`}${namespaceFlag(pod)} -w`),
  ],
});
