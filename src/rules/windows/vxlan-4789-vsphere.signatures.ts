import type { LogSignature } from '../../core/log-signature.ts';

export const vsphereVxlanSignatures: readonly [LogSignature] = [
  {
    id: 'windows-vxlan-vsphere',
    patterns: [/^(?=.{0,400}vsphere)(?=.{0,400}(?:4789|vxlan|overlay)).{0,400}(?:broken|fail|drop|block|intercept|reach|안 |끊|중단|못 )/i],
    says: {
      en: () =>
        'Flannel on Windows sends overlay traffic on UDP port 4789, and vSphere (NSX) may take packets of that port for its own overlay, so that pods of different nodes do not reach each other.',
      ko: () =>
        '윈도우의 flannel은 UDP 4789 포트로 오버레이 트래픽을 보내는데, vSphere(NSX)가 그 포트의 패킷을 자신의 오버레이 트래픽으로 가로채면 다른 노드의 파드끼리 통신이 끊깁니다.',
    },
    look: {
      en: 'See whether vSphere (NSX) uses an overlay with port 4789, and whether pods of the same node still reach each other.',
      ko: 'vSphere(NSX)가 4789 포트로 오버레이를 쓰는지, 같은 노드의 파드끼리는 통신이 되는지 확인합니다.',
    },
    fix: {
      en: 'Give the overlay of vSphere another port, so that 4789 is free; on Windows flannel has to use 4789.',
      ko: 'vSphere 오버레이의 포트를 바꿔 4789 포트를 비웁니다. 윈도우의 flannel은 4789 포트만 쓸 수 있습니다.',
    },
    link: 'https://github.com/flannel-io/flannel/blob/v0.26.1/Documentation/backends.md#vxlan',
  },
];
