import { isStorageEviction, readStorageLimit, type StorageLimit } from '../../core/eviction.ts';
import type { Pod } from '../../core/kinds.ts';
import { owningWorkload } from '../../core/owning-workload.ts';
import { specPath } from '../../core/pod-containers.ts';
import { formatQuantity, parseQuantity } from '../../core/quantity.ts';
import { defineRule } from '../../core/rule.ts';
import { describeObject, editTemplate } from '../../core/runbook-steps.ts';

/** The kubelet evicted the pod because it wrote more to local disk than its own limits allow. Words: core/eviction.ts. */
export default defineRule({
  id: 'pod/ephemeral-storage-exceeded',
  coverage: ['pod/ephemeral-storage-exceeded'],
  on: ['pod'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/storage/ephemeral-storage/#ephemeral-storage-consumption-management',
  needs: [],
  wants: ['owners'],
  applies: (pod) => pod.status?.reason === 'Evicted' && isStorageEviction(pod.status.message ?? ''),
  check: ({ subject, ref, owners }) => {
    const message = subject.status?.message ?? '';
    const limit = readStorageLimit(message) as StorageLimit;
    const memory = limit.of === 'volume' && subject.spec?.volumes?.find(({ name }) => name === limit.name)?.emptyDir?.medium === 'Memory';
    return [
      {
        facts: { of: limit.of, name: limit.name, limit: limit.limit, memory, mounts: mountsOf(subject, limit), workload: owningWorkload(owners) },
        proof: [
          { ref, path: 'status.message', value: message.trim() },
          { ref, path: 'status.reason', value: 'Evicted' },
          ...limitField(subject, limit).map(({ path, value }) => ({ ref, path, value })),
        ],
      },
    ];
  },
  says: {
    en: ({ of, name, limit, mounts, workload }) => {
      const next = workload ? ' Its controller makes a new pod, which will fill up in the same way.' : '';
      if (of === 'volume')
        return `The kubelet evicted the pod because its \`emptyDir\` volume \`${name}\`${mounts ? ` (mounted at \`${mounts}\`)` : ''} holds more than its limit of \`${limit}\`.${next}`;
      if (of === 'container')
        return `The kubelet evicted the pod because container \`${name}\` wrote more to local disk than its \`ephemeral-storage\` limit of \`${limit}\`; its log counts too.${next}`;
      return `The kubelet evicted the pod because it holds more on local disk than the \`ephemeral-storage\` limits of its containers together, \`${limit}\`; logs and \`emptyDir\` volumes count.${next}`;
    },
    ko: ({ of, name, limit, mounts, workload }) => {
      const next = workload ? ' 컨트롤러가 새 파드를 만들지만 같은 방식으로 다시 찹니다.' : '';
      if (of === 'volume')
        return `\`${name}\` \`emptyDir\` 볼륨${mounts ? `(\`${mounts}\` 위치)` : ''}에 한도 \`${limit}\` 값보다 많이 써서 kubelet이 파드를 축출했습니다.${next}`;
      if (of === 'container')
        return `\`${name}\` 컨테이너가 로컬 디스크에 \`ephemeral-storage\` 한도 \`${limit}\` 값보다 많이 써서 kubelet이 파드를 축출했습니다. 로그도 포함됩니다.${next}`;
      return `파드가 로컬 디스크에 컨테이너들의 \`ephemeral-storage\` 한도를 합친 \`${limit}\` 값보다 많이 써서 kubelet이 파드를 축출했습니다. 로그와 \`emptyDir\` 볼륨도 포함됩니다.${next}`;
    },
  },
  steps: ({ of, limit, memory, workload }, pod) => [
    describeObject(pod, {
      en: 'See what the program writes there, and how fast: temporary files, caches, core dumps, a log file.',
      ko: '프로그램이 무엇을 얼마나 빨리 쓰는지 확인합니다. 임시 파일, 캐시, 코어 덤프, 로그 파일 등입니다.',
    }),
    editTemplate(workload, pod, {
      en: `Let it clean up, or raise ${of === 'volume' ? '`sizeLimit`' : 'the `ephemeral-storage` limit'} (now \`${limit}\`)${memory ? '; this volume is in memory and counts against the memory limit' : ''}.`,
      ko: `스스로 정리하게 하거나 ${of === 'volume' ? `\`sizeLimit\` 값(지금 \`${limit}\`)을` : `\`ephemeral-storage\` 한도(지금 \`${limit}\`)를`} 늘립니다.${memory ? ' 이 볼륨은 메모리에 있어 메모리 한도에 포함됩니다.' : ''}`,
    }),
    editTemplate(workload, pod, {
      en: 'Data that may grow belongs into a PersistentVolumeClaim.',
      ko: '계속 늘어나는 데이터는 퍼시스턴트볼륨클레임에 둡니다.',
    }),
  ],
});

/** Where the volume is mounted. */
function mountsOf(pod: Pod, { of, name }: StorageLimit): string | null {
  if (of !== 'volume') return null;
  const mounts = (pod.spec?.containers ?? []).flatMap(({ volumeMounts = [] }) => volumeMounts.filter((mount) => mount.name === name));
  return mounts[0]?.mountPath ?? null;
}

function limitField(pod: Pod, { of, name, limit }: StorageLimit): { path: string; value: string }[] {
  if (of === 'volume') return [{ path: `spec.volumes[name=${name}].emptyDir.sizeLimit`, value: limit }];
  const limits = (pod.spec?.containers ?? []).flatMap((container) => {
    const value = container.resources?.limits?.['ephemeral-storage'];
    const counts = value !== undefined && (of === 'pod' || container.name === name);
    return counts
      ? [{ path: `${specPath(pod, container.name)}.resources.limits.ephemeral-storage`, value: formatQuantity('storage', parseQuantity(value)) }]
      : [];
  });
  return limits;
}
