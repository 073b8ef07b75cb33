import { hasCondition } from '../../core/node-conditions.ts';
import { pressure } from '../../core/node-pressure.ts';
import { cordon, lookAtNode } from '../../core/node-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { evictedWords, pressureSince } from '../../core/words/pressure-words.ts';

/**
 * The node runs nearly as many processes and threads as it can.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/nodestatus/setters.go#L612 (PIDPressureCondition)
 */
export default defineRule({
  id: 'node/pid-pressure',
  coverage: ['node/pid-pressure'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/policy/pid-limiting/',
  needs: [],
  wants: ['pods', 'events'],
  applies: (node) => hasCondition(node, 'PIDPressure'),
  check: (evidence) => {
    const found = pressure('PIDPressure', 'pid', evidence);
    return found ? [found] : [];
  },
  says: {
    en: (facts) =>
      `Node \`${facts.node}\` has had too many processes and threads${pressureSince(facts, 'en')}: nearly no process number is left, so programs on it cannot start threads, and it takes no new pods. One of its ${facts.pods} pods probably starts processes without end; the kubelet evicts pods by priority.${evictedWords(facts, 'en')}`,
    ko: (facts) =>
      `\`${facts.node}\` 노드에 프로세스와 스레드가 ${pressureSince(facts, 'ko')}너무 많습니다. 남은 프로세스 번호가 거의 없어 프로그램이 스레드를 만들지 못하고, 노드가 새 파드를 받지 않습니다. 파드 ${facts.pods}개 가운데 하나가 프로세스를 끝없이 만드는 것일 수 있으며, kubelet은 우선순위에 따라 파드를 축출합니다.${evictedWords(facts, 'ko')}`,
  },
  steps: ({ node }) => [
    lookAtNode(node),
    look(
      'On the node: which programs have most processes and threads, and how many may there be?',
      '노드에서 프로세스와 스레드가 많은 프로그램과 허용되는 수를 확인합니다.',
      'cat /proc/sys/kernel/pid_max; ps -eo nlwp,pid,comm --sort=-nlwp | head -15; ps -eo comm | sort | uniq -c | sort -rn | head',
    ),
    look(
      'On the node: how many has each pod? (its control group)',
      '노드에서 파드마다 몇 개인지 확인합니다(컨트롤 그룹 기준).',
      'find /sys/fs/cgroup -path "*kubepods*" -name pids.current -exec grep -H . {} + | sort -t: -k2 -n | tail -15',
    ),
    cordon(node),
    change(
      'Restart or mend the program that starts them, and set `podPidsLimit` in the configuration of kubelets, so that one pod cannot take all.',
      '원인이 되는 프로그램을 다시 시작하거나 고치고, 파드 하나가 다 쓰지 못하도록 kubelet 설정의 `podPidsLimit` 값을 정합니다.',
      ['Put the setting back and restart the kubelet.', '설정을 되돌리고 kubelet을 다시 시작합니다.'],
    ),
  ],
});
