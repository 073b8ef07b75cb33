import type { Answer } from '../../answer.ts';
import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { Store } from '../../store.ts';
import type { Spot } from '../announce.ts';
import type { OnCallDeps } from '../on-call.ts';
import type { ProbeRequest } from './probe-answer.ts';

/** A probe that was confirmed. */
export interface ProbeState {
  readonly request: ProbeRequest;
  readonly spot: Spot;
  readonly asker: Asker;
  readonly locale: Locale;
  readonly at: string;
}

const keepSeconds = 86_400;

/** A probe that was confirmed within the last day; null: there is none. */
export function readProbe(store: Store, id: string): Promise<ProbeState | null> {
  return store.get<ProbeState>(`probe/${id}`);
}

/** False: that probe was confirmed before. */
export function saveProbe(store: Store, id: string, state: ProbeState): Promise<boolean> {
  return store.add(`probe/${id}`, state, { ttlSeconds: keepSeconds });
}

/** One message for one probe: "running" becomes its result. */
export async function announceProbe(
  id: string,
  state: ProbeState,
  answer: Answer,
  at: string,
  { announce }: Pick<OnCallDeps, 'announce'>,
): Promise<void> {
  const { request, spot, locale, asker } = state;
  const intent = { intent: 'probe', kind: null, name: null, namespace: request.namespace, symptom: null, locale } as const;
  await announce({ key: `probe/${id}`, spot, answer, intent, cluster: request.cluster, locale, asker, at });
}
