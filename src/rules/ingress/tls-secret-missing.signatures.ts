import type { KubeEvent, SpokenLog } from '../../core/evidence.ts';
import type { Proof } from '../../core/rule.ts';

type Fault = 'missing' | 'unusable';

/**
 * What controllers write of a certificate that they cannot find or use. The line must name the Secret too.
 * - ingress-nginx: https://github.com/kubernetes/ingress-nginx/blob/main/internal/ingress/controller/controller.go (createServers)
 * - Traefik: https://github.com/traefik/traefik/blob/master/pkg/provider/kubernetes/ingress/kubernetes.go (loadCertificates)
 * - NGINX's own: https://github.com/nginx/kubernetes-ingress/blob/main/internal/k8s/secrets/store.go (GetSecret)
 */
const signatures: readonly { readonly pattern: RegExp; readonly fault: Fault }[] = [
  { pattern: /local SSL certificate \S+ was not found|no object matching key \S+ in local store/i, fault: 'missing' },
  { pattern: /\bsecrets? "?\S+"? (?:does not exist|not found|was not found)/i, fault: 'missing' },
  { pattern: /secret doesn't exist or of an unsupported type/i, fault: 'missing' },
  { pattern: /does not contain a valid SSL certificate|contains no keypair|is invalid: .*(?:certificate|key|PEM)/i, fault: 'unusable' },
];

/** The newest event or log line that says so of this Secret. */
export function findTlsWords(
  secret: string,
  namespace: string,
  events: readonly KubeEvent[],
  logs: readonly SpokenLog[],
): { readonly fault: Fault; readonly proof: Proof } | null {
  const event = events.findLast(({ message }) => faultIn(message, secret, null));
  if (event) {
    const { about, reason, component, message, lastAt } = event;
    const fault = faultIn(message, secret, null) as Fault;
    return { fault, proof: { ref: about, path: `event ${reason} (${component})`, value: message, at: lastAt } };
  }
  for (const { ref, container, lines } of logs) {
    const line = lines.findLast((one) => faultIn(one, secret, namespace));
    if (line) return { fault: faultIn(line, secret, namespace) as Fault, proof: { ref, path: `log ${container}`, value: line.slice(0, 500) } };
  }
  return null;
}

/** A log is everybody's: there the namespace must be named too. */
function faultIn(text: string, secret: string, namespace: string | null): Fault | null {
  const wanted = namespace ? `${namespace}/${secret}` : secret;
  const named = text.split(/[\s"'`,;:()[\]]+/).some((word) => word === wanted || word.endsWith(`/${wanted}`));
  return named ? (signatures.find(({ pattern }) => pattern.test(text))?.fault ?? null) : null;
}
