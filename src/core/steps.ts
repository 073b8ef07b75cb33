import type { Step } from './rule.ts';

/** A step that only reads. */
export function look(en: string, ko: string, command?: string): Step {
  return { kind: 'look', text: { en, ko }, ...(command ? { command } : {}) };
}

/** A step for a person to decide, with how it is undone in both languages. */
export function change(en: string, ko: string, undo: readonly [en: string, ko: string], command?: string): Step {
  return { kind: 'change', text: { en, ko }, undo: { en: undo[0], ko: undo[1] }, ...(command ? { command } : {}) };
}

/** `kubectl rollout undo`, in words. */
export const rollBack = ['Roll back: `kubectl rollout undo`.', '`kubectl rollout undo` 명령으로 되돌립니다.'] as const;
