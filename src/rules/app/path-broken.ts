import { backendsOfIngress } from '../../core/ingress.ts';
import type { Ingress, Service } from '../../core/kinds.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Lead } from '../../core/rule.ts';
import { selectsPods } from '../../core/service-backends.ts';
import { faultSteps } from '../../core/trace/fault-steps.ts';
import { type FaultPlace, faultWords } from '../../core/trace/fault-words.ts';
import { type AppPath, type BrokenLink, brokenLinks, type Fault, type Hop } from '../../core/trace/path.ts';

const mostHits = 2;
/** Of these only the subject's own rules speak, when it is the subject's own. */
const ownOfIngress: readonly Fault['type'][] = ['service-missing', 'port-missing'];

/**
 * Behind the subject a link is broken: the pods there name a Service that does not exist, that sends to nobody, or that a policy closes.
 * The first broken link is told, and leads to what is broken there. What concerns the subject alone is left to its own rules.
 */
export default defineRule({
  id: 'app/path-broken',
  coverage: ['app/path-broken'],
  on: ['service', 'ingress'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/',
  needs: ['appPath'],
  applies: (subject, { kind }) => (kind === 'service' ? selectsPods(subject as Service) : backendsOfIngress(subject as Ingress).length > 0),
  check: ({ appPath }) =>
    brokenLinks(appPath)
      .filter((link) => isTold(link, appPath))
      .slice(0, mostHits)
      .map(({ fault, hop, proof }) => {
        const from = before(hop, appPath);
        return {
          facts: {
            fault,
            to: nameOf(hop.ref),
            from: from ? nameOf(from.ref) : null,
            via: hop.via,
            pod: hop.pod ? nameOf(hop.pod) : null,
            trail: trail(hop, appPath),
          },
          proof,
          leads: leadsOf({ fault, hop, proof, level: 'broken' }, from),
        };
      }),
  says: {
    en: (facts) => `${faultWords(facts.fault, placeOf(facts)).en} The way there: \`${facts.trail}\`.`,
    ko: (facts) => `${faultWords(facts.fault, placeOf(facts)).ko} 경로: \`${facts.trail}\``,
  },
  steps: (facts) => faultSteps(facts.fault, placeOf(facts)),
});

type Name = { readonly kind: Ref['kind']; readonly name: string; readonly namespace: string };
type Placed = { readonly to: Name; readonly from: Name | null; readonly via: Hop['via']; readonly pod: Name | null };

function nameOf({ kind, name, namespace = 'default' }: Ref): Name {
  return { kind, name, namespace };
}

function placeOf({ to, from, via, pod }: Placed): FaultPlace {
  return { to, from, via, pod };
}

function before({ parent }: Hop, { hops }: AppPath): Hop | null {
  return parent === null ? null : (hops[parent] ?? null);
}

/** Is it for this rule to tell? Not the subject's own faults, nor mere hints about tiers that work. */
function isTold({ fault, hop, level }: BrokenLink, path: AppPath): boolean {
  const from = before(hop, path);
  if (!from) return false;
  if (hop.role === 'pods' && from.parent === null && from.role === 'service') return false;
  if (hop.via.type === 'route' && ownOfIngress.includes(fault.type)) return false;
  if (fault.type === 'login-differs') return from.state === 'broken';
  return level === 'broken' || fault.type === 'target-undeclared' || fault.type === 'restarting';
}

/** `service/web → deployment/web → service/db`. */
function trail(hop: Hop, path: AppPath): string {
  const names: string[] = [];
  for (let at: Hop | null = hop; at; at = before(at, path)) names.unshift(`${at.ref.kind}/${at.ref.name}`);
  return names.join(' → ');
}

function leadsOf({ fault, hop }: BrokenLink, from: Hop | null): Lead[] {
  const restless = from?.pod && from.ready && from.ready.ready < from.ready.total;
  const caller: Lead[] = from?.pod && restless ? [{ to: from.pod, rules: ['service/not-found', 'network/path-blocked', 'network/dns-blocked'] }] : [];
  switch (fault.type) {
    case 'service-missing':
    case 'dns-policy':
    case 'policy':
      return fault.type === 'policy' && hop.role === 'service' ? [...caller, { to: hop.ref, rules: ['network/policy-blocks'] }] : caller;
    case 'restarting':
      return from?.role === 'service' ? [{ to: from.ref, rules: ['service/backends-restarting'] }] : [];
    case 'not-ready':
      return [...(from?.role === 'service' ? [{ to: from.ref }] : []), ...(hop.pod ? [{ to: hop.pod }] : [])];
    case 'port-missing':
    case 'login-differs':
      return [];
    default:
      return [{ to: hop.ref }];
  }
}
