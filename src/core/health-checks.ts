/** One line of `/readyz?verbose` or `/livez?verbose`: `[-]etcd failed: reason withheld`. */
export interface HealthCheck {
  readonly name: string;
  /** As it was sent. */
  readonly line: string;
}

/**
 * The checks that fail.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/server/healthz/healthz.go (handleRootHealth)
 */
export function failingChecks(text: string): readonly HealthCheck[] {
  return text.split('\n').flatMap((line) => {
    const [, name] = /^\[-\](\S{1,120}) /.exec(line) ?? [];
    return name ? [{ name, line: line.trim() }] : [];
  });
}

/** Is it etcd, or what stands between the API server and etcd? */
export function isEtcdCheck({ name }: HealthCheck): boolean {
  return /^etcd(-readiness|-override-readiness-\d+)?$/.test(name);
}
