import type { PlanBlock, TaskCardBlock } from '@slack/types';
import { el } from '../dom.ts';
import { word } from '../words.ts';
import type { BlockContext } from './context.ts';
import { richText } from './rich-text.ts';

const marks = { pending: '○', in_progress: '', complete: '✓', error: '✕' } as const;
const words = { pending: 'taskPending', in_progress: 'taskBusy', complete: 'taskDone', error: 'taskError' } as const;

/** `plan`: what is being worked on, one task a line. */
export function plan(block: PlanBlock, context: BlockContext): HTMLElement {
  const tasks = (block.tasks ?? []) as TaskCardBlock[];
  return el(
    'div',
    { class: 'plan' },
    el('p', { class: 'plan-title' }, block.title),
    el('ul', {}, ...tasks.map((task) => el('li', {}, taskCard(task, context)))),
  );
}

/** `task_card`. */
export function taskCard(task: TaskCardBlock, context: BlockContext): HTMLElement {
  return el(
    'div',
    { class: `task task-${task.status}` },
    el('span', { class: 'task-mark', role: 'img', 'aria-label': word(words[task.status]) }, marks[task.status]),
    el('span', {}, task.title),
    task.details ? richText(task.details, context) : null,
    task.output ? richText(task.output, context) : null,
  );
}
