import { type Allocation, allocations, isOverPromised, isTight, type PodShare, shareList, topPods } from '../../core/node-load.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * More is promised than the node has: requests beyond what is allocatable (pods that were bound past the scheduler, a node that shrank), or memory limits
 * beyond it while it is nearly used up. Limits alone may add up to more than the node has: that is how they are meant.
 */
export default defineRule({
  id: 'node/overcommitted',
  coverage: ['node/overcommitted'],
  on: ['node'],
  severity: 'warning',
  onlyIfOwn: true,
  docs: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/',
  needs: ['pods'],
  wants: ['usage'],
  applies: ({ status }) => Boolean(status?.allocatable?.memory),
  check: ({ subject, ref, pods, usage }) => {
    const table = allocations(subject, pods);
    const used = usage?.usage.memory ? parseQuantity(usage.usage.memory) : null;
    const over = table.find(isOverPromised) ?? table.find(({ resource, ...rest }) => resource === 'memory' && isTight({ resource, ...rest }, used));
    if (!over) return [];
    const promised = isOverPromised(over);
    const proof: readonly [Proof, ...Proof[]] = [
      { ref, path: `status.allocatable.${over.resource}`, value: subject.status?.allocatable?.[over.resource] ?? null },
      ...(usage?.usage.memory ? [{ ref, path: 'usage.memory (metrics)', value: usage.usage.memory, at: usage.timestamp }] : []),
    ];
    return [
      {
        facts: {
          node: ref.name,
          resource: over.resource,
          promised,
          used: used === null ? null : formatQuantity('memory', used),
          percentUsed: used === null ? null : Math.round((100 * used) / parseQuantity(subject.status?.allocatable?.memory)),
          table: table.map(shown),
          top: topPods(pods, over.resource) as readonly PodShare[],
        },
        proof,
      },
    ];
  },
  says: {
    en: ({ node, resource, promised, used, percentUsed, table, top }) => {
      const row = table.find((one) => one.resource === resource);
      const first = promised
        ? `Node \`${node}\` has promised more ${resource} than it has: pods request ${row?.requests} (${row?.requestPercent} %) of ${row?.allocatable}.`
        : `Node \`${node}\` may run out of memory: ${used} (${percentUsed} %) of ${row?.allocatable} are used, and its pods may take up to ${row?.limits} (${row?.limitPercent} %) by their limits.`;
      return `${first}${top.length > 0 ? ` Most is requested by ${shareList(top)}.` : ''}`;
    },
    ko: ({ node, resource, promised, used, percentUsed, table, top }) => {
      const row = table.find((one) => one.resource === resource);
      const first = promised
        ? `\`${node}\` 노드의 ${resource} 요청 합계(${row?.requests}, ${row?.requestPercent}%)가 할당 가능한 양(${row?.allocatable})보다 많습니다.`
        : `\`${node}\` 노드의 메모리가 바닥날 수 있습니다. 할당 가능한 ${row?.allocatable} 가운데 ${used}(${percentUsed}%)이 사용 중이고, 파드의 한도 합계는 ${row?.limits}(${row?.limitPercent}%)입니다.`;
      return `${first}${top.length > 0 ? ` 요청이 큰 파드: ${shareList(top)}.` : ''}`;
    },
  },
  steps: ({ node, resource }) => [
    lookAtNode(node),
    look(
      'See what the pods use, and what they asked for (needs metrics-server).',
      '파드의 실제 사용량과 요청을 비교합니다(metrics-server가 필요합니다).',
      `kubectl top pods -A --sort-by=${resource === 'cpu' ? 'cpu' : 'memory'} | head -20; ${sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`}`,
    ),
    change(
      'Move some pods away: cordon the node, then delete them one by one, so that their controllers place them elsewhere.',
      '일부 파드를 옮깁니다. 노드를 차단(cordon)한 뒤 파드를 하나씩 지우면 컨트롤러가 다른 노드에 배치합니다.',
      [`\`${sh`kubectl uncordon ${node}`}\``, `\`${sh`kubectl uncordon ${node}`}\` 명령으로 차단을 풉니다.`],
      sh`kubectl cordon ${node}`,
    ),
    change(
      'Set requests to what the pods really use, so that the scheduler reckons rightly; or add a node.',
      '스케줄러가 바르게 계산하도록 요청을 실제 사용량에 맞추거나, 노드를 추가합니다.',
      ['Roll the workload back to the revision before.', '워크로드를 이전 리비전으로 롤백합니다.'],
    ),
  ],
});

/** One row of the table, as `kubectl describe node` shows it. */
function shown({ resource, allocatable, requests, limits }: Allocation) {
  const percent = (amount: number) => (allocatable > 0 ? Math.round((100 * amount) / allocatable) : 0);
  return {
    resource,
    allocatable: formatQuantity(resource, allocatable),
    requests: formatQuantity(resource, requests),
    requestPercent: percent(requests),
    limits: formatQuantity(resource, limits),
    limitPercent: percent(limits),
  };
}
