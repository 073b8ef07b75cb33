import { editableTarget, type WorkloadName } from './owning-workload.ts';
import { namespaceFlag, type Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look, rollBack } from './steps.ts';

/** Pulls the image as the node would, where what the registry says can be read in full. */
export function pullByHand(image: string, node: string | null): Step {
  return node
    ? look(
        `Pull it by hand on \`${node}\`, where the node's own settings hold.`,
        `\`${node}\` 노드에서 직접 받아 봅니다. 노드의 설정이 그대로 적용됩니다.`,
        sh`crictl pull ${image}`,
      )
    : look('Pull it by hand.', '직접 받아 봅니다.', sh`docker pull ${image}`);
}

/** Puts another image in the template; `better` fills the command in. */
export function setImage(workload: WorkloadName | null, pod: Ref, container: string, better: string | null, en: string, ko: string): Step {
  const target = editableTarget(workload);
  const command = target && better ? `${sh`kubectl set image ${target} ${`${container}=${better}`}`}${namespaceFlag(pod)}` : undefined;
  return change(en, ko, rollBack(target, pod), command);
}
