import type { PersistentVolume, Pod } from '../../core/kinds.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule, type Step } from '../../core/rule.ts';
import { isRefusedFor, reaches, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { volumeTopology } from '../../core/volume-topology.ts';
import { names } from '../../core/words/names.ts';

const problems = [
  ['node-affinity', /node affinity|volume zone/],
  ['nothing-to-bind', /available persistent volumes to bind/],
  ['no-space', /enough free storage/],
  ['too-many-volumes', /max volume count/],
  ['in-use', /ReadWriteOncePod|no available disk/],
] as const;
type Problem = (typeof problems)[number][0];

/**
 * The pod's volume and its nodes do not go together: the volume is tied to other nodes or another zone, no volume is free on them, or they have no place for one more.
 * Words: https://github.com/kubernetes/kubernetes/tree/v1.34.4/pkg/scheduler/framework/plugins (volumebinding/binder.go, volumezone/volume_zone.go,
 * nodevolumelimits/csi.go, volumerestrictions/volume_restrictions.go)
 */
export default defineRule({
  id: 'pod/volume-node-conflict',
  coverage: ['pod/volume-node-conflict'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#node-affinity',
  needs: [],
  wants: ['nodes', 'rivalPods', 'claims', 'claimVolumes', 'namespacePods'],
  applies: (pod) => isRefusedFor(pod, 'volume'),
  check: ({ claims = [], namespacePods = [], ...evidence }) => {
    const scheduling = schedulingOf(evidence);
    if (!scheduling?.causes.has('volume')) return [];
    const { ref, subject, nodes = [], claimVolumes = [] } = evidence;
    const said = scheduling.message.reasons.find(({ kind }) => kind === 'volume')?.text ?? '';
    const problem: Problem = problems.find(([, pattern]) => pattern.test(said))?.[0] ?? 'node-affinity';
    const stuck = claimVolumes.find((volume) => scheduling.nearest.some(({ node }) => !reaches(volume, node)));
    const [unbound] = claims.filter(({ object }) => object && !object.spec?.volumeName);
    const claim = stuck?.spec?.claimRef?.name ?? unbound?.name ?? claims[0]?.name ?? null;
    const user = problem === 'in-use' ? namespacePods.find((pod) => usesClaim(pod, claim) && pod.metadata?.uid !== subject.metadata?.uid) : undefined;
    return [
      {
        facts: {
          problem,
          claim,
          volume: stuck?.metadata?.name ?? null,
          topology: stuck ? volumeTopology(stuck) : [],
          reachable: stuck ? nodes.filter((node) => reaches(stuck, node)).map(({ metadata }) => metadata?.name ?? '') : [],
          local: stuck?.spec?.local !== undefined || stuck?.spec?.hostPath !== undefined,
          user: user ? refOf('pod', user).name : null,
        },
        proof: [scheduling.proof, ...(stuck ? [topologyProof(stuck)] : [])],
        ...(claim && problem !== 'too-many-volumes'
          ? { leads: [{ to: { kind: 'persistentvolumeclaim' as const, name: claim, namespace: ref.namespace ?? 'default' } }] }
          : {}),
      },
    ];
  },
  says: {
    en: ({ problem, claim, volume, topology, reachable, user }) => {
      const where = reachable.length > 0 ? `only ${names(reachable)} can reach it, where the pod may not go` : 'no node has that';
      return {
        'node-affinity': volume
          ? `The pod's volume \`${volume}\`${claim ? ` (claim \`${claim}\`)` : ''} is tied to nodes with ${names(topology)}: ${where}.`
          : `The pod's volume${claim ? ` (claim \`${claim}\`)` : ''} cannot be reached from any node that the pod may use.`,
        'nothing-to-bind': `No free PersistentVolume fits claim \`${claim}\` on any node that the pod may use.`,
        'no-space': `The storage that claim \`${claim}\` asks for does not fit on any node that the pod may use.`,
        'too-many-volumes': 'Every node that the pod may use already has as many volumes attached as its driver allows.',
        'in-use': `Claim \`${claim}\` is for one pod alone, and ${user ? `\`${user}\`` : 'another pod'} uses it.`,
      }[problem];
    },
    ko: ({ problem, claim, volume, topology, reachable, user }) => {
      const where = reachable.length > 0 ? `이 볼륨에 닿는 ${names(reachable)} 노드에는 파드가 갈 수 없습니다` : '그런 노드가 없습니다';
      return {
        'node-affinity': volume
          ? `파드의 \`${volume}\` 볼륨${claim ? `(\`${claim}\` 클레임)` : ''}은 ${names(topology)} 조건의 노드에서만 쓸 수 있는데, ${where}.`
          : `파드가 쓸 수 있는 어느 노드에서도 ${claim ? `\`${claim}\` 클레임의 ` : ''}볼륨에 닿지 않습니다.`,
        'nothing-to-bind': `파드가 쓸 수 있는 노드에 \`${claim}\` 클레임과 맞는 빈 퍼시스턴트볼륨이 없습니다.`,
        'no-space': `\`${claim}\` 클레임이 요청하는 용량이 파드가 쓸 수 있는 어느 노드에도 남아 있지 않습니다.`,
        'too-many-volumes': '파드가 쓸 수 있는 노드마다 드라이버가 허용하는 수만큼 볼륨이 이미 붙어 있습니다.',
        'in-use': `\`${claim}\` 클레임은 파드 하나만 쓸 수 있는데 ${user ? `\`${user}\` 파드가` : '다른 파드가'} 쓰고 있습니다.`,
      }[problem];
    },
  },
  steps: ({ problem, claim, volume, user, local, reachable }, pod) => {
    const steps: Step[] = [];
    if (volume)
      steps.push(
        look(
          'See which nodes the volume belongs to: `Node Affinity`.',
          '볼륨이 어느 노드에 속하는지 `Node Affinity` 항목에서 확인합니다.',
          sh`kubectl describe pv ${volume}`,
        ),
      );
    else if (claim)
      steps.push(
        look('Read the claim and its events.', '클레임과 이벤트를 확인합니다.', `${sh`kubectl describe pvc ${claim}`}${namespaceFlag(pod)}`),
      );
    if (user)
      steps.push(
        look(
          `See whether \`${user}\` still needs the volume.`,
          `\`${user}\` 파드가 아직 볼륨을 써야 하는지 확인합니다.`,
          `${sh`kubectl get pod ${user} -o wide`}${namespaceFlag(pod)}`,
        ),
      );
    if (problem === 'too-many-volumes')
      steps.push(
        look(
          'See how many volumes a node may hold, per driver.',
          '드라이버마다 노드에 붙일 수 있는 볼륨 수를 확인합니다.',
          sh`kubectl get csinodes -o ${'custom-columns=NODE:.metadata.name,DRIVER:.spec.drivers[*].name,LIMIT:.spec.drivers[*].allocatable.count'}`,
        ),
      );
    steps.push(...remedy(problem, local, reachable.length > 0));
    return steps;
  },
});

