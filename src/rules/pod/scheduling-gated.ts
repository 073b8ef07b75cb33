import { podCondition } from '../../core/pod-state.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/** A controller that opens its gates within this time is at work as it should be. Milliseconds. */
const patience = 10_000;

/**
 * The pod has `schedulingGates`: the scheduler does not look at it until whoever set them takes them away.
 * `SchedulingGated`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/registry/core/pod/strategy.go (applySchedulingGatedCondition)
 */
export default defineRule({
  id: 'pod/scheduling-gated',
  coverage: ['pod/scheduling-gated'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/pod-scheduling-readiness/',
  needs: [],
  applies: (pod) => (pod.spec?.schedulingGates ?? []).length > 0 && !pod.metadata?.deletionTimestamp,
  check: ({ subject, ref, now }) => {
    const gates = (subject.spec?.schedulingGates ?? []).map(({ name }) => name);
    const [gate = ''] = gates;
    const since = subject.metadata?.creationTimestamp ?? '';
    if (now.getTime() - Date.parse(since) < patience) return [];
    const condition = podCondition(subject, 'PodScheduled');
    return [
      {
        facts: { gates, by: /^([^/]+)\//.exec(gate)?.[1] ?? null },
        proof: [
          { ref, path: 'spec.schedulingGates.name', value: gate, at: since },
          { ref, path: 'status.conditions[type=PodScheduled].reason', value: condition?.reason ?? null },
        ],
      },
    ];
  },
  says: {
    en: ({ gates, by }) =>
      `The pod is held back by ${gates.length === 1 ? 'its scheduling gate' : 'its scheduling gates'} ${names(gates)}: the scheduler does not look at it until ${gates.length === 1 ? 'it is' : 'they are'} removed.${by ? ` The controller of \`${by}\` should do that.` : ''}`,
    ko: ({ gates, by }) =>
      `파드에 걸린 스케줄링 게이트(${names(gates)})가 풀릴 때까지 스케줄러가 이 파드를 보지 않습니다.${by ? ` 게이트는 \`${by}\` 컨트롤러가 풀어야 합니다.` : ''}`,
  },
  steps: ({ gates, by }, pod) => [
    look(
      by ? `See whether the controller behind \`${by}\` runs.` : 'Find the controller that set the gate, and see whether it runs.',
      by ? `\`${by}\` 컨트롤러가 실행 중인지 확인합니다.` : '게이트를 건 컨트롤러를 찾아 실행 중인지 확인합니다.',
      'kubectl get pods -A',
    ),
    look(
      'See who set the gate and when.',
      '누가 언제 게이트를 걸었는지 확인합니다.',
      `${sh`kubectl get pod ${pod.name} -o yaml --show-managed-fields`}${namespaceFlag(pod)}`,
    ),
    change(
      `If nothing is going to open it, remove the gate \`${gates[0] ?? ''}\` by hand.`,
      `풀어 줄 컨트롤러가 없다면 \`${gates[0] ?? ''}\` 게이트를 직접 지웁니다.`,
      ['A gate cannot be added again: delete the pod and create it anew.', '게이트는 다시 걸 수 없습니다. 파드를 지우고 다시 만듭니다.'],
      `${sh`kubectl patch pod ${pod.name} --type=json -p ${'[{"op":"remove","path":"/spec/schedulingGates/0"}]'}`}${namespaceFlag(pod)}`,
    ),
  ],
});
