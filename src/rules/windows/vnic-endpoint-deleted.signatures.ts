import type { LogSignature } from '../../core/log-signature.ts';

/** kube-proxy that takes itself for another node treats the endpoints of this one as foreign, and cleans them away. */
export const endpointDeletedSignatures: readonly [LogSignature] = [
  {
    id: 'windows-endpoint-deleted',
    patterns: [
      /Local endpoint not found: on network/,
      /(?:vNIC|HNS endpoint)s? .{0,60}(?:deleted|removed|disappear)|(?:vNIC|HNS 엔드포인트).{0,40}삭제/i,
    ],
    says: {
      en: (who, { name }) =>
        `${who} ${name ? `does not know which node it is on: it takes itself for \`${name}\`, and there is no such node` : 'probably does not know which node it is on'}. kube-proxy then deletes vNICs and HNS endpoints of running containers after a while.`,
      ko: (who, { name }) =>
        `${who}가 자신이 어느 노드에 있는지 ${name ? `모릅니다. 노드 이름을 \`${name}\` 값으로 알고 있지만 그런 노드가 없습니다` : '모르는 것으로 보입니다'}. 이러면 kube-proxy가 얼마 뒤 실행 중인 컨테이너의 vNIC과 HNS 엔드포인트를 지웁니다.`,
    },
    look: {
      en: 'Compare the name of the node (`kubectl get nodes`) with `hostname` on it, and see which flags kube-proxy was started with.',
      ko: '노드 이름(`kubectl get nodes`)을 노드의 `hostname` 출력과 비교하고, kube-proxy가 어떤 플래그로 시작되었는지 확인합니다.',
    },
    fix: {
      en: 'Start kube-proxy with the name of the node: `kube-proxy.exe --hostname-override=$(hostname)`.',
      ko: 'kube-proxy를 노드 이름과 함께 시작합니다: `kube-proxy.exe --hostname-override=$(hostname)`.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/winkernel/proxier.go#L1388',
  },
];
