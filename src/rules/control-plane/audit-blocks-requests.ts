import { auditCounts } from '../../core/audit-metrics.ts';
import { lookAtAudit } from '../../core/audit-steps.ts';
import { componentOf, flagOf } from '../../core/control-plane.ts';
import { refOf } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change } from '../../core/steps.ts';

/**
 * Requests wait for the audit backend (`blocking`), or fail with it (`blocking-strict`). `blocking` is how the log file is written unless
 * it is told otherwise, and costs nothing to speak of; with a webhook that fails, each request waits for it.
 */
export default defineRule({
  id: 'control-plane/audit-blocks-requests',
  coverage: ['control-plane/audit-blocks-requests'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#event-batching',
  needs: ['auditMetrics'],
  wants: ['systemPods'],
  applies: () => true,
  check: ({ auditMetrics, systemPods, ref }) => {
    const { rejected, errors } = auditCounts(auditMetrics);
    const server = systemPods?.find((pod) => componentOf(pod) === 'kube-apiserver');
    const mode = server ? flagOf(server, 'audit-webhook-mode') : null;
    const slow = mode?.startsWith('blocking') ? errors.find(({ plugin }) => plugin !== 'log') : undefined;
    const line = rejected?.line ?? slow?.line;
    if (!line) return [];
    const flag: readonly Proof[] =
      server && mode ? [{ ref: refOf('pod', server), path: 'spec.containers[0].command[--audit-webhook-mode]', value: mode }] : [];
    return [
      {
        facts: { rejected: rejected?.count ?? null, mode, errors: errors.reduce((sum, { count }) => sum + count, 0) },
        proof: [{ ref, path: '/metrics', value: line }, ...flag],
        leads: errors.length > 0 ? [{ to: ref, rules: ['control-plane/audit-errors'] }] : [],
      },
    ];
  },
  says: {
    en: ({ rejected, mode, errors }) =>
      rejected !== null
        ? `The API server has refused ${rejected.toLocaleString('en')} ${rejected === 1 ? 'request' : 'requests'} because it could not write ${rejected === 1 ? 'its' : 'their'} audit event: with the audit mode \`blocking-strict\` a request fails with its log entry.`
        : `Each request waits for the audit webhook (mode \`${mode}\`), and that has failed ${errors.toLocaleString('en')} times since the API server was started: every request is slow then.`,
    ko: ({ rejected, mode, errors }) =>
      rejected !== null
        ? `감사 이벤트를 기록하지 못해 API 서버가 요청 ${rejected.toLocaleString('en')}건을 거부했습니다. 감사 모드가 \`blocking-strict\` 값이면 기록에 실패한 요청도 함께 실패합니다.`
        : `요청마다 감사 웹훅의 응답을 기다리는데(모드 \`${mode}\`), API 서버가 시작된 뒤 웹훅이 ${errors.toLocaleString('en')}회 실패했습니다. 그때마다 모든 요청이 느려집니다.`,
  },
  steps: () => [
    ...lookAtAudit,
    change(
      'Bring the audit backend back (webhook answers, disk has room). Until then set `--audit-webhook-mode=batch` or `--audit-log-mode=batch`: events may be lost, requests are not.',
      '감사 백엔드를 복구합니다(웹훅 응답, 디스크 여유). 그때까지 `--audit-webhook-mode=batch` 또는 `--audit-log-mode=batch` 값으로 바꿉니다. 이벤트는 잃을 수 있지만 요청은 실패하지 않습니다.',
      ['Put the mode back as it was.', '모드를 원래대로 되돌립니다.'],
    ),
  ],
});
