import { leaderDown, leaderSteps } from '../../core/leader-down.ts';
import { defineRule } from '../../core/rule.ts';
import { leaderWords } from '../../core/words/leader-words.ts';

/** kube-controller-manager does not run, or does not renew its lease: nothing that was changed is carried out. */
export default defineRule({
  id: 'control-plane/controller-manager-down',
  coverage: ['control-plane/controller-manager-down'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/controller/',
  needs: ['systemPods', 'systemLeases'],
  applies: () => true,
  check: ({ systemPods, systemLeases, now }) => {
    const down = leaderDown('kube-controller-manager', systemLeases, systemPods, now);
    return down ? [down] : [];
  },
  says: {
    en: (facts) =>
      `${leaderWords(facts, 'kube-controller-manager').en} Deployments, Jobs and endpoints are not carried out, lost pods are not replaced, and nodes that go silent are not noticed.`,
    ko: (facts) =>
      `${leaderWords(facts, 'kube-controller-manager').ko} 디플로이먼트, 잡, 엔드포인트의 변경이 반영되지 않고, 사라진 파드가 다시 만들어지지 않으며, 응답이 끊긴 노드도 감지되지 않습니다.`,
  },
  steps: (facts) => leaderSteps('kube-controller-manager', facts),
});
