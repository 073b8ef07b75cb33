import type { HealthAnswer } from '../../answer.ts';
import { type Ref, refKey } from '../../ref.ts';
import type { Finding } from '../../report.ts';
import type { DigestLine } from './digest-answer.ts';

/** What is broken, and what is not well without a known cause, each recognisable in the next digest. All of it is new until it is compared. */
export function digestLines({ broken, unexplained, left, report }: HealthAnswer): readonly DigestLine[] {
  const findings = new Map(report.findings.map((finding) => [finding.id, finding]));
  const fresh = { since: report.at, state: 'new', insteadOf: null } as const;
  const alone = (ref: Ref, status: string, looked: boolean): DigestLine => ({
    ...fresh,
    keys: [lineKey(null, ref)],
    severity: 'warning',
    cause: null,
    looked,
    parts: [{ ref, status, failingPods: 0 }],
  });
  return [
    ...broken.map(({ cause, severity, parts }): DigestLine => {
      const finding = findings.get(cause);
      return { ...fresh, keys: keysOf(finding, parts), severity, cause, looked: true, parts };
    }),
    ...unexplained.map(({ ref, state }) => alone(ref, state.status, true)),
    ...left.map(({ ref, status }) => alone(ref, status, false)),
  ];
}

/** Pods and ReplicaSets come and go: what they belong to stays. */
const passing: readonly string[] = ['pod', 'replicaset', 'job'];

function keysOf(finding: Finding | undefined, parts: DigestLine['parts']): readonly string[] {
  const subjects = finding && !passing.includes(finding.subject.kind) ? [finding.subject, ...finding.alike] : parts.map(({ ref }) => ref);
  return [...new Set(subjects.map((ref) => lineKey(finding?.rule ?? null, ref)))];
}

function lineKey(rule: string | null, ref: Ref): string {
  return `${rule ?? 'unexplained'} ${refKey(ref)}`;
}
