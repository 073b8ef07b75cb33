import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The claim of this volume was deleted and the volume kept (`Retain`), or its deletion failed. It still bears the mark of the old claim, so it is
 * bound to no other: somebody has to decide about the data first.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (syncVolume, reclaimVolume)
 */
export default defineRule({
  id: 'pv/released',
  coverage: ['pv/released'],
  on: ['persistentvolume'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#retain',
  needs: [],
  applies: ({ status }) => status?.phase === 'Released' || status?.phase === 'Failed',
  check: ({ subject, ref }) => {
    const { phase = '', message } = subject.status ?? {};
    const { name = '', namespace = '' } = subject.spec?.claimRef ?? {};
    return [
      {
        facts: { phase, message: message ?? null, claim: `${namespace}/${name}`, policy: subject.spec?.persistentVolumeReclaimPolicy ?? 'Retain' },
        proof: [
          { ref, path: 'status.phase', value: phase },
          { ref, path: 'spec.claimRef.name', value: name },
          ...(message ? [{ ref, path: 'status.message', value: message }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ phase, message, claim, policy }, { name }) =>
      phase === 'Failed'
        ? `Volume \`${name}\` could not be reclaimed after its claim \`${claim}\` was deleted${message ? `: ${message}` : ''}.`
        : `Volume \`${name}\` is released, not free: its claim \`${claim}\` was deleted, and with the policy \`${policy}\` it keeps the data and the mark of that claim, so no other claim gets it.`,
    ko: ({ phase, message, claim, policy }, { name }) =>
      phase === 'Failed'
        ? `\`${claim}\` 클레임이 삭제된 뒤 \`${name}\` 퍼시스턴트볼륨을 회수하지 못했습니다${message ? `: ${message}` : ''}.`
        : `\`${name}\` 퍼시스턴트볼륨은 반납(Released)되었을 뿐 비어 있지 않습니다: \`${claim}\` 클레임은 삭제되었지만 \`${policy}\` 정책이라 데이터와 클레임 표시가 남아 있어 다른 클레임에 바인딩되지 않습니다.`,
  },
  steps: ({ phase }, { name }) => {
    const free = sh`kubectl patch persistentvolume ${name} --type=json -p ${'[{"op":"remove","path":"/spec/claimRef"}]'}`;
    return [
      {
        kind: 'look',
        text: { en: 'See whose data it holds, and save what is still needed.', ko: '누구의 데이터인지 확인하고 필요한 것은 저장해 둡니다.' },
        command: sh`kubectl describe persistentvolume ${name}`,
      },
      ...(phase === 'Failed'
        ? []
        : [
            {
              kind: 'change' as const,
              text: {
                en: 'To reuse it with its data, remove the mark of the old claim. Whoever gets the volume next can read everything on it.',
                ko: '데이터째 다시 쓰려면 이전 클레임 표시를 지웁니다. 다음에 이 볼륨을 받는 쪽은 안의 데이터를 모두 읽을 수 있습니다.',
              },
              command: free,
              undo: { en: 'None once another claim is bound to it.', ko: '다른 클레임에 바인딩된 뒤에는 되돌릴 수 없습니다.' },
            },
          ]),
      {
        kind: 'change',
        text: {
          en: 'If nobody needs the data, delete the volume here and in the storage system.',
          ko: '데이터가 필요 없으면 이 볼륨을 지우고 스토리지 시스템에서도 지웁니다.',
        },
        command: sh`kubectl delete persistentvolume ${name}`,
        undo: { en: 'None.', ko: '되돌릴 수 없습니다.' },
      },
    ];
  },
});
