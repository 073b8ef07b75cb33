import { createHash } from 'node:crypto';
import { listSeenBy } from '../../core/list-seen-by.ts';
import type { OnCallContext } from '../../core/on-call/on-call.ts';
import { say } from '../ask.ts';
import type { Dependencies } from '../dependencies.ts';
import { openDigestModal } from '../digest-modal.ts';
import { onCallContext } from '../on-call-context.ts';
import { permitted } from '../permitted.ts';
import { type Press, pressed, refusePress } from './pressed.ts';

const nothing = { kind: null, name: null, namespace: null, symptom: null } as const;

/** A button of on-call, named `act:…`. What it says goes into the thread, or to the one who pressed where only they see it. */
export function act(deps: Dependencies) {
  return pressed(deps, async (press, actionId) => {
    const settings = await deps.state.settings(press.channel, press.userId);
    const locale = settings.locale ?? deps.locale ?? 'en';
    const { responseUrl, ...who } = press;
    const where = press.isPrivate ? { threadTs: null, ...(responseUrl ? { responseUrl } : {}) } : {};
    const question = { ...who, text: '', addressed: true, askedAt: deps.clock().toISOString(), ...where };
    const name = actionId.slice('act:'.length);
    const intent = { ...nothing, intent: deps.onCall.intentOf(name), action: 'press', locale };
    const permit = await permitted(deps, press, intent, settings.cluster ?? null, refusePress(deps, press, locale));
    if (!permit) return;
    if (name === 'digest-new' && (await openDigestModal(deps, question, settings, locale))) return;
    const context: OnCallContext = onCallContext(deps, question, settings, locale);
    // what a press says goes to everyone: a double click says it once
    const first = await deps.state.firstPress(pressId(press, actionId));
    const answer = await deps.onCall.press(name, press.value, context);
    if (answer && first) await say(deps, question, listSeenBy(answer, permit.rights), locale);
  });
}

function pressId({ channel, ts, userId, value }: Press, actionId: string): string {
  return [channel, ts, userId, actionId, createHash('sha256').update(value).digest('base64url')].join('/');
}
