import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf, specPath } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * `imagePullPolicy: Never`, and the node does not have the image. Also said where the policy is a never-pull by node configuration.
 * `ErrImageNeverPull`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/images/image_manager.go (imagePullPrecheck)
 */
export default defineRule({
  id: 'container/image-never-pull',
  coverage: ['container/image-never-pull'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy',
  needs: [],
  wants: ['owners'],
  applies: (pod) => containerStatuses(pod).some(({ state }) => state?.waiting?.reason === 'ErrImageNeverPull'),
  check: ({ subject, ref, owners }) =>
    containerStatuses(subject).flatMap(({ name, state, init, image }) => {
      if (state?.waiting?.reason !== 'ErrImageNeverPull') return [];
      const spec = specOf(subject, name);
      const list = init ? 'initContainerStatuses' : 'containerStatuses';
      return [
        {
          facts: { container: name, image: spec?.image ?? image, node: subject.spec?.nodeName ?? null, workload: owningWorkload(owners) },
          proof: [
            { ref, path: `status.${list}[name=${name}].state.waiting.reason`, value: 'ErrImageNeverPull' },
            { ref, path: `${specPath(subject, name)}.imagePullPolicy`, value: spec?.imagePullPolicy ?? null },
          ],
        },
      ];
    }),
  says: {
    en: ({ container, image, node }) =>
      `Container \`${container}\` may not pull its image (\`imagePullPolicy: Never\`), and ${node ? `node \`${node}\`` : 'its node'} does not have \`${image}\`.`,
    ko: ({ container, image, node }) =>
      `\`${container}\` 컨테이너는 이미지를 받지 않도록 설정되어 있는데(\`imagePullPolicy: Never\`), ${node ? `\`${node}\` 노드에` : '노드에'} \`${image}\` 이미지가 없습니다.`,
  },
  steps: ({ image, node, workload }, pod) => [
    look(
      `See which images the node has${node ? ` (on \`${node}\`)` : ''}.`,
      `${node ? `\`${node}\` ` : ''}노드에 어떤 이미지가 있는지 확인합니다.`,
      sh`crictl images`,
    ),
    editTemplate(workload, pod, {
      en: 'Let it pull: `imagePullPolicy: IfNotPresent`, with the image in a registry.',
      ko: '이미지를 레지스트리에 두고 `imagePullPolicy: IfNotPresent` 설정으로 받게 합니다.',
    }),
    change(
      'Or load the image on every node that may run the pod (a file made with `docker save`).',
      '또는 파드가 실행될 수 있는 모든 노드에 이미지를 넣습니다 (`docker save` 명령으로 만든 파일).',
      [`Remove it: \`${sh`crictl rmi ${image}`}\``, `다시 지웁니다: \`${sh`crictl rmi ${image}`}\``],
      'ctr -n k8s.io images import image.tar',
    ),
  ],
});
