import { hasCondition, nodeCondition, nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { defineRule } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** A condition of kubelets before 1.13; since then a full disk is `DiskPressure`. Old guides still name it. */
export default defineRule({
  id: 'node/out-of-disk',
  coverage: ['node/out-of-disk'],
  on: ['node'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/architecture/nodes/#condition',
  needs: [],
  applies: (node) => hasCondition(node, 'OutOfDisk'),
  check: ({ subject, ref, now }) => {
    const condition = nodeCondition(subject, 'OutOfDisk');
    if (!condition) return [];
    return [
      {
        facts: {
          node: ref.name,
          version: subject.status?.nodeInfo?.kubeletVersion ?? '?',
          seconds: secondsSince(condition.lastTransitionTime, now),
        },
        proof: nodeConditionProof(ref, condition),
      },
    ];
  },
  says: {
    en: ({ node, version, seconds }) =>
      `Node \`${node}\` has had no disk space left${seconds === null ? '' : ` for ${duration(seconds, 'en')}`}: it takes no new pods. \`OutOfDisk\` is reported only by kubelets before 1.13 (this one is \`${version}\`); newer ones say \`DiskPressure\`.`,
    ko: ({ node, version, seconds }) =>
      `\`${node}\` 노드의 디스크 공간이 ${seconds === null ? '' : `${duration(seconds, 'ko')}째 `}남아 있지 않아 새 파드를 받지 않습니다. \`OutOfDisk\` 컨디션은 1.13 이전 kubelet만 보고하며(이 노드의 버전은 \`${version}\`), 이후 버전은 \`DiskPressure\` 컨디션을 씁니다.`,
  },
  steps: () => [
    look(
      'On the node: which disk is full, and what fills it?',
      '노드에서 어느 디스크가 가득 찼는지, 무엇이 차지하는지 확인합니다.',
      'df -h; df -i; du -xh -d1 /var/lib /var/log | sort -h | tail -20',
    ),
    change(
      'Remove what is not needed: old logs, dead containers, unused images.',
      '오래된 로그, 끝난 컨테이너, 쓰지 않는 이미지처럼 필요 없는 것을 지웁니다.',
      ['What was deleted is gone; images are pulled again.', '지운 것은 되돌릴 수 없습니다. 이미지는 다시 내려받습니다.'],
    ),
    change(
      'Upgrade the kubelet: this version has not been supported for years.',
      'kubelet을 업그레이드합니다. 이 버전은 오래전에 지원이 끝났습니다.',
      ['Install the version before again.', '이전 버전을 다시 설치합니다.'],
    ),
  ],
});
