import type { LogSignature } from '../../core/log-signature.ts';

const errno = 'https://man7.org/linux/man-pages/man3/errno.3.html';
const quoted = (value: string | undefined) => (value ? ` \`${value}\`` : '');

/** What the kernel answers: files, rights, disks, processes, memory. */
export const systemSignatures: readonly LogSignature[] = [
  {
    id: 'file-watchers-used-up',
    patterns: [
      /System limit for number of file watchers reached|fsnotify watcher: too many open files|inotify_(?:init|add_watch).{0,80}(?:[Tt]oo many open files|No space left)|inotify instances? .{0,60}reached/,
    ],
    says: {
      en: (who) => `${who} cannot watch files: the node has used up its inotify watches or instances, although disk and memory may be free.`,
      ko: (who) => `${who}가 파일 변경을 감시하지 못합니다. 디스크와 메모리가 남아 있어도 노드의 inotify 한도가 다 찼습니다.`,
    },
    look: {
      en: 'Read `fs.inotify.max_user_instances` and `max_user_watches` of the node.',
      ko: '노드의 `fs.inotify.max_user_instances` 값과 `max_user_watches` 값을 확인합니다.',
    },
    fix: {
      en: 'Raise the limits on the nodes, or switch the watching off in the program.',
      ko: '노드의 한도를 늘리거나 프로그램의 감시 기능을 끕니다.',
    },
    link: 'https://man7.org/linux/man-pages/man7/inotify.7.html',
  },
  {
    id: 'too-many-open-files',
    patterns: [/[Tt]oo many open files|EMFILE|ENFILE/],
    says: {
      en: (who) => `${who} ran out of file descriptors: too many files or connections are open at once.`,
      ko: (who) => `${who}가 파일 디스크립터를 다 썼습니다. 동시에 열린 파일이나 연결이 너무 많습니다.`,
    },
    look: {
      en: 'Count the open descriptors of the process; do they only grow?',
      ko: '프로세스의 열린 디스크립터 수를 세고, 계속 늘어나기만 하는지 확인합니다.',
    },
    fix: {
      en: 'Mend the leak, or raise `LimitNOFILE` of the container runtime.',
      ko: '누수를 고치거나 컨테이너 런타임의 `LimitNOFILE` 값을 늘립니다.',
    },
    link: errno,
  },
  {
    id: 'no-space-left',
    patterns: [
      /'(?<path>\/[^']{1,200})': No space left on device/,
      /(?<path>\/[\w./-]{1,200}): (?:write: )?[Nn]o space left on device/,
      /[Nn]o space left on device|ENOSPC|There is not enough space on the disk|disk full/,
    ],
    says: {
      en: (who, { path }) => `${who} cannot write${quoted(path)}: no space is left on that volume.`,
      ko: (who, { path }) => `볼륨에 남은 공간이 없어 ${who}가 ${path ? `\`${path}\` 파일을 ` : ''}쓰지 못합니다.`,
    },
    look: {
      en: 'See which volume is mounted there, its size and what fills it (`df -h`, `df -i`).',
      ko: '그 위치에 마운트된 볼륨과 크기, 무엇이 차지하는지 확인합니다(`df -h`, `df -i`).',
    },
    fix: { en: 'Clean up, or enlarge the claim or the `sizeLimit`.', ko: '필요 없는 파일을 지우거나 클레임 또는 `sizeLimit` 값을 늘립니다.' },
    link: errno,
  },
  {
    id: 'disk-quota-exceeded',
    patterns: [/[Dd]isk quota exceeded|EDQUOT/],
    says: {
      en: (who) => `${who} cannot write: the quota of its volume or user is used up.`,
      ko: (who) => `볼륨이나 사용자의 디스크 쿼터가 다 차서 ${who}가 쓰지 못합니다.`,
    },
    look: { en: 'Read the quota on the storage server.', ko: '스토리지 서버의 쿼터를 확인합니다.' },
    fix: { en: 'Clean up, or raise the quota.', ko: '필요 없는 파일을 지우거나 쿼터를 늘립니다.' },
    link: errno,
  },
  {
    id: 'read-only-file-system',
    patterns: [
      /'(?<path>\/[^']{1,200})': Read-only file system/,
      /(?<path>\/[\w./-]{1,200}): [Rr]ead-only file system/,
      /EROFS: read-only file system, \w{1,20} '(?<path>[^']{1,200})'/,
      /[Rr]ead-only file system|EROFS/,
    ],
    says: {
      en: (who, { path }) => `${who} writes to${path ? quoted(path) : ' a place'} that is read-only.`,
      ko: (who, { path }) => `${who}가 쓰려는 ${path ? `\`${path}\` ` : ''}위치는 읽기 전용입니다.`,
    },
    look: {
      en: 'See `readOnlyRootFilesystem`, `readOnly` of the mount, and that ConfigMap and Secret volumes are always read-only.',
      ko: '`readOnlyRootFilesystem` 값과 마운트의 `readOnly` 값을 확인합니다. 컨피그맵과 시크릿 볼륨은 언제나 읽기 전용입니다.',
    },
    fix: { en: 'Mount an `emptyDir` where the program must write.', ko: '프로그램이 써야 하는 위치에 `emptyDir` 볼륨을 마운트합니다.' },
    link: errno,
  },
  {
    id: 'script-with-carriage-returns',
    patterns: [/\^M: bad interpreter|'?\\r'?: (?:command not found|No such file)|(?:ba)?sh\\r|\$'\\r'/],
    says: {
      en: (who) => `${who} runs a script that has Windows line ends, so its interpreter is not found.`,
      ko: (who) => `${who}가 실행하는 스크립트의 줄 끝이 윈도우 형식이라 인터프리터를 찾지 못합니다.`,
    },
    look: { en: 'Look for carriage returns: `file entrypoint.sh`.', ko: '`file entrypoint.sh` 명령으로 캐리지 리턴을 확인합니다.' },
    fix: { en: 'Convert it (`dos2unix`) and build the image again.', ko: '`dos2unix` 명령으로 바꾸고 이미지를 다시 빌드합니다.' },
    link: errno,
  },
  {
    id: 'exec-format-error',
    patterns: [
      /exec (?<file>\/?[\w./-]{1,160}): exec format error/,
      /(?<file>\/[\w./-]{1,160}): (?:cannot execute binary file: )?[Ee]xec format error/,
      /[Ee]xec format error|cannot execute binary file/,
    ],
    says: {
      en: (who, { file }) =>
        `${who} runs a file${quoted(file)} that this machine cannot execute: built for another CPU architecture, or a script without its \`#!\` line.`,
      ko: (who, { file }) =>
        `${who}가 실행하는 ${file ? `\`${file}\` ` : ''}파일을 이 머신에서 실행할 수 없습니다. 다른 CPU 아키텍처용이거나 \`#!\` 줄이 없는 스크립트입니다.`,
    },
    look: { en: 'Compare the architecture of the image with that of the node.', ko: '이미지의 아키텍처를 노드의 것과 비교합니다.' },
    fix: {
      en: 'Build for the architecture of the node (or several), or add the `#!` line.',
      ko: '노드의 아키텍처용으로 빌드하거나 `#!` 줄을 추가합니다.',
    },
    link: errno,
  },
  {
    id: 'shared-library-missing',
    patterns: [
      /error while loading shared libraries: (?<library>[\w.+-]{1,120})/,
      /Error loading shared library (?<library>[\w.+-]{1,120})/,
      /version `(?<library>(?:GLIBC|GLIBCXX)_[\d.]{1,12})' not found/,
      /Error relocating .{1,200}: symbol not found/,
    ],
    says: {
      en: (who, { library }) => `${who} lacks a shared library${quoted(library)}: the program was built against another base image.`,
      ko: (who, { library }) =>
        `${who}에 공유 라이브러리${library ? ` \`${library}\` 파일이` : '가'} 없습니다. 다른 베이스 이미지에 맞춰 빌드된 프로그램입니다.`,
    },
    look: { en: 'Compare the base images of build and run (glibc, musl).', ko: '빌드와 실행에 쓰인 베이스 이미지(glibc, musl)를 비교합니다.' },
    fix: {
      en: 'Install the library, or build on the base image that it runs on.',
      ko: '라이브러리를 설치하거나, 실행할 베이스 이미지에서 빌드합니다.',
    },
    link: 'https://man7.org/linux/man-pages/man8/ld.so.8.html',
  },
  {
    id: 'command-not-found',
    patterns: [
      /^(?:[\w./-]{0,120}: )?(?:line )?(?:\d{1,5}: )?(?<command>[\w./-]{1,120}): (?:command )?not found$/,
      /exec: "(?<command>[^"]{1,120})": executable file not found/,
      /env: ['‘]?(?<command>[\w./-]{1,80})['’]?: No such file or directory/,
    ],
    says: {
      en: (who, { command }) => `${who} calls a command${quoted(command)} that its image does not have.`,
      ko: (who, { command }) => `${who}가 부르는 ${command ? `\`${command}\` ` : ''}명령이 이미지에 없습니다.`,
    },
    look: { en: 'See what the image holds and its `PATH`.', ko: '이미지의 내용과 `PATH` 값을 확인합니다.' },
    fix: { en: 'Install it in the image, or correct the name or path.', ko: '이미지에 설치하거나 이름이나 경로를 바로잡습니다.' },
    link: 'https://tldp.org/LDP/abs/html/exitcodes.html',
  },
  {
    id: 'operation-not-permitted',
    patterns: [
      /(?<path>\/[\w./-]{1,200})'?: [Oo]peration not permitted/,
      /EPERM: operation not permitted, \w{1,20} '(?<path>[^']{1,200})'/,
      /[Oo]peration not permitted|EPERM/,
    ],
    says: {
      en: (who, { path }) => `${who} tries something that it has no privilege for${path ? `, on${quoted(path)}` : ''} (\`Operation not permitted\`).`,
      ko: (who, { path }) => `${who}에 없는 권한이 필요한 작업입니다${path ? ` (\`${path}\` 대상)` : ''} (\`Operation not permitted\`).`,
    },
    look: {
      en: 'See user, capabilities, seccomp and `allowPrivilegeEscalation` of the container.',
      ko: '컨테이너의 사용자, capability, seccomp, `allowPrivilegeEscalation` 값을 확인합니다.',
    },
    fix: {
      en: 'Let the program do without, or add just the capability that it needs.',
      ko: '그 작업이 필요 없게 하거나 필요한 capability만 추가합니다.',
    },
    link: 'https://man7.org/linux/man-pages/man7/capabilities.7.html',
  },
  {
    id: 'permission-denied',
    patterns: [
      /PermissionError: \[Errno 13\] Permission denied: '(?<path>[^']{1,200})'/,
      /EACCES: permission denied, \w{1,20} '(?<path>[^']{1,200})'/,
      /'(?<path>\/[^']{1,200})': Permission denied/,
      /"(?<path>\/[^"]{1,200})" (?:failed )?\(13: Permission denied\)/,
      /AccessDeniedException: (?<path>\/[\w./-]{1,200})/,
      /(?<path>\/[\w./-]{1,200}):? \(?[Pp]ermission denied/,
      /(?<path>\/[\w./-]{1,200}): eacces/,
      /(?<path>\/[\w./-]{1,200})'?:? (?:path )?is not writable/,
      /[Pp]ermission denied|EACCES/,
    ],
    says: {
      en: (who, { path }) => `${who} has no permission for${path ? quoted(path) : ' something that it needs, most often a file'}.`,
      ko: (who, { path }) => `${who}에 ${path ? `\`${path}\` 파일에 대한 ` : '필요한 것(대개 파일)에 대한 '}권한이 없습니다.`,
    },
    look: {
      en: 'Compare the user that it runs as with the owner and mode of that path.',
      ko: '실행하는 사용자를 그 경로의 소유자, 모드와 비교합니다.',
    },
    fix: {
      en: 'Set `fsGroup` (volumes) or `runAsUser`, or give the path to that user in the image.',
      ko: '볼륨이면 `fsGroup` 값을, 아니면 `runAsUser` 값을 정하거나 이미지에서 경로의 소유자를 바꿉니다.',
    },
    link: errno,
  },
  {
    id: 'process-limit',
    patterns: [
      /unable to create (?:new )?native thread|pthread_create failed|can't start new thread|failed to create new OS thread|[Ff]ork: (?:retry: )?(?:Resource temporarily unavailable|Cannot allocate)|Failed to start thread/,
    ],
    says: {
      en: (who) => `${who} may not start another thread or process: its PID limit, or that of the node, is reached.`,
      ko: (who) => `${who}의 PID 한도나 노드의 PID 한도에 이르러 스레드나 프로세스를 더 만들지 못합니다.`,
    },
    look: {
      en: 'Count threads; see `podPidsLimit` of the kubelet and PIDPressure of the node.',
      ko: '스레드 수, kubelet의 `podPidsLimit`, 노드의 PIDPressure를 확인합니다.',
    },
    fix: { en: 'Mend the leak of threads, or raise the limit.', ko: '스레드 누수를 고치거나 한도를 늘립니다.' },
    link: 'https://kubernetes.io/docs/concepts/policy/pid-limiting/',
  },
  {
    id: 'vm-max-map-count',
    patterns: [/vm\.max_map_count \[(?<value>\d{1,10})\] (?:likely )?(?:is )?too low/],
    says: {
      en: (who, { value }) => `${who} needs a higher \`vm.max_map_count\` on its node than ${value ? `\`${value}\`` : 'there is'}.`,
      ko: (who, { value }) => `${who}가 실행되는 노드의 \`vm.max_map_count\` 값이 너무 낮습니다${value ? ` (현재 \`${value}\`)` : ''}.`,
    },
    look: { en: 'Read the value on the node: `sysctl vm.max_map_count`.', ko: '노드에서 `sysctl vm.max_map_count` 값을 확인합니다.' },
    fix: {
      en: 'Set 262144 or more on the nodes (a privileged init container or the node image).',
      ko: '노드에서 262144 이상으로 정합니다(특권 초기화 컨테이너나 노드 이미지).',
    },
    link: 'https://www.elastic.co/guide/en/elasticsearch/reference/current/vm-max-map-count.html',
  },
  {
    id: 'illegal-instruction',
    patterns: [/[Ii]llegal instruction|SIGILL|CPU (?:does|ought) .{0,60}(?:support|x86-64-v\d)|Fatal glibc error: CPU/],
    says: {
      en: (who) => `${who} uses an instruction that the CPU of its node does not have.`,
      ko: (who) => `${who}가 노드의 CPU에 없는 명령어를 사용합니다.`,
    },
    look: { en: 'Compare the CPU of this node with one where it runs.', ko: '정상 실행되는 노드의 CPU와 비교합니다.' },
    fix: { en: 'Use a build for older CPUs, or send it to nodes with newer ones.', ko: '오래된 CPU용 빌드를 쓰거나 새로운 CPU의 노드로 보냅니다.' },
    link: 'https://man7.org/linux/man-pages/man7/signal.7.html',
  },
  {
    id: 'interpreter-missing',
    // the runtime looks for the file itself before it starts the container, and then says so in other words
    patterns: [/^exec (?<file>\/[\w./-]{1,160}): no such file or directory$/],
    says: {
      en: (who, { file }) =>
        `${who} cannot execute${quoted(file)}: the file is there, but what it needs to run is not. A script names an interpreter in its first line that the image lacks, often only because of Windows line ends (\`#!/bin/sh\\r\`); a program lacks its dynamic loader (built for glibc, run on Alpine).`,
      ko: (who, { file }) =>
        `${who}가 ${file ? `\`${file}\` ` : ''}파일을 실행할 수 없습니다. 파일은 있지만 실행에 필요한 것이 없습니다. 스크립트라면 첫 줄의 인터프리터가 이미지에 없거나 줄 끝이 윈도우 형식이고(\`#!/bin/sh\\r\`), 프로그램이라면 동적 로더가 없습니다(glibc용을 Alpine에서 실행).`,
    },
    look: {
      en: 'Read its first line with its line end: `head -1 FILE | od -c`; and see whether that interpreter is in the image.',
      ko: '첫 줄을 줄 끝까지 확인하고(`head -1 FILE | od -c`), 그 인터프리터가 이미지에 있는지 확인합니다.',
    },
    fix: {
      en: 'Convert the line ends (`dos2unix`), name an interpreter that the image has, or use the base image that the program was built on.',
      ko: '줄 끝을 바꾸거나(`dos2unix`), 이미지에 있는 인터프리터를 쓰거나, 프로그램을 빌드한 베이스 이미지를 씁니다.',
    },
    link: 'https://man7.org/linux/man-pages/man2/execve.2.html',
  },
  {
    id: 'missing-file',
    patterns: [
      /FileNotFoundError: \[Errno 2\] No such file or directory: '(?<path>[^']{1,200})'/,
      /ENOENT: no such file or directory, \w{1,20} '(?<path>[^']{1,200})'/,
      /(?:FileNotFoundException|NoSuchFileException): (?<path>[\w./-]{1,200})/,
      /'(?<path>\/[^']{1,200})': No such file or directory/,
      /"(?<path>\/[^"]{1,200})" failed \(2: No such file/,
      /(?<![\w./-])(?<path>(?=[\w.-]{0,80}\/)[\w./-]{1,240}):? \(?[Nn]o such file or directory/,
      /Unable to access jarfile (?<path>\S{1,200})/,
      /[Nn]o such file or directory|ENOENT/,
    ],
    says: {
      en: (who, { path }) => `${who} needs a file that is not there${path ? `: \`${path}\`` : ''}.`,
      ko: (who, { path }) => `${who}에 필요한 ${path ? `\`${path}\` ` : ''}파일이 없습니다.`,
    },
    look: {
      en: 'See whether a volume should bring it (`mountPath`, `subPath`, keys of the ConfigMap), or hides what the image has there.',
      ko: '볼륨에서 와야 하는 파일인지(`mountPath`, `subPath`, 컨피그맵의 키), 볼륨이 이미지의 파일을 가렸는지 확인합니다.',
    },
    fix: { en: 'Mount it, correct the path, or put it into the image.', ko: '마운트하거나 경로를 바로잡거나 이미지에 넣습니다.' },
    link: errno,
  },
];
