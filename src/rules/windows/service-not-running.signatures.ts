import type { LogSignature } from '../../core/log-signature.ts';

/** What the service control manager, PowerShell and nssm say of a node service that does not run. */
export const serviceSignatures: readonly [LogSignature] = [
  {
    id: 'windows-service-not-running',
    patterns: [
      /(?:service|Service) '?(?<name>kubelet|kube-proxy|flanneld|containerd|docker)\b.{0,120}(?:cannot be started|not running|stopped|terminated unexpectedly|did not respond)/i,
      /(?:Start|Restart)-Service ?: .{0,60}'(?<name>kubelet|kube-proxy|flanneld|containerd|docker)\b/i,
      /(?<name>kubelet|kube-proxy|flanneld): Unexpected status SERVICE_(?:PAUSED|STOPPED|START_PENDING)/i,
      /\bStopped\s{1,40}(?<name>kubelet|kube-proxy|flanneld|containerd)\b/,
      /(?<name>kubelet|kube-proxy|flanneld).{0,40}(?:윈도우 서비스|Windows 서비스|서비스).{0,40}(?:실행되지|시작되지|중지)/i,
    ],
    says: {
      en: (_who, { name }) =>
        `${name ? `The Windows service \`${name}\`` : 'A service of the Windows node'} does not run. A Windows node needs kubelet, kube-proxy and, with flannel, flanneld.`,
      ko: (_who, { name }) =>
        `${name ? `\`${name}\` 윈도우 서비스가` : '윈도우 노드의 서비스가'} 실행되지 않습니다. 윈도우 노드에는 kubelet과 kube-proxy, flannel을 쓴다면 flanneld까지 필요합니다.`,
    },
    look: {
      en: 'On the node: `Get-Service kubelet, kube-proxy, flanneld, containerd`; with nssm send the output to files: `nssm set <service> AppStdout C:\\k\\mysvc.log` and `AppStderr` likewise.',
      ko: '노드에서 `Get-Service kubelet, kube-proxy, flanneld, containerd` 명령으로 확인합니다. nssm을 쓴다면 `nssm set <service> AppStdout C:\\k\\mysvc.log` 명령과 `AppStderr` 설정으로 출력을 파일에 남깁니다.',
    },
    fix: {
      en: 'Correct what its log names, then `Start-Service <name>`; the node must be listed as Ready afterwards.',
      ko: '로그가 가리키는 것을 고치고 `Start-Service <name>` 명령으로 시작합니다. 그 뒤 노드가 Ready로 보여야 합니다.',
    },
    link: 'https://nssm.cc/usage',
  },
];
