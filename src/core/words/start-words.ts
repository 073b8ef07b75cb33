import type { Text } from '../locale.ts';
import type { StartProblem } from '../start-failure.ts';

interface StartFacts {
  readonly image: string;
  readonly problem: StartProblem;
  readonly named: string | null;
  readonly words: string;
  readonly oneWord: boolean;
  readonly ofImage: boolean;
  readonly mountedOver: string | null;
  readonly volume: string | null;
  readonly user: number | null;
  readonly memory: string | null;
}

const shells = /^(\/usr)?(\/bin\/)?(bash|sh|ash|zsh|dash)$/;

/** Why a container cannot start: in English the end of a sentence, and one more where something stands out; in Korean sentences. */
export function startProblemWords(facts: StartFacts): Text {
  const { image, named, words, user, memory } = facts;
  const name = named ? ` \`${named}\`` : '';
  switch (facts.problem) {
    case 'command-missing':
      return {
        en: `its command${name} does not exist in image \`${image}\`.${missingMore(facts).en}`,
        ko: `\`${image}\` 이미지에${name} 명령이 없습니다.${missingMore(facts).ko}`,
      };
    case 'not-executable':
      return {
        en: `\`${named}\` is not an executable file: it is without the \`x\` permission, is a directory, or lies on a volume mounted \`noexec\` (\`${words}\`).`,
        ko: `\`${named}\` 파일을 실행할 수 없습니다. 실행 권한(\`x\`)이 없거나 디렉터리이거나 \`noexec\` 옵션으로 마운트된 볼륨에 있습니다(\`${words}\`).`,
      };
    case 'working-directory':
      return {
        en: `its working directory${name} cannot be entered (\`${words}\`).`,
        ko: `작업 디렉터리${name ? `${name} 경로` : ''}에 들어갈 수 없습니다(\`${words}\`).`,
      };
    case 'no-command':
      return {
        en: `neither the manifest nor image \`${image}\` says which command to run.`,
        ko: `매니페스트에도 \`${image}\` 이미지에도 실행할 명령이 없습니다.`,
      };
    case 'user-unknown':
      return { en: `image \`${image}\` has no user${name} (\`${words}\`).`, ko: `\`${image}\` 이미지에${name} 사용자가 없습니다(\`${words}\`).` };
    case 'root-refused':
      return user === 0
        ? {
            en: '`runAsNonRoot` is set, and so is `runAsUser: 0`: the two contradict each other, and the kubelet refuses.',
            ko: '`runAsNonRoot` 설정과 `runAsUser: 0` 설정이 서로 모순되어 kubelet이 거부합니다.',
          }
        : {
            en: `\`runAsNonRoot\` is set, but image \`${image}\` runs as root, so the kubelet refuses it.`,
            ko: `\`runAsNonRoot\` 설정이 있는데 \`${image}\` 이미지는 root로 실행되어 kubelet이 거부합니다.`,
          };
    case 'user-not-numeric':
      return {
        en: `\`runAsNonRoot\` is set, and image \`${image}\` names its user \`${named}\` instead of giving a number, so the kubelet cannot tell that it is not root.`,
        ko: `\`runAsNonRoot\` 설정이 있는데 \`${image}\` 이미지의 사용자가 번호가 아니라 이름(\`${named}\`)이라서 kubelet이 root가 아닌지 확인할 수 없습니다.`,
      };
    case 'mount':
      return {
        en: `a volume cannot be mounted at${name}: a directory is put over a file, or a file over a directory (\`${words}\`).`,
        ko: `볼륨을${name} 경로에 마운트할 수 없습니다. 파일 위에 디렉터리를, 또는 디렉터리 위에 파일을 얹으려 한 것입니다(\`${words}\`).`,
      };
    case 'memory':
      return {
        en: `its memory limit${memory ? ` of \`${memory}\`` : ''} is too low even for the start.`,
        ko: `메모리 한도${memory ? ` \`${memory}\` 값이` : '가'} 너무 낮아 시작조차 할 수 없습니다.`,
      };
    default:
      return { en: `\`${words}\`.`, ko: `메시지: \`${words}\`.` };
  }
}

