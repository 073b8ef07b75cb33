import { containersOf } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { probeKills } from '../../core/probe-kills.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate, readLog } from '../../core/runbook-steps.ts';
import { probeFailureWords, probeRemedy } from '../../core/words/probe-words.ts';
import { duration } from '../../core/words/time-words.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/** The kubelet restarts the container, because it did not come up within what its startup probe allows. */
export default defineRule({
  id: 'container/startup-probe-kill',
  coverage: ['container/startup-probe-kill'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-startup-probes',
  needs: ['events'],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) =>
    containersOf(pod.spec).some(({ startupProbe }) => startupProbe) &&
    containerStatuses(pod).some(({ restartCount, ready }) => restartCount > 0 || !ready),
  check: (evidence) => probeKills(evidence, 'startup', crashSignatures),
  says: {
    en: (facts) => {
      const { container, probe, budget, threshold, period, delay, restarts, inferred } = facts;
      const allowed = `${duration(budget, 'en')} (${threshold} ${threshold === 1 ? 'try' : 'tries'}, every ${period}s${delay > 0 ? `, after ${delay}s` : ''})`;
      const again = ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})`;
      const why =
        inferred === null
          ? probeFailureWords(facts).en
          : ` The kubelet's events are gone; this is told from the length of its runs, ${duration(inferred, 'en')}.`;
      return `Container \`${container}\` is killed before it is up: its startup probe (\`${probe}\`) allows ${allowed}, and that was not enough${again}.${why}`;
    },
    ko: (facts) => {
      const { container, probe, budget, threshold, period, delay, restarts, inferred } = facts;
      const allowed = `${duration(budget, 'ko')}(${delay > 0 ? `${delay}초 뒤부터 ` : ''}${period}초 간격으로 ${threshold}번)`;
      const why =
        inferred === null
          ? probeFailureWords(facts).ko
          : ` kubelet의 이벤트는 남아 있지 않아 실행 시간(${duration(inferred, 'ko')})으로 판단했습니다.`;
      return `\`${container}\` 컨테이너가 다 뜨기 전에 종료됩니다. 스타트업 프로브(\`${probe}\`)가 허용하는 ${allowed} 안에 뜨지 못했습니다 (재시작 ${restarts}회).${why}`;
    },
  },
  steps: ({ container, failure, period, threshold, workload }, pod) => [
    readLog(pod, container, true),
    ...(failure === 'refused' || failure === 'timeout'
      ? [
          editTemplate(workload, pod, {
            en: `If it was still starting, allow more time: a \`failureThreshold\` of ${threshold * 3} gives it ${duration(threshold * 3 * period, 'en')}.`,
            ko: `아직 시작하는 중이었다면 시간을 더 줍니다. \`failureThreshold\` 값을 ${threshold * 3}까지 늘리면 ${duration(threshold * 3 * period, 'ko')}까지 기다립니다.`,
          }),
        ]
      : []),
    editTemplate(workload, pod, probeRemedy(failure)),
  ],
});
