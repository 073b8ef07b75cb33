import type { ApiContact, Unreachable } from '../../core/api-contact.ts';
import { contactSteps } from '../../core/contact-steps.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { type ContactFacts, contactWords } from '../../core/words/contact-words.ts';

/** The API server cannot be asked, seen from the client: each way of failing has another cause, and another person who can mend it. */
export default defineRule({
  id: 'control-plane/api-unreachable',
  coverage: ['control-plane/api-unreachable'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/',
  needs: [],
  applies: ({ unreachable }) => unreachable !== undefined,
  check: ({ subject: { unreachable }, ref, now }) => {
    if (!unreachable) return [];
    const { code, what, message, alive, contact } = unreachable;
    const facts: ContactFacts = {
      code,
      ...addressOf(contact),
      what,
      message,
      alive,
      connected: contact?.connected ?? null,
      certificate: contact?.certificate ? { ...contact.certificate, early: Date.parse(contact.certificate.validFrom) > now.getTime() } : null,
      client: contact ? { ...contact.client, expired: Date.parse(contact.client.validTo ?? '') < now.getTime() } : null,
      as: contact?.as ?? null,
      refusal: code === 'forbidden' ? refusalOf(message) : null,
    };
    return [{ facts, proof: [{ ref, path: contact ? `connection to ${contact.server}` : 'connection', value: message }, ...more(unreachable, ref)] }];
  },
  says: { en: (facts, { name }) => contactWords(facts, name).en, ko: (facts, { name }) => contactWords(facts, name).ko },
  steps: (facts, { name }) => contactSteps(facts, name),
});

function addressOf(contact: ApiContact | null): { readonly address: string | null; readonly host: string | null } {
  if (!contact) return { address: null, host: null };
  const { protocol, hostname, port } = new URL(contact.server);
  return { address: `${hostname}:${port || (protocol === 'http:' ? '80' : '443')}`, host: hostname };
}

/** What the certificates say, where they have a part in it. */
function more({ code, contact }: Unreachable, ref: Proof['ref']): readonly Proof[] {
  const { certificate, client } = contact ?? {};
  if (certificate && code.startsWith('x509')) {
    const { subject, issuer, validFrom, validTo, names } = certificate;
    const dates = { path: 'serving certificate: not after', value: validTo };
    const early = { path: 'serving certificate: not before', value: validFrom };
    return [
      { ref, path: 'serving certificate: subject', value: subject },
      ...(code === 'x509-expired' ? [early, dates].map((one) => ({ ref, ...one })) : []),
      ...(code === 'x509-unknown-issuer' ? [{ ref, path: 'serving certificate: issuer', value: issuer }] : []),
      ...(code === 'x509-wrong-name' ? [{ ref, path: 'serving certificate: names', value: names[0] ?? '' }] : []),
    ];
  }
  if (code !== 'unauthorized' || !client) return [];
  return [
    ...(client.name ? [{ ref, path: `credentials (${client.kind}): name`, value: client.name }] : []),
    ...(client.validTo ? [{ ref, path: `credentials (${client.kind}): not after`, value: client.validTo }] : []),
  ];
}

/**
 * `pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "shop"`:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go (forbiddenMessage)
 */
function refusalOf(message: string): ContactFacts['refusal'] {
  const [, user, verb = null, resource] = /User "([^"]{1,253})" cannot (\w+) (?:resource|path) "([^"]{1,253})"/.exec(message) ?? [];
  if (!user || !resource) return null;
  const [, namespace = null] = /in the namespace "([^"]{1,253})"/.exec(message) ?? [];
  return { user, verb, resource, namespace, anonymous: user === 'system:anonymous' };
}
