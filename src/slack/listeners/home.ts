import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import { locales } from '../../core/locale.ts';
import type { Dependencies } from '../dependencies.ts';
import { render } from '../render/render.ts';
import { slackCode } from '../slack-error.ts';
import type { ChannelSettings } from '../state.ts';
import { failure } from '../tell.ts';

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
    try {
      if (change) await deps.state.changeSettings(body.user.id, change);
    } catch (error) {
      deps.log.warn({ err: error, user: body.user.id }, 'a setting could not be kept');
      return showAway(deps, body.user.id);
    }
    await show(deps, body.user.id);
  };
}

async function show(deps: Dependencies, userId: string): Promise<void> {
  const { homes, onCall, clock, log } = deps;
  try {
    await homes.publish(userId);
    await onCall.refreshHome(userId, String(Math.floor(clock().getTime() / freshMs)));
  } catch (error) {
    log.warn({ err: error, user: userId }, 'an App Home could not be shown');
    await showAway(deps, userId);
  }
}

/** The store is away, most likely: a Home that stays as it was would be taken for the state of things. */
async function showAway({ client, catalog, locale, log }: Dependencies, userId: string): Promise<void> {
  const { headline } = render(failure('queue-away'), catalog, locale ?? 'en', { files: false });
  try {
    await client.views.publish({ user_id: userId, view: { type: 'home', blocks: [...headline.blocks] } });
  } catch (error) {
    log.warn({ code: slackCode(error), err: slackCode(error) ? undefined : error, user: userId }, 'a person could not be told');
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
