import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { backendsOf } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

const shown = 6;

/**
 * `externalTrafficPolicy: Local`: a node answers on the node port only if a ready pod of the Service runs on it; elsewhere the packets are dropped.
 * A load balancer leaves such nodes out by their health check, so this is about NodePort Services.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/topology.go (CategorizeEndpoints)
 */
export default defineRule({
  id: 'service/node-port-unreachable',
  coverage: ['service/node-port-unreachable'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tutorials/services/source-ip/#source-ip-for-services-with-type-nodeport',
  needs: ['endpointSlices', 'nodes'],
  applies: ({ spec }) => spec?.type === 'NodePort' && spec.externalTrafficPolicy === 'Local',
  check: ({ ref, subject, endpointSlices, nodes }) => {
    const serving = new Set(backendsOf(endpointSlices).flatMap(({ node, ready }) => (node && ready ? [node] : [])));
    const names = nodes
      .filter(({ status }) => status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'))
      .map(({ metadata }) => metadata?.name ?? '');
    const silent = names.filter((name) => !serving.has(name));
    const port = subject.spec?.ports?.[0];
    if (serving.size === 0 || silent.length === 0 || !port?.nodePort) return [];
    return [
      {
        facts: { nodePort: port.nodePort, answering: [...serving].slice(0, shown), silent: silent.slice(0, shown), silentCount: silent.length },
        proof: [
          { ref, path: 'spec.externalTrafficPolicy', value: 'Local' },
          ...endpointSlices.slice(0, 1).flatMap(({ metadata, endpoints = [] }) =>
            endpoints.slice(0, 3).flatMap(({ nodeName, targetRef }) =>
              nodeName
                ? [
                    {
                      ref: { kind: 'endpointslice' as const, name: metadata?.name ?? '', ...(ref.namespace ? { namespace: ref.namespace } : {}) },
                      path: `endpoints[targetRef.name=${targetRef?.name ?? ''}].nodeName`,
                      value: nodeName,
                    },
                  ]
                : [],
            ),
          ),
        ],
      },
    ];
  },
  says: {
    en: ({ nodePort, answering, silent, silentCount }, { name }) =>
      `Node port ${nodePort} of Service \`${name}\` answers only on ${list(answering, answering.length)}: with \`externalTrafficPolicy: Local\` a node without a ready pod of its own drops the packets. That is so on ${list(silent, silentCount)}.`,
    ko: ({ nodePort, answering, silent, silentCount }, { name }) =>
      `\`${name}\` 서비스의 노드 포트 ${nodePort}번은 ${list(answering, answering.length)} 노드에서만 응답합니다. \`externalTrafficPolicy: Local\`이면 준비된 파드가 없는 노드는 패킷을 버립니다. ${list(silent, silentCount)} 노드가 그렇습니다.`,
  },
  steps: ({ nodePort }, ref) => [
    {
      kind: 'look',
      text: { en: 'See on which nodes the pods run.', ko: '파드가 어느 노드에서 실행되는지 확인합니다.' },
      command: `${sh`kubectl get endpointslices -l kubernetes.io/service-name=${ref.name} -o yaml`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: {
        en: 'From outside, try one node that has a pod and one that has none. If neither answers, look for a firewall or security group before the nodes.',
        ko: '클러스터 밖에서 파드가 있는 노드와 없는 노드를 하나씩 시험합니다. 둘 다 응답하지 않으면 노드 앞의 방화벽이나 보안 그룹을 확인합니다.',
      },
      command: `curl -m 3 http://NODE_ADDRESS:${nodePort}/`,
    },
    {
      kind: 'change',
      text: {
        en: 'Let every node answer. The price: pods no longer see the real client address.',
        ko: '모든 노드가 응답하게 합니다. 대신 파드가 실제 클라이언트 주소를 볼 수 없게 됩니다.',
      },
      command: `${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalTrafficPolicy: 'Cluster' } })}`}${namespaceFlag(ref)}`,
      undo: {
        en: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalTrafficPolicy: 'Local' } })}`}${namespaceFlag(ref)}\``,
        ko: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalTrafficPolicy: 'Local' } })}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});

function list(names: readonly string[], count: number): string {
  const more = count - names.length;
  return names.map((name) => `\`${name}\``).join(', ') + (more > 0 ? ` (+${more})` : '');
}
