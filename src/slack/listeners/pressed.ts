import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { FailureAnswer } from '../../core/answer.ts';
import type { Locale } from '../../core/locale.ts';
import type { Label } from '../../core/words/labels.ts';
import { label } from '../../core/words/labels.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import { respond } from '../private-answer.ts';
import type { StoredAnswer } from '../state.ts';
import { tellFailure } from '../tell.ts';
import { guarded } from './guard.ts';

export type PressArgs = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A press of a button: where, by whom, on what. */
export interface Press extends Pick<Question, 'team' | 'channel' | 'userId' | 'userName' | 'responseUrl' | 'triggerId'> {
  readonly value: string;
  /** On an answer that only this person sees. */
  readonly isPrivate: boolean;
  readonly ts: string | null;
  readonly threadTs: string | null;
}

/** Acknowledges a button and runs what it is for. */
export function pressed(deps: Dependencies, work: (press: Press, actionId: string) => Promise<void>) {
  return async ({ ack, action, body }: PressArgs): Promise<void> => {
    await ack();
    const channel = body.channel?.id ?? String(body.container.channel_id ?? body.user.id);
    const ts = body.message?.ts ?? null;
    const press: Press = {
      team: body.team?.id ?? null,
      channel,
      userId: body.user.id,
      userName: body.user.name ?? body.user.username ?? null,
      value: action.value ?? '',
      isPrivate: body.container.is_ephemeral === true,
      ts,
      threadTs: (body.message?.thread_ts as string | undefined) ?? ts,
      responseUrl: body.response_url,
      triggerId: body.trigger_id,
    };
    await guarded(deps, press, deps.locale ?? 'en', () => work(press, action.action_id));
  };
}

/** A short word to the one who pressed. */
export async function whisper({ log }: Dependencies, { responseUrl = '' }: Press, name: Label, locale: Locale): Promise<void> {
  const text = label(name, locale);
  await respond(responseUrl, { key: 'whisper', text, blocks: [] }, log);
}

/** Tells only the one who pressed that they may not: the message belongs to others. */
export function refusePress(deps: Dependencies, press: Press, locale: Locale): (answer: FailureAnswer) => Promise<void> {
  return (answer) => tellFailure(deps, { ...press, threadTs: null }, answer, locale);
}

/** The answer that a button belongs to; the person is told where it is no longer known. */
export async function answerOf(deps: Dependencies, press: Press, key: string): Promise<StoredAnswer | null> {
  const stored = await deps.state.answer(key);
  if (stored) return stored;
  const { locale } = await deps.state.settings(press.channel);
  await whisper(deps, press, 'answerGone', locale ?? deps.locale ?? 'en');
  return null;
}
