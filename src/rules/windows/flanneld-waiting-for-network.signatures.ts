import type { LogSignature } from '../../core/log-signature.ts';

/** The start scripts print it every second until HNS shows flannel's network. */
export const waitingForNetworkSignatures: readonly [LogSignature] = [
  {
    id: 'flanneld-waiting-for-network',
    patterns: [/Waiting for the Network to be created|네트워크 생성을 기다리는 중/i],
    says: {
      en: (who) =>
        `${who} waits for flannel's HNS network, which is never made: mostly a matter of timing when flannel sets the management address of the network, gone since flannel 0.12.0.`,
      ko: (who) =>
        `${who}가 flannel의 HNS 네트워크를 기다리고 있지만 네트워크가 만들어지지 않습니다. 대개 flannel이 네트워크의 관리 IP를 정하는 시점의 타이밍 문제이며, flannel 0.12.0에서 고쳐졌습니다.`,
    },
    look: {
      en: 'See on the node whether the network exists (`Get-HnsNetwork | Select-Object Name, Type, ManagementIP`) and which flannel runs.',
      ko: '노드에 네트워크가 있는지(`Get-HnsNetwork | Select-Object Name, Type, ManagementIP`), flannel이 어느 버전인지 확인합니다.',
    },
    fix: {
      en: 'Run `start.ps1` again, or flanneld by hand with `--iface` set to the node address; then upgrade flannel to 0.12.0 or later.',
      ko: '`start.ps1` 스크립트를 다시 실행하거나 `--iface` 옵션에 노드 주소를 주어 flanneld를 직접 실행하고, flannel을 0.12.0 이상으로 올립니다.',
    },
    link: 'https://github.com/flannel-io/flannel/issues/1066',
  },
];
