import { candidates, isPending, isProvisioned, misfits, waitingPods, waitsForPod } from '../../core/claim-fit.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/** A volume made by hand would do, but for the access mode that the claim asks for. (A driver that refuses a mode says so: pvc/provisioning-failed.) */
export default defineRule({
  id: 'pvc/access-mode',
  coverage: ['pvc/access-mode'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#access-modes',
  needs: ['storageClasses', 'volumes', 'users'],
  applies: isPending,
  check: ({ subject, ref, storageClasses, volumes, users }) => {
    if (isProvisioned(subject, storageClasses) || (waitsForPod(subject, storageClasses) && waitingPods(users).length === 0)) return [];
    const judged = candidates(subject, volumes).map((volume) => ({ volume, faults: misfits(subject, volume) }));
    const near = judged.filter(({ faults }) => faults.length === 1 && faults[0] === 'access-mode');
    const [first] = near;
    if (!first || judged.some(({ faults }) => faults.length === 0)) return [];
    const asked = [...(subject.spec?.accessModes ?? [])];
    return [
      {
        facts: {
          asked,
          volumes: near.map(({ volume }) => ({ name: volume.metadata?.name ?? '', modes: [...(volume.spec?.accessModes ?? [])] })).slice(0, 3),
        },
        proof: [
          { ref, path: 'spec.accessModes', value: asked.join(',') },
          { ref: refOf('persistentvolume', first.volume), path: 'spec.accessModes', value: (first.volume.spec?.accessModes ?? []).join(',') },
        ],
      },
    ];
  },
  says: {
    en: ({ asked, volumes }, { name }) =>
      `Claim \`${name}\` asks for access mode ${asked.map((mode) => `\`${mode}\``).join(', ')}, which no free volume offers: ${volumes.map((one) => `\`${one.name}\` offers ${one.modes.join(', ')}`).join('; ')}.`,
    ko: ({ asked, volumes }, { name }) =>
      `\`${name}\` 퍼시스턴트볼륨클레임이 요청한 접근 모드 ${asked.map((mode) => `\`${mode}\``).join(', ')} 값을 제공하는 빈 볼륨이 없습니다: ${volumes.map((one) => `\`${one.name}\` 볼륨은 ${one.modes.join(', ')}`).join(', ')}.`,
  },
  steps: ({ volumes: [first] }, subject) => [
    {
      kind: 'look',
      text: { en: 'See the volumes and their access modes.', ko: '볼륨과 접근 모드를 확인합니다.' },
      command: 'kubectl get persistentvolumes',
    },
    {
      kind: 'change',
      text: {
        en: `If pods of one node use it, \`ReadWriteOnce\` is enough: delete the claim and create it with ${first?.modes.join(', ') ?? ''}. For pods on several nodes the storage itself must be a shared file system.`,
        ko: `한 노드의 파드만 쓴다면 \`ReadWriteOnce\` 모드로 충분합니다. 클레임을 지우고 ${first?.modes.join(', ') ?? ''} 모드로 다시 만듭니다. 여러 노드에서 쓰려면 공유 파일 시스템이 필요합니다.`,
      },
      command: `${sh`kubectl delete pvc ${subject.name}`}${namespaceFlag(subject)}`,
      undo: { en: 'Create the claim again as it was.', ko: '클레임을 원래대로 다시 만듭니다.' },
    },
  ],
});
