import { isPulling, pullFailures } from '../../core/image-pull.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specOf } from '../../core/pod-containers.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isWindowsImage, isWindowsNode, systemAskedFor } from '../../core/windows.ts';
import { quoted } from '../../core/words/quoted.ts';

const systems = { windows: { en: 'Windows', ko: '윈도우' }, linux: { en: 'Linux', ko: '리눅스' } } as const;
/** A pull failure that a wrong operating system may look like: the registry answers that there is none of that platform. */
const wrongPlatform = new Set(['platform', 'other']);

/** The pod was scheduled to a node of the other operating system than its image is for. */
export default defineRule({
  id: 'windows/image-pull-incompatible-node',
  coverage: ['windows/image-pull-incompatible-node'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/windows/user-guide/#ensuring-os-specific-workloads-land-on-the-appropriate-container-host',
  needs: ['node'],
  wants: ['events', 'owners'],
  applies: isPulling,
  check: ({ subject, ref, node, events, owners }) => {
    if (!node?.object) return [];
    const ofNode = isWindowsNode(node.object) ? 'windows' : 'linux';
    const nodeRef = { kind: 'node', name: node.name } as const;
    return pullFailures(subject, ref, events).flatMap(({ container, problem, words, proof }) => {
      const image = specOf(subject, container)?.image ?? '';
      const ofImage = isWindowsImage(image) ? 'windows' : (systemAskedFor(subject) ?? 'linux');
      if (!wrongPlatform.has(problem) || ofImage === ofNode) return [];
      return [
        {
          facts: {
            container,
            image,
            node: node.name,
            ofNode,
            words: quoted(words),
            selector: subject.spec?.nodeSelector?.['kubernetes.io/os'] ?? null,
            tainted: (node.object?.spec?.taints ?? []).some(({ effect }) => effect === 'NoSchedule'),
            workload: owningWorkload(owners),
          } as const,
          proof: [proof, { ref: nodeRef, path: 'status.nodeInfo.operatingSystem', value: node.object?.status?.nodeInfo?.operatingSystem ?? ofNode }],
        },
      ];
    });
  },
  says: {
    en: ({ container, image, node, ofNode, words, selector }) =>
      `Container \`${container}\` was put on \`${node}\`, a ${systems[ofNode].en} node, and image \`${image}\` cannot be pulled for ${systems[ofNode].en}: \`${words}\`.${selector ? '' : ' The pod does not say which operating system it needs.'}`,
    ko: ({ container, image, node, ofNode, words, selector }) =>
      `\`${container}\` 컨테이너가 ${systems[ofNode].ko} 노드인 \`${node}\` 노드에 배치되었는데, \`${image}\` 이미지는 ${systems[ofNode].ko}용으로 받을 수 없습니다: \`${words}\`.${selector ? '' : ' 파드에 운영체제를 정하는 설정이 없습니다.'}`,
  },
  steps: ({ node, image, ofNode, tainted, workload }, pod) => {
    const wanted = ofNode === 'windows' ? 'linux' : 'windows';
    const untaint = sh`kubectl taint nodes ${node} os=windows:NoSchedule-`;
    return [
      look('See for which platforms the image is there.', '이미지가 어떤 플랫폼용으로 있는지 확인합니다.', sh`docker manifest inspect ${image}`),
      look(
        'See which nodes suit it.',
        '이미지에 맞는 노드를 확인합니다.',
        'kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch,node.kubernetes.io/windows-build',
      ),
      editTemplate(workload, pod, {
        en: `Send the pod to ${systems[wanted].en} nodes: \`nodeSelector: {kubernetes.io/os: ${wanted}}\`${wanted === 'windows' ? ', and a toleration if they are tainted' : ''}.`,
        ko: `파드를 ${systems[wanted].ko} 노드로 보냅니다: \`nodeSelector: {kubernetes.io/os: ${wanted}}\`${wanted === 'windows' ? '. 노드에 테인트가 있으면 톨러레이션도 넣습니다' : ''}.`,
      }),
      ...(ofNode === 'windows' && !tainted
        ? [
            change(
              'Keep Linux pods that name no system away from Windows nodes.',
              '운영체제를 정하지 않은 리눅스 파드가 윈도우 노드에 오지 않게 합니다.',
              [`\`${untaint}\``, `\`${untaint}\` 명령으로 되돌립니다.`],
              sh`kubectl taint nodes ${node} os=windows:NoSchedule`,
            ),
          ]
        : []),
    ];
  },
});
