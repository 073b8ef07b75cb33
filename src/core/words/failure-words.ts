import type { FailureAnswer, FailureCode } from '../answer.ts';
import type { Locale } from '../locale.ts';
import { permissionRefused } from './permission-words.ts';

interface Failure {
  readonly title: { readonly [L in Locale]: string };
  /** What went wrong: a sentence. */
  readonly says: { readonly [L in Locale]: (failure: FailureAnswer) => string };
  /** What the person can do now. */
  readonly next: { readonly [L in Locale]: (failure: FailureAnswer) => string };
}

const cluster = {
  en: ({ cluster }: FailureAnswer) => (cluster ? `cluster \`${cluster}\`` : 'the cluster'),
  ko: ({ cluster }: FailureAnswer) => (cluster ? `\`${cluster}\` 클러스터` : '클러스터'),
};
const what = { en: (f: FailureAnswer) => (f.what ? `\`${f.what}\`` : 'that'), ko: (f: FailureAnswer) => (f.what ? `\`${f.what}\`` : '대상') };
const reference = {
  en: (f: FailureAnswer) => (f.reference ? ` Quote \`${f.reference}\` when you report it.` : ''),
  ko: (f: FailureAnswer) => (f.reference ? ` 알릴 때 \`${f.reference}\` 번호를 함께 적어 주십시오.` : ''),
};
const unreachable = { en: 'The cluster could not be reached', ko: '클러스터에 연결하지 못했습니다' };
const refused = { en: 'The cluster did not let me in', ko: '클러스터가 접근을 거절했습니다' };
const slow = { en: 'The cluster did not answer in time', ko: '클러스터가 제때 응답하지 않았습니다' };
const unclear = { en: 'One thing is missing', ko: '빠진 내용이 있습니다' };
const askAgain = { en: () => 'Ask again in a moment.', ko: () => '잠시 뒤에 다시 질문합니다.' };
const certificate = {
  en: (f: FailureAnswer) =>
    `Renew or correct the serving certificate of ${cluster.en(f)}, then ask again. \`kubewhy doctor\` shows what the API server presents.`,
  ko: (f: FailureAnswer) =>
    `${cluster.ko(f)}의 서버 인증서를 갱신하거나 바로잡은 뒤 다시 질문합니다. \`kubewhy doctor\` 명령으로 API 서버가 내미는 인증서를 확인합니다.`,
};

const refusedWord = (locale: Locale, part: 'says' | 'next') => (f: FailureAnswer) => (f.refusal ? permissionRefused(f.refusal, locale)[part] : '');

/** The API server did not let the bot take the place of a person. */
function mayNotAct({ detail }: FailureAnswer): boolean {
  return detail?.includes('cannot impersonate resource') ?? false;
}

