import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { backendsOf, selectedPods, selectorText, selectsPods, statesText, statusCounts } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { systemComponent } from '../../core/system-component.ts';

const reasons = ['dns/service-changed', 'service/no-ready-endpoints', 'service/backends-scaled-to-zero', 'service/selector-mismatch'];

/** What it means for everybody that the Service of the cluster's DNS has nobody behind it. Why it is so, other rules say. */
export default defineRule({
  id: 'dns/no-endpoints',
  coverage: ['dns/no-endpoints'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/dns-debugging-resolution/#are-dns-endpoints-exposed',
  needs: ['endpointSlices', 'namespacePods'],
  applies: (service, { namespace }) => namespace === 'kube-system' && systemComponent(service) === 'dns' && selectsPods(service),
  check: ({ ref, subject, endpointSlices, namespacePods, now }) => {
    const backends = backendsOf(endpointSlices);
    if (backends.some(({ ready }) => ready)) return [];
    const pods = selectedPods(subject, namespacePods);
    const [slice] = endpointSlices;
    return [
      {
        facts: {
          address: subject.spec?.clusterIP ?? '',
          selector: selectorText(subject.spec?.selector),
          pods: pods.length,
          states: statusCounts(pods, now),
          notReady: backends.length,
        },
        proof: [
          { ref, path: 'spec.selector', value: selectorText(subject.spec?.selector) },
          ...(slice?.metadata?.name
            ? [
                {
                  ref: { kind: 'endpointslice' as const, name: slice.metadata.name, namespace: 'kube-system' },
                  path: backends.length > 0 ? 'endpoints[].conditions.ready' : 'endpoints',
                  value: backends.length > 0 ? false : null,
                },
              ]
            : []),
        ],
        leads: [{ to: ref, rules: reasons }],
      },
    ];
  },
  says: {
    en: ({ address, pods, states }, { name }) =>
      `No name can be resolved in the whole cluster: Service \`${name}\` (\`${address}\`), which all pods ask, has no ready endpoint. ${pods === 0 ? 'Its selector picks no pod.' : `The DNS pods that it selects are not Ready (${statesText(states)}).`}`,
    ko: ({ address, pods, states }, { name }) =>
      `클러스터 전체에서 이름을 조회할 수 없습니다. 모든 파드가 질의하는 \`${name}\` 서비스(\`${address}\`)에 준비된 엔드포인트가 없습니다. ${pods === 0 ? '셀렉터가 고르는 파드가 없습니다.' : `셀렉터가 고르는 DNS 파드가 준비되지 않았습니다 (${statesText(states)}).`}`,
  },
  steps: ({ selector }, ref) => [
    look(
      'See the endpoints of the DNS Service, and its selector and ports (53 UDP and TCP).',
      'DNS 서비스의 엔드포인트와 셀렉터, 포트(53 UDP, TCP)를 확인합니다.',
      `${sh`kubectl get endpointslices -l ${`kubernetes.io/service-name=${ref.name}`}`}${namespaceFlag(ref)}; ${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    ),
    look('See the DNS pods.', 'DNS 파드를 확인합니다.', `${sh`kubectl get pods -l ${selector} -o wide`}${namespaceFlag(ref)}`),
    look(
      'And whether any pods carry the usual label of DNS.',
      'DNS의 일반적인 레이블을 가진 파드가 있는지도 확인합니다.',
      'kubectl get pods -A -l k8s-app=kube-dns -o wide',
    ),
    look(
      'Once it has endpoints: this name must always resolve.',
      '엔드포인트가 생기면 이 이름은 항상 조회되어야 합니다.',
      'kubectl run resolve-test --rm -it --restart=Never --image=busybox:1.36 -- nslookup kubernetes.default.svc.cluster.local',
    ),
  ],
});
