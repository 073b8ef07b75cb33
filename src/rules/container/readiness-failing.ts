import { troubles, unreadyContainers } from '../../core/crash-cause.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specPath } from '../../core/pod-containers.ts';
import { podCondition } from '../../core/pod-state.ts';
import { probeEvent, probeFacts } from '../../core/probe.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject, editTemplate, readLog } from '../../core/runbook-steps.ts';
import { probeFailureWords, probeRemedy } from '../../core/words/probe-words.ts';
import { duration } from '../../core/words/time-words.ts';
import { crashSignatures } from './crash-cause-in-log.signatures.ts';

/** The container runs, but its readiness probe fails, so that no Service sends it anything. The kubelet's words are read in core/probe.ts. */
export default defineRule({
  id: 'container/readiness-failing',
  coverage: ['container/readiness-failing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/#define-readiness-probes',
  needs: ['events'],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) =>
    Boolean(pod.spec?.containers.some(({ readinessProbe }) => readinessProbe)) &&
    Boolean(pod.status?.containerStatuses?.some(({ ready, state }) => state?.running && !ready)),
  check: ({ subject, ref, now, events, logs, previousLogs, owners }) => {
    const causes = troubles(subject, now, logs, previousLogs, crashSignatures).map(({ container }) => container);
    return unreadyContainers(subject, now).flatMap(({ name, started, state, restartCount }) => {
      const spec = subject.spec?.containers.find((container) => container.name === name);
      const probe = spec?.readinessProbe;
      const since = podCondition(subject, 'ContainersReady')?.lastTransitionTime ?? state?.running?.startedAt;
      // before its startup probe has passed, readiness is not asked
      if (!spec || !probe || started === false) return [];
      const event = probeEvent(events, name, 'readiness');
      const up = (now.getTime() - Date.parse(state?.running?.startedAt ?? '')) / 1000;
      // a container that keeps restarting has another trouble; between two crashes it is merely young
      if (restartCount > 0 && !event && up < 60) return [];
      const said = probeFacts(spec, probe, event);
      return [
        {
          facts: {
            ...said,
            seconds: since ? Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)) : null,
            times: event?.count ?? null,
            workload: owningWorkload(owners),
          },
          proof: [
            { ref, path: `status.containerStatuses[name=${name}].ready`, value: false, ...(since ? { at: since } : {}) },
            ...(event ? [{ ref, path: `event Unhealthy (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt }] : []),
            { ref, path: `${specPath(subject, name)}.readinessProbe.failureThreshold`, value: probe.failureThreshold ?? 3 },
          ],
          leads: [
            ...(causes.includes(name) ? [{ to: ref, rules: ['container/crash-cause-in-log'] }] : []),
            ...(probe.exec ? [{ to: ref, rules: ['windows/icmp-unsupported'] }] : []),
            ...(said.failure === 'command-missing' ? [{ to: ref, rules: ['container/exec-no-shell'] }] : []),
          ],
        },
      ];
    });
  },
  says: {
    en: (facts) =>
      `Container \`${facts.container}\` runs, but its readiness probe (\`${facts.probe}\`) fails${facts.seconds === null ? '' : `, for ${duration(facts.seconds, 'en')} now`}, so Services send it no traffic.${probeFailureWords(facts).en}`,
    ko: (facts) =>
      `\`${facts.container}\` 컨테이너가 실행 중이지만 준비성 프로브(\`${facts.probe}\`)가 ${facts.seconds === null ? '' : `${duration(facts.seconds, 'ko')}째 `}실패해서 서비스가 트래픽을 보내지 않습니다.${probeFailureWords(facts).ko}`,
  },
  steps: ({ container, failure, workload }, pod) => [
    describeObject(pod, {
      en: 'Read the kubelet’s words about the probe (`Unhealthy`).',
      ko: '프로브에 대한 kubelet의 메시지(`Unhealthy`)를 확인합니다.',
    }),
    readLog(pod, container, false),
    editTemplate(workload, pod, probeRemedy(failure)),
  ],
});
