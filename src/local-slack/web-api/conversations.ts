import { compareTs, isRoot } from '../history.ts';
import { SlackRefusal } from '../slack-refusal.ts';
import type { Channel, Message } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { type Arguments, isTrue, needed } from './arguments.ts';
import type { Methods } from './method.ts';

/** conversations.*: channels, and what stands in them. */
export const conversationMethods: Methods = {
  'conversations.list': (workspace) => ({ channels: workspace.channels().map(channelJson), ...lastPage }),
  'conversations.info': (workspace, args) => ({ channel: channelJson(found(workspace, args)) }),
  'conversations.members': (workspace, args) => {
    found(workspace, args);
    return { members: [workspace.me.id, workspace.bot.id], ...lastPage };
  },
  'conversations.open': (workspace, args) => ({ channel: { id: workspace.channel(needed(args, 'users')).id } }),
  'conversations.create': (workspace, args) => ({ channel: channelJson(workspace.createChannel(needed(args, 'name'))) }),
  'conversations.join': (workspace, args) => ({ channel: channelJson(found(workspace, args)) }),
  'conversations.invite': (workspace, args) => {
    const people = needed(args, 'users').split(',');
    if (people.some((id) => id !== workspace.me.id && id !== workspace.bot.id)) throw new SlackRefusal('user_not_found');
    return { channel: channelJson(found(workspace, args)) };
  },
  'conversations.setTopic': (workspace, args) => ({
    channel: channelJson(workspace.changeChannel({ ...found(workspace, args), topic: args.topic ?? '' })),
  }),
  'conversations.setPurpose': (workspace, args) => ({ channel: channelJson(found(workspace, args)), purpose: args.purpose ?? '' }),
  'conversations.history': (workspace, args) => {
    const { page, ...rest } = paged(newestFirst(workspace.history(found(workspace, args).id)), args);
    return { messages: page.map((message) => messageJson(workspace, message, args)), ...rest };
  },
  'conversations.replies': (workspace, args) => {
    const { page, ...rest } = paged(workspace.thread(found(workspace, args).id, needed(args, 'ts')), args);
    return { messages: page.map((message) => messageJson(workspace, message, args)), ...rest };
  },
};

const lastPage = { response_metadata: { next_cursor: '' } } as const;

function found(workspace: Workspace, args: Arguments): Channel {
  return workspace.channel(needed(args, 'channel'));
}

function channelJson({ id, name, isDirect, topic, creator, created }: Channel): object {
  return {
    id,
    name,
    is_channel: !isDirect,
    is_im: isDirect,
    is_member: true,
    is_private: false,
    is_archived: false,
    creator,
    created,
    topic: { value: topic },
  };
}

function newestFirst(messages: readonly Message[]): readonly Message[] {
  return messages.toReversed();
}

function paged(messages: readonly Message[], { limit, cursor, oldest, latest, inclusive }: Arguments) {
  const within = messages.filter(
    ({ ts }) =>
      (oldest === undefined || compareTs(ts, oldest) > 0 || (isTrue(inclusive) && ts === oldest)) &&
      (latest === undefined || compareTs(ts, latest) < 0 || (isTrue(inclusive) && ts === latest)),
  );
  const from = cursor ? Number(Buffer.from(cursor, 'base64url').toString()) : 0;
  if (!Number.isInteger(from)) throw new SlackRefusal('invalid_cursor');
  const to = from + Math.min(Number(limit ?? 100) || 100, 1000);
  const more = to < within.length;
  const next_cursor = more ? Buffer.from(String(to)).toString('base64url') : '';
  return { page: within.slice(from, to), has_more: more, response_metadata: { next_cursor } };
}

/** Metadata only for those who ask for it. */
function messageJson(workspace: Workspace, { metadata, mrkdwn: _, ...message }: Message, args: Arguments): object {
  const replies = isRoot(message as Message) ? workspace.thread(message.channel, message.ts).length - 1 : 0;
  return {
    ...message,
    ...(metadata !== undefined && isTrue(args.include_all_metadata) ? { metadata } : {}),
    ...(replies > 0 ? { thread_ts: message.ts, reply_count: replies } : {}),
  };
}
