import type { Intent } from '../core/intent.ts';
import { cleanText } from './clean-text.ts';

const head =
  /^\s*(?:incident|inc)\s+(?:add\s+(?:a\s+)?)?note(?:\s*[:：-]\s*|\s+)(\S.*)$|^\s*add\s+(?:a\s+)?note\s*[:：-]\s*(\S.*)$|^\s*(?:메모|노트|기록)\s*(?:좀\s*)?(?:남겨|추가해?|적어)\s*(?:줘|주세요)?\s*[:：-]\s*(\S.*)$|^\s*(?:인시던트|장애|사고)(?:에|의)?\s*(?:(?:메모|노트)(?:\s*[:：-]\s*|\s+)|기록\s*[:：]\s*)(\S.*)$/is;
/** "장애 메모 보여줘" wants to see it. */
const asksToSee = /^(?:좀\s*)?(?:보여|알려|목록|리스트|확인)/;

/** `incident note …`: what follows is dictated, and is kept word for word whatever it would mean as a question. null: it is none. */
export function dictatedNote(said: string): Intent | null {
  const { text, pastes } = cleanText(said);
  const [, english, added, left, korean] = head.exec(text) ?? [];
  const words = english ?? added ?? left ?? korean;
  if (words === undefined || (korean !== undefined && asksToSee.test(korean))) return null;
  const whole = [words, ...pastes].join('\n').trim();
  const note = /^"[^"]*"$/.test(whole) ? whole.slice(1, -1) : whole;
  const locale = /[\u3130-\u318F가-힣]/.test(said) ? 'ko' : 'en';
  return { intent: 'incident', kind: null, name: null, namespace: null, symptom: null, locale, action: 'note', text: note };
}
