import { containersOf } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { probeKills } from '../../core/probe-kills.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject, editTemplate, readLog } from '../../core/runbook-steps.ts';
import { probeFailureWords, probeRemedy } from '../../core/words/probe-words.ts';
import { duration } from '../../core/words/time-words.ts';
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
    containersOf(pod.spec).some(({ livenessProbe }) => livenessProbe) &&
    containerStatuses(pod).some(({ restartCount, state, ready }) => restartCount > 0 || (state?.running && !ready)),
  check: (evidence) => probeKills(evidence, 'liveness', crashSignatures),
  says: {
    en: (facts) => {
      const { container, probe, threshold, period, restarts, inferred } = facts;
      const times = `${threshold === 1 ? 'once' : `${threshold} times in a row`}, every ${period}s`;
      const again = ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})`;
      return inferred === null
        ? `The kubelet restarts container \`${container}\`, because its liveness probe (\`${probe}\`) failed ${times}${again}.${probeFailureWords(facts).en}`
        : `The kubelet probably restarts container \`${container}\` because of its liveness probe (\`${probe}\`): each run is ended by a signal after ${duration(inferred, 'en')}, which is when the probe has failed ${times}${again}. Its events are gone.`;
    },
    ko: (facts) => {
      const { container, probe, threshold, period, restarts, inferred } = facts;
      const times = `${period}초 간격으로 ${threshold}번${threshold === 1 ? '' : ' 연달아'}`;
      return inferred === null
        ? `활성 프로브(\`${probe}\`)가 ${times} 실패해서 kubelet이 \`${container}\` 컨테이너를 다시 시작합니다 (재시작 ${restarts}회).${probeFailureWords(facts).ko}`
        : `활성 프로브(\`${probe}\`) 때문에 kubelet이 \`${container}\` 컨테이너를 다시 시작하는 듯합니다 (재시작 ${restarts}회). 매번 ${duration(inferred, 'ko')} 만에 신호로 종료되는데, 프로브가 ${times} 실패하는 시점과 같습니다. 관련 이벤트는 남아 있지 않습니다.`;
    },
  },
  steps: ({ container, failure, started, delay, workload }, pod) => [
    describeObject(pod, {
      en: 'Read the kubelet’s words about the probe (`Unhealthy`).',
      ko: '프로브에 대한 kubelet의 메시지(`Unhealthy`)를 확인합니다.',
    }),
    readLog(pod, container, true),
    editTemplate(workload, pod, probeRemedy(failure)),
    ...(started || (failure !== 'refused' && failure !== 'timeout')
      ? []
      : [
          editTemplate(workload, pod, {
            en: `If it only needs longer to start than the probe waits${delay > 0 ? ` (${delay}s)` : ''}, add a \`startupProbe\` rather than a longer delay.`,
            ko: `시작하는 데 프로브가 기다리는 시간${delay > 0 ? `(${delay}초)` : ''}보다 오래 걸릴 뿐이라면 지연을 늘리지 말고 시작 프로브(\`startupProbe\`)를 추가합니다.`,
          }),
        ]),
  ],
});
