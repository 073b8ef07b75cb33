import type { Locale } from '../locale.ts';
import type { Recovery } from '../on-call/incident/incident.ts';
import { changeLine } from './changes-document.ts';
import { type DocumentNode, type Line, line } from './document.ts';

/** How it became well, as far as it can be told: what changed shortly before. That is no proof, and is not said as one. */
export function recoveryLines(
  { changes, healthyAt, problemAt, unread }: Recovery,
  locale: Locale,
): { readonly says: Line; readonly items: readonly Line[] } {
  const ko = locale === 'ko';
  const healthy: Line = [{ text: healthyAt, at: healthyAt }];
  const problem: Line = problemAt ? [{ text: problemAt, at: problemAt }] : [];
  const [saw, was] = ko ? ['처음 정상으로 보인 때: ', '. 마지막으로 문제가 보인 때: '] : ['First seen healthy: ', '; the problem was last seen: '];
  const when: Line = [{ text: saw }, ...healthy, ...(problem.length > 0 ? [{ text: was }, ...problem] : []), { text: '. ' }];
  if (changes.length > 0)
    return {
      says: [
        ...when,
        ...line(
          ko ? '그 직전에 바뀐 것은 다음과 같고, 이것이 해결했을 가능성이 큽니다:' : 'What changed just before that, and so most likely fixed it:',
        ),
      ],
      items: changes.map((change) => changeLine(change, null, locale)),
    };
  const unknown = unread
    ? ko
      ? '그때의 변경을 읽지 못해 무엇이 해결했는지는 말할 수 없습니다.'
      : 'The changes of that time could not be read, so I cannot say what fixed it.'
    : ko
      ? '그 직전의 롤아웃, 스케일링, 설정 변경은 찾지 못했습니다. 저절로 나았거나 볼 수 없는 곳에서 해결된 것입니다.'
      : 'I found no rollout, scaling or edit just before that: it recovered by itself, or was fixed where I cannot see.';
  return { says: [...when, ...line(unknown)], items: [] };
}

/** What may have fixed it, as nodes of a document. */
export function recoveryNodes(recovery: Recovery, locale: Locale): DocumentNode[] {
  const { says, items } = recoveryLines(recovery, locale);
  return [{ type: 'paragraph', line: says }, ...(items.length > 0 ? [{ type: 'list' as const, items }] : [])];
}
