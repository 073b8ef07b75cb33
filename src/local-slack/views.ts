import { randomUUID } from 'node:crypto';
import { withIds } from './block-ids.ts';
import { SlackRefusal } from './slack-refusal.ts';
import type { Block, Change, View } from './wire.ts';

const deepest = 3;

/** What an app sends to open or change a view. */
export interface GivenView extends Partial<Omit<View, 'blocks'>> {
  readonly type: 'modal' | 'home';
  readonly blocks: readonly Block[];
}

/** Open modals, and the App Home. */
export class Views {
  #modals: readonly View[] = [];
  #home: View | null = null;
  readonly #triggers = new Set<string>();
  readonly #tell: (change: Change) => void;

  constructor(tell: (change: Change) => void) {
    this.#tell = tell;
  }

  get modals(): readonly View[] {
    return this.#modals;
  }

  get home(): View | null {
    return this.#home;
  }

  /** What a modal can be opened with, once. */
  newTrigger(): string {
    const trigger = `${Date.now()}.${randomUUID()}`;
    this.#triggers.add(trigger);
    for (const old of [...this.#triggers].slice(0, -100)) this.#triggers.delete(old);
    return trigger;
  }

  /** A trigger opens one modal. Throws `invalid_trigger_id` and `push_limit_reached`. */
  open(trigger: string, given: GivenView, onTop: boolean): View {
    if (!this.#triggers.delete(trigger)) throw new SlackRefusal('invalid_trigger_id');
    return onTop ? this.push(given) : this.#replaceAll(given);
  }

  push(given: GivenView): View {
    if (this.#modals.length >= deepest) throw new SlackRefusal('push_limit_reached');
    const view = newView(given, this.#modals);
    this.#show([...this.#modals, view]);
    return view;
  }

  /** Throws `not_found` and `hash_conflict`. */
  update(
    which: { readonly id?: string | undefined; readonly externalId?: string | undefined; readonly hash?: string | undefined },
    given: GivenView,
  ): View {
    const old = this.find(which.id ?? '') ?? this.#modals.find(({ external_id }) => external_id !== '' && external_id === which.externalId);
    if (!old) throw new SlackRefusal('not_found');
    if (which.hash && which.hash !== old.hash) throw new SlackRefusal('hash_conflict');
    const { id, root_view_id, previous_view_id } = old;
    const view = { ...newView(given, []), id, root_view_id, previous_view_id };
    if (old.type === 'home') this.#showHome(view);
    else this.#show(this.#modals.map((one) => (one.id === id ? view : one)));
    return view;
  }

  publish(given: GivenView): View {
    const view = { ...newView(given, []), ...(this.#home ? { id: this.#home.id, root_view_id: this.#home.id } : {}) };
    this.#showHome(view);
    return view;
  }

  find(id: string): View | null {
    return this.#modals.find((view) => view.id === id) ?? (this.#home?.id === id ? this.#home : null);
  }

  /** Closes a modal, and with it those above it. */
  close(id: string): void {
    const index = this.#modals.findIndex((view) => view.id === id);
    if (index >= 0) this.#show(this.#modals.slice(0, index));
  }

  closeAll(): void {
    this.#show([]);
  }

  #replaceAll(given: GivenView): View {
    const view = newView(given, []);
    this.#show([view]);
    return view;
  }

  #show(modals: readonly View[]): void {
    this.#modals = modals;
    this.#tell({ type: 'modals', modals });
  }

  #showHome(home: View): void {
    this.#home = home;
    this.#tell({ type: 'home', home });
  }
}

function newView(given: GivenView, below: readonly View[]): View {
  const id = `V${randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
  return {
    callback_id: '',
    external_id: '',
    private_metadata: '',
    clear_on_close: false,
    notify_on_close: false,
    ...given,
    blocks: withIds(given.blocks),
    id,
    hash: randomUUID(),
    root_view_id: below[0]?.id ?? id,
    previous_view_id: below.at(-1)?.id ?? null,
  };
}
