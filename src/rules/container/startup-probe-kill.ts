import { troubles } from '../../core/crash-cause.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
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
    [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].some(({ startupProbe }) => startupProbe) &&
    containerStatuses(pod).some(({ restartCount, ready }) => restartCount > 0 || !ready),
  check: ({ subject, ref, now, events, logs, previousLogs, owners }) => {
    const causes = troubles(subject, now, logs, previousLogs, crashSignatures).map(({ container }) => container);
    return probeKills(subject, ref, now, events, 'startup').map(({ facts, proof }) => ({
      facts: { ...facts, workload: owningWorkload(owners) },
      proof,
      leads: causes.includes(facts.container) ? [{ to: ref, rules: ['container/crash-cause-in-log'] }] : [],
    }));
  },
  says: {
    en: (facts) =>
      `Container \`${facts.container}\` is killed before it is up: its startup probe (\`${facts.probe}\`) allows ${duration(facts.budget, 'en')} (${facts.threshold} tries, every ${facts.period}s${facts.delay > 0 ? `, after ${facts.delay}s` : ''}), and that was not enough (${facts.restarts} ${facts.restarts === 1 ? 'restart' : 'restarts'}).${probeFailureWords(facts).en}`,
    ko: (facts) =>
      `\`${facts.container}\` 컨테이너가 다 뜨기 전에 종료됩니다. 스타트업 프로브(\`${facts.probe}\`)가 허용하는 ${duration(facts.budget, 'ko')}(${facts.delay > 0 ? `${facts.delay}초 뒤부터 ` : ''}${facts.period}초 간격으로 ${facts.threshold}번) 안에 뜨지 못했습니다 (재시작 ${facts.restarts}회).${probeFailureWords(facts).ko}`,
  },
  steps: ({ container, failure, period, threshold, workload }, pod) => [
    readLog(pod, container, true),
    ...(failure === 'refused' || failure === 'timeout'
      ? [
          editTemplate(workload, pod, {
            en: `If it was still starting, allow more time: a \`failureThreshold\` of ${threshold * 3} gives it ${duration(threshold * 3 * period, 'en')}.`,
            ko: `아직 시작하는 중이었다면 시간을 더 줍니다. \`failureThreshold\` 값을 ${threshold * 3}으로 하면 ${duration(threshold * 3 * period, 'ko')}까지 기다립니다.`,
          }),
        ]
      : []),
    editTemplate(workload, pod, probeRemedy(failure)),
  ],
});
