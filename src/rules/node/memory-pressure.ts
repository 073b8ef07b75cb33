import { hasCondition } from '../../core/node-conditions.ts';
import { shareList } from '../../core/node-load.ts';
import { pressure } from '../../core/node-pressure.ts';
import { cordon, lookAtNode } from '../../core/node-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { evictedWords, pressureSince } from '../../core/words/pressure-words.ts';

/**
 * The node has less memory left than a threshold of its kubelet (100Mi unless set otherwise).
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/nodestatus/setters.go#L551 (MemoryPressureCondition)
 */
export default defineRule({
  id: 'node/memory-pressure',
  coverage: ['node/memory-pressure'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/',
  needs: [],
  wants: ['pods', 'events', 'usage'],
  applies: (node) => hasCondition(node, 'MemoryPressure'),
  check: (evidence) => {
    const found = pressure('MemoryPressure', 'memory', evidence);
    return found ? [found] : [];
  },
  says: {
    en: (facts) => {
      const { node, used, allocatable, bestEffort, top } = facts;
      const use = used && allocatable ? ` It uses ${used} of ${allocatable} (working set, which counts some file cache).` : '';
      const first = bestEffort > 0 ? `, beginning with ${bestEffort === 1 ? 'the one' : `the ${bestEffort}`} without any request or limit` : '';
      const most = top.length > 0 ? ` Most is requested by ${shareList(top)}.` : '';
      return `Node \`${node}\` has been short of memory${pressureSince(facts, 'en')}.${use} If that lasts, its kubelet evicts pods that use more than they request${first}.${evictedWords(facts, 'en')}${most}`;
    },
    ko: (facts) => {
      const { node, used, allocatable, bestEffort, top } = facts;
      const use =
        used && allocatable ? ` 할당 가능한 ${allocatable} 가운데 사용량은 ${used}입니다(working set 기준이라 파일 캐시가 일부 포함됩니다).` : '';
      const first = bestEffort > 0 ? ` 요청과 한도가 전혀 없는 파드 ${bestEffort}개가 먼저 대상이 됩니다.` : '';
      const most = top.length > 0 ? ` 요청이 큰 파드: ${shareList(top)}.` : '';
      return `\`${node}\` 노드의 메모리가 ${pressureSince(facts, 'ko')}모자랍니다.${use} 이 상태가 이어지면 kubelet이 요청보다 많이 쓰는 파드를 축출합니다.${first}${evictedWords(facts, 'ko')}${most}`;
    },
  },
  steps: ({ node }) => [
    look(
      'See which pods use most memory (needs metrics-server), and which of them run there.',
      '메모리를 많이 쓰는 파드(metrics-server가 필요합니다)와 그 노드의 파드를 확인합니다.',
      `kubectl top pods -A --sort-by=memory | head -20; ${sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`}`,
    ),
    lookAtNode(node),
    look(
      'On the node: is it a process outside of pods?',
      '노드에서 파드가 아닌 프로세스가 원인인지 확인합니다.',
      'free -m; ps aux --sort=-rss | head -15; dmesg -T | grep -i oom | tail',
    ),
    cordon(node),
    change(
      'Give the greedy pods requests and limits that match their use, so that the scheduler spreads them; or move some away, or add memory.',
      '많이 쓰는 파드에 실제 사용량에 맞는 요청과 한도를 정해 스케줄러가 나누어 배치하게 하거나, 일부를 옮기거나, 메모리를 늘립니다.',
      ['Roll the workload back to the revision before.', '워크로드를 이전 리비전으로 롤백합니다.'],
    ),
  ],
});
