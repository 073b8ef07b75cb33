import { defineRule } from '../../core/rule.ts';
import { change } from '../../core/steps.ts';
import { isWindowsNode, windowsNode } from '../../core/windows.ts';
import { leakSteps } from '../../core/windows-steps.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** Year and month of the first Docker that does not leak: EE 18.09. */
const fixed = [18, 9] as const;

/** A Windows node with a Docker that leaks endpoints: https://github.com/moby/libnetwork/issues/1950 */
export default defineRule({
  id: 'windows/endpoint-leak-docker',
  coverage: ['windows/endpoint-leak-docker'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/setup/production-environment/container-runtimes/',
  needs: [],
  applies: (node) => isWindowsNode(node) && isOldDocker(node.status?.nodeInfo?.containerRuntimeVersion ?? ''),
  check: ({ subject, ref }) => {
    const version = subject.status?.nodeInfo?.containerRuntimeVersion ?? '';
    return [
      {
        facts: { node: windowsNode(subject, ref.name), version },
        proof: [{ ref, path: 'status.nodeInfo.containerRuntimeVersion', value: version }],
      },
    ];
  },
  says: {
    en: ({ node, version }) =>
      `${upper(windowsNodeWords(node).en)} runs \`${version}\`, and Docker before EE 18.09 leaks HNS endpoints, because it writes its endpoint store from several threads at once: addresses run out until no pod can start.`,
    ko: ({ node, version }) =>
      `${windowsNodeWords(node).ko}의 런타임이 \`${version}\` 버전인데, Docker EE 18.09 미만에서는 엔드포인트 저장소를 동시에 쓰는 버그로 HNS 엔드포인트가 누수됩니다. 주소가 바닥나면 파드가 시작되지 못합니다.`,
  },
  steps: ({ node }) => [
    ...leakSteps(node),
    change(
      'Replace Docker: EE 18.09 or later, or containerd, which Kubernetes 1.24 and later need anyway.',
      'Docker EE 18.09 이상으로 올리거나 containerd로 바꿉니다. 쿠버네티스 1.24부터는 어차피 containerd 같은 CRI 런타임이 필요합니다.',
      ['Install the version from before.', '이전 버전을 다시 설치합니다.'],
    ),
  ],
});

function isOldDocker(runtime: string): boolean {
  const [, year, month] = /^docker:\/\/(\d{1,2})\.(\d{1,2})\b/.exec(runtime) ?? [];
  return year !== undefined && (Number(year) < fixed[0] || (Number(year) === fixed[0] && Number(month) < fixed[1]));
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
