import type { Node } from '../../core/kinds.ts';
import { isSilentNode, nodeCondition, nodeConditionProof } from '../../core/node-conditions.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { duration } from '../../core/words/time-words.ts';

/** Nodes lost within this time were lost together: milliseconds. */
const together = 60_000;
/** So many machines do not fail by chance at once. */
const many = 3;
const zoneLabel = 'topology.kubernetes.io/zone';

/** Many nodes went silent in the same minute: what they have in common failed, the network, the zone, or the way to the API server. */
export default defineRule({
  id: 'control-plane/network-partition',
  coverage: ['control-plane/network-partition'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller',
  needs: ['nodes'],
  applies: () => true,
  check: ({ nodes, now }) => {
    const lost = lostTogether(nodes);
    if (lost.length < many) return [];
    const zones = [...new Set(lost.map(({ metadata }) => metadata?.labels?.[zoneLabel] ?? null))];
    const [zone = null] = zones;
    const whole = zone !== null && nodes.filter(({ metadata }) => metadata?.labels?.[zoneLabel] === zone).length === lost.length;
    const since = Math.min(...lost.map(lostAt));
    const [first, ...rest] = lost.slice(0, 5).flatMap((node): readonly Proof[] => {
      const ready = nodeCondition(node, 'Ready');
      return ready ? [nodeConditionProof(refOf('node', node), ready)[0]] : [];
    });
    if (!first) return [];
    return [
      {
        facts: {
          lost: lost.length,
          nodes: nodes.length,
          names: lost.map(({ metadata }) => metadata?.name ?? '').slice(0, 4),
          zone: zones.length === 1 ? zone : null,
          whole,
          reporting: nodes.filter((node) => !isSilentNode(node)).length,
          seconds: Math.max(0, Math.round((now.getTime() - since) / 1000)),
        },
        proof: [first, ...rest],
      },
    ];
  },
  says: {
    en: ({ lost, nodes, names: list, zone, whole, reporting, seconds }) => {
      const where = zone === null ? '' : whole ? `, all nodes of zone \`${zone}\`` : `, all of them in zone \`${zone}\``;
      const others =
        reporting === 0
          ? ' No node is left that reports.'
          : ` ${reporting === 1 ? 'One other node reports' : `The ${reporting} others report`} as ever.`;
      return `${lost} of ${nodes} nodes went silent in the same minute, ${duration(seconds, 'en')} ago (${names(list)}${where}): a network partition or a failure of what they share, not of single machines.${others} Their pods go on, but to the control plane they are lost; from their side it is the API server that is away.`;
    },
    ko: ({ lost, nodes, names: list, zone, whole, reporting, seconds }) => {
      const where = zone === null ? '' : whole ? `, \`${zone}\` 영역의 모든 노드` : `, 모두 \`${zone}\` 영역`;
      const others = reporting === 0 ? ' 상태를 보고하는 노드가 하나도 없습니다.' : ` 다른 노드 ${reporting}개는 정상적으로 보고합니다.`;
      return `노드 ${nodes}개 중 ${lost}개가 ${duration(seconds, 'ko')} 전 같은 시각에 응답이 끊겼습니다(${names(list)}${where}). 개별 머신이 아니라 네트워크 분할이나 공통 기반의 장애입니다.${others} 그 노드의 파드는 계속 실행되지만 컨트롤 플레인에서는 잃은 것으로 보이고, 노드 쪽에서는 API 서버가 사라진 것으로 보입니다.`;
    },
  },
  steps: ({ zone }) => [
    look(
      'See what the silent nodes share: zone, network, machine type, version.',
      '응답이 끊긴 노드의 공통점(영역, 네트워크, 머신 종류, 버전)을 확인합니다.',
      `kubectl get nodes -o wide -L ${zoneLabel}`,
    ),
    look(
      'From one of them: does it reach the API server? An answer, even 401, means yes.',
      '그 노드에서 API 서버에 연결되는지 확인합니다. 401 응답도 연결된 것입니다.',
      'curl -k -m 5 https://API-SERVER:6443/livez; journalctl -u kubelet -n 50 --no-pager',
    ),
    look(
      'Did somebody change a firewall, a route, the load balancer or the address of the API server, or did its certificate expire then?',
      '그 시각에 방화벽, 라우팅, API 서버의 로드 밸런서나 주소가 바뀌었는지, 인증서가 만료되었는지 확인합니다.',
      'kubectl get events -A --field-selector reason=NodeNotReady --sort-by=.lastTimestamp',
    ),
    change(
      `Restore the way between the nodes${zone ? ' of the zone' : ''} and the API server. Do not delete the nodes: they come back by themselves, with their pods.`,
      `노드${zone ? '(해당 영역)' : ''}와 API 서버 사이의 경로를 복구합니다. 노드를 삭제하지 않습니다. 연결되면 파드와 함께 스스로 돌아옵니다.`,
      ['Nothing to undo.', '되돌릴 것이 없습니다.'],
    ),
  ],
});

function lostAt(node: Node): number {
  return Date.parse(nodeCondition(node, 'Ready')?.lastTransitionTime ?? '');
}

/** The largest group of silent nodes that was lost within a minute. */
function lostTogether(nodes: readonly Node[]): readonly Node[] {
  // one that never reported is not lost
  const silent = nodes.filter((node) => isSilentNode(node) && nodeCondition(node, 'Ready')?.reason !== 'NodeStatusNeverUpdated');
  const groups = silent.map((first) => silent.filter((node) => lostAt(node) >= lostAt(first) && lostAt(node) - lostAt(first) <= together));
  return groups.toSorted((a, b) => b.length - a.length)[0] ?? [];
}
