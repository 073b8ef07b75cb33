import type { BlockContext } from './context.ts';
import { plainText, type TextObject } from './text-object.ts';

/** What can be chosen: what is shown, and what it is in Slack's form. */
export interface Choice {
  readonly label: string;
  readonly description?: string;
  readonly group?: string;
  readonly option: unknown;
  /** Tells two choices apart. */
  readonly id: string;
}

interface Option {
  readonly text: TextObject;
  readonly description?: TextObject;
  readonly value: string;
}
interface Group {
  readonly label: TextObject;
  readonly options: readonly Option[];
}

interface Element {
  readonly type: string;
  readonly options?: readonly Option[];
  readonly option_groups?: readonly Group[];
}

/** How Slack names a choice of one and of several, by the kind of menu. */
export function namesOf(type: string): { readonly one: string; readonly several: string; readonly initial: string } {
  const kind = /(users|conversations|channels)_select$/.exec(type)?.[1];
  if (!kind)
    return {
      one: 'selected_option',
      several: 'selected_options',
      initial: type.startsWith('multi_') || type === 'checkboxes' ? 'initial_options' : 'initial_option',
    };
  const single = kind.slice(0, -1);
  return { one: `selected_${single}`, several: `selected_${kind}`, initial: type.startsWith('multi_') ? `initial_${kind}` : `initial_${single}` };
}

/** All choices of a menu. */
export function choicesOf({ type, options = [], option_groups: groups = [] }: Element, context: BlockContext): readonly Choice[] {
  if (type.endsWith('users_select')) return context.people.map(({ id, name }) => ({ id, label: `@${name}`, option: id }));
  if (/(conversations|channels)_select$/.test(type)) return context.channels.map(({ id, name }) => ({ id, label: `#${name}`, option: id }));
  const grouped = groups.flatMap(({ label, options }) => options.map((option) => ({ ...choice(option), group: plainText(label) })));
  return [...options.map(choice), ...grouped];
}

/** The `id` of a chosen thing in Slack's form. */
export function idOf(option: unknown): string {
  if (typeof option === 'string') return option;
  return typeof option === 'object' && option !== null && 'value' in option ? String(option.value) : '';
}

function choice(option: Option): Choice {
  const description = option.description ? { description: plainText(option.description) } : {};
  return { id: option.value, label: plainText(option.text), ...description, option };
}
