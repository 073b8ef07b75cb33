import type { LogSignature } from '../../core/log-signature.ts';

/** Windows containers that share the host's kernel must be of its build. Texts of hcsshim, Docker and registries. */
export const imageVersionSignatures: readonly [LogSignature] = [
  {
    id: 'windows-image-os-version-mismatch',
    patterns: [
      /(?:a )?Windows version 10\.0\.(?<image>\d{5})[\d.]{0,12}-based image is incompatible with a 10\.0\.(?<host>\d{5})/i,
      /^(?!.{0,900}(?:sandbox|pause)).{0,900}(?:container operating system does not match the host operating system|operating system of the container does not match the operating system of the host|0xc0370101)/i,
      /^(?!.{0,900}(?:sandbox|pause)).{0,900}no matching manifest for windows\/\w{3,8} 10\.0\.(?<host>\d{5})/i,
    ],
    says: {
      en: (who, { image, host }) =>
        `${who} cannot run: its image is made for another version of Windows${image ? ` (build ${image})` : ''} than the node has${host ? ` (build ${host})` : ''}.`,
      ko: (who, { image, host }) =>
        `${who}가 실행될 수 없습니다. 이미지의 윈도우 버전${image ? `(빌드 ${image})` : ''}이 노드의 윈도우 버전${host ? `(빌드 ${host})` : ''}과 다릅니다.`,
    },
    look: {
      en: 'Compare the tag of the image (`ltsc2019`, `ltsc2022` …) with the builds of the nodes: `kubectl get nodes -L node.kubernetes.io/windows-build`.',
      ko: '이미지 태그(`ltsc2019`, `ltsc2022` 등)를 노드의 빌드와 비교합니다: `kubectl get nodes -L node.kubernetes.io/windows-build`.',
    },
    fix: {
      en: 'Use the image for the version of the node, or send the pod to nodes that suit it with `nodeSelector: {node.kubernetes.io/windows-build: 10.0.20348}`.',
      ko: '노드 버전에 맞는 이미지를 쓰거나, `nodeSelector: {node.kubernetes.io/windows-build: 10.0.20348}` 설정으로 맞는 노드에 보냅니다.',
    },
    link: 'https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility',
  },
];
