import type { LogSignature } from '../../core/log-signature.ts';

/** Windows' own words (WSAETIMEDOUT) for a connection that nobody answers, at a registry or a download. */
export const proxySignatures: readonly [LogSignature] = [
  {
    id: 'windows-behind-proxy',
    patterns: [
      /(?<host>[\w.-]{3,100}\.(?:io|com|net|org)).{0,300}connectex: A connection attempt failed because the connected party did not properly respond/i,
      /Invoke-WebRequest ?: Unable to connect to the remote server/i,
    ],
    says: {
      en: (_who, { host }) =>
        `The Windows node does not get out to the internet${host ? ` (\`${host}\`)` : ''}. If it stands behind a proxy, its services do not know it: the proxy must be set for the whole machine.`,
      ko: (_who, { host }) =>
        `윈도우 노드가 인터넷${host ? `(\`${host}\`)` : ''}에 나가지 못합니다. 프록시 뒤에 있다면 노드의 서비스가 프록시를 모르는 것입니다. 프록시는 머신 전체에 설정해야 합니다.`,
    },
    look: {
      en: 'On the node: `[Environment]::GetEnvironmentVariable("HTTPS_PROXY", "Machine")`.',
      ko: '노드에서 `[Environment]::GetEnvironmentVariable("HTTPS_PROXY", "Machine")` 명령으로 설정을 확인합니다.',
    },
    fix: {
      en: 'Set `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` with `[Environment]::SetEnvironmentVariable(…, [EnvironmentVariableTarget]::Machine)`, and restart the services of the node.',
      ko: '`[Environment]::SetEnvironmentVariable(…, [EnvironmentVariableTarget]::Machine)` 명령으로 `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY` 변수를 설정하고 노드의 서비스를 다시 시작합니다.',
    },
    link: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  },
];
