import type { Store } from '../../store.ts';
import { KeyIndex } from '../key-index.ts';
import { keepFor } from './keys.ts';
import type { Notification } from './notification.ts';

/** What Alertmanager told that is not taken up yet. Names begin with the group and `/`; in their order it was told. */
export function inboxIn(store: Store): KeyIndex<Notification> {
  return new KeyIndex(store, 'alert/inbox', keepFor.inbox);
}
