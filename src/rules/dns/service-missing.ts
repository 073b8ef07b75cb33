import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { isTroubled } from '../../core/troubled.ts';

/** The pod gets no answer from DNS, and there is no Service of the cluster's DNS in kube-system. */
export default defineRule({
  id: 'dns/service-missing',
  coverage: ['dns/object-missing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#is-dns-service-up',
  needs: ['nameLookups'],
  applies: (pod) => isTroubled(pod) && (pod.spec?.dnsPolicy ?? 'ClusterFirst').startsWith('ClusterFirst') && !pod.spec?.hostNetwork,
  check: ({ ref, nameLookups }) => {
    if (!nameLookups || nameLookups.dnsServices.length > 0) return [];
    const said = nameLookups.failed.findLast(({ unanswered }) => unanswered) ?? nameLookups.failed.at(-1);
    if (!said) return [];
    return [
      {
        facts: { host: said.host, server: said.server },
        proof: [{ ref, path: `log ${said.container}${said.previous ? ' (previous)' : ''}`, value: said.line.slice(0, 500) }],
      },
    ];
  },
  says: {
    en: ({ host, server }) =>
      `It cannot resolve ${host ? `\`${host}\`` : 'names'}: namespace \`kube-system\` has no Service of the cluster DNS (usually \`kube-dns\`)${server ? `, so nobody answers at \`${server}\`` : ''}. No pod of the cluster can resolve names.`,
    ko: ({ host, server }) =>
      `${host ? `\`${host}\` 이름을` : '이름을'} 조회하지 못합니다. \`kube-system\` 네임스페이스에 클러스터 DNS 서비스(보통 \`kube-dns\`)가 없습니다${server ? `. \`${server}\` 주소에서 응답하는 서버가 없습니다` : ''}. 클러스터의 어떤 파드도 이름을 조회할 수 없습니다.`,
  },
  steps: () => [
    look('See which Services there are.', '어떤 서비스가 있는지 확인합니다.', 'kubectl get services -n kube-system'),
    look(
      'See the address that pods are told to ask.',
      '파드가 질의하도록 설정된 주소를 확인합니다.',
      'kubectl get configmap kubelet-config -n kube-system -o yaml | grep -A2 clusterDNS',
    ),
    change(
      'Make the Service again, with that very address as `clusterIP`: with kubeadm as below, else with the manifest or chart of your installer.',
      '그 주소를 `clusterIP` 값으로 하여 서비스를 다시 만듭니다. kubeadm이라면 아래 명령을, 아니면 설치 도구의 매니페스트나 차트를 씁니다.',
      ['None is needed: it brings back what every installation has.', '모든 설치에 있는 것을 되살리므로 되돌릴 필요가 없습니다.'],
      'kubeadm init phase addon coredns',
    ),
  ],
});
