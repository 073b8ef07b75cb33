import { componentEnding } from '../../core/component-log.ts';
import { logPath } from '../../core/container-ending.ts';
import { componentOf, flagOf } from '../../core/control-plane.ts';
import { lastMatch } from '../../core/log-signature.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { defineRule } from '../../core/rule.ts';
import { readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { auditPolicySignatures } from './audit-policy-invalid.signatures.ts';

/** An API server that does not start because of its audit policy. */
export default defineRule({
  id: 'control-plane/audit-policy-invalid',
  coverage: ['control-plane/audit-policy-invalid'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy',
  needs: [],
  wants: ['logs', 'previousLogs'],
  applies: (pod) =>
    componentOf(pod) === 'kube-apiserver' &&
    flagOf(pod, 'audit-policy-file') !== null &&
    containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode),
  check: ({ subject, ref, now, logs, previousLogs }) => {
    const found = componentEnding(subject, now, logs, previousLogs);
    const match = found && lastMatch(found.lines, auditPolicySignatures);
    if (!match) return [];
    const { name, previous, path, terminated } = found.ending;
    const file = flagOf(subject, 'audit-policy-file');
    return [
      {
        facts: { signature: match.signature.id, captures: match.captures, container: name, previous, file },
        proof: [
          { ref, path: logPath(name, previous), value: match.line.slice(0, 500), ...(terminated.finishedAt ? { at: terminated.finishedAt } : {}) },
          { ref, path: `${path}.exitCode`, value: terminated.exitCode },
          { ref, path: `spec.containers[name=${name}].command[--audit-policy-file]`, value: file },
        ],
      },
    ];
  },
  says: {
    en: ({ signature, captures }) => signatureOf(signature).says.en('kube-apiserver', captures),
    ko: ({ signature, captures }) => signatureOf(signature).says.ko('kube-apiserver', captures),
  },
  steps: ({ signature, container, previous, file }, pod) => {
    const { look: read, fix } = signatureOf(signature);
    return [
      readLog(pod, container, previous),
      look(
        read.en,
        read.ko,
        `${sh`cat ${file ?? '/etc/kubernetes/audit-policy.yaml'}`}; grep -nE 'audit|path:|mountPath:' /etc/kubernetes/manifests/kube-apiserver.yaml`,
      ),
      change(fix.en, fix.ko, [
        'Keep the old policy and put it back; without `--audit-policy-file` the server starts too, and logs no audit events.',
        '이전 정책 파일을 보관했다가 되돌립니다. `--audit-policy-file` 플래그가 없어도 시작하지만 감사 이벤트를 기록하지 않습니다.',
      ]),
    ];
  },
});

function signatureOf(id: string) {
  return auditPolicySignatures.find((signature) => signature.id === id) ?? (auditPolicySignatures[0] as (typeof auditPolicySignatures)[number]);
}
