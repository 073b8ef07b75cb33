import type { Act } from './act.ts';
import type { Requests } from './requests.ts';
import { DispatchFailed } from './signed-post.ts';
import { SlackRefusal } from './slack-refusal.ts';
import { applySubmission } from './submission.ts';
import { typedMessage } from './typed-message.ts';
import type { Message, Outcome } from './wire.ts';
import type { Workspace } from './workspace.ts';

/** Sends a body to the bot, and resolves with what it answers. */
type Dispatch = (body: string, contentType: string) => Promise<string>;

/** Does what a person asks for on the page: in the workspace, and by telling the bot as Slack would. */
export class PersonActs {
  readonly #workspace: Workspace;
  readonly #requests: Requests;
  readonly #dispatch: Dispatch;

  constructor(workspace: Workspace, requests: Requests, dispatch: Dispatch) {
    this.#workspace = workspace;
    this.#requests = requests;
    this.#dispatch = dispatch;
  }

  /** Never rejects for what Slack has words for. */
  async do(act: Act): Promise<Outcome> {
    try {
      return await this.#do(act);
    } catch (error) {
      if (error instanceof DispatchFailed || error instanceof SlackRefusal) return { ok: false, error: error.code };
      throw error;
    }
  }

  async #do(act: Act): Promise<Outcome> {
    const { views } = this.#workspace;
    switch (act.type) {
      case 'hello':
        this.#workspace.profile = { timeZone: act.timeZone, locale: act.locale };
        return done;
      case 'say':
        return this.#say(act);
      case 'command':
        await this.#dispatch(new URLSearchParams(this.#requests.command(act)).toString(), form);
        return done;
      case 'press':
        await this.#interact(this.#requests.press(act, this.#workspace.message(act.channel, act.ts)));
        return done;
      case 'press-in-view':
        await this.#interact(this.#requests.pressInView(act, this.#view(act.view)));
        return done;
      case 'submit': {
        const view = this.#view(act.view);
        return applySubmission(views, view, await this.#interact(this.#requests.submission(act, view)));
      }
      case 'close': {
        const view = this.#view(act.view);
        views.close(view.id);
        if (view.notify_on_close) await this.#interact(this.#requests.closed(view));
        return done;
      }
      case 'shortcut':
        await this.#interact(this.#requests.shortcut(act.callback, this.#workspace.message(act.channel, act.ts)));
        return done;
      case 'open-home':
        await this.#event({ type: 'app_home_opened', user: this.#workspace.me.id, channel: this.#direct(), tab: 'home', event_ts: this.#now() });
        return done;
      case 'pin':
        return this.#pin(act);
    }
  }

  async #say({ channel, text, thread }: Extract<Act, { type: 'say' }>): Promise<Outcome> {
    const { me, bot } = this.#workspace;
    const { id, isDirect } = this.#workspace.channel(channel);
    const typed = typedMessage(text, [bot, me]);
    const message = this.#workspace.post({ channel: id, user: me.id, text: typed, ...(thread ? { thread_ts: thread } : {}) });
    const event = { ...eventJson(message), channel_type: isDirect ? 'im' : 'channel', event_ts: message.ts };
    const mention = !isDirect && typed.includes(`<@${bot.id}>`) ? [this.#event({ ...event, type: 'app_mention' })] : [];
    await Promise.all([...mention, this.#event(event)]);
    return done;
  }

  async #pin({ channel, ts, pinned }: Extract<Act, { type: 'pin' }>): Promise<Outcome> {
    const at = this.#workspace.channel(channel);
    const message = this.#workspace.message(at.id, ts);
    const pins = at.pins.filter((one) => one !== ts);
    this.#workspace.changeChannel({ ...at, pins: pinned ? [...pins, ts] : pins });
    const item = { type: 'message', channel: at.id, message: eventJson(message), created_by: this.#workspace.me.id };
    await this.#event({
      type: pinned ? 'pin_added' : 'pin_removed',
      user: this.#workspace.me.id,
      channel_id: at.id,
      item,
      event_ts: this.#now(),
    });
    return done;
  }

  async #event(event: object): Promise<void> {
    await this.#dispatch(JSON.stringify(this.#requests.event(event)), 'application/json');
  }

  #interact(payload: object): Promise<string> {
    return this.#dispatch(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), form);
  }

  #view(id: string) {
    const view = this.#workspace.views.find(id);
    if (!view) throw new SlackRefusal('view_not_found');
    return view;
  }

  #direct(): string {
    return this.#workspace.channel(this.#workspace.me.id).id;
  }

  #now(): string {
    return (this.#workspace.now().getTime() / 1000).toFixed(6);
  }
}

const form = 'application/x-www-form-urlencoded';
const done: Outcome = { ok: true };

function eventJson({ blocks, mrkdwn: _, metadata: __, is_ephemeral: ___, ...message }: Message): object {
  return { ...message, ...(blocks.length > 0 ? { blocks } : {}) };
}
