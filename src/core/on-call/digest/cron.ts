import { CronExpressionParser } from 'cron-parser';

/** Runs that are looked at for the shortest time between two: within some days, or the first few where they are rare. */
const looked = 150;
const first = 3;
const someDays = 10 * 86_400_000;
/** Missed runs that are counted. */
const mostCounted = 1000;

/** Why a schedule cannot be: it is no cron (or never due), or is due too often. */
export type CronRefusal = 'not-cron' | 'too-often';

/** Looks at a cron of five fields (or six, with seconds); null: it can be. */
export function cronRefusal(cron: string, timeZone: string, now: Date, leastMs: number): CronRefusal | null {
  if (!/^\S+(\s+\S+){4,5}$/.test(cron.trim())) return 'not-cron';
  const rare = runsAfter(cron, timeZone, now, first);
  if (rare.length === 0) return 'not-cron';
  const runs = runsAfter(cron, timeZone, now, looked, new Date(now.getTime() + someDays));
  return [rare, runs].some((all) => shortest(all) < leastMs) ? 'too-often' : null;
}

function shortest(runs: readonly Date[]): number {
  return Math.min(...runs.slice(1).map((run, index) => run.getTime() - (runs[index] as Date).getTime()));
}

/** The next run after a moment; null: there is none. */
export function nextRun(cron: string, timeZone: string, after: Date): Date | null {
  return runsAfter(cron, timeZone, after, 1)[0] ?? null;
}

/** How many runs were due after `from`, up to and with `until`. */
export function countRuns(cron: string, timeZone: string, from: Date, until: Date): number {
  return runsAfter(cron, timeZone, from, mostCounted, until).length;
}

function runsAfter(cron: string, tz: string, currentDate: Date, most: number, endDate?: Date): Date[] {
  const runs: Date[] = [];
  try {
    const parsed = CronExpressionParser.parse(cron, { tz, currentDate });
    while (runs.length < most) {
      const run = parsed.next().toDate();
      if (endDate && run > endDate) break;
      runs.push(run);
    }
  } catch {
    // no cron, or one that is never due, or no more: 30 February
  }
  return runs;
}

/** Is it the IANA name of a time zone? */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
