import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The claim was bound, and its volume is gone (or bound to another claim): the data cannot be reached through it any more.
 * `ClaimLost`, `ClaimMisbound`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (syncBoundClaim)
 */
export default defineRule({
  id: 'pvc/lost',
  coverage: ['pv/released'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#phase',
  needs: ['volume'],
  applies: ({ status }) => status?.phase === 'Lost',
  check: ({ subject, ref, volume }) => [
    {
      facts: { volume: subject.spec?.volumeName ?? '', exists: volume?.object != null },
      proof: [
        { ref, path: 'status.phase', value: 'Lost' },
        { ref, path: 'spec.volumeName', value: subject.spec?.volumeName ?? null },
      ],
    },
  ],
  says: {
    en: ({ volume, exists }, { name }) =>
      exists
        ? `Claim \`${name}\` has lost its volume \`${volume}\`, which is bound to another claim.`
        : `Claim \`${name}\` has lost its volume: the PersistentVolume \`${volume}\` was deleted.`,
    ko: ({ volume, exists }, { name }) =>
      exists
        ? `\`${name}\` 퍼시스턴트볼륨클레임이 볼륨을 잃었습니다: \`${volume}\` 볼륨이 다른 클레임에 바인딩되어 있습니다.`
        : `\`${name}\` 퍼시스턴트볼륨클레임이 볼륨을 잃었습니다: \`${volume}\` 퍼시스턴트볼륨이 삭제되었습니다.`,
  },
  steps: ({ volume }, subject) => [
    {
      kind: 'look',
      text: {
        en: 'See whether the storage behind the volume still exists: in the storage system, not in Kubernetes.',
        ko: '볼륨 뒤의 스토리지가 아직 있는지 스토리지 시스템에서 확인합니다.',
      },
      command: 'kubectl get persistentvolumes -o wide',
    },
    {
      kind: 'change',
      text: {
        en: `If the data is still there, create the PersistentVolume \`${volume}\` again for it, with \`claimRef\` naming this claim; else restore a backup into a new claim.`,
        ko: `데이터가 남아 있으면 이 클레임을 \`claimRef\` 값으로 적은 \`${volume}\` 퍼시스턴트볼륨을 다시 만듭니다. 없으면 백업을 새 클레임에 복원합니다.`,
      },
      command: `${sh`kubectl get pvc ${subject.name} -o yaml`}${namespaceFlag(subject)}`,
      undo: { en: 'Delete what was created.', ko: '만든 것을 지웁니다.' },
    },
  ],
});
