import type { LogSignature } from '../../core/log-signature.ts';

export const ownNodePortSignatures: readonly [LogSignature] = [
  {
    id: 'windows-own-node-port',
    patterns: [
      /node ?port.{0,80}(?:from the node itself|on the node itself|same node|from itself|localhost|127\.0\.0\.1)/i,
      /(?:윈도우|windows) ?(?:노드|node).{0,60}node ?port.{0,60}(?:안 |못|fail|cannot|not )/i,
    ],
    says: {
      en: () =>
        'A Windows node may not reach a NodePort of its own: a known gap, which KB4571748 (August 2020) and later updates close. From other nodes and from outside the port works, as long as at least one pod runs on the Windows node.',
      ko: () =>
        '윈도우 노드는 자기 자신의 NodePort에 접근하지 못할 수 있습니다. 알려진 제약이며 KB4571748(2020년 8월) 이후의 업데이트에서 해결되었습니다. 다른 노드나 바깥에서는 동작하며, 윈도우 노드에 파드가 하나 이상 실행 중이어야 합니다.',
    },
    look: {
      en: 'Try the port from another node or from outside; see the update level of the node: `kubectl get node <node> -o jsonpath={.status.nodeInfo.kernelVersion}`.',
      ko: '다른 노드나 바깥에서 같은 포트를 확인하고, 노드의 업데이트 수준을 확인합니다: `kubectl get node <node> -o jsonpath={.status.nodeInfo.kernelVersion}`.',
    },
    fix: {
      en: 'Install current cumulative updates on the node, or call the Service from a pod or through another node.',
      ko: '노드에 최신 누적 업데이트를 설치하거나, 파드나 다른 노드를 통해 서비스를 호출합니다.',
    },
    link: 'https://support.microsoft.com/help/4571748',
  },
];
