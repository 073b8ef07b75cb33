import { candidates, claimClass, isDefault, isPending } from '../../core/claim-fit.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';

/**
 * The claim names a StorageClass that does not exist, and no volume made by hand bears that class's name either (that needs no object of the class).
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (provisionClaim)
 */
export default defineRule({
  id: 'pvc/class-missing',
  coverage: ['pvc/class-missing'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#class-1',
  needs: ['storageClasses', 'volumes'],
  wants: ['events'],
  applies: (claim) => isPending(claim) && Boolean(claimClass(claim)),
  check: ({ subject, ref, storageClasses, volumes, events }) => {
    const name = claimClass(subject) ?? '';
    const names = storageClasses.map(({ metadata }) => metadata?.name ?? '');
    if (names.includes(name) || candidates(subject, volumes).length > 0) return [];
    const said = events?.findLast(({ reason, message }) => reason === 'ProvisioningFailed' && message.includes(name));
    return [
      {
        facts: {
          class: name,
          near: similarNames(name, names),
          default: storageClasses.find(isDefault)?.metadata?.name ?? null,
          classes: names.length,
        },
        proof: [
          { ref, path: 'spec.storageClassName', value: name },
          ...(said ? [{ ref, path: `event ProvisioningFailed (${said.component})`, value: said.message, at: said.lastAt }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ class: name, near, default: standard, classes }, subject) => {
      const hint =
        near.length > 0
          ? ` There is ${near.map((one) => `\`${one}\``).join(', ')}.`
          : standard
            ? ` The default class is \`${standard}\`.`
            : classes === 0
              ? ' The cluster has no storage class at all.'
              : '';
      return `Claim \`${subject.name}\` asks for storage class \`${name}\`, which does not exist.${hint}`;
    },
    ko: ({ class: name, near, default: standard, classes }, subject) => {
      const hint =
        near.length > 0
          ? ` 비슷한 이름: ${near.map((one) => `\`${one}\``).join(', ')}.`
          : standard
            ? ` 기본 스토리지클래스: \`${standard}\`.`
            : classes === 0
              ? ' 클러스터에 스토리지클래스가 하나도 없습니다.'
              : '';
      return `\`${subject.name}\` 퍼시스턴트볼륨클레임이 요청한 \`${name}\` 스토리지클래스가 없습니다.${hint}`;
    },
  },
  steps: ({ class: name }, subject) => [
    {
      kind: 'look',
      text: { en: 'See which classes there are.', ko: '어떤 스토리지클래스가 있는지 확인합니다.' },
      command: 'kubectl get storageclasses',
    },
    {
      kind: 'change',
      text: {
        en: 'Correct the class where the claim is defined. It cannot be changed in place: delete the claim (it holds no data yet) and create it again.',
        ko: '클레임을 정의한 곳에서 클래스를 고칩니다. 그대로는 바꿀 수 없으므로 클레임을 지우고(아직 데이터가 없습니다) 다시 만듭니다.',
      },
      command: `${sh`kubectl delete pvc ${subject.name}`}${namespaceFlag(subject)}`,
      undo: { en: 'Create the claim again as it was.', ko: '클레임을 원래대로 다시 만듭니다.' },
    },
    {
      kind: 'change',
      text: {
        en: `Or have the class \`${name}\` created: pending claims are then taken up by themselves.`,
        ko: `또는 \`${name}\` 스토리지클래스를 만들도록 요청합니다. 대기 중인 클레임은 스스로 처리됩니다.`,
      },
      undo: { en: 'Delete the class.', ko: '스토리지클래스를 지웁니다.' },
    },
  ],
});
