import type { Asker } from '../../jobs.ts';
import type { Silence } from './alert-answer.ts';
import type { Alertmanager } from './alertmanager.ts';
import type { Alert, Labels } from './notification.ts';

const hourMs = 3_600_000;
/** Silences for one press, at most. */
const mostSilences = 20;

/** Labels that silence just these alerts: what they share, if that names the alert, else all labels of each. */
export function matchersOf(alerts: readonly Alert[]): readonly Labels[] {
  const [first, ...others] = alerts.map(({ labels, hidden }): Labels => ({ ...labels, ...hidden }));
  if (!first) return [];
  const shared = Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((labels) => labels[name] === value)));
  const all = 'alertname' in shared ? [shared] : [first, ...others];
  return all.map((labels) => Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== ''))).slice(0, mostSilences);
}

/** A silence of an hour, in Alertmanager too where that is configured. What Alertmanager refuses is part of it. */
export async function silenceFor(alerts: readonly Alert[], by: Asker, from: string, alertmanager: Alertmanager | null): Promise<Silence> {
  const until = new Date(Date.parse(from) + hourMs).toISOString();
  if (!alertmanager) return { by, until, alertmanager: null };
  const all = matchersOf(alerts);
  const name = by.name ?? by.id;
  try {
    for (const labels of all)
      await alertmanager.silence({ labels, from, until, by: name, comment: `silenced for an hour by ${name} in Slack (kubewhy)` });
    return { by, until, alertmanager: { silences: all.length } };
  } catch (error) {
    return { by, until, alertmanager: { failed: error instanceof Error ? error.message.slice(0, 300) : 'unknown' } };
  }
}
