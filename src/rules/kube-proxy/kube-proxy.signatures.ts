import type { LogSignature } from '../../core/log-signature.ts';

const server = 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-proxy/app/server.go#L119';
const readConfig = { en: 'See the ConfigMap and the paths of the DaemonSet.', ko: '컨피그맵과 데몬셋의 경로를 확인합니다.' };

/** kube-proxy cannot read its configuration. */
export const configSignatures: readonly LogSignature[] = [
  {
    id: 'kube-proxy-file-missing',
    patterns: [/(?:failed complete|"command failed" err=").{0,40}?(?:open|stat) (?<path>\/[^\s:"]{1,200}): no such file or directory/],
    says: {
      en: (who, { path }) => `${who} (kube-proxy) does not find its file \`${path}\`.`,
      ko: (who, { path }) => `${who}(kube-proxy)가 \`${path}\` 파일을 찾지 못합니다.`,
    },
    look: readConfig,
    fix: { en: 'Put the file back into the ConfigMap, or correct the path.', ko: '컨피그맵에 그 파일을 되살리거나 경로를 바로잡습니다.' },
    link: server,
  },
  {
    id: 'kube-proxy-no-kubeconfig',
    patterns: [/invalid configuration: (?<words>no configuration has been provided.{0,160})/],
    says: {
      en: (who) => `${who} (kube-proxy) has no kubeconfig, so it does not know the API server.`,
      ko: (who) => `${who}(kube-proxy)에 kubeconfig가 없어 API 서버를 알지 못합니다.`,
    },
    look: readConfig,
    fix: {
      en: 'Set `clientConnection.kubeconfig`, and put the file into the ConfigMap.',
      ko: '`clientConnection.kubeconfig` 값을 설정하고 파일을 컨피그맵에 넣습니다.',
    },
    link: 'https://github.com/kubernetes/client-go/blob/v0.34.4/tools/clientcmd/validation.go',
  },
  {
    id: 'kube-proxy-config-invalid',
    patterns: [/"command failed" err="failed (?:complete|validate): (?<words>.{1,300}?)"?$/],
    says: {
      en: (who, { words }) => `${who} (kube-proxy) does not understand its configuration: \`${words}\`.`,
      ko: (who, { words }) => `${who}(kube-proxy)가 설정을 이해하지 못합니다: \`${words}\``,
    },
    look: readConfig,
    fix: { en: 'Correct that field.', ko: '그 필드를 바로잡습니다.' },
    link: server,
  },
];

