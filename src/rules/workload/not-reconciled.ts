import { defineRule, type Proof } from '../../core/rule.ts';
import { describeObject } from '../../core/runbook-steps.ts';
import { change, look } from '../../core/steps.ts';
import { observedKinds, unobserved } from '../../core/unobserved.ts';
import { duration } from '../../core/words/time-words.ts';

/** Controllers see a change within a second; on a busy cluster within some. Milliseconds. */
const patience = 40_000;
/** A lease as old as this is nobody's. Milliseconds. */
const stale = 40_000;
const manager = { kind: 'lease', name: 'kube-controller-manager', namespace: 'kube-system' } as const;

/** Its controller has not seen the last change: kube-controller-manager does not work. */
export default defineRule({
  id: 'workload/not-reconciled',
  coverage: ['control-plane/controller-manager-down'],
  on: observedKinds,
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/controller/',
  needs: [],
  wants: ['controllerLease'],
  applies: (workload, { kind }) => unobserved(kind, workload) !== null,
  check: ({ subject, ref, now, controllerLease }) => {
    const found = unobserved(ref.kind, subject);
    if (!found || now.getTime() - Date.parse(found.since) < patience) return [];
    const { path, value, generation, since } = found;
    const renewed = controllerLease?.spec?.renewTime ?? null;
    const silent = renewed ? Math.round((now.getTime() - Date.parse(renewed)) / 1000) : null;
    const lease: readonly Proof[] = renewed ? [{ ref: manager, path: 'spec.renewTime', value: renewed, at: renewed }] : [];
    return [
      {
        facts: {
          waited: Math.round((now.getTime() - Date.parse(since)) / 1000),
          fresh: value === null,
          silent,
          stale: silent !== null && silent * 1000 > stale,
        },
        proof: [{ ref, path, value, at: since }, ...(generation === null ? [] : [{ ref, path: 'metadata.generation', value: generation }]), ...lease],
        leads: [{ to: { kind: 'cluster', name: 'cluster' }, rules: ['control-plane/controller-manager-down'] }],
      },
    ];
  },
  says: {
    en: ({ waited, fresh, silent, stale }) => {
      const what = fresh
        ? `No controller has looked at it in the ${duration(waited, 'en')} since it was made`
        : `Its last change, ${duration(waited, 'en')} ago, has not been seen by its controller`;
      const why =
        silent === null
          ? ''
          : stale
            ? ` kube-controller-manager last renewed its lease ${duration(silent, 'en')} ago: it is not running.`
            : ' kube-controller-manager does renew its lease: it is overloaded, or this controller is switched off (`--controllers`).';
      return `${what}, so nothing is created or changed.${why}`;
    },
    ko: ({ waited, fresh, silent, stale }) => {
      const what = fresh
        ? `만들어진 지 ${duration(waited, 'ko')} 지났지만 어떤 컨트롤러도 처리하지 않았습니다.`
        : `${duration(waited, 'ko')} 전의 마지막 변경을 컨트롤러가 아직 처리하지 않았습니다.`;
      const why =
        silent === null
          ? ''
          : stale
            ? ` kube-controller-manager가 리스를 갱신한 지 ${duration(silent, 'ko')} 지났습니다. 실행되고 있지 않습니다.`
            : ' kube-controller-manager는 리스를 갱신하고 있으므로, 과부하 상태이거나 이 컨트롤러가 꺼져 있습니다(`--controllers`).';
      return `${what} 그래서 아무것도 만들어지거나 바뀌지 않습니다.${why}`;
    },
  },
  steps: ({ stale }, subject) => [
    describeObject(subject, {
      en: 'Compare `metadata.generation` with `status.observedGeneration`, and look for events.',
      ko: '`metadata.generation` 값과 `status.observedGeneration` 값을 비교하고 이벤트를 확인합니다.',
    }),
    look(
      'See whether kube-controller-manager runs.',
      'kube-controller-manager가 실행 중인지 확인합니다.',
      'kubectl get pods -n kube-system -l component=kube-controller-manager -o wide',
    ),
    look(
      'Read what it says.',
      '로그를 확인합니다.',
      `kubectl logs -n kube-system -l component=kube-controller-manager --tail=50${stale ? '' : ' | grep -iE "error|throttl|controllers"'}`,
    ),
    change(
      'Correct what its log names (a flag, a file, a certificate) in the manifest; the kubelet starts it again, and it catches up by itself.',
      '로그가 가리키는 것(플래그, 파일, 인증서)을 매니페스트에서 고칩니다. kubelet이 다시 시작하면 밀린 일을 스스로 처리합니다.',
      ['Put the manifest back as it was.', '매니페스트를 원래대로 되돌립니다.'],
    ),
  ],
});
