import type { Text } from '../locale.ts';
import type { ProbeOutcome } from '../on-call/probe-pod/outcome.ts';
import type { ProbeBar } from '../on-call/probe-pod/probe-answer.ts';

export const running: Text = { en: 'A probe is running', ko: '프로브를 실행하고 있습니다' };
export const usage = {
  title: { en: 'What can be probed', ko: '프로브로 확인할 수 있는 것' },
  says: {
    en: 'A probe is a short-lived pod that runs one fixed check and is deleted. Say what, and the namespace that it runs in.',
    ko: '프로브는 정해진 확인 하나만 하고 삭제되는 파드입니다. 무엇을 어느 네임스페이스에서 확인할지 말합니다.',
  },
  examples: {
    en: [
      '`probe web.shop -n shop`: resolve a name',
      '`probe web.shop:80 -n shop`: connect',
      '`probe http://web.shop/healthz -n shop`: fetch',
      '`probe resolv.conf -n shop`: read it',
    ],
    ko: [
      '`probe web.shop -n shop`: 이름 조회',
      '`probe web.shop:80 -n shop`: 연결',
      '`probe http://web.shop/healthz -n shop`: 가져오기',
      '`probe resolv.conf -n shop`: 파일 읽기',
    ],
  },
} as const;
export const offered = {
  title: { en: 'Run a probe?', ko: '프로브를 실행할까요?' },
  what: { en: 'What would run', ko: '실행할 내용' },
  button: { en: 'Run the probe', ko: '프로브 실행' },
  sure: { en: 'This creates a pod in the cluster and deletes it again.', ko: '클러스터에 파드를 하나 만들고 다시 삭제합니다.' },
} as const;
export const barredTitle: Text = { en: 'No probe was run', ko: '프로브를 실행하지 않았습니다' };
export const barredMay: Text = { en: 'Allowed are', ko: '허용된 것' };
export const barred: { readonly [B in ProbeBar]: Text } = {
  off: { en: 'Probes are off: kubewhy only reads.', ko: '프로브가 꺼져 있습니다. kubewhy는 읽기만 합니다.' },
  channel: { en: 'Probes are not allowed in this channel.', ko: '이 채널에서는 프로브를 실행할 수 없습니다.' },
  cluster: { en: 'Probes are not allowed in this cluster.', ko: '이 클러스터에서는 프로브를 실행할 수 없습니다.' },
  namespace: { en: 'Probes are not allowed in this namespace.', ko: '이 네임스페이스에서는 프로브를 실행할 수 없습니다.' },
  person: { en: 'You may not confirm probes here.', ko: '이곳에서 프로브 실행을 승인할 권한이 없습니다.' },
};
export const barredNext: { readonly [B in ProbeBar]: Text } = {
  off: {
    en: 'Who runs kubewhy can allow them for a cluster and a channel: see `KUBEWHY_PROBES` in the README.',
    ko: 'kubewhy 운영자가 클러스터와 채널별로 허용할 수 있습니다. README의 `KUBEWHY_PROBES` 항목을 확인합니다.',
  },
  channel: {
    en: 'Ask in a channel that `KUBEWHY_PROBES` names, or have this one added.',
    ko: '`KUBEWHY_PROBES` 설정에 있는 채널에서 요청하거나, 이 채널을 추가합니다.',
  },
  cluster: { en: 'Have it added to `KUBEWHY_PROBES`.', ko: '`KUBEWHY_PROBES` 설정에 추가합니다.' },
  namespace: {
    en: 'Name another namespace with `-n`, or have it added to `KUBEWHY_PROBES`.',
    ko: '`-n` 옵션으로 다른 네임스페이스를 지정하거나, `KUBEWHY_PROBES` 설정에 추가합니다.',
  },
  person: { en: 'Ask one of them to press the button.', ko: '아래 사람에게 버튼을 눌러 달라고 요청합니다.' },
};

