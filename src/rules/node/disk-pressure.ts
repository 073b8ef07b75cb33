import { hasCondition } from '../../core/node-conditions.ts';
import { shareList } from '../../core/node-load.ts';
import { pressure } from '../../core/node-pressure.ts';
import { lookAtNode } from '../../core/node-steps.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';
import { evictedWords, pressureSince } from '../../core/words/pressure-words.ts';

/**
 * A disk of the node has less room (or fewer inodes) left than a threshold of its kubelet: 10 % of its own disk, 15 % of that of images,
 * 5 % of the inodes, unless set otherwise.
 * Words: https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/kubelet/nodestatus/setters.go#L673 (DiskPressureCondition)
 */
export default defineRule({
  id: 'node/disk-pressure',
  coverage: ['node/disk-pressure'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/',
  needs: [],
  wants: ['pods', 'events'],
  applies: (node) => hasCondition(node, 'DiskPressure'),
  check: (evidence) => {
    const found = pressure('DiskPressure', 'ephemeral-storage', evidence);
    return found ? [found] : [];
  },
  says: {
    en: (facts) => {
      const { node, reclaims, top, allocatable } = facts;
      const what = reclaims === 'inodes' ? 'inodes (too many files, whatever their size)' : 'disk space';
      const size = allocatable && reclaims !== 'inodes' ? ` of the ${allocatable} for pods` : '';
      const most = top.length > 0 ? ` Most is requested by ${shareList(top)}.` : '';
      return `Node \`${node}\` has been short of ${what}${size}${pressureSince(facts, 'en')}: it takes no new pods. Its kubelet deletes dead containers and unused images, then evicts the pods that use most local storage.${evictedWords(facts, 'en')}${most}`;
    },
    ko: (facts) => {
      const { node, reclaims, top, allocatable } = facts;
      const what = reclaims === 'inodes' ? 'inode(파일 크기와 관계없이 파일 수)' : '디스크 공간';
      const size = allocatable && reclaims !== 'inodes' ? `(파드용 ${allocatable})` : '';
      const most = top.length > 0 ? ` 요청이 큰 파드: ${shareList(top)}.` : '';
      return `\`${node}\` 노드에 ${what}${size} 부족 상태가 ${pressureSince(facts, 'ko')}이어져 새 파드를 받지 않습니다. kubelet은 끝난 컨테이너와 쓰지 않는 이미지를 지우고, 그래도 모자라면 로컬 스토리지를 많이 쓰는 파드부터 축출합니다.${evictedWords(facts, 'ko')}${most}`;
    },
  },
  steps: ({ node }) => [
    lookAtNode(node),
    look(
      'On the node: which disk is full, of bytes or of inodes, and what fills it? (images, logs of containers, `emptyDir` volumes)',
      '노드에서 어느 디스크가 용량이나 inode를 다 썼는지, 무엇이 차지하는지(이미지, 컨테이너 로그, `emptyDir` 볼륨) 확인합니다.',
      'df -h; df -i; du -xh -d1 /var/lib/containerd /var/lib/kubelet/pods /var/log | sort -h | tail -20',
    ),
    look(
      'See which pods run there.',
      '그 노드에서 실행 중인 파드를 확인합니다.',
      sh`kubectl get pods -A -o wide --field-selector ${`spec.nodeName=${node}`}`,
    ),
    change(
      'Remove images that no container uses (the kubelet does the same when it has to).',
      '어떤 컨테이너도 쓰지 않는 이미지를 지웁니다(kubelet도 필요하면 같은 일을 합니다).',
      ['They are pulled again when they are needed.', '필요할 때 다시 내려받습니다.'],
      'crictl rmi --prune',
    ),
    change(
      'Give pods that write locally an `ephemeral-storage` limit, move what they keep to a volume, or enlarge the disk.',
      '로컬에 쓰는 파드에 `ephemeral-storage` 한도를 정하고, 보관할 데이터는 볼륨으로 옮기거나 디스크를 늘립니다.',
      ['Roll the workload back to the revision before.', '워크로드를 이전 리비전으로 롤백합니다.'],
    ),
  ],
});
