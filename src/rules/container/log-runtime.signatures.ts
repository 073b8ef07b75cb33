import type { LogSignature } from '../../core/log-signature.ts';

const resources = 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/';

/** Class files count from 45, which was Java 1. */
const java = (version: string | undefined) => Number(version) - 44;

/** What languages and their runtimes say: memory, modules, crashes. */
export const runtimeSignatures: readonly LogSignature[] = [
  {
    id: 'heap-java',
    patterns: [
      /java\.lang\.OutOfMemoryError: (?<kind>Java heap space|GC overhead limit exceeded|Metaspace|Compressed class space|Direct buffer memory|Requested array size exceeds VM limit)/,
      /insufficient memory for the Java Runtime|Terminating due to java\.lang\.OutOfMemoryError: (?<kind>[\w ]{1,60})/,
    ],
    says: {
      en: (who, { kind }) => `${who} ran out of the memory that its JVM allows itself${kind ? ` (\`${kind}\`)` : ''}; the kernel did not kill it.`,
      ko: (who, { kind }) => `${who}가 JVM에 허용된 메모리를 다 썼습니다${kind ? ` (\`${kind}\`)` : ''}. 커널이 종료한 것은 아닙니다.`,
    },
    look: {
      en: 'Compare `-Xmx` or `MaxRAMPercentage` (25 by default) with the memory limit.',
      ko: '`-Xmx`나 `MaxRAMPercentage`(기본값 25)를 메모리 한도와 비교합니다.',
    },
    fix: {
      en: 'Raise the heap together with the memory limit; if it only ever grows, take a heap dump first.',
      ko: '힙과 메모리 한도를 함께 늘립니다. 계속 늘어나기만 한다면 먼저 힙 덤프를 뜹니다.',
    },
    link: 'https://docs.oracle.com/en/java/javase/21/troubleshoot/troubleshooting-memory-leaks.html',
  },
  {
    id: 'heap-node',
    patterns: [/JavaScript heap out of memory|Reached heap limit Allocation failed/],
    says: {
      en: (who) => `${who} ran out of the heap that Node.js allows itself; the kernel did not kill it.`,
      ko: (who) => `${who}가 Node.js에 허용된 힙을 다 썼습니다. 커널이 종료한 것은 아닙니다.`,
    },
    look: { en: 'Compare `--max-old-space-size` with the memory limit.', ko: '`--max-old-space-size` 값을 메모리 한도와 비교합니다.' },
    fix: {
      en: 'Set `NODE_OPTIONS=--max-old-space-size=…` to about three quarters of the limit, or look for the leak.',
      ko: '`NODE_OPTIONS=--max-old-space-size=…` 값을 한도의 3/4 정도로 정하거나 누수를 찾습니다.',
    },
    link: 'https://nodejs.org/api/cli.html#--max-old-space-sizesize-in-mib',
  },
  {
    id: 'memory-exhausted',
    patterns: [
      /Unable to allocate (?<size>[\d.]{1,12} [KMGT]iB)/,
      /Allowed memory size of (?<size>\d{1,15} bytes) exhausted/,
      /memory allocation of (?<size>\d{1,15} bytes) failed/,
      /^MemoryError|fatal error: runtime: (?:out of memory|cannot allocate memory)|std::bad_alloc|System\.OutOfMemoryException|NoMemoryError|[Cc]annot allocate memory|ENOMEM|CUDA out of memory/,
    ],
    says: {
      en: (who, { size }) => `${who} asked for memory${size ? ` (\`${size}\`)` : ''} and did not get it.`,
      ko: (who, { size }) => `${who}가 요청한 메모리${size ? `(\`${size}\`)` : ''}를 할당받지 못했습니다.`,
    },
    look: { en: 'Compare its use with its own setting and with the memory limit.', ko: '사용량을 프로그램의 설정과 메모리 한도와 비교합니다.' },
    fix: { en: 'Let it work in smaller pieces, or raise the setting and the limit.', ko: '더 작은 단위로 처리하게 하거나 설정과 한도를 늘립니다.' },
    link: resources,
  },
  {
    id: 'missing-module',
    patterns: [
      /Cannot find (?:module|package) '(?<module>[^']{1,160})'/,
      /No module named '?(?<module>[\w.]{1,120})/,
      /cannot import name '(?<module>[^']{1,120})'/,
      /(?:ClassNotFoundException|NoClassDefFoundError): (?<module>[\w./$]{1,160})/,
      /Could not find or load main class (?<module>[\w.$]{1,160})/,
      /cannot load such file -- (?<module>[\w./-]{1,160})/,
      /Could not load file or assembly '(?<module>[^',]{1,160})/,
      /PHP Fatal error: .{0,40}(?:Class|function) "?(?<module>[\w\\]{1,120})"?(?:\(\))? not found/,
      /Missing script: "?(?<module>[\w:-]{1,60})/,
      /no main manifest attribute, in (?<module>\S{1,160})/,
    ],
    says: {
      en: (who, { module }) => `${who} lacks a part of its own code${module ? `: \`${module}\`` : ''} is not in the image.`,
      ko: (who, { module }) => `${who}의 코드에 필요한 ${module ? `\`${module}\` ` : ''}모듈이 이미지에 없습니다.`,
    },
    look: {
      en: 'See whether the build installed it, and whether a volume hides the folder.',
      ko: '빌드에서 설치되었는지, 볼륨이 그 폴더를 가리는지 확인합니다.',
    },
    fix: {
      en: 'Build the image with that dependency, or correct the working directory or class path.',
      ko: '그 의존성을 넣어 이미지를 다시 빌드하거나 작업 디렉터리나 클래스 경로를 바로잡습니다.',
    },
    link: 'https://nodejs.org/api/errors.html#module_not_found',
  },
  {
    id: 'java-too-old',
    patterns: [
      /UnsupportedClassVersionError: (?<name>[\w./$]{1,160}) has been compiled .{0,80}class file version (?<built>\d{2,3})\.0.{0,120}up to (?<runs>\d{2,3})\.0/,
    ],
    says: {
      en: (who, { name, built, runs }) => `${who} was built for Java ${java(built)}, but its image runs Java ${java(runs)} (\`${name}\`).`,
      ko: (who, { name, built, runs }) =>
        `${who}의 코드는 Java ${java(built)}용으로 빌드되었는데 이미지의 Java는 ${java(runs)} 버전입니다 (\`${name}\`).`,
    },
    look: { en: 'Compare the base image with the target of the build.', ko: '베이스 이미지를 빌드의 대상 버전과 비교합니다.' },
    fix: {
      en: 'Use a base image with that Java or a newer one, or build for the older (`--release`).',
      ko: '그 버전 이상의 Java가 든 베이스 이미지를 쓰거나 낮은 버전용으로 빌드합니다(`--release`).',
    },
    link: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/UnsupportedClassVersionError.html',
  },
  {
    id: 'stack-overflow',
    generic: true,
    patterns: [
      /StackOverflowError|Maximum call stack size exceeded|goroutine stack exceeds|RecursionError|stack level too deep|has overflowed its stack/,
    ],
    says: { en: (who) => `${who} overflowed its stack: endless recursion.`, ko: (who) => `${who}에서 스택이 넘쳤습니다. 재귀가 끝나지 않습니다.` },
    look: { en: 'Find the functions that repeat in the stack trace.', ko: '스택 트레이스에서 되풀이되는 함수를 찾습니다.' },
    fix: { en: 'Roll back to the version before, then mend the code.', ko: '이전 버전으로 롤백한 뒤 코드를 고칩니다.' },
    link: 'https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/StackOverflowError.html',
  },
  {
    id: 'deadlock',
    generic: true,
    patterns: [/all goroutines are asleep - deadlock/],
    says: {
      en: (who) => `${who} ended in a deadlock: every goroutine waits for another.`,
      ko: (who) => `${who}가 교착 상태로 끝났습니다. 모든 고루틴이 서로를 기다립니다.`,
    },
    look: { en: 'Read what each goroutine waits for.', ko: '각 고루틴이 무엇을 기다리는지 확인합니다.' },
    fix: { en: 'Roll back to the version before, then mend the code.', ko: '이전 버전으로 롤백한 뒤 코드를 고칩니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/runtime/proc.go',
  },
  {
    id: 'nil-pointer',
    generic: true,
    patterns: [
      /invalid memory address or nil pointer dereference/,
      /NullPointerException|NullReferenceException/,
      /Cannot read propert(?:y|ies) (?:of (?:undefined|null) \(reading )?'(?<name>[^']{1,80})'/,
      /'NoneType' object (?:has no attribute '(?<name>[^']{1,80})'|is not)/,
      /undefined method [`'](?<name>[^`']{1,80})' for nil/,
    ],
    says: {
      en: (who, { name }) =>
        `${who} used a value that is not there${name ? ` (it wanted \`${name}\` of it)` : ''}: a defect of the program, or configuration that it takes for granted.`,
      ko: (who, { name }) =>
        `${who}가 없는 값을 사용했습니다${name ? ` (\`${name}\` 항목)` : ''}. 프로그램의 결함이거나, 있다고 여긴 설정이 없습니다.`,
    },
    look: {
      en: 'Read the first frame of your own code in the stack trace; what changed last?',
      ko: '스택 트레이스에서 자기 코드의 첫 프레임을 읽고, 마지막으로 바뀐 것을 확인합니다.',
    },
    fix: { en: 'Roll back to the version before, then mend the code.', ko: '이전 버전으로 롤백한 뒤 코드를 고칩니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/runtime/panic.go',
  },
  {
    id: 'segmentation-fault',
    generic: true,
    patterns: [
      // what Go says below `nil pointer dereference` is that again
      /[Ss]egmentation fault|SIGSEGV(?!: segmentation violation code=)|core dumped/,
    ],
    says: {
      en: (who) => `${who} crashed in native code (segmentation fault).`,
      ko: (who) => `${who}가 네이티브 코드에서 비정상 종료되었습니다(segmentation fault).`,
    },
    look: {
      en: 'What changed last: image, base image, CPU of the node?',
      ko: '이미지, 베이스 이미지, 노드의 CPU 중 마지막으로 바뀐 것을 확인합니다.',
    },
    fix: { en: 'Roll back to the version before.', ko: '이전 버전으로 롤백합니다.' },
    link: 'https://man7.org/linux/man-pages/man7/signal.7.html',
  },
  {
    id: 'panic',
    generic: true,
    patterns: [/^(?:.{0,80}\s)?panic: (?<message>.{1,160})/, /thread '[^']{1,60}' panicked at (?<message>.{1,160})/],
    says: {
      en: (who, { message }) => `${who} panicked${message ? `: \`${message}\`` : ''}.`,
      ko: (who, { message }) => `${who}가 패닉으로 끝났습니다${message ? `: \`${message}\`` : ''}.`,
    },
    look: { en: 'Read the first frame of your own code under the panic.', ko: '패닉 아래에서 자기 코드의 첫 프레임을 확인합니다.' },
    fix: { en: 'Roll back to the version before, then mend the code.', ko: '이전 버전으로 롤백한 뒤 코드를 고칩니다.' },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/runtime/panic.go',
  },
];
