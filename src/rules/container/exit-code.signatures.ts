import { exitMeaning } from '../../core/exit-codes.ts';
import type { LogSignature } from '../../core/log-signature.ts';
import { kubernetes } from '../../core/source-links.ts';

/** Alone on its line, or where the code is all that is said: any program's log mentions exit codes. */
const exitCode =
  /^\s*(?:[\w-]{1,63} )?(?:command )?(?:terminated |exited |ended )?(?:with )?(?:non-zero )?(?:exit[ _-]?(?:code|status)|종료 ?코드|code|status)\s*[:=]?\s*(?<code>[1-9]\d{0,2})\W*$/i;

/** What an exit code means, where nothing else is known. */
export const exitCodeSignature: LogSignature = {
  id: 'exit-code',
  patterns: [exitCode],
  generic: true,
  says: {
    en: (_who, { code = '' }) => {
      const meaning = wordsOf(Number(code));
      return `A program ended with exit code ${code}${meaning ? `: ${meaning.en}` : ', whose meaning only that program knows'}.`;
    },
    ko: (_who, { code = '' }) => {
      const meaning = wordsOf(Number(code));
      return `프로그램이 종료 코드 ${code} 값으로 끝났습니다.${meaning ? ` ${meaning.ko}.` : ' 이 코드의 뜻은 그 프로그램만 압니다.'}`;
    },
  },
  look: {
    en: 'Read what it said before it ended, and the reason that the runtime gives: `kubectl logs POD --previous`, `kubectl describe pod POD`.',
    ko: '끝나기 전에 남긴 로그와 런타임이 기록한 이유를 확인합니다: `kubectl logs POD --previous`, `kubectl describe pod POD`.',
  },
  fix: { en: 'Correct what its log or the reason names.', ko: '로그나 이유가 가리키는 것을 바로잡습니다.' },
  link: `${kubernetes}/pkg/kubelet/kuberuntime/kuberuntime_container.go`,
};

/** Without the container's status nothing is known of its memory. */
function wordsOf(code: number) {
  if (code !== 137) return exitMeaning(code);
  return {
    en: '`SIGKILL`: it was killed, mostly for using more memory than its limit (`OOMKilled`), or by the kubelet because it did not stop in time',
    ko: '`SIGKILL` 신호로 강제 종료되었다는 뜻입니다. 대개 메모리 한도를 넘었거나(`OOMKilled`) 제때 멈추지 않아 kubelet이 종료한 것입니다',
  };
}
