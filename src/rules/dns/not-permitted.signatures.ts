import type { LogSignature } from '../../core/log-signature.ts';

/** The API server refuses what CoreDNS must read. */
export const notPermittedSignatures: readonly LogSignature[] = [
  {
    id: 'coredns-forbidden',
    patterns: [
      /(?<what>services|endpoints|endpointslices|namespaces|pods)(?:\.discovery\.k8s\.io)? is forbidden: User "(?<user>system:serviceaccount:[^"]{1,300})" cannot (?:list|watch)/,
    ],
    says: {
      en: (who, { what, user }) => `${who} (CoreDNS) may not list ${what} as \`${user}\`: its ClusterRole or the binding is missing.`,
      ko: (who, { what, user }) => `${who}(CoreDNS)가 \`${user}\` 계정으로 ${what} 목록을 볼 권한이 없습니다. ClusterRole이나 바인딩이 없습니다.`,
    },
    look: { en: 'See which ClusterRoleBinding names that service account.', ko: '그 서비스어카운트를 지정한 ClusterRoleBinding을 확인합니다.' },
    fix: { en: 'Make the binding again.', ko: '바인딩을 다시 만듭니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go',
  },
];
