import type { LogSignature } from '../../core/log-signature.ts';

export const macSpoofingSignatures: readonly [LogSignature] = [
  {
    id: 'windows-mac-spoofing',
    patterns: [/MAC (?:address )?spoofing|MacAddressSpoofing\s{0,9}[:=]?\s{0,9}Off|forged transmits|MAC (?:주소 )?스푸핑/i],
    says: {
      en: () =>
        'Pods on Windows send from MAC addresses of their own, and a virtual machine whose adapters do not allow that (MAC spoofing is off) drops all their traffic.',
      ko: () => '윈도우 파드는 자체 MAC 주소로 패킷을 보내므로, 가상 머신의 어댑터가 MAC 스푸핑을 허용하지 않으면 파드 트래픽이 모두 버려집니다.',
    },
    look: {
      en: 'On the Hyper-V host: `Get-VMNetworkAdapter -VMName <node> | Select-Object Name, MacAddressSpoofing`; on vSphere the security policy of the port group.',
      ko: 'Hyper-V 호스트에서 `Get-VMNetworkAdapter -VMName <node> | Select-Object Name, MacAddressSpoofing` 명령으로, vSphere라면 포트 그룹의 보안 정책에서 확인합니다.',
    },
    fix: {
      en: 'Switch it on for every adapter of the machine: `Get-VMNetworkAdapter -VMName <node> | Set-VMNetworkAdapter -MacAddressSpoofing On`; on vSphere accept MAC address changes and forged transmits.',
      ko: '머신의 모든 어댑터에서 켭니다: `Get-VMNetworkAdapter -VMName <node> | Set-VMNetworkAdapter -MacAddressSpoofing On`. vSphere라면 MAC 주소 변경과 위조 전송(forged transmits)을 허용합니다.',
    },
    link: 'https://learn.microsoft.com/powershell/module/hyper-v/set-vmnetworkadapter',
  },
];