function missingMore({ oneWord, mountedOver, volume, ofImage }: StartFacts): Text {
  if (oneWord)
    return {
      en: ' The whole command line was written as one word: each argument must be an item of its own.',
      ko: ' 명령줄 전체가 한 항목으로 적혀 있습니다. 인자마다 따로 적어야 합니다.',
    };
  if (mountedOver)
    return {
      en: ` Volume \`${volume}\`, mounted at \`${mountedOver}\`, hides what the image has there.`,
      ko: ` \`${mountedOver}\` 경로에 마운트된 \`${volume}\` 볼륨이 이미지의 파일을 가립니다.`,
    };
  if (ofImage)
    return { en: ' It is the command of the image itself, or the first of `args`.', ko: ' 이미지 자체의 명령이거나 `args` 항목의 첫 값입니다.' };
  return { en: '', ko: '' };
}

/** What to change. */
export function startRemedies({ problem, named, oneWord, mountedOver, image }: Omit<StartFacts, 'workload'>): Text {
  if (oneWord) return { en: 'Split it: `command: ["sleep", "3600"]`.', ko: '`command: ["sleep", "3600"]` 형식으로 나누어 적습니다.' };
  if (mountedOver && (problem === 'command-missing' || problem === 'not-executable'))
    return {
      en: `Mount the volume elsewhere than \`${mountedOver}\`, or correct the file (for a ConfigMap: \`defaultMode: 0755\`).`,
      ko: `볼륨을 \`${mountedOver}\` 말고 다른 경로에 마운트하거나 파일을 바로잡습니다(컨피그맵이면 \`defaultMode: 0755\`).`,
    };
  switch (problem) {
    case 'command-missing':
      return shells.test(named ?? '')
        ? {
            en: `Use a shell that \`${image}\` has (\`sh\`, if any), or run the program without a shell.`,
            ko: `\`${image}\` 이미지에 있는 셸(있다면 \`sh\`)을 쓰거나 셸 없이 프로그램을 바로 실행합니다.`,
          }
        : {
            en: 'Correct `command` (it replaces the `Entrypoint` of the image; `args` replaces `Cmd`), or use an image that has the file.',
            ko: '`command` 값을 바로잡거나(이미지의 `Entrypoint` 설정을 대신하며, `args` 항목은 `Cmd` 설정을 대신합니다) 그 파일이 있는 이미지를 씁니다.',
          };
    case 'not-executable':
      return {
        en: 'Give the file the `x` permission in the image (`RUN chmod +x …`), or name the right file.',
        ko: '이미지에서 파일에 실행 권한을 주거나(`RUN chmod +x …`) 올바른 파일을 지정합니다.',
      };
    case 'working-directory':
      return {
        en: 'Correct `workingDir`, or give the user the right to enter it.',
        ko: '`workingDir` 값을 고치거나 사용자가 들어갈 수 있게 권한을 줍니다.',
      };
    case 'no-command':
      return { en: 'Set `command`, or build the image with an `ENTRYPOINT`.', ko: '`command` 값을 적거나 이미지에 `ENTRYPOINT` 설정을 넣습니다.' };
    case 'user-unknown':
      return {
        en: 'Use a numeric `runAsUser`, or add the user to the image.',
        ko: '`runAsUser` 값을 번호로 적거나 이미지에 사용자를 추가합니다.',
      };
    case 'root-refused':
    case 'user-not-numeric':
      return {
        en: 'Set `securityContext.runAsUser` to a number other than 0 that may read what the program needs, or build the image with a numeric `USER`.',
        ko: '프로그램에 필요한 파일을 읽을 수 있는 0이 아닌 번호를 `securityContext.runAsUser` 값으로 적거나, 이미지의 `USER` 값을 번호로 적어 다시 빌드합니다.',
      };
    case 'mount':
      return {
        en: 'To mount a single file, name it in `subPath`; to mount a directory, choose a path that is not a file of the image.',
        ko: '파일 하나를 마운트하려면 `subPath` 값에 그 파일을 적고, 디렉터리를 마운트하려면 이미지의 파일이 아닌 경로를 고릅니다.',
      };
    case 'memory':
      return { en: 'Raise `resources.limits.memory`.', ko: '`resources.limits.memory` 값을 늘립니다.' };
    default:
      return { en: 'Correct in the template what the words name.', ko: '메시지가 가리키는 것을 템플릿에서 바로잡습니다.' };
  }
}
