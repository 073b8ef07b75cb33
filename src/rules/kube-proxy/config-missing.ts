import { proxyParts, proxyTrouble, readProxyLog, restartProxy } from '../../core/kube-proxy.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { configSignatures } from './kube-proxy.signatures.ts';

/** kube-proxy ends at once: its configuration file or kubeconfig is missing or wrong. kubeadm keeps both in the ConfigMap kube-proxy. */
export default defineRule({
  id: 'kube-proxy/config-missing',
  coverage: ['kube-proxy/config-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/config-api/kube-proxy-config.v1alpha1/',
  needs: ['logs', 'previousLogs'],
  wants: ['configMapKeys'],
  applies: (pod) => systemComponent(pod) === 'kube-proxy' && isTroubled(pod),
  check: (evidence) => {
    const trouble = proxyTrouble(evidence, configSignatures);
    if (!trouble) return [];
    const { ref, subject, configMapKeys = [] } = evidence;
    const { match, run, proof } = trouble;
    const parts = proxyParts(subject);
    const { path = null, words = null } = match.captures;
    const key = path?.split('/').at(-1) ?? null;
    const keys = configMapKeys.find(({ name }) => name === parts.configMap)?.object ?? null;
    const command = subject.spec?.containers.find(({ name }) => name === run.container)?.command?.find((word) => word.startsWith('--config')) ?? null;
    return [
      {
        facts: { ...parts, path, words, key, keys: keys ? [...keys] : null, inMap: key !== null && keys !== null ? keys.includes(key) : null },
        proof: [proof, ...(command ? [{ ref, path: `spec.containers[name=${run.container}].command`, value: command }] : [])],
      },
    ];
  },
  says: {
    en: ({ path, words, configMap, inMap, key, node }) =>
      `kube-proxy ends at once on node \`${node ?? '?'}\`, so Services there are no longer kept up to date: ${
        path
          ? `its file \`${path}\` does not exist.${configMap ? (inMap === false ? ` ConfigMap \`${configMap}\` has no key \`${key ?? ''}\`.` : '') : ' It mounts no ConfigMap at all.'}`
          : `its configuration${configMap ? ` (ConfigMap \`${configMap}\`)` : ''} is wrong: \`${words ?? ''}\`.`
      }`,
    ko: ({ path, words, configMap, inMap, key, node }) =>
      `\`${node ?? '?'}\` 노드에서 kube-proxy가 바로 종료되어 서비스 규칙이 갱신되지 않습니다. ${
        path
          ? `\`${path}\` 파일이 없습니다.${configMap ? (inMap === false ? ` \`${configMap}\` 컨피그맵에 \`${key ?? ''}\` 키가 없습니다.` : '') : ' 마운트한 컨피그맵도 없습니다.'}`
          : `설정${configMap ? `(\`${configMap}\` 컨피그맵)` : ''}이 잘못되었습니다: \`${words ?? ''}\``
      }`,
  },
  steps: ({ configMap, daemonSet }, pod) => [
    readProxyLog(pod),
    look(
      'See the configuration (`config.conf`: mode, clusterCIDR, bindAddress, clientConnection.kubeconfig) and the kubeconfig.',
      '설정(`config.conf`의 mode, clusterCIDR, bindAddress, clientConnection.kubeconfig)과 kubeconfig를 확인합니다.',
      `${sh`kubectl get configmap ${configMap ?? 'kube-proxy'} -o yaml`}${namespaceFlag(pod)}`,
    ),
    ...(daemonSet
      ? [
          look(
            'See which paths the DaemonSet names (usually `/var/lib/kube-proxy/config.conf`).',
            '데몬셋에 적힌 경로(보통 `/var/lib/kube-proxy/config.conf`)를 확인합니다.',
            `${sh`kubectl get daemonset ${daemonSet} -o yaml`}${namespaceFlag(pod)}`,
          ),
        ]
      : []),
    change(
      'Correct the ConfigMap or the path. With kubeadm both can be made anew as below.',
      '컨피그맵이나 경로를 바로잡습니다. kubeadm이라면 아래 명령으로 둘 다 다시 만들 수 있습니다.',
      [
        'Apply the ConfigMap from before: keep a copy with `kubectl get configmap -o yaml` first.',
        '이전 컨피그맵을 다시 적용합니다. 먼저 `kubectl get configmap -o yaml` 명령으로 복사해 둡니다.',
      ],
      'kubeadm init phase addon kube-proxy',
    ),
    restartProxy({ daemonSet }, pod),
  ],
});
