import { SlackRefusal } from '../slack-refusal.ts';
import type { GivenView } from '../views.ts';
import type { View } from '../wire.ts';
import { appId, botId, team } from '../workspace.ts';
import { type Arguments, needed, structured } from './arguments.ts';
import type { Methods } from './method.ts';

/** views.*: modals and the App Home. */
export const viewMethods: Methods = {
  'views.open': ({ views }, args) => ({ view: viewJson(views.open(needed(args, 'trigger_id'), givenView(structured(args, 'view')), false)) }),
  'views.push': ({ views }, args) => ({ view: viewJson(views.open(needed(args, 'trigger_id'), givenView(structured(args, 'view')), true)) }),
  'views.update': ({ views }, args) => ({
    view: viewJson(views.update({ id: args.view_id, externalId: args.external_id, hash: args.hash }, givenView(structured(args, 'view')))),
  }),
  'views.publish': (workspace, args) => {
    if (needed(args, 'user_id') !== workspace.me.id) throw new SlackRefusal('user_not_found');
    return { view: viewJson(workspace.views.publish(givenView(structured(args, 'view')))) };
  },
};

/** A view as apps get it. */
export function viewJson(view: View, values: Arguments | object = {}): object {
  return { ...view, team_id: team.id, app_id: appId, bot_id: botId, app_installed_team_id: team.id, state: { values } };
}

/** Throws `invalid_arguments`. */
export function givenView(value: unknown): GivenView {
  const view = value as GivenView | undefined;
  if (typeof view !== 'object' || view === null || !Array.isArray(view.blocks) || (view.type !== 'modal' && view.type !== 'home'))
    throw new SlackRefusal('invalid_arguments', ['[ERROR] view has no type or no blocks']);
  if (view.blocks.length > 100) throw new SlackRefusal('invalid_arguments', ['[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]']);
  if (view.type === 'modal' && !view.title) throw new SlackRefusal('invalid_arguments', ['[ERROR] missing required field: title']);
  return view;
}
