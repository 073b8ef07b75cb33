import type { Item } from './segment.ts';

const english = /(?:^| )(?:not|never|nobody|nothing|none|unable|no one)(?: |$)/;
/** 동안 (during) and 안에 (within) have the syllable too. */
const others = /동안|안[에의쪽녕]|보안|불안/g;

/** "can not", "nobody", "안 떠", "없어요", "되지 않": a phrase that says that something is not so. */
export function denies({ word, latin }: Pick<Item, 'word' | 'latin'>): boolean {
  return latin ? english.test(word) : /[안못없않]/.test(word.replace(others, ''));
}
