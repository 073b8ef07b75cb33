import type { LogSignature } from '../../core/log-signature.ts';

/** The API server does not start with its audit policy. */
export const auditPolicySignatures: readonly LogSignature[] = [
  {
    id: 'no-rules',
    patterns: [/loaded illegal policy with 0 rules:? from file (?<file>[\w./@-]{1,250})/],
    says: {
      en: (who, { file }) => `${who} does not start: the audit policy \`${file}\` has no rules, which is illegal.`,
      ko: (who, { file }) => `감사 정책 \`${file}\` 파일에 규칙이 없어 ${who}가 시작하지 못합니다. 규칙이 없는 정책은 허용되지 않습니다.`,
    },
    look: {
      en: 'Read the policy: `rules` must be there and not be empty.',
      ko: '정책 파일을 확인합니다. `rules` 항목이 있고 비어 있지 않아야 합니다.',
    },
    fix: {
      en: 'Write at least one rule (`- level: Metadata` logs every request), spelt `rules`.',
      ko: '`rules` 항목 아래 규칙을 하나 이상 씁니다(`- level: Metadata` 규칙은 모든 요청을 기록합니다).',
    },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/audit/policy/reader.go#L96',
  },
  {
    id: 'not-there',
    patterns: [
      /loading audit policy file: failed to read file path "(?<file>[^"]{1,250})": .{0,200}(?:no such file|permission denied|is a directory)/,
    ],
    says: {
      en: (who, { file }) => `${who} does not start: it cannot read the audit policy \`${file}\`.`,
      ko: (who, { file }) => `${who}가 감사 정책 \`${file}\` 파일을 읽지 못해 시작하지 못합니다.`,
    },
    look: {
      en: 'Is the file on the node, and do `volumes` and `volumeMounts` bring it to this path?',
      ko: '노드에 파일이 있는지, `volumes`, `volumeMounts` 항목이 이 경로로 마운트하는지 확인합니다.',
    },
    fix: { en: 'Put the file there, or mount it.', ko: '파일을 그 경로에 두거나 마운트합니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/audit/policy/reader.go#L52',
  },
  {
    id: 'not-valid',
    patterns: [
      /loading audit policy file: (?<words>.{1,160}?):? from file (?<file>[\w./@-]{1,250})/,
      /loading audit policy file: (?<words>.{1,160})/,
    ],
    says: {
      en: (who, { file, words }) => `${who} does not start: the audit policy${file ? ` \`${file}\`` : ''} is not valid: \`${words}\`.`,
      ko: (who, { file, words }) => `감사 정책${file ? ` \`${file}\`` : ''} 파일이 올바르지 않아 ${who}가 시작하지 못합니다: \`${words}\`.`,
    },
    look: { en: 'Compare the policy with `audit.k8s.io/v1`.', ko: '정책 파일을 `audit.k8s.io/v1` 형식과 비교합니다.' },
    fix: { en: 'Correct the field that is named.', ko: '로그가 가리키는 필드를 고칩니다.' },
    link: 'https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/server/options/audit.go#L352',
  },
];
