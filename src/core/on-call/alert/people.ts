import type { Store } from '../../store.ts';
import type { Acknowledged, Silence } from './alert-answer.ts';
import { keys } from './keys.ts';

/** What people did about an alert, or a summary of alerts. */
export interface People {
  readonly acknowledged: Acknowledged | null;
  /** Still holds. */
  readonly silence: Silence | null;
  /** It was silenced, and that is over. */
  readonly silenceOver: boolean;
}

/** What people did about the alert, or the summary, of that thread. */
export async function peopleOf(store: Store, thread: string, now: Date): Promise<People> {
  const [acknowledged, silence] = await Promise.all([store.get<Acknowledged>(keys.acknowledged(thread)), store.get<Silence>(keys.silence(thread))]);
  const holds = silence !== null && Date.parse(silence.until) > now.getTime();
  return { acknowledged, silence: holds ? silence : null, silenceOver: silence !== null && !holds };
}

/** Changes with what people do. */
export function pressesOf({ acknowledged, silence }: Pick<People, 'acknowledged' | 'silence'>): string {
  return JSON.stringify([acknowledged?.at ?? null, silence?.until ?? null]);
}
