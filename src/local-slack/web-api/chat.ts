import { SlackRefusal } from '../slack-refusal.ts';
import type { Message } from '../wire.ts';
import { botId, type Workspace } from '../workspace.ts';
import { type Arguments, blocksIn, isTrue, needed, structured } from './arguments.ts';
import type { Methods } from './method.ts';

const longest = 40_000;

/** chat.*: what the bot says. */
export const chatMethods: Methods = {
  'chat.postMessage': (workspace, args) => {
    const { id } = workspace.channel(needed(args, 'channel'));
    const message = workspace.post({ ...content(workspace, args), channel: id, ...inThread(args) });
    return { channel: id, ts: message.ts, message };
  },
  'chat.postEphemeral': (workspace, args) => {
    const { id } = workspace.channel(needed(args, 'channel'));
    if (needed(args, 'user') !== workspace.me.id) throw new SlackRefusal('user_not_in_channel');
    const { ts } = workspace.post({ ...content(workspace, args), channel: id, ...inThread(args), is_ephemeral: true });
    return { message_ts: ts };
  },
  'chat.update': (workspace, args) => {
    const { channel, ts } = own(workspace, args, 'cant_update_message');
    const { text, blocks } = content(workspace, args);
    const metadata = structured(args, 'metadata');
    const message = workspace.change(channel, ts, { text, blocks, ...(metadata === undefined ? {} : { metadata }) });
    return { channel, ts, text, message };
  },
  'chat.delete': (workspace, args) => {
    const { channel, ts } = own(workspace, args, 'cant_delete_message');
    workspace.remove(channel, ts);
    return { channel, ts };
  },
  'chat.getPermalink': (workspace, args) => {
    const { channel, ts } = workspace.message(workspace.channel(needed(args, 'channel')).id, needed(args, 'message_ts'));
    return { channel, permalink: permalink(channel, ts) };
  },
};

/** An address as Slack's own look; the page follows it to the message. */
export function permalink(channel: string, ts: string): string {
  return `https://local-slack.invalid/archives/${channel}/p${ts.replace('.', '')}`;
}

function content(workspace: Workspace, args: Arguments) {
  const blocks = blocksIn(args, workspace.blockProblems) ?? [];
  const text = args.text ?? '';
  if (text === '' && blocks.length === 0) throw new SlackRefusal('no_text');
  const metadata = structured(args, 'metadata');
  return {
    user: workspace.bot.id,
    bot_id: botId,
    text: text.slice(0, longest),
    blocks,
    mrkdwn: args.mrkdwn !== 'false' && args.mrkdwn !== '0',
    ...(metadata === undefined ? {} : { metadata }),
  };
}

function inThread(args: Arguments): { thread_ts: string } | Record<string, never> {
  return args.thread_ts && !isTrue(args.reply_broadcast) ? { thread_ts: args.thread_ts } : {};
}

/** A message of the bot's own. */
function own(workspace: Workspace, args: Arguments, refusal: string): Message {
  const message = workspace.message(workspace.channel(needed(args, 'channel')).id, needed(args, 'ts'));
  if (message.user !== workspace.bot.id || message.is_ephemeral) throw new SlackRefusal(message.is_ephemeral ? 'message_not_found' : refusal);
  return message;
}
