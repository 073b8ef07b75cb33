import { candidates, claimClass, classOf, isPending, isProvisioned, type Misfit, misfits, waitingPods, waitsForPod } from '../../core/claim-fit.ts';
import type { PersistentVolume } from '../../core/kinds.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * Nothing makes a volume for this claim (its class has no provisioner, or it wants no class), and none of those that are there fits.
 * Where the only fault is the access mode, pvc/access-mode says so; a released volume explains itself.
 */
export default defineRule({
  id: 'pvc/no-fitting-volume',
  coverage: ['pvc/access-mode', 'pv/released'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#binding',
  needs: ['storageClasses', 'volumes', 'users'],
  applies: isPending,
  check: ({ subject, ref, storageClasses, volumes, users }) => {
    if (isProvisioned(subject, storageClasses) || (waitsForPod(subject, storageClasses) && waitingPods(users).length === 0)) return [];
    const judged = candidates(subject, volumes)
      .map((volume) => ({ volume, faults: misfits(subject, volume) }))
      .toSorted((a, b) => a.faults.length - b.faults.length);
    const named = subject.spec?.volumeName ?? null;
    // a class that does not exist, or is left to a default that is missing, is told by its own rule
    if (judged.length === 0 && !named && claimClass(subject) !== '' && !classOf(subject, storageClasses)) return [];
    if (judged.some(({ faults }) => faults.length === 0 || (faults.length === 1 && faults[0] === 'access-mode'))) return [];
    const released = judged.filter(({ faults }) => faults.length === 1 && (faults[0] === 'released' || faults[0] === 'failed'));
    const asked = subject.spec?.resources?.requests?.storage ?? '';
    return [
      {
        facts: {
          class: claimClass(subject) ?? '',
          named,
          asked,
          volumes: judged.slice(0, 3).map(({ volume, faults }) => ({ ...describe(volume), faults })),
          count: judged.length,
        },
        proof: [
          named ? { ref, path: 'spec.volumeName', value: named } : { ref, path: 'spec.resources.requests.storage', value: asked },
          ...judged.slice(0, 3).map(({ volume, faults }) => proofOf(volume, faults[0])),
        ],
        leads: released.map(({ volume }) => ({ to: refOf('persistentvolume', volume) })),
      },
    ];
  },
  says: {
    en: ({ class: name, named, asked, volumes, count }, subject) => {
      const of = name ? `of class \`${name}\`` : 'without a class';
      if (count === 0)
        return named
          ? `Claim \`${subject.name}\` wants the volume \`${named}\`, which does not exist.`
          : `Claim \`${subject.name}\` waits for a volume ${of} that somebody makes by hand: there is none, and nothing provisions one.`;
      const why = volumes.map((one) => `\`${one.name}\` ${one.faults.map((fault) => wordsOf(fault, one, asked).en).join(' and ')}`);
      return `No volume ${of} fits claim \`${subject.name}\`: ${why.join('; ')}${count > volumes.length ? `; and ${count - volumes.length} more` : ''}.`;
    },
    ko: ({ class: name, named, asked, volumes, count }, subject) => {
      const of = name ? `\`${name}\` 스토리지클래스의` : '스토리지클래스가 없는';
      if (count === 0)
        return named
          ? `\`${subject.name}\` 퍼시스턴트볼륨클레임이 지정한 \`${named}\` 볼륨이 없습니다.`
          : `\`${subject.name}\` 퍼시스턴트볼륨클레임은 직접 만들어 둔 볼륨을 기다리는데, ${of} 볼륨이 없고 자동으로 만들어 주는 것도 없습니다.`;
      const why = volumes.map((one) => `\`${one.name}\` (${one.faults.map((fault) => wordsOf(fault, one, asked).ko).join(', ')})`);
      return `${of} 볼륨 중 \`${subject.name}\` 퍼시스턴트볼륨클레임에 맞는 것이 없습니다: ${why.join(', ')}${count > volumes.length ? ` 외 ${count - volumes.length}개` : ''}.`;
    },
  },
  steps: ({ count }, subject) => [
    {
      kind: 'look',
      text: { en: 'See all volumes, who holds them and what they offer.', ko: '모든 볼륨과 사용 중인 클레임을 확인합니다.' },
      command: 'kubectl get persistentvolumes -o wide',
    },
    {
      kind: 'change',
      text: {
        en:
          count === 0
            ? 'Have a volume created that fits, or use a class with a provisioner: delete the claim (it holds no data yet) and create it with that class.'
            : 'Have a volume created that fits, or ask for less: delete the claim (it holds no data yet) and create it again.',
        ko:
          count === 0
            ? '맞는 볼륨을 만들도록 요청하거나 프로비저너가 있는 클래스를 씁니다. 클레임을 지우고(아직 데이터가 없습니다) 그 클래스로 다시 만듭니다.'
            : '맞는 볼륨을 만들도록 요청하거나 요청 값을 줄입니다. 클레임을 지우고(아직 데이터가 없습니다) 다시 만듭니다.',
      },
      command: `${sh`kubectl delete pvc ${subject.name}`}${namespaceFlag(subject)}`,
      undo: { en: 'Create the claim again as it was.', ko: '클레임을 원래대로 다시 만듭니다.' },
    },
  ],
});

type Described = { readonly name: string; readonly size: string; readonly modes: string; readonly holder: string };

function describe({ metadata, spec }: PersistentVolume): Described {
  return {
    name: metadata?.name ?? '',
    size: spec?.capacity?.storage ?? '',
    modes: (spec?.accessModes ?? []).join(', '),
    holder: spec?.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : '',
  };
}

function wordsOf(fault: Misfit, { size, modes, holder }: Described, asked: string): { readonly en: string; readonly ko: string } {
  switch (fault) {
    case 'size':
      return { en: `is too small (${size}, ${asked} asked)`, ko: `용량이 작음(${size}, 요청 ${asked})` };
    case 'access-mode':
      return { en: `offers only ${modes}`, ko: `접근 모드가 ${modes}뿐임` };
    case 'taken':
      return { en: `is held by \`${holder}\``, ko: `\`${holder}\` 클레임이 사용 중` };
    case 'released':
      return { en: `is released but still marked as \`${holder}\`'s`, ko: `반납되었지만 \`${holder}\` 클레임 표시가 남음` };
    case 'failed':
      return { en: 'could not be reclaimed', ko: '회수 실패' };
    case 'volume-mode':
      return { en: 'is of another volume mode (block, file system)', ko: '볼륨 모드(블록, 파일 시스템)가 다름' };
    case 'selector':
      return { en: 'lacks the labels that the claim selects', ko: '클레임이 고르는 레이블이 없음' };
  }
}

function proofOf(volume: PersistentVolume, fault: Misfit | undefined) {
  const ref = refOf('persistentvolume', volume);
  if (fault === 'size') return { ref, path: 'spec.capacity.storage', value: volume.spec?.capacity?.storage ?? null };
  if (fault === 'taken') return { ref, path: 'spec.claimRef.name', value: volume.spec?.claimRef?.name ?? null };
  return { ref, path: 'status.phase', value: volume.status?.phase ?? null };
}
