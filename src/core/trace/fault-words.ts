import type { Text } from '../locale.ts';
import { enforcementWords } from '../policy-text.ts';
import type { Ref } from '../ref.ts';
import { statesText } from '../service-backends.ts';
import { kindWord, named } from '../words/kind-words.ts';
import type { Fault, Via } from './path.ts';

/** A fault in its place: what it is about, and who comes from where. */
export interface FaultPlace {
  readonly to: Ref;
  /** null: the walk begins there. */
  readonly from: Ref | null;
  readonly via: Via;
  /** The pod that stands for those that fail. */
  readonly pod: Ref | null;
}

type Words = { readonly [T in Fault['type']]: (fault: Extract<Fault, { readonly type: T }>, place: FaultPlace) => Text };

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');

const words: Words = {
  'class-missing': ({ class: name, near }, { to }) => ({
    en: `No controller takes ingress \`${to.name}\`: its class \`${name}\` does not exist.${near.length > 0 ? ` Similar: ${list(near)}.` : ''}`,
    ko: `\`${to.name}\` 인그레스를 처리할 컨트롤러가 없습니다. 지정한 \`${name}\` 인그레스클래스가 없습니다.${near.length > 0 ? ` 비슷한 이름: ${list(near)}` : ''}`,
  }),
  'no-address': (_fault, { to }) => ({
    en: `Ingress \`${to.name}\` has no address: no controller has taken it.`,
    ko: `\`${to.name}\` 인그레스에 주소가 없습니다. 처리한 컨트롤러가 없습니다.`,
  }),
  'service-missing': ({ near, use }, { to, from, via }) => ({
    en: `${callEn(from, via, to)}, but namespace \`${to.namespace}\` has no service \`${to.name}\`.${use ? ` Another namespace has it: from here it is \`${use}\`.` : near.length > 0 ? ` Similar: ${list(near)}.` : ''}`,
    ko: `${callKo(from, via, to)} \`${to.namespace}\` 네임스페이스에 \`${to.name}\` 서비스가 없습니다.${use ? ` 다른 네임스페이스에 있으며, 여기에서는 \`${use}\` 이름으로 불러야 합니다.` : near.length > 0 ? ` 비슷한 이름: ${list(near)}` : ''}`,
  }),
  'port-missing': ({ asked, has, isTargetPort }, { to, from, via }) => ({
    en: `${callEn(from, via, to)} on port \`${asked}\`, but service \`${to.name}\` has only ${list(has)}.${isTargetPort ? ` \`${asked}\` is the port of its pods.` : ''}`,
    ko: `${callKo(from, via, to)} \`${to.name}\` 서비스에는 \`${asked}\` 포트가 없고 ${list(has)} 포트만 있습니다.${isTargetPort ? ` \`${asked}\` 값은 파드의 포트입니다.` : ''}`,
  }),
  'selects-nothing': ({ selector, near }, { to }) => ({
    en: `Service \`${to.name}\` sends to no pod: it selects \`${selector}\`, ${near ? `but the nearest, \`${near.name}\`, has \`${near.has}\`` : 'which no pod has'}.`,
    ko: `\`${to.name}\` 서비스가 보낼 파드가 없습니다. 셀렉터는 \`${selector}\`인데 ${near ? `가장 비슷한 \`${near.name}\` 파드의 레이블은 \`${near.has}\`입니다.` : '이 레이블을 가진 파드가 없습니다.'}`,
  }),
  'scaled-to-zero': ({ kind, name }, { to }) => ({
    en: `Service \`${to.name}\` has no pods: ${kind} \`${name}\` is scaled to zero.`,
    ko: `\`${to.name}\` 서비스 뒤에 파드가 없습니다. \`${name}\` 워크로드의 레플리카가 0입니다.`,
  }),
  'no-endpoints': (_fault, { to }) => ({
    en: `Service \`${to.name}\` has no ready endpoint.`,
    ko: `\`${to.name}\` 서비스에 준비된 엔드포인트가 없습니다.`,
  }),
  'named-port-missing': ({ port, target, declared }, { to }) => ({
    en: `Service \`${to.name}\` sends \`${port}\` to the port named \`${target}\`, and no container of its pods has one of that name${declared.length > 0 ? ` (they have ${list(declared)})` : ''}.`,
    ko: `\`${to.name}\` 서비스가 \`${port}\` 포트의 요청을 \`${target}\` 이름의 포트로 보내는데, 파드의 컨테이너에 그 이름의 포트가 없습니다${declared.length > 0 ? ` (있는 것: ${list(declared)})` : ''}.`,
  }),
  'target-undeclared': ({ port, target, declared }, { to }) => ({
    en: `Service \`${to.name}\` sends \`${port}\` to port ${target} of its pods, but they declare only ${list(declared)}: connections are most likely refused.`,
    ko: `\`${to.name}\` 서비스가 \`${port}\` 포트의 요청을 파드의 ${target}번 포트로 보내는데, 컨테이너가 선언한 포트는 ${list(declared)}뿐이라 연결이 거부될 가능성이 큽니다.`,
  }),
  'not-ready': ({ ready, pods, states }, { to }) => ({
    en:
      pods === 0
        ? `${capital(named(to, 'en'))} has no pods that could serve.`
        : `${ready === 0 ? `No pod of ${named(to, 'en')} is Ready` : `Only ${ready} of ${pods} pods of ${named(to, 'en')} are Ready`} (${statesText(states)}).`,
    ko:
      pods === 0
        ? `${named(to, 'ko')}에 요청을 받을 파드가 없습니다.`
        : `${named(to, 'ko')}의 파드 ${pods}개 가운데 ${ready === 0 ? '준비된(Ready) 파드가 없습니다' : `${ready}개만 준비되었습니다(Ready)`} (${statesText(states)}).`,
  }),
  restarting: ({ pod, container, restarts, exitCode }, { to }) => ({
    en: `${capital(named(to, 'en'))} serves only in between: container \`${container}\` of \`${pod}\` has restarted ${restarts} times (last exit code ${exitCode}), so some requests fail.`,
    ko: `${named(to, 'ko')}의 파드가 계속 재시작해 일부 요청이 실패합니다. \`${pod}\` 파드의 \`${container}\` 컨테이너가 ${restarts}번 재시작했습니다 (마지막 종료 코드 ${exitCode}).`,
  }),
  policy: ({ direction, policies, namespace, port, allows, ...enforcement }, { to, from }) => ({
    en: `${policies.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies'} ${list(policies)} in namespace \`${namespace}\` ${policies.length === 1 ? 'does' : 'do'} not let ${from ? named(from, 'en') : 'it'} ${direction === 'egress' ? 'out to' : 'in at'} ${named(to, 'en')} on \`${port}\`.${allowedWords(allows, direction).en}${enforcementWords(enforcement).en}`,
    ko: `\`${namespace}\` 네임스페이스의 네트워크폴리시(${list(policies)})가 ${from ? `${named(from, 'ko')}에서 ` : ''}${named(to, 'ko')}의 \`${port}\` 포트로 ${direction === 'egress' ? '나가는' : '들어오는'} 연결을 허용하지 않습니다.${allowedWords(allows, direction).ko}${enforcementWords(enforcement).ko}`,
  }),
  'dns-policy': ({ policies, namespace, ...enforcement }, { from }) => ({
    en: `${policies.length === 1 ? 'NetworkPolicy' : 'NetworkPolicies'} ${list(policies)} in namespace \`${namespace}\` ${policies.length === 1 ? 'does' : 'do'} not let ${from ? named(from, 'en') : 'it'} ask the cluster's DNS on port 53, so no name is resolved.${enforcementWords(enforcement).en}`,
    ko: `\`${namespace}\` 네임스페이스의 네트워크폴리시(${list(policies)})가 ${from ? `${named(from, 'ko')}에서 ` : ''}클러스터 DNS의 53번 포트로 나가는 연결을 허용하지 않아 이름을 조회할 수 없습니다.${enforcementWords(enforcement).ko}`,
  }),
  'login-differs': ({ what, variable, value, server, expects }, { to, from }) => ({
    en:
      what === 'password'
        ? `${from ? capital(named(from, 'en')) : 'The caller'} has no password for ${named(to, 'en')}, which was given one (\`${server}\`).`
        : `${from ? capital(named(from, 'en')) : 'The caller'} uses the ${what} \`${value}\` (\`${variable}\`), but ${named(to, 'en')} was set up with \`${expects}\` (\`${server}\`).`,
    ko:
      what === 'password'
        ? `${from ? named(from, 'ko') : '호출하는 쪽'}에 ${named(to, 'ko')}의 비밀번호가 설정되어 있지 않습니다. 상대에는 \`${server}\` 환경 변수가 있습니다.`
        : `${from ? named(from, 'ko') : '호출하는 쪽'}에 설정된 ${what === 'user' ? '사용자' : '데이터베이스'} 값은 \`${value}\`(\`${variable}\`)인데, ${named(to, 'ko')}에는 \`${expects}\`(\`${server}\`) 값으로 설정되어 있습니다.`,
  }),
};

