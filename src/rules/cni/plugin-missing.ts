import { allMatches } from '../../core/log-signature.ts';
import { networkPluginOf, networkPluginOfType } from '../../core/network-plugins.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { awaitsSandbox, failuresToStart } from '../../core/start-failures.ts';
import { change, look } from '../../core/steps.ts';
import { sandboxSignatures } from './sandbox.signatures.ts';

const [signature] = sandboxSignatures.filter(({ id }) => id === 'cni-plugin-missing');

/** https://github.com/containernetworking/plugins/blob/v1.4.0/README.md */
const basic: ReadonlySet<string> = new Set([
  'bridge',
  'ptp',
  'ipvlan',
  'macvlan',
  'host-device',
  'vlan',
  'loopback',
  'portmap',
  'bandwidth',
  'tuning',
  'sbr',
  'firewall',
  'host-local',
  'dhcp',
  'static',
]);

/** The CNI configuration of the node names a plugin whose binary is not there. Words: https://github.com/containernetworking/cni/blob/v1.2.2/pkg/invoke/find.go */
export default defineRule({
  id: 'cni/plugin-missing',
  coverage: ['cni/plugin-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/migrating-from-dockershim/troubleshooting-cni-plugin-related-errors/',
  needs: ['events'],
  wants: ['agents'],
  applies: awaitsSandbox,
  check: ({ ref, subject, events, agents }) => {
    const event = failuresToStart(events, ['FailedCreatePodSandBox']).at(-1);
    const [match] = event && signature ? allMatches(event.message.split('\n'), [signature]) : [];
    if (!event || !match) return [];
    const { plugin = '', path = '' } = match.captures;
    const owner = networkPluginOfType(plugin)?.name ?? null;
    const installed = (agents ?? []).flatMap((agent) => networkPluginOf(agent)?.name ?? []);
    return [
      {
        facts: {
          plugin,
          basic: basic.has(plugin),
          path,
          node: subject.spec?.nodeName ?? '',
          owner,
          installed: owner && agents ? installed.includes(owner) : null,
        },
        proof: [{ ref, path: `event FailedCreatePodSandBox (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt }],
      },
    ];
  },
  says: {
    en: ({ plugin, basic, path, node, owner, installed }) =>
      `Pods get no network on node \`${node}\`: its CNI configuration names the plugin \`${plugin}\`, and there is no such program in \`${path}\`.${owner ? ` It belongs to ${owner}${installed === false ? ', of which no agent runs in this cluster: a configuration was left behind' : ''}.` : basic ? ' It is one of the basic plugins (package `containernetworking-plugins`).' : ''}`,
    ko: ({ plugin, basic, path, node, owner, installed }) =>
      `\`${node}\` 노드에서 파드가 네트워크를 얻지 못합니다. CNI 설정에 적힌 \`${plugin}\` 플러그인의 실행 파일이 \`${path}\` 디렉터리에 없습니다.${owner ? ` 이 플러그인은 ${owner}의 것입니다.${installed === false ? ' 클러스터에 그 에이전트가 없으므로 남겨진 설정입니다.' : ''}` : basic ? ' 기본 플러그인(`containernetworking-plugins` 패키지) 가운데 하나입니다.' : ''}`,
  },
  steps: ({ plugin, path, node }) => [
    look(
      'On the node: which configuration is in use (the first by name), and which programs are there?',
      '노드에서 사용 중인 설정(이름순 첫 파일)과 실행 파일을 확인합니다.',
      `ls -l /etc/cni/net.d; grep -H '"type"' /etc/cni/net.d/*; ${sh`ls -l ${path.split(' ')}`}`,
    ),
    look(
      'See whether other pods start on that node.',
      '그 노드에서 다른 파드가 시작되는지 확인합니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
    ),
    change(
      `Install \`${plugin}\` on the node: the package \`containernetworking-plugins\` for the basic ones, else restart the agent of the network plugin, which copies its own. Or move a configuration that was left behind out of /etc/cni/net.d.`,
      `노드에 \`${plugin}\` 실행 파일을 설치합니다. 기본 플러그인이면 \`containernetworking-plugins\` 패키지를 설치하고, 아니면 네트워크 플러그인의 에이전트를 다시 시작해 실행 파일을 복사하게 합니다. 남겨진 설정이라면 /etc/cni/net.d 디렉터리 밖으로 옮깁니다.`,
      ['Move the configuration back.', '설정을 다시 옮겨 놓습니다.'],
    ),
  ],
});