function remedy(problem: Problem, local: boolean, reachable: boolean): Step[] {
  if (problem === 'node-affinity' && local && !reachable) {
    return [
      change(
        'The data is on a node that is gone: bring that node back under its name, or restore from a backup into a new claim.',
        '데이터가 사라진 노드에 있습니다. 같은 이름으로 노드를 되살리거나, 백업을 새 클레임으로 복원합니다.',
        [
          'Nothing is lost by bringing the node back; a new claim starts empty.',
          '노드를 되살리는 것은 잃을 것이 없습니다. 새 클레임은 비어 있는 상태로 시작합니다.',
        ],
      ),
    ];
  }
  if (problem === 'node-affinity') {
    return [
      change(
        "Add a node in the volume's zone, or take away the pod's own conditions that forbid the nodes there.",
        '볼륨이 있는 영역에 노드를 추가하거나, 그 노드를 막는 파드의 조건을 없앱니다.',
        ['Remove the node, or put the conditions back.', '노드를 제거하거나 조건을 되돌립니다.'],
      ),
    ];
  }
  if (problem === 'in-use') {
    return [
      change('Stop the other pod, or use a claim with another access mode.', '다른 파드를 멈추거나 접근 모드가 다른 클레임을 씁니다.', [
        'Start the other pod again.',
        '다른 파드를 다시 시작합니다.',
      ]),
    ];
  }
  return [
    change('Make room: free volumes that nobody uses, or add a node or storage.', '쓰지 않는 볼륨을 비우거나 노드 또는 스토리지를 추가합니다.', [
      'A volume that is deleted cannot be brought back; a node can be removed again.',
      '지운 볼륨은 되살릴 수 없습니다. 노드는 다시 제거할 수 있습니다.',
    ]),
  ];
}

function topologyProof(volume: PersistentVolume) {
  const [expression] = volume.spec?.nodeAffinity?.required?.nodeSelectorTerms?.[0]?.matchExpressions ?? [];
  const path = `spec.nodeAffinity.required.nodeSelectorTerms.matchExpressions[key=${expression?.key ?? ''}].values`;
  return { ref: refOf('persistentvolume', volume), path, value: expression?.values?.[0] ?? null };
}

function usesClaim({ spec, status }: Pod, claim: string | null): boolean {
  return (
    status?.phase !== 'Succeeded' &&
    status?.phase !== 'Failed' &&
    (spec?.volumes ?? []).some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === claim)
  );
}
