import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look, rollBack } from '../../core/steps.ts';
import { ignoredBy, ignoredFor, isDefaultScheduler } from '../../core/unscheduled.ts';
import { duration } from '../../core/words/time-words.ts';

/** The pod asks for a scheduler by name, and nobody of that name has looked at it. */
export default defineRule({
  id: 'pod/unknown-scheduler',
  coverage: ['pod/unknown-scheduler'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/extend-kubernetes/configure-multiple-schedulers/',
  needs: [],
  wants: ['boundPods', 'owners'],
  applies: (pod) => {
    const name = ignoredBy(pod);
    return name !== null && !isDefaultScheduler(name);
  },
  check: ({ subject, ref, now, boundPods, owners }) => {
    const scheduler = ignoredBy(subject) ?? '';
    const waited = ignoredFor(subject, now);
    if (waited === null) return [];
    const known = [...new Set(boundPods?.map(({ spec }) => spec?.schedulerName ?? 'default-scheduler') ?? [])];
    return [
      {
        facts: {
          scheduler,
          waited,
          /** Running pods that it placed; null where pods of the cluster may not be read. */
          placed: boundPods?.filter(({ spec }) => spec?.schedulerName === scheduler).length ?? null,
          similar:
            similarNames(
              scheduler,
              known.filter((name) => name !== scheduler),
              1,
            )[0] ?? null,
          workload: owningWorkload(owners),
        },
        proof: [{ ref, path: 'spec.schedulerName', value: scheduler, at: subject.metadata?.creationTimestamp ?? '' }],
      },
    ];
  },
  says: {
    en: ({ scheduler, waited, placed, similar }) => {
      const hint = similar ? ` Pods that run were placed by \`${similar}\`.` : '';
      const seen = placed
        ? `it placed ${placed} running ${placed === 1 ? 'pod' : 'pods'} before, so it has stopped`
        : 'no running pod was placed by it, so it seems not to exist';
      return `The pod asks for scheduler \`${scheduler}\`, which has not looked at it in ${duration(waited, 'en')}${placed === null ? '' : `: ${seen}`}.${hint}`;
    },
    ko: ({ scheduler, waited, placed, similar }) => {
      const hint = similar ? ` 실행 중인 파드는 \`${similar}\` 스케줄러가 배치했습니다.` : '';
      const seen = placed
        ? ` 이 스케줄러가 배치한 파드가 ${placed}개 실행 중이므로, 지금은 멈춘 것으로 보입니다.`
        : ' 이 스케줄러가 배치한 파드가 하나도 없으므로, 없는 스케줄러로 보입니다.';
      return `파드가 지정한 \`${scheduler}\` 스케줄러가 ${duration(waited, 'ko')} 동안 이 파드를 보지 않았습니다.${placed === null ? '' : seen}${hint}`;
    },
  },
  steps: ({ scheduler, placed, workload }, pod) => {
    const target = editableTarget(workload);
    const patch = JSON.stringify({ spec: { template: { spec: { schedulerName: 'default-scheduler' } } } });
    return [
      look('Look for the scheduler: its pods, or its lease.', '스케줄러의 파드나 리스가 있는지 확인합니다.', 'kubectl get pods,leases -A'),
      ...(placed
        ? [look(`Find out why \`${scheduler}\` does not act: read its log.`, `\`${scheduler}\` 스케줄러가 왜 멈췄는지 로그를 확인합니다.`)]
        : []),
      change(
        'If the pod does not need that scheduler, use the default one.',
        '그 스케줄러가 꼭 필요하지 않다면 기본 스케줄러를 씁니다.',
        rollBack(target, pod),
        target ? `${sh`kubectl patch ${target} -p ${patch}`}${namespaceFlag(pod)}` : undefined,
      ),
    ];
  },
});
