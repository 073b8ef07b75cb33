import type { Answer } from '../core/answer.ts';
import { fitsOne } from '../core/glob.ts';
import type { Intent, Parsed } from '../core/intent.ts';
import type { CheckJob, Place } from '../core/jobs.ts';
import { RetryLater } from '../core/jobs.ts';
import { listSeenBy } from '../core/list-seen-by.ts';
import type { Locale } from '../core/locale.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { openDigestModal } from './digest-modal.ts';
import { answerHere } from './local-answers.ts';
import { onCallContext } from './on-call-context.ts';
import { type Allowed, permitted, record } from './permitted.ts';
import { openPlace } from './place.ts';
import type { ChannelSettings, ThreadTarget } from './state.ts';
import { isDirect, latest, privateThread } from './state.ts';
import { failure, tellFailure } from './tell.ts';
import { languageOf, longestQuestion, shownText } from './typed-text.ts';

/** What a question is read with. */
export interface Setting {
  readonly settings: ChannelSettings;
  readonly target: ThreadTarget | null;
}

/** Reads a question and answers it here, or sends it to the workers. What is not for the bot gets no answer. */
export async function ask(deps: Dependencies, question: Question): Promise<void> {
  const setting = await settingOf(deps, question);
  if (setting === null) {
    if (question.addressed) await tellFailure(deps, question, failure('queue-away'), deps.locale ?? languageOf(question.text));
    return;
  }
  const { settings, target } = setting;
  const locale = settings.locale ?? deps.locale ?? languageOf(question.text);
  if (question.text.length > longestQuestion && !isPaste(question.text)) {
    if (question.addressed) await say(deps, question, failure('too-long', { detail: longestQuestion.toLocaleString('en') }), locale);
    return;
  }
  const parsed = deps.parse(question.text, {
    addressed: question.addressed,
    target,
    clusters: deps.clusters(),
    ...(settings.locale ? { locale: settings.locale } : {}),
  });
  await act(deps, question, parsed, setting, locale);
}

/** A log that is to be explained may be long. */
function isPaste(text: string): boolean {
  return /^\s*(explain|설명)/i.test(text) || text.includes('```');
}

async function act(deps: Dependencies, question: Question, parsed: Parsed, { settings }: Setting, locale: Locale): Promise<void> {
  if (parsed.intent === 'none') {
    if (question.addressed) await say(deps, question, failure('not-understood', { what: shownText(question.text) || null }), locale);
    return;
  }
  const spoken = settings.locale ?? deps.locale ?? parsed.locale;
  if (parsed.intent === 'choose') return say(deps, question, { type: 'choice', choices: parsed.choices }, spoken);
  const permit = await permitted(deps, question, withDefaults(parsed, settings), settings.cluster ?? null, async (refusal) => {
    if (question.addressed) await say(deps, question, refusal, spoken, parsed);
  });
  if (permit) await answerPermitted(deps, question, permit, settings, spoken);
}

/** Answers what may be asked: here, as a part of on-call, or by sending it to the workers. */
export async function answerPermitted(
  all: Dependencies,
  question: Question,
  permit: Allowed,
  settings: ChannelSettings,
  locale: Locale,
): Promise<void> {
  const { intent, rights } = permit;
  const deps = { ...all, clusters: () => all.clusters().filter((name) => !rights?.clusters || fitsOne(name, rights.clusters)) };
  if (isDigestWithoutTime(intent) && (await openDigestModal(deps, question, settings, locale))) return;
  const here = await answerHere(deps, question, intent, locale);
  const onCall = here ? null : await deps.onCall.answer(intent, onCallContext(deps, question, settings, locale));
  const done = here ?? (onCall && { answer: listSeenBy(onCall, rights), locale });
  if (!done) return enqueue(deps, question, permit, settings, locale);
  await record(deps, question, intent, settings.cluster ?? null, done.answer);
  await say(deps, question, done.answer, done.locale, intent);
}

/** It is asked back when: a slash command with a modal, anything else with words. */
function isDigestWithoutTime({ intent, action, cron }: Intent): boolean {
  return intent === 'digest' && action === undefined && cron === undefined;
}

/** Sends a question to the workers. The person sees at once that it is being worked on, or that it cannot be. */
async function enqueue(
  deps: Dependencies,
  question: Question,
  { intent, rights }: Allowed,
  settings: ChannelSettings,
  locale: Locale,
): Promise<void> {
  const place = await openPlace(deps, question, intent, locale);
  const cluster = intent.cluster ?? settings.cluster ?? null;
  try {
    await deps.enqueueCheck({ ...checkJob(question, intent, place, locale, cluster), ...(rights ? { rights } : {}) });
  } catch (error) {
    deps.log.warn({ err: error, channel: question.channel }, 'the queue does not take a question');
    const { placeholderTs, threadTs, responseUrl } = place;
    const where = { ...question, threadTs, ...(placeholderTs === null ? {} : { placeholderTs }), ...(responseUrl ? { responseUrl } : {}) };
    return tellFailure(deps, where, failure('queue-away'), locale);
  }
  if (place.placeholderTs === null && place.responseUrl) return;
  const target = { kind: intent.kind, name: intent.name, namespace: intent.namespace, ...(cluster === null ? {} : { cluster }) };
  await deps.state
    .rememberThread(place.channel, place.threadTs, target)
    .catch((err: unknown) => deps.log.warn({ err }, 'a thread could not be remembered'));
}

export function checkJob(question: Question, intent: Intent, place: Place, locale: Locale, cluster: string | null): CheckJob {
  const { userId, userName, text, askedAt } = question;
  return { intent, place, asker: { id: userId, name: userName }, locale, cluster, text: shownText(text), askedAt };
}

/** An answer that needs no worker, posted as any other: split, validated, with buttons that work. */
export async function say(deps: Dependencies, question: Question, answer: Answer, locale: Locale, intent?: Intent): Promise<void> {
  const { team, channel, threadTs, responseUrl, triggerId, placeholderTs } = question;
  const place: Place = {
    medium: 'slack',
    team,
    channel,
    threadTs: threadTs ?? privateThread(triggerId ?? question.askedAt),
    placeholderTs: placeholderTs ?? null,
    ...(responseUrl ? { responseUrl } : {}),
  };
  const stand: Intent = intent ?? { intent: 'help', kind: null, name: null, namespace: null, symptom: null, locale };
  const check = checkJob(question, stand, place, locale, null);
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.messenger.deliver({ check, answer });
    } catch (error) {
      if (!(error instanceof RetryLater) || attempt === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(error.milliseconds, 10_000)));
    }
  }
}

/** null: the store is away, and with it the queue. */
async function settingOf({ state, log }: Dependencies, { channel, threadTs, userId }: Question): Promise<Setting | null> {
  try {
    const [settings, thread, before] = await Promise.all([
      state.settings(channel, userId),
      threadTs === null ? null : state.thread(channel, threadTs),
      isDirect(channel) ? state.thread(channel, latest) : null,
    ]);
    return { settings, target: thread?.target ?? before?.target ?? null };
  } catch (error) {
    log.warn({ err: error, channel }, 'the store is away');
    return null;
  }
}

/** The channel's own namespace stands for one that was not said. */
function withDefaults(intent: Intent, settings: ChannelSettings): Intent {
  if (intent.namespace !== null || intent.allNamespaces || intent.intent === 'use' || !settings.namespace) return intent;
  // whatever feed is on is meant
  if (intent.intent === 'feed' && intent.action !== 'on') return intent;
  return { ...intent, namespace: settings.namespace };
}
