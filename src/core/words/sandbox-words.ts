import type { Text } from '../locale.ts';
import type { SandboxProblem } from '../sandbox-failure.ts';
import { quoted } from './quoted.ts';

export interface SandboxFacts {
  readonly problem: SandboxProblem;
  readonly what: string | null;
  readonly node: string | null;
  readonly runtimeClass: string | null;
  readonly words: string;
}

/** Why the sandbox cannot be made, as a whole sentence after "cannot be made on node …". */
export function sandboxReason({ problem, what, runtimeClass, words }: SandboxFacts): Text {
  const name = `\`${what ?? '?'}\``;
  const said = quoted(words, 300);
  const reasons: { readonly [P in SandboxProblem]: Text } = {
    'runtime-class': {
      en: `its runtime class ${runtimeClass ? `\`${runtimeClass}\` ` : ''}wants handler ${name}, which the container runtime of that node does not have.`,
      ko: `${runtimeClass ? `\`${runtimeClass}\` ` : ''}런타임클래스가 요구하는 ${name} 핸들러가 그 노드의 컨테이너 런타임에 없습니다.`,
    },
    'network-not-ready': {
      en: 'the pod network of the node is not ready.',
      ko: '그 노드의 파드 네트워크가 준비되지 않았습니다.',
    },
    'plugin-missing': {
      en: `CNI plugin ${name} is missing on that node (looked for in \`/opt/cni/bin\`, unless set otherwise).`,
      ko: `그 노드에 ${name} CNI 플러그인이 없습니다(따로 정하지 않았다면 \`/opt/cni/bin\` 디렉터리에서 찾습니다).`,
    },
    'no-address': {
      en: `no pod address is left on that node${what ? ` in range ${name}` : ''}: too many pods, or addresses of dead pods that were never given back.`,
      ko: `그 노드에 남은 파드 주소가 없습니다${what ? `(범위 ${name})` : ''}. 파드가 너무 많거나 없어진 파드의 주소가 반납되지 않았습니다.`,
    },
    flannel: {
      en: `flannel has not written ${name} there: its agent does not run on that node, or cannot get a subnet.`,
      ko: `그 노드에 flannel의 ${name} 파일이 없습니다. flannel 에이전트가 실행 중이 아니거나 서브넷을 받지 못했습니다.`,
    },
    agent: {
      en: `the agent of the network plugin${what ? ` (${name})` : ''} does not answer on that node.`,
      ko: `그 노드에서 네트워크 플러그인의 에이전트${what ? `(${name})` : ''}가 응답하지 않습니다.`,
    },
    hns: {
      en: 'Windows cannot make its network endpoint (HNS).',
      ko: '윈도우의 호스트 네트워크 서비스(HNS)가 네트워크 엔드포인트를 만들지 못합니다.',
    },
    network: {
      en: `the network plugin${what ? ` ${name}` : ''} fails there.`,
      ko: `그 노드에서 네트워크 플러그인${what ? `(${name})` : ''}이 실패합니다.`,
    },
    'pause-image': {
      en: `that node cannot pull the pause image ${name}, which every pod needs.`,
      ko: `모든 파드에 필요한 pause 이미지를 그 노드가 받지 못합니다(${name}).`,
    },
    'disk-full': { en: 'the disk of that node is full.', ko: '그 노드의 디스크가 가득 찼습니다.' },
    'name-reserved': {
      en: 'an earlier attempt still holds its name: the container runtime is slow or hangs.',
      ko: '이전 시도가 아직 이름을 잡고 있습니다. 컨테이너 런타임이 느리거나 멈춰 있습니다.',
    },
    slow: {
      en: 'the container runtime or the network plugin does not answer in time.',
      ko: '컨테이너 런타임이나 네트워크 플러그인이 제때 응답하지 않습니다.',
    },
    other: { en: 'the container runtime refuses.', ko: '컨테이너 런타임이 거부합니다.' },
  };
  const { en, ko } = reasons[problem];
  const quoteIt = problem !== 'runtime-class';
  return { en: quoteIt ? `${en} It says: \`${said}\`.` : en, ko: quoteIt ? `${ko} 메시지: \`${said}\`.` : ko };
}
