import { failingChecks, isEtcdCheck } from '../../core/health-checks.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

/** The API server answers, but one of its own checks fails: load balancers take it out, the kubelet may restart it. */
export default defineRule({
  id: 'control-plane/api-not-ready',
  coverage: ['control-plane/api-not-ready'],
  on: ['cluster'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/reference/using-api/health-checks/',
  needs: ['readyz'],
  applies: () => true,
  check: ({ readyz, ref }) => {
    // one that stops says so and is gone in a moment; etcd has a rule of its own, and what waits for it fails with it
    const all = failingChecks(readyz);
    const failing = all.some(isEtcdCheck) ? [] : all;
    const proof = failing.map(({ line }): Proof => ({ ref, path: '/readyz?verbose', value: line }));
    const [first, ...rest] = proof;
    if (!first) return [];
    return [
      { facts: { checks: failing.map(({ name }) => name), stopping: failing.some(({ name }) => name === 'shutdown') }, proof: [first, ...rest] },
    ];
  },
  says: {
    en: ({ checks, stopping }) =>
      stopping
        ? `The API server is stopping (check ${names(checks)} of \`/readyz\` fails): requests go on only where another one runs.`
        : `The API server is not ready: ${checks.length === 1 ? 'its check' : 'its checks'} ${names(checks)} of \`/readyz\` ${checks.length === 1 ? 'fails' : 'fail'}. It answers some requests, but load balancers send it none, and what the check is about does not work yet.`,
    ko: ({ checks, stopping }) =>
      stopping
        ? `API 서버가 종료되는 중입니다(\`/readyz\` 점검 중 ${names(checks)} 항목 실패). 다른 API 서버가 있어야 요청이 처리됩니다.`
        : `API 서버가 준비되지 않았습니다. \`/readyz\` 점검 중 ${names(checks)} 항목이 실패합니다. 일부 요청에는 응답하지만 로드 밸런서가 요청을 보내지 않고, 점검이 가리키는 기능이 아직 동작하지 않습니다.`,
  },
  steps: ({ checks }) => [
    look('Read all checks.', '모든 점검 결과를 확인합니다.', "kubectl get --raw '/readyz?verbose'"),
    look(
      'The reason is withheld there, and stands in the log of the API server.',
      '이유는 응답에 나오지 않고 API 서버의 로그에 있습니다.',
      `kubectl logs -n kube-system -l component=kube-apiserver --tail=200 | grep -E '${checks
        .slice(0, 3)
        .map((name) => name.replaceAll(/[^\w./-]/g, '.'))
        .join('|')}|healthz check'`,
    ),
    look(
      'A `poststarthook` fails for a while after a start: see how old the container is.',
      '`poststarthook` 항목은 시작 직후 잠시 실패합니다. 컨테이너가 언제 시작되었는지 확인합니다.',
      'kubectl get pods -n kube-system -l component=kube-apiserver -o wide',
    ),
    change(
      'If it stays so: correct what the log names in `/etc/kubernetes/manifests/kube-apiserver.yaml`; the kubelet starts it again.',
      '계속되면 로그가 가리키는 것을 `/etc/kubernetes/manifests/kube-apiserver.yaml` 파일에서 고칩니다. kubelet이 다시 시작합니다.',
      ['Keep a copy in another folder, and put it back.', '사본을 다른 폴더에 두었다가 되돌립니다.'],
    ),
  ],
});
