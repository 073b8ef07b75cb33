import type { Text } from '../locale.ts';
import { names } from './names.ts';
import { quoted } from './quoted.ts';
import { moment } from './time-words.ts';

/** What is known of a meeting with an API server that did not come about, as a rule's facts hold it. */
export type ContactFacts = {
  readonly code: string;
  /** `10.0.0.1:6443`; null: not known. */
  readonly address: string | null;
  readonly host: string | null;
  readonly what: string;
  readonly message: string;
  readonly alive: boolean;
  readonly connected: boolean | null;
  readonly certificate: {
    readonly subject: string;
    readonly issuer: string;
    readonly validFrom: string;
    readonly validTo: string;
    readonly names: readonly string[];
    readonly early: boolean;
  } | null;
  readonly client: { readonly kind: string; readonly name: string | null; readonly validTo: string | null; readonly expired: boolean } | null;
  /** The person of the cluster's own RBAC as whom it was asked. */
  readonly as: { readonly user: string; readonly groups: readonly string[] } | null;
  /** Whom the server takes us for, and what it does not let them do. */
  readonly refusal: {
    readonly user: string;
    readonly verb: string | null;
    readonly resource: string | null;
    readonly namespace: string | null;
    readonly anonymous: boolean;
  } | null;
};

type Says = (facts: ContactFacts, cluster: string) => Text;

const at = ({ address }: ContactFacts): Text => ({ en: address ? ` at \`${address}\`` : '', ko: address ? `\`${address}\` 주소에서 ` : '' });
const notHarmed: Text = {
  en: 'The cluster itself is not affected: only clients with these credentials are.',
  ko: '클러스터 자체에는 문제가 없고, 이 인증 정보를 쓰는 클라이언트만 영향을 받습니다.',
};
const podsGoOn: Text = {
  en: 'Pods that run keep running, but nothing can be started, changed or read until it is back.',
  ko: '실행 중인 파드는 계속 동작하지만, 복구될 때까지 새로 시작하거나 바꾸거나 조회할 수 없습니다.',
};

