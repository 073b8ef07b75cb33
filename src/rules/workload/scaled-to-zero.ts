import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { moment } from '../../core/words/time-words.ts';

/**
 * Nobody asked for a pod. Mostly on purpose, so it is no problem (`info`) and a question about the whole cluster stays quiet about it;
 * but it is the answer to "why are there no pods?" (`explains`), and the cause of what leads here, such as a Service without endpoints.
 * A ReplicaSet of a Deployment is left out: those of earlier revisions are at zero as a matter of course.
 */
export default defineRule({
  id: 'workload/scaled-to-zero',
  coverage: ['workload/scaled-to-zero', 'workload/replication-controller'],
  on: ['deployment', 'replicaset', 'replicationcontroller', 'statefulset'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#scaling-a-deployment',
  needs: [],
  applies: ({ spec, metadata }) => spec?.replicas === 0 && !metadata?.ownerReferences?.some(({ controller }) => controller),
  check: ({ subject, ref }) => {
    const scaled = subject.metadata?.managedFields?.find(({ subresource }) => subresource === 'scale');
    return [
      {
        facts: { by: scaled?.manager ?? null, at: scaled?.time ?? null, left: subject.status?.replicas ?? 0 },
        proof: [{ ref, path: 'spec.replicas', value: 0, ...(scaled?.time ? { at: scaled.time } : {}) }],
      },
    ];
  },
  says: {
    en: ({ by, at, left }, { name }) =>
      `\`${name}\` is scaled to 0 replicas, so it has no pods${left > 0 ? ` (${left} still ${left === 1 ? 'ends' : 'end'})` : ''}.${by && at ? ` It was last scaled by \`${by}\` at ${moment(at)}.` : ''}`,
    ko: ({ by, at, left }, { name }) =>
      `\`${name}\` 워크로드가 레플리카 0개로 설정되어 있어 파드가 없습니다${left > 0 ? ` (종료 중인 파드 ${left}개)` : ''}.${by && at ? ` 마지막 스케일 변경: \`${by}\`, ${moment(at)}.` : ''}`,
  },
  steps: (_facts, subject) => [
    {
      kind: 'look',
      text: { en: 'Find out who scaled it down, and why.', ko: '누가 왜 줄였는지 확인합니다.' },
      command: `${sh`kubectl get ${`${subject.kind}/${subject.name}`} -o yaml --show-managed-fields`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: {
        en: 'If it should run, scale it up. An autoscaler does not do that: it leaves alone what is at zero.',
        ko: '실행되어야 한다면 레플리카를 늘립니다. 오토스케일러는 0개인 워크로드를 건드리지 않습니다.',
      },
      command: `${sh`kubectl scale ${`${subject.kind}/${subject.name}`} --replicas=1`}${namespaceFlag(subject)}`,
      undo: { en: 'Scale it back to 0 in the same way.', ko: '같은 방법으로 다시 0개로 줄입니다.' },
    },
  ],
});
