import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { locales } from '../../core/locale.ts';
import type { Dependencies } from '../dependencies.ts';
import type { ChannelSettings } from '../state.ts';

/** Clusters are looked at again at most so often, however often a person opens their App Home. */
const freshMs = 30_000;

/** Someone opens their App Home: shown at once as it was last seen, then brought up to date by a worker. */
export function homeOpened(deps: Dependencies) {
  return async ({ event }: SlackEventMiddlewareArgs<'app_home_opened'> & AllMiddlewareArgs): Promise<void> => {
    if (event.tab === 'home') await show(deps, event.user);
  };
}

/** A choice on the App Home: in force at once. */
export function homeChosen(deps: Dependencies) {
  return async ({ ack, action, body }: SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs): Promise<void> => {
    await ack();
    const change = changeOf(action as Chosen, deps.clusters());
    if (change) await deps.state.changeSettings(body.user.id, change);
    await show(deps, body.user.id);
  };
}

async function show({ homes, onCall, clock, log }: Dependencies, userId: string): Promise<void> {
  try {
    await homes.publish(userId);
    await onCall.refreshHome(userId, String(Math.floor(clock().getTime() / freshMs)));
  } catch (error) {
    log.warn({ err: error, user: userId }, 'an App Home could not be shown');
  }
}

interface Chosen {
  readonly action_id: string;
  readonly value?: string;
  readonly selected_option?: { readonly value: string };
}

const namespaceName = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** null: nothing that may be chosen. */
function changeOf({ action_id: id, value = '', selected_option: option }: Chosen, clusters: readonly string[]): ChannelSettings | null {
  const chosen = option?.value;
  if (id === 'home:language') {
    const locale = locales.find((one) => one === chosen);
    return locale ? { locale } : ({ locale: undefined } as ChannelSettings);
  }
  // another cluster has other namespaces
  if (id === 'home:cluster') return { cluster: clusters.find((name) => name === chosen), namespace: undefined };
  if (id !== 'home:namespace') return null;
  const name = value.trim();
  return name === '' ? { namespace: undefined } : namespaceName.test(name) ? { namespace: name } : null;
}
