import { SlackRefusal } from '../slack-refusal.ts';
import type { SharedFile } from '../wire.ts';
import { botId, type Workspace } from '../workspace.ts';
import { needed, structured } from './arguments.ts';
import type { Methods } from './method.ts';

/** Files that are being uploaded: where the content goes, then what is done with it. */
export class Uploads {
  readonly #announced = new Map<string, string>();
  readonly #uploaded = new Map<string, SharedFile>();

  announce(name: string): string {
    const id = `F${crypto.randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase()}`;
    this.#announced.set(id, name);
    return id;
  }

  /** Takes the content of an announced file. False: nobody announced it. */
  receive(workspace: Workspace, id: string, content: Buffer): boolean {
    const name = this.#announced.get(id);
    if (name === undefined) return false;
    this.#announced.delete(id);
    this.#uploaded.set(id, workspace.keepFile(name, content));
    return true;
  }

  take(id: string): SharedFile | null {
    const file = this.#uploaded.get(id) ?? null;
    this.#uploaded.delete(id);
    return file;
  }
}

/** files.*: an upload in three steps, as Slack has it. */
export function fileMethods(uploads: Uploads, address: () => string): Methods {
  return {
    'files.getUploadURLExternal': (_, args) => {
      const file_id = uploads.announce(needed(args, 'filename'));
      return { file_id, upload_url: `${address()}/upload/${file_id}` };
    },
    'files.completeUploadExternal': (workspace, args) => {
      const given = structured(args, 'files');
      const files = (Array.isArray(given) ? (given as { id?: string }[]) : []).map(({ id = '' }) => uploads.take(id));
      if (files.length === 0 || files.includes(null)) throw new SlackRefusal('file_not_found');
      const shared = files.filter((file) => file !== null);
      if (args.channel_id) {
        const channel = workspace.channel(args.channel_id).id;
        const { bot } = workspace;
        const thread = args.thread_ts ? { thread_ts: args.thread_ts } : {};
        workspace.post({ channel, user: bot.id, bot_id: botId, text: args.initial_comment ?? '', files: shared, ...thread });
      }
      return { files: shared.map(({ id, name }) => ({ id, name, title: name })) };
    },
  };
}
