import { networkPluginOf } from '../../core/network-plugins.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

/** There is no kube-proxy, and a network plugin runs that can do its work: then that is where Services are to be looked for. */
export default defineRule({
  id: 'kube-proxy/not-used',
  coverage: ['kube-proxy/not-used'],
  on: ['cluster'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/concepts/cluster-administration/proxies/',
  needs: ['agents', 'systemPods'],
  applies: () => true,
  check: ({ agents, systemPods }) => {
    if ([...agents, ...systemPods].some((one) => systemComponent(one) === 'kube-proxy')) return [];
    const agent = agents.find((one) => networkPluginOf(one)?.replacesProxy);
    const plugin = agent ? networkPluginOf(agent) : null;
    if (!agent || !plugin?.replacesProxy) return [];
    const to = refOf('daemonset', agent);
    return [
      {
        facts: { plugin: plugin.name, setting: plugin.replacesProxy, agent: to.name, namespace: to.namespace ?? 'kube-system' },
        proof: [{ ref: to, path: 'metadata.name', value: to.name }],
      },
    ];
  },
  says: {
    en: ({ plugin, setting }) =>
      `This cluster has no kube-proxy. ${plugin} can do its work (\`${setting}\`), so the questions about kube-proxy do not apply: look at ${plugin} where Services do not work.`,
    ko: ({ plugin, setting }) =>
      `이 클러스터에는 kube-proxy가 없습니다. ${plugin} 플러그인이 그 일을 대신할 수 있으므로(\`${setting}\` 설정) kube-proxy에 관한 점검은 해당하지 않습니다. 서비스가 동작하지 않으면 ${plugin} 플러그인을 확인합니다.`,
  },
  steps: ({ agent, namespace, plugin }) => [
    look('See the state of the plugin on the nodes.', '노드별 플러그인 상태를 확인합니다.', sh`kubectl get daemonset ${agent} -n ${namespace}`),
    plugin === 'Cilium'
      ? look(
          'See whether it has taken over from kube-proxy.',
          'kube-proxy를 대신하고 있는지 확인합니다.',
          `${sh`kubectl exec -n ${namespace} ${`daemonset/${agent}`}`} -- cilium-dbg status --verbose`,
        )
      : look('Read its log.', '로그를 확인합니다.', sh`kubectl logs -n ${namespace} ${`daemonset/${agent}`} --tail=50`),
  ],
});
