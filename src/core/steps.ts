import { namespaceFlag, type Ref } from './ref.ts';
import type { Step } from './rule.ts';
import { sh } from './shell.ts';

/** A step that only reads. */
export function look(en: string, ko: string, command?: string): Step {
  return { kind: 'look', text: { en, ko }, ...(command ? { command } : {}) };
}

/** A step for a person to decide, with how it is undone in both languages. */
export function change(en: string, ko: string, undo: readonly [en: string, ko: string], command?: string): Step {
  return { kind: 'change', text: { en, ko }, undo: { en: undo[0], ko: undo[1] }, ...(command ? { command } : {}) };
}

/** How a changed pod template is taken back: `target` is `deployment/web`, or null for a pod of its own. */
export function rollBack(target: string | null, subject: Pick<Ref, 'namespace'>): readonly [en: string, ko: string] {
  if (!target || !/^(deployment|statefulset|daemonset)\//.test(target)) {
    return ['Apply the manifest as it was before.', '이전 매니페스트를 다시 적용합니다.'];
  }
  const command = `${sh`kubectl rollout undo ${target}`}${namespaceFlag(subject)}`;
  return [`Roll back: \`${command}\``, `롤백합니다: \`${command}\``];
}
