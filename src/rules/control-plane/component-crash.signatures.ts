import type { LogSignature } from '../../core/log-signature.ts';

const re = (parts: TemplateStringsArray, ...values: readonly string[]) => new RegExp(String.raw(parts, ...values));
const path = String.raw`(?<path>/[\w.@/-]{1,250})`;
const apiserver = 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver';
const flags = 'https://github.com/spf13/pflag/blob/v1.0.9/errors.go';
const command = 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/component-base/cli/run.go';

const manifest = {
  en: 'Read the command line in the manifest, and what the release notes say of its flags.',
  ko: '매니페스트의 명령줄과 릴리스 노트의 플래그 설명을 확인합니다.',
};
const certificates = { en: 'Read dates and issuer of the certificates.', ko: '인증서의 유효 기간과 발급자를 확인합니다.' };

/** Why components of the control plane end, as they say it themselves. On one line the first that fits counts. */
export const componentSignatures: readonly LogSignature[] = [
  {
    id: 'unknown-flag',
    patterns: [re`unknown (?:shorthand )?flag: (?<flag>[^\s"]{1,100})`, re`flag provided but not defined: (?<flag>-{1,2}[\w-]{1,100})`],
    says: {
      en: (who, { flag }) => `${who} does not know the flag \`${flag}\`: it is misspelt, or this version has dropped it.`,
      ko: (who, { flag }) => `${who}가 \`${flag}\` 플래그를 모릅니다. 철자가 틀렸거나 이 버전에서 없어진 플래그입니다.`,
    },
    look: manifest,
    fix: { en: 'Correct or remove the flag in the manifest.', ko: '매니페스트에서 플래그를 고치거나 뺍니다.' },
    link: flags,
  },
  {
    id: 'flag-value',
    patterns: [
      re`invalid argument "(?<value>[^"]{0,160})" for "(?:-\w, )?(?<flag>--[\w-]{1,100})" flag`,
      re`invalid audit \w{1,10} mode (?<value>[\w-]{1,40}), allowed modes`,
      re`"?(?<value>[\w-]{1,100})"? is not in the list of known controllers`,
      re`flag needs an argument: (?<flag>--[\w-]{1,100})`,
    ],
    says: {
      en: (who, { value, flag }) =>
        `${who} does not accept ${value ? `the value \`${value}\`` : 'an empty value'}${flag ? ` of the flag \`${flag}\`` : ''}.`,
      ko: (who, { value, flag }) => `${who}가 ${flag ? `\`${flag}\` 플래그의 ` : ''}${value ? `\`${value}\` 값을` : '빈 값을'} 받아들이지 않습니다.`,
    },
    look: manifest,
    fix: { en: 'Correct the value in the manifest.', ko: '매니페스트에서 값을 고칩니다.' },
    link: flags,
  },
  {
    id: 'feature-gate',
    patterns: [re`unrecognized feature gate: (?<gate>[\w-]{1,100})`, re`cannot set feature gate (?<gate>[\w-]{1,100}) to \w{4,5}`],
    says: {
      en: (who, { gate }) => `${who} has no feature gate \`${gate}\` (any more): gates go away some versions after they became stable.`,
      ko: (who, { gate }) => `${who}에 \`${gate}\` 기능 게이트가 없거나 더는 바꿀 수 없습니다. 기능이 안정되고 몇 버전이 지나면 게이트가 없어집니다.`,
    },
    look: manifest,
    fix: { en: 'Take the gate out of `--feature-gates` in the manifest.', ko: '매니페스트의 `--feature-gates` 항목에서 그 게이트를 뺍니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/component-base/featuregate/feature_gate.go#L329',
  },
  {
    id: 'admission-plugin',
    patterns: [
      re`(?:enable|disable)-admission-plugins plugin "(?<plugin>[^"]{1,100})" is unknown`,
      re`unknown admission plugin: (?<plugin>\w{1,100})`,
    ],
    says: {
      en: (who, { plugin }) => `${who} has no admission plugin \`${plugin}\`: it is misspelt, or was removed (\`PodSecurityPolicy\` in 1.25).`,
      ko: (who, { plugin }) =>
        `${who}에 \`${plugin}\` 어드미션 플러그인이 없습니다. 철자가 틀렸거나 없어진 플러그인입니다(\`PodSecurityPolicy\` 플러그인은 1.25에서 없어짐).`,
    },
    look: manifest,
    fix: {
      en: 'Correct `--enable-admission-plugins` in the manifest.',
      ko: '매니페스트의 `--enable-admission-plugins` 항목을 고칩니다.',
    },
    link: `${apiserver}/pkg/server/options/admission.go#L192`,
  },
  {
    id: 'file-missing',
    patterns: [re`(?:open|stat|lstat|read) ${path}: no such file or directory`, re`(?:open|stat) ${path}: not a directory`],
    says: {
      en: (who, { path }) => `${who} does not find the file \`${path}\`.`,
      ko: (who, { path }) => `${who}가 \`${path}\` 파일을 찾지 못합니다.`,
    },
    look: {
      en: 'On the control-plane node: is the file there, and do `volumes` and `volumeMounts` of the manifest bring it to this path?',
      ko: '컨트롤 플레인 노드에 파일이 있는지, 매니페스트의 `volumes`, `volumeMounts` 항목이 이 경로로 마운트하는지 확인합니다.',
    },
    fix: { en: 'Correct the path of the flag or of the volume in the manifest.', ko: '매니페스트에서 플래그나 볼륨의 경로를 고칩니다.' },
    link: command,
  },
  {
    id: 'file-not-permitted',
    patterns: [re`(?:open|stat|mkdir|unlink) ${path}: (?:permission denied|read-only file system)`],
    says: {
      en: (who, { path }) => `${who} may not read or write \`${path}\`.`,
      ko: (who, { path }) => `${who}에 \`${path}\` 경로를 읽거나 쓸 권한이 없습니다.`,
    },
    look: {
      en: 'Look at owner and mode of the file, and at `readOnly` of its mount.',
      ko: '파일의 소유자와 권한, 마운트의 `readOnly` 설정을 확인합니다.',
    },
    fix: { en: 'Correct the mode, or the mount in the manifest.', ko: '파일 권한이나 매니페스트의 마운트를 고칩니다.' },
    link: command,
  },
  {
    id: 'file-is-folder',
    patterns: [re`read ${path}: is a directory`],
    says: {
      en: (who, { path }) => `${who} finds a folder where it needs the file \`${path}\`: a mount of a path that did not exist makes one.`,
      ko: (who, { path }) => `${who}에 \`${path}\` 파일이 필요한데 그 자리에 폴더가 있습니다. 없는 경로를 마운트하면 폴더가 만들어집니다.`,
    },
    look: {
      en: 'Compare `hostPath` of the volume with the file on the control-plane node.',
      ko: '볼륨의 `hostPath` 경로를 컨트롤 플레인 노드의 파일과 비교합니다.',
    },
    fix: {
      en: 'Correct the path in the manifest, and remove the empty folder.',
      ko: '매니페스트의 경로를 고치고 빈 폴더를 지웁니다.',
    },
    link: command,
  },
  {
    id: 'certificate-expired',
    patterns: [re`certificate has expired or is not yet valid`],
    says: {
      en: (who) => `${who} meets a certificate that has expired, its own or that of the API server or etcd.`,
      ko: (who) => `${who}가 쓰는 인증서(자신, API 서버 또는 etcd의 것)가 만료되었습니다.`,
    },
    look: certificates,
    fix: {
      en: 'Renew them: `kubeadm certs renew all`, then restart the static pods.',
      ko: '`kubeadm certs renew all` 명령으로 갱신하고 스태틱 파드를 다시 시작합니다.',
    },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/x509/verify.go',
  },
  {
    id: 'certificate-mismatch',
    patterns: [re`private key does not match public key`, re`certificate signed by unknown authority`, re`failed to find any PEM data in`],
    says: {
      en: (who) => `${who} has a certificate, key or CA that do not belong together.`,
      ko: (who) => `${who}의 인증서, 키, CA가 서로 맞지 않습니다.`,
    },
    look: certificates,
    fix: {
      en: 'Point the flags to files of one set, or make the certificate anew.',
      ko: '플래그가 같은 묶음의 파일을 가리키게 하거나 인증서를 다시 만듭니다.',
    },
    link: 'https://github.com/golang/go/blob/go1.24.0/src/crypto/tls/tls.go',
  },
  {
    id: 'address-in-use',
    patterns: [re`listen tcp\d? (?<address>[\w.:[\]]{1,60}): bind: address already in use`],
    says: {
      en: (who, { address }) => `${who} cannot listen on \`${address}\`: another process of the node does, often an earlier one of its kind.`,
      ko: (who, { address }) => `노드의 다른 프로세스(대개 이전 프로세스)가 \`${address}\` 주소를 쓰고 있어 ${who}가 시작하지 못합니다.`,
    },
    look: { en: 'See who listens there: `ss -ltnp`.', ko: '`ss -ltnp` 명령으로 누가 쓰는지 확인합니다.' },
    fix: { en: 'End the other process, or correct the port in the manifest.', ko: '다른 프로세스를 끝내거나 매니페스트의 포트를 고칩니다.' },
    link: 'https://man7.org/linux/man-pages/man2/bind.2.html',
  },
  {
    id: 'etcd-no-space',
    patterns: [re`database space exceeded|alarm:NOSPACE|no space left on device`],
    says: {
      en: (who) => `${who} has no room left: etcd's quota or the disk under it is full, so nothing can be written.`,
      ko: (who) => `${who}에 남은 공간이 없습니다. etcd 할당량이나 디스크가 가득 차서 아무것도 쓸 수 없습니다.`,
    },
    look: { en: 'Read size and alarms of etcd.', ko: 'etcd의 크기와 알람을 확인합니다.' },
    fix: {
      en: 'Make room, compact and defragment etcd, then disarm the alarm.',
      ko: '공간을 확보하고 etcd를 압축, 조각 모음한 뒤 알람을 해제합니다.',
    },
    link: 'https://github.com/etcd-io/etcd/blob/v3.6.4/api/v3rpc/rpctypes/error.go',
  },
  {
    id: 'etcd-data-broken',
    patterns: [
      re`wal: (?:crc mismatch|file not found|max entry size limit)|failed to (?:recover|find) (?:v3 )?(?:backend|snapshot|database)|snap: (?:snapshot file doesn't exist|crc mismatch)|freepages: failed`,
    ],
    says: {
      en: (who) => `The data of ${who} is damaged: it cannot be read any more.`,
      ko: (who) => `${who}의 데이터가 손상되어 읽을 수 없습니다.`,
    },
    look: { en: 'Look for a backup of etcd, and at the disk under it.', ko: 'etcd 백업과 디스크 상태를 확인합니다.' },
    fix: {
      en: 'Restore a backup, or replace the member; only then start the API server again.',
      ko: '백업을 복원하거나 멤버를 교체한 뒤에 API 서버를 다시 시작합니다.',
    },
    link: 'https://github.com/etcd-io/etcd/blob/v3.6.4/server/storage/wal/wal.go',
  },
  {
    id: 'etcd-away',
    patterns: [
      re`dial tcp (?<address>[\w.[\]:]{1,60}:2379): (?:connect: )?(?:connection refused|i/o timeout|operation was canceled)`,
      re`[Uu]nable to create storage backend|context deadline exceeded.{0,80}etcd`,
    ],
    generic: true,
    says: {
      en: (who, { address }) => `${who} does not reach etcd${address ? ` at \`${address}\`` : ''}.`,
      ko: (who, { address }) => `${who}가 ${address ? `\`${address}\` 주소의 ` : ''}etcd에 연결하지 못합니다.`,
    },
    look: { en: 'Does etcd run, and is `--etcd-servers` its address?', ko: 'etcd가 실행 중인지, `--etcd-servers` 값이 그 주소인지 확인합니다.' },
    fix: { en: 'Bring etcd up first, or correct its address and certificates.', ko: '먼저 etcd를 정상으로 되돌리거나 주소와 인증서를 고칩니다.' },
    link: `${apiserver}/pkg/storage/storagebackend/factory/etcd3.go`,
  },
  {
    id: 'api-away',
    patterns: [re`dial tcp (?<address>[\w.[\]:]{1,60}:\d{2,5}): (?:connect: )?(?:connection refused|i/o timeout|no route to host)`],
    generic: true,
    says: {
      en: (who, { address }) => `${who} does not reach the API server at \`${address}\`.`,
      ko: (who, { address }) => `${who}가 \`${address}\` 주소의 API 서버에 연결하지 못합니다.`,
    },
    look: {
      en: 'Is the address in its kubeconfig right, and does the API server listen there?',
      ko: 'kubeconfig의 주소가 맞는지, API 서버가 그 주소에서 듣고 있는지 확인합니다.',
    },
    fix: { en: 'Correct `server` in the kubeconfig that its flags name.', ko: '플래그가 가리키는 kubeconfig의 `server` 값을 고칩니다.' },
    link: command,
  },
  {
    id: 'command-failed',
    generic: true,
    patterns: [re`"?command failed"? err="(?<words>.{1,160})"`, re`^Error: (?<words>.{1,160})`],
    says: {
      en: (who, { words }) => `${who} refuses to start: \`${words}\`.`,
      ko: (who, { words }) => `${who}가 시작을 거부합니다: \`${words}\`.`,
    },
    look: manifest,
    fix: { en: 'Correct what it names in the manifest.', ko: '매니페스트에서 로그가 가리키는 것을 고칩니다.' },
    link: command,
  },
];
