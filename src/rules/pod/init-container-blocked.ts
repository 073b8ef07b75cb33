import { type BlockingInit, blockingInit, mayBlock } from '../../core/blocking-init.ts';
import type { CalledService } from '../../core/called-service.ts';
import { logPath } from '../../core/container-ending.ts';
import type { Dependency } from '../../core/dependencies.ts';
import type { ContainerLog } from '../../core/evidence.ts';
import type { Pod } from '../../core/kinds.ts';
import { plainLine } from '../../core/log-signature.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Lead, type Proof } from '../../core/rule.ts';
import { editTemplate, readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { type InitFacts, initWords } from '../../core/words/init-words.ts';
import { quoted } from '../../core/words/quoted.ts';

/** Milliseconds that an init container may take before it counts as one that does not end. */
const patience = 60_000;
const shownLines = 3;

/** Why the one container does what it does: rules about containers, none of which can be about those that wait for it. */
const inside = [
  'container/image-not-found',
  'container/image-name-invalid',
  'container/image-pull-unauthorized',
  'container/image-registry-unreachable',
  'container/image-rate-limited',
  'container/image-never-pull',
  'container/image-platform-mismatch',
  'container/image-pull-failed',
  'container/config-missing',
  'container/start-error',
  'container/oom-killed',
  'container/crash-cause-in-log',
  'container/startup-probe-kill',
  'container/liveness-kill',
] as const;

/** The pod hangs in one of its init containers: which, in what state, what it says, and what waits behind it. */
export default defineRule({
  id: 'pod/init-container-blocked',
  coverage: ['pod/init-container-blocked'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-init-containers/',
  needs: [],
  wants: ['logs', 'previousLogs', 'dependencies', 'loggedDependencies', 'owners'],
  applies: mayBlock,
  check: ({ subject, ref, now, logs, previousLogs, dependencies, loggedDependencies, owners }) => {
    const init = blockingInit(subject);
    const state = init && stateOf(init, now);
    if (!init || !state) return [];
    const { status } = init;
    const ended = status.state?.terminated ?? (state === 'crashing' ? status.lastState?.terminated : undefined);
    const previous = ended !== undefined && !status.state?.terminated;
    const lines = lastLines(previous ? previousLogs : logs, init.name);
    const named = [...(loggedDependencies ?? []), ...(dependencies ?? [])].find(({ place }) => place.container === init.name);
    return [
      {
        facts: {
          container: init.name,
          number: init.number,
          total: init.total,
          after: [...init.after],
          state,
          reason: status.state?.waiting?.reason ?? null,
          exitCode: ended?.exitCode ?? null,
          outOfMemory: ended?.reason === 'OOMKilled',
          restarts: status.restartCount,
          again: (subject.spec?.restartPolicy ?? 'Always') !== 'Never',
          seconds: secondsRunning(init, now),
          words: lines.length > 0 ? quoted(lines.at(-1) as string) : null,
          service: named ? calledOf(named) : null,
          previous,
          workload: owningWorkload(owners),
        },
        proof: [initializedProof(subject, ref), ...stateProof(init, ref, previous), ...lines.map((line) => logProof(line, init, ref, previous))],
        leads: leadsOf(named, ref),
      },
    ];
  },
  says: { en: (facts) => initWords(facts as InitFacts).en, ko: (facts) => initWords(facts as InitFacts).ko },
  steps: ({ container, state, previous, service, workload }, pod) => [
    ...(state === 'waiting' ? [] : [readLog(pod, container, previous)]),
    look(
      "See every init container's state and exit code, in order.",
      '초기화 컨테이너들의 상태와 종료 코드를 차례로 확인합니다.',
      `${sh`kubectl describe pod ${pod.name}`}${namespaceFlag(pod)}`,
    ),
    ...(service
      ? [
          look(
            'See whether what it calls exists and has endpoints.',
            '호출하는 서비스가 있고 엔드포인트가 있는지 확인합니다.',
            `${sh`kubectl get service,endpointslices`} -n ${sh`${service.namespace}`}`,
          ),
        ]
      : []),
    editTemplate(workload, pod, {
      en:
        state === 'running'
          ? 'Make what it waits for come up, or correct the name it waits for; a loop that waits for ever should end with an error after a time.'
          : 'Correct what it stops at; the containers after it start by themselves once it ends with code 0.',
      ko:
        state === 'running'
          ? '기다리는 대상을 살리거나 이름을 바로잡습니다. 무한정 기다리는 반복문은 일정 시간이 지나면 오류로 끝나게 합니다.'
          : '멈춘 원인을 바로잡습니다. 종료 코드 0 값으로 끝나면 다음 컨테이너가 저절로 시작됩니다.',
    }),
  ],
});

/** null: nothing to complain about yet. */
function stateOf({ status, sidecar }: BlockingInit, now: Date): InitFacts['state'] | null {
  const { state, lastState } = status;
  if (state?.terminated) return state.terminated.exitCode === 0 ? null : 'crashing';
  if (lastState?.terminated?.exitCode) return 'crashing';
  if (state?.waiting) return 'waiting';
  const since = now.getTime() - Date.parse(state?.running?.startedAt ?? '');
  if (!(since > patience)) return null;
  return sidecar ? 'sidecar' : 'running';
}

function secondsRunning({ status }: BlockingInit, now: Date): number | null {
  const since = status.state?.running?.startedAt;
  return since ? Math.max(0, Math.round((now.getTime() - Date.parse(since)) / 1000)) : null;
}

function lastLines(logs: readonly ContainerLog[] | undefined, name: string): string[] {
  const lines = logs?.find(({ container }) => container === name)?.lines ?? [];
  return lines
    .map((line) => plainLine(line).trim())
    .filter((line) => line !== '')
    .slice(-shownLines);
}

function calledOf({ service, object, place, near }: Dependency): CalledService {
  return {
    name: service.name,
    namespace: service.namespace ?? 'default',
    exists: object !== null,
    variable: place.kind === 'env' ? place.name : null,
    near,
  };
}

function leadsOf(named: Dependency | undefined, ref: Lead['to']): Lead[] {
  return [{ to: ref, rules: inside }, ...(named?.object ? [{ to: named.service }] : [])];
}

function initializedProof(pod: Pod, ref: Lead['to']): Proof {
  const condition = podCondition(pod, 'Initialized');
  const at = condition?.lastTransitionTime;
  return { ref, path: 'status.conditions[type=Initialized].reason', value: condition?.reason ?? null, ...(at ? { at } : {}) };
}

function stateProof({ name, status }: BlockingInit, ref: Lead['to'], previous: boolean): Proof[] {
  const path = `status.initContainerStatuses[name=${name}]`;
  const ended = status.state?.terminated ?? (previous ? status.lastState?.terminated : undefined);
  if (ended) {
    const at = ended.finishedAt ? { at: ended.finishedAt } : {};
    return [{ ref, path: `${path}.${previous ? 'lastState' : 'state'}.terminated.exitCode`, value: ended.exitCode, ...at }];
  }
  if (status.state?.waiting) return [{ ref, path: `${path}.state.waiting.reason`, value: status.state.waiting.reason ?? null }];
  return [{ ref, path: `${path}.state.running.startedAt`, value: status.state?.running?.startedAt ?? null }];
}

function logProof(line: string, { name }: BlockingInit, ref: Lead['to'], previous: boolean): Proof {
  return { ref, path: logPath(name, previous), value: line.slice(0, 500) };
}
