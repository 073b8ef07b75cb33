import { claimClass, isPending, waitingPods, waitsForPod } from '../../core/claim-fit.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';

/**
 * Pending as it should be: with `WaitForFirstConsumer` a volume is chosen only when a pod that uses the claim gets its node. No problem (`info`), but the
 * answer to "why is it pending?". Where a pod uses it already, the pod's scheduling is what to look at.
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/persistentvolume/pv_controller.go (emitEventForUnboundDelayBindingClaim)
 */
export default defineRule({
  id: 'pvc/waits-for-consumer',
  coverage: ['pvc/waits-for-consumer'],
  on: ['persistentvolumeclaim'],
  severity: 'info',
  explains: true,
  docs: 'https://kubernetes.io/docs/concepts/storage/storage-classes/#volume-binding-mode',
  needs: ['storageClasses', 'users'],
  applies: (claim) => isPending(claim) && claimClass(claim) !== '' && !claim.spec?.volumeName,
  check: ({ subject, storageClasses, users }) => {
    if (!waitsForPod(subject, storageClasses)) return [];
    const name = claimClass(subject);
    const found = storageClasses.find(({ metadata }) => metadata?.name === name);
    const pods = waitingPods(users);
    return [
      {
        facts: { class: name, pods: pods.map(({ metadata }) => metadata?.name ?? '') },
        proof: [
          { ref: { kind: 'storageclass', name: found?.metadata?.name ?? name ?? '' }, path: 'volumeBindingMode', value: 'WaitForFirstConsumer' },
        ],
        leads: pods.map((pod) => ({ to: refOf('pod', pod) })),
      },
    ];
  },
  says: {
    en: ({ class: name, pods: [pod] }, subject) =>
      pod
        ? `Claim \`${subject.name}\` waits until pod \`${pod}\`, which uses it, gets a node (\`WaitForFirstConsumer\`).`
        : `Claim \`${subject.name}\` is pending as it should be: its class${name ? ` \`${name}\`` : ''} makes a volume only when a pod uses the claim (\`WaitForFirstConsumer\`), and none does.`,
    ko: ({ class: name, pods: [pod] }, subject) =>
      pod
        ? `\`${subject.name}\` 퍼시스턴트볼륨클레임은 이것을 쓰는 \`${pod}\` 파드가 노드에 배정되기를 기다립니다(\`WaitForFirstConsumer\`).`
        : `\`${subject.name}\` 퍼시스턴트볼륨클레임의 Pending은 정상입니다.${name ? ` \`${name}\`` : ''} 스토리지클래스는 파드가 클레임을 쓸 때 볼륨을 만드는데(\`WaitForFirstConsumer\`) 아직 쓰는 파드가 없습니다.`,
  },
  steps: ({ pods: [pod] }, subject) => [
    pod
      ? {
          kind: 'look',
          text: { en: 'See why the pod has no node.', ko: '파드가 노드에 배정되지 않는 이유를 확인합니다.' },
          command: `${sh`kubectl describe pod ${pod}`}${namespaceFlag(subject)}`,
        }
      : {
          kind: 'look',
          text: { en: 'See who uses the claim (`Used By`).', ko: '누가 클레임을 쓰는지 확인합니다(`Used By`).' },
          command: `${sh`kubectl describe pvc ${subject.name}`}${namespaceFlag(subject)}`,
        },
  ],
});
