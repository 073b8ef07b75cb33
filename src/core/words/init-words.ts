import type { CalledService } from '../called-service.ts';
import { exitMeaning } from '../exit-codes.ts';
import type { Text } from '../locale.ts';
import { calledServiceWords } from './called-service-words.ts';
import { names } from './names.ts';
import { duration } from './time-words.ts';

export interface InitFacts {
  readonly container: string;
  readonly number: number;
  readonly total: number;
  readonly after: readonly string[];
  readonly state: 'running' | 'crashing' | 'waiting' | 'sidecar';
  readonly reason: string | null;
  readonly exitCode: number | null;
  /** The runtime recorded a memory kill. Absent in reports of older versions. */
  readonly outOfMemory?: boolean;
  readonly restarts: number;
  readonly again: boolean;
  readonly seconds: number | null;
  readonly words: string | null;
  readonly service: CalledService | null;
}

/** Which init container, what it is at, and what waits for it. */
export function initWords(facts: InitFacts): Text {
  const { container, number, total, after, words, service } = facts;
  const state = stateWords(facts);
  const last: Text = words ? { en: ` The last line of its log is: \`${words}\`.`, ko: ` 로그의 마지막 줄: \`${words}\`.` } : { en: '', ko: '' };
  const whom = service ? calledServiceWords(service, service.name) : { en: '', ko: '' };
  return {
    en: `Init container \`${container}\` (${number} of ${total}) ${state.en}, so ${names(after)} ${after.length > 1 ? 'are' : 'is'} not started.${last.en}${whom.en}`,
    ko: `\`${container}\` 초기화 컨테이너(${total}개 중 ${number}번째)가 ${state.ko} ${names(after)} 컨테이너가 시작되지 않습니다.${last.ko}${whom.ko}`,
  };
}

const memoryKill: Text = { en: 'it was killed for memory', ko: '메모리 때문에 강제 종료' };

function stateWords({ state, reason, exitCode, outOfMemory, restarts, again, seconds }: InitFacts): Text {
  const meaning = outOfMemory ? memoryKill : exitCode === null ? null : exitMeaning(exitCode);
  const times: Text =
    restarts > 0 ? { en: ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})`, ko: ` (재시작 ${restarts}회)` } : { en: '', ko: '' };
  if (state === 'waiting') return { en: `cannot start (\`${reason ?? '?'}\`)`, ko: `시작되지 못해(\`${reason ?? '?'}\`)` };
  if (state === 'crashing')
    return {
      en: `${again ? 'keeps failing' : 'failed'} with exit code ${exitCode ?? '?'}${meaning ? `, ${meaning.en}` : ''}${times.en}`,
      ko: `종료 코드 ${exitCode ?? '?'}${meaning ? `(${meaning.ko})` : ''} 값으로 ${again ? '계속 ' : ''}실패해${times.ko}`,
    };
  const since: Text = seconds === null ? { en: '', ko: '' } : { en: ` for ${duration(seconds, 'en')}`, ko: `${duration(seconds, 'ko')}째 ` };
  if (state === 'sidecar')
    return { en: `has been running${since.en} without passing its startup probe`, ko: `${since.ko}실행 중이지만 스타트업 프로브를 통과하지 못해` };
  return { en: `has been running${since.en} and does not end`, ko: `${since.ko}실행 중이고 끝나지 않아` };
}
