import type { Text } from '../locale.ts';
import type { ProbeFailure } from '../probe.ts';

interface FailedProbe {
  readonly failure: ProbeFailure | null;
  readonly status: number | null;
  readonly words: string | null;
  readonly timeout: number;
  readonly port: { readonly asked: string | null; readonly declared: readonly string[]; readonly mismatch: string | null };
}

const list = (ports: readonly string[]) => ports.map((port) => `\`${port}\``).join(', ');

/** Why a probe fails: a sentence that begins with a space, or nothing. */
export function probeFailureWords(probe: FailedProbe): Text {
  const cause = causes(probe);
  const { port } = probe;
  if (port.mismatch !== 'number' || probe.failure === 'status') return cause;
  return {
    en: `${cause.en} The container declares ${list(port.declared)}, not \`${port.asked}\`: the probe probably asks the wrong port.`,
    ko: `${cause.ko} 컨테이너가 선언한 포트는 ${list(port.declared)}이고 \`${port.asked}\` 포트는 없습니다. 프로브의 포트가 틀린 듯합니다.`,
  };
}

function causes({ failure, status, words, timeout, port }: FailedProbe): Text {
  const asked = port.asked ? ` \`${port.asked}\`` : '';
  switch (failure) {
    case 'port-unknown':
      return port.declared.length > 0
        ? {
            en: ` No port of the container is called${asked}; it has ${list(port.declared)}.`,
            ko: ` 컨테이너에${asked} 이름의 포트가 없습니다. 있는 포트는 ${list(port.declared)}입니다.`,
          }
        : {
            en: ` No port of the container is called${asked}; it declares none.`,
            ko: ` 컨테이너에${asked} 이름의 포트가 없습니다. 선언된 포트가 하나도 없습니다.`,
          };
    case 'refused':
      return { en: ` Nothing listens on port${asked}.`, ko: `${asked} 포트를 듣고 있는 프로세스가 없습니다.` };
    case 'timeout':
      return {
        en: ` It got no answer within ${timeout}s: the process is busy, short of CPU, blocked, or the limit is too tight.`,
        ko: ` ${timeout}초 안에 응답이 없었습니다. 프로세스가 바쁘거나 CPU가 모자라거나 멈췄거나, 제한 시간이 너무 짧습니다.`,
      };
    case 'status':
      return statusWords(status, words);
    case 'command-missing':
      return { en: ' The command of the probe does not exist in the image.', ko: ' 프로브의 명령이 이미지에 없습니다.' };
    case 'command-failed':
      return words
        ? { en: ` Its command failed and said: \`${words}\``, ko: ` 프로브의 명령이 실패했습니다. 출력: \`${words}\`` }
        : { en: ' Its command failed and said nothing.', ko: ' 프로브의 명령이 아무 출력 없이 실패했습니다.' };
    case 'tls':
      return {
        en: ' The scheme is wrong: one side speaks TLS and the other does not, or its certificate is refused.',
        ko: ' 스킴이 맞지 않습니다. 한쪽만 TLS를 쓰거나 인증서가 거부되었습니다.',
      };
    case 'no-route':
      return { en: ' The node has no route to the pod.', ko: ' 노드에서 파드까지 가는 경로가 없습니다.' };
    default:
      return words ? { en: ` The kubelet says: \`${words}\``, ko: ` kubelet의 메시지: \`${words}\`` } : { en: '', ko: '' };
  }
}

function statusWords(status: number | null, words: string | null): Text {
  if (status === null) return { en: ` It answered: \`${words}\``, ko: ` 응답: \`${words}\`` };
  if (status === 404) return { en: ' It answers 404: there is no such path.', ko: ' 404 응답이 옵니다. 그런 경로가 없습니다.' };
  if (status === 401 || status === 403)
    return { en: ` It answers ${status}: the path wants a login.`, ko: ` ${status} 응답이 옵니다. 인증이 필요한 경로입니다.` };
  if (status >= 500)
    return {
      en: ` It answers ${status}: the program itself says that it is not well.`,
      ko: ` ${status} 응답이 옵니다. 프로그램 스스로 정상이 아니라고 답합니다.`,
    };
  return { en: ` It answers ${status}.`, ko: ` ${status} 응답이 옵니다.` };
}

/** What to change about a probe that fails so. */
export function probeRemedy(failure: ProbeFailure | null): Text {
  switch (failure) {
    case 'status':
      return {
        en: 'Correct the path of the probe, or mend what makes the program answer so.',
        ko: '프로브의 경로를 바로잡거나 그렇게 응답하는 원인을 고칩니다.',
      };
    case 'port-unknown':
      return {
        en: 'Give the port that name in `ports`, or write its number into the probe.',
        ko: '`ports`의 포트에 그 이름을 붙이거나 프로브에 포트 번호를 적습니다.',
      };
    case 'refused':
      return {
        en: 'Let the probe ask the port that the program listens on (on all addresses, not only on localhost).',
        ko: '프로그램이 실제로 여는 포트를 프로브에 적습니다. localhost만이 아니라 모든 주소에서 열어야 합니다.',
      };
    case 'timeout':
      return {
        en: 'Raise `timeoutSeconds`, or the CPU limit; let the probe ask something cheap.',
        ko: '`timeoutSeconds`나 CPU 한도를 늘리고, 프로브가 가벼운 것을 확인하게 합니다.',
      };
    case 'command-missing':
      return {
        en: 'Use a command that the image has, or an `httpGet` or `tcpSocket` probe.',
        ko: '이미지에 있는 명령이나 `httpGet`, `tcpSocket` 프로브를 씁니다.',
      };
    case 'tls':
      return { en: 'Set `scheme: HTTPS` (or `HTTP`) as the port demands.', ko: '포트에 맞게 `scheme: HTTPS`(또는 `HTTP`)를 정합니다.' };
    default:
      return { en: 'Correct the probe, or what it finds.', ko: '프로브나 프로브가 찾아낸 문제를 바로잡습니다.' };
  }
}
