import type { Locale, Text } from '../locale.ts';
import type { AppPath, Fault, Hop, HopState, Via } from '../trace/path.ts';

const marks: { readonly [S in HopState]: string } = { ok: '✔', warn: '▲', broken: '✖', unknown: '?', outside: '→' };

/** The way as a tree of text: one line for each hop, with its state, how it is called, and what it shows. */
export function drawPath({ hops }: AppPath, locale: Locale): string {
  const children = (id: number | null) => hops.filter(({ parent }) => parent === id);
  const draw = (hop: Hop, lead: string, last: boolean): string[] => {
    const own = `${lead}${last ? '└─' : '├─'} ${hopText(hop, hops, locale)}`;
    const below = children(hop.id);
    return [own, ...below.flatMap((child, index) => draw(child, `${lead}${last ? '   ' : '│  '}`, index === below.length - 1))];
  };
  const roots = children(null);
  return roots
    .flatMap((root) => {
      const below = children(root.id);
      return [hopText(root, hops, locale), ...below.flatMap((child, index) => draw(child, '', index === below.length - 1))];
    })
    .join('\n');
}

function hopText(hop: Hop, hops: readonly Hop[], locale: Locale): string {
  const { ref, state, via, parent } = hop;
  const before = parent === null ? ref.namespace : hops[parent]?.ref.namespace;
  const elsewhere = ref.namespace && before !== ref.namespace ? ` (${ref.namespace})` : '';
  const details = [viaText(via, locale), ...shows(hop, locale)].filter((text) => text !== '');
  const faults = hop.faults.map(({ fault }) => shortFault(fault)[locale]);
  return [`${marks[state]} ${ref.kind}/${ref.name}${elsewhere}`, ...details, ...faults.map((text) => `← ${text}`)].join('  ');
}

function viaText(via: Via, locale: Locale): string {
  switch (via.type) {
    case 'start':
    case 'selector':
      return '';
    case 'route':
      return `[${via.route ?? (locale === 'ko' ? '기본' : 'default')}${via.port ? ` :${via.port}` : ''}]`;
    case 'asked':
      return via.port ? `[:${via.port}]` : '';
    case 'name': {
      const address = `${via.host}${via.port === null ? '' : `:${via.port}`}`;
      const where =
        via.name ?? { args: locale === 'ko' ? '인자' : 'arguments', log: locale === 'ko' ? '로그' : 'log', env: '', configmap: '' }[via.by];
      return `[${where}=${address}]`;
    }
  }
}

function shows({ role, ports, selector, ready, external, again }: Hop, locale: Locale): string[] {
  const ko = locale === 'ko';
  if (external !== null) return [`ExternalName ${external}`];
  if (again) return [ko ? '(위에 있음)' : '(see above)'];
  if (role === 'pods') return [ready ? `${ready.ready}/${ready.total} Ready` : '', ports.length > 0 ? ports.join(', ') : ''];
  return [
    ports.join(', '),
    selector ?? '',
    ready ? (ko ? `엔드포인트 ${ready.ready}개` : `${ready.ready} ${ready.ready === 1 ? 'endpoint' : 'endpoints'}`) : '',
  ];
}

/** A fault in a few words, for the drawing. */
function shortFault(fault: Fault): Text {
  switch (fault.type) {
    case 'class-missing':
      return { en: `no class ${fault.class}`, ko: `${fault.class} 클래스 없음` };
    case 'no-address':
      return { en: 'no address', ko: '주소 없음' };
    case 'service-missing':
      return { en: 'does not exist', ko: '없음' };
    case 'port-missing':
      return { en: `has no port ${fault.asked}`, ko: `${fault.asked} 포트 없음` };
    case 'selects-nothing':
      return { en: 'selects no pod', ko: '고르는 파드 없음' };
    case 'scaled-to-zero':
      return { en: `${fault.name} is scaled to zero`, ko: `${fault.name} 레플리카 0` };
    case 'no-endpoints':
      return { en: 'no ready endpoint', ko: '준비된 엔드포인트 없음' };
    case 'named-port-missing':
      return { en: `no port named ${fault.target}`, ko: `${fault.target} 이름의 포트 없음` };
    case 'target-undeclared':
      return { en: `port ${fault.target} is not declared`, ko: `선언하지 않은 ${fault.target}번 포트` };
    case 'not-ready':
      return {
        en: fault.states.map(({ status }) => status).join(', ') || 'no pods',
        ko: fault.states.map(({ status }) => status).join(', ') || '파드 없음',
      };
    case 'restarting':
      return { en: `${fault.restarts} restarts`, ko: `재시작 ${fault.restarts}번` };
    case 'policy':
      return { en: `blocked by ${fault.policies.join(', ')}`, ko: `${fault.policies.join(', ')} 정책이 막음` };
    case 'dns-policy':
      return { en: `DNS blocked by ${fault.policies.join(', ')}`, ko: `${fault.policies.join(', ')} 정책이 DNS를 막음` };
    case 'login-differs':
      return fault.what === 'password'
        ? { en: 'no password is set', ko: '비밀번호 설정 없음' }
        : {
            en: `${fault.what} ${fault.value} ≠ ${fault.expects}`,
            ko: `${fault.what === 'user' ? '사용자' : '데이터베이스'} ${fault.value} ≠ ${fault.expects}`,
          };
  }
}
