import type { PlanBlock, TaskCardBlock } from '@slack/types';
import type { Intent } from '../../core/intent.ts';
import type { Locale } from '../../core/locale.ts';
import { type Ref, refKey } from '../../core/ref.ts';
import { cleanAll } from '../../core/words/clean-text.ts';
import { intentWords } from '../../core/words/intent-words.ts';
import { named } from '../../core/words/kind-words.ts';
import { label } from '../../core/words/labels.ts';
import { escapeText, type Message } from './message.ts';
import { askedLine } from './render.ts';
import { shorten } from './shorten.ts';

export interface ProgressOptions {
  readonly asked?: { readonly userId: string; readonly text: string };
  readonly looked?: readonly Ref[];
}

/** The placeholder: what was understood, and what is being looked at right now. */
export function progressMessage(intent: Intent, locale: Locale, { asked, looked = [] }: ProgressOptions = {}): Message {
  const title = `${label('working', locale)}: ${intentWords(intent, locale)}`;
  const tasks = looked.slice(-10).map(
    (ref, index, shown): TaskCardBlock => ({
      type: 'task_card',
      task_id: refKey(ref),
      title: named(ref, locale).replaceAll('`', ''),
      status: index === shown.length - 1 ? 'in_progress' : 'complete',
    }),
  );
  const first = { type: 'task_card' as const, task_id: 'question', title: intentWords(intent, locale), status: 'in_progress' as const };
  const plan: PlanBlock = { type: 'plan', title: shorten(title, 150), tasks: tasks.length > 0 ? tasks : [first] };
  const seen = looked.length > 0 ? `\n${label('lookedAt', locale)}: ${looked.map(refKey).join(', ')}` : '';
  const text = shorten(`${asked ? `${asked.text}\n` : ''}${title}${seen}`, 1500);
  return cleanAll({ key: 'headline', text: escapeText(text), blocks: [...(asked ? [askedLine(asked, locale)] : []), plan] });
}
