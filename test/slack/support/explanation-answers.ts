import type { Answer } from '../../../src/core/answer.ts';

const none = { lines: 1, known: [], suspects: [], ms: 3 } as const;

/** What pasted texts mean. */
export const explanationAnswers: { readonly [name: string]: Answer } = {
  explanation: {
    type: 'explanation',
    verdict: 'problem',
    lines: 42,
    known: [
      {
        rule: 'container/crash-cause-in-log',
        signature: 'certificate-expired',
        rank: 'cause',
        severity: 'critical',
        captures: {},
        line: 41,
        text: 'x509: certificate has expired or is not yet valid',
        count: 3,
        says: { en: 'The certificate has expired.', ko: '인증서가 만료되었습니다.' },
        look: { en: 'Read its dates.', ko: '날짜를 확인합니다.' },
        fix: { en: 'Renew it.', ko: '갱신합니다.' },
        link: 'https://pkg.go.dev/crypto/x509',
      },
      {
        rule: 'pod/back-off',
        signature: 'back-off',
        rank: 'symptom',
        severity: 'warning',
        captures: {},
        line: 42,
        text: 'Back-off restarting failed container',
        count: 1,
        says: { en: 'The kubelet waits before it starts the container again.', ko: 'kubelet이 기다렸다가 컨테이너를 다시 시작합니다.' },
        look: { en: 'Read its log.', ko: '로그를 확인합니다.' },
        fix: { en: 'Mend what ends it.', ko: '끝나는 원인을 고칩니다.' },
        link: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/',
      },
    ],
    suspects: [],
    ms: 12,
  },
  'explanation-unknown': { type: 'explanation', verdict: 'unknown', ...none, suspects: [{ line: 1, text: 'frobnicator gave up' }] },
  'explanation-healthy': { type: 'explanation', verdict: 'healthy', ...none, lines: 12 },
};
