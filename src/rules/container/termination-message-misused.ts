import { type Ending, endings, logOf } from '../../core/container-ending.ts';
import type { ContainerLog } from '../../core/evidence.ts';
import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specPath } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';

const defaultPath = '/dev/termination-log';
/** Bytes: of a message file, of the log that stands in for it, and of all messages of a pod together. */
const most = { file: 4096, log: 2048, logLines: 80, pod: 12_288 } as const;

type Trouble = 'elsewhere' | 'nothing' | 'cut-file' | 'cut-log' | 'cut-share' | 'unreadable';

/**
 * A container that failed left no message, or one that was cut, because of how messages are set up. Advice.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kuberuntime/kuberuntime_container.go (getTerminationMessage)
 * and, for the share of each container, pkg/kubelet/status/status_manager.go (normalizeStatus)
 */
export default defineRule({
  id: 'container/termination-message-misused',
  coverage: ['container/termination-message-misused'],
  on: ['pod'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/determine-reason-pod-failure/',
  needs: [],
  wants: ['logs', 'previousLogs', 'owners'],
  applies: (pod) => containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode),
  check: ({ subject, ref, now, logs, previousLogs, owners }) =>
    endings(subject, now).flatMap((ending) => {
      // what is killed cannot leave a message
      if ([0, 137, 143].includes(ending.terminated.exitCode)) return [];
      const trouble = troubleOf(ending, logOf(ending, logs, previousLogs), shareOf(subject));
      if (!trouble) return [];
      const { name, spec, terminated, path } = ending;
      const policy = spec?.terminationMessagePolicy ?? 'File';
      const file = spec?.terminationMessagePath ?? defaultPath;
      const field = specPath(subject, name);
      return [
        {
          facts: { container: name, trouble, file, policy, share: shareOf(subject), workload: owningWorkload(owners) },
          proof: [
            { ref, path: `${field}.terminationMessagePath`, value: file },
            { ref, path: `${field}.terminationMessagePolicy`, value: policy },
            ...(terminated.message ? [{ ref, path: `${path}.message`, value: terminated.message.slice(0, 200) }] : []),
          ],
        },
      ];
    }),
  says: {
    en: ({ container, trouble, file, share }) => {
      const who = `Container \`${container}\``;
      if (trouble === 'elsewhere')
        return `${who} failed without a termination message: the kubelet reads \`${file}\`, and nothing was written there. A program that writes to the default \`${defaultPath}\` writes past it.`;
      if (trouble === 'nothing')
        return `${who} failed and left nothing behind: its log is empty, and it wrote no termination message to \`${file}\`.`;
      if (trouble === 'unreadable') return `The kubelet could not read the termination message of container \`${container}\` (\`${file}\`).`;
      if (trouble === 'cut-log')
        return `The termination message of container \`${container}\` is only the end of its log: at most 2048 bytes or 80 lines, whichever is less.`;
      if (trouble === 'cut-share')
        return `The termination message of container \`${container}\` is cut: the containers of a pod share 12288 bytes evenly, so each has ${share}, and the rest of a longer message is dropped.`;
      return `The termination message of container \`${container}\` is cut: the kubelet keeps the last 4096 bytes of \`${file}\`.`;
    },
    ko: ({ container, trouble, file, share }) => {
      const who = `\`${container}\` 컨테이너`;
      if (trouble === 'elsewhere')
        return `${who}가 종료 메시지 없이 실패했습니다. kubelet은 \`${file}\` 파일을 읽는데 거기에 쓰인 것이 없습니다. 프로그램이 기본 경로 \`${defaultPath}\` 파일에 쓴다면 서로 어긋난 것입니다.`;
      if (trouble === 'nothing') return `${who}가 아무것도 남기지 않고 실패했습니다. 로그가 비어 있고 \`${file}\` 파일에 쓴 종료 메시지도 없습니다.`;
      if (trouble === 'unreadable') return `kubelet이 ${who}의 종료 메시지(\`${file}\`)를 읽지 못했습니다.`;
      if (trouble === 'cut-log') return `${who}의 종료 메시지는 로그의 끝부분입니다. 2048바이트와 80줄 중 작은 쪽까지만 남습니다.`;
      if (trouble === 'cut-share')
        return `${who}의 종료 메시지가 잘렸습니다. 한 파드의 컨테이너들이 12288바이트를 똑같이 나눠 쓰므로 하나에 ${share}바이트까지이고, 넘는 뒷부분은 버려집니다.`;
      return `${who}의 종료 메시지가 잘렸습니다. kubelet은 \`${file}\` 파일의 마지막 4096바이트만 남깁니다.`;
    },
  },
  steps: ({ container, trouble, workload }, pod) => [
    {
      kind: 'look',
      text: { en: 'Read the whole log instead.', ko: '대신 로그 전체를 확인합니다.' },
      command: `${sh`kubectl logs ${pod.name} -c ${container} --previous`}${namespaceFlag(pod)}`,
    },
    editTemplate(
      workload,
      pod,
      trouble === 'cut-file' || trouble === 'cut-share' || trouble === 'cut-log'
        ? {
            en: 'Write one short, final sentence into the message; the story belongs into the log.',
            ko: '종료 메시지에는 마지막 한 문장만 짧게 쓰고, 자세한 내용은 로그에 남깁니다.',
          }
        : {
            en: 'Set `terminationMessagePolicy: FallbackToLogsOnError`, so that the end of the log stands in; the path cannot be changed while the pod runs.',
            ko: '`terminationMessagePolicy: FallbackToLogsOnError` 값으로 정해 로그의 끝부분이 대신 남게 합니다. 경로는 파드가 실행되는 동안 바꿀 수 없습니다.',
          },
    ),
  ],
});

/** Bytes that each container of the pod has. */
function shareOf({ spec }: Pod): number {
  return Math.floor(
    most.pod / ((spec?.containers.length ?? 0) + (spec?.initContainers?.length ?? 0) + (spec?.ephemeralContainers?.length ?? 0) || 1),
  );
}

function troubleOf({ terminated, spec }: Ending, log: ContainerLog | undefined, share: number): Trouble | null {
  const message = terminated.message ?? '';
  const bytes = new TextEncoder().encode(message).length;
  if (/^Error on reading termination (?:log|message)/.test(message)) return 'unreadable';
  if (message === '') {
    if ((spec?.terminationMessagePath ?? defaultPath) !== defaultPath && spec?.terminationMessagePolicy !== 'FallbackToLogsOnError')
      return 'elsewhere';
    return log?.lines.length === 0 ? 'nothing' : null;
  }
  if (share < most.file && bytes >= share) return 'cut-share';
  if (bytes >= most.file) return 'cut-file';
  const fromLog = spec?.terminationMessagePolicy === 'FallbackToLogsOnError' && (bytes >= most.log || message.split('\n').length > most.logLines);
  return fromLog ? 'cut-log' : null;
}
