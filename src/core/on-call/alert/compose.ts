import type { AlertAnswer, SameCause } from './alert-answer.ts';
import { type AlertGroup, firingOf } from './group.ts';
import { threadOf } from './keys.ts';
import { verdicts } from './look-at-targets.ts';
import { byUrgency } from './notification.ts';
import type { People } from './people.ts';

/** What the message of a group says. */
export function composeAlert(group: AlertGroup, { acknowledged, silence }: People, alsoCaused: readonly SameCause[]): AlertAnswer {
  const { since, resolvedAt, more } = group;
  const diagnosis = resolvedAt === null ? group.diagnosis : (group.lastProblem ?? group.diagnosis);
  const resolved = group.alerts.filter(({ status }) => status === 'resolved');
  return {
    type: 'alert',
    thread: threadOf(group),
    status: resolvedAt === null ? 'firing' : 'resolved',
    since,
    resolvedAt,
    alerts: [...firingOf(group).toSorted(byUrgency), ...resolved.toSorted(byUrgency)].map(({ hidden: _, ...shown }) => shown),
    more,
    diagnosis: diagnosis && { looks: diagnosis.looks, left: diagnosis.left },
    alsoCaused,
    acknowledged,
    silence,
    ...(group.strayed ? { strayed: group.strayed } : {}),
  };
}

/** Changes with what a reader would want to know of, not with each look. */
export function signatureOf({ status, alerts, more, diagnosis, alsoCaused, acknowledged, silence }: AlertAnswer): string {
  return JSON.stringify([
    status,
    alerts.map((alert) => `${alert.fingerprint} ${alert.status}`).toSorted(),
    more,
    diagnosis && [...verdicts(diagnosis)],
    alsoCaused,
    acknowledged,
    silence,
  ]);
}
