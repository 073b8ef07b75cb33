import { defineRule } from '../../core/rule.ts';
import { change } from '../../core/steps.ts';
import { isWindowsNode, windowsNode } from '../../core/windows.ts';
import { leakSteps } from '../../core/windows-steps.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** A Windows node with a kubelet of the versions that leak HNS endpoints: https://github.com/kubernetes/kubernetes/issues/68511 */
export default defineRule({
  id: 'windows/endpoint-leak-1.11',
  coverage: ['windows/endpoint-leak-1.11'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/releases/',
  needs: [],
  applies: (node) => isWindowsNode(node) && /^v1\.11\.[0-2](?!\d)/.test(node.status?.nodeInfo?.kubeletVersion ?? ''),
  check: ({ subject, ref }) => {
    const version = subject.status?.nodeInfo?.kubeletVersion ?? '';
    return [
      {
        facts: { node: windowsNode(subject, ref.name), version },
        proof: [{ ref, path: 'status.nodeInfo.kubeletVersion', value: version }],
      },
    ];
  },
  says: {
    en: ({ node, version }) =>
      `The kubelet of ${windowsNodeWords(node).en} is \`${version}\`, and 1.11.0 to 1.11.2 leak HNS endpoints: addresses run out until no pod can start (\`failed to allocate for range\`).`,
    ko: ({ node, version }) =>
      `${windowsNodeWords(node).ko}의 kubelet이 \`${version}\` 버전인데, 1.11.0–1.11.2 버전에서는 HNS 엔드포인트가 누수됩니다. 주소가 바닥나면 파드가 시작되지 못합니다(\`failed to allocate for range\`).`,
  },
  steps: ({ node }) => [
    ...leakSteps(node),
    change(
      'Upgrade the node to a supported version of Kubernetes (at the very least 1.11.3).',
      '지원되는 쿠버네티스 버전(최소 1.11.3)으로 노드를 업그레이드합니다.',
      ['Install the version from before.', '이전 버전을 다시 설치합니다.'],
    ),
  ],
});