interface OutcomeWords {
  readonly title: Text;
  readonly says: Text;
  readonly next?: Text;
}
export const outcomes: { readonly [O in ProbeOutcome]: OutcomeWords } = {
  resolved: { title: { en: 'The name resolves', ko: '이름이 해석됩니다' }, says: { en: 'DNS answered.', ko: 'DNS가 응답했습니다.' } },
  'no-such-name': {
    title: { en: 'There is no such name', ko: '그런 이름이 없습니다' },
    says: { en: 'DNS answers, and knows no such name.', ko: 'DNS는 응답하지만 그 이름을 모릅니다.' },
    next: {
      en: 'Check the name and its namespace: from another namespace a Service is `NAME.NAMESPACE`.',
      ko: '이름과 네임스페이스를 확인합니다. 다른 네임스페이스의 서비스는 `NAME.NAMESPACE` 형식입니다.',
    },
  },
  'dns-failing': {
    title: { en: 'DNS cannot answer', ko: 'DNS가 답하지 못합니다' },
    says: {
      en: 'The DNS server was reached and failed to answer (a short name that needs the search list fails so too in busybox).',
      ko: 'DNS 서버에는 닿았지만 답을 얻지 못했습니다(busybox에서는 검색 도메인이 필요한 짧은 이름도 이렇게 실패합니다).',
    },
    next: {
      en: 'Try the full name (`NAME.NAMESPACE.svc.cluster.local`), then `check dns`.',
      ko: '전체 이름(`NAME.NAMESPACE.svc.cluster.local`)으로 다시 해 보고, `check dns`로 확인합니다.',
    },
  },
  'dns-silent': {
    title: { en: 'DNS does not answer', ko: 'DNS가 응답하지 않습니다' },
    says: { en: 'No DNS server answered in time.', ko: '제한 시간 안에 응답한 DNS 서버가 없습니다.' },
    next: {
      en: 'Ask `check dns`, then `check kube-proxy` and the NetworkPolicies of that namespace (egress to port 53).',
      ko: '`check dns`, `check kube-proxy`를 차례로 확인하고, 그 네임스페이스의 NetworkPolicy(53 포트 egress)를 확인합니다.',
    },
  },
  connected: {
    title: { en: 'The connection works', ko: '연결됩니다' },
    says: { en: 'The port accepts connections.', ko: '포트가 연결을 받습니다.' },
  },
  refused: {
    title: { en: 'The connection is refused', ko: '연결이 거부됩니다' },
    says: {
      en: 'The address was reached, and nothing listens on that port (or the Service has no ready endpoint).',
      ko: '주소에는 닿았지만 그 포트에서 받는 것이 없습니다(또는 서비스에 준비된 엔드포인트가 없습니다).',
    },
    next: { en: 'Ask `why service/NAME`: its endpoints, ports and pods.', ko: '`why service/NAME`으로 엔드포인트, 포트, 파드를 확인합니다.' },
  },
  'no-answer': {
    title: { en: 'There is no answer', ko: '응답이 없습니다' },
    says: { en: 'Packets go out and nothing comes back in time.', ko: '패킷을 보냈지만 제한 시간 안에 돌아오는 것이 없습니다.' },
    next: {
      en: 'Ask `trace`: a NetworkPolicy, a firewall, or a pod that is gone drops them.',
      ko: '`trace`로 확인합니다. NetworkPolicy나 방화벽, 이미 없어진 파드가 패킷을 버립니다.',
    },
  },
  'no-route': {
    title: { en: 'There is no way there', ko: '가는 길이 없습니다' },
    says: { en: 'The node knows no way to that address.', ko: '노드에 그 주소로 가는 경로가 없습니다.' },
    next: { en: 'Ask `check network` and `check cni`.', ko: '`check network`와 `check cni`로 확인합니다.' },
  },
  'http-ok': {
    title: { en: 'The page answers', ko: '정상 응답합니다' },
    says: { en: 'The server answered with success.', ko: '서버가 성공으로 응답했습니다.' },
  },
  'http-error': {
    title: { en: 'The server answers with an error', ko: '서버가 오류로 응답합니다' },
    says: {
      en: 'The way there is well: the application itself answered with an error.',
      ko: '가는 길은 정상이고, 애플리케이션이 오류로 응답했습니다.',
    },
    next: { en: 'Look at the logs of the pods behind it.', ko: '그 뒤에 있는 파드의 로그를 확인합니다.' },
  },
  'tls-failed': {
    title: { en: 'TLS fails', ko: 'TLS 연결이 실패합니다' },
    says: {
      en: 'The connection works, TLS does not (busybox checks little of it).',
      ko: '연결은 되지만 TLS가 실패합니다(busybox의 TLS 기능은 제한적입니다).',
    },
  },
  printed: {
    title: { en: 'The resolv.conf of a pod there', ko: '그곳 파드의 resolv.conf' },
    says: { en: 'This is what pods in that namespace use by default.', ko: '그 네임스페이스의 파드가 기본으로 쓰는 설정입니다.' },
  },
  'did-not-run': {
    title: { en: 'The probe did not run', ko: '프로브가 실행되지 못했습니다' },
    says: { en: 'Its pod did not start in time, so nothing can be told.', ko: '파드가 제한 시간 안에 시작되지 않아 아무것도 알 수 없습니다.' },
  },
  unknown: {
    title: { en: 'The probe could not tell', ko: '프로브로 알 수 없었습니다' },
    says: { en: 'Its command ended with words that I do not know.', ko: '명령이 알 수 없는 결과로 끝났습니다.' },
  },
};
