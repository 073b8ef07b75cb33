import type { LogSignature } from '../../core/log-signature.ts';

/** What people write or paste about host ports on Windows. */
export const hostPortSignatures: readonly [LogSignature] = [
  {
    id: 'windows-host-port',
    patterns: [
      /"?portMappings"? .{0,60}(?:not supported|unsupported|capabilit)/i,
      /host ?port.{0,60}(?:windows|윈도우).{0,60}(?:not|fail|안 |실패)/i,
    ],
    says: {
      en: () =>
        `Windows nodes publish a host port only with CNI plugins 0.8.6 or later and \`"portMappings": true\` among the capabilities of the CNI configuration.`,
      ko: () =>
        `윈도우 노드에서 호스트 포트는 CNI 플러그인이 0.8.6 이상이고 CNI 설정의 capabilities 항목에 \`"portMappings": true\` 값이 있어야 열립니다.`,
    },
    look: {
      en: 'On the node: `Select-String -Path C:\\k\\cni\\config\\* -Pattern portMappings`.',
      ko: '노드에서 `Select-String -Path C:\\k\\cni\\config\\* -Pattern portMappings` 명령으로 설정을 확인합니다.',
    },
    fix: {
      en: 'Publish through a NodePort Service, or upgrade the CNI plugins and switch the capability on.',
      ko: 'NodePort 서비스로 공개하거나, CNI 플러그인을 올리고 capability를 켭니다.',
    },
    link: 'https://github.com/containernetworking/plugins/releases/tag/v0.8.6',
  },
];
