import { editableTarget, owningWorkload, scalableTarget } from '../../core/owning-workload.ts';
import { greediestContainer } from '../../core/pod-requests.ts';
import { formatQuantity } from '../../core/quantity.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { roomFor } from '../../core/room.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { excludedNodes, excludedWords } from '../../core/words/obstacle-words.ts';

/**
 * No candidate node has enough of a resource left: requests of what is bound there against allocatable, as the scheduler counts.
 * `Insufficient cpu`, `Too many pods`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/noderesources/fit.go (fitsRequest)
 */
export default defineRule({
  id: 'pod/insufficient-resources',
  coverage: ['pod/insufficient-resources'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#my-pods-are-pending-with-event-message-failedscheduling',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claimVolumes', 'owners'],
  applies: (pod) => isRefusedFor(pod, 'resource'),
  check: (evidence) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('resource')) return [];
    const { resource, asked, shortages, down, users } = roomFor(evidence, scheduling);
    const [closest] = shortages;
    const format = (value: number) => formatQuantity(resource, Math.max(0, value));
    const node = { kind: 'node', name: closest?.node.metadata?.name ?? '' } as const;
    return [
      {
        facts: {
          resource,
          asked: format(asked),
          closest: closest
            ? {
                node: node.name,
                free: format(closest.free),
                short: format(closest.short),
                allocatable: format(closest.allocatable),
                fits: atMost(resource, closest.free),
              }
            : null,
          others: shortages.slice(1, 4).map((other) => ({ node: other.node.metadata?.name ?? '', free: format(other.free) })),
          alsoShort: closest?.all.filter((name) => name !== resource) ?? [],
          tooBig: closest !== undefined && shortages.every(({ allocatable }) => asked > allocatable),
          absent: closest !== undefined && shortages.every(({ allocatable }) => allocatable === 0),
          container: greediestContainer(evidence.subject, resource)?.name ?? null,
          users,
          down,
          excluded: excludedNodes(scheduling.verdicts, scheduling.nearest, down),
          workload: owningWorkload(evidence.owners),
        },
        proof: [
          scheduling.proof,
          ...(closest ? [{ ref: node, path: `status.allocatable.${resource}`, value: closest.node.status?.allocatable?.[resource] ?? null }] : []),
        ],
        leads: down.map((name) => ({ to: { kind: 'node' as const, name } })),
      },
    ];
  },
  says: {
    en: ({ resource, asked, closest, alsoShort, tooBig, absent, down, excluded }) => {
      const rest = `${down.length > 0 ? ` ${names(down)} would have room but ${down.length === 1 ? 'is' : 'are'} not ready.` : ''}${excludedWords(excluded, 'en')}`;
      if (!closest) return `The pod asks for \`${asked}\` of \`${resource}\`, and no node that it may use has that much left.`;
      if (absent) return `The pod asks for \`${asked}\` of \`${resource}\`, and no node that it may use offers any.${rest}`;
      if (resource === 'pods')
        return `Every node that the pod may use is full: \`${closest.node}\` already runs the ${closest.allocatable} pods that it is allowed.${rest}`;
      const also = alsoShort.length > 0 ? ` (and is short of ${names(alsoShort)})` : '';
      const size = tooBig ? ` Even an empty node is too small: \`${closest.node}\` has \`${closest.allocatable}\` in all.` : '';
      return `The pod asks for \`${asked}\` of \`${resource}\`; the node with the most room, \`${closest.node}\`, has \`${closest.free}\` left, \`${closest.short}\` short${also}.${size}${rest}`;
    },
    ko: ({ resource, asked, closest, alsoShort, tooBig, absent, down, excluded }) => {
      const rest = `${down.length > 0 ? ` 자리가 있을 ${names(down)} 노드는 준비되지 않은 상태입니다.` : ''}${excludedWords(excluded, 'ko')}`;
      if (!closest) return `파드가 \`${resource}\` 리소스를 \`${asked}\`만큼 요청하는데, 쓸 수 있는 노드 중에 그만큼 남은 곳이 없습니다.`;
      if (absent)
        return `파드가 \`${resource}\` 리소스를 \`${asked}\`만큼 요청하는데, 쓸 수 있는 노드 중에 이 리소스를 제공하는 곳이 없습니다.${rest}`;
      if (resource === 'pods')
        return `파드가 쓸 수 있는 노드가 모두 찼습니다. \`${closest.node}\` 노드는 이미 허용된 ${closest.allocatable}개의 파드를 실행하고 있습니다.${rest}`;
      const also = alsoShort.length > 0 ? ` (${names(alsoShort)} 리소스도 모자랍니다)` : '';
      const size = tooBig
        ? ` 비어 있는 노드에도 들어가지 않는 크기입니다. \`${closest.node}\` 노드의 전체 용량이 \`${closest.allocatable}\`입니다.`
        : '';
      return `파드가 \`${resource}\` 리소스를 \`${asked}\`만큼 요청하는데, 가장 여유 있는 \`${closest.node}\` 노드에 남은 양은 \`${closest.free}\`, 모자란 양은 \`${closest.short}\`입니다${also}.${size}${rest}`;
    },
  },
  steps: ({ resource, closest, container, users, absent, tooBig, workload, down }, pod) => {
    const column = `OFFERS:.status.allocatable.${resource.replaceAll('.', '\\.')}`;
    const target = editableTarget(workload);
    const [user] = tooBig ? [] : users;
    const scale = absent || tooBig ? null : scalableTarget(workload);
    return [
      absent || !closest
        ? look(
            'See which nodes offer how much of the resource (a device plugin must announce one like a GPU).',
            '노드마다 이 리소스를 얼마나 제공하는지 확인합니다 (GPU 같은 리소스는 디바이스 플러그인이 알려 주어야 합니다).',
            sh`kubectl get nodes -o ${`custom-columns=NODE:.metadata.name,${column}`}`,
          )
        : look(
            'See what is promised on the node: `Allocated resources`.',
            '노드에 이미 배정된 양을 `Allocated resources` 항목에서 확인합니다.',
            sh`kubectl describe node ${closest.node}`,
          ),
      ...down
        .slice(0, 1)
        .map((name) =>
          look(
            `See why \`${name}\` is not ready: its room is missing.`,
            `\`${name}\` 노드가 준비되지 않은 이유를 확인합니다.`,
            sh`kubectl describe node ${name}`,
          ),
        ),
      ...(target && container && closest?.fits
        ? [
            change(
              `If it can live with less, lower its request: ${closest.fits} would fit now.`,
              `더 적게 써도 된다면 요청을 줄입니다. 지금은 ${closest.fits} 이하면 들어갑니다.`,
              [`Set the request of \`${container}\` back in the same way.`, `같은 방법으로 \`${container}\` 컨테이너의 요청을 되돌립니다.`],
              `${sh`kubectl set resources ${target} -c ${container} --requests=${`${resource}=${closest.fits}`}`}${namespaceFlag(pod)}`,
            ),
          ]
        : []),
      ...(user && closest
        ? [
            change(
              `Make room: scale down what can wait. The largest on \`${closest.node}\` is \`${user.pod}\` in \`${user.namespace}\` (${user.asks}).`,
              `미뤄도 되는 워크로드를 줄여 자리를 만듭니다. \`${closest.node}\` 노드에서 가장 큰 것은 \`${user.namespace}\` 네임스페이스의 \`${user.pod}\` 파드입니다 (${user.asks}).`,
              ['Scale it up again.', '다시 원래 개수로 늘립니다.'],
            ),
          ]
        : []),
      change(
        `Add a node with enough of \`${resource}\`${scale ? `, or run fewer replicas of \`${scale}\`` : ''}.`,
        `\`${resource}\` 리소스가 충분한 노드를 추가합니다.${scale ? ` \`${scale}\` 복제본 수를 줄이는 방법도 있습니다.` : ''}`,
        ['Drain and remove the node, or scale back.', '노드를 드레인해서 제거하거나 복제본 수를 되돌립니다.'],
      ),
    ];
  },
});

/** An amount that surely fits, as a request is written; null where nothing would or the resource is not counted in parts. */
function atMost(resource: string, free: number): string | null {
  if (resource === 'cpu') return free >= 0.001 ? `${Math.floor(free * 1000)}m` : null;
  return resource === 'memory' && free >= 2 ** 20 ? `${Math.floor(free / 2 ** 20)}Mi` : null;
}
