import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { isWindowsNode, windowsBuild, windowsNode } from '../../core/windows.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** Windows Server 1803, out of support since November 2019. */
const build1803 = 17134;

/** A node with the version of Windows whose DNS cache makes queries fail after some time. */
export default defineRule({
  id: 'windows/dns-stops-1803',
  coverage: ['windows/dns-stops-1803'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/windows/intro/#windows-os-version-support',
  needs: [],
  applies: (node) => isWindowsNode(node) && windowsBuild(node) === build1803,
  check: ({ subject, ref }) => {
    const kernel = subject.status?.nodeInfo?.kernelVersion;
    const label = subject.metadata?.labels?.['node.kubernetes.io/windows-build'];
    return [
      {
        facts: { node: windowsNode(subject, ref.name) },
        proof: [
          kernel
            ? { ref, path: 'status.nodeInfo.kernelVersion', value: kernel }
            : { ref, path: 'metadata.labels["node.kubernetes.io/windows-build"]', value: label ?? '' },
        ],
      },
    ];
  },
  says: {
    en: ({ node }) =>
      `On ${windowsNodeWords(node).en} pods stop resolving names after some time: the DNS cache of Windows Server 1803 has a known fault. That version has been out of support since November 2019.`,
    ko: ({ node }) =>
      `${windowsNodeWords(node).ko}에서는 시간이 지나면 파드가 이름을 해석하지 못하게 됩니다. 윈도우 서버 1803의 DNS 캐시에 알려진 결함이 있으며, 이 버전은 2019년 11월에 지원이 끝났습니다.`,
  },
  steps: ({ node }) => [
    look(
      'See which nodes run which version.',
      '노드별 버전을 확인합니다.',
      'kubectl get nodes -l kubernetes.io/os=windows -L node.kubernetes.io/windows-build',
    ),
    change(
      'Until the node is replaced, switch the DNS cache off in the images: add this to the Dockerfile, in a `RUN` of PowerShell (`SHELL ["powershell", "-Command"]`).',
      '노드를 교체하기 전까지는 이미지에서 DNS 캐시를 끕니다. Dockerfile에서 `SHELL ["powershell", "-Command"]` 다음의 `RUN` 단계에 넣습니다.',
      ['Build the image without these lines.', '이 줄을 빼고 이미지를 다시 빌드합니다.'],
      "$key = 'HKLM:\\SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters'; New-ItemProperty -Path $key -Name MaxCacheTtl -Value 0 -Type DWord; New-ItemProperty -Path $key -Name MaxNegativeCacheTtl -Value 0 -Type DWord",
    ),
    change(
      'Replace the node by one with a supported version, and drain this one.',
      '지원되는 버전의 노드로 교체하고 이 노드는 드레인합니다.',
      [`\`${sh`kubectl uncordon ${node.name}`}\``, `\`${sh`kubectl uncordon ${node.name}`}\` 명령으로 되돌립니다.`],
      sh`kubectl drain ${node.name} --ignore-daemonsets --delete-emptydir-data`,
    ),
  ],
});
