import type { LogSignature } from '../../core/log-signature.ts';

/** kubectl prints it; it comes from the kubelet or runtime of the Windows node. */
export const wincatSignatures: readonly [LogSignature] = [
  {
    id: 'wincat-not-found',
    patterns: [/unable to do port forwarding: wincat not found/i, /wincat(?:\.exe)?"?.{0,60}(?:not found|cannot find|not recognized)/i],
    says: {
      en: () =>
        `\`kubectl port-forward\` does not reach the pod: the pause image of its Windows node has no \`wincat.exe\`. It is there since Kubernetes 1.15, in images such as \`mcr.microsoft.com/oss/kubernetes/pause:3.6\`.`,
      ko: () =>
        `\`kubectl port-forward\` 명령으로 파드에 연결되지 않습니다. 윈도우 노드의 퍼즈(pause) 이미지에 \`wincat.exe\` 파일이 없습니다. 쿠버네티스 1.15부터 \`mcr.microsoft.com/oss/kubernetes/pause:3.6\` 같은 이미지에 들어 있습니다.`,
    },
    look: {
      en: 'See the versions and pause images of the Windows nodes: `kubectl get nodes -l kubernetes.io/os=windows -o wide`, and the sandbox image in the settings of the runtime.',
      ko: '윈도우 노드의 버전(`kubectl get nodes -l kubernetes.io/os=windows -o wide`)과 런타임 설정의 샌드박스 이미지를 확인합니다.',
    },
    fix: {
      en: 'Use a supported version of Kubernetes and one of its pause images; in an image of your own include `wincat.exe`. Until then use a NodePort Service.',
      ko: '지원되는 쿠버네티스 버전과 그 퍼즈 이미지를 사용합니다. 직접 만든 이미지라면 `wincat.exe` 파일을 넣습니다. 그때까지는 NodePort 서비스를 사용합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/tree/v1.34.4/build/pause/windows/wincat',
  },
];
