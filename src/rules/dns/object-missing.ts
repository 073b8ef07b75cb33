import type { Facets } from '../../core/facets.ts';
import type { PodTemplateSpec, Service } from '../../core/kinds.ts';
import { type Ref, refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { backendsOf } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

type Missing = { readonly kind: string; readonly name: string | null; readonly because: string };
type Objects = Pick<Facets['cluster'], 'systemConfigMaps' | 'systemServiceAccounts' | 'clusterRoleBindings' | 'clusterRoles'>;
type Found = { readonly missing: Missing; readonly proof: Proof };

/**
 * A part of the cluster's DNS is not there: its workload, its Service, or what its workload names itself (ConfigMap, service account, a ClusterRoleBinding for that).
 * Names are never demanded: installers differ.
 */
export default defineRule({
  id: 'dns/object-missing',
  coverage: ['dns/object-missing'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#is-dns-service-up',
  needs: [
    'systemDeployments',
    'agents',
    'systemServices',
    'systemEndpointSlices',
    'systemConfigMaps',
    'systemServiceAccounts',
    'clusterRoleBindings',
    'clusterRoles',
  ],
  applies: () => true,
  check: ({ ref, systemDeployments, agents, systemServices, systemEndpointSlices, ...objects }) => {
    const services = systemServices.filter((service) => systemComponent(service) === 'dns');
    const workloads = [
      ...systemDeployments
        .filter((one) => systemComponent(one) === 'dns')
        .map((one) => ({ ref: refOf('deployment', one), spec: one.spec?.template.spec })),
      ...agents.filter((one) => systemComponent(one) === 'dns').map((one) => ({ ref: refOf('daemonset', one), spec: one.spec?.template.spec })),
    ];
    // DNS that runs elsewhere (the provider's machines) still has endpoints here
    const served = services.some((service) =>
      backendsOf(systemEndpointSlices.filter(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name'] === service.metadata?.name)).some(
        ({ ready }) => ready,
      ),
    );
    const [service] = services;
    const found: Found[] = [];
    if (!service) found.push({ missing: { kind: 'Service', name: null, because: '' }, proof: { ref, path: 'services of kube-system', value: null } });
    if (workloads.length === 0 && !served) {
      found.push({
        missing: { kind: 'Deployment', name: null, because: '' },
        proof: service ? selectorProof(service) : { ref, path: 'deployments of kube-system', value: null },
      });
    }
    found.push(...workloads.filter((one) => one.ref.namespace === 'kube-system').flatMap((one) => missingOf(one, objects)));
    return found.map(({ missing, proof }) => ({
      facts: { ...missing, service: service?.metadata?.name ?? null },
      proof: [proof] as const,
      leads: service && missing.kind === 'Deployment' ? [{ to: refOf('service', service) }] : [],
    }));
  },
  says: {
    en: ({ kind, name, because }) =>
      kind === 'Service'
        ? 'The cluster has no DNS Service in `kube-system` (usually `kube-dns`), so no pod can resolve names.'
        : kind === 'Deployment'
          ? 'Nothing runs the DNS of the cluster: no Deployment or DaemonSet carries its label (`k8s-app=kube-dns`), and its Service has no endpoints.'
          : kind === 'ClusterRoleBinding'
            ? `No ClusterRoleBinding names the service account \`${because}\` of the cluster DNS, so it may not read Services (kubeadm: \`system:coredns\`).`
            : `${kind} \`${name ?? ''}\`, which the DNS of the cluster needs (\`${because}\` names it), does not exist.`,
    ko: ({ kind, name, because }) =>
      kind === 'Service'
        ? '`kube-system` 네임스페이스에 클러스터 DNS 서비스(보통 `kube-dns`)가 없어 어떤 파드도 이름을 조회할 수 없습니다.'
        : kind === 'Deployment'
          ? '클러스터 DNS를 실행하는 것이 없습니다. DNS 레이블(`k8s-app=kube-dns`)을 가진 디플로이먼트나 데몬셋이 없고, DNS 서비스에 엔드포인트도 없습니다.'
          : kind === 'ClusterRoleBinding'
            ? `클러스터 DNS의 \`${because}\` 서비스어카운트를 지정한 ClusterRoleBinding이 없어 서비스를 읽을 수 없습니다(kubeadm에서는 \`system:coredns\`).`
            : `클러스터 DNS에 필요한 ${kind} \`${name ?? ''}\` 오브젝트가 없습니다(\`${because}\` 항목에서 참조).`,
  },
  steps: () => [
    look(
      'See what is there of the DNS of the cluster.',
      '클러스터 DNS의 구성 요소를 확인합니다.',
      'kubectl get deployments,daemonsets,services,configmaps,serviceaccounts -n kube-system | grep -iE "dns"; kubectl get clusterroles,clusterrolebindings | grep -i dns',
    ),
    look(
      'See the address that pods are told to ask.',
      '파드가 질의하도록 설정된 주소를 확인합니다.',
      sh`kubectl get configmap kubelet-config -n kube-system -o yaml`,
    ),
    change(
      'Bring it back with your installer; with kubeadm as below, which leaves a Corefile that exists alone.',
      '설치 도구로 되살립니다. kubeadm이라면 아래 명령을 쓰며, 이미 있는 Corefile은 그대로 둡니다.',
      ['None is needed: it brings back what every installation has.', '모든 설치에 있는 것을 되살리므로 되돌릴 필요가 없습니다.'],
      'kubeadm init phase addon coredns',
    ),
  ],
});

function selectorProof(service: Service): Proof {
  const [key = '', value = null] = Object.entries(service.spec?.selector ?? {})[0] ?? [];
  return { ref: refOf('service', service), path: `spec.selector[${key}]`, value };
}

/** What a workload in kube-system names and needs, and that does not exist. */
function missingOf({ ref, spec }: { readonly ref: Ref; readonly spec: PodTemplateSpec['spec'] }, objects: Objects): Found[] {
  const found: Found[] = [];
  const configMap = (spec?.volumes ?? []).find((volume) => volume.configMap && !volume.configMap.optional)?.configMap?.name;
  if (configMap && !objects.systemConfigMaps.some(({ metadata }) => metadata?.name === configMap)) {
    found.push({
      missing: { kind: 'ConfigMap', name: configMap, because: ref.name },
      proof: { ref, path: 'spec.template.spec.volumes[].configMap.name', value: configMap },
    });
  }
  const account = spec?.serviceAccountName ?? 'default';
  const accountProof = { ref, path: 'spec.template.spec.serviceAccountName', value: account };
  if (!objects.systemServiceAccounts.some(({ metadata }) => metadata?.name === account)) {
    found.push({ missing: { kind: 'ServiceAccount', name: account, because: ref.name }, proof: accountProof });
  }
  const bindings = objects.clusterRoleBindings.filter(({ subjects = [] }) =>
    subjects.some((one) => one.kind === 'ServiceAccount' && one.name === account && one.namespace === 'kube-system'),
  );
  if (bindings.length === 0) found.push({ missing: { kind: 'ClusterRoleBinding', name: null, because: account }, proof: accountProof });
  const dangling = bindings.find(
    ({ roleRef }) => roleRef.kind === 'ClusterRole' && !objects.clusterRoles.some(({ metadata }) => metadata?.name === roleRef.name),
  );
  if (dangling) {
    const to: Ref = { kind: 'clusterrolebinding', name: dangling.metadata?.name ?? '' };
    found.push({
      missing: { kind: 'ClusterRole', name: dangling.roleRef.name, because: to.name },
      proof: { ref: to, path: 'roleRef.name', value: dangling.roleRef.name },
    });
  }
  return found;
}
