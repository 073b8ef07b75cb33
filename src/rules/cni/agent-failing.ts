import { lastMatch } from '../../core/log-signature.ts';
import { networkPluginOf } from '../../core/network-plugins.ts';
import { podState } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { lastRuns } from '../../core/run-logs.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { agentSignatures } from './agent-failing.signatures.ts';

/** The agent of the network plugin fails on a node, by a cause that its log or its readiness probe names. */
export default defineRule({
  id: 'cni/agent-failing',
  coverage: ['cni/agent-failing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/cluster-administration/addons/#networking-and-network-policy',
  needs: ['logs', 'previousLogs', 'events'],
  applies: (pod) => systemComponent(pod) === 'network-plugin' && isTroubled(pod),
  check: ({ ref, subject, now, logs, previousLogs, events }) => {
    if (podState(subject, now).condition === 'progressing') return [];
    const runs = lastRuns({ subject, now, logs, previousLogs }).flatMap(({ lines, path }) => {
      const match = lastMatch(lines, agentSignatures);
      return match ? [{ match, proof: { ref, path, value: match.line.slice(0, 500) } }] : [];
    });
    const unhealthy = events.findLast(({ reason }) => reason === 'Unhealthy');
    const said = unhealthy ? lastMatch([unhealthy.message], agentSignatures) : null;
    const found =
      runs.at(-1) ??
      (said && unhealthy
        ? {
            match: said,
            proof: { ref, path: `event Unhealthy (${unhealthy.component})`, value: unhealthy.message.slice(0, 500), at: unhealthy.lastAt },
          }
        : null);
    if (!found) return [];
    const { signature, captures } = found.match;
    const leads =
      signature.id === 'flannel-no-pod-cidr' && subject.spec?.nodeName
        ? [{ to: { kind: 'node' as const, name: subject.spec.nodeName }, rules: ['cni/no-pod-cidr'] }]
        : [];
    return [
      {
        facts: {
          plugin: networkPluginOf(subject)?.name ?? '',
          node: subject.spec?.nodeName ?? '',
          signature: signature.id,
          captures,
          daemonSet: subject.metadata?.ownerReferences?.find(({ kind }) => kind === 'DaemonSet')?.name ?? null,
        },
        proof: [found.proof],
        leads,
      },
    ];
  },
  says: {
    en: ({ plugin, node, signature, captures }) =>
      `${signatureOf(signature)?.says.en('The network agent', captures) ?? ''} So pods on node \`${node}\` get no network, or cannot reach other nodes (${plugin}).`.trim(),
    ko: ({ plugin, node, signature, captures }) =>
      `${signatureOf(signature)?.says.ko('네트워크 에이전트', captures) ?? ''} 그래서 \`${node}\` 노드의 파드가 네트워크를 얻지 못하거나 다른 노드와 통신하지 못합니다(${plugin}).`.trim(),
  },
  steps: ({ signature, node, daemonSet }, pod) => [
    look(
      'Read the log of the agent on that node.',
      '그 노드의 에이전트 로그를 확인합니다.',
      `${sh`kubectl logs ${pod.name} --all-containers --tail=50`}${namespaceFlag(pod)}`,
    ),
    ...(signatureOf(signature)
      ? [{ kind: 'look' as const, text: (signatureOf(signature) as NonNullable<ReturnType<typeof signatureOf>>).look }]
      : []),
    change(signatureOf(signature)?.fix.en ?? 'Mend what the log names.', signatureOf(signature)?.fix.ko ?? '로그가 가리키는 것을 고칩니다.', [
      'Put the setting from before back.',
      '이전 설정으로 되돌립니다.',
    ]),
    change(
      `Then start the agent of node \`${node}\` anew.`,
      `그다음 \`${node}\` 노드의 에이전트를 다시 시작합니다.`,
      [`None: ${daemonSet ? `DaemonSet \`${daemonSet}\`` : 'its owner'} makes another pod.`, '되돌릴 것이 없습니다. 데몬셋이 새 파드를 만듭니다.'],
      `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
  ],
});

function signatureOf(id: string) {
  return agentSignatures.find((signature) => signature.id === id);
}
