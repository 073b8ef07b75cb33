import { isPulling, pullFacts, pullFailures } from '../../core/image-pull.ts';
import { pullByHand } from '../../core/image-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/**
 * A pull fails in words that no other rule knows (no disk left to unpack, a broken layer, a signature): they are handed on as they are.
 * `no space left on device` while unpacking: https://github.com/containerd/containerd/blob/v2.1.4/core/unpack/unpacker.go
 */
export default defineRule({
  id: 'container/image-pull-failed',
  coverage: ['container/image-pull-failed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff',
  needs: [],
  wants: ['events'],
  applies: isPulling,
  check: ({ subject, ref, events }) =>
    pullFailures(subject, ref, events)
      .filter(({ problem }) => problem === 'other')
      .map((failure) => ({
        facts: {
          ...pullFacts(failure, subject),
          noSpace: /no space left on device/i.test(failure.text),
          signature: /signature/i.test(failure.text),
          notAnImage: /unexpected media type|invalid character '<'/i.test(failure.text),
        },
        proof: [failure.proof],
      })),
  says: {
    en: ({ container, image, registry, words, noSpace, signature, notAnImage, node }) => {
      if (noSpace)
        return `${node ? `Node \`${node}\`` : 'The node'} has no disk space left to unpack image \`${image}\` of container \`${container}\`.`;
      if (signature) return `The node does not accept the signature of image \`${image}\` of container \`${container}\`: \`${words}\`.`;
      if (notAnImage)
        return `What answers as registry \`${registry}\` sends something that is no image (the page of a login or of a proxy) for \`${image}\` of container \`${container}\`: \`${words}\`.`;
      return `Image \`${image}\` of container \`${container}\` cannot be pulled${words ? `: \`${words}\`` : ''}.`;
    },
    ko: ({ container, image, registry, words, noSpace, signature, notAnImage, node }) => {
      if (noSpace) return `${node ? `\`${node}\` ` : ''}노드에 \`${container}\` 컨테이너의 \`${image}\` 이미지를 풀 디스크 공간이 없습니다.`;
      if (signature) return `노드가 \`${container}\` 컨테이너의 \`${image}\` 이미지 서명을 받아들이지 않습니다: \`${words}\`.`;
      if (notAnImage)
        return `\`${container}\` 컨테이너의 \`${image}\` 이미지를 요청했지만 \`${registry}\` 레지스트리 주소에서 이미지가 아닌 것(로그인이나 프록시의 페이지)이 왔습니다: \`${words}\`.`;
      return `\`${container}\` 컨테이너의 \`${image}\` 이미지를 받지 못합니다${words ? `: \`${words}\`` : ''}.`;
    },
  },
  steps: ({ image, node, noSpace }) => [
    ...(noSpace && node
      ? [look('See how full the disk of the node is.', '노드의 디스크 사용량을 확인합니다.', sh`kubectl describe node ${node}`)]
      : []),
    pullByHand(image, node),
    noSpace
      ? change(
          'Remove images that nothing uses on that node, or enlarge its disk.',
          '노드에서 쓰지 않는 이미지를 지우거나 디스크를 늘립니다.',
          ['Images that are removed are pulled again when needed.', '지운 이미지는 필요할 때 다시 받습니다.'],
          'crictl rmi --prune',
        )
      : change(
          'If pulling by hand fails too, push the image again; if it works, restart the container runtime of the node.',
          '직접 받아도 실패하면 이미지를 다시 푸시하고, 성공하면 노드의 컨테이너 런타임을 다시 시작합니다.',
          ['Nothing is lost: running containers go on.', '잃는 것은 없습니다. 실행 중인 컨테이너는 계속 실행됩니다.'],
        ),
  ],
});
