import { troubles } from '../../core/crash-cause.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { probeKills } from '../../core/probe-kills.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject, editTemplate, readLog } from '../../core/runbook-steps.ts';
import { probeFailureWords, probeRemedy } from '../../core/words/probe-words.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/** The kubelet restarts the container, because its liveness probe failed too often in a row. Its words are read in core/probe.ts. */
export default defineRule({
  id: 'container/liveness-kill',
  coverage: ['container/liveness-kill'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
  needs: ['events'],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) =>
    [...(pod.spec?.containers ?? []), ...(pod.spec?.initContainers ?? [])].some(({ livenessProbe }) => livenessProbe) &&
    containerStatuses(pod).some(({ restartCount, state, ready }) => restartCount > 0 || (state?.running && !ready)),
  check: ({ subject, ref, now, events, logs, previousLogs, owners }) => {
    const causes = troubles(subject, now, logs, previousLogs, crashSignatures).map(({ container }) => container);
    return probeKills(subject, ref, now, events, 'liveness').map(({ facts, proof }) => ({
      facts: { ...facts, workload: owningWorkload(owners) },
      proof,
      leads: causes.includes(facts.container) ? [{ to: ref, rules: ['container/crash-cause-in-log'] }] : [],
    }));
  },
  says: {
    en: (facts) =>
      `The kubelet restarts container \`${facts.container}\`, because its liveness probe (\`${facts.probe}\`) failed ${facts.threshold} ${facts.threshold === 1 ? 'time' : 'times in a row'}, every ${facts.period}s (${facts.restarts} ${facts.restarts === 1 ? 'restart' : 'restarts'}).${probeFailureWords(facts).en}`,
    ko: (facts) =>
      `활성 프로브(\`${facts.probe}\`)가 ${facts.period}초 간격으로 ${facts.threshold}번${facts.threshold === 1 ? '' : ' 연달아'} 실패해서 kubelet이 \`${facts.container}\` 컨테이너를 다시 시작합니다 (재시작 ${facts.restarts}회).${probeFailureWords(facts).ko}`,
  },
  steps: ({ container, failure, started, delay, workload }, pod) => [
    describeObject(pod, {
      en: 'Read the kubelet’s words about the probe (`Unhealthy`).',
      ko: '프로브에 대한 kubelet의 메시지(`Unhealthy`)를 확인합니다.',
    }),
    readLog(pod, container, true),
    editTemplate(workload, pod, probeRemedy(failure)),
    ...(started
      ? []
      : [
          editTemplate(workload, pod, {
            en: `If it only needs longer to start than the probe waits${delay > 0 ? ` (${delay}s)` : ''}, add a \`startupProbe\` rather than a longer delay.`,
            ko: `시작하는 데 프로브가 기다리는 시간${delay > 0 ? `(${delay}초)` : ''}보다 오래 걸릴 뿐이라면 지연을 늘리지 말고 \`startupProbe\`를 추가합니다.`,
          }),
        ]),
  ],
});
