import type { KubeEvent } from '../../core/evidence.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** Starts within `window` that nobody makes by hand, and how many do where the kubelet says besides what fails. */
const manyStarts = 8;
const enoughWithWords = 3;
/** Milliseconds. */
const window = 180_000;
/** systemd starts a kubelet again after ten seconds: if the last start is older, it stays up now. */
const restless = 45_000;
const failures = new Set(['KubeletSetupFailed', 'FailedNodeAllocatableEnforcement']);

/**
 * The kubelet starts, cannot set itself up, ends and starts again: the node may even stay Ready meanwhile, since every start renews its lease. (One that
 * cannot read its configuration says nothing to the API server: that is node/kubelet-silent.)
 * Events: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/kubelet.go#L1775 (KubeletSetupFailed), #L3042 (Starting),
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/cm/node_container_manager_linux.go#L105 (FailedNodeAllocatableEnforcement)
 */
export default defineRule({
  id: 'node/kubelet-config-broken',
  coverage: ['node/kubelet-config-broken'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/administer-cluster/kubelet-config-file/',
  needs: ['events'],
  applies: () => true,
  check: ({ ref, now, events }) => {
    const lately = events.filter(({ component, lastAt }) => component === 'kubelet' && now.getTime() - Date.parse(lastAt) < window);
    const starts = lately.filter(({ reason }) => reason === 'Starting');
    const count = starts.reduce((sum, event) => sum + startsOf(event, now), 0);
    const last = starts.at(-1);
    const failure = lately.findLast(({ reason }) => failures.has(reason));
    if (!last || count < (failure ? enoughWithWords : manyStarts) || now.getTime() - Date.parse(last.lastAt) > restless) return [];
    const proof = ({ reason, component, message, lastAt }: KubeEvent): Proof => ({
      ref,
      path: `event ${reason} (${component})`,
      value: message,
      at: lastAt,
    });
    return [
      {
        facts: {
          node: ref.name,
          starts: count,
          last: Math.max(0, Math.round((now.getTime() - Date.parse(last.lastAt)) / 1000)),
          words: failure?.message ?? null,
        },
        proof: failure ? [proof(failure), proof(last)] : [proof(last)],
      },
    ];
  },
  says: {
    en: ({ node, starts, last, words }) =>
      `The kubelet of node \`${node}\` cannot set itself up: it started ${starts} times within three minutes, the last time ${duration(last, 'en')} ago. ${words ? `It says: \`${words}\`.` : 'What it lacks is in its log: mostly a wrong flag or setting.'}`,
    ko: ({ node, starts, last, words }) =>
      `\`${node}\` 노드의 kubelet이 시작하지 못하고 있습니다. 3분 안에 ${starts}번 시작했고, 마지막 시작은 ${duration(last, 'ko')} 전입니다. ${words ? `kubelet의 메시지: \`${words}\`.` : '원인은 kubelet 로그에 있으며, 대개 잘못된 플래그나 설정입니다.'}`,
  },
  steps: ({ node }) => [
    look(
      'On the node: with what words does the kubelet end?',
      '노드에서 kubelet이 어떤 메시지를 남기고 끝나는지 확인합니다.',
      'systemctl status kubelet --no-pager; journalctl -u kubelet -n 200 --no-pager | grep -E "^E|command failed|failed to|unknown flag" | tail -20',
    ),
    look(
      'On the node: what changed in its configuration and flags?',
      '노드에서 kubelet 설정과 플래그 가운데 바뀐 것을 확인합니다.',
      'ls -l --time-style=full-iso /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env /etc/default/kubelet; cat /var/lib/kubelet/config.yaml /var/lib/kubelet/kubeadm-flags.env',
    ),
    lookAtNode(node),
    change(
      'Put the setting right and restart the kubelet.',
      '설정을 바로잡고 kubelet을 다시 시작합니다.',
      ['Copy the file from before back, and restart it again.', '이전 파일을 다시 복사하고 다시 시작합니다.'],
      'systemctl restart kubelet',
    ),
  ],
});

/** An event that was counted up may be older than the window: its share by time. */
function startsOf({ count, firstAt, lastAt }: KubeEvent, now: Date): number {
  const from = now.getTime() - window;
  const first = Date.parse(firstAt);
  if (count <= 1 || !(first < from)) return count;
  return Math.max(1, Math.round((count * (Date.parse(lastAt) - from)) / Math.max(1, Date.parse(lastAt) - first)));
}
