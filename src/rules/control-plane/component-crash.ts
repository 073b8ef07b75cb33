import { componentEnding, mountUnder } from '../../core/component-log.ts';
import { logPath } from '../../core/container-ending.ts';
import { componentOf } from '../../core/control-plane.ts';
import { lastMatch } from '../../core/log-signature.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { endedByProbe } from '../../core/probe-kills.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { auditPolicySignatures } from './audit-policy-invalid.signatures.ts';
import { componentSignatures } from './component-crash.signatures.ts';
import { starvationSignatures } from './component-starved.signatures.ts';

/** Told by rules of their own. */
const others = [...auditPolicySignatures, ...starvationSignatures.filter(({ generic }) => !generic)];
const filesOf = new Set(['file-missing', 'file-is-folder', 'file-not-permitted']);

/** A static pod of the control plane ends: its last words, and what they mean. Each start ends in the same way until its manifest is changed. */
export default defineRule({
  id: 'control-plane/component-crash',
  coverage: ['control-plane/component-crash'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/#looking-at-logs',
  needs: [],
  wants: ['logs', 'previousLogs', 'events'],
  applies: (pod) =>
    componentOf(pod) !== null && containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode),
  check: ({ subject, ref, now, logs, previousLogs, events }) => {
    const found = componentEnding(subject, now, logs, previousLogs);
    if (!found || lastMatch(found.lines, others) || endedByProbe(subject, found.ending, events ?? [])) return [];
    const { component, ending, lines } = found;
    const match = lastMatch(found.lines, componentSignatures);
    const { id, captures, line } = match ? { id: match.signature.id, ...match } : { id: null, captures: {}, line: null };
    const path = id && filesOf.has(id) ? (captures.path ?? null) : null;
    const mount = path ? mountUnder(subject, path) : null;
    const last = line ?? lines.at(-1) ?? null;
    const { exitCode, finishedAt } = ending.terminated;
    const at = finishedAt ? { at: finishedAt } : {};
    const words: readonly Proof[] = last ? [{ ref, path: logPath(ending.name, ending.previous), value: last.slice(0, 500), ...at }] : [];
    return [
      {
        facts: {
          component,
          container: ending.name,
          previous: ending.previous,
          exitCode,
          restarts: ending.status.restartCount,
          signature: id,
          captures,
          last: last === null ? null : quoted(last),
          path,
          mount: mount ? { ...mount } : null,
          node: subject.spec?.nodeName ?? null,
        },
        proof: [{ ref, path: `${ending.path}.exitCode`, value: exitCode, ...at }, ...words],
        leads:
          id === 'etcd-away' && component === 'kube-apiserver'
            ? [{ to: { kind: 'cluster' as const, name: 'cluster' }, rules: ['control-plane/etcd-unhealthy'] }]
            : [],
      },
    ];
  },
  says: {
    en: ({ component, signature, captures, last, exitCode, restarts, path, mount }) => {
      const known = componentSignatures.find(({ id }) => id === signature);
      const cause = known
        ? known.says.en(component, captures)
        : `${component} ends with exit code ${exitCode}${last ? `; its last words: \`${last}\`` : ', and its log is empty'}.`;
      const place = !path
        ? ''
        : !mount
          ? ' No volume is mounted there.'
          : mount.hostPath
            ? ` The volume \`${mount.volume}\` mounts \`${mount.hostPath}\` of the node there.`
            : '';
      return `${cause}${place}${restarts === 0 ? '' : ` It was restarted ${restarts === 1 ? 'once' : `${restarts} times`}.`}`;
    },
    ko: ({ component, signature, captures, last, exitCode, restarts, path, mount }) => {
      const known = componentSignatures.find(({ id }) => id === signature);
      const cause = known
        ? known.says.ko(component, captures)
        : `${component}가 종료 코드 ${exitCode} 값으로 끝납니다. ${last ? `마지막 로그는 \`${last}\` 줄입니다.` : '로그는 비어 있습니다.'}`;
      const place = !path
        ? ''
        : !mount
          ? ' 그 경로에 마운트된 볼륨이 없습니다.'
          : mount.hostPath
            ? ` 그 경로에는 \`${mount.volume}\` 볼륨으로 노드의 \`${mount.hostPath}\` 경로가 마운트됩니다.`
            : '';
      return `${cause}${place}${restarts === 0 ? '' : ` 지금까지 ${restarts}회 다시 시작했습니다.`}`;
    },
  },
  steps: ({ component, container, previous, signature, path }, pod) => {
    const known = componentSignatures.find(({ id }) => id === signature);
    const manifest = `/etc/kubernetes/manifests/${component}.yaml`;
    return [
      readLog(pod, container, previous),
      look(
        known ? known.look.en : 'On the control-plane node: read the manifest.',
        known ? known.look.ko : '컨트롤 플레인 노드에서 매니페스트를 확인합니다.',
        path ? `${sh`ls -ld ${path}`}; grep -nE 'path:|mountPath:|--' ${manifest}` : `cat ${manifest}`,
      ),
      look(
        'If the pod is gone meanwhile: its containers and their logs, on the node.',
        '그사이 파드가 사라졌다면 노드에서 컨테이너와 로그를 확인합니다.',
        `crictl ps -a --name ${component}; crictl logs --tail 50 "$(crictl ps -a -q --name ${component} | head -n 1)"`,
      ),
      change(
        known ? `${known.fix.en} The kubelet starts it again.` : `Correct what it names in \`${manifest}\`; the kubelet starts it again.`,
        known ? `${known.fix.ko} kubelet이 다시 시작합니다.` : `로그가 가리키는 것을 \`${manifest}\` 파일에서 고칩니다. kubelet이 다시 시작합니다.`,
        [
          `Copy \`${manifest}\` to another folder first, and put the copy back.`,
          `먼저 \`${manifest}\` 파일을 다른 폴더에 복사해 두고, 되돌릴 때 사본을 씁니다.`,
        ],
      ),
    ];
  },
});
