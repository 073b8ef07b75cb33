import type { LogSignature } from '../../core/log-signature.ts';

export const exceptionListSignatures: readonly [LogSignature] = [
  {
    id: 'windows-exception-list',
    symptom: true,
    patterns: [/"?ExceptionList"? {0,4}[:=] {0,4}\[?|OutBoundNAT/i],
    says: {
      en: () =>
        'Addresses in the `ExceptionList` of the Windows CNI configuration are reached without NAT. It must hold the pod, Service and node networks and nothing else: an outside address that it covers never answers, because it does not know the way back to the pod.',
      ko: () =>
        '윈도우 CNI 설정의 `ExceptionList` 목록에 있는 주소로는 NAT 없이 나갑니다. 파드·서비스·노드 네트워크만 있어야 하며, 바깥 주소가 포함되면 돌아올 길을 몰라 응답이 오지 않습니다.',
    },
    look: {
      en: 'Compare the list with the three networks of the cluster: pods (`10.244.0.0/16`), Services (`10.96.0.0/12`), nodes.',
      ko: '목록을 클러스터의 세 네트워크, 즉 파드(`10.244.0.0/16`), 서비스(`10.96.0.0/12`), 노드 네트워크와 비교합니다.',
    },
    fix: {
      en: 'Edit `cni.conf` on the node (or the ConfigMap that it comes from), and make the pods anew: only new pods see the change.',
      ko: '노드의 `cni.conf` 파일(또는 그 원본 컨피그맵)을 고치고 파드를 다시 만듭니다. 새로 만든 파드에만 적용됩니다.',
    },
    link: 'https://github.com/microsoft/SDN/blob/master/Kubernetes/flannel/l2bridge/cni/config/cni.conf',
  },
];
