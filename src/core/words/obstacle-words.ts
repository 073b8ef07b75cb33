import type { Locale } from '../locale.ts';
import { type NodeVerdict, type Obstacle, worstObstacle } from '../scheduling.ts';
import { taintText } from '../toleration.ts';

/** A node that is no candidate, and why: as facts hold it. */
export type ExcludedNode = { readonly node: string; readonly by: Obstacle['kind']; readonly taint: string | null };

const most = 3;

/** The nodes that are further from taking the pod than the nearest are, with the worst thing in the way of each; `except` names nodes that are told of elsewhere. */
export function excludedNodes(verdicts: readonly NodeVerdict[], nearest: readonly NodeVerdict[], except: readonly string[] = []): ExcludedNode[] {
  if (nearest.length === 0) return [];
  return verdicts
    .filter((verdict) => !nearest.includes(verdict) && !except.includes(verdict.node.metadata?.name ?? ''))
    .slice(0, most)
    .map(({ node, obstacles }) => {
      const obstacle = worstObstacle(obstacles);
      return {
        node: node.metadata?.name ?? '',
        by: obstacle?.kind ?? 'unseen',
        taint: obstacle?.kind === 'taint' ? taintText(obstacle.taint) : null,
      };
    });
}

/** " Not candidates: `cp` (taint `node-role…`).", or nothing. */
export function excludedWords(excluded: readonly ExcludedNode[], locale: Locale): string {
  if (excluded.length === 0) return '';
  const list = excluded.map(({ node, by, taint }) => `\`${node}\` (${why(by, taint, locale)})`).join(', ');
  return locale === 'ko' ? ` 후보가 아닌 노드: ${list}.` : ` Not candidates: ${list}.`;
}

function why(by: Obstacle['kind'], taint: string | null, locale: Locale): string {
  const ko = locale === 'ko';
  switch (by) {
    case 'taint':
      return ko ? `테인트 \`${taint}\`` : `taint \`${taint}\``;
    case 'cordoned':
      return ko ? '스케줄링 차단됨' : 'cordoned';
    case 'selector':
      return ko ? '노드 셀렉터나 어피니티에 맞지 않음' : 'does not match its node selector or affinity';
    case 'resource':
      return ko ? '리소스 부족' : 'short of resources';
    case 'volume':
      return ko ? '볼륨에 닿지 않음' : 'its volume is not reachable there';
    case 'pod-affinity':
    case 'anti-affinity':
    case 'spread':
      return ko ? '다른 파드에 대한 조건에 맞지 않음' : 'breaks a rule about other pods';
    default:
      return ko ? '다른 조건에 맞지 않음' : 'ruled out by another condition';
  }
}
