import { isReady } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { restartHabit } from '../../core/restart-habit.ts';
import { defineRule } from '../../core/rule.ts';
import { selectedPods, selectorText, selectsPods } from '../../core/service-backends.ts';
import { sh } from '../../core/shell.ts';

/** The endpoints are there, but containers behind them restart again and again: some requests fail, and it looks like chance. */
export default defineRule({
  id: 'service/backends-restarting',
  coverage: ['service/backends-restarting'],
  on: ['service'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#are-the-pods-working',
  needs: ['namespacePods'],
  applies: selectsPods,
  check: ({ ref, subject, namespacePods, now }) => {
    const pods = selectedPods(subject, namespacePods);
    const restarting = pods
      .filter(isReady)
      .map((pod) => ({ pod, last: restartHabit(pod, now) }))
      .filter(({ last }) => last !== null)
      .toSorted((a, b) => (b.last?.count ?? 0) - (a.last?.count ?? 0));
    const [worst] = restarting;
    if (!worst?.last) return [];
    const { container, count, at, exitCode } = worst.last;
    return [
      {
        facts: {
          selector: selectorText(subject.spec?.selector),
          pods: pods.length,
          restarting: restarting.length,
          pod: worst.pod.metadata?.name ?? '',
          container,
          restarts: count,
          exitCode,
        },
        proof: [
          { ref: refOf('pod', worst.pod), path: `status.containerStatuses[name=${container}].restartCount`, value: count, at },
          { ref, path: 'spec.selector', value: selectorText(subject.spec?.selector) },
        ],
        leads: restarting.slice(0, 3).map(({ pod }) => ({ to: refOf('pod', pod) })),
      },
    ];
  },
  says: {
    en: ({ pods, restarting, pod, container, restarts, exitCode }, { name }) =>
      `Requests to Service \`${name}\` fail now and then: ${restarting} of its ${pods} pods ${restarting === 1 ? 'keeps' : 'keep'} restarting. Container \`${container}\` of \`${pod}\` has restarted ${restarts} times (last exit code ${exitCode}), and is Ready in between.`,
    ko: ({ pods, restarting, pod, container, restarts, exitCode }, { name }) =>
      `\`${name}\` 서비스로 보낸 요청이 간헐적으로 실패합니다. 파드 ${pods}개 가운데 ${restarting}개가 계속 재시작합니다. \`${pod}\` 파드의 \`${container}\` 컨테이너가 ${restarts}번 재시작했고(마지막 종료 코드 ${exitCode}) 그 사이에만 준비됩니다.`,
  },
  steps: ({ selector, pod, container }, ref) => [
    {
      kind: 'look',
      text: { en: 'See how often each pod behind the Service restarts.', ko: '서비스 뒤의 파드가 얼마나 자주 재시작하는지 확인합니다.' },
      command: `${sh`kubectl get pods -l ${selector}`}${namespaceFlag(ref)}`,
    },
    {
      kind: 'look',
      text: { en: 'Read what the container said before it ended.', ko: '컨테이너가 끝나기 직전의 로그를 확인합니다.' },
      command: `${sh`kubectl logs ${pod} -c ${container} --previous --tail=50`}${namespaceFlag(ref)}`,
    },
  ],
});
