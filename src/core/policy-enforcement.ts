import type { DaemonSet } from './kinds.ts';

/** What a cluster's network plugin makes of NetworkPolicies. `enforces` null: no plugin was recognised. */
export interface PolicyEnforcement {
  readonly plugin: string | null;
  readonly enforces: boolean | null;
}

/** DaemonSets of network plugins. Those that enforce come first: canal is flannel with calico's policies. */
const plugins: readonly (readonly [RegExp, string, boolean])[] = [
  [/^(calico-node|canal)$/, 'Calico', true],
  [/^(cilium|anetd)$/, 'Cilium', true],
  [/^antrea-agent$/, 'Antrea', true],
  [/^kube-router$/, 'kube-router', true],
  [/^weave-net$/, 'Weave Net', true],
  [/^(ovnkube-node|ovn-kubernetes.*|kube-ovn-cni)$/, 'OVN', true],
  [/^(azure-npm)$/, 'Azure NPM', true],
  [/^kindnet$/, 'kindnet', true],
  [/^kube-network-policies$/, 'kube-network-policies', true],
  [/^kube-flannel(-ds.*)?$/, 'Flannel', false],
];

/**
 * The plugin, by the names of its DaemonSets. Flannel does not enforce policies by itself, only with the helper `kube-network-policies` beside it:
 * https://github.com/flannel-io/flannel/blob/v0.27.4/README.md (Network policies)
 */
export function policyEnforcement(daemonSets: readonly DaemonSet[]): PolicyEnforcement {
  const names = daemonSets.map(({ metadata }) => metadata?.name ?? '');
  const found = plugins.find(([pattern]) => names.some((name) => pattern.test(name)));
  if (!found) return { plugin: null, enforces: null };
  const helper = daemonSets.some(({ spec }) => spec?.template.spec?.containers.some(({ image }) => /kube-network-policies/.test(image ?? '')));
  return { plugin: found[1], enforces: found[2] || helper };
}
