import type { Pod } from './kinds.ts';
import { componentNames, networkPluginOf } from './network-plugins.ts';
import type { Ref } from './ref.ts';
import type { Lead } from './rule.ts';

/** Parts of the cluster's network that run as pods. */
export type SystemComponent = 'dns' | 'kube-proxy' | 'network-plugin';

type Labelled = Parameters<typeof networkPluginOf>[0];

/**
 * What part of the network a pod, its workload or its Service is: by its labels, since names differ between installers.
 * kubeadm, k3s and the managed clusters label their DNS `k8s-app=kube-dns` whatever it is called.
 */
export function systemComponent(object: Labelled): SystemComponent | null {
  const names = componentNames(object);
  if (names.some((name) => name === 'kube-dns' || name === 'coredns')) return 'dns';
  if (names.includes('kube-proxy')) return 'kube-proxy';
  return networkPluginOf(object) ? 'network-plugin' : null;
}

/** Rules that read what such a pod says of itself: the general rules about crashes lead to them. */
const componentRules: { readonly [C in SystemComponent]: readonly string[] } = {
  dns: ['dns/forwarding-loop', 'dns/corefile-invalid', 'dns/crash-selinux-old-docker', 'dns/memory-short', 'dns/not-permitted'],
  'kube-proxy': [
    'kube-proxy/rules-missing',
    'kube-proxy/config-missing',
    'kube-proxy/ipvs-modules',
    'kube-proxy/conntrack-missing',
    'kube-proxy/node-name-wrong',
    'kube-proxy/api-unreachable',
  ],
  'network-plugin': ['cni/agent-failing'],
};

/** From a general finding about a pod of the network to what its own rules make of it. */
export function componentLeads(pod: Pod, ref: Ref): Lead[] {
  const component = systemComponent(pod);
  return component ? [{ to: ref, rules: componentRules[component] }] : [];
}
