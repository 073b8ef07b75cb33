import { randomUUID } from 'node:crypto';
import type { Act } from './act.ts';
import type { ResponseUrls } from './response-urls.ts';
import { viewJson } from './web-api/views.ts';
import type { Message, View } from './wire.ts';
import { appId, team, type Workspace } from './workspace.ts';

type Press = Extract<Act, { type: 'press' }>;
type PressInView = Extract<Act, { type: 'press-in-view' }>;

/** What Slack sends to an app: the bodies of its requests. */
export class Requests {
  readonly #workspace: Workspace;
  readonly #urls: ResponseUrls;
  readonly #address: () => string;

  constructor(workspace: Workspace, urls: ResponseUrls, address: () => string) {
    this.#workspace = workspace;
    this.#urls = urls;
    this.#address = address;
  }

  event(event: object): object {
    const seconds = Math.floor(this.#workspace.now().getTime() / 1000);
    return {
      token: '-',
      team_id: team.id,
      api_app_id: appId,
      type: 'event_callback',
      event_id: `Ev${randomUUID()}`,
      event_time: seconds,
      authorizations: [{ team_id: team.id, user_id: this.#workspace.bot.id, is_bot: true, is_enterprise_install: false, enterprise_id: null }],
      event,
    };
  }

  command({ channel, command, text }: Extract<Act, { type: 'command' }>): Record<string, string> {
    const { me, views } = this.#workspace;
    const { id, name } = this.#workspace.channel(channel);
    return {
      token: '-',
      team_id: team.id,
      team_domain: team.domain,
      channel_id: id,
      channel_name: name,
      user_id: me.id,
      user_name: me.name,
      command,
      text,
      api_app_id: appId,
      trigger_id: views.newTrigger(),
      response_url: this.#responseUrl({ channel: id }),
    };
  }

  press({ action, values }: Press, message: Message): object {
    const { channel, ts, thread_ts, is_ephemeral = false } = message;
    const thread = thread_ts ?? (is_ephemeral ? undefined : ts);
    return {
      ...this.#interaction('block_actions'),
      container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral, ...(thread_ts ? { thread_ts } : {}) },
      channel: this.#channel(channel),
      ...(is_ephemeral ? {} : { message: messageJson(message) }),
      state: { values },
      actions: [this.#stamped(action)],
      response_url: this.#responseUrl({ channel, message: ts, thread: thread_ts === undefined ? undefined : thread }),
    };
  }

  pressInView({ action, values }: PressInView, view: View): object {
    return {
      ...this.#interaction('block_actions'),
      container: { type: 'view', view_id: view.id },
      view: viewJson(view, values),
      state: { values },
      actions: [this.#stamped(action)],
    };
  }

  submission({ values }: Extract<Act, { type: 'submit' }>, view: View): object {
    return { ...this.#interaction('view_submission'), view: viewJson(view, values), response_urls: [] };
  }

  closed(view: View): object {
    const { trigger_id: _, ...interaction } = this.#interaction('view_closed');
    return { ...interaction, view: viewJson(view), is_cleared: false };
  }

  shortcut(callback: string, message: Message): object {
    const { channel, ts, thread_ts } = message;
    return {
      ...this.#interaction('message_action'),
      callback_id: callback,
      action_ts: this.#moment(),
      message_ts: ts,
      channel: this.#channel(channel),
      message: messageJson(message),
      response_url: this.#responseUrl({ channel, message: ts, thread: thread_ts }),
    };
  }

  #interaction(type: string) {
    const { me, views } = this.#workspace;
    return {
      type,
      token: '-',
      team,
      user: { id: me.id, username: me.name, name: me.name, team_id: team.id },
      api_app_id: appId,
      is_enterprise_install: false,
      enterprise: null,
      trigger_id: views.newTrigger(),
    };
  }

  #channel(channel: string): object {
    const { id, name, isDirect } = this.#workspace.channel(channel);
    return { id, name: isDirect ? 'directmessage' : name };
  }

  #stamped(action: object): object {
    return { ...action, action_ts: this.#moment() };
  }

  #moment(): string {
    return (this.#workspace.now().getTime() / 1000).toFixed(6);
  }

  #responseUrl(origin: Parameters<ResponseUrls['issue']>[0]): string {
    return `${this.#address()}/response/${this.#urls.issue(origin)}`;
  }
}

function messageJson({ mrkdwn: _, metadata: __, ...message }: Message): object {
  return message;
}
