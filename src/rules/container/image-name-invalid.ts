import { nameFault } from '../../core/image-name.ts';
import { setImage } from '../../core/image-steps.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';

const faults = {
  'upper-case': { en: 'a repository name must be lower case', ko: '리포지터리 이름은 소문자여야 합니다' },
  scheme: { en: 'an image name has no `https://`', ko: '이미지 이름에는 `https://` 접두어를 쓰지 않습니다' },
  blank: { en: 'there is a blank in it', ko: '이름에 공백이 있습니다' },
  placeholder: { en: 'a variable of a template was not filled in', ko: '템플릿 변수가 채워지지 않았습니다' },
  'two-tags': { en: 'it has two tags', ko: '태그가 두 개입니다' },
  empty: { en: 'it is empty', ko: '이름이 비어 있습니다' },
  characters: { en: 'it has characters that are not allowed, or an empty tag', ko: '허용되지 않는 문자가 있거나 태그가 비어 있습니다' },
} as const;

/**
 * The kubelet cannot read the image's name, so nobody is asked for it.
 * `InvalidImageName`, `couldn't parse image name`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/images/image_manager.go (EnsureImageExists)
 */
export default defineRule({
  id: 'container/image-name-invalid',
  coverage: ['container/image-name-invalid'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#image-names',
  needs: [],
  wants: ['owners'],
  applies: (pod) => containerStatuses(pod).some(({ state }) => state?.waiting?.reason === 'InvalidImageName'),
  check: ({ subject, ref, owners }) =>
    containerStatuses(subject).flatMap(({ name, state, init, image }) => {
      if (state?.waiting?.reason !== 'InvalidImageName') return [];
      const list = init ? 'initContainerStatuses' : 'containerStatuses';
      const spec = specOf(subject, name);
      const written = spec?.image ?? image;
      const words = state.waiting.message ?? '';
      return [
        {
          facts: {
            container: name,
            image: quoted(written),
            fault: nameFault(written),
            words: quoted(words.replace(/^.*invalid reference format:? ?/, '') || words),
            workload: owningWorkload(owners),
          },
          proof: [
            { ref, path: `status.${list}[name=${name}].state.waiting.reason`, value: 'InvalidImageName' },
            { ref, path: `status.${list}[name=${name}].state.waiting.message`, value: words },
          ],
        },
      ];
    }),
  says: {
    en: ({ container, image, fault, words }) =>
      `\`${image}\`, the image of container \`${container}\`, is not a valid image name: ${fault ? faults[fault].en : `\`${words}\``}.`,
    ko: ({ container, image, fault, words }) =>
      `\`${container}\` 컨테이너의 이미지 \`${image}\` 값은 올바른 이미지 이름이 아닙니다. ${fault ? faults[fault].ko : `메시지: \`${words}\``}.`,
  },
  steps: ({ container, workload }, pod) => [
    look(
      'Look at the image as it was written; a form is `registry/repository:tag`.',
      '이미지가 어떻게 적혀 있는지 확인합니다. 형식은 `registry/repository:tag` 입니다.',
      `${sh`kubectl get pod ${pod.name} -o ${'jsonpath={range .spec.containers[*]}{.name}: [{.image}]{"\\n"}{end}'}`}${namespaceFlag(pod)}`,
    ),
    setImage(
      workload,
      pod,
      container,
      null,
      'Correct the image in the template (or in the values that fill it).',
      '템플릿이나 템플릿에 들어가는 값에서 이미지를 고칩니다.',
    ),
  ],
});
