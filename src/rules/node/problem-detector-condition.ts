import { detectorMeaning, isBadDetectorCondition, isDetectorCondition, isDetectorEvent } from '../../core/detector-conditions.ts';
import { nodeConditionProof, secondsSince } from '../../core/node-conditions.ts';
import { cordon, lookAtNode } from '../../core/node-steps.ts';
import { defineRule, type Proof } from '../../core/rule.ts';
import { change, look } from '../../core/steps.ts';
import { duration } from '../../core/words/time-words.ts';

/** Events that are older than this are history: milliseconds. */
const lately = 3_600_000;

/**
 * node-problem-detector, or another agent like it, reports a fault of the node: lasting ones as conditions, passing ones as events. A condition that
 * nobody knows is an error only where its name says that it is one.
 */
export default defineRule({
  id: 'node/problem-detector-condition',
  coverage: ['node/problem-detector-condition'],
  on: ['node'],
  severity: 'warning',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/monitor-node-health/',
  needs: [],
  wants: ['events'],
  // where a detector runs, its conditions show
  applies: ({ status }) =>
    status?.conditions?.some(({ type, status }) => isDetectorCondition(type) || (status === 'True' && isBadDetectorCondition(type))) ?? false,
  check: ({ subject, ref, now, events = [] }) => {
    const bad = (subject.status?.conditions ?? []).filter(({ type, status }) => status === 'True' && isBadDetectorCondition(type));
    const recent = events.filter((event) => isDetectorEvent(event) && now.getTime() - Date.parse(event.lastAt) < lately);
    const passing = [...new Map(recent.map((event) => [event.reason, event])).values()].slice(-3);
    const [first, ...others]: readonly Proof[] = [
      ...bad.flatMap((condition) => nodeConditionProof(ref, condition)),
      ...passing.map(({ reason, component, message, lastAt }) => ({ ref, path: `event ${reason} (${component})`, value: message, at: lastAt })),
    ];
    if (!first) return [];
    return [
      {
        facts: {
          node: ref.name,
          conditions: bad.map(({ type, message = '', lastTransitionTime }) => ({ type, message, seconds: secondsSince(lastTransitionTime, now) })),
          events: passing.map(({ reason, message }) => ({ reason, message })),
        },
        proof: [first, ...others],
      },
    ];
  },
  says: {
    en: ({ node, conditions, events }) => {
      const [first] = conditions;
      const more = [...conditions.slice(1).map(({ type }) => type), ...events.map(({ reason }) => reason)];
      const also = more.length > 0 ? ` Also reported: ${more.map((name) => `\`${name}\``).join(', ')}.` : '';
      if (first) {
        const since = first.seconds === null ? '' : ` for ${duration(first.seconds, 'en')}`;
        return `Node \`${node}\` has had \`${first.type}\`${since}: ${detectorMeaning(first.type, 'en')}. The detector's words: \`${first.message || 'none'}\`.${also}`;
      }
      const event = events[0];
      return `A fault was seen on node \`${node}\` within the last hour: \`${event?.reason ?? ''}\` (\`${event?.message ?? ''}\`).${more.length > 1 ? also : ''}`;
    },
    ko: ({ node, conditions, events }) => {
      const [first] = conditions;
      const more = [...conditions.slice(1).map(({ type }) => type), ...events.map(({ reason }) => reason)];
      const also = more.length > 0 ? ` 함께 보고된 것: ${more.map((name) => `\`${name}\``).join(', ')}.` : '';
      if (first) {
        const since = first.seconds === null ? '' : `${duration(first.seconds, 'ko')}째 `;
        return `\`${node}\` 노드에 \`${first.type}\` 컨디션이 ${since}켜져 있습니다. ${detectorMeaning(first.type, 'ko')}. 감지기의 메시지: \`${first.message || '없음'}\`.${also}`;
      }
      const event = events[0];
      return `최근 한 시간 안에 \`${node}\` 노드에서 \`${event?.reason ?? ''}\` 문제가 감지되었습니다(\`${event?.message ?? ''}\`).${more.length > 1 ? also : ''}`;
    },
  },
  steps: ({ node }) => [
    lookAtNode(node),
    look(
      'On the node: what do the kernel and the runtime say?',
      '노드에서 커널과 런타임의 로그를 확인합니다.',
      'dmesg -T | tail -50; journalctl -k -p err -n 50 --no-pager; journalctl -u containerd -u kubelet -p warning -n 50 --no-pager',
    ),
    cordon(node),
    change(
      'Drain the node and reboot or replace it; a file system that turned read-only is checked first (`fsck`).',
      '노드를 드레인한 뒤 재부팅하거나 교체합니다. 파일 시스템이 읽기 전용으로 바뀌었다면 먼저 검사(`fsck`)합니다.',
      ['Uncordon the node when it is well again.', '노드가 정상이 되면 차단을 풉니다.'],
    ),
  ],
});
