import type { LogSignature } from '../../core/log-signature.ts';

/** Failures of the sandbox (pause) container for its image. Windows' own error is 0xc0370101. */
export const pauseImageSignatures: readonly [LogSignature] = [
  {
    id: 'windows-pause-image-mismatch',
    patterns: [
      /failed to get sandbox image "(?<image>[^"]{1,200})".{0,700}(?:no match(?:ing manifest)? for |does not match the host|cannot be used on this platform|not supported on this platform)/i,
      /(?:sandbox|pause).{0,700}(?:container operating system does not match the host operating system|operating system of the container does not match the operating system of the host|0xc0370101)/i,
      /failed pulling image "(?<image>[^"]{0,180}pause[^"]{0,60})".{0,300}no matching manifest/i,
    ],
    says: {
      en: (who, { image }) =>
        `${who} cannot start because the pause image${image ? ` \`${image}\`` : ''} of the node does not fit its version of Windows. No pod can start on the node until it does, and pods that were running keep restarting.`,
      ko: (who, { image }) =>
        `${who}가 시작되지 못합니다. 노드의 퍼즈(pause) 이미지${image ? `(\`${image}\`)` : ''}가 노드의 윈도우 버전과 맞지 않습니다. 이미지를 맞추기 전에는 이 노드에서 어떤 파드도 시작되지 않고, 실행 중이던 파드도 계속 재시작됩니다.`,
    },
    look: {
      en: 'Compare the sandbox image in the settings of the runtime (`config.toml` of containerd, `--pod-infra-container-image` with Docker) with the build of Windows (`kubectl get nodes -L node.kubernetes.io/windows-build`).',
      ko: '런타임 설정의 샌드박스 이미지(containerd는 `config.toml`, 도커는 `--pod-infra-container-image` 옵션)를 윈도우 빌드(`kubectl get nodes -L node.kubernetes.io/windows-build`)와 비교합니다.',
    },
    fix: {
      en: 'Set a pause image that is made for many versions of Windows, with a tag of its own instead of `latest` (`registry.k8s.io/pause:3.10`), and restart the runtime.',
      ko: '여러 윈도우 버전을 지원하는 퍼즈 이미지를 `latest` 대신 고정된 태그(`registry.k8s.io/pause:3.10`)로 지정하고 런타임을 다시 시작합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/issues/99157',
  },
];