/** What the policies do let through, so that it can be compared. */
function allowedWords(allows: Extract<Fault, { readonly type: 'policy' }>['allows'], direction: 'ingress' | 'egress'): Text {
  if (!allows) return { en: '', ko: '' };
  const everybody = (peers: string) => peers === '*';
  const way = direction === 'ingress' ? 'from' : 'to';
  const en = allows.map(
    ({ peers, ports }) => `${ports === '*' ? 'every port' : `\`${ports}\``} ${way} ${everybody(peers) ? 'everybody' : `\`${peers}\``}`,
  );
  const ko = allows.map(({ peers, ports }) => `${everybody(peers) ? '모두' : `\`${peers}\``} / ${ports === '*' ? '모든 포트' : `\`${ports}\``}`);
  if (allows.length === 0) return { en: ` Nothing is let ${direction === 'ingress' ? 'in' : 'out'}.`, ko: ' 허용하는 것이 없습니다.' };
  return { en: ` What is let ${direction === 'ingress' ? 'in' : 'out'}: ${en.join('; ')}.`, ko: ` 허용하는 것: ${ko.join('; ')}.` };
}

/** A fault as a sentence of its own, in each language. */
export function faultWords(fault: Fault, place: FaultPlace): Text {
  return (words[fault.type] as (fault: Fault, place: FaultPlace) => Text)(fault, place);
}

function callEn(from: Ref | null, via: Via, to: Ref): string {
  const who = from ? capital(named(from, 'en')) : 'It';
  if (via.type === 'name') return `${who} calls \`${via.host}\`${sourceEn(via)}`;
  if (via.type === 'route') return `${who} sends ${via.route === null ? 'what no rule matches' : `\`${via.route}\``} to service \`${to.name}\``;
  return from ? `${who} is to reach ${named(to, 'en')}` : `Service \`${to.name}\` is called`;
}

function callKo(from: Ref | null, via: Via, to: Ref): string {
  const who = from ? `${named(from, 'ko')}에서 ` : '';
  if (via.type === 'name') return `${who}\`${via.host}\` 주소로 접속하는데${sourceKo(via)},`;
  if (via.type === 'route') return `${who}${via.route === null ? '규칙에 없는' : `\`${via.route}\` 경로의`} 요청을 \`${to.name}\` 서비스로 보내는데,`;
  return `${who}${kindWord(to.kind, 'ko')}로 접속할 때,`;
}

type Named = Extract<Via, { readonly type: 'name' }>;

function sourceEn({ by, name }: Named): string {
  if (by === 'log') return ' (its log says)';
  if (by === 'args') return ' (in its arguments)';
  return ` (${by === 'configmap' ? 'ConfigMap' : 'variable'} \`${name}\`)`;
}

function sourceKo({ by, name }: Named): string {
  if (by === 'log') return ' (로그에 나옴)';
  if (by === 'args') return ' (인자에 적힘)';
  return ` (${by === 'configmap' ? '컨피그맵' : '환경 변수'} \`${name}\`)`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
