import type { CertificateSigningRequest } from './kinds.ts';

/** Requests that are older than this are not on their way any more: milliseconds. */
const patience = 60_000;

export type KubeletRequest = {
  readonly name: string;
  readonly node: string;
  readonly state: 'pending' | 'denied' | 'failed' | 'unsigned';
  /** Of the kubelet's client certificate, or of the one that it serves with. */
  readonly serving: boolean;
  readonly requestor: string;
  readonly words: string | null;
  /** When it was asked for: RFC 3339. */
  readonly at: string;
};

/**
 * Certificates that kubelets asked for and did not get. The controller manager approves client certificates of kubelets and of bootstrap tokens;
 * serving certificates wait for a person: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/certificates/approver/sarapprove.go
 */
export function unansweredRequests(requests: readonly CertificateSigningRequest[], now: Date): readonly KubeletRequest[] {
  return requests.flatMap((request) => {
    const { signerName = '', username = '' } = request.spec ?? {};
    const serving = signerName === 'kubernetes.io/kubelet-serving';
    if (!serving && signerName !== 'kubernetes.io/kube-apiserver-client-kubelet') return [];
    const state = stateOf(request);
    const age = now.getTime() - Date.parse(request.metadata?.creationTimestamp ?? '');
    if (!state || age < patience) return [];
    const words = request.status?.conditions?.find(({ type }) => type === 'Denied' || type === 'Failed')?.message ?? null;
    const node = username.startsWith('system:node:') ? username.slice('system:node:'.length) : '';
    return [{ name: request.metadata?.name ?? '', node, state, serving, requestor: username, words, at: request.metadata?.creationTimestamp ?? '' }];
  });
}

function stateOf({ status }: CertificateSigningRequest): KubeletRequest['state'] | null {
  const has = (type: string) => status?.conditions?.some((condition) => condition.type === type) ?? false;
  if (has('Denied')) return 'denied';
  if (has('Failed')) return 'failed';
  if (!has('Approved')) return 'pending';
  return status?.certificate ? null : 'unsigned';
}
