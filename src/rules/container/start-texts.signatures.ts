import { kubernetes, runc } from '../../core/source-links.ts';
import { type OwnedTexts, textSignature } from '../../core/text-signature.ts';
import { exitCodeSignature } from './exit-code.signatures.ts';

const template = [
  'See `command`, `args` and `workingDir` of the container, and what the image has there.',
  '컨테이너의 `command`, `args`, `workingDir` 값과 이미지의 내용을 확인합니다.',
] as const;
const nonRoot = `${kubernetes}/pkg/kubelet/kuberuntime/security_context_others.go`;

/** Why a container is not created, not started, or ends: words of the kubelet and of runc. */
export const startTexts: OwnedTexts = {
  'container/exec-no-shell': [
    textSignature({
      id: 'exec-command-missing',
      patterns: [
        /(?:exec failed|OCI runtime exec failed).{0,300}exec: \\?"(?<command>[^"\\]{1,200})\\?": (?:executable file not found|stat .{1,200}no such file|no such file)/,
      ],
      en: 'The container runs, but {command} is not in its image, so it cannot be executed there: many small images have no shell.',
      ko: '컨테이너는 실행 중이지만 이미지에 {command} 명령이 없어 실행할 수 없습니다. 작은 이미지에는 셸이 없는 경우가 많습니다.',
      look: [
        'Look into it from a container of your own: `kubectl debug -it POD --image=busybox:1.36 --target=CONTAINER` (its files are under `/proc/1/root`).',
        '임시 컨테이너로 들어가 봅니다: `kubectl debug -it POD --image=busybox:1.36 --target=CONTAINER` (파일은 `/proc/1/root` 아래에 있습니다).',
      ],
      fix: [
        'Use `sh` instead of `bash` if there is one; in probes and hooks use `httpGet`, `tcpSocket` or a program of the image.',
        '있다면 `bash` 대신 `sh` 명령을 씁니다. 프로브와 훅에서는 `httpGet`, `tcpSocket` 방식이나 이미지에 있는 프로그램을 씁니다.',
      ],
      link: `${runc}/utils_linux.go`,
    }),
    textSignature({
      id: 'exec-ended',
      patterns: [/command terminated with (?:non-zero exit code: )?(?:exit code )?(?<code>126|127)\b/],
      en: 'What was executed in the container ended with {code}: the command is not there, or is not executable.',
      ko: '컨테이너에서 실행한 명령이 {code} 코드로 끝났습니다. 명령이 없거나 실행할 수 없습니다.',
      look: template,
      fix: [
        'Call a command that the image has, or use an ephemeral container (`kubectl debug`).',
        '이미지에 있는 명령을 쓰거나 임시 컨테이너(`kubectl debug`)를 씁니다.',
      ],
      link: `${kubernetes}/staging/src/k8s.io/client-go/tools/remotecommand/v2.go`,
    }),
  ],
  'container/start-error': [
    textSignature({
      id: 'start-command-missing',
      patterns: [
        /(?:runc create failed|unable to start container process|create failed|starting container process caused).{0,200}exec: \\?"(?<command>[^"\\]{1,300})\\?": (?:executable file not found|stat .{1,300}no such file|no such file)/,
      ],
      en: 'The container cannot start: its command {command} does not exist in the image.',
      ko: '이미지에 {command} 명령이 없어 컨테이너가 시작되지 못합니다.',
      look: template,
      fix: [
        'Correct `command` (a whole line as one word is a common mistake), or use an image that has the file.',
        '`command` 값을 바로잡거나(한 줄 전체를 한 항목으로 적은 실수가 흔합니다) 그 파일이 있는 이미지를 씁니다.',
      ],
      link: `${runc}/libcontainer/standard_init_linux.go`,
    }),
    textSignature({
      id: 'start-not-executable',
      patterns: [
        /(?:runc create failed|unable to start container process).{0,200}exec: \\?"(?<command>[^"\\]{1,300})\\?": (?:permission denied|is a directory)/,
      ],
      en: 'The container cannot start: {command} may not be executed (no `x` permission, or a directory).',
      ko: '{command} 파일을 실행할 수 없어(실행 권한 없음 또는 디렉터리) 컨테이너가 시작되지 못합니다.',
      look: template,
      fix: [
        '`RUN chmod +x` in the image; `defaultMode: 0755` where it comes from a ConfigMap.',
        '이미지에서 `RUN chmod +x` 명령을 실행하거나, 컨피그맵에서 온 파일이면 `defaultMode: 0755` 값을 씁니다.',
      ],
      link: `${runc}/libcontainer/standard_init_linux.go`,
    }),
    textSignature({
      id: 'start-working-directory',
      patterns: [/chdir to cwd \(\\?"(?<path>[^"\\]{1,200})\\?"\)|container init: mkdir (?<path2>[^:]{1,200}): not a directory/],
      en: 'The container cannot start: its working directory[ {path}][ {path2}] cannot be entered.',
      ko: '작업 디렉터리[ {path}][ {path2}]에 들어갈 수 없어 컨테이너가 시작되지 못합니다.',
      look: template,
      fix: ['Correct `workingDir`, or let the user enter it.', '`workingDir` 값을 고치거나 사용자에게 권한을 줍니다.'],
      link: `${runc}/libcontainer/init_linux.go`,
    }),
    textSignature({
      id: 'start-mount',
      patterns: [
        /error mounting .{1,400} to rootfs at \\?"(?<path>[^"\\]{1,200})\\?".{0,600}(?:not a directory|Are you trying to mount a directory onto a file)/,
      ],
      en: 'The container cannot start: a volume is mounted at {path}, a directory over a file or the reverse.',
      ko: '{path} 경로에서 파일 위에 디렉터리를(또는 반대로) 마운트하려 해 컨테이너가 시작되지 못합니다.',
      look: template,
      fix: ['For a single file name it in `subPath`.', '파일 하나라면 `subPath` 값에 적습니다.'],
      link: `${runc}/libcontainer/rootfs_linux.go`,
    }),
    textSignature({
      id: 'start-memory',
      patterns: [/container init was OOM-killed|memory limit too low/],
      en: 'The memory limit is too low even to start the container.',
      ko: '메모리 한도가 너무 낮아 컨테이너를 시작조차 할 수 없습니다.',
      look: [
        'See `resources.limits.memory`: `1m` is a thousandth of a byte, `1Mi` is meant.',
        '`resources.limits.memory` 값을 확인합니다. `1m` 값은 천분의 1바이트이며 `1Mi` 형식으로 적어야 합니다.',
      ],
      fix: ['Raise the limit.', '한도를 늘립니다.'],
      link: `${runc}/libcontainer/process_linux.go`,
    }),
    textSignature({
      id: 'start-as-root-refused',
      patterns: [/container has runAsNonRoot and image will run as root|runAsUser breaks non-root policy/],
      en: '`runAsNonRoot` is set, but the container would run as root, so the kubelet refuses it.',
      ko: '`runAsNonRoot` 설정이 있는데 컨테이너가 root로 실행되어 kubelet이 거부합니다.',
      look: [
        'See the user of the image: `docker image inspect IMAGE --format {{.Config.User}}`.',
        '이미지의 사용자를 확인합니다: `docker image inspect IMAGE --format {{.Config.User}}`.',
      ],
      fix: [
        'Set `runAsUser` to a number other than 0, or give the image a numeric `USER`.',
        '`runAsUser` 값을 0이 아닌 번호로 정하거나 이미지의 `USER` 값을 번호로 적습니다.',
      ],
      link: nonRoot,
    }),
    textSignature({
      id: 'start-user-not-numeric',
      patterns: [/image has non-numeric user \((?<user>[^)]{1,80})\)/],
      en: '`runAsNonRoot` is set, and the image names its user {user} instead of giving a number, so the kubelet cannot tell that it is not root.',
      ko: '`runAsNonRoot` 설정이 있는데 이미지의 사용자가 번호가 아닌 이름({user})이라서 root가 아닌지 확인할 수 없습니다.',
      look: ['See the user of the image and its number (`id` in a container).', '이미지의 사용자와 번호를 확인합니다(컨테이너에서 `id` 실행).'],
      fix: ['Set `runAsUser` to that number.', '`runAsUser` 값을 그 번호로 정합니다.'],
      link: nonRoot,
    }),
  ],
  'container/config-missing': [
    textSignature({
      id: 'config-object-missing',
      patterns: [/(?<kind>configmap|secret)s? \\?"(?<name>[\w.-]{1,253})\\?" not found/],
      en: 'The {kind} {name}, which a container or volume needs, does not exist in its namespace.',
      ko: '컨테이너나 볼륨에 필요한 {name} {kind} 항목이 네임스페이스에 없습니다.',
      look: [
        'See what there is: `kubectl get configmaps,secrets`; it must be in the namespace of the pod.',
        '무엇이 있는지 확인합니다: `kubectl get configmaps,secrets`. 파드와 같은 네임스페이스에 있어야 합니다.',
      ],
      fix: [
        'Create it, correct the name, or mark the reference `optional: true`.',
        '만들거나, 이름을 바로잡거나, 참조에 `optional: true` 설정을 넣습니다.',
      ],
      link: `${kubernetes}/pkg/kubelet/kubelet_pods.go`,
    }),
    textSignature({
      id: 'config-key-missing',
      patterns: [
        /couldn't find key (?<key>\S{1,253}) in (?<kind>ConfigMap|Secret) (?<name>[\w./-]{1,300})/,
        /references non-existent (?:config|secret) key: (?<key>[\w.-]{1,253})/,
      ],
      en: 'Key {key} is missing in[ {kind} {name}] what the container or volume takes it from.',
      ko: '컨테이너나 볼륨이 쓰는[ {name} {kind}의] {key} 키가 없습니다.',
      look: [
        'See its keys: `kubectl describe configmap NAME` (or `secret`: names and sizes only).',
        '키를 확인합니다: `kubectl describe configmap NAME` (`secret`이면 이름과 크기만 나옵니다).',
      ],
      fix: ['Add the key, or correct its name.', '키를 추가하거나 이름을 바로잡습니다.'],
      link: `${kubernetes}/pkg/kubelet/kubelet_pods.go`,
    }),
  ],
  'container/oom-killed': [
    textSignature({
      id: 'oom-killed',
      patterns: [/Memory cgroup out of memory: Killed process \d{1,10} \((?<process>[^)]{1,60})\)/, /\bOOMKilled\b/, /Memory cgroup out of memory/],
      en: 'A process[ ({process})] was killed because its container used more memory than its limit.',
      ko: '컨테이너가 메모리 한도를 넘어 프로세스[({process})]가 강제 종료되었습니다.',
      look: [
        'Compare use and limit: `kubectl top pod --containers`, `kubectl describe pod`.',
        '사용량과 한도를 비교합니다: `kubectl top pod --containers`, `kubectl describe pod`.',
      ],
      fix: ['Raise the limit, or mend the leak.', '한도를 늘리거나 메모리 누수를 고칩니다.'],
      link: 'https://github.com/torvalds/linux/blob/v6.12/mm/oom_kill.c',
    }),
  ],
  'container/liveness-kill': [
    textSignature({
      id: 'probe-kills',
      patterns: [/Container (?<container>[\w-]{1,63}) failed (?<probe>liveness|startup) probe, will be restarted/],
      en: 'The kubelet restarts container {container}, because its {probe} probe failed too often.',
      ko: '{probe} 프로브가 여러 번 실패해 kubelet이 {container} 컨테이너를 다시 시작합니다.',
      look: ['Read the event `Unhealthy` and the log of the previous run.', '`Unhealthy` 이벤트와 이전 실행의 로그를 확인합니다.'],
      fix: [
        'Correct port and path, or give it more time (`startupProbe`, `timeoutSeconds`).',
        '포트와 경로를 바로잡거나 시간을 더 줍니다(`startupProbe`, `timeoutSeconds`).',
      ],
      link: `${kubernetes}/pkg/kubelet/kuberuntime/kuberuntime_manager.go`,
    }),
    textSignature({
      id: 'probe-failed',
      patterns: [/(?<probe>Liveness|Readiness|Startup) probe (?:failed|errored)[^:]{0,60}: ?(?<why>[^"\n]{0,160})/],
      en: 'The {probe} probe of a container fails[: {why}].',
      ko: '컨테이너의 {probe} 프로브가 실패합니다[: {why}].',
      look: ['Compare port and path of the probe with what the program serves.', '프로브의 포트와 경로를 프로그램이 제공하는 것과 비교합니다.'],
      fix: ['Correct the probe, or the program that does not answer it.', '프로브를 바로잡거나 응답하지 않는 프로그램을 고칩니다.'],
      link: `${kubernetes}/pkg/kubelet/prober/prober.go`,
    }),
  ],
  'container/exit-code': [
    textSignature({
      id: 'crash-loop',
      patterns: [/CrashLoopBackOff|Back-off restarting failed container(?: (?<container>[\w-]{1,63}))?/],
      en: 'A program[ (container {container})] ends again and again; the kubelet waits longer before each restart.',
      ko: '프로그램이 거듭 끝나 kubelet이 간격을 늘려 가며 [{container} ]컨테이너를 다시 시작합니다.',
      look: [
        'Read what it said before it ended: `kubectl logs POD --previous`.',
        '끝나기 전에 남긴 로그를 확인합니다: `kubectl logs POD --previous`.',
      ],
      fix: ['Correct what its log names.', '로그가 가리키는 것을 바로잡습니다.'],
      link: `${kubernetes}/pkg/kubelet/kuberuntime/kuberuntime_manager.go`,
      symptom: true,
    }),
    exitCodeSignature,
  ],
};
