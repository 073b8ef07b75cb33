import { checkJob } from '../ask.ts';
import type { Dependencies } from '../dependencies.ts';
import { type Allowed, permitted } from '../permitted.ts';
import { progressMessage } from '../render/progress.ts';
import { Sender } from '../send.ts';
import { askedOf, type StoredAnswer } from '../state.ts';
import { failure, tellFailure } from '../tell.ts';
import { answerOf, type Press, pressed, refusePress, whisper } from './pressed.ts';

/** "Check again": the same question to the same place; the answer says what changed. */
export function again(deps: Dependencies) {
  return pressed(deps, async (press) => {
    const stored = await answerOf(deps, press, press.value);
    if (!stored) return;
    const { check, locale } = stored;
    const permit = await permitted(deps, press, check.intent, check.cluster, refusePress(deps, press, locale));
    if (!permit) return;
    // one check for two presses in the same moment
    if (!(await deps.state.first(`again/${press.value}/${Math.floor(deps.clock().getTime() / 3000)}`)))
      return whisper(deps, press, 'busy', stored.locale);
    await checkAgain(deps, press, stored, permit);
  });
}

async function checkAgain(deps: Dependencies, press: Press, stored: StoredAnswer, { rights }: Allowed): Promise<void> {
  const { check, locale } = stored;
  const { intent, cluster, asker, text } = check;
  const { placeholderTs, channel, team } = check.place;
  const place = press.responseUrl ? { ...check.place, responseUrl: press.responseUrl } : check.place;
  if (placeholderTs !== null) {
    await new Sender(deps.client, deps.state.blockLevels(team), deps.log).send(progressMessage(intent, locale, askedOf(check)), {
      channel,
      ts: placeholderTs,
    });
  }
  const question = { ...press, userId: asker.id, userName: asker.name, text, addressed: true, askedAt: deps.clock().toISOString() };
  try {
    const pressedBy = press.userId === asker.id ? {} : { pressedBy: { id: press.userId, name: press.userName } };
    await deps.enqueueCheck({ ...checkJob(question, intent, place, locale, cluster), again: true, ...pressedBy, ...(rights ? { rights } : {}) });
  } catch (error) {
    deps.log.warn({ err: error }, 'the queue does not take a question');
    await tellFailure(deps, { ...press, threadTs: null }, failure('queue-away'), locale);
    // the headline says "looking into it": back to the answer that still holds
    await deps.messenger.restore(stored);
  }
}
