import { allMatches } from '../../core/log-signature.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { lastRuns } from '../../core/run-logs.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';
import { isTroubled } from '../../core/troubled.ts';
import { notPermittedSignatures } from './not-permitted.signatures.ts';

/** CoreDNS may not read Services and EndpointSlices, so it knows no name of the cluster: the ClusterRole or its binding is missing. */
export default defineRule({
  id: 'dns/not-permitted',
  coverage: ['dns/object-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#does-coredns-have-sufficient-permissions',
  needs: ['logs', 'previousLogs'],
  applies: (pod) => systemComponent(pod) === 'dns' && isTroubled(pod),
  check: ({ ref, subject, now, logs, previousLogs }) =>
    lastRuns({ subject, now, logs, previousLogs }).flatMap(({ lines, path }) => {
      const refused = lines.flatMap((line) => allMatches([line], notPermittedSignatures));
      const last = refused.at(-1);
      if (!last) return [];
      const [, , namespace = ref.namespace ?? '', account = ''] = (last.captures.user ?? '').split(':');
      return [
        {
          facts: { what: [...new Set(refused.map(({ captures }) => captures.what ?? ''))].toSorted(), account, namespace },
          proof: [
            { ref, path, value: last.line.slice(0, 500) },
            ...(subject.spec?.serviceAccountName ? [{ ref, path: 'spec.serviceAccountName', value: subject.spec.serviceAccountName }] : []),
          ],
        },
      ];
    }),
  says: {
    en: ({ what, account, namespace }) =>
      `CoreDNS cannot serve names of the cluster: service account \`${account}\` of namespace \`${namespace}\` may not list \`${what.join('`, `')}\`. Its ClusterRole or ClusterRoleBinding is missing (kubeadm calls both \`system:coredns\`), or the Deployment uses another service account.`,
    ko: ({ what, account, namespace }) =>
      `CoreDNS가 클러스터의 이름에 답하지 못합니다. \`${namespace}\` 네임스페이스의 \`${account}\` 서비스어카운트에 \`${what.join('`, `')}\` 목록을 볼 권한이 없습니다. ClusterRole이나 ClusterRoleBinding이 없거나(kubeadm에서는 둘 다 \`system:coredns\`), 디플로이먼트가 다른 서비스어카운트를 쓰고 있습니다.`,
  },
  steps: ({ account, namespace }, pod) => [
    look(
      'See whether a binding names that service account.',
      '그 서비스어카운트를 지정한 바인딩이 있는지 확인합니다.',
      `kubectl get clusterrolebindings -o wide | grep -F ${sh`${`${namespace}/${account}`}`}`,
    ),
    look(
      'Ask what it may do.',
      '어떤 권한이 있는지 확인합니다.',
      sh`kubectl auth can-i list endpointslices.discovery.k8s.io --as=${`system:serviceaccount:${namespace}:${account}`}`,
    ),
    change(
      'Make the ClusterRole (`list`, `watch` on services, pods, namespaces and endpointslices) and its binding again, with your installer: with kubeadm as below.',
      '설치 도구로 ClusterRole(services, pods, namespaces, endpointslices에 대한 `list`, `watch` 권한)과 바인딩을 다시 만듭니다. kubeadm이라면 아래 명령을 씁니다.',
      ['None is needed: it brings back what every installation has.', '모든 설치에 있는 것을 되살리므로 되돌릴 필요가 없습니다.'],
      'kubeadm init phase addon coredns',
    ),
    change(
      'Then start CoreDNS anew.',
      '그다음 CoreDNS를 다시 시작합니다.',
      ['None: its Deployment makes another pod.', '되돌릴 것이 없습니다. 디플로이먼트가 새 파드를 만듭니다.'],
      `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
  ],
});
