import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration, moment } from '../../core/words/time-words.ts';

const day = 86_400_000;

/** The serving certificate of the API server ends soon; kubeadm issues the others of the control plane on the same day. */
export default defineRule({
  id: 'control-plane/certificate-expiring',
  coverage: ['control-plane/certificate-expiring'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/kubeadm/kubeadm-certs/',
  needs: ['contact'],
  applies: () => true,
  check: ({ contact, ref, now }) => {
    const certificate = contact?.certificate;
    if (!certificate) return [];
    const { validFrom, validTo, subject, issuer } = certificate;
    const left = Date.parse(validTo) - now.getTime();
    const life = Date.parse(validTo) - Date.parse(validFrom);
    // those that are renewed by themselves live for hours or days, and end in less than a month all the time
    if (left > Math.min(30 * day, life / 5)) return [];
    return [
      {
        facts: { validTo, left: Math.round(left / 1000), subject, issuer, server: contact.server },
        proof: [
          { ref, path: 'serving certificate: not after', value: validTo },
          { ref, path: 'serving certificate: subject', value: subject },
        ],
      },
    ];
  },
  says: {
    en: ({ validTo, left }) =>
      left > 0
        ? `The serving certificate of the API server expires in ${duration(left, 'en')}, on ${moment(validTo)}. From then on every client that checks it is locked out: kubectl, kubelets, controllers. Certificates made by kubeadm on the same day end with it.`
        : `The serving certificate of the API server has expired ${duration(-left, 'en')} ago, on ${moment(validTo)}. Clients that check it are locked out.`,
    ko: ({ validTo, left }) =>
      left > 0
        ? `API 서버의 서버 인증서가 ${duration(left, 'ko')} 뒤(${moment(validTo)})에 만료됩니다. 그때부터 인증서를 확인하는 kubectl, kubelet, 컨트롤러가 모두 접속할 수 없습니다. kubeadm이 같은 날 만든 인증서도 함께 만료됩니다.`
        : `API 서버의 서버 인증서가 ${duration(-left, 'ko')} 전(${moment(validTo)})에 만료되었습니다. 인증서를 확인하는 클라이언트가 접속할 수 없습니다.`,
  },
  steps: () => [
    look(
      'On a control-plane node made by kubeadm: the dates of all certificates.',
      'kubeadm으로 만든 컨트롤 플레인 노드에서 모든 인증서의 만료일을 확인합니다.',
      'kubeadm certs check-expiration',
    ),
    look(
      'Without kubeadm: read the file.',
      'kubeadm이 아니면 인증서 파일을 직접 확인합니다.',
      'openssl x509 -in /etc/kubernetes/pki/apiserver.crt -noout -subject -issuer -dates',
    ),
    change(
      'Renew them on each control-plane node, then restart the static pods (move their manifests out of the folder for 20 s and back).',
      '각 컨트롤 플레인 노드에서 갱신하고 스태틱 파드를 다시 시작합니다(매니페스트를 폴더 밖으로 20초 동안 옮겼다가 되돌립니다).',
      ['Copy `/etc/kubernetes` beforehand, and put it back.', '먼저 `/etc/kubernetes` 폴더를 복사해 두었다가 되돌립니다.'],
      'kubeadm certs renew all',
    ),
    change('Hand out the kubeconfigs that were renewed with them (`admin.conf`).', '함께 갱신된 kubeconfig(`admin.conf`)를 다시 배포합니다.', [
      'The old ones work until they expire.',
      '이전 파일도 만료될 때까지는 쓸 수 있습니다.',
    ]),
  ],
});
