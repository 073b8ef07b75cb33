import type { LogSignature } from '../../core/log-signature.ts';

/**
 * The virtual adapter or network that Kubernetes needs is not there. Words of kube-proxy:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/winkernel/proxier.go#L259; of the start scripts: microsoft/SDN, Kubernetes/windows/helper.psm1
 */
export const adapterSignatures: readonly [LogSignature] = [
  {
    id: 'windows-adapter-not-found',
    patterns: [
      /Unable to find HNS Network specified, please check network name and CNI deployment.{0,80}hnsNetworkName="(?<network>[\w.-]{1,80})"/,
      /Unable to find HNS Network specified|could not find HNS network (?<network>[\w.-]{1,80})/i,
      /Failed to find a suitable network adapter/i,
      /(?:cannot|can't|could not|unable to|failed to) find (?:a |an |the )?(?:physical |virtual |external )?network adapter/i,
    ],
    says: {
      en: (who, { network }) =>
        `${who} does not find the network adapter or HNS network${network ? ` \`${network}\`` : ''} that Kubernetes needs on Windows: the virtual network was not made.`,
      ko: (who, { network }) =>
        `${who}가 윈도우에서 쿠버네티스에 필요한 네트워크 어댑터나 ${network ? `\`${network}\` ` : ''}HNS 네트워크를 찾지 못합니다. 가상 네트워크가 만들어지지 않았습니다.`,
    },
    look: {
      en: 'On the node both must return something: `Get-HnsNetwork | ? Name -ieq "cbr0"` and `Get-NetAdapter | ? Name -Like "vEthernet (Ethernet*"`.',
      ko: '노드에서 `Get-HnsNetwork | ? Name -ieq "cbr0"` 명령과 `Get-NetAdapter | ? Name -Like "vEthernet (Ethernet*"` 명령이 모두 결과를 내는지 확인합니다.',
    },
    fix: {
      en: 'If the adapter of the host is not called "Ethernet", set `InterfaceName` of `start.ps1` to its name; otherwise follow the errors in the output of `start-kubelet.ps1`.',
      ko: '호스트 어댑터의 이름이 "Ethernet"이 아니면 `start.ps1` 스크립트의 `InterfaceName` 매개변수를 그 이름으로 바꿉니다. 이름이 맞다면 `start-kubelet.ps1` 출력의 오류를 따라갑니다.',
    },
    link: 'https://github.com/microsoft/SDN/blob/master/Kubernetes/windows/helper.psm1',
  },
];
