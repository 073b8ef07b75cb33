import type { Container, Pod } from './kinds.ts';
import { containerStatuses } from './pod-state.ts';

/** A ConfigMap or Secret, or a key of one, that an environment variable needs and that is not there. */
export interface MissingConfig {
  readonly container: string;
  readonly init: boolean;
  readonly kind: 'configmap' | 'secret';
  readonly name: string;
  /** null: the whole object is missing. */
  readonly key: string | null;
  readonly message: string;
}

/**
 * `configmap "x" not found` is the API server's answer, handed on; the other is the kubelet's own:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet_pods.go (makeEnvironmentVariables)
 */
const patterns: readonly RegExp[] = [
  /^(?<kind>configmap|secret) "(?<name>[^"]+)" not found/,
  /^couldn't find key (?<key>\S+) in (?<kind>ConfigMap|Secret) [^/\s]+\/(?<name>\S+)/,
];

/** The containers that wait with `CreateContainerConfigError` for something that does not exist. The kubelet names the first that it misses. */
export function missingConfigs(pod: Pod): MissingConfig[] {
  return containerStatuses(pod).flatMap(({ name: container, init, state }): MissingConfig[] => {
    const message = state?.waiting?.message ?? '';
    if (state?.waiting?.reason !== 'CreateContainerConfigError') return [];
    const groups = patterns.map((pattern) => pattern.exec(message)?.groups).find((found) => found !== undefined);
    if (!groups?.name) return [];
    const kind = groups.kind?.toLowerCase() === 'secret' ? 'secret' : 'configmap';
    return [{ container, init, kind, name: groups.name, key: groups.key ?? null, message }];
  });
}

/** Where the container asks for it: `env[name=LOG_LEVEL].valueFrom.configMapKeyRef` or `envFrom[0].configMapRef`; and the variable. */
export function askedAt({ env = [], envFrom = [] }: Container, { kind, name, key }: MissingConfig) {
  const single = kind === 'configmap' ? 'configMapKeyRef' : 'secretKeyRef';
  const variable = env.find(({ valueFrom }) => {
    const asked = valueFrom?.[single];
    return asked?.name === name && !asked.optional && (key === null || asked.key === key);
  });
  if (variable) return { path: `env[name=${variable.name}].valueFrom.${single}`, variable: variable.name, key: variable.valueFrom?.[single]?.key };
  const whole = kind === 'configmap' ? 'configMapRef' : 'secretRef';
  const index = envFrom.findIndex((source) => source[whole]?.name === name && !source[whole]?.optional);
  return index === -1 ? null : { path: `envFrom[${index}].${whole}`, variable: null, key: undefined };
}
