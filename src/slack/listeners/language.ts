import { type Locale, locales } from '../../core/locale.ts';
import type { Dependencies } from '../dependencies.ts';
import { permitted } from '../permitted.ts';
import { respond, sendPrivately } from '../private-answer.ts';
import { render } from '../render/render.ts';
import { answerOf, pressed, refusePress, whisper } from './pressed.ts';

/** "English" / "한국어": the stored answer is said again in that language; no cluster is asked. */
export function language(deps: Dependencies) {
  return pressed(deps, async (press) => {
    const { key, to } = wantedBy(press.value);
    const stored = await answerOf(deps, press, key);
    if (!stored) return;
    if (!(await permitted(deps, press, stored.check.intent, stored.check.cluster, refusePress(deps, press, to)))) return;
    if (press.isPrivate) {
      const options = { question: stored.check.intent, now: deps.clock().toISOString(), answerKey: key, files: false };
      const { headline, thread } = render(stored.answer, deps.catalog, to, options);
      await respond(press.responseUrl ?? '', headline, deps.log, true);
      for (const [index, message] of thread.entries()) {
        const where = { url: press.responseUrl ?? '', team: press.team, userId: press.userId, direct: index >= 3 };
        await sendPrivately(message, where, deps.state, deps);
      }
      return;
    }
    const done = await deps.messenger.speak(key, to);
    if (done !== 'spoken') await whisper(deps, press, done === 'busy' ? 'busy' : 'answerGone', to);
  });
}

function wantedBy(value: string): { readonly key: string; readonly to: Locale } {
  const { key, to } = JSON.parse(value) as { key?: unknown; to?: unknown };
  return { key: String(key), to: locales.find((locale) => locale === to) ?? 'en' };
}
