import { SlackRefusal } from '../slack-refusal.ts';
import type { Workspace } from '../workspace.ts';
import type { Arguments } from './arguments.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods, type Uploads } from './files.ts';
import type { Methods } from './method.ts';
import { peopleMethods } from './people.ts';
import { pinAndBookmarkMethods } from './pins-and-bookmarks.ts';
import { viewMethods } from './views.ts';

/** Those methods of Slack's Web API that the bot calls: what Slack would answer, an error included. */
export function createWebApi(workspace: Workspace, uploads: Uploads, address: () => string): (method: string, args: Arguments) => object {
  const methods: Methods = {
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods(uploads, address),
    ...peopleMethods,
    ...pinAndBookmarkMethods,
    ...viewMethods,
  };
  return (name, args) => {
    const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
    if (!method) return { ok: false, error: 'unknown_method' };
    try {
      return { ok: true, ...method(workspace, args) };
    } catch (error) {
      if (!(error instanceof SlackRefusal)) throw error;
      return { ok: false, error: error.code, ...(error.details.length > 0 ? { response_metadata: { messages: error.details } } : {}) };
    }
  };
}
