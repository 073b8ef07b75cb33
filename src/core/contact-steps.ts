import type { Step } from './rule.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';
import type { ContactFacts } from './words/contact-words.ts';

type Steps = (facts: ContactFacts, context: string) => readonly Step[];

const kubeconfig = (context: string): Step =>
  look(
    'Compare the address in the kubeconfig (usually `~/.kube/config`) with the one in `/etc/kubernetes/admin.conf` of a control-plane node.',
    'kubeconfig(보통 `~/.kube/config`)의 주소를 컨트롤 플레인 노드의 `/etc/kubernetes/admin.conf` 파일에 있는 주소와 비교합니다.',
    sh`kubectl config view --minify --context ${context}`,
  );
const presented = ({ address }: ContactFacts): Step =>
  look(
    'Read the certificate that is presented: subject, issuer, dates and names.',
    '서버가 내미는 인증서의 주체, 발급자, 유효 기간, 이름을 확인합니다.',
    `echo | ${sh`openssl s_client -connect ${address ?? 'HOST:6443'}`} | openssl x509 -noout -subject -issuer -dates -ext subjectAltName`,
  );
const serverRuns: readonly Step[] = [
  look(
    'On a control-plane node: does the API server run, and does etcd under it?',
    '컨트롤 플레인 노드에서 API 서버와 etcd가 실행 중인지 확인합니다.',
    "crictl ps -a --name 'kube-apiserver|etcd'; ss -ltnp | grep -E ':(6443|2379) '; systemctl status kubelet --no-pager",
  ),
  look(
    'Read its last words (installed as a service: `journalctl -u kube-apiserver`).',
    '마지막 로그를 확인합니다(서비스로 설치했다면 `journalctl -u kube-apiserver` 명령을 씁니다).',
    'crictl logs --tail 50 "$(crictl ps -a -q --name kube-apiserver | head -n 1)"',
  ),
];
const mendManifest = change(
  'Correct what the log names in `/etc/kubernetes/manifests/kube-apiserver.yaml` (keep a copy outside of that folder); the kubelet starts it again.',
  '로그가 가리키는 것을 `/etc/kubernetes/manifests/kube-apiserver.yaml` 파일에서 고칩니다(사본은 그 폴더 밖에 둡니다). kubelet이 다시 시작합니다.',
  ['Put the copy back.', '사본을 되돌려 놓습니다.'],
);
const correctServer = (context: string): Step =>
  change(
    'If the address or port is wrong: set the right one for the cluster of this context.',
    '주소나 포트가 틀렸다면 이 컨텍스트의 클러스터에 올바른 값을 설정합니다.',
    ['Set the address from before in the same way.', '같은 명령으로 이전 주소를 다시 설정합니다.'],
    `kubectl config set-cluster "$(${sh`kubectl config view --minify --context ${context} -o ${'jsonpath={.contexts[0].context.cluster}'}`})" --server=https://HOST:6443`,
  );
const newKubeconfig = change(
  'Get the kubeconfig of this cluster anew (from `/etc/kubernetes/admin.conf` or the provider) and give it to kubewhy.',
  '이 클러스터의 kubeconfig를 `/etc/kubernetes/admin.conf` 파일이나 클라우드 제공자에게서 다시 받아 kubewhy에 설정합니다.',
  ['Keep the old file and put it back.', '이전 파일을 보관해 두었다가 되돌립니다.'],
);

const place = ({ refusal }: ContactFacts) => (refusal?.namespace ? ['-n', refusal.namespace] : []);
const asPerson = ({ as }: ContactFacts) => (as ? ['--as', as.user, ...as.groups.flatMap((group) => ['--as-group', group])] : []);

/** Otherwise it is the bot itself that may not: not even act as that person. */
function isPersonRefused({ as, refusal }: ContactFacts): boolean {
  return as !== null && (refusal === null || refusal.user === as.user);
}

