import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/** Somebody, or a queue such as Kueue, holds the Job back: it has no pods. No problem in itself (`info`), but the answer. */
export default defineRule({
  id: 'job/suspended',
  coverage: ['cronjob/suspended'],
  on: ['job'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/workloads/controllers/job/#suspending-a-job',
  needs: [],
  applies: ({ spec }) => spec?.suspend === true,
  check: ({ subject, ref }) => [
    { facts: { queue: subject.metadata?.labels?.['kueue.x-k8s.io/queue-name'] ?? null }, proof: [{ ref, path: 'spec.suspend', value: true }] },
  ],
  says: {
    en: ({ queue }, { name }) =>
      queue
        ? `Job \`${name}\` is suspended, and waits until queue \`${queue}\` admits it.`
        : `Job \`${name}\` is suspended (\`spec.suspend: true\`), so it has no pods.`,
    ko: ({ queue }, { name }) =>
      queue
        ? `\`${name}\` 잡이 일시 중단되어 있고, \`${queue}\` 큐가 받아 주기를 기다립니다.`
        : `\`${name}\` 잡이 일시 중단되어 있어(\`spec.suspend: true\`) 파드가 없습니다.`,
  },
  steps: ({ queue }, subject) => [
    queue
      ? {
          kind: 'look',
          text: { en: 'See what the queue says about its workload.', ko: '큐에서 이 작업의 상태를 확인합니다.' },
          command: `kubectl get workloads.kueue.x-k8s.io${namespaceFlag(subject)}`,
        }
      : {
          kind: 'look',
          text: { en: 'Find out who suspended it.', ko: '누가 중단했는지 확인합니다.' },
          command: `${sh`kubectl get job ${subject.name} -o yaml --show-managed-fields`}${namespaceFlag(subject)}`,
        },
    {
      kind: 'change',
      text: queue
        ? { en: 'Leave it to the queue: to start it by hand goes round the quota.', ko: '큐에 맡깁니다. 직접 시작하면 쿼터를 우회하게 됩니다.' }
        : { en: 'Start it.', ko: '시작합니다.' },
      ...(queue ? {} : { command: `${sh`kubectl patch job ${subject.name} -p ${'{"spec":{"suspend":false}}'}`}${namespaceFlag(subject)}` }),
      undo: { en: 'Set `suspend` to true again: its pods are then deleted.', ko: '`suspend` 값을 다시 true로 설정합니다. 파드는 지워집니다.' },
    },
  ],
});
