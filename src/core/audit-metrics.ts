/** What an API server counts about its audit log since it was started. */
export interface AuditCounts {
  /** Events that were made. */
  readonly events: number;
  /** Events that could not be logged, by backend (`log`, `webhook`, `buffered` …). */
  readonly errors: readonly { readonly plugin: string; readonly count: number; readonly line: string }[];
  /** Requests that were refused because their event could not be logged. */
  readonly rejected: { readonly count: number; readonly line: string } | null;
}

/**
 * Reads the lines of `/metrics` that begin with `apiserver_audit`.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/audit/metrics.go
 */
export function auditCounts(lines: readonly string[]): AuditCounts {
  const samples = lines.flatMap((line) => {
    const [, name, labels = '', value] = /^(apiserver_audit_\w{1,60})(\{[^}]{0,200}\})? (\S{1,30})$/.exec(line.trim()) ?? [];
    return name ? [{ name, labels, count: Number(value), line: line.trim() }] : [];
  });
  const named = (name: string) => samples.filter((sample) => sample.name === `apiserver_audit_${name}`);
  const rejected = named('requests_rejected_total').find(({ count }) => count > 0);
  return {
    events: named('event_total').reduce((sum, { count }) => sum + count, 0),
    errors: named('error_total')
      .filter(({ count }) => count > 0)
      .map(({ labels, count, line }) => ({ plugin: /plugin="([^"]{1,60})"/.exec(labels)?.[1] ?? 'unknown', count, line })),
    rejected: rejected ? { count: rejected.count, line: rejected.line } : null,
  };
}
