import { componentEnding } from '../../core/component-log.ts';
import { logPath } from '../../core/container-ending.ts';
import { type Component, componentContainer, componentOf } from '../../core/control-plane.ts';
import type { ContainerLog } from '../../core/evidence.ts';
import type { Pod, PodMetrics } from '../../core/kinds.ts';
import { lastMatch } from '../../core/log-signature.ts';
import { containerStatuses } from '../../core/pod-state.ts';
import { parseQuantity } from '../../core/quantity.ts';
import type { Ref } from '../../core/ref.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { describeObject, readLog } from '../../core/runbook-steps.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { starvationSignatures } from './component-starved.signatures.ts';

/** Of a limit: beyond it a component is throttled, or next to being killed. */
const nearly = 0.95;

/** A component of the control plane gets too little CPU, memory or disk: its log says so, or it stands at its limit. */
export default defineRule({
  id: 'control-plane/component-starved',
  coverage: ['control-plane/component-starved'],
  on: ['pod'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/setup/best-practices/cluster-large/#size-of-master-and-master-components',
  needs: [],
  wants: ['logs', 'previousLogs', 'usage'],
  applies: (pod) =>
    componentOf(pod) !== null &&
    (componentContainer(pod)?.resources?.limits !== undefined ||
      containerStatuses(pod).some(({ state, lastState }) => (state?.terminated ?? lastState?.terminated)?.exitCode)),
  check: ({ subject, ref, now, logs, previousLogs, usage }) => {
    const component = componentOf(subject);
    const container = componentContainer(subject);
    if (!component || !container) return [];
    const said = saidSo(subject, ref, now, logs, previousLogs);
    const full = atLimit(subject, ref, usage);
    const proof = [...(said?.proof ?? []), ...(full?.proof ?? [])] as readonly Proof[];
    const [first, ...rest] = proof;
    if (!first) return [];
    return [
      {
        facts: {
          component: component as Component,
          container: container.name,
          signature: said?.signature ?? null,
          previous: said?.previous ?? false,
          restarts: said?.restarts ?? 0,
          resource: full?.resource ?? null,
          used: full?.used ?? null,
          limit: full?.limit ?? null,
          node: subject.spec?.nodeName ?? null,
        },
        proof: [first, ...rest],
        leads: subject.spec?.nodeName ? [{ to: { kind: 'node' as const, name: subject.spec.nodeName } }] : [],
      },
    ];
  },
  says: {
    en: ({ component, signature, restarts, resource, used, limit }) => {
      const known = starvationSignatures.find(({ id }) => id === signature);
      const again = restarts > 0 ? ` It was restarted ${restarts === 1 ? 'once' : `${restarts} times`}.` : '';
      const words = known ? `${known.says.en(component, {})}${again}` : '';
      const full = resource ? `${component} uses \`${used}\` of its ${resource} limit \`${limit}\`.` : '';
      return [words, full].filter(Boolean).join(' ');
    },
    ko: ({ component, signature, restarts, resource, used, limit }) => {
      const known = starvationSignatures.find(({ id }) => id === signature);
      const again = restarts > 0 ? ` 지금까지 ${restarts}회 다시 시작했습니다.` : '';
      const words = known ? `${known.says.ko(component, {})}${again}` : '';
      const full = resource ? `${component}가 ${resource === 'cpu' ? 'CPU' : '메모리'} 한도 \`${limit}\` 중 \`${used}\` 만큼 쓰고 있습니다.` : '';
      return [words, full].filter(Boolean).join(' ');
    },
  },
  steps: ({ component, container, previous, node }, pod) => [
    readLog(pod, container, previous),
    ...(node
      ? [
          describeObject(
            { kind: 'node', name: node },
            { en: 'See the pressure and allocation of its node.', ko: '노드의 압박 상태와 할당량을 확인합니다.' },
          ),
        ]
      : []),
    look(
      'See what uses CPU and memory there.',
      '그 노드에서 CPU와 메모리를 쓰는 것을 확인합니다.',
      `kubectl top pods -n kube-system --sort-by=cpu${node ? `; ${sh`kubectl top node ${node}`}` : ''}`,
    ),
    look(
      'Ask etcd how fast its disk is: `etcd_disk_wal_fsync_duration_seconds` should stay below 10 ms (99th percentile).',
      'etcd 디스크의 속도를 확인합니다. `etcd_disk_wal_fsync_duration_seconds` 메트릭의 99번째 백분위가 10ms보다 작아야 합니다.',
      'curl -s http://127.0.0.1:2381/metrics | grep etcd_disk_wal_fsync_duration_seconds',
    ),
    change(
      `Move other load off the control-plane nodes, make them larger, or raise the limits in \`/etc/kubernetes/manifests/${component}.yaml\`.`,
      `다른 부하를 컨트롤 플레인 노드에서 옮기거나, 노드를 키우거나, \`/etc/kubernetes/manifests/${component}.yaml\` 파일의 한도를 올립니다.`,
      ['Keep a copy of the manifest in another folder, and put it back.', '매니페스트 사본을 다른 폴더에 두었다가 되돌립니다.'],
    ),
  ],
});

/** It ended, and its last words are of starving. A component that runs may have had a slow moment. */
function saidSo(pod: Pod, ref: Ref, now: Date, logs: readonly ContainerLog[] | undefined, previousLogs: readonly ContainerLog[] | undefined) {
  const found = componentEnding(pod, now, logs, previousLogs);
  const match = found && lastMatch(found.lines, starvationSignatures);
  if (!match || match.signature.generic) return null;
  const { name, previous, status, terminated } = found.ending;
  const at = terminated.finishedAt ? { at: terminated.finishedAt } : {};
  const proof: readonly Proof[] = [{ ref, path: logPath(name, previous), value: match.line.slice(0, 500), ...at }];
  return { signature: match.signature.id, previous, restarts: status.restartCount, proof };
}

function atLimit(pod: Pod, ref: Ref, usage: PodMetrics | null | undefined) {
  const container = componentContainer(pod);
  const used = usage?.containers.find(({ name }) => name === container?.name)?.usage;
  for (const resource of ['memory', 'cpu'] as const) {
    const limit = container?.resources?.limits?.[resource];
    const now = used?.[resource];
    if (!limit || !now || parseQuantity(now) < nearly * parseQuantity(limit)) continue;
    const proof: readonly Proof[] = [
      { ref, path: `spec.containers[name=${container.name}].resources.limits.${resource}`, value: limit },
      { ref, path: `usage.${resource}`, value: now },
    ];
    return { resource, used: now, limit, proof };
  }
  return null;
}
