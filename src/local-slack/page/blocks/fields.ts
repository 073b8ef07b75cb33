import { el, newId } from '../dom.ts';
import { word } from '../words.ts';
import type { BlockContext } from './context.ts';
import { type Choice, choicesOf, idOf, namesOf } from './options.ts';
import { plainText, type TextObject } from './text-object.ts';

export interface FieldElement {
  readonly type: string;
  readonly action_id?: string;
  readonly placeholder?: TextObject;
  readonly [key: string]: unknown;
}

/** Slack's fields of one value: the browser's own field for each, where Slack keeps the value, and what it begins with. */
const inputs: Readonly<Record<string, { readonly type: string; readonly value: string; readonly initial: string }>> = {
  plain_text_input: { type: 'text', value: 'value', initial: 'initial_value' },
  email_text_input: { type: 'email', value: 'value', initial: 'initial_value' },
  url_text_input: { type: 'url', value: 'value', initial: 'initial_value' },
  number_input: { type: 'number', value: 'value', initial: 'initial_value' },
  datepicker: { type: 'date', value: 'selected_date', initial: 'initial_date' },
  timepicker: { type: 'time', value: 'selected_time', initial: 'initial_time' },
  datetimepicker: { type: 'datetime-local', value: 'selected_date_time', initial: 'initial_date_time' },
};

/** Is it an element with a value that a form sends? */
export function isField({ type }: { readonly type: string }): boolean {
  return Object.hasOwn(inputs, type) || /_select$|^checkboxes$|^radio_buttons$/.test(type);
}

interface FieldOptions {
  /** Where a label elsewhere names it. */
  readonly id?: string;
  /** Its name where there is no such label. */
  readonly label?: string | undefined;
  readonly required?: boolean;
  readonly describedBy?: string;
}

/** A field. `dispatch`: the bot is told of each change. */
export function field(element: FieldElement, blockId: string, context: BlockContext, dispatch: boolean, options: FieldOptions = {}): HTMLElement {
  const actionId = element.action_id ?? '';
  const held = context.form.held(blockId, actionId);
  const drawn = Object.hasOwn(inputs, element.type)
    ? inputField(element, held, options)
    : element.type === 'checkboxes' || element.type === 'radio_buttons'
      ? choiceList(element, held, context, options)
      : menu(element, held, context, options);
  context.form.add(blockId, actionId, drawn.read);
  if (dispatch)
    drawn.element.addEventListener('change', () => context.press({ action_id: actionId, block_id: blockId, ...(drawn.read() as { type: string }) }));
  return drawn.element;
}

interface Drawn {
  readonly element: HTMLElement;
  /** In Slack's own form. */
  readonly read: () => object;
}

function inputField(
  element: FieldElement,
  held: Readonly<Record<string, unknown>> | null,
  { id, label, required, describedBy }: FieldOptions,
): Drawn {
  const { type, value, initial } = inputs[element.type] as (typeof inputs)[string];
  const common = {
    id,
    required,
    'aria-describedby': describedBy,
    'aria-label': id ? null : label || plainText(element.placeholder) || element.type,
    placeholder: plainText(element.placeholder) || null,
    maxlength: element.max_length as number | undefined,
    minlength: element.min_length as number | undefined,
  };
  const input = element.multiline
    ? el('textarea', { ...common, rows: 4 })
    : el('input', {
        ...common,
        type,
        min: element.min_value as string | undefined,
        max: element.max_value as string | undefined,
        step: element.is_decimal_allowed ? 'any' : null,
      });
  const start = held ? held[value] : element[initial];
  input.value = start === undefined || start === null ? '' : type === 'datetime-local' ? localMinute(Number(start)) : String(start);
  const read = () => {
    const text = input.value === '' ? null : input.value;
    return { type: element.type, [value]: type === 'datetime-local' && text !== null ? Math.floor(new Date(text).getTime() / 1000) : text };
  };
  return { element: input, read };
}

/** A moment as the browser's field wants it, in the person's own time zone. */
function localMinute(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function startOf(element: FieldElement, held: Readonly<Record<string, unknown>> | null): ReadonlySet<string> {
  const names = namesOf(element.type);
  const start = held ? (held[names.several] ?? held[names.one]) : element[names.initial];
  return new Set((Array.isArray(start) ? start : [start]).filter((one) => one !== undefined && one !== null).map(idOf));
}

function menu(
  element: FieldElement,
  held: Readonly<Record<string, unknown>> | null,
  context: BlockContext,
  { id, label, required, describedBy }: FieldOptions,
): Drawn {
  const several = element.type.startsWith('multi_');
  const choices = choicesOf(element, context);
  const start = startOf(element, held);
  const placeholder = plainText(element.placeholder) || word('choose');
  const select = el('select', {
    id,
    required,
    multiple: several,
    size: several ? Math.min(6, Math.max(2, choices.length)) : null,
    'aria-describedby': describedBy,
    'aria-label': id ? null : label || placeholder,
    'data-action': element.action_id,
  });
  if (!several) select.append(el('option', { value: '' }, placeholder));
  for (const [group, members] of Map.groupBy(choices, (choice) => choice.group)) {
    const options = members.map((choice) => el('option', { value: choice.id, selected: start.has(choice.id) }, choice.label));
    if (group === undefined) select.append(...options);
    else select.append(el('optgroup', { label: group }, ...options));
  }
  const chosen = () =>
    [...select.selectedOptions].map(({ value }) => choices.find((choice) => choice.id === value)).filter((one) => one !== undefined);
  return { element: select, read: () => chosenValue(element, several, chosen()) };
}

function choiceList(
  element: FieldElement,
  held: Readonly<Record<string, unknown>> | null,
  context: BlockContext,
  { describedBy, id, label }: FieldOptions,
): Drawn {
  const several = element.type === 'checkboxes';
  const name = newId('choice');
  const start = startOf(element, held);
  const rows = choicesOf(element, context).map((choice) => {
    const input = el('input', { type: several ? 'checkbox' : 'radio', name, value: choice.id, checked: start.has(choice.id) });
    const description = choice.description ? el('span', { class: 'subtitle' }, choice.description) : null;
    return { choice, input, label: el('label', {}, input, el('span', {}, choice.label, description)) };
  });
  const group = el(
    'div',
    { class: 'choices', role: several ? 'group' : 'radiogroup', id, 'aria-label': label, 'aria-describedby': describedBy },
    ...rows.map(({ label }) => label),
  );
  const chosen = () => rows.filter(({ input }) => input.checked).map(({ choice }) => choice);
  return { element: group, read: () => chosenValue(element, several, chosen()) };
}

function chosenValue({ type }: FieldElement, several: boolean, chosen: readonly Choice[]): object {
  const names = namesOf(type);
  return several ? { type, [names.several]: chosen.map(({ option }) => option) } : { type, [names.one]: chosen[0]?.option ?? null };
}
