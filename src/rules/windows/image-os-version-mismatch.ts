import { pullFailures } from '../../core/image-pull.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { defineRule } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { look } from '../../core/steps.ts';
import { buildOfImage, isWindowsNode, windowsBuild, windowsName, windowsNodeFacts, windowsTag } from '../../core/windows.ts';
import { kubeletText, mayTell } from '../../core/windows-text.ts';
import { windowsSpeaker } from '../../core/words/windows-words.ts';
import { imageVersionSignatures } from './image-os-version-mismatch.signatures.ts';
import { pauseImageSignatures } from './pause-image-mismatch.signatures.ts';

/** A container's image is for another version of Windows than the node's. */
export default defineRule({
  id: 'windows/image-os-version-mismatch',
  coverage: ['windows/image-os-version-mismatch'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/windows/intro/#windows-os-version-support',
  needs: ['node'],
  wants: ['events', 'owners'],
  applies: mayTell,
  check: (evidence) => {
    const { subject, ref, node, events, owners } = evidence;
    if (!node?.object || !isWindowsNode(node.object)) return [];
    const build = windowsBuild(node.object);
    const all = { ...evidence, logs: undefined };
    const said = kubeletText(all, pauseImageSignatures) ? null : kubeletText(all, imageVersionSignatures);
    const pull = pullFailures(subject, ref, events).find(
      ({ problem, image }) => problem === 'platform' && buildOfImage(image) !== null && buildOfImage(image) !== build,
    );
    const found =
      said ?? (pull ? { container: pull.container, proof: pull.proof, match: { captures: {} as Readonly<Record<string, string>> } } : null);
    if (!found) return [];
    const container = found.container ?? wrongContainer(subject.spec?.containers ?? [], found.proof.value, build);
    const image = subject.spec?.containers.find(({ name }) => name === container)?.image ?? null;
    const stated = found.match.captures.image;
    const kernel = node.object.status?.nodeInfo?.kernelVersion;
    return [
      {
        facts: {
          container,
          image,
          imageBuild: stated ? Number(stated) : image ? buildOfImage(image) : null,
          node: windowsNodeFacts(node, subject),
          workload: owningWorkload(owners),
        },
        proof: [
          found.proof,
          ...(kernel ? [{ ref: { kind: 'node', name: node.name } as const, path: 'status.nodeInfo.kernelVersion', value: kernel }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ container, image, imageBuild, node }, pod) =>
      `${windowsSpeaker(container, pod, node).en} cannot run: image ${image ? `\`${image}\` ` : ''}is made for ${imageBuild ? windowsName(imageBuild) : 'another version of Windows'}, and a Windows container must have the version of its node.`,
    ko: ({ container, image, imageBuild, node }, pod) =>
      `${windowsSpeaker(container, pod, node).ko}가 실행될 수 없습니다. ${image ? `\`${image}\` ` : ''}이미지가 ${imageBuild ? windowsName(imageBuild).replace('Windows Server', '윈도우 서버').replace('Windows build', '윈도우 빌드') : '다른 윈도우 버전'}용인데, 윈도우 컨테이너는 노드와 버전이 같아야 합니다.`,
  },
  steps: ({ image, imageBuild, node, workload }, pod) => {
    const tag = node?.build ? windowsTag(node.build) : null;
    return [
      look(
        'Compare with the builds of the Windows nodes.',
        '윈도우 노드들의 빌드와 비교합니다.',
        'kubectl get nodes -l kubernetes.io/os=windows -L node.kubernetes.io/windows-build',
      ),
      editTemplate(workload, pod, {
        en: `Use the variant of the image for this node${tag ? ` (tag \`${tag}\`)` : ''}${image ? '' : ', or build it'}.`,
        ko: `이 노드에 맞는 이미지${tag ? `(\`${tag}\` 태그)` : ''}를 사용합니다.`,
      }),
      editTemplate(workload, pod, {
        en: `Or send the pod to nodes that suit the image: \`nodeSelector: {node.kubernetes.io/windows-build: 10.0.${imageBuild ?? '…'}}\`.`,
        ko: `또는 이미지에 맞는 노드로 보냅니다: \`nodeSelector: {node.kubernetes.io/windows-build: 10.0.${imageBuild ?? '…'}}\`.`,
      }),
    ];
  },
});

/** The container that the text names (`CreateComputeSystem web: …`), else the one whose tag names another build, else the only one. */
function wrongContainer(
  containers: readonly { readonly name: string; readonly image?: string }[],
  text: unknown,
  build: number | null,
): string | null {
  const named = containers.find(({ name }) => new RegExp(`(?:CreateComputeSystem|container "?)\\s?${name}\\b`).test(String(text)));
  const other = containers.find(({ image = '' }) => buildOfImage(image) !== null && buildOfImage(image) !== build);
  return (named ?? other ?? (containers.length === 1 ? containers[0] : undefined))?.name ?? null;
}