function botRefused(facts: ContactFacts, context: string): readonly Step[] {
  const canActAs = facts.as !== null && facts.refusal?.verb === 'impersonate';
  const file = canActAs ? 'deploy/rbac-impersonate.yaml' : 'deploy/rbac.yaml';
  return [
    look('See what this user may do.', '이 사용자에게 허용된 것을 확인합니다.', sh`kubectl auth can-i --list --context ${context} ${place(facts)}`),
    look('`kubewhy doctor` names every read that is missing.', '`kubewhy doctor` 명령으로 부족한 권한을 모두 확인합니다.', 'kubewhy doctor'),
    change(
      canActAs
        ? `Ask an administrator to let it act as people (\`${file}\`): each read is then decided by what that person may do.`
        : `Ask an administrator to grant the reads of \`${file}\` to it: it reads only, and no Secrets.`,
      canActAs
        ? `관리자에게 \`${file}\` 파일의 권한을 요청합니다. 그러면 각 조회를 그 사람의 권한으로 판단합니다.`
        : `관리자에게 \`${file}\` 파일의 읽기 권한을 요청합니다. 읽기만 하며 시크릿은 없습니다.`,
      [`\`kubectl delete -f ${file}\``, `\`kubectl delete -f ${file}\` 명령으로 되돌립니다.`],
      `kubectl apply -f ${file}`,
    ),
  ];
}

/** A role of their own is missing, not one of kubewhy. */
function personRefused(facts: ContactFacts, context: string): readonly Step[] {
  const where = place(facts);
  const user = facts.as?.user ?? '';
  // what is in no namespace, `view` does not show
  const [binding, role] = where.length > 0 ? ['rolebinding', 'view'] : ['clusterrolebinding', 'kubewhy'];
  const name = `${role}-${user.replaceAll(/[^\w.@-]/g, '-')}`;
  const undo = sh`kubectl delete ${binding} ${name} --context ${context} ${where}`;
  return [
    look(
      'See what this person may do (you need the right to impersonate for that).',
      '이 사람에게 허용된 것을 확인합니다(`impersonate` 권한이 있어야 실행할 수 있습니다).',
      sh`kubectl auth can-i --list ${asPerson(facts)} --context ${context} ${where}`,
    ),
    change(
      role === 'view'
        ? 'Ask an administrator of the cluster to let them read it: the role `view` shows everything but Secrets.'
        : 'Ask an administrator of the cluster to let them read it: the role `kubewhy` of `deploy/rbac.yaml` reads only, and no Secrets.',
      role === 'view'
        ? '클러스터 관리자에게 조회 권한을 요청합니다. `view` 롤은 시크릿을 뺀 나머지를 보여 줍니다.'
        : '클러스터 관리자에게 조회 권한을 요청합니다. `deploy/rbac.yaml` 파일의 `kubewhy` 롤은 읽기만 하며 시크릿은 없습니다.',
      [`\`${undo}\``, `\`${undo}\` 명령으로 되돌립니다.`],
      sh`kubectl create ${binding} ${name} --clusterrole ${role} --user ${user} --context ${context} ${where}`,
    ),
  ];
}

