import type { Pod } from '../../core/kinds.ts';
import { podCondition } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { names } from '../../core/words/names.ts';
import { duration } from '../../core/words/time-words.ts';

const patience = 60;

/** All containers are ready, but a readiness gate of the pod is not: a condition that some controller outside the pod sets. */
export default defineRule({
  id: 'pod/readiness-gate-waiting',
  coverage: ['container/readiness-failing'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-readiness-gate',
  needs: [],
  applies: (pod) =>
    (pod.spec?.readinessGates?.length ?? 0) > 0 && podCondition(pod, 'ContainersReady')?.status === 'True' && !pod.metadata?.deletionTimestamp,
  check: ({ subject, ref, now }) => {
    const ready = podCondition(subject, 'ContainersReady');
    const seconds = Math.round((now.getTime() - Date.parse(ready?.lastTransitionTime ?? '')) / 1000);
    const gates = unmet(subject);
    const [first] = gates;
    if (!first || seconds < patience) return [];
    const condition = podCondition(subject, first);
    return [
      {
        facts: { gates, seconds, missing: condition === undefined, message: condition?.message?.replaceAll('`', "'").slice(0, 200) ?? null },
        proof: [
          {
            ref,
            path: `status.conditions[type=${first}].status`,
            value: condition?.status ?? null,
            ...(condition?.lastTransitionTime ? { at: condition.lastTransitionTime } : {}),
          },
          {
            ref,
            path: 'status.conditions[type=ContainersReady].status',
            value: 'True',
            ...(ready?.lastTransitionTime ? { at: ready.lastTransitionTime } : {}),
          },
        ],
      },
    ];
  },
  says: {
    en: ({ gates, seconds, missing, message }) =>
      `The containers have been ready for ${duration(seconds, 'en')}, but the pod waits for its readiness ${gates.length === 1 ? 'gate' : 'gates'} ${names(gates)}: ${missing ? 'no controller has set that condition yet' : 'the controller that sets it says no'}.${message ? ` It says: \`${message}\`` : ''}`,
    ko: ({ gates, seconds, missing, message }) =>
      `컨테이너는 ${duration(seconds, 'ko')}째 준비되어 있지만 파드가 ${names(gates)} 준비성 게이트를 기다립니다. ${missing ? '이 컨디션을 설정하는 컨트롤러가 아직 아무 값도 쓰지 않았습니다.' : '이 컨디션을 설정하는 컨트롤러가 아직 준비되지 않았다고 합니다.'}${message ? ` 메시지: \`${message}\`` : ''}`,
  },
  steps: ({ gates }, pod) => [
    describeObject(pod, { en: 'Read the conditions and events of the pod.', ko: '파드의 컨디션과 이벤트를 확인합니다.' }),
    {
      kind: 'look',
      text: {
        en: `Find the controller that sets ${names(gates)} (usually that of a load balancer or mesh), and read its log about this pod.`,
        ko: `${names(gates)} 컨디션을 설정하는 컨트롤러(보통 로드 밸런서나 메시)를 찾아 이 파드에 대한 로그를 확인합니다.`,
      },
      command: 'kubectl get pods -A -l app.kubernetes.io/component=controller',
    },
  ],
});

function unmet(pod: Pod): string[] {
  return (pod.spec?.readinessGates ?? []).map(({ conditionType }) => conditionType).filter((type) => podCondition(pod, type)?.status !== 'True');
}
