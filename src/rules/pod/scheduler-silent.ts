import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { ignoredBy, ignoredFor, isDefaultScheduler } from '../../core/unscheduled.ts';
import { duration } from '../../core/words/time-words.ts';

/** kube-scheduler renews its lease every two seconds; one this old is nobody's. Milliseconds. */
const stale = 30_000;

/** The default scheduler has not looked at the pod at all: no node, no condition, no event. */
export default defineRule({
  id: 'pod/scheduler-silent',
  coverage: ['pod/scheduler-silent'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/',
  needs: [],
  wants: ['schedulerLease'],
  applies: (pod) => isDefaultScheduler(ignoredBy(pod) ?? ''),
  check: ({ subject, ref, now, schedulerLease }) => {
    const waited = ignoredFor(subject, now);
    if (waited === null) return [];
    const renewed = schedulerLease?.spec?.renewTime ?? null;
    const silent = renewed ? Math.round((now.getTime() - Date.parse(renewed)) / 1000) : null;
    return [
      {
        facts: {
          waited,
          lease:
            schedulerLease === undefined
              ? 'unseen'
              : schedulerLease === null
                ? 'absent'
                : silent !== null && silent * 1000 > stale
                  ? 'stale'
                  : 'fresh',
          silent,
          holder: schedulerLease?.spec?.holderIdentity ?? null,
        },
        proof: [
          { ref, path: 'status.conditions[type=PodScheduled]', value: null, at: subject.metadata?.creationTimestamp ?? '' },
          ...(renewed
            ? [
                {
                  ref: { kind: 'lease' as const, name: 'kube-scheduler', namespace: 'kube-system' },
                  path: 'spec.renewTime',
                  value: renewed,
                  at: renewed,
                },
              ]
            : []),
        ],
        leads: [{ to: { kind: 'cluster' as const, name: 'cluster' }, rules: ['control-plane/scheduler-down', 'control-plane/component-crash'] }],
      },
    ];
  },
  says: {
    en: ({ waited, lease, silent, holder }) => {
      const why = {
        stale: ` kube-scheduler last renewed its lease ${duration(silent ?? 0, 'en')} ago${holder ? ` (\`${holder}\`)` : ''}: it is not running.`,
        absent: ' There is no lease of kube-scheduler: it has never run, or it runs without leader election.',
        fresh: ' kube-scheduler does renew its lease: it is running but not working, or is overloaded.',
        unseen: '',
      }[lease];
      return `No scheduler has looked at the pod in ${duration(waited, 'en')}.${why}`;
    },
    ko: ({ waited, lease, silent, holder }) => {
      const why = {
        stale: ` kube-scheduler가 리스를 갱신한 지 ${duration(silent ?? 0, 'ko')} 지났습니다${holder ? `(\`${holder}\`)` : ''}. 실행되고 있지 않습니다.`,
        absent: ' kube-scheduler의 리스가 없습니다. 실행된 적이 없거나 리더 선출 없이 실행 중입니다.',
        fresh: ' kube-scheduler는 리스를 갱신하고 있으므로, 실행 중이지만 일을 하지 못하거나 과부하 상태입니다.',
        unseen: '',
      }[lease];
      return `${duration(waited, 'ko')} 동안 어떤 스케줄러도 이 파드를 보지 않았습니다.${why}`;
    },
  },
  steps: ({ lease }) => [
    look(
      'See whether kube-scheduler runs.',
      'kube-scheduler가 실행 중인지 확인합니다.',
      'kubectl get pods -n kube-system -l component=kube-scheduler -o wide',
    ),
    look('Read its last words.', '마지막 로그를 확인합니다.', 'kubectl logs -n kube-system -l component=kube-scheduler --tail=50'),
    ...(lease === 'fresh'
      ? [
          look(
            'See whether it has trouble with the API server.',
            'API 서버와의 통신에 문제가 있는지 확인합니다.',
            "kubectl get --raw '/readyz?verbose'",
          ),
        ]
      : [
          look(
            'On the control-plane node: read its manifest and the container, if the pod is gone.',
            '파드가 없다면 컨트롤 플레인 노드에서 매니페스트와 컨테이너를 확인합니다.',
            'cat /etc/kubernetes/manifests/kube-scheduler.yaml; crictl ps -a --name kube-scheduler',
          ),
        ]),
    change(
      'Correct what its log names (a flag, a file, a certificate) in the manifest; the kubelet starts it again.',
      '로그에 나온 원인(플래그, 파일, 인증서)을 매니페스트에서 고칩니다. kubelet이 다시 시작합니다.',
      ['Put the manifest back as it was.', '매니페스트를 원래대로 되돌립니다.'],
    ),
  ],
});