const byCode: Readonly<Record<string, Steps>> = {
  refused: (_, context) => [kubeconfig(context), ...serverRuns, mendManifest, correctServer(context)],
  'name-not-resolved': ({ host }, context) => [
    kubeconfig(context),
    look(
      'Ask the DNS of the machine that kubewhy runs on.',
      'kubewhy가 실행되는 머신의 DNS에 그 이름을 물어봅니다.',
      sh`getent hosts ${host ?? 'HOST'}`,
    ),
    correctServer(context),
  ],
  timeout: (facts, context) =>
    facts.connected
      ? [
          look(
            'What does it say of its own health?',
            'API 서버가 알리는 자체 상태를 확인합니다.',
            sh`kubectl get --raw ${'/readyz?verbose'} --request-timeout=30s --context ${context}`,
          ),
          ...serverRuns,
          mendManifest,
        ]
      : [
          kubeconfig(context),
          look(
            'Is the way open? Try from this machine, and from one in the same network as the cluster.',
            '이 머신과 클러스터와 같은 네트워크의 머신에서 각각 연결해 봅니다.',
            sh`nc -vz -w 5 ${facts.host ?? 'HOST'} ${facts.address?.split(':').at(-1) ?? '6443'}`,
          ),
          ...serverRuns.slice(0, 1),
          change(
            'Open the way (firewall or security group, VPN, route), or start the machine.',
            '방화벽이나 보안 그룹, VPN, 라우팅을 열거나 머신을 켭니다.',
            ['Close it again in the same place.', '같은 곳에서 다시 닫습니다.'],
          ),
        ],
  'x509-expired': (facts) => [
    presented(facts),
    look('Is the clock right, here and on the control-plane node?', '이 머신과 컨트롤 플레인 노드의 시계가 맞는지 확인합니다.', 'date -u'),
    look(
      'On a control-plane node made by kubeadm: which certificates have expired?',
      'kubeadm으로 만든 컨트롤 플레인 노드에서 만료된 인증서를 확인합니다.',
      'kubeadm certs check-expiration',
    ),
    change(
      'Renew them, then restart the static pods (move their manifests out of the folder for 20 s and back).',
      '인증서를 갱신하고 스태틱 파드를 다시 시작합니다(매니페스트를 폴더 밖으로 20초 동안 옮겼다가 되돌립니다).',
      ['Copy `/etc/kubernetes/pki` beforehand; put the copy back.', '먼저 `/etc/kubernetes/pki` 폴더를 복사해 두고, 되돌릴 때 사본을 씁니다.'],
      'kubeadm certs renew all',
    ),
  ],
  'x509-unknown-issuer': (facts, context) => [
    presented(facts),
    look(
      'Read the CA that the kubeconfig trusts: it must be the issuer.',
      'kubeconfig가 신뢰하는 CA를 확인합니다. 발급자와 같아야 합니다.',
      `${sh`kubectl config view --minify --raw --context ${context} -o ${'jsonpath={.clusters[0].cluster.certificate-authority-data}'}`} | base64 -d | openssl x509 -noout -subject -dates`,
    ),
    newKubeconfig,
  ],
  'x509-wrong-name': (facts, context) => [
    presented(facts),
    kubeconfig(context),
    correctServer(context),
    change(
      'Or issue a certificate with this name: add it to `certSANs` of the kubeadm configuration, move `apiserver.crt` and `apiserver.key` away, and make them anew.',
      '또는 이 이름이 든 인증서를 발급합니다. kubeadm 설정의 `certSANs` 항목에 추가하고 `apiserver.crt`, `apiserver.key` 파일을 옮긴 뒤 다시 만듭니다.',
      ['Put the two files back.', '두 파일을 되돌려 놓습니다.'],
      'kubeadm init phase certs apiserver --config kubeadm.yaml',
    ),
  ],
  unauthorized: ({ client }, context) => [
    look('Does the server know who this is?', '서버가 누구로 인식하는지 확인합니다.', sh`kubectl auth whoami --context ${context}`),
    ...(client?.kind === 'certificate'
      ? [
          look(
            'Read subject, issuer and dates of the client certificate.',
            '클라이언트 인증서의 주체, 발급자, 유효 기간을 확인합니다.',
            `${sh`kubectl config view --minify --raw --context ${context} -o ${'jsonpath={.users[0].user.client-certificate-data}'}`} | base64 -d | openssl x509 -noout -subject -issuer -dates`,
          ),
          change(
            'Renew it (kubeadm: the command below, on a control-plane node) and give the new kubeconfig to kubewhy.',
            '인증서를 갱신하고(kubeadm이면 컨트롤 플레인 노드에서 아래 명령) 새 kubeconfig를 kubewhy에 설정합니다.',
            ['Keep the old file and put it back.', '이전 파일을 보관해 두었다가 되돌립니다.'],
            'kubeadm certs renew admin.conf',
          ),
        ]
      : [
          change(
            'Make a new token for the service account of kubewhy and put it into the kubeconfig.',
            'kubewhy의 서비스어카운트로 새 토큰을 만들어 kubeconfig에 넣습니다.',
            ['Nothing to undo: a token ends by itself.', '되돌릴 것이 없습니다. 토큰은 기한이 지나면 스스로 무효가 됩니다.'],
            'kubectl create token kubewhy -n kubewhy --duration=24h',
          ),
        ]),
  ],
  forbidden: (facts, context) => (isPersonRefused(facts) ? personRefused(facts, context) : botRefused(facts, context)),
};

/** What a person does about an API server that cannot be asked, by how it fails. */
export function contactSteps(facts: ContactFacts, context: string): readonly Step[] {
  return (byCode[facts.code] ?? (byCode.timeout as Steps))(facts, context);
}
