import { leaderDown, leaderSteps } from '../../core/leader-down.ts';
import { defineRule } from '../../core/rule.ts';
import { leaderWords } from '../../core/words/leader-words.ts';

/** kube-scheduler does not run, or does not renew its lease: new pods stay Pending without a word. */
export default defineRule({
  id: 'control-plane/scheduler-down',
  coverage: ['control-plane/scheduler-down'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/',
  needs: ['systemPods', 'systemLeases'],
  wants: ['unscheduledPods'],
  applies: () => true,
  check: ({ systemPods, systemLeases, unscheduledPods, now }) => {
    const down = leaderDown('kube-scheduler', systemLeases, systemPods, now);
    if (!down) return [];
    const unscheduled = unscheduledPods?.filter(({ spec }) => (spec?.schedulerName ?? 'default-scheduler') === 'default-scheduler').length ?? null;
    return [{ ...down, facts: { ...down.facts, unscheduled } }];
  },
  says: {
    en: (facts) => {
      const { unscheduled } = facts;
      const wait = unscheduled ? ` ${unscheduled === 1 ? '1 pod waits' : `${unscheduled} pods wait`} for a node.` : '';
      return `${leaderWords(facts, 'kube-scheduler').en} New pods stay Pending, without an event; pods that run keep running.${wait}`;
    },
    ko: (facts) => {
      const wait = facts.unscheduled ? ` 파드 ${facts.unscheduled}개가 노드 배정을 기다립니다.` : '';
      return `${leaderWords(facts, 'kube-scheduler').ko} 새 파드는 이벤트 없이 Pending 상태로 남고, 실행 중인 파드는 계속 동작합니다.${wait}`;
    },
  },
  steps: (facts) => leaderSteps('kube-scheduler', facts),
});
