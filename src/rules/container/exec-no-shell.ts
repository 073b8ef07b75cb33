import { execFailures, runsCommands } from '../../core/exec-failure.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf, specPath } from '../../core/pod-containers.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';

const places = {
  readinessProbe: { en: 'readiness probe', ko: '준비성 프로브', effect: { en: 'so it never becomes ready', ko: '준비 상태가 되지 못합니다' } },
  startupProbe: {
    en: 'startup probe',
    ko: '스타트업 프로브',
    effect: { en: 'so it never counts as started', ko: '시작된 것으로 인정되지 않습니다' },
  },
  livenessProbe: {
    en: 'liveness probe',
    ko: '활성 프로브',
    effect: { en: 'so a process that hangs is never restarted', ko: '프로세스가 멈춰도 다시 시작되지 않습니다' },
  },
  postStart: {
    en: '`postStart` hook',
    ko: '`postStart` 훅',
    effect: { en: 'so the container is killed each time', ko: '컨테이너가 매번 강제 종료됩니다' },
  },
  preStop: {
    en: '`preStop` hook',
    ko: '`preStop` 훅',
    effect: { en: 'so it is not asked to stop gently', ko: '정상 종료 절차가 실행되지 않습니다' },
  },
} as const;

/**
 * The container runs, but a command that is to be executed in it (by a probe or a hook) is not in its image: often a shell, in an image
 * without one. Not a failed start: that is container/start-error. The words are read in core/exec-failure.ts.
 */
export default defineRule({
  id: 'container/exec-no-shell',
  coverage: ['container/exec-no-shell'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-running-pod/#ephemeral-container',
  needs: ['events'],
  wants: ['owners'],
  applies: runsCommands,
  check: ({ subject, ref, events, now, owners }) =>
    execFailures(subject, events, now).map(({ container, place, command, event }) => ({
      facts: {
        container,
        place,
        command: quoted(command),
        image: quoted(specOf(subject, container)?.image ?? ''),
        workload: owningWorkload(owners),
      },
      proof: [
        { ref, path: `event ${event.reason} (${event.component})`, value: event.message.slice(0, 500), at: event.lastAt },
        {
          ref,
          path: `${specPath(subject, container)}.${place === 'postStart' || place === 'preStop' ? `lifecycle.${place}` : place}.exec.command[0]`,
          value: command,
        },
      ],
    })),
  says: {
    en: ({ container, place, command, image }) =>
      `Container \`${container}\` runs, but the command of its ${places[place].en} cannot be executed: image \`${image}\` has no \`${command}\`, ${places[place].effect.en}.`,
    ko: ({ container, place, command, image }) =>
      `\`${container}\` 컨테이너는 실행 중이지만 \`${image}\` 이미지에 \`${command}\` 명령이 없어 ${places[place].ko} 명령을 실행할 수 없고, ${places[place].effect.ko}.`,
  },
  steps: ({ container, place, command, workload }, pod) => [
    look(
      'See what there is, from a container of your own beside it (the files are under `/proc/1/root`); `kubectl exec` fails in the same way.',
      '옆에 임시 컨테이너를 띄워 무엇이 있는지 확인합니다(파일은 `/proc/1/root` 아래에 있습니다). `kubectl exec` 명령도 똑같이 실패합니다.',
      `${sh`kubectl debug -it ${pod.name} --image=busybox:1.36 --target=${container}`}${namespaceFlag(pod)}`,
    ),
    editTemplate(
      workload,
      pod,
      place === 'postStart' || place === 'preStop'
        ? {
            en: `Call the program directly instead of \`${command}\`, use \`sleep\` or \`httpGet\` in the hook, or put \`${command}\` into the image.`,
            ko: `\`${command}\` 명령 대신 프로그램을 직접 부르거나, 훅에서 \`sleep\` 또는 \`httpGet\` 방식을 쓰거나, 이미지에 \`${command}\` 명령을 넣습니다.`,
          }
        : {
            en: `Use a probe that needs no shell (\`httpGet\`, \`tcpSocket\`, \`grpc\`), call a program that the image has, or put \`${command}\` into the image.`,
            ko: `셸이 필요 없는 프로브(\`httpGet\`, \`tcpSocket\`, \`grpc\`)를 쓰거나, 이미지에 있는 프로그램을 부르거나, 이미지에 \`${command}\` 명령을 넣습니다.`,
          },
    ),
  ],
});
