import type { AttachProblem } from '../attach-failure.ts';
import type { Text } from '../locale.ts';
import { names } from './names.ts';
import { quoted } from './quoted.ts';

export interface AttachFacts {
  readonly problem: AttachProblem;
  readonly volume: string | null;
  readonly claim: string | null;
  readonly driver: string | null;
  readonly node: string | null;
  /** Where the volume is attached instead. */
  readonly holders: readonly string[];
  readonly pods: readonly string[];
  readonly modes: readonly string[];
  readonly words: string;
}

/** What cannot be attached, where and why. */
export function attachWords(facts: AttachFacts): Text {
  const { claim, volume, node, problem } = facts;
  const which: Text = claim
    ? { en: `The volume of claim \`${claim}\``, ko: `\`${claim}\` 클레임의 볼륨` }
    : { en: `Volume \`${volume ?? '?'}\``, ko: `\`${volume ?? '?'}\` 볼륨` };
  const why = problem === 'multi-attach' ? multiAttach(facts) : reason(facts);
  return {
    en: `${which.en} cannot be attached to node \`${node ?? '?'}\`: ${why.en}`,
    ko: `${which.ko}을 \`${node ?? '?'}\` 노드에 연결할 수 없습니다. ${why.ko}`,
  };
}

function multiAttach({ holders, pods, modes }: AttachFacts): Text {
  const mode = modes.length > 0 ? modes : ['ReadWriteOnce'];
  const by: Text = pods.length > 0 ? { en: `, for ${names(pods)},`, ko: ` (쓰고 있는 파드: ${names(pods)})` } : { en: '', ko: '' };
  const where: Text =
    holders.length > 0
      ? { en: `it is still attached to node ${names(holders)}${by.en}`, ko: `아직 ${names(holders)} 노드에 연결되어 있고${by.ko}` }
      : { en: `it is still attached to another node${by.en}`, ko: `아직 다른 노드에 연결되어 있고${by.ko}` };
  return {
    en: `${where.en} and its access mode (${names(mode)}) allows one node at a time.`,
    ko: `${where.ko} 접근 모드 ${names(mode)}에서는 한 번에 한 노드만 쓸 수 있습니다.`,
  };
}

function reason({ problem, driver, words }: AttachFacts): Text {
  const said = `\`${quoted(words)}\``;
  const name = driver ? `\`${driver}\` ` : '';
  switch (problem) {
    case 'attacher-silent':
      return {
        en: `the attacher of CSI driver ${name}has not answered: the driver's controller does not run, or is not installed.`,
        ko: `${name}CSI 드라이버의 attacher가 응답하지 않습니다. 드라이버의 컨트롤러가 실행 중이 아니거나 설치되지 않았습니다.`,
      };
    case 'driver-missing':
      return {
        en: `CSI driver ${name}is not registered on that node, where its node plugin does not run.`,
        ko: `그 노드에 ${name}CSI 드라이버가 등록되어 있지 않습니다. 노드 플러그인이 실행 중이 아닙니다.`,
      };
    case 'node-full':
      return {
        en: `the node holds as many volumes as it can. The driver says: ${said}.`,
        ko: `노드에 연결할 수 있는 볼륨 수가 꽉 찼습니다. 드라이버의 메시지: ${said}.`,
      };
    case 'not-found':
      return { en: `the disk or the machine behind it does not exist (any more): ${said}.`, ko: `실제 디스크나 머신이 없습니다. 메시지: ${said}.` };
    case 'denied':
      return {
        en: `the driver may not do that in the cloud or storage account: ${said}.`,
        ko: `드라이버에 클라우드나 스토리지 권한이 없습니다. 메시지: ${said}.`,
      };
    case 'detaching':
      return { en: 'an earlier attachment of it is still being removed.', ko: '이전 연결이 아직 해제되는 중입니다.' };
    default:
      return { en: `the controller says: ${said}.`, ko: `컨트롤러의 메시지: ${said}.` };
  }
}
