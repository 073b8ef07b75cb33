import type { FormValues } from '../../wire.ts';

/** What stands in the fields of a message or a form, in Slack's own form: block → element → value. */
export class FormState {
  readonly #readers = new Map<string, Map<string, () => object>>();
  readonly #before: FormValues;

  /** `before`: what stood in the fields of the form that this one takes the place of. */
  constructor(before: FormValues = {}) {
    this.#before = before;
  }

  add(blockId: string, actionId: string, read: () => object): void {
    const block = this.#readers.get(blockId) ?? new Map<string, () => object>();
    this.#readers.set(blockId, block.set(actionId, read));
  }

  /** What a field held before, or null. */
  held(blockId: string, actionId: string): Readonly<Record<string, unknown>> | null {
    return (this.#before[blockId]?.[actionId] as Readonly<Record<string, unknown>> | undefined) ?? null;
  }

  values(): FormValues {
    const blocks = [...this.#readers].map(([id, elements]) => [id, Object.fromEntries([...elements].map(([name, read]) => [name, read()]))] as const);
    return Object.fromEntries(blocks);
  }
}
