import { claimClass, isPending } from '../../core/claim-fit.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * A provisioner took the claim up and could not make the volume; it says why, and tries again.
 * `ProvisioningFailed` of the external provisioner: https://github.com/kubernetes-sigs/sig-storage-lib-external-provisioner/blob/v11.0.1/controller/controller.go
 * (provisionClaimOperation); the volume controller's own events of that reason belong to the other rules about claims.
 */
export default defineRule({
  id: 'pvc/provisioning-failed',
  coverage: ['pvc/provisioner-missing', 'pvc/access-mode'],
  on: ['persistentvolumeclaim'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/dynamic-provisioning/',
  needs: ['events'],
  applies: isPending,
  check: ({ subject, ref, events }) => {
    const said = events.findLast(({ reason, component }) => reason === 'ProvisioningFailed' && component !== 'persistentvolume-controller');
    const done = events.findLast(({ reason }) => reason === 'ProvisioningSucceeded');
    if (!said || (done && done.lastAt > said.lastAt)) return [];
    const words = said.message
      .replace(/^failed to provision volume with StorageClass "[^"]*": /, '')
      .replace(/^rpc error: code = \w+ desc = /, '')
      .replace(/\.$/, '');
    return [
      {
        facts: {
          class: claimClass(subject),
          component: said.component.replace(/_.*$/, ''),
          words,
          kind: kindOf(words),
          modes: [...(subject.spec?.accessModes ?? [])],
        },
        proof: [{ ref, path: `event ProvisioningFailed (${said.component})`, value: said.message, at: said.lastAt }],
      },
    ];
  },
  says: {
    en: ({ component, words, kind, modes }, { name }) =>
      kind === 'access-mode'
        ? `Storage driver \`${component}\` cannot make a volume with the access mode that claim \`${name}\` asks for (${modes.map((mode) => `\`${mode}\``).join(', ')}): ${words}.`
        : `Storage driver \`${component}\` could not make the volume for claim \`${name}\`${kind === 'denied' ? ', because it lacks permission' : kind === 'full' ? ', because there is no room or quota left' : ''}: ${words}.`,
    ko: ({ component, words, kind, modes }, { name }) =>
      kind === 'access-mode'
        ? `\`${component}\` 스토리지 드라이버가 \`${name}\` 퍼시스턴트볼륨클레임이 요청한 접근 모드(${modes.map((mode) => `\`${mode}\``).join(', ')})의 볼륨을 만들지 못합니다: ${words}.`
        : `\`${component}\` 스토리지 드라이버가 ${kind === 'denied' ? '권한이 없어 ' : kind === 'full' ? '공간이나 할당량이 없어 ' : ''}\`${name}\` 퍼시스턴트볼륨클레임의 볼륨을 만들지 못했습니다: ${words}.`,
  },
  steps: ({ class: name, kind }, subject) => [
    {
      kind: 'look',
      text: { en: 'Read all that the driver said about it.', ko: '드라이버가 남긴 이벤트를 모두 확인합니다.' },
      command: `${sh`kubectl describe pvc ${subject.name}`}${namespaceFlag(subject)}`,
    },
    {
      kind: 'look',
      text: { en: 'Check the parameters of the class.', ko: '스토리지클래스의 매개변수를 확인합니다.' },
      command: sh`kubectl get storageclass ${name ?? []} -o yaml`,
    },
    {
      kind: 'change',
      text:
        kind === 'access-mode'
          ? {
              en: 'Ask for a mode that the driver supports (mostly `ReadWriteOnce`), or use a class for shared file systems. Delete the claim and create it again.',
              ko: '드라이버가 지원하는 접근 모드(대개 `ReadWriteOnce`)로 바꾸거나 공유 파일 시스템용 클래스를 씁니다. 클레임을 지우고 다시 만듭니다.',
            }
          : {
              en: 'Correct what the driver names: it tries again by itself.',
              ko: '드라이버가 말한 원인을 고칩니다. 드라이버가 스스로 다시 시도합니다.',
            },
      undo: { en: 'Put the earlier settings back.', ko: '이전 설정으로 되돌립니다.' },
    },
  ],
});

function kindOf(words: string): 'access-mode' | 'denied' | 'full' | 'other' {
  if (/access ?mode|multi.?node|ReadWriteMany|ReadOnlyMany|volume capabilit/i.test(words)) return 'access-mode';
  if (/denied|unauthori[sz]ed|forbidden|not authorized|\b403\b/i.test(words)) return 'denied';
  return /quota|no space|insufficient|exceed|limit|ResourceExhausted/i.test(words) ? 'full' : 'other';
}
