import type { Named } from '../../core/evidence.ts';
import { execFormatErrors } from '../../core/exec-format.ts';
import { isPulling, pullFailures } from '../../core/image-pull.ts';
import type { Node, Pod } from '../../core/kinds.ts';
import { owningWorkload, type WorkloadName } from '../../core/owning-workload.ts';
import { specOf } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { editTemplate } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';

/** Rules that know which system the image is for. */
const ofWindows = ['windows/image-pull-incompatible-node', 'windows/image-os-version-mismatch'];

/**
 * The image is not made for the node: the registry has none for its operating system or processor, or the kernel cannot execute what is in it.
 * `no match for platform in manifest`: https://github.com/containerd/containerd/blob/v2.1.4/core/images/image.go (Manifest);
 * `exec format error` is ENOEXEC: https://man7.org/linux/man-pages/man2/execve.2.html
 */
export default defineRule({
  id: 'container/image-platform-mismatch',
  coverage: ['container/image-platform-mismatch'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/containers/images/#multi-architecture-images-with-image-indexes',
  needs: [],
  wants: ['node', 'events', 'logs', 'previousLogs', 'owners'],
  applies: (pod) => isPulling(pod) || containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode),
  check: ({ subject, ref, now, node, events, logs, previousLogs, owners }) => {
    const facts = (container: string, words: string | null, file: string | null) =>
      factsOf(subject, node, container, words, file, owningWorkload(owners));
    const platform = platformProof(node);
    const pulls = pullFailures(subject, ref, events).filter(({ problem }) => problem === 'platform');
    return [
      ...pulls.map(({ container, words, proof }) => ({
        facts: facts(container, quoted(words), null),
        proof: [proof, ...platform] as const,
        leads: [{ to: ref, rules: ofWindows }],
      })),
      ...execFormatErrors(subject, ref, now, logs, previousLogs).map(({ container, file, proof }) => ({
        facts: facts(container, null, file),
        proof: [proof, ...platform] as const,
      })),
    ];
  },
  says: {
    en: ({ container, image, node, platform, words, file, wantedOs }) => {
      const where = `${node ? `\`${node}\`` : 'its node'}${platform ? ` (\`${platform}\`)` : ''}`;
      if (wantedOs)
        return `Image \`${image}\` of container \`${container}\` is for ${wantedOs === 'windows' ? 'Windows' : 'Linux'}, and the pod was put on ${where}.`;
      if (words)
        return `The registry has no image \`${image}\` for the platform of ${where}, where container \`${container}\` is to run: \`${words}\`.`;
      return `${where} cannot execute ${file ? `\`${file}\`` : 'the program'} of container \`${container}\`: image \`${image}\` is built for another processor, or it is a script without a \`#!\` line.`;
    },
    ko: ({ container, image, node, platform, words, file, wantedOs }) => {
      const where = `${node ? `\`${node}\` ` : ''}노드${platform ? `(\`${platform}\`)` : ''}`;
      if (wantedOs)
        return `\`${container}\` 컨테이너의 \`${image}\` 이미지는 ${wantedOs === 'windows' ? '윈도우' : '리눅스'}용인데, 파드가 ${where}에 배치되었습니다.`;
      if (words) return `\`${container}\` 컨테이너가 실행될 ${where}의 플랫폼에 맞는 \`${image}\` 이미지가 레지스트리에 없습니다: \`${words}\`.`;
      return `${where}에서 \`${container}\` 컨테이너의 ${file ? `\`${file}\` 파일을` : '프로그램을'} 실행할 수 없습니다. \`${image}\` 이미지가 다른 프로세서용이거나, \`#!\` 줄이 없는 스크립트입니다.`;
    },
  },
  steps: ({ image, platform, wantedOs, words, workload }, pod) => {
    const [os = 'linux', arch = 'amd64'] = platform?.split('/') ?? [];
    return [
      look('See for which platforms the image is there.', '이미지가 어떤 플랫폼용으로 있는지 확인합니다.', sh`docker manifest inspect ${image}`),
      look('Compare with the nodes.', '노드와 비교합니다.', sh`kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`),
      ...(words || wantedOs
        ? []
        : [
            look(
              'If it is a script, look at its first line: it must be `#!` and an interpreter, with Unix line ends.',
              '스크립트라면 첫 줄을 확인합니다. `#!` 뒤에 인터프리터가 있고 줄 끝이 유닉스 형식이어야 합니다.',
            ),
          ]),
      change(
        `Build and push the image for \`${os}/${arch}\` (or for several platforms).`,
        `\`${os}/${arch}\` 플랫폼용(또는 여러 플랫폼용) 이미지를 빌드하고 푸시합니다.`,
        ['Push the image from before under its tag.', '이전 이미지를 같은 태그로 다시 푸시합니다.'],
        sh`docker buildx build --platform ${`${os}/${arch}`} -t ${image} --push .`,
      ),
      editTemplate(workload, pod, {
        en: `Or send the pod to nodes that suit the image: \`nodeSelector: {kubernetes.io/${wantedOs ? `os: ${wantedOs}` : 'arch: …'}}\`.`,
        ko: `또는 이미지에 맞는 노드로 보냅니다: \`nodeSelector: {kubernetes.io/${wantedOs ? `os: ${wantedOs}` : 'arch: …'}}\`.`,
      }),
    ];
  },
});

function factsOf(
  pod: Pod,
  node: Named<Node> | null | undefined,
  container: string,
  words: string | null,
  file: string | null,
  workload: WorkloadName | null,
) {
  const { operatingSystem, architecture } = node?.object?.status?.nodeInfo ?? {};
  const image = specOf(pod, container)?.image ?? '';
  const meant = pod.spec?.os?.name ?? (/(^|[/-])(windows|nanoserver|servercore|win\d|ltsc\d|iis)/i.test(image) ? 'windows' : null);
  return {
    container,
    image,
    node: node?.name ?? null,
    platform: operatingSystem && architecture ? `${operatingSystem}/${architecture}` : null,
    words,
    file,
    /** What the image is for, where that is plain and is not what the node runs. */
    wantedOs:
      meant && operatingSystem && meant !== operatingSystem
        ? meant
        : operatingSystem === 'windows' && /linux|alpine|debian|ubuntu|busybox/i.test(image)
          ? 'linux'
          : null,
    workload,
  };
}

function platformProof(node: Named<Node> | null | undefined): Proof[] {
  const { operatingSystem, architecture } = node?.object?.status?.nodeInfo ?? {};
  if (!node || !operatingSystem || !architecture) return [];
  const ref = { kind: 'node', name: node.name } as const;
  return [
    { ref, path: 'status.nodeInfo.operatingSystem', value: operatingSystem },
    { ref, path: 'status.nodeInfo.architecture', value: architecture },
  ];
}
