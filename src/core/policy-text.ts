import type { LabelSelector } from './kinds.ts';
import type { rulesOf } from './network-policy.ts';
import { selectorToString } from './selector.ts';

type PolicyRule = ReturnType<typeof rulesOf>[number];

/** The peers of a rule in the notation of `-l`: `app=web`, `[name=front] app=web` (in namespaces of that label), `10.0.0.0/8 !10.1.0.0/16`; `*` for everybody. */
export function peersText({ peers }: PolicyRule): string {
  return peers.length === 0 ? '*' : peers.map(peerText).join(' | ');
}

function peerText({ ipBlock, podSelector, namespaceSelector }: PolicyRule['peers'][number]): string {
  if (ipBlock) return [ipBlock.cidr, ...(ipBlock.except ?? []).map((cidr) => `!${cidr}`)].join(' ');
  const pods = podSelector ? selectorText(podSelector) : '*';
  return namespaceSelector ? `[${selectorText(namespaceSelector)}] ${pods}` : pods;
}

/** `5432/TCP`, `8000-8010/TCP`, `pg/TCP`; `*` for every port. */
export function portsText({ ports }: PolicyRule): string {
  if (ports.length === 0) return '*';
  return ports.map(({ port, endPort, protocol }) => `${port ?? '*'}${endPort ? `-${endPort}` : ''}/${protocol ?? 'TCP'}`).join(', ');
}

/** An empty selector means all. */
export function selectorText(selector: LabelSelector): string {
  return selectorToString(selector) || '*';
}

/** What is to be believed of policies on this cluster. */
export function enforcementWords({ plugin, enforces }: { readonly plugin: string | null; readonly enforces: boolean | null }): {
  readonly en: string;
  readonly ko: string;
} {
  if (enforces) return { en: ` ${plugin} enforces it.`, ko: ` ${plugin} 플러그인이 이를 적용합니다.` };
  if (enforces === false)
    return { en: ` ${plugin} does not enforce NetworkPolicies.`, ko: ` ${plugin} 플러그인은 네트워크폴리시를 적용하지 않습니다.` };
  return {
    en: ' No known network plugin was seen: it holds only if yours enforces NetworkPolicies (Flannel alone does not).',
    ko: ' 알려진 네트워크 플러그인을 찾지 못했습니다. 플러그인이 네트워크폴리시를 적용할 때에만 해당합니다 (Flannel 단독으로는 적용하지 않습니다).',
  };
}
