import type { Pod } from './kinds.ts';
import { allMatches, type LogMatch, type LogSignature } from './log-signature.ts';
import { namespaceFlag, type Ref } from './ref.ts';
import type { Proof, Step } from './rule.ts';
import { lastRuns, type RunEvidence, type RunLog } from './run-logs.ts';
import { sh } from './shell.ts';
import { change, look } from './steps.ts';

/** What a kube-proxy pod was made from. */
export type ProxyParts = { readonly daemonSet: string | null; readonly configMap: string | null; readonly node: string | null };

/** Null for each part that the pod does not tell. */
export function proxyParts({ metadata, spec }: Pod): ProxyParts {
  return {
    daemonSet: metadata?.ownerReferences?.find(({ kind }) => kind === 'DaemonSet')?.name ?? null,
    configMap: (spec?.volumes ?? []).find(({ configMap }) => configMap && configMap.name !== 'kube-root-ca.crt')?.configMap?.name ?? null,
    node: spec?.nodeName ?? null,
  };
}

/** When a klog line was written: `E1121 15:28:40.629030`. Its clock has no year; that of the evidence counts. */
function klogTime(line: string, now: Date): Date | null {
  const [, month, day, time] = /^[IWEF](\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d{3})/.exec(line) ?? [];
  if (!month || !day || !time) return null;
  const at = new Date(`${now.getUTCFullYear()}-${month}-${day}T${time}Z`);
  return at.getTime() - now.getTime() > 86_400_000 ? new Date(at.setUTCFullYear(at.getUTCFullYear() - 1)) : at;
}

/** What is retried is said again within half a minute or so: what was last said longer ago than this is over. Milliseconds. */
const stillSo = 120_000;

/** The last line that is known: of a run that ended, or of one that runs and says so still. */
export function proxyTrouble(
  evidence: RunEvidence & { readonly ref: Ref },
  signatures: readonly LogSignature[],
): { readonly match: LogMatch; readonly run: RunLog; readonly count: number; readonly proof: Proof } | null {
  for (const run of lastRuns(evidence)) {
    const matches = run.lines.flatMap((line) => allMatches([line], signatures).slice(0, 1));
    const match = matches.at(-1);
    const at = match ? klogTime(match.line, evidence.now) : null;
    if (match && (run.ended || (at !== null && evidence.now.getTime() - at.getTime() < stillSo))) {
      const proof = { ref: evidence.ref, path: run.path, value: match.line.slice(0, 500) };
      return { match, run, count: matches.length, proof };
    }
  }
  return null;
}

/** The step that shows the log of one kube-proxy. */
export function readProxyLog(pod: Ref): Step {
  return look('Read what kube-proxy says.', 'kube-proxy의 로그를 확인합니다.', `${sh`kubectl logs ${pod.name} --tail=50`}${namespaceFlag(pod)}`);
}

/** All kube-proxy pods anew, one after the other. */
export function restartProxy({ daemonSet }: { readonly daemonSet: string | null }, pod: Ref): Step {
  return change(
    'Then start kube-proxy anew; rules that are already on the nodes stay meanwhile.',
    '그다음 kube-proxy를 다시 시작합니다. 그동안 노드에 이미 있는 규칙은 그대로 남습니다.',
    ['None: the pods are only started again.', '파드를 다시 시작할 뿐이므로 되돌릴 것이 없습니다.'],
    daemonSet
      ? `${sh`kubectl rollout restart ${`daemonset/${daemonSet}`}`}${namespaceFlag(pod)}`
      : `${sh`kubectl delete pod ${pod.name}`}${namespaceFlag(pod)}`,
  );
}
