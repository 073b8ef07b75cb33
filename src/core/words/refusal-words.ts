import type { Locale, Text } from '../locale.ts';
import type { Refusal } from '../refused-creation.ts';

/** `earlier` is absent in reports of older versions. */
type Missing = Pick<Refusal, 'what' | 'wanted' | 'created'> & { readonly earlier?: number };

/** What does not exist because of a refusal: the end of a sentence, after ", so " or "…서 ". */
export function whatIsMissing({ what, wanted, created, earlier = 0 }: Missing, locale: Locale): string {
  if (what === 'pod' && earlier > 0 && created < wanted) return replaced(created, wanted, earlier)[locale];
  return locale === 'ko' ? korean(what, wanted, created) : english(what, wanted, created);
}

/** A rollout that stands still: those of the version before go on. */
function replaced(created: number, wanted: number, earlier: number): Text {
  const pods = `${earlier} ${earlier === 1 ? 'pod' : 'pods'}`;
  return {
    en: `the rollout stands still at ${created} of ${wanted} new pods; ${pods} of the earlier version ${earlier === 1 ? 'is' : 'are'} still there`,
    ko: `롤아웃이 새 파드 ${wanted}개 중 ${created}개에서 멈췄고 이전 버전의 파드 ${earlier}개가 남아 있습니다`,
  };
}

function english(what: Refusal['what'], wanted: number, created: number): string {
  if (what === 'claim') return 'the volume claim of its next pod cannot be created, nor can the pod';
  if (what === 'job') return 'its next job cannot be created';
  if (what === 'replicaset') return 'the ReplicaSet of its current version cannot be created';
  if (created >= wanted) return 'its next pod cannot be created';
  if (created > 0) return `only ${created} of ${wanted} pods ${created === 1 ? 'exists' : 'exist'}`;
  return wanted === 1 ? 'its pod cannot be created' : `none of its ${wanted} pods can be created`;
}

function korean(what: Refusal['what'], wanted: number, created: number): string {
  if (what === 'claim') return '다음 파드의 볼륨 클레임과 파드를 만들지 못합니다';
  if (what === 'job') return '다음 잡을 만들지 못합니다';
  if (what === 'replicaset') return '현재 버전의 레플리카셋을 만들지 못합니다';
  if (created >= wanted) return '다음 파드를 만들지 못합니다';
  if (created > 0) return `파드 ${wanted}개 중 ${created}개만 만들어졌습니다`;
  return wanted === 1 ? '파드를 만들지 못합니다' : `파드 ${wanted}개를 하나도 만들지 못합니다`;
}
