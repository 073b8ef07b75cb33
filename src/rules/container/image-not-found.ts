import { parseImage, sameRepository } from '../../core/image-name.ts';
import { isPulling, pullFacts, pullFailures } from '../../core/image-pull.ts';
import { pullByHand, setImage } from '../../core/image-steps.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { isReady } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/**
 * The registry answers that it has no such image: a wrong name or tag, or one that was never pushed.
 * `<image>: not found` is containerd's: https://github.com/containerd/containerd/blob/v2.1.4/core/remotes/docker/resolver.go (Resolve)
 */
export default defineRule({
  id: 'container/image-not-found',
  coverage: ['container/image-not-found'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff',
  needs: [],
  wants: ['events', 'owners', 'namespacePods'],
  applies: isPulling,
  check: ({ subject, ref, events, owners, namespacePods = [] }) =>
    pullFailures(subject, ref, events)
      .filter(({ problem }) => problem === 'not-found')
      .map((failure) => {
        const { image, proof } = failure;
        const running = namespacePods.filter(isReady).flatMap(({ spec }) => spec?.containers.map((other) => other.image ?? '') ?? []);
        const { repository, tag, digest } = parseImage(image);
        return {
          facts: {
            ...pullFacts(failure, subject),
            repository,
            version: tag ?? digest,
            /** Images of the same repository that pods of the namespace do run. */
            working: [...new Set(running.filter((other) => other !== image && sameRepository(other, image)))].slice(0, 3),
            workload: owningWorkload(owners),
          },
          proof: [proof],
        };
      }),
  says: {
    en: ({ container, image, registry, words, working }) =>
      `Image \`${image}\` of container \`${container}\` does not exist in registry \`${registry}\`: its name or tag is wrong, or it was never pushed. The registry says: \`${words}\`.${working.length > 0 ? ` Other pods here run ${names(working)}.` : ''}`,
    ko: ({ container, image, registry, words, working }) =>
      `\`${container}\` 컨테이너의 \`${image}\` 이미지가 \`${registry}\` 레지스트리에 없습니다. 이름이나 태그가 틀렸거나 푸시되지 않았습니다. 레지스트리의 메시지: \`${words}\`.${working.length > 0 ? ` 여기서 실행 중인 다른 파드의 이미지: ${names(working)}.` : ''}`,
  },
  steps: ({ container, image, registry, repository, version, working, node, workload }, pod) => [
    look(
      `Check the name letter by letter: repository \`${repository}\`, tag \`${version ?? ''}\`; and that \`${registry}\` has it.`,
      `이름을 한 글자씩 확인합니다. 리포지터리 \`${repository}\`, 태그 \`${version ?? ''}\`. \`${registry}\` 레지스트리에 있는지도 확인합니다.`,
    ),
    pullByHand(image, node),
    setImage(
      workload,
      pod,
      container,
      working[0] ?? null,
      working[0]
        ? `Use an image that exists, such as \`${working[0]}\`; or push the missing one.`
        : 'Correct the image in the template, or push the missing one.',
      working[0] ? `있는 이미지(\`${working[0]}\` 등)를 쓰거나 없는 이미지를 푸시합니다.` : '템플릿의 이미지를 고치거나 없는 이미지를 푸시합니다.',
    ),
  ],
});
