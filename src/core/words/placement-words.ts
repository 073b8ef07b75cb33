import type { Locale } from '../locale.ts';
import type { PlacementFacts } from '../placement-facts.ts';

/** What keeps the pod from its nodes, in one or two sentences. */
export function placementWords(facts: PlacementFacts, locale: Locale): string {
  return facts.kind === 'spread' ? spreadWords(facts, locale) : locale === 'ko' ? korean(facts) : english(facts);
}

function english({ kind, topologyKey, selector, domains, unlabelled, holders, self }: PlacementFacts): string {
  const pods = selector ? `pods with \`${selector}\`` : 'other pods';
  const [holder] = holders;
  const example = holder ? ` (\`${holder.pod}\` on \`${holder.node}\`${holders.length > 1 ? ' …' : ''})` : '';
  const most = self && domains !== null ? ` Such pods keep each other apart, so at most ${domains} can run here.` : '';
  const all = domains === null ? 'every place that it may use' : domains === 1 ? 'the only one that it may use' : `all ${domains} that it may use`;
  if (kind === 'pod-affinity') {
    if (unlabelled) return `The pod wants to be near ${pods} by \`${topologyKey}\`, and no node that it may use has that label.`;
    return `The pod must run beside ${pods} (same \`${topologyKey}\`), and there is none anywhere that it may go.`;
  }
  if (kind === 'existing-anti-affinity') return `Pods that already run keep this one away from their \`${topologyKey}\`, in ${all}${example}.${most}`;
  return `The pod must not share a \`${topologyKey}\` with ${pods}, and ${all} ${domains === 1 ? 'has' : 'have'} one${example}.${most}`;
}

function korean({ kind, topologyKey, selector, domains, unlabelled, holders, self }: PlacementFacts): string {
  const pods = selector ? `\`${selector}\` 레이블의 파드` : '다른 파드';
  const [holder] = holders;
  const example = holder ? ` (예: \`${holder.node}\` 노드의 \`${holder.pod}\` 파드)` : '';
  const most = self && domains !== null ? ` 서로 떨어져 있어야 하므로 이런 파드는 최대 ${domains}개까지 실행됩니다.` : '';
  const all = domains === null ? '쓸 수 있는 모든 곳' : `쓸 수 있는 ${domains}곳 모두`;
  if (kind === 'pod-affinity') {
    if (unlabelled) return `파드가 \`${topologyKey}\` 기준으로 ${pods} 곁에 있어야 하는데, 쓸 수 있는 노드에 이 레이블이 없습니다.`;
    return `파드가 ${pods} 곁에서(같은 \`${topologyKey}\` 값) 실행되어야 하는데, 갈 수 있는 곳에 그런 파드가 없습니다.`;
  }
  if (kind === 'existing-anti-affinity')
    return `이미 실행 중인 파드가 같은 \`${topologyKey}\` 값에 이 파드를 들이지 않습니다. ${all} 그렇습니다${example}.${most}`;
  return `파드는 ${pods}와 같은 \`${topologyKey}\` 값에 있을 수 없는데, ${all}에 이미 그런 파드가 있습니다${example}.${most}`;
}

function spreadWords({ topologyKey, unlabelled, maxSkew, here, fewest, emptiest, unusable }: PlacementFacts, locale: Locale): string {
  const ko = locale === 'ko';
  if (unlabelled) {
    return ko
      ? `파드를 \`${topologyKey}\` 기준으로 고르게 분배해야 하는데, 쓸 수 있는 노드에 이 레이블이 없습니다.`
      : `The pod must be spread evenly over \`${topologyKey}\`, and no node that it may use has that label.`;
  }
  if (here === null || fewest === null) {
    return ko
      ? `파드를 \`${topologyKey}\` 기준으로 고르게 분배해야 하는데, 어느 노드에 두어도 차이가 \`maxSkew\` ${maxSkew ?? 1}개를 넘습니다.`
      : `The pod must be spread evenly over \`${topologyKey}\`, and any node that it may use would break \`maxSkew\` ${maxSkew ?? 1}.`;
  }
  const counts = unusable
    ? ko
      ? ` 가장 빈 \`${emptiest}\` 쪽의 \`${unusable}\` 노드는 이 파드가 쓸 수 없는데도 함께 세어집니다.`
      : ` The emptiest, \`${emptiest}\`, counts although the pod may not use its node \`${unusable}\`.`
    : '';
  return ko
    ? `파드를 \`${topologyKey}\` 기준으로 고르게 분배해야 합니다(\`maxSkew\` ${maxSkew}). 쓸 수 있는 곳에는 이미 ${here}개, 가장 빈 곳에는 ${fewest}개가 있어 더 둘 수 없습니다.${counts}`
    : `The pod must be spread evenly over \`${topologyKey}\` (\`maxSkew\` ${maxSkew}): where it may go there are already ${here}, in the emptiest place ${fewest}.${counts}`;
}
