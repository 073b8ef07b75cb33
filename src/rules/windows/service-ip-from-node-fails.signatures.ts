import type { LogSignature } from '../../core/log-signature.ts';

export const serviceFromNodeSignatures: readonly [LogSignature] = [
  {
    id: 'windows-service-ip-from-node',
    patterns: [
      /(?:윈도우|windows) ?(?:노드|node).{0,80}(?:서비스 IP|service ip|clusterip).{0,60}(?:안 |못|없|fail|cannot|not )/i,
      /(?:service ip|clusterip).{0,60}(?:from|on) (?:the |a )?windows node.{0,60}(?:fail|cannot|not |time)/i,
    ],
    says: {
      en: () => 'A Windows node cannot reach a Service by its address: its network stack does not support that. Windows pods can.',
      ko: () => '윈도우 노드 자체에서는 서비스 IP에 접근할 수 없습니다. 윈도우 네트워크 스택의 알려진 제약이며, 윈도우 파드에서는 접근됩니다.',
    },
    look: {
      en: 'Try the same address from a Windows pod: `kubectl exec <pod> -- curl.exe -sS -m 5 http://<service IP>`.',
      ko: '같은 주소를 윈도우 파드에서 확인합니다: `kubectl exec <pod> -- curl.exe -sS -m 5 http://<service IP>`.',
    },
    fix: {
      en: 'Run the program in a pod of the pod network, or let it call a NodePort of another node or a load balancer.',
      ko: '프로그램을 파드 네트워크의 파드에서 실행하거나, 다른 노드의 NodePort나 로드 밸런서를 호출하게 합니다.',
    },
    link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  },
];
