import type { Locale } from '../locale.ts';
import type { DigestTiming } from '../on-call/digest/digest-answer.ts';
import { localMoment } from './schedule-words.ts';

/** So late a digest may be without a word. */
const patienceMs = 5 * 60_000;

/** What is to be said about when a digest came: late, after runs that were missed, or after some that failed. */
export function timingNotes(timing: DigestTiming, locale: Locale): string[] {
  const ko = locale === 'ko';
  const { digest, dueAt, at, missed, failures, manual } = timing;
  const when = (moment: string) => localMoment(moment, digest.timeZone, locale);
  const notes: string[] = [];
  const late = !manual && Date.parse(at) - Date.parse(dueAt) > patienceMs;
  if (late)
    notes.push(
      ko
        ? `${when(dueAt)}에 예정된 요약 보고를 ${when(at)}에 보냅니다.`
        : `It was due at ${when(dueAt)} and comes at ${when(at)}: no worker was running.`,
    );
  if (missed > 0)
    notes.push(
      ko
        ? `그 밖에 ${missed}번의 요약 보고를 보내지 못했습니다.`
        : `${missed} more ${missed === 1 ? 'digest was' : 'digests were'} missed meanwhile.`,
    );
  if (failures > 0)
    notes.push(
      ko
        ? `바로 전 ${failures}번의 요약 보고는 만들지 못했습니다.`
        : failures === 1
          ? 'The digest before this one could not be made.'
          : `The ${failures} digests before this one could not be made.`,
    );
  return notes;
}
