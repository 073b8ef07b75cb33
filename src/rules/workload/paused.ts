import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { templateChanges } from '../../core/template-changes.ts';
import { changeList } from '../../core/words/change-list.ts';

/** A paused Deployment holds changes of its template back. One that has nothing to roll out is left in peace. */
export default defineRule({
  id: 'workload/paused',
  coverage: ['workload/paused'],
  on: ['deployment'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#pausing-and-resuming-a-deployment',
  needs: ['replicaSets'],
  applies: ({ spec }) => spec?.paused === true,
  check: ({ subject, ref, replicaSets }) => {
    const newest = replicaSets.at(-1);
    const changes = newest ? templateChanges(newest.spec?.template, subject.spec?.template).slice(0, 20) : [];
    if (newest ? changes.length === 0 : subject.spec?.replicas === 0) return [];
    return [
      {
        facts: { started: newest !== undefined, changes: changes.map(({ path, from, to }) => ({ path, from, to })) },
        proof: [
          { ref, path: 'spec.paused', value: true },
          { ref, path: 'status.updatedReplicas', value: subject.status?.updatedReplicas ?? 0 },
        ],
      },
    ];
  },
  says: {
    en: ({ started, changes }, { name }) =>
      started
        ? `Deployment \`${name}\` is paused, so the change of its template is not rolled out: ${changeList(changes, 'en')}.`
        : `Deployment \`${name}\` has been paused since it was created, so it has no pods.`,
    ko: ({ started, changes }, { name }) =>
      started
        ? `\`${name}\` 디플로이먼트가 일시 중지되어 있어 템플릿 변경이 적용되지 않습니다: ${changeList(changes, 'ko')}.`
        : `\`${name}\` 디플로이먼트가 처음부터 일시 중지되어 있어 파드가 없습니다.`,
  },
  steps: (_facts, subject) => [
    {
      kind: 'look',
      text: { en: 'Find out who paused it, and why.', ko: '누가 왜 일시 중지했는지 확인합니다.' },
      command: `${sh`kubectl rollout history deployment/${subject.name}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'change',
      text: { en: 'Resume it: all changes made meanwhile are rolled out at once.', ko: '다시 시작합니다. 그동안의 변경이 한꺼번에 적용됩니다.' },
      command: `${sh`kubectl rollout resume deployment/${subject.name}`}${namespaceFlag(subject)}`,
      undo: {
        en: `\`${sh`kubectl rollout pause deployment/${subject.name}`}${namespaceFlag(subject)}\`, and \`kubectl rollout undo\` for what was rolled out.`,
        ko: `\`${sh`kubectl rollout pause deployment/${subject.name}`}${namespaceFlag(subject)}\` 명령으로 다시 멈추고, 적용된 변경은 \`kubectl rollout undo\` 명령으로 되돌립니다.`,
      },
    },
  ],
});
