import { CronExpressionParser } from 'cron-parser';

export interface Runs {
  /** The latest moment at or before `now` at which it was due. */
  readonly last: Date;
  readonly next: Date;
}

/**
 * When a CronJob's schedule was and is due; null for what cannot be computed here: `@every …`, an invalid schedule, or one that is never due
 * (30 February). Without a time zone the controller manager's own counts, which is UTC nearly everywhere.
 */
export function runsAround(schedule: string, timeZone: string | undefined, now: Date): Runs | null {
  const [, prefix, expression = schedule] = /^(?:TZ|CRON_TZ)=(\S+)\s+(.*)$/.exec(schedule) ?? [];
  try {
    const parsed = CronExpressionParser.parse(expression, { currentDate: new Date(now.getTime() + 1), tz: timeZone ?? prefix ?? 'UTC' });
    const last = parsed.prev().toDate();
    parsed.reset(now);
    return { last, next: parsed.next().toDate() };
  } catch {
    return null;
  }
}