const words: Readonly<Record<string, Says>> = {
  refused: (facts, cluster) => ({
    en: `The API server of cluster \`${cluster}\` refuses the connection: nothing listens${at(facts).en}. Either it is not running, or the address or port in the kubeconfig is not its own. ${podsGoOn.en}`,
    ko: `\`${cluster}\` 클러스터의 API 서버가 연결을 거부합니다. ${at(facts).ko}듣고 있는 프로세스가 없습니다. API 서버가 멈췄거나 kubeconfig의 주소나 포트가 틀렸습니다. ${podsGoOn.ko}`,
  }),
  'name-not-resolved': ({ host }, cluster) => ({
    en: `The name${host ? ` \`${host}\`` : ''} of the API server of cluster \`${cluster}\` cannot be resolved. The address in the kubeconfig is wrong, or the DNS of the machine that kubewhy runs on does not know it (a VPN that is down?). This says nothing about the cluster.`,
    ko: `\`${cluster}\` 클러스터 API 서버의 ${host ? `\`${host}\` ` : ''}이름을 DNS에서 찾지 못합니다. kubeconfig의 주소가 틀렸거나, kubewhy가 실행되는 머신의 DNS가 그 이름을 모릅니다(VPN 연결 등). 클러스터의 상태는 이것만으로 알 수 없습니다.`,
  }),
  timeout: (facts, cluster) => {
    if (facts.alive) {
      return {
        en: `The API server of cluster \`${cluster}\` answers, but not \`${quoted(facts.what)}\` in time: it is overloaded, or it waits for etcd.`,
        ko: `\`${cluster}\` 클러스터의 API 서버가 살아 있지만 \`${quoted(facts.what)}\` 요청에 제때 응답하지 못합니다. 과부하 상태이거나 etcd를 기다리고 있습니다.`,
      };
    }
    if (facts.connected) {
      return {
        en: `The API server of cluster \`${cluster}\` accepts the connection${at(facts).en}, but answers nothing in time: it hangs, is overloaded, or something before it (a load balancer) has no server behind it.`,
        ko: `\`${cluster}\` 클러스터의 API 서버가 ${at(facts).ko}연결은 받지만 제한 시간 안에 응답하지 않습니다. 멈췄거나 과부하 상태이거나, 앞단의 로드 밸런서 뒤에 서버가 없습니다.`,
      };
    }
    return {
      en: `Nothing answers${at(facts).en}: the connection to the API server of cluster \`${cluster}\` times out. Unlike a refusal this means that packets get lost: the machine is off, the address is wrong, or a firewall, VPN or route is in the way.`,
      ko: `${at(facts).ko}응답이 없어 \`${cluster}\` 클러스터의 API 서버에 연결하는 시간이 초과됩니다. 거부와 달리 패킷이 사라진다는 뜻으로, 머신이 꺼졌거나 주소가 틀렸거나 방화벽, VPN, 라우팅이 막고 있습니다.`,
    };
  },
  'x509-expired': ({ certificate }, cluster) =>
    certificate?.early
      ? {
          en: `The certificate of the API server of cluster \`${cluster}\` is not valid yet: it is valid from ${moment(certificate.validFrom)}. A clock is wrong, here or where it was issued.`,
          ko: `\`${cluster}\` 클러스터 API 서버의 인증서가 아직 유효하지 않습니다. 유효 기간이 ${moment(certificate.validFrom)} 시각부터입니다. 이 머신이나 발급한 머신의 시계가 틀렸습니다.`,
        }
      : {
          en: `The certificate of the API server of cluster \`${cluster}\` has expired${certificate ? ` on ${moment(certificate.validTo)}` : ''}. Every client that checks it is locked out, kubelets and controllers too, while pods that run keep running.`,
          ko: `\`${cluster}\` 클러스터 API 서버의 인증서가 ${certificate ? `${moment(certificate.validTo)}에 ` : ''}만료되었습니다. 실행 중인 파드는 계속 동작하지만, 인증서를 확인하는 클라이언트는 kubelet과 컨트롤러까지 모두 접속할 수 없습니다.`,
        },
  'x509-unknown-issuer': ({ certificate }, cluster) => ({
    en: `The certificate of the API server of cluster \`${cluster}\` comes from an issuer${certificate ? ` (\`${quoted(certificate.issuer)}\`)` : ''} that the CA in the kubeconfig did not sign. The kubeconfig is of another or an earlier cluster, or a proxy stands between. ${notHarmed.en}`,
    ko: `\`${cluster}\` 클러스터 API 서버 인증서의 발급자${certificate ? `(\`${quoted(certificate.issuer)}\`)` : ''}가 kubeconfig의 CA와 다릅니다. kubeconfig가 다른 클러스터나 재설치 전 클러스터의 것이거나, 중간에 프록시가 있습니다. ${notHarmed.ko}`,
  }),
  'x509-wrong-name': ({ certificate, host }, cluster) => ({
    en: `The certificate of the API server of cluster \`${cluster}\` is not for ${host ? `\`${host}\`` : 'the name in the kubeconfig'}${certificate ? `: it names ${names(certificate.names.map((name) => quoted(name)))}` : ''}. The kubeconfig uses an address that the certificate was not issued for. ${notHarmed.en}`,
    ko: `\`${cluster}\` 클러스터 API 서버의 인증서에 ${host ? `\`${host}\` 주소가` : 'kubeconfig의 주소가'} 없습니다.${certificate ? ` 인증서에 적힌 이름은 ${names(certificate.names.map((name) => quoted(name)))}입니다.` : ''} kubeconfig가 인증서에 없는 주소를 쓰고 있습니다. ${notHarmed.ko}`,
  }),
  unauthorized: (facts, cluster) => unauthorized(facts, cluster),
  forbidden: ({ refusal, message }, cluster) => {
    if (!refusal) {
      return {
        en: `The API server of cluster \`${cluster}\` answers, but forbids the read: \`${quoted(message)}\`. ${notHarmed.en}`,
        ko: `\`${cluster}\` 클러스터의 API 서버가 응답하지만 조회를 금지합니다: \`${quoted(message)}\`. ${notHarmed.ko}`,
      };
    }
    const { user, verb, resource, namespace, anonymous } = refusal;
    const place = { en: namespace ? ` in namespace \`${namespace}\`` : '', ko: namespace ? `\`${namespace}\` 네임스페이스에서 ` : '' };
    const who = anonymous
      ? {
          en: ' It takes kubewhy for nobody in particular: no credentials were sent, or they were not understood.',
          ko: ' 인증 정보를 보내지 않았거나 해석되지 않아 익명 사용자로 처리되었습니다.',
        }
      : { en: '', ko: '' };
    return {
      en: `The API server of cluster \`${cluster}\` answers, but user \`${quoted(user)}\` may not ${verb ?? 'read'} \`${quoted(resource ?? 'that')}\`${place.en}: a role is missing (403).${who.en} ${notHarmed.en}`,
      ko: `\`${cluster}\` 클러스터의 API 서버가 응답하지만, \`${quoted(user)}\` 사용자에게 ${place.ko}\`${quoted(resource ?? '대상')}\` 리소스를 조회할 권한이 없습니다(403). 롤이 부족합니다.${who.ko} ${notHarmed.ko}`,
    };
  },
};

