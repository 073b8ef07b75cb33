import type { Act } from '../act.ts';
import type { Change, Outcome } from '../wire.ts';
import { notice } from './notices.ts';
import { word } from './words.ts';

/** Tells the server what the person does. What goes wrong is shown; what is wrong in a form is the caller's to show. */
export async function tell(act: Act): Promise<Outcome> {
  const outcome = await send(act);
  if (!outcome.ok && !outcome.errors)
    notice(outcome.error === 'operation_timeout' ? word('timeout') : word('failed', { error: outcome.error ?? '' }));
  return outcome;
}

async function send(act: Act): Promise<Outcome> {
  try {
    const response = await fetch('/act', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(act) });
    return response.ok || response.status === 400 ? ((await response.json()) as Outcome) : { ok: false, error: `HTTP ${response.status}` };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

/** Hears of each change, the whole state first, and again after a lost connection. */
export function listen(onChange: (change: Change) => void, onConnection: (connected: boolean) => void): void {
  const events = new EventSource('/events');
  events.onopen = () => onConnection(true);
  events.onerror = () => onConnection(false);
  events.onmessage = ({ data }) => onChange(JSON.parse(String(data)) as Change);
}
