import { isFinished } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { names } from '../../core/words/names.ts';
import { duration } from '../../core/words/time-words.ts';

const patience = 30;
const protection = 'kubernetes.io/pvc-protection';

/**
 * The claim was deleted, but is still there: pods use it, or a controller has not taken off its finalizer.
 * `kubernetes.io/pvc-protection`: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controller/volume/pvcprotection/pvc_protection_controller.go
 */
export default defineRule({
  id: 'pvc/stuck-terminating',
  coverage: ['pod/stuck-terminating'],
  on: ['persistentvolumeclaim'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#storage-object-in-use-protection',
  needs: ['users'],
  applies: (claim) => claim.metadata?.deletionTimestamp !== undefined,
  check: ({ subject, ref, now, users }) => {
    const { deletionTimestamp = '', finalizers = [] } = subject.metadata ?? {};
    const seconds = Math.round((now.getTime() - Date.parse(deletionTimestamp)) / 1000);
    if (seconds < patience) return [];
    const holders = users.filter((pod) => !isFinished(pod));
    return [
      {
        facts: { seconds, finalizers: holders.length > 0 ? [protection] : finalizers, pods: holders.map(({ metadata }) => metadata?.name ?? '') },
        proof: [
          { ref, path: 'metadata.deletionTimestamp', value: deletionTimestamp, at: deletionTimestamp },
          ...finalizers.map((value, index) => ({ ref, path: `metadata.finalizers[${index}]`, value })),
          ...holders.slice(0, 3).map((pod) => ({ ref: refOf('pod', pod), path: 'spec.volumes.persistentVolumeClaim.claimName', value: ref.name })),
        ],
      },
    ];
  },
  says: {
    en: ({ seconds, pods, finalizers }, { name }) =>
      pods.length > 0
        ? `Claim \`${name}\` was deleted ${duration(seconds, 'en')} ago and stays \`Terminating\`, because ${pods.length === 1 ? 'pod' : `${pods.length} pods`} ${names(pods)} still ${pods.length === 1 ? 'uses' : 'use'} it. It goes, perhaps with its data, as soon as ${pods.length === 1 ? 'that pod ends' : 'they end'}; a new pod cannot use it any more.`
        : `Claim \`${name}\` was deleted ${duration(seconds, 'en')} ago and stays \`Terminating\`: no pod uses it, but ${names(finalizers)} has not been taken off.`,
    ko: ({ seconds, pods, finalizers }, { name }) =>
      pods.length > 0
        ? `\`${name}\` 클레임은 ${duration(seconds, 'ko')} 전에 삭제되었지만 파드(${names(pods)})가 아직 쓰고 있어 \`Terminating\` 상태로 남아 있습니다. 그 파드가 끝나면 바로 지워지고 데이터도 함께 없어질 수 있으며, 새 파드는 더 이상 쓸 수 없습니다.`
        : `\`${name}\` 클레임은 ${duration(seconds, 'ko')} 전에 삭제되었지만 \`Terminating\` 상태로 남아 있습니다. 쓰는 파드는 없으나 파이널라이저(${names(finalizers)})가 남아 있습니다.`,
  },
  steps: ({ pods, finalizers }, claim) =>
    pods.length > 0
      ? [
          look(
            'See what would become of the data: with `Delete` the volume goes with the claim.',
            '데이터가 어떻게 될지 확인합니다. `Delete` 정책이면 볼륨이 클레임과 함께 지워집니다.',
            'kubectl get persistentvolumes -o custom-columns=NAME:.metadata.name,CLAIM:.spec.claimRef.name,POLICY:.spec.persistentVolumeReclaimPolicy',
          ),
          look(
            'See which workloads the pods belong to.',
            '파드가 어느 워크로드의 것인지 확인합니다.',
            `${sh`kubectl get pods ${pods.slice(0, 5)} -o wide`}${namespaceFlag(claim)}`,
          ),
          change(
            'If it was deleted by mistake, save the data first and set the policy of its volume to `Retain`. If it is to go, scale its workload down.',
            '실수로 지운 것이면 먼저 데이터를 백업하고 볼륨의 정책을 `Retain` 값으로 바꿉니다. 지우려던 것이면 워크로드를 줄입니다.',
            ['A deletion cannot be taken back.', '삭제는 되돌릴 수 없습니다.'],
          ),
        ]
      : [
          look(
            `Find the controller that owns ${names(finalizers)}: is it running, and what does its log say?`,
            `파이널라이저(${names(finalizers)})를 담당하는 컨트롤러가 실행 중인지, 로그에 무엇이 있는지 확인합니다.`,
            `${sh`kubectl describe persistentvolumeclaim ${claim.name}`}${namespaceFlag(claim)}`,
          ),
        ],
});
