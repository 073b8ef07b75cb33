import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * An ExternalName Service is a CNAME and nothing else: an address, a name without a domain, itself, or a Service that does not exist cannot work.
 * https://kubernetes.io/docs/concepts/services-networking/service/#externalname
 */
export default defineRule({
  id: 'service/external-name-wrong',
  coverage: ['service/external-name-wrong'],
  on: ['service'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  needs: ['externalTarget'],
  applies: ({ spec }) => spec?.type === 'ExternalName',
  check: ({ ref, subject, externalTarget }) => {
    const externalName = subject.spec?.externalName ?? '';
    const fault = faultOf(externalName, ref.name, ref.namespace ?? '', externalTarget !== null && externalTarget.object === null);
    return fault ? [{ facts: { externalName, fault }, proof: [{ ref, path: 'spec.externalName', value: externalName }] }] : [];
  },
  says: {
    en: ({ externalName, fault }, { name }) =>
      `Service \`${name}\` can never be reached: it stands for \`${externalName}\`, which is ${whyNot[fault as Fault].en}.`,
    ko: ({ externalName, fault }, { name }) =>
      `\`${name}\` 서비스에는 접속할 수 없습니다. 이 서비스가 가리키는 \`${externalName}\` 값은 ${whyNot[fault as Fault].ko}.`,
  },
  steps: ({ externalName, fault }, ref): Step[] => [
    {
      kind: 'look',
      text: { en: 'Resolve the name from inside the cluster.', ko: '클러스터 안에서 이름을 조회합니다.' },
      command: `${sh`kubectl run resolve-test --rm -it --restart=Never --image=busybox:1.36`}${namespaceFlag(ref)} -- ${sh`nslookup ${externalName}`}`,
    },
    fault === 'address'
      ? {
          kind: 'change',
          text: {
            en: 'For an address, make a Service without selector and an EndpointSlice that holds it; or put a DNS name here.',
            ko: '주소가 대상이면 셀렉터 없는 서비스와 그 주소를 담은 엔드포인트슬라이스를 만듭니다. 또는 DNS 이름을 적습니다.',
          },
          undo: {
            en: `Put \`${externalName}\` back into \`spec.externalName\`.`,
            ko: `\`spec.externalName\` 필드에 \`${externalName}\` 값을 다시 적습니다.`,
          },
        }
      : {
          kind: 'change',
          text: { en: 'Put the full name of what is meant here.', ko: '대상의 전체 이름을 적습니다.' },
          command: `${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalName: 'FULL.NAME.EXAMPLE' } })}`}${namespaceFlag(ref)}`,
          undo: {
            en: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalName } })}`}${namespaceFlag(ref)}\``,
            ko: `\`${sh`kubectl patch service ${ref.name} -p ${JSON.stringify({ spec: { externalName } })}`}${namespaceFlag(ref)}\``,
          },
        },
  ],
});

type Fault = 'address' | 'no-domain' | 'itself' | 'missing';
const whyNot: { readonly [F in Fault]: { readonly en: string; readonly ko: string } } = {
  address: {
    en: 'an address; only DNS names work here, and an address is looked up as if it were one',
    ko: '주소입니다. 여기에는 DNS 이름만 쓸 수 있고, 주소를 적어도 이름으로 조회합니다',
  },
  'no-domain': {
    en: 'a name without a domain; no search list is applied to it',
    ko: '도메인이 없는 이름입니다. 이 이름에는 검색 목록이 적용되지 않습니다',
  },
  itself: { en: 'the Service itself', ko: '이 서비스 자신입니다' },
  missing: { en: 'a Service of this cluster that does not exist', ko: '이 클러스터에 없는 서비스입니다' },
};

function faultOf(externalName: string, name: string, namespace: string, missing: boolean): Fault | null {
  const clean = externalName.replace(/\.$/, '').toLowerCase();
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(clean)) return 'address';
  if (!clean.includes('.')) return 'no-domain';
  const own = `${name}.${namespace}.svc`;
  if (clean === own || clean.startsWith(`${own}.`)) return 'itself';
  return missing ? 'missing' : null;
}