/** It could not write the rules of the node. */
export const ruleSignatures: readonly LogSignature[] = [
  {
    id: 'kube-proxy-no-iptables',
    patterns: [/(?<words>(?:iptables|nftables) is not available on this host.{0,200}|unable to create proxier: .{1,200})/],
    says: {
      en: (who, { words }) => `${who} (kube-proxy) cannot work on its node: \`${words}\`.`,
      ko: (who, { words }) => `${who}(kube-proxy)가 노드에서 동작하지 못합니다: \`${words}\``,
    },
    look: { en: 'On the node: `iptables-save | grep KUBE-`.', ko: '노드에서 `iptables-save | grep KUBE-` 명령을 실행합니다.' },
    fix: { en: 'Run it privileged, with the kernel modules of that mode.', ko: '특권 컨테이너로 실행하고 그 모드의 커널 모듈을 준비합니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-proxy/app/server_linux.go#L99',
  },
  {
    id: 'kube-proxy-sync-failed',
    patterns: [
      /"(?<words>Failed to execute iptables-restore)"|"(?<words>Failed to ensure (?:chain|that).{1,160})"|"(?<words>nftables sync failed)"|"(?<words>Sync failed)"/,
    ],
    says: {
      en: (who, { words }) => `${who} (kube-proxy) cannot write the Service rules of its node: \`${words}\`.`,
      ko: (who, { words }) => `${who}(kube-proxy)가 노드에 서비스 규칙을 쓰지 못합니다: \`${words}\``,
    },
    look: { en: 'On the node: `iptables-save | grep KUBE-SERVICES`.', ko: '노드에서 `iptables-save | grep KUBE-SERVICES` 명령을 실행합니다.' },
    fix: { en: 'Mend what the lines after it say.', ko: '그 다음 줄에 적힌 원인을 고칩니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/proxy/iptables/proxier.go#L1501',
  },
];

export const ipvsSignatures: readonly LogSignature[] = [
  {
    id: 'kube-proxy-ipvs',
    patterns: [
      /can't use (?:the )?IPVS proxier(?:: (?<words>.{1,200}?)"?$)?/i,
      /(?:required|following) kernel modules? (?:are|is|were) not loaded(?:: \[?(?<words>[^\]"]{1,200}))?/,
      /(?<words>Kernel modules? .{0,80}ip_vs.{0,80} not (?:loaded|found))/i,
      /(?<words>ipvs is not supported)/,
    ],
    says: {
      en: (who, { words }) =>
        `${who} (kube-proxy) is set to mode \`ipvs\`, and kernel modules or \`ipset\` are missing on the node${words ? `: \`${words}\`` : ''}.`,
      ko: (who, { words }) =>
        `노드에 커널 모듈이나 \`ipset\` 프로그램이 없어 ${who}(kube-proxy)가 \`ipvs\` 모드를 쓰지 못합니다${words ? `: \`${words}\`` : '.'}`,
    },
    look: {
      en: 'On the node: `lsmod | grep -e ip_vs -e nf_conntrack`, `which ipset`.',
      ko: '노드에서 `lsmod | grep -e ip_vs -e nf_conntrack`, `which ipset` 출력을 확인합니다.',
    },
    fix: {
      en: 'Load `ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack` and keep them in `/etc/modules-load.d`; or use mode `iptables` or `nftables`.',
      ko: '`ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack` 모듈을 올리고 `/etc/modules-load.d`에 남깁니다. 또는 `iptables`나 `nftables` 모드를 씁니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-proxy/app/server_linux.go#L185',
  },
];

export const conntrackSignatures: readonly LogSignature[] = [
  {
    id: 'kube-proxy-conntrack',
    patterns: [
      /(?<words>exec: "?\\?"?conntrack\\?"?: executable file not found in \$PATH)/,
      /(?<words>error looking for path of conntrack.{0,120})/,
      /(?<words>conntrack(?:-tools)?:? (?:command )?not found)/i,
      /(?<words>conntrack(?: binary)? (?:was )?not (?:found|installed))/i,
    ],
    says: {
      en: (who) => `${who} (kube-proxy) does not find the program \`conntrack\`, so old UDP connections are not cleared.`,
      ko: (who) => `${who}(kube-proxy)가 \`conntrack\` 프로그램을 찾지 못해 오래된 UDP 연결이 정리되지 않습니다.`,
    },
    look: { en: 'On the node: `command -v conntrack`.', ko: '노드에서 `command -v conntrack` 명령을 실행합니다.' },
    fix: {
      en: 'Install it (`apt install conntrack`), or use the kube-proxy image, which has it; from 1.32 on it is not needed.',
      ko: '설치하거나(`apt install conntrack`) 이 프로그램이 들어 있는 kube-proxy 이미지를 씁니다. 1.32부터는 필요 없습니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.27.0/pkg/util/conntrack/conntrack.go',
  },
  {
    id: 'kube-proxy-conntrack-sysctl',
    patterns: [/(?<words>open \/proc\/sys\/net\/netfilter\/nf_conntrack_\w{1,60}: permission denied)/],
    says: {
      en: (who) => `${who} (kube-proxy) may not set the size of the connection table of its node.`,
      ko: (who) => `${who}(kube-proxy)에 노드의 연결 추적 표 크기를 바꿀 권한이 없습니다.`,
    },
    look: { en: 'On the node: `sysctl net.netfilter.nf_conntrack_max`.', ko: '노드에서 `sysctl net.netfilter.nf_conntrack_max` 명령을 실행합니다.' },
    fix: {
      en: 'Set `conntrack.maxPerCore: 0`, which leaves the setting of the node alone.',
      ko: '노드의 설정을 그대로 두도록 `conntrack.maxPerCore: 0` 값을 설정합니다.',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/cmd/kube-proxy/app/conntrack.go',
  },
];

export const apiSignatures: readonly LogSignature[] = [
  {
    id: 'kube-proxy-api',
    patterns: [
      /[Ff]ailed to (?:list|watch) \*v1\.(?<what>\w{1,40}): Get \\?"https?:\/\/(?<server>[^/"\\]{1,120})[^"]{0,300}": (?<words>.{1,200}?)" logger/,
      /[Ff]ailed to (?:list|watch) \*v1\.(?<what>\w{1,40}): .{0,120}?(?<words>is forbidden): User \\?"(?<user>[^"\\]{1,200})/,
      /[Ff]ailed to (?:list|watch) \*v1\.(?<what>\w{1,40}): (?<words>Unauthorized)/,
    ],
    says: {
      en: (who, { what, server, words }) =>
        `${who} (kube-proxy) cannot read ${what} from the API server${server ? ` \`${server}\`` : ''}: \`${words}\`.`,
      ko: (who, { what, server, words }) =>
        `${who}(kube-proxy)가 API 서버${server ? `(\`${server}\`)` : ''}에서 ${what} 목록을 읽지 못합니다: \`${words}\``,
    },
    look: { en: 'Compare the address in its kubeconfig with that of the API server.', ko: 'kubeconfig의 주소를 API 서버의 주소와 비교합니다.' },
    fix: { en: 'Correct the kubeconfig, or open the way to the API server.', ko: 'kubeconfig를 바로잡거나 API 서버까지의 경로를 엽니다.' },
    link: 'https://github.com/kubernetes/client-go/blob/v0.34.4/tools/cache/reflector.go',
  },
];
