import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { backendsOf } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

const defaultSeconds = 10_800;

/** Not a fault: why one pod gets the traffic of many, where clients share an address. */
export default defineRule({
  id: 'service/session-affinity-note',
  coverage: ['service/session-affinity-note'],
  on: ['service'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/reference/networking/virtual-ips/#session-affinity',
  needs: ['endpointSlices'],
  applies: ({ spec }) => spec?.sessionAffinity === 'ClientIP',
  check: ({ ref, subject, endpointSlices }) => {
    const ready = backendsOf(endpointSlices).filter((backend) => backend.ready).length;
    const seconds = subject.spec?.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? defaultSeconds;
    if (ready < 2) return [];
    return [{ facts: { ready, minutes: Math.round(seconds / 60) }, proof: [{ ref, path: 'spec.sessionAffinity', value: 'ClientIP' }] }];
  },
  says: {
    en: ({ ready, minutes }, { name }) =>
      `Service \`${name}\` keeps each client address on one of its ${ready} pods until it has been silent for ${minutes} minutes. Clients behind one address (a gateway, an ingress controller) all land on the same pod.`,
    ko: ({ ready, minutes }, { name }) =>
      `\`${name}\` 서비스는 클라이언트 주소마다 파드 ${ready}개 가운데 하나로만 보내고, ${minutes}분 동안 요청이 없어야 풀립니다. 게이트웨이나 인그레스 컨트롤러처럼 주소가 하나인 클라이언트는 모두 같은 파드로 갑니다.`,
  },
  steps: (_facts, ref) => [
    {
      kind: 'look',
      text: { en: 'See the setting and its timeout.', ko: '설정과 제한 시간을 확인합니다.' },
      command: `${sh`kubectl describe service ${ref.name}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'If the application keeps no state of its own, spread every connection.',
        ko: '애플리케이션이 상태를 가지지 않는다면 연결마다 분산합니다.',
      },
      command: `${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { sessionAffinity: 'None' } })}`}${namespaceFlag(ref)}`,
      undo: {
        en: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { sessionAffinity: 'ClientIP' } })}`}${namespaceFlag(ref)}\``,
        ko: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { sessionAffinity: 'ClientIP' } })}`}${namespaceFlag(ref)}\``,
      },
    },
  ],
});
