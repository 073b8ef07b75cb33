import type { Node } from '../../core/kinds.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { look } from '../../core/steps.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { mayTell, windowsTextHits } from '../../core/windows-text.ts';
import { signatureWords } from '../../core/words/windows-words.ts';
import { pauseImageSignatures } from './pause-image-mismatch.signatures.ts';

/** The image of the sandbox container is not made for the node's version of Windows. */
export default defineRule({
  id: 'windows/pause-image-mismatch',
  coverage: ['windows/pause-image-mismatch'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/windows/intro/#pause-container',
  needs: [],
  wants: ['events', 'logs', 'previousLogs', 'node'],
  applies: mayTell,
  check: (evidence) =>
    windowsTextHits(evidence, pauseImageSignatures).map(({ facts, proof: [first] }) => {
      const node = evidence.node?.object;
      const ref = { kind: 'node', name: evidence.node?.name ?? '' } as const;
      const kernel = node?.status?.nodeInfo?.kernelVersion;
      return {
        facts: {
          ...facts,
          runtime: node?.status?.nodeInfo?.containerRuntimeVersion ?? null,
          present: node ? pauseImages(node) : [],
        },
        proof: [first, ...(kernel ? [{ ref, path: 'status.nodeInfo.kernelVersion', value: kernel }] : [])] as const,
      };
    }),
  says: {
    en: (facts, pod) =>
      `${signatureWords('en', pauseImageSignatures, facts, pod)}${facts.present.length > 0 ? ` Pause images on the node: ${facts.present.map((image) => `\`${image}\``).join(', ')}.` : ''}`,
    ko: (facts, pod) =>
      `${signatureWords('ko', pauseImageSignatures, facts, pod)}${facts.present.length > 0 ? ` 노드에 있는 퍼즈 이미지: ${facts.present.map((image) => `\`${image}\``).join(', ')}.` : ''}`,
  },
  steps: ({ node, runtime }) => {
    const name = nodeName(node);
    return [
      look(
        'See which build of Windows each node has.',
        '노드마다 윈도우 빌드가 무엇인지 확인합니다.',
        'kubectl get nodes -l kubernetes.io/os=windows -L node.kubernetes.io/windows-build',
      ),
      ...(runtime?.startsWith('docker') ? dockerSteps(name) : containerdSteps(name)),
    ];
  },
});

function pauseImages({ status }: Node): string[] {
  const names = (status?.images ?? []).flatMap((image) => image.names ?? []);
  return names.filter((name) => /(^|\/)pause[:@]/.test(name) && !name.includes('@')).slice(0, 3);
}

function containerdSteps(name: string): Step[] {
  return [
    lookOnNode(
      name,
      'which sandbox image is set? (`sandbox_image` under `plugins."io.containerd.grpc.v1.cri"` in containerd 1.x, `sandbox` under `pinned_images` in 2.x)',
      '설정된 샌드박스 이미지를 확인합니다. containerd 1.x는 `plugins."io.containerd.grpc.v1.cri"` 아래의 `sandbox_image`, 2.x는 `pinned_images` 아래의 `sandbox` 항목입니다.',
      "Select-String -Path 'C:\\Program Files\\containerd\\config.toml' -Pattern sandbox",
    ),
    changeOnNode(
      name,
      'set it to an image for many versions of Windows (`registry.k8s.io/pause:3.10`, not `latest`), and restart containerd.',
      '여러 윈도우 버전용 이미지(예: `registry.k8s.io/pause:3.10`. `latest` 태그는 쓰지 않음)로 바꾸고 containerd를 다시 시작합니다.',
      ['Set the image from before, and restart containerd.', '이전 이미지로 되돌리고 containerd를 다시 시작합니다.'],
      'Restart-Service containerd',
    ),
  ];
}

function dockerSteps(name: string): Step[] {
  return [
    lookOnNode(
      name,
      'which pause image does the kubelet ask for? (`--pod-infra-container-image`; a `:latest` that was built elsewhere is the usual mistake)',
      'kubelet이 쓰는 퍼즈 이미지를 확인합니다(`--pod-infra-container-image` 옵션). 다른 버전에서 빌드한 `:latest` 이미지가 흔한 실수입니다.',
      '(Get-CimInstance Win32_Process -Filter "Name=\'kubelet.exe\'").CommandLine; docker images',
    ),
    changeOnNode(
      name,
      'give the kubelet an image for this version of Windows (`--pod-infra-container-image=mcr.microsoft.com/oss/kubernetes/pause:3.6`), and start it again.',
      '이 윈도우 버전에 맞는 이미지를 지정하고(`--pod-infra-container-image=mcr.microsoft.com/oss/kubernetes/pause:3.6`) kubelet을 다시 시작합니다.',
      ['Start it with the image from before.', '이전 이미지로 다시 시작합니다.'],
      'Restart-Service kubelet',
    ),
  ];
}
