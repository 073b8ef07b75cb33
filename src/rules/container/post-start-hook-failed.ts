import { endings } from '../../core/container-ending.ts';
import { execFailures } from '../../core/exec-failure.ts';
import { endedByHook, failedPostStart } from '../../core/hook-failure.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { containersOf, specPath } from '../../core/pod-containers.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { editTemplate, readLog } from '../../core/runbook-steps.ts';
import { quoted } from '../../core/words/quoted.ts';

/** The kubelet kills the container, because its `postStart` hook failed: the program itself did nothing wrong. Missing commands are container/exec-no-shell's. */
export default defineRule({
  id: 'container/post-start-hook-failed',
  coverage: ['container/exit-code'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/#hook-handler-execution',
  needs: ['events'],
  wants: ['owners'],
  applies: (pod) => containersOf(pod.spec).some(({ lifecycle }) => lifecycle?.postStart),
  check: ({ subject, ref, now, events, owners }) =>
    endings(subject, now).flatMap((ending) => {
      const { name, spec, terminated, status, path } = ending;
      const event = failedPostStart(name, events);
      const missing = execFailures(subject, events, now).some(({ container, place }) => container === name && place === 'postStart');
      if (!event || missing || !endedByHook(ending, events)) return [];
      const hook = spec?.lifecycle?.postStart;
      const command = hook?.exec?.command?.join(' ') ?? null;
      const url = hook?.httpGet ? `GET :${hook.httpGet.port}${hook.httpGet.path ?? '/'}` : null;
      const words = event.message.replace(/^PostStartHook failed:?\s*/i, '');
      const proof: readonly [Proof, ...Proof[]] = [
        { ref, path: `event ${event.reason} (${event.component})`, value: event.message, at: event.lastAt },
        { ref, path: `${path}.exitCode`, value: terminated.exitCode, ...(terminated.finishedAt ? { at: terminated.finishedAt } : {}) },
        ...(command ? [{ ref, path: `${specPath(subject, name)}.lifecycle.postStart.exec.command`, value: command }] : []),
      ];
      return [
        {
          facts: {
            container: name,
            hook: quoted(command ?? url ?? 'postStart').slice(0, 160),
            exitCode: terminated.exitCode,
            restarts: status.restartCount,
            words: words ? quoted(words).slice(0, 200) : null,
            workload: owningWorkload(owners),
          },
          proof,
        },
      ];
    }),
  says: {
    en: ({ container, hook, exitCode, restarts, words }) =>
      `The kubelet kills container \`${container}\`, because its \`postStart\` hook (\`${hook}\`) fails${restarts > 0 ? ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})` : ''}; exit code ${exitCode} comes from that, not from the program.${words ? ` The kubelet says: \`${words}\`` : ''}`,
    ko: ({ container, hook, exitCode, restarts, words }) =>
      `\`postStart\` 훅(\`${hook}\`)이 실패해서 kubelet이 \`${container}\` 컨테이너를 종료합니다${restarts > 0 ? ` (재시작 ${restarts}회)` : ''}. 종료 코드 ${exitCode} 값은 프로그램이 아니라 이 강제 종료에서 나온 것입니다.${words ? ` kubelet의 메시지: \`${words}\`` : ''}`,
  },
  steps: ({ container, workload }, pod) => [
    readLog(pod, container, true),
    editTemplate(workload, pod, {
      en: 'Correct the hook, or let it end well whatever happens (`… || true`): it runs beside the program, perhaps before the program is up, and its output is in no log.',
      ko: '훅을 바로잡거나 실패해도 정상으로 끝나게(`… || true`) 합니다. 훅은 프로그램과 나란히, 때로는 프로그램이 뜨기 전에 실행되고, 그 출력은 로그에 남지 않습니다.',
    }),
  ],
});
