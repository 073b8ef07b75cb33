import { candidates, claimClass, isDefault, isPending } from '../../core/claim-fit.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * The claim leaves the class to the cluster, which has no default. (`storageClassName: ""` is different: that wants no class.)
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (syncUnboundClaim)
 */
export default defineRule({
  id: 'pvc/no-default-class',
  coverage: ['pvc/no-default-class'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#default-storageclass',
  needs: ['storageClasses', 'volumes'],
  wants: ['events'],
  applies: (claim) => isPending(claim) && claimClass(claim) === null,
  check: ({ subject, ref, storageClasses, volumes, events }) => {
    if (storageClasses.some(isDefault) || candidates(subject, volumes).length > 0) return [];
    const said = events?.findLast(({ reason }) => reason === 'FailedBinding');
    return [
      {
        facts: { classes: storageClasses.map(({ metadata }) => metadata?.name ?? '').toSorted() },
        proof: [
          { ref, path: 'spec.storageClassName', value: null },
          ...(said ? [{ ref, path: `event FailedBinding (${said.component})`, value: said.message, at: said.lastAt }] : []),
        ],
      },
    ];
  },
  says: {
    en: ({ classes }, { name }) =>
      `Claim \`${name}\` names no storage class, and the cluster has no default one${classes.length > 0 ? ` (there is ${some(classes)})` : ', nor any other'}, so nothing makes a volume for it.`,
    ko: ({ classes }, { name }) =>
      `\`${name}\` 퍼시스턴트볼륨클레임에 스토리지클래스가 없고 클러스터에 기본 스토리지클래스도 없어서 볼륨이 만들어지지 않습니다.${classes.length > 0 ? ` 있는 스토리지클래스: ${some(classes)}.` : ' 다른 스토리지클래스도 없습니다.'}`,
  },
  steps: ({ classes: [first] }, subject) => {
    const makeDefault = (value: string) =>
      sh`kubectl patch storageclass ${first ?? ''} -p ${JSON.stringify({ metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': value } } })}`;
    return [
      {
        kind: 'look',
        text: { en: 'See which classes there are.', ko: '어떤 스토리지클래스가 있는지 확인합니다.' },
        command: 'kubectl get storageclasses',
      },
      ...(first
        ? [
            {
              kind: 'change' as const,
              text: {
                en: 'Name a class in this claim: one that has none yet may be given one.',
                ko: '이 클레임에 스토리지클래스를 적습니다. 비어 있는 값은 나중에 채울 수 있습니다.',
              },
              command: `${sh`kubectl patch pvc ${subject.name} -p ${JSON.stringify({ spec: { storageClassName: first } })}`}${namespaceFlag(subject)}`,
              undo: { en: 'None: delete the claim and create it again.', ko: '되돌릴 수 없습니다. 클레임을 지우고 다시 만듭니다.' },
            },
            {
              kind: 'change' as const,
              text: {
                en: 'Or make a class the default for the whole cluster: pending claims without a class get it too.',
                ko: '또는 클러스터 전체의 기본 스토리지클래스를 정합니다. 대기 중인 클레임에도 적용됩니다.',
              },
              command: makeDefault('true'),
              undo: { en: `\`${makeDefault('false')}\``, ko: `\`${makeDefault('false')}\` 명령으로 되돌립니다.` },
            },
          ]
        : [
            {
              kind: 'change' as const,
              text: {
                en: 'Install a storage driver with a class, or create a PersistentVolume by hand that fits the claim.',
                ko: '스토리지 드라이버와 스토리지클래스를 설치하거나 클레임에 맞는 퍼시스턴트볼륨을 직접 만듭니다.',
              },
              undo: { en: 'Delete what was created.', ko: '만든 것을 지웁니다.' },
            },
          ]),
    ];
  },
});

function some(classes: readonly string[]): string {
  const shown = classes.slice(0, 3).map((name) => `\`${name}\``);
  return classes.length > shown.length ? `${shown.join(', ')}, …` : shown.join(', ');
}