const failures: { readonly [C in FailureCode]: Failure } = {
  'not-found': {
    title: { en: 'Not found', ko: '찾지 못했습니다' },
    says: {
      en: (f) => `${capital(what.en(f))} does not exist in ${cluster.en(f)}.`,
      ko: (f) => `${cluster.ko(f)}에 ${what.ko(f)} 이름의 오브젝트가 없습니다.`,
    },
    next: {
      en: () => 'Check the name and the namespace: `list pods in NAMESPACE` shows what is there.',
      ko: () => '이름과 네임스페이스를 확인합니다. `NAMESPACE 파드 목록`이라고 물으면 있는 것을 보여 줍니다.',
    },
  },
  forbidden: {
    title: refused,
    says: {
      en: (f) => `I am not allowed to read ${what.en(f)} in ${cluster.en(f)}.`,
      ko: (f) => `${cluster.ko(f)}에서 ${what.ko(f)} 항목을 읽을 권한이 없습니다.`,
    },
    next: {
      en: (f) =>
        mayNotAct(f)
          ? 'kubewhy may not act as this user there: name the user in `deploy/rbac-impersonate.yaml` and apply it.'
          : "Ask the cluster's administrator to grant this read permission to kubewhy (`deploy/kubernetes.yaml` lists what it needs).",
      ko: (f) =>
        mayNotAct(f)
          ? '이 클러스터에서 kubewhy가 이 사용자로 동작할 권한이 없습니다. `deploy/rbac-impersonate.yaml` 파일에 사용자를 적고 적용합니다.'
          : '클러스터 관리자에게 kubewhy의 읽기 권한을 요청합니다. 필요한 권한은 `deploy/kubernetes.yaml` 파일에 있습니다.',
    },
  },
  unauthorized: {
    title: refused,
    says: {
      en: (f) => `${capital(cluster.en(f))} did not accept my credentials.`,
      ko: (f) => `${cluster.ko(f)}가 인증 정보를 받아들이지 않았습니다.`,
    },
    next: {
      en: () => 'Renew the token or certificate in the kubeconfig that kubewhy uses, then ask again.',
      ko: () => 'kubewhy가 쓰는 kubeconfig의 토큰이나 인증서를 갱신한 뒤 다시 질문합니다.',
    },
  },
  expired: {
    title: slow,
    says: { en: (f) => `A list in ${cluster.en(f)} expired while it was read.`, ko: (f) => `${cluster.ko(f)}의 목록이 읽는 도중 만료되었습니다.` },
    next: askAgain,
  },
  throttled: {
    title: slow,
    says: {
      en: (f) => `The API server of ${cluster.en(f)} asks clients to slow down (429).`,
      ko: (f) => `${cluster.ko(f)}의 API 서버가 요청을 줄이라고 응답했습니다(429).`,
    },
    next: askAgain,
  },
  'server-error': {
    title: { en: 'The API server answered with an error', ko: 'API 서버가 오류로 응답했습니다' },
    says: {
      en: (f) => `The API server of ${cluster.en(f)} failed to answer about ${what.en(f)}.`,
      ko: (f) => `${cluster.ko(f)}의 API 서버가 ${what.ko(f)} 요청에 오류로 응답했습니다.`,
    },
    next: {
      en: () => 'Look at the health of the API server: `kubectl get --raw /readyz?verbose`.',
      ko: () => '`kubectl get --raw /readyz?verbose` 명령으로 API 서버의 상태를 확인합니다.',
    },
  },
  refused: {
    title: unreachable,
    says: {
      en: (f) => `The API server of ${cluster.en(f)} refused the connection: nothing listens there.`,
      ko: (f) => `${cluster.ko(f)}의 API 서버가 연결을 거부했습니다. 그 주소에서 듣고 있는 프로세스가 없습니다.`,
    },
    next: {
      en: () => 'Check that the API server runs and that the address in the kubeconfig is right: `kubectl cluster-info`.',
      ko: () => 'API 서버가 실행 중인지, kubeconfig의 주소가 맞는지 `kubectl cluster-info` 명령으로 확인합니다.',
    },
  },
  'name-not-resolved': {
    title: unreachable,
    says: {
      en: (f) => `The name of the API server of ${cluster.en(f)} could not be resolved.`,
      ko: (f) => `${cluster.ko(f)} API 서버의 이름을 DNS에서 찾지 못했습니다.`,
    },
    next: {
      en: () => 'Check the server address in the kubeconfig and the DNS of the machine that kubewhy runs on.',
      ko: () => 'kubeconfig의 서버 주소와 kubewhy가 실행되는 머신의 DNS 설정을 확인합니다.',
    },
  },
  'x509-expired': {
    title: unreachable,
    says: {
      en: (f) => `The certificate of the API server of ${cluster.en(f)} has expired.`,
      ko: (f) => `${cluster.ko(f)} API 서버의 인증서가 만료되었습니다.`,
    },
    next: certificate,
  },
  'x509-unknown-issuer': {
    title: unreachable,
    says: {
      en: (f) => `The certificate of the API server of ${cluster.en(f)} comes from an issuer that the kubeconfig does not trust.`,
      ko: (f) => `${cluster.ko(f)} API 서버 인증서의 발급자를 kubeconfig가 신뢰하지 않습니다.`,
    },
    next: certificate,
  },
  'x509-wrong-name': {
    title: unreachable,
    says: {
      en: (f) => `The certificate of the API server of ${cluster.en(f)} is not for the name in the kubeconfig.`,
      ko: (f) => `${cluster.ko(f)} API 서버의 인증서가 kubeconfig에 적힌 이름과 다릅니다.`,
    },
    next: certificate,
  },
  timeout: {
    title: slow,
    says: { en: (f) => `${capital(cluster.en(f))} did not answer in time.`, ko: (f) => `${cluster.ko(f)}가 제한 시간 안에 응답하지 않았습니다.` },
    next: {
      en: () => 'Check the network between kubewhy and the API server, then ask again.',
      ko: () => 'kubewhy와 API 서버 사이의 네트워크를 확인한 뒤 다시 질문합니다.',
    },
  },
  cancelled: {
    title: { en: 'Cancelled', ko: '취소되었습니다' },
    says: {
      en: () => 'The question was cancelled before it was answered, because kubewhy was stopping.',
      ko: () => 'kubewhy가 종료되는 중이어서 답하기 전에 질문이 취소되었습니다.',
    },
    next: askAgain,
  },
  'over-budget': {
    title: { en: 'Too much to look at', ko: '확인할 것이 너무 많습니다' },
    says: {
      en: () => 'This question needed more requests than one question may use.',
      ko: () => '질문 하나에 허용된 것보다 많은 요청이 필요했습니다.',
    },
    next: { en: () => 'Ask about one pod, or about one namespace.', ko: () => '파드 하나나 네임스페이스 하나로 좁혀 질문합니다.' },
  },
  'not-served': {
    title: { en: 'Not in this cluster', ko: '이 클러스터에 없는 API입니다' },
    says: {
      en: (f) => `${capital(cluster.en(f))} does not serve the API of ${what.en(f)}.`,
      ko: (f) => `${cluster.ko(f)}가 ${what.ko(f)} API를 제공하지 않습니다.`,
    },
    next: { en: () => 'See what it serves: `kubectl api-resources`.', ko: () => '`kubectl api-resources` 명령으로 제공하는 API를 확인합니다.' },
  },
  'bad-response': {
    title: { en: 'The answer could not be read', ko: '응답을 해석하지 못했습니다' },
    says: {
      en: (f) => `${capital(cluster.en(f))} answered something that is not Kubernetes' API about ${what.en(f)}.`,
      ko: (f) => `${cluster.ko(f)}가 ${what.ko(f)} 요청에 쿠버네티스 API가 아닌 내용으로 응답했습니다.`,
    },
    next: {
      en: () => 'Check that the server address in the kubeconfig is that of an API server, and not of a proxy or a login page.',
      ko: () => 'kubeconfig의 서버 주소가 프록시나 로그인 페이지가 아니라 API 서버인지 확인합니다.',
    },
  },
  'unknown-cluster': {
    title: { en: 'I do not know this cluster', ko: '모르는 클러스터입니다' },
    says: { en: (f) => `There is no cluster ${what.en(f)} in my configuration.`, ko: (f) => `설정에 ${what.ko(f)} 클러스터가 없습니다.` },
    next: { en: () => '`clusters` lists those that I know.', ko: () => '`클러스터 목록`이라고 물으면 아는 클러스터를 보여 줍니다.' },
  },
  'no-cluster': {
    title: { en: 'No cluster is configured', ko: '설정된 클러스터가 없습니다' },
    says: {
      en: () => 'I found neither a kubeconfig nor the service account of a pod.',
      ko: () => 'kubeconfig도, 파드의 서비스어카운트도 찾지 못했습니다.',
    },
    next: {
      en: () => 'Set `KUBECONFIG`, or start with `--demo`. `kubewhy config` shows what is set.',
      ko: () => '`KUBECONFIG` 변수를 설정하거나 `--demo` 옵션으로 시작합니다. `kubewhy config` 명령으로 현재 설정을 확인합니다.',
    },
  },
  'needs-name': {
    title: unclear,
    says: { en: () => 'Which object do you mean? I need its name.', ko: () => '어떤 오브젝트인지 이름이 필요합니다.' },
    next: {
      en: () => 'For example: `why pod-x pending` or `logs deploy/cart -n shop`.',
      ko: () => '예: `pod-x 왜 pending이야?` 또는 `shop의 cart 로그 보여줘`.',
    },
  },
  'needs-namespace': {
    title: unclear,
    says: { en: (f) => `${capital(what.en(f))} exists in more than one namespace.`, ko: (f) => `${what.ko(f)} 이름이 여러 네임스페이스에 있습니다.` },
    next: {
      en: () => 'Say which one: add `-n NAMESPACE` or `in NAMESPACE`.',
      ko: () => '`-n NAMESPACE`를 붙이거나 네임스페이스 이름을 함께 적습니다.',
    },
  },
  'needs-bot': {
    title: { en: 'This needs the bot', ko: '봇이 있어야 하는 기능입니다' },
    says: {
      en: (f) => `${capital(what.en(f))} goes on after the answer, so a single command cannot do it.`,
      ko: (f) => `${what.ko(f)} 기능은 답한 뒤에도 계속 동작하므로 명령 한 번으로는 쓸 수 없습니다.`,
    },
    next: {
      en: () => 'Ask in Slack, or in the chat of `npm start`.',
      ko: () => 'Slack에서, 또는 `npm start` 명령의 대화에서 말합니다.',
    },
  },
  'queue-away': {
    title: { en: 'I cannot take questions right now', ko: '지금은 질문을 받을 수 없습니다' },
    says: {
      en: () => 'My queue cannot be reached, so this question was not taken. Nothing was asked of the cluster.',
      ko: () => '작업 큐에 연결할 수 없어 질문을 받지 못했습니다. 클러스터에는 아무것도 묻지 않았습니다.',
    },
    next: {
      en: () => 'Ask again in a minute. If it stays so, check Redis (`REDIS_URL`) or the data folder: `kubewhy doctor`.',
      ko: () => '1분 뒤에 다시 질문합니다. 계속되면 Redis(`REDIS_URL`)나 데이터 폴더를 `kubewhy doctor` 명령으로 확인합니다.',
    },
  },
  internal: {
    title: { en: 'Something went wrong in kubewhy', ko: 'kubewhy 내부에서 오류가 났습니다' },
    says: {
      en: (f) => `This is a defect of mine, not of your cluster.${reference.en(f)}`,
      ko: (f) => `클러스터가 아니라 kubewhy의 결함입니다.${reference.ko(f)}`,
    },
    next: { en: () => "Ask again; if it happens again, look into kubewhy's log.", ko: () => '다시 질문하고, 반복되면 kubewhy의 로그를 확인합니다.' },
  },
  'not-understood': {
    title: { en: 'I did not understand that', ko: '이해하지 못했습니다' },
    says: {
      en: (f) => (f.what ? `I could not make a question of ${what.en(f)}.` : 'I could not make a question of it.'),
      ko: (f) => (f.what ? `${what.ko(f)} 문장을 질문으로 이해하지 못했습니다.` : '질문으로 이해하지 못했습니다.'),
    },
    next: {
      en: () => 'Try `why pod-x pending`, `list pods in shop`, `logs deploy/cart -n shop`, or `help`.',
      ko: () => '`pod-x 왜 pending이야?`, `shop 파드 목록`, `cart 로그 보여줘`, `도움말`처럼 물어봅니다.',
    },
  },
  'too-long': {
    title: { en: 'That is too long for a question', ko: '질문이 너무 깁니다' },
    says: { en: (f) => `I read questions of up to ${f.detail ?? '3,000'} characters.`, ko: (f) => `질문은 ${f.detail ?? '3,000'}자까지 읽습니다.` },
    next: {
      en: () => 'Ask in one sentence. A long log is best asked about with `explain` and the lines around the error.',
      ko: () => '한 문장으로 질문합니다. 긴 로그는 오류 앞뒤 몇 줄만 `explain`과 함께 보냅니다.',
    },
  },
  'needs-text': {
    title: unclear,
    says: { en: () => 'There is no text to explain.', ko: () => '설명할 텍스트가 없습니다.' },
    next: {
      en: () => 'Put the log lines or the message after `explain`, in a code block if there are several.',
      ko: () => '`설명` 뒤에 로그나 메시지를 붙입니다. 여러 줄이면 코드 블록에 넣습니다.',
    },
  },
  'not-permitted': {
    title: { en: 'You may not ask this', ko: '질문할 권한이 없습니다' },
    says: { en: refusedWord('en', 'says'), ko: refusedWord('ko', 'says') },
    next: { en: refusedWord('en', 'next'), ko: refusedWord('ko', 'next') },
  },
  'no-audit': {
    title: { en: 'There is no audit trail here', ko: '이곳에는 질문 기록이 없습니다' },
    says: {
      en: () => 'The bot keeps who asked what; a command on its own keeps nothing.',
      ko: () => '누가 무엇을 물었는지는 봇이 기록하며, 따로 실행한 명령은 기록하지 않습니다.',
    },
    next: {
      en: () => 'Ask the bot: `audit` in Slack, or read the file of `KUBEWHY_AUDIT`.',
      ko: () => 'Slack에서 봇에게 `감사 로그`라고 묻거나 `KUBEWHY_AUDIT` 파일을 봅니다.',
    },
  },
  'no-logs': {
    title: { en: 'There are no logs', ko: '로그가 없습니다' },
    says: { en: (f) => `${capital(what.en(f))} has no logs that could be read.`, ko: (f) => `${what.ko(f)} 대상에서 읽을 수 있는 로그가 없습니다.` },
    next: {
      en: () => 'A container that never started writes none. Ask `why` about it: the reason is in its events.',
      ko: () => '시작된 적 없는 컨테이너는 로그를 남기지 않습니다. `왜`라고 물으면 이벤트에서 이유를 찾습니다.',
    },
  },
  'no-metrics': {
    title: { en: 'The metrics API does not answer', ko: '메트릭 API가 응답하지 않습니다' },
    says: {
      en: () => 'Use of CPU and memory comes from metrics-server, through `metrics.k8s.io`, and that gave no answer.',
      ko: () => 'CPU와 메모리 사용량은 metrics-server가 `metrics.k8s.io` API로 알려 주는데, 이 API가 응답하지 않습니다.',
    },
    next: {
      en: () => 'Ask `check metrics`. If metrics-server was never installed, install it: https://github.com/kubernetes-sigs/metrics-server',
      ko: () => '`메트릭 점검`이라고 물어봅니다. metrics-server를 설치한 적이 없다면 설치합니다: https://github.com/kubernetes-sigs/metrics-server',
    },
  },
};

export interface FailureWords {
  readonly title: string;
  readonly says: string;
  readonly next: string;
  /** The other side's own words. */
  readonly detail: string | null;
}

/** What went wrong and what to do now. */
export function failureWords(failure: FailureAnswer, locale: Locale): FailureWords {
  const { title, says, next } = failures[failure.code];
  const detail = failure.code === 'too-long' ? null : failure.detail;
  return { title: title[locale], says: says[locale](failure), next: next[locale](failure), detail };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
