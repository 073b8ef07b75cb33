import type { LogSignature } from '../../core/log-signature.ts';

/** Words of Docker and containerd for an image of the other operating system. */
export const otherSystemSignatures: readonly [LogSignature] = [
  {
    id: 'image-of-other-system',
    patterns: [
      /image operating system "?(?<image>windows|linux)"? cannot be used on this platform/i,
      /no matching manifest for (?<host>windows)\/\w{3,8}(?!\w| 10\.0\.)/i,
    ],
    says: {
      en: (_who, { image, host }) =>
        `The image cannot be pulled: it is not made for the operating system${host ? ` (${host})` : ''} of the node${image ? `, but for ${image}` : ''}.`,
      ko: (_who, { image, host }) =>
        `이미지를 받을 수 없습니다. ${image ? `${image}용 이미지라 ` : ''}노드의 운영체제${host ? `(${host})` : ''}에 맞지 않습니다.`,
    },
    look: {
      en: 'Compare the platforms of the image (`docker manifest inspect <image>`) with the node (`kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`).',
      ko: '이미지의 플랫폼(`docker manifest inspect <image>`)을 노드(`kubectl get nodes -L kubernetes.io/os,kubernetes.io/arch`)와 비교합니다.',
    },
    fix: {
      en: 'Give the pod `nodeSelector: {kubernetes.io/os: windows}` (or `linux`) so that it is scheduled to nodes that suit its image, and keep Windows nodes tainted.',
      ko: '이미지에 맞는 노드에 배치되도록 파드에 `nodeSelector: {kubernetes.io/os: windows}`(또는 `linux`) 설정을 넣고, 윈도우 노드에는 테인트를 둡니다.',
    },
    link: 'https://github.com/containerd/containerd/blob/v2.1.4/core/images/image.go',
  },
];
