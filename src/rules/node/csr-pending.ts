import { nodeCondition } from '../../core/node-conditions.ts';
import { type KubeletRequest, unansweredRequests } from '../../core/pending-requests.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

const most = 3;

/** A kubelet asked for a certificate and did not get it: a new node does not join, or logs, exec and metrics of a node fail by TLS. */
export default defineRule({
  id: 'node/csr-pending',
  coverage: ['node/csr-pending'],
  on: ['cluster', 'node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation',
  needs: ['certificateSigningRequests'],
  // of a node that is Ready the cluster tells
  applies: (subject, { kind }) => kind === 'cluster' || ('spec' in subject && nodeCondition(subject, 'Ready')?.status !== 'True'),
  check: ({ ref, now, certificateSigningRequests }) => {
    const all = unansweredRequests(certificateSigningRequests, now);
    const own = ref.kind === 'node' ? all.filter(({ node }) => node === ref.name) : newest(all);
    const [first, ...others] = own;
    if (!first) return [];
    return [
      {
        facts: { count: own.length, requests: [first, ...others].slice(0, most), serving: own.every(({ serving }) => serving) },
        proof: [proofOf(first), ...others.slice(0, most - 1).map(proofOf)],
        leads:
          first.state === 'unsigned' ? [{ to: { kind: 'cluster' as const, name: 'cluster' }, rules: ['control-plane/controller-manager-down'] }] : [],
      },
    ];
  },
  says: {
    en: ({ count, requests, serving }) => {
      const [first] = requests;
      const who = first?.node ? `the kubelet of node \`${first.node}\`` : 'a new kubelet that joins with a bootstrap token';
      const others = count > 1 ? `, and ${count - 1} more like it` : '';
      const what = first?.serving ? 'the certificate that it serves with' : 'its client certificate';
      const why: Readonly<Record<string, string>> = {
        pending: first?.serving ? 'is not approved: nothing approves those by itself' : 'is not approved',
        denied: 'was denied',
        failed: 'could not be signed',
        unsigned: 'is approved, but not signed, which is the work of the controller manager',
      };
      const effect = serving
        ? ' Until then it shows a self-signed one, and metrics-server does not trust that.'
        : ' Without it the node cannot talk to the API server.';
      return `The request of ${who} for ${what} (\`${first?.name ?? ''}\`) ${why[first?.state ?? 'pending']}${first?.words ? ` (\`${first.words}\`)` : ''}${others}.${effect}`;
    },
    ko: ({ count, requests, serving }) => {
      const [first] = requests;
      const who = first?.node ? `\`${first.node}\` 노드의 kubelet이` : '부트스트랩 토큰으로 참여하는 새 kubelet이';
      const what = first?.serving ? '서빙 인증서' : '클라이언트 인증서';
      const why: Readonly<Record<string, string>> = {
        pending: first?.serving ? '승인되지 않았습니다. 이 종류는 자동으로 승인되지 않습니다' : '승인되지 않았습니다',
        denied: '거부되었습니다',
        failed: '서명에 실패했습니다',
        unsigned: '승인되었지만 서명되지 않았습니다. 컨트롤러 매니저가 실행 중인지 확인해야 합니다',
      };
      const effect = serving
        ? ' 그때까지 자체 서명 인증서를 쓰므로 metrics-server가 신뢰하지 않습니다.'
        : ' 이 인증서가 없으면 노드가 API 서버와 통신하지 못합니다.';
      return `${who} 보낸 ${what} 요청(\`${first?.name ?? ''}\`)이 ${why[first?.state ?? 'pending']}${first?.words ? `(\`${first.words}\`)` : ''}.${count > 1 ? ` 같은 요청이 ${count - 1}개 더 있습니다.` : ''}${effect}`;
    },
  },
  steps: ({ requests }) => {
    const names = requests.map(({ name }) => name);
    return [
      look('See who asked for what, and when.', '누가 언제 무엇을 요청했는지 확인합니다.', 'kubectl get csr --sort-by=.metadata.creationTimestamp'),
      look(
        'Does the node belong to you, and do the names in the request fit it?',
        '아는 노드인지, 요청에 적힌 이름이 그 노드와 맞는지 확인합니다.',
        sh`kubectl describe csr ${names[0] ?? ''}`,
      ),
      requests.some(({ state }) => state === 'pending')
        ? change(
            'Approve what you know. For serving certificates a controller that checks and approves them saves the work.',
            '아는 요청만 승인합니다. 서빙 인증서는 검사 후 승인해 주는 컨트롤러를 두면 편합니다.',
            ['An issued certificate cannot be taken back: it ends when it expires.', '발급된 인증서는 취소할 수 없고 만료될 때까지 유효합니다.'],
            sh`kubectl certificate approve ${names}`,
          )
        : change(
            'Delete the request and restart the kubelet, which asks again.',
            '요청을 지우고 kubelet을 다시 시작하면 다시 요청합니다.',
            ['Nothing to undo.', '되돌릴 것이 없습니다.'],
            sh`kubectl delete csr ${names}`,
          ),
    ];
  },
});

/** The kubelet asks again and again: its newest request stands for all; those of bootstrap tokens are each of another node. */
function newest(requests: readonly KubeletRequest[]): readonly KubeletRequest[] {
  const known = new Map(requests.filter(({ node }) => node).map((request) => [`${request.node} ${request.serving}`, request]));
  return [...known.values(), ...requests.filter(({ node }) => !node)];
}

function proofOf({ name, requestor, words, at }: KubeletRequest) {
  const ref = { kind: 'certificatesigningrequest' as const, name };
  return { ref, ...(words === null ? { path: 'spec.username', value: requestor } : { path: 'status.conditions[].message', value: words }), at };
}
