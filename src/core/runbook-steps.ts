import type { Text } from './locale.ts';
import { editableTarget, type WorkloadName } from './owning-workload.ts';
import { namespaceFlag, type Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { sh } from './shell.ts';

/** Reads the log of the run that ended, or of the one that runs. */
export function readLog(pod: Ref, container: string, previous: boolean): Step {
  return {
    kind: 'look',
    text: previous
      ? { en: 'Read what the process said before it ended.', ko: '프로세스가 끝나기 전에 남긴 로그를 확인합니다.' }
      : { en: 'Read what the process says.', ko: '프로세스의 로그를 확인합니다.' },
    command: `${sh`kubectl logs ${pod.name} -c ${container} ${previous ? ['--previous'] : []} --tail=50`}${namespaceFlag(pod)}`,
  };
}

/** Events and state of an object. */
export function describeObject(ref: Ref, text: Text): Step {
  return { kind: 'look', text, command: `${sh`kubectl describe ${ref.kind} ${ref.name}`}${namespaceFlag(ref)}` };
}

/** A change of the pod template, where the pod has one; else of the manifest that the pod was made from. */
export function editTemplate(workload: WorkloadName | null, pod: Ref, text: Text): Step {
  const target = editableTarget(workload);
  if (!target) {
    return { kind: 'change', text, undo: { en: 'Apply the manifest from before.', ko: '이전 매니페스트를 다시 적용합니다.' } };
  }
  const undo = `kubectl rollout undo ${target}${namespaceFlag(pod)}`;
  const revisions = workload?.kind === 'replicaset' || workload?.kind === 'replicationcontroller';
  return {
    kind: 'change',
    text,
    command: `${sh`kubectl edit ${target}`}${namespaceFlag(pod)}`,
    undo: revisions
      ? { en: 'Edit it back.', ko: '같은 방법으로 되돌립니다.' }
      : { en: `Roll back: \`${undo}\``, ko: `\`${undo}\` 명령으로 롤백합니다.` },
  };
}

/** Back to the revision before, where the workload keeps revisions; else to the manifest from before. */
export function rollBack(workload: WorkloadName | null, pod: Ref, text: Text): Step {
  const target = editableTarget(workload);
  if (!target || workload?.kind === 'replicaset' || workload?.kind === 'replicationcontroller') return editTemplate(workload, pod, text);
  return {
    kind: 'change',
    text,
    command: `${sh`kubectl rollout undo ${target}`}${namespaceFlag(pod)}`,
    undo: { en: 'The same command again goes forward.', ko: '같은 명령을 다시 실행하면 원래대로 돌아갑니다.' },
  };
}
