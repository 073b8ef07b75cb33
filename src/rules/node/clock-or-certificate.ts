import { nodeCondition } from '../../core/node-conditions.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** Seconds that a kubelet's clock may be ahead of the API server's. */
const ahead = 60;
/** Seconds since a healthy kubelet's last report after which its clock must be slow: it reports every five minutes at least. */
const behind = 1800;

/**
 * The kubelet dates its reports by its own clock: one that lies in the future, or far in the past on a node that is Ready (the node controller
 * goes by the time at which a report came in), tells of a wrong clock. Certificates and tokens are then expired or not yet valid.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/nodelifecycle/node_lifecycle_controller.go (probeTimestamp)
 */
export default defineRule({
  id: 'node/clock-or-certificate',
  coverage: ['node/clock-or-certificate'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/reference/access-authn-authz/kubelet-tls-bootstrapping/#certificate-rotation',
  needs: [],
  applies: (node) => nodeCondition(node, 'Ready')?.status === 'True',
  check: ({ subject, ref, now }) => {
    const heartbeat = nodeCondition(subject, 'Ready')?.lastHeartbeatTime;
    const late = (now.getTime() - Date.parse(heartbeat ?? '')) / 1000;
    if (!heartbeat || !(late < -ahead || late > behind)) return [];
    return [
      {
        facts: { node: ref.name, fast: late < 0, seconds: Math.round(Math.abs(late)) },
        proof: [{ ref, path: 'status.conditions[type=Ready].lastHeartbeatTime', value: heartbeat, at: now.toISOString() }],
      },
    ];
  },
  says: {
    en: ({ node, fast, seconds }) =>
      fast
        ? `The clock of node \`${node}\` is at least ${duration(seconds, 'en')} fast: its kubelet dates its last report in the future. Certificates and tokens may count as expired there.`
        : `The clock of node \`${node}\` is probably slow: the node is Ready, but dates its last report ${duration(seconds, 'en')} back. Certificates and tokens may count as not yet valid there.`,
    ko: ({ node, fast, seconds }) =>
      fast
        ? `\`${node}\` 노드의 시계가 ${duration(seconds, 'ko')} 이상 빠릅니다. kubelet의 마지막 보고 시각이 미래입니다. 이 노드에서는 인증서와 토큰이 만료된 것으로 보일 수 있습니다.`
        : `\`${node}\` 노드의 시계가 느린 것 같습니다. 노드는 Ready 상태인데 마지막 보고 시각이 ${duration(seconds, 'ko')} 전입니다. 이 노드에서는 인증서와 토큰이 아직 유효하지 않은 것으로 보일 수 있습니다.`,
  },
  steps: () => [
    look(
      'On the node: what time is it, and is it synchronised?',
      '노드의 시각과 시각 동기화 상태를 확인합니다.',
      'date -u; timedatectl; chronyc tracking',
    ),
    look(
      "On the node: the dates, issuer and group (`system:nodes`) of the kubelet's certificates.",
      '노드에서 kubelet 인증서의 유효 기간, 발급자, 그룹(`system:nodes`)을 확인합니다.',
      'openssl x509 -in /var/lib/kubelet/pki/kubelet-client-current.pem -noout -issuer -subject -dates; openssl x509 -in /var/lib/kubelet/pki/kubelet.crt -noout -issuer -subject -dates',
    ),
    change(
      'Set the clock and keep it synchronised; then restart the kubelet, which asks for new certificates where it needs them.',
      '시계를 맞추고 동기화를 켠 뒤 kubelet을 다시 시작합니다. 필요하면 kubelet이 새 인증서를 요청합니다.',
      ['Nothing to undo.', '되돌릴 것이 없습니다.'],
      'systemctl restart chronyd kubelet',
    ),
  ],
});
