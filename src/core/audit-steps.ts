import type { Step } from './rule.ts';
import { look } from './steps.ts';

/** Counters, flags and log of the API server about its audit log. */
export const lookAtAudit: readonly Step[] = [
  look(
    'See whether the counters still grow: ask twice, a minute apart (they count from the start of the API server).',
    '카운터가 계속 늘어나는지 1분 간격으로 두 번 확인합니다(API 서버가 시작된 뒤의 누적 값입니다).',
    'kubectl get --raw /metrics | grep ^apiserver_audit',
  ),
  look(
    'Read what the backend answered.',
    '백엔드가 무엇이라고 응답했는지 확인합니다.',
    "kubectl logs -n kube-system -l component=kube-apiserver --tail=500 | grep -iE 'audit (plugin|backend)|audit'",
  ),
  look(
    'Read the audit flags: mode, batching, truncation.',
    '감사 플래그(모드, 일괄 처리, 자르기)를 확인합니다.',
    'kubectl get pods -n kube-system -l component=kube-apiserver -o yaml | grep -- --audit',
  ),
];
