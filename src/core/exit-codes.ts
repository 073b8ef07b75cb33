import type { Text } from './locale.ts';

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  24: 'SIGXCPU',
  25: 'SIGXFSZ',
  31: 'SIGSYS',
};

/** The signal that an exit code of 129 and above stands for; null for other codes. */
function signalOf(exitCode: number): string | null {
  return exitCode > 128 && exitCode < 160 ? (signals[exitCode - 128] ?? `signal ${exitCode - 128}`) : null;
}

const meanings: Readonly<Record<number, Text>> = {
  1: { en: 'the program gave up because of an error of its own', ko: '프로그램이 스스로 낸 오류로 끝났다는 뜻입니다' },
  2: {
    en: 'by convention a wrong use of the command line; a Go program also ends so when it panics',
    ko: '보통 명령줄을 잘못 썼다는 뜻이고, Go 프로그램은 패닉이 나도 이 코드로 끝납니다',
  },
  126: { en: 'the command was found, but could not be executed', ko: '명령을 찾았지만 실행할 수 없었다는 뜻입니다' },
  127: { en: 'the command was not found', ko: '명령을 찾지 못했다는 뜻입니다' },
  128: { en: 'the program ended with an exit code that does not exist', ko: '프로그램이 있을 수 없는 종료 코드로 끝났다는 뜻입니다' },
  130: { en: '`SIGINT`: it was interrupted', ko: '`SIGINT` 신호로 중단되었다는 뜻입니다' },
  132: {
    en: '`SIGILL`: it used an instruction that this CPU does not have',
    ko: '`SIGILL` 신호이며, 이 CPU에 없는 명령어를 사용했다는 뜻입니다',
  },
  134: {
    en: '`SIGABRT`: it aborted itself, after a failed assertion for example',
    ko: '`SIGABRT` 신호이며, 검사 실패 등으로 스스로 중단했다는 뜻입니다',
  },
  135: { en: '`SIGBUS`: it touched memory or a mapped file that is gone', ko: '`SIGBUS` 신호이며, 없어진 메모리나 파일에 접근했다는 뜻입니다' },
  137: {
    en: '`SIGKILL`: it was killed, and the runtime recorded no memory kill; the kubelet does so when a container does not stop in time, the kernel when the node is out of memory',
    ko: '`SIGKILL` 신호로 강제 종료되었다는 뜻이며 메모리 때문이라는 기록은 없습니다. 컨테이너가 제때 멈추지 않으면 kubelet이, 노드의 메모리가 모자라면 커널이 이렇게 종료합니다',
  },
  139: { en: '`SIGSEGV`: it crashed in native code', ko: '`SIGSEGV` 신호이며, 네이티브 코드에서 비정상 종료되었다는 뜻입니다' },
  141: { en: '`SIGPIPE`: it wrote to something that was already closed', ko: '`SIGPIPE` 신호이며, 이미 닫힌 곳에 썼다는 뜻입니다' },
  143: { en: '`SIGTERM`: it was asked to stop', ko: '`SIGTERM` 신호로 종료를 요청받았다는 뜻입니다' },
  255: {
    en: 'the program ended with -1 or a code out of range; the runtime also says so when it lost track of it',
    ko: '프로그램이 -1이나 범위를 벗어난 코드로 끝났다는 뜻이며, 런타임이 프로세스를 놓쳤을 때도 이렇게 기록됩니다',
  },
};

/** What an exit code means, as the end of a sentence: "…: the command was not found"; null where only the program knows. */
export function exitMeaning(exitCode: number): Text | null {
  const signal = signalOf(exitCode);
  if (meanings[exitCode]) return meanings[exitCode];
  return signal ? { en: `\`${signal}\`: a signal ended it`, ko: `\`${signal}\` 신호로 끝났다는 뜻입니다` } : null;
}
