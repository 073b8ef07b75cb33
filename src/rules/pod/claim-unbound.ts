import type { PersistentVolumeClaim, Pod, StorageClass } from '../../core/kinds.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { isRefusedFor, schedulingOf } from '../../core/scheduling.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';

type Problem = 'missing' | 'pending' | 'lost' | 'deleting' | 'volume-missing';

/**
 * A PersistentVolumeClaim of the pod does not exist or is not bound: its own rules say why, this one leads there.
 * `persistentvolumeclaim "x" not found`, `unbound immediate PersistentVolumeClaims`, `bound to non-existent persistentvolume`, `is being deleted`:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/scheduler/framework/plugins/volumebinding/volume_binding.go (PreFilter, podHasPVCs)
 */
export default defineRule({
  id: 'pod/claim-unbound',
  coverage: ['pod/claim-unbound'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  needs: ['claims'],
  wants: ['claimVolumes', 'claimNames', 'storageClasses'],
  applies: (pod) => isRefusedFor(pod, 'claim'),
  check: ({ claims, claimVolumes, claimNames = [], storageClasses, ...evidence }) => {
    const scheduling = schedulingOf({ ...evidence, claimVolumes });
    if (!scheduling?.causes.has('claim')) return [];
    const { namespace = 'default' } = evidence.ref;
    const volumes = claimVolumes?.map(({ metadata }) => metadata?.name);
    return claims.flatMap(({ name, object }) => {
      const problem = problemOf(object, volumes);
      if (!problem || (problem === 'pending' && object && waitsForPod(object, storageClasses))) return [];
      const claim = { kind: 'persistentvolumeclaim' as const, name, namespace };
      return [
        {
          facts: {
            claim: name,
            problem,
            volume: object?.spec?.volumeName ?? null,
            storageClass: object?.spec?.storageClassName ?? null,
            similar: object
              ? []
              : similarNames(
                  name,
                  claimNames.filter((other) => other !== name),
                ),
          },
          proof: [
            scheduling.proof,
            object
              ? { ref: claim, path: 'status.phase', value: object.status?.phase ?? null }
              : { ref: evidence.ref, path: 'spec.volumes.persistentVolumeClaim.claimName', value: namedInSpec(evidence.subject, name) },
          ],
          ...(object ? { leads: [{ to: claim }] } : {}),
        },
      ];
    });
  },
  says: {
    en: ({ claim, problem, volume, similar }) =>
      ({
        missing: `The pod waits for PersistentVolumeClaim \`${claim}\`, which does not exist.${similar.length > 0 ? ` Did you mean ${names(similar)}?` : ''}`,
        pending: `The pod waits for PersistentVolumeClaim \`${claim}\`, which is not bound to a volume.`,
        lost: `PersistentVolumeClaim \`${claim}\` has lost its volume \`${volume}\`.`,
        deleting: `PersistentVolumeClaim \`${claim}\`, which the pod needs, is being deleted.`,
        'volume-missing': `PersistentVolumeClaim \`${claim}\` is bound to volume \`${volume}\`, which does not exist.`,
      })[problem as Problem],
    ko: ({ claim, problem, volume, similar }) =>
      ({
        missing: `파드가 기다리는 \`${claim}\` 퍼시스턴트볼륨클레임이 없습니다.${similar.length > 0 ? ` 이름이 비슷한 클레임: ${names(similar)}.` : ''}`,
        pending: `파드가 기다리는 \`${claim}\` 퍼시스턴트볼륨클레임이 아직 볼륨에 바인딩되지 않았습니다.`,
        lost: `\`${claim}\` 퍼시스턴트볼륨클레임이 \`${volume}\` 볼륨을 잃었습니다.`,
        deleting: `파드가 쓰는 \`${claim}\` 퍼시스턴트볼륨클레임이 삭제되는 중입니다.`,
        'volume-missing': `\`${claim}\` 퍼시스턴트볼륨클레임에 바인딩된 \`${volume}\` 볼륨이 없습니다.`,
      })[problem as Problem],
  },
  steps: ({ claim, problem, similar }, pod) => [
    problem === 'missing'
      ? look('See which claims there are.', '어떤 클레임이 있는지 확인합니다.', `kubectl get pvc${namespaceFlag(pod)}`)
      : look('Read the claim and its events.', '클레임과 이벤트를 확인합니다.', `${sh`kubectl describe pvc ${claim}`}${namespaceFlag(pod)}`),
    ...(problem === 'pending'
      ? [
          look(
            'See which storage classes there are, and which is the default.',
            '어떤 스토리지클래스가 있고 기본값이 무엇인지 확인합니다.',
            'kubectl get storageclass',
          ),
        ]
      : []),
    problem === 'missing'
      ? change(
          similar[0]
            ? `Correct the claim's name in the pod template (\`${similar[0]}\`?), or create \`${claim}\`.`
            : `Create \`${claim}\`, or correct the claim's name in the pod template.`,
          similar[0]
            ? `파드 템플릿의 클레임 이름을 고치거나(\`${similar[0]}\`?) \`${claim}\` 클레임을 만듭니다.`
            : `\`${claim}\` 클레임을 만들거나 파드 템플릿의 클레임 이름을 고칩니다.`,
          ['Delete the claim again: its volume may go with it.', '클레임을 다시 지웁니다. 볼륨도 함께 지워질 수 있습니다.'],
        )
      : change(
          'Give the claim a volume: a storage class that can make one, or a PersistentVolume that fits.',
          '클레임에 볼륨이 생기도록 합니다. 볼륨을 만들 수 있는 스토리지클래스를 쓰거나 맞는 퍼시스턴트볼륨을 만듭니다.',
          [
            'A claim that is bound stays bound; delete it to start again, and its data may be lost.',
            '바인딩된 클레임은 되돌릴 수 없습니다. 지우고 다시 만들면 데이터가 사라질 수 있습니다.',
          ],
        ),
  ],
});

function problemOf(claim: PersistentVolumeClaim | null, volumes: readonly (string | undefined)[] | undefined): Problem | null {
  if (!claim) return 'missing';
  if (claim.metadata?.deletionTimestamp) return 'deleting';
  if (claim.status?.phase === 'Lost') return 'lost';
  if (claim.status?.phase !== 'Bound') return 'pending';
  return volumes && !volumes.includes(claim.spec?.volumeName) ? 'volume-missing' : null;
}

/** Its class binds it once the pod has a node: until then Pending is as it should be. */
function waitsForPod({ spec }: PersistentVolumeClaim, classes: readonly StorageClass[] | undefined): boolean {
  const used = classes?.find(({ metadata }) => metadata?.name === spec?.storageClassName);
  return used?.volumeBindingMode === 'WaitForFirstConsumer' && !spec?.volumeName;
}

/** The name as the spec has it; null for a generic ephemeral volume, whose claim is named after the pod. */
function namedInSpec(pod: Pod, name: string): string | null {
  return pod.spec?.volumes?.some(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName === name) ? name : null;
}
