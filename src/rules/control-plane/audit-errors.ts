import { auditCounts } from '../../core/audit-metrics.ts';
import { lookAtAudit } from '../../core/audit-steps.ts';
import { componentOf, flagOf } from '../../core/control-plane.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change } from '../../core/steps.ts';

/** Audit events were lost: the backend failed, or the buffer of the batches was full. */
export default defineRule({
  id: 'control-plane/audit-errors',
  coverage: ['control-plane/audit-errors'],
  on: ['cluster'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#parameter-tuning',
  needs: ['auditMetrics'],
  wants: ['systemPods'],
  applies: () => true,
  check: ({ auditMetrics, systemPods, ref }) => {
    const { errors, events } = auditCounts(auditMetrics);
    const [first, ...rest] = errors.map(({ line }): Proof => ({ ref, path: '/metrics', value: line }));
    if (!first) return [];
    const server = systemPods?.find((pod) => componentOf(pod) === 'kube-apiserver');
    const flag = (name: string) => (server ? flagOf(server, name) : null);
    return [
      {
        facts: {
          plugins: errors.map(({ plugin }) => plugin),
          lost: errors.reduce((sum, { count }) => sum + count, 0),
          events,
          // `buffered` is the name that the batching backend goes by
          webhook: errors.some(({ plugin }) => plugin !== 'log'),
          mode: flag('audit-webhook-mode') ?? (flag('audit-webhook-config-file') ? 'batch' : null),
        },
        proof: [first, ...rest],
      },
    ];
  },
  says: {
    en: ({ plugins, lost, events, webhook }) => {
      const share = events > 0 ? ` of ${events.toLocaleString('en')} (${percent(lost, events)} %)` : '';
      const why = webhook
        ? 'the webhook did not take them, or the buffer of its batches was full'
        : 'they could not be written to the log file, often for a full disk';
      return `${lost.toLocaleString('en')} audit events${share} were lost since the API server was started (backend ${plugins.map((plugin) => `\`${plugin}\``).join(', ')}): ${why}.`;
    },
    ko: ({ plugins, lost, events, webhook }) => {
      const share = events > 0 ? ` 전체 ${events.toLocaleString('en')}건의 ${percent(lost, events)}%입니다.` : '';
      const why = webhook ? '웹훅이 받지 않았거나 일괄 처리 버퍼가 가득 찼습니다.' : '로그 파일에 쓰지 못했으며, 디스크가 가득 찬 경우가 많습니다.';
      return `API 서버가 시작된 뒤 감사 이벤트 ${lost.toLocaleString('en')}건을 잃었습니다(백엔드 ${plugins.map((plugin) => `\`${plugin}\``).join(', ')}).${share} ${why}`;
    },
  },
  steps: ({ webhook }) => [
    ...lookAtAudit,
    webhook
      ? change(
          'Make the webhook faster, or give its batches more room: at 100 requests/s about 200 events/s are made, so batches of 100 need `--audit-webhook-batch-throttle-qps` of at least 2, and `--audit-webhook-batch-buffer-size` 5 s of events (1000).',
          '웹훅을 빠르게 하거나 일괄 처리 여유를 늘립니다. 초당 요청 100건이면 이벤트가 약 200건 생기므로, 100건씩 묶으면 `--audit-webhook-batch-throttle-qps` 값이 2 이상, `--audit-webhook-batch-buffer-size` 값은 5초 분량(1000)이 필요합니다.',
          ['Put the flags back as they were.', '플래그를 원래대로 되돌립니다.'],
        )
      : change(
          'Make room on the disk of `--audit-log-path`, or let fewer files be kept (`--audit-log-maxbackup`, `--audit-log-maxsize`).',
          '`--audit-log-path` 경로의 디스크를 비우거나 보관 파일을 줄입니다(`--audit-log-maxbackup`, `--audit-log-maxsize`).',
          ['Put the flags back as they were.', '플래그를 원래대로 되돌립니다.'],
        ),
    change(
      'Log less: `level: None` for noisy reads, `omitStages: [RequestReceived]`; events that are too large need `--audit-webhook-truncate-enabled`.',
      '기록을 줄입니다. 잦은 조회에 `level: None`, `omitStages: [RequestReceived]` 설정을 쓰고, 너무 큰 이벤트에는 `--audit-webhook-truncate-enabled` 플래그를 씁니다.',
      ['Put the policy back as it was.', '정책을 원래대로 되돌립니다.'],
    ),
  ],
});

function percent(part: number, whole: number): string {
  return ((100 * part) / whole).toFixed(1);
}
