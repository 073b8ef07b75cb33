import type { Node } from '../../core/kinds.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { isWindowsNode, windowsNode } from '../../core/windows.ts';
import { lookOnNode } from '../../core/windows-steps.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** Pause images that are known to hold wincat.exe: Microsoft's since 1.2.0, those of the project since they are made for Windows (3.5). */
const withWincat =
  /(^|\/)mcr\.microsoft\.com\/(oss\/kubernetes|k8s\/core)\/pause:(1\.[2-9]|3\.)|(^|\/)(registry\.k8s\.io|k8s\.gcr\.io)\/pause:(3\.([5-9]|1\d))/;

/** `kubectl port-forward` cannot work for the pods of the node: nothing there can forward. */
export default defineRule({
  id: 'windows/port-forward-wincat',
  coverage: ['windows/port-forward-wincat'],
  on: ['node'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: [],
  applies: (node) => isWindowsNode(node) && (isTooOld(node) || withoutWincat(node) !== null),
  check: ({ subject, ref }) => {
    const version = subject.status?.nodeInfo?.kubeletVersion ?? '';
    const old = isTooOld(subject);
    const image = withoutWincat(subject);
    return [
      {
        facts: { node: windowsNode(subject, ref.name), version, old, image },
        proof: [
          old || !image ? { ref, path: 'status.nodeInfo.kubeletVersion', value: version } : { ref, path: 'status.images[].names', value: image },
        ],
      },
    ];
  },
  says: {
    en: ({ node, version, old, image }) =>
      `\`kubectl port-forward\` does not work for pods on ${windowsNodeWords(node).en}: ${old ? `its kubelet is \`${version}\`, and Windows nodes can forward ports since 1.15` : `its pause image \`${image}\` is not known to hold \`wincat.exe\`, which does the forwarding`}.`,
    ko: ({ node, version, old, image }) =>
      `${windowsNodeWords(node).ko}의 파드에는 \`kubectl port-forward\` 명령을 쓸 수 없습니다. ${old ? `kubelet이 \`${version}\` 버전인데, 윈도우 노드의 포트 포워딩은 1.15부터 됩니다` : `퍼즈(pause) 이미지 \`${image}\` 안에 포트 포워딩을 맡는 \`wincat.exe\` 파일이 없는 것으로 보입니다`}.`,
  },
  steps: ({ node }) => [
    look('See the versions of the Windows nodes.', '윈도우 노드의 버전을 확인합니다.', 'kubectl get nodes -l kubernetes.io/os=windows -o wide'),
    lookOnNode(
      node.name,
      'which sandbox image is set?',
      '설정된 샌드박스 이미지를 확인합니다.',
      "Select-String -Path 'C:\\Program Files\\containerd\\config.toml' -Pattern sandbox",
    ),
    change(
      'Use a supported version of Kubernetes with its pause image (or build your own with `wincat.exe`). Until then publish with a NodePort Service.',
      '지원되는 쿠버네티스 버전과 그 퍼즈 이미지를 사용합니다(직접 만든 이미지라면 `wincat.exe` 파일을 넣습니다). 그때까지는 NodePort 서비스로 공개합니다.',
      ['Set the image from before, and restart the runtime.', '이전 이미지로 되돌리고 런타임을 다시 시작합니다.'],
    ),
  ],
});

function isTooOld({ status }: Node): boolean {
  const minor = /^v1\.(\d+)\./.exec(status?.nodeInfo?.kubeletVersion ?? '')?.[1];
  return minor !== undefined && Number(minor) < 15;
}

/** The pause image of the node, where it has one and none that is known to be good. */
function withoutWincat({ status }: Node): string | null {
  const names = (status?.images ?? []).flatMap((image) => image.names ?? []).filter((name) => /(^|\/)[\w.-]*pause[\w.-]*:/.test(name));
  return names.some((name) => withWincat.test(name)) ? null : (names[0] ?? null);
}