function unauthorized({ client, what, message }: ContactFacts, cluster: string): Text {
  if (what.startsWith('credentials of ')) {
    return {
      en: `There are no credentials for cluster \`${cluster}\`: \`${quoted(message)}\`. The API server was not asked. ${notHarmed.en}`,
      ko: `\`${cluster}\` 클러스터의 인증 정보를 만들지 못했습니다: \`${quoted(message)}\`. API 서버에는 묻지 않았습니다. ${notHarmed.ko}`,
    };
  }
  const first: Text = {
    en: `The API server of cluster \`${cluster}\` answers, but does not accept the credentials (401)`,
    ko: `\`${cluster}\` 클러스터의 API 서버가 응답하지만 인증 정보를 받아들이지 않습니다(401).`,
  };
  const own = client?.name ? ` (\`${quoted(client.name)}\`)` : '';
  const thing = client?.kind === 'certificate' ? { en: 'client certificate', ko: '클라이언트 인증서' } : { en: 'token', ko: '토큰' };
  if (client?.expired && client.validTo) {
    return {
      en: `${first.en}: the ${thing.en} in the kubeconfig${own} has expired on ${moment(client.validTo)}. ${notHarmed.en}`,
      ko: `${first.ko} kubeconfig에 든 ${thing.ko}${own}의 유효 기간이 ${moment(client.validTo)}에 끝났습니다. ${notHarmed.ko}`,
    };
  }
  if (client?.kind === 'none') {
    return {
      en: `${first.en}: the kubeconfig holds none for it. ${notHarmed.en}`,
      ko: `${first.ko} kubeconfig에 이 클러스터의 인증 정보가 없습니다. ${notHarmed.ko}`,
    };
  }
  const kind = client?.kind === 'password' ? { en: 'user name and password', ko: '사용자 이름과 비밀번호' } : thing;
  return {
    en: `${first.en}: the ${kind.en} in the kubeconfig${own} is wrong, was revoked, or belongs to another cluster. ${notHarmed.en}`,
    ko: `${first.ko} kubeconfig에 든 ${kind.ko}${own} 정보가 틀렸거나 폐기되었거나 다른 클러스터의 것입니다. ${notHarmed.ko}`,
  };
}

/** Why an API server cannot be asked: the cause, what it means for the client and for the cluster. */
export function contactWords(facts: ContactFacts, cluster: string): Text {
  return (words[facts.code] ?? (words.timeout as Says))(facts, cluster);
}
