import { SlackRefusal } from '../slack-refusal.ts';
import type { Person } from '../wire.ts';
import { botId, team, type Workspace } from '../workspace.ts';
import { isTrue, needed } from './arguments.ts';
import type { Methods } from './method.ts';

const onCall = { id: 'S0LOCAL01', handle: 'oncall', name: 'On call' } as const;

/** Who is there: auth.*, team.*, users.*, usergroups.*. */
export const peopleMethods: Methods = {
  'auth.test': ({ bot }) => ({
    url: 'https://local-slack.invalid/',
    team: team.domain,
    user: bot.name,
    team_id: team.id,
    user_id: bot.id,
    bot_id: botId,
  }),
  'team.info': () => ({ team: { ...team, name: team.domain } }),
  'users.info': (workspace, args) => ({ user: personJson(workspace, found(workspace, needed(args, 'user')), isTrue(args.include_locale)) }),
  'users.list': (workspace) => ({ members: [workspace.me, workspace.bot].map((person) => personJson(workspace, person)) }),
  'users.profile.get': (workspace, args) => ({ profile: profileJson(found(workspace, args.user ?? workspace.me.id)) }),
  'usergroups.list': ({ me }) => ({ usergroups: [{ ...onCall, users: [me.id] }] }),
  'usergroups.users.list': ({ me }, args) => {
    if (needed(args, 'usergroup') !== onCall.id) throw new SlackRefusal('no_such_subteam');
    return { users: [me.id] };
  },
};

function found({ me, bot }: Workspace, id: string): Person {
  const person = [me, bot].find((one) => one.id === id);
  if (!person) throw new SlackRefusal('user_not_found');
  return person;
}

/** The language only for those who ask for it. */
function personJson({ profile }: Workspace, person: Person, withLocale = false): object {
  const { id, name, isBot } = person;
  const about = profileJson(person);
  return {
    id,
    team_id: team.id,
    name,
    real_name: name,
    is_bot: isBot,
    tz: profile.timeZone,
    ...(withLocale ? { locale: profile.locale } : {}),
    profile: about,
  };
}

function profileJson({ name }: Person): object {
  return { real_name: name, display_name: name, email: `${name}@local-slack.invalid` };
}
