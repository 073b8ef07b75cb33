import { randomUUID } from 'node:crypto';
import { SlackRefusal } from '../slack-refusal.ts';
import type { Channel } from '../wire.ts';
import type { Workspace } from '../workspace.ts';
import { type Arguments, needed } from './arguments.ts';
import type { Methods } from './method.ts';

/** pins.*, bookmarks.*: what is kept at the top of a channel. */
export const pinAndBookmarkMethods: Methods = {
  'pins.add': (workspace, args) => pin(workspace, args, true),
  'pins.remove': (workspace, args) => pin(workspace, args, false),
  'pins.list': (workspace, args) => {
    const { id, pins } = found(workspace, args, 'channel');
    return { items: pins.map((ts) => ({ type: 'message', channel: id, message: workspace.message(id, ts) })) };
  },
  'bookmarks.add': (workspace, args) => {
    const channel = found(workspace, args, 'channel_id');
    const bookmark = { id: `Bk${randomUUID().slice(0, 8).toUpperCase()}`, title: needed(args, 'title'), link: needed(args, 'link') };
    workspace.changeChannel({ ...channel, bookmarks: [...channel.bookmarks, bookmark] });
    return { bookmark: { ...bookmark, channel_id: channel.id, type: 'link' } };
  },
  'bookmarks.edit': (workspace, args) => {
    const { channel, bookmark } = foundBookmark(workspace, args);
    const changed = { ...bookmark, ...(args.title ? { title: args.title } : {}), ...(args.link ? { link: args.link } : {}) };
    workspace.changeChannel({ ...channel, bookmarks: channel.bookmarks.map((one) => (one.id === changed.id ? changed : one)) });
    return { bookmark: { ...changed, channel_id: channel.id, type: 'link' } };
  },
  'bookmarks.remove': (workspace, args) => {
    const { channel, bookmark } = foundBookmark(workspace, args);
    workspace.changeChannel({ ...channel, bookmarks: channel.bookmarks.filter(({ id }) => id !== bookmark.id) });
    return {};
  },
  'bookmarks.list': (workspace, args) => ({ bookmarks: found(workspace, args, 'channel_id').bookmarks }),
};

function pin(workspace: Workspace, args: Arguments, wanted: boolean): object {
  const channel = found(workspace, args, 'channel');
  const ts = needed(args, 'timestamp');
  workspace.message(channel.id, ts);
  const pinned = channel.pins.includes(ts);
  if (pinned === wanted) throw new SlackRefusal(wanted ? 'already_pinned' : 'no_pin');
  workspace.changeChannel({ ...channel, pins: wanted ? [...channel.pins, ts] : channel.pins.filter((one) => one !== ts) });
  return {};
}

function found(workspace: Workspace, args: Arguments, name: string): Channel {
  return workspace.channel(needed(args, name));
}

function foundBookmark(workspace: Workspace, args: Arguments) {
  const channel = found(workspace, args, 'channel_id');
  const bookmark = channel.bookmarks.find(({ id }) => id === args.bookmark_id);
  if (!bookmark) throw new SlackRefusal('not_found');
  return { channel, bookmark };
}
