import { type Ending, endings } from '../../core/container-ending.ts';
import type { KubeEvent } from '../../core/evidence.ts';
import { editableTarget, owningWorkload } from '../../core/owning-workload.ts';
import { specPath } from '../../core/pod-containers.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule, type Proof, type Step } from '../../core/rule.ts';
import { describeObject, readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { componentLeads } from '../../core/system-component.ts';
import { duration } from '../../core/words/time-words.ts';

/**
 * The kernel killed the container's process for memory: because its cgroup passed its limit, or because the node had none left.
 * `OOMKilled` is the container runtime's word: https://github.com/containerd/containerd/blob/v2.1.4/internal/cri/server/events.go (handleContainerExit).
 * For a kill of the whole node the kubelet leaves an event about the node: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/oom/oom_watcher_linux.go
 */
export default defineRule({
  id: 'container/oom-killed',
  coverage: ['container/oom-killed'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/tasks/configure-pod-container/assign-memory-resource/#exceed-a-container-s-memory-limit',
  needs: [],
  wants: ['usage', 'nodeEvents', 'owners'],
  applies: (pod) => containerStatuses(pod).some(({ state, lastState }) => [state, lastState].some((one) => isSuspect(one?.terminated))),
  check: ({ subject, ref, now, usage, nodeEvents, owners }) =>
    endings(subject, now).flatMap((ending) => {
      const { name, spec, terminated, status, path } = ending;
      const limit = spec?.resources?.limits?.memory ?? null;
      const ofNode = isSuspect(terminated) ? nodeKill(ending, nodeEvents ?? []) : undefined;
      // killed with a limit of its own: the node only if it says so. Killed without one: nothing but the node can have been short
      if (terminated.reason !== 'OOMKilled' && !(terminated.exitCode === 137 && ofNode)) return [];
      const used = usage?.containers.find((container) => container.name === name)?.usage.memory;
      const node = subject.spec?.nodeName ?? null;
      const byNode = !limit || ofNode !== undefined;
      const at = terminated.finishedAt ? { at: terminated.finishedAt } : {};
      const proof: readonly [Proof, ...Proof[]] = [
        { ref, path: `${path}.reason`, value: terminated.reason ?? null, ...at },
        { ref, path: `${path}.exitCode`, value: terminated.exitCode, ...at },
        ...(limit ? [{ ref, path: `${specPath(subject, name)}.resources.limits.memory`, value: limit }] : []),
        ...(ofNode && node
          ? [{ ref: { kind: 'node', name: node } as const, path: `event SystemOOM (${ofNode.component})`, value: ofNode.message, at: ofNode.lastAt }]
          : []),
      ];
      return [
        {
          facts: {
            container: name,
            limit,
            used: used ? formatQuantity('memory', parseQuantity(used)) : null,
            restarts: status.restartCount,
            ran: secondsOf(terminated),
            exitCode: terminated.exitCode,
            node: byNode ? node : null,
            previous: ending.previous,
            workload: owningWorkload(owners),
          },
          proof,
          leads: [...(byNode && node ? [{ to: { kind: 'node', name: node } as const }] : []), ...componentLeads(subject, ref)],
        },
      ];
    }),
  says: {
    en: ({ container, limit, used, restarts, ran, node }) => {
      const again = restarts > 0 ? ` (${restarts} ${restarts === 1 ? 'restart' : 'restarts'})` : '';
      if (!limit)
        return `Container \`${container}\` was killed because node \`${node ?? '?'}\` ran out of memory; it has no memory limit of its own${again}.`;
      if (node)
        return `Container \`${container}\` was killed for memory at a moment when node \`${node}\` itself had run out of it; its own limit is \`${limit}\`${again}.`;
      return `Container \`${container}\` was killed for using more memory than its limit of \`${limit}\`${again}.${ran === null ? '' : ` It lasted ${duration(ran, 'en')}.`}${used ? ` It now uses ${used} (working set, which counts some file cache).` : ''}`;
    },
    ko: ({ container, limit, used, restarts, ran, node }) => {
      const again = restarts > 0 ? ` (재시작 ${restarts}회)` : '';
      if (!limit)
        return `\`${node ?? '?'}\` 노드의 메모리가 모자라 \`${container}\` 컨테이너가 강제 종료되었습니다${again}. 이 컨테이너에는 메모리 한도가 없습니다.`;
      if (node)
        return `\`${node}\` 노드의 메모리가 바닥난 시점에 \`${container}\` 컨테이너가 메모리 때문에 강제 종료되었습니다${again}. 컨테이너의 한도는 \`${limit}\`입니다.`;
      return `\`${container}\` 컨테이너가 메모리 한도 \`${limit}\` 값을 넘어 강제 종료되었습니다${again}.${ran === null ? '' : ` 실행 시간은 ${duration(ran, 'ko')}였습니다.`}${used ? ` 지금 사용량은 ${used}입니다 (working set 기준이라 파일 캐시가 일부 포함됩니다).` : ''}`;
    },
  },
  steps: ({ container, limit, node, previous, workload }, pod) => {
    const target = editableTarget(workload);
    const more = formatQuantity('memory', limit ? parseQuantity(limit) * 2 : 512 * 2 ** 20);
    const raise: Step = {
      kind: 'change',
      text: limit
        ? {
            en: 'If the use is legitimate, raise the limit; if it only ever grows, look for a leak first.',
            ko: '정상적인 사용량이라면 한도를 늘립니다. 계속 늘어나기만 한다면 먼저 메모리 누수를 찾습니다.',
          }
        : {
            en: 'Give it a request (so that it is placed where there is room) and a limit.',
            ko: '자리가 있는 노드에 배치되도록 요청을 정하고, 한도도 정합니다.',
          },
      ...(target
        ? {
            command: `${sh`kubectl set resources ${target} -c ${container} ${limit ? [] : [`--requests=memory=${more}`]} --limits=memory=${more}`}${namespaceFlag(pod)}`,
          }
        : {}),
      undo: limit
        ? { en: `Set the limit back to \`${limit}\` in the same way.`, ko: `같은 방법으로 한도를 \`${limit}\` 값으로 되돌립니다.` }
        : { en: 'Roll back to the revision before.', ko: '이전 리비전으로 롤백합니다.' },
    };
    return [
      readLog(pod, container, previous),
      ...(node
        ? [
            describeObject(
              { kind: 'node', name: node },
              { en: 'See who uses the memory of the node.', ko: '노드의 메모리를 누가 쓰는지 확인합니다.' },
            ),
          ]
        : []),
      {
        kind: 'look',
        text: {
          en: 'Compare its use with the limit over time (needs metrics-server).',
          ko: '사용량과 한도를 비교합니다 (metrics-server가 필요합니다).',
        },
        command: `${sh`kubectl top pod ${pod.name} --containers`}${namespaceFlag(pod)}`,
      },
      raise,
    ];
  },
});

function isSuspect(terminated: { readonly reason?: string; readonly exitCode: number } | undefined): boolean {
  return terminated?.reason === 'OOMKilled' || terminated?.exitCode === 137;
}

/** A kill of the node within a minute of the container's end. */
function nodeKill({ terminated }: Ending, events: readonly KubeEvent[]): KubeEvent | undefined {
  const end = Date.parse(terminated.finishedAt ?? '');
  return events.findLast(
    ({ reason, firstAt, lastAt }) => reason === 'SystemOOM' && end > Date.parse(firstAt) - 60_000 && end < Date.parse(lastAt) + 60_000,
  );
}

function secondsOf({ startedAt, finishedAt }: { readonly startedAt?: string; readonly finishedAt?: string }): number | null {
  const seconds = (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}
