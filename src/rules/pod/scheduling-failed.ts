import { podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';

/**
 * The scheduler refused the pod in words that no other rule knows (devices claimed by the pod, a plugin or extender of this cluster,
 * a cluster without nodes): they are handed on as they are.
 * `no nodes available to schedule pods`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/schedule_one.go; devices: …/framework/plugins/dynamicresources
 */
export default defineRule({
  id: 'pod/scheduling-failed',
  coverage: ['pod/scheduling-failed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/scheduling-framework/',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes'],
  applies: (pod) => isRefusedFor(pod, 'other', 'node-name'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('other') && !scheduling?.causes.has('node-name')) return [];
    const words = scheduling.message.reasons.filter(({ kind }) => kind === 'other' || kind === 'node-name').map(({ text }) => text);
    return [
      {
        facts: {
          words: words.map((text) => quoted(text)),
          noNodes: words.some((text) => text.startsWith('no nodes available')),
          devices: (evidence.subject.spec?.resourceClaims ?? []).map(({ name }) => name),
          reason: podCondition(evidence.subject, 'PodScheduled')?.reason ?? 'Unschedulable',
        },
        proof: [scheduling.proof],
      },
    ];
  },
  says: {
    en: ({ words, noNodes, devices }) =>
      noNodes
        ? 'The cluster has no node at all, so there is nowhere to put the pod.'
        : `The scheduler finds no node for the pod and says: \`${words.join('; ')}\`.${devices.length > 0 ? ` The pod claims devices: \`${devices.join(', ')}\`.` : ''}`,
    ko: ({ words, noNodes, devices }) =>
      noNodes
        ? '클러스터에 노드가 하나도 없어 파드를 둘 곳이 없습니다.'
        : `스케줄러가 파드를 둘 노드를 찾지 못했습니다. 스케줄러의 메시지: \`${words.join('; ')}\`.${devices.length > 0 ? ` 파드가 요구하는 장치 클레임: \`${devices.join(', ')}\`.` : ''}`,
  },
  steps: ({ noNodes, devices }, pod) => [
    noNodes
      ? look('See whether nodes have joined.', '노드가 등록되어 있는지 확인합니다.', 'kubectl get nodes')
      : look(
          "Read the scheduler's words in full, and whether they change.",
          '스케줄러의 메시지 전체와 변화를 확인합니다.',
          `${sh`kubectl describe pod ${pod.name}`}${namespaceFlag(pod)}`,
        ),
    ...(devices.length > 0
      ? [
          look(
            'See whether the claimed devices exist and who has them.',
            '요구한 장치가 있는지, 누가 쓰고 있는지 확인합니다.',
            `kubectl get resourceclaims,deviceclasses,resourceslices${namespaceFlag(pod)}`,
          ),
        ]
      : []),
    look(
      'Read what the scheduler logs about the pod.',
      '스케줄러 로그에서 이 파드에 대한 내용을 확인합니다.',
      'kubectl logs -n kube-system -l component=kube-scheduler --tail=100',
    ),
  ],
});
