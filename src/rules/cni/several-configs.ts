import type { DaemonSet } from '../../core/kinds.ts';
import { networkPluginOf, networkPluginOfType } from '../../core/network-plugins.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { awaitsSandbox, failuresToStart } from '../../core/start-failures.ts';
import { change, look } from '../../core/steps.ts';

/** `plugin type="flannel" failed (add)`, `failed to find plugin "calico"`. */
const named = /plugin type="(?<a>[\w-]{1,60})"|failed to find plugin "(?<b>[\w-]{1,60})"/;

/**
 * The node sets pods up with a plugin that is not the cluster's: its configuration stands before the right one, and the first file by name wins.
 * The files themselves cannot be seen from here. Words: https://github.com/containernetworking/cni/blob/v1.2.2/libcni/api.go
 */
export default defineRule({
  id: 'cni/several-configs',
  coverage: ['cni/several-configs'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/extend-kubernetes/compute-storage-net/network-plugins/#cni',
  needs: ['events', 'agents'],
  applies: awaitsSandbox,
  check: ({ ref, subject, events, agents }) => {
    const event = failuresToStart(events, ['FailedCreatePodSandBox']).at(-1);
    const found = event ? named.exec(event.message)?.groups : null;
    const type = found?.a ?? found?.b;
    const used = type ? networkPluginOfType(type) : null;
    if (!event || !type || !used) return [];
    const [right] = agents.filter((agent): agent is DaemonSet => networkPluginOf(agent) !== null && networkPluginOf(agent)?.name !== 'Multus');
    const names = [...new Set(agents.flatMap((agent) => networkPluginOf(agent)?.name ?? []))].filter((name) => name !== 'Multus');
    // canal is Flannel below Calico; a plugin that runs is no leftover
    if (!right || names.includes(used.name) || agents.some(({ metadata }) => metadata?.name === 'canal')) return [];
    return [
      {
        facts: { type, used: used.name, installed: names, node: subject.spec?.nodeName ?? '' },
        proof: [
          { ref, path: `event FailedCreatePodSandBox (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt },
          { ref: refOf('daemonset', right), path: 'metadata.name', value: right.metadata?.name ?? '' },
        ],
      },
    ];
  },
  says: {
    en: ({ type, used, installed, node }) =>
      `Node \`${node}\` sets up pods with the plugin \`${type}\` of ${used}, but this cluster's network is ${installed.join(' and ')}: a configuration of ${used} was left in \`/etc/cni/net.d\`. Of several files the first by name wins.`,
    ko: ({ type, used, installed, node }) =>
      `\`${node}\` 노드가 ${used}의 \`${type}\` 플러그인으로 파드를 설정하고 있지만, 이 클러스터의 네트워크 플러그인은 ${installed.join(', ')}입니다. \`/etc/cni/net.d\` 디렉터리에 ${used} 설정이 남아 있습니다. 파일이 여러 개면 이름순으로 첫 번째 파일이 사용됩니다.`,
  },
  steps: ({ node, used }) => [
    look(
      'On the node: which files are there? The first by name is used.',
      '노드에서 설정 파일을 확인합니다. 이름순 첫 번째 파일이 사용됩니다.',
      `ls -1 /etc/cni/net.d; grep -H '"type"' /etc/cni/net.d/*`,
    ),
    look('See which network plugins run in the cluster.', '클러스터에서 실행 중인 네트워크 플러그인을 확인합니다.', 'kubectl get daemonsets -A'),
    change(
      `Move the file of ${used} out of the folder on the node (the runtime looks again by itself).`,
      `노드에서 ${used} 설정 파일을 다른 곳으로 옮깁니다(런타임이 스스로 다시 읽습니다).`,
      ['Move the file back.', '파일을 다시 옮겨 놓습니다.'],
      'mkdir -p /root/cni-old && mv /etc/cni/net.d/<file> /root/cni-old/',
    ),
    change(
      'Pods that were made with the wrong network keep it: make those of this node anew.',
      '잘못된 네트워크로 만들어진 파드는 그대로 남으므로 이 노드의 파드를 다시 만듭니다.',
      [`\`${sh`kubectl uncordon ${node}`}\``, `\`${sh`kubectl uncordon ${node}`}\` 명령으로 파드를 다시 받습니다.`],
      sh`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data`,
    ),
  ],
});
