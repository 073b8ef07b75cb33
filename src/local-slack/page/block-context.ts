import type { BlockContext } from './blocks/context.ts';
import { FormState } from './blocks/form-state.ts';
import type { Store } from './store.ts';

/** What blocks are drawn with: names from the store, fields of their own. */
export function blockContext(store: Store, press: BlockContext['press'], form = new FormState()): BlockContext {
  return {
    form,
    press,
    people: store.people,
    channels: store.channels.filter(({ isDirect }) => !isDirect),
    names: { person: (id) => store.person(id).name, channel: (id) => store.find(id)?.name ?? id },
  };
}
