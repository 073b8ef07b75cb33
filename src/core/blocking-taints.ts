import type { NodeVerdict } from './scheduling.ts';
import { type Taint, type TaintClass, taintClass, taintText } from './toleration.ts';

/** A taint that keeps a pod off nodes: as facts hold it. */
export type BlockingTaint = {
  readonly text: string;
  readonly key: string;
  readonly value: string | null;
  readonly effect: string;
  readonly class: TaintClass;
  readonly nodes: readonly string[];
};

/** The taints among the obstacles, each once with its nodes (one of two effects stands for both). */
export function blockingTaints(verdicts: readonly NodeVerdict[]): BlockingTaint[] {
  const all = verdicts.flatMap((verdict) =>
    verdict.obstacles.flatMap((obstacle) => (obstacle.kind === 'taint' ? [{ taint: obstacle.taint, node: nodeName(verdict) }] : [])),
  );
  return [...Map.groupBy(all, ({ taint: { key, value } }) => `${key}=${value ?? ''}`).values()].map((group) => {
    const { taint } = group[0] as { readonly taint: Taint };
    const { key, value = null, effect } = taint;
    const nodes = [...new Set(group.map(({ node }) => node))];
    return { text: taintText(taint), key, value, effect, class: taintClass(taint), nodes };
  });
}

/** The name of the node that was judged; empty where it has none. */
export function nodeName({ node }: Pick<NodeVerdict, 'node'>): string {
  return node.metadata?.name ?? '';
}
