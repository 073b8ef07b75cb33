import type { Locale } from '../locale.ts';

const days = {
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
  ko: ['일', '월', '화', '수', '목', '금', '토'],
} as const;

/** `every weekday at 09:00`, `평일 오전 9시`; a cron that has no such words stands as it is. */
export function scheduleWords(cron: string, locale: Locale): string {
  const [minute = '', hour = '', dayOfMonth = '', month = '', weekday = '', ...more] = cron.split(/\s+/);
  const plain = more.length === 0 && month === '*';
  if (plain && dayOfMonth === '*' && weekday === '*') {
    const period = periodWords(minute, hour, locale);
    if (period) return period;
  }
  const time = timeWords(minute, hour, locale);
  const when = plain ? dayWords(dayOfMonth, weekday, locale) : null;
  if (!time || !when) return locale === 'ko' ? `cron \`${cron}\`` : `by cron \`${cron}\``;
  return locale === 'ko' ? `${when} ${time}` : `${when} at ${time}`;
}

function periodWords(minute: string, hour: string, locale: Locale): string | null {
  const ko = locale === 'ko';
  const minutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (minutes && hour === '*') return ko ? `${minutes}분마다` : `every ${minutes} minutes`;
  const hours = /^\*\/(\d+)$/.exec(hour)?.[1];
  if (minute === '0' && hours) return ko ? `${hours}시간마다` : `every ${hours} hours`;
  return minute === '0' && hour === '*' ? (ko ? '매시 정각' : 'every hour') : null;
}

function timeWords(minute: string, hour: string, locale: Locale): string | null {
  if (!/^\d+$/.test(minute) || !/^\d+$/.test(hour)) return null;
  if (locale === 'en') return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const at = Number(hour);
  const half = at === 0 ? '' : at < 12 ? '오전 ' : '오후 ';
  return `${half}${at > 12 ? at - 12 : at}시${minute === '0' ? '' : ` ${Number(minute)}분`}`;
}

function dayWords(dayOfMonth: string, weekday: string, locale: Locale): string | null {
  const ko = locale === 'ko';
  if (dayOfMonth !== '*')
    return weekday === '*' && /^\d+$/.test(dayOfMonth) ? (ko ? `매월 ${dayOfMonth}일` : `on day ${dayOfMonth} of every month`) : null;
  if (weekday === '*') return ko ? '매일' : 'every day';
  if (/^(1-5|1,2,3,4,5)$/.test(weekday)) return ko ? '평일' : 'every weekday';
  if (/^(0,6|6,0|6,7)$/.test(weekday)) return ko ? '주말' : 'every Saturday and Sunday';
  if (!/^[0-7](,[0-7])*$/.test(weekday)) return null;
  const names = weekday.split(',').map((day) => days[locale][Number(day) % 7]);
  return ko ? `매주 ${names.join('·')}요일` : `every ${names.join(', ')}`;
}

/** `Mon 23 Nov, 09:00`, `11월 23일 (월) 09:00`: in that time zone. */
export function localMoment(at: string, timeZone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(locale === 'ko' ? 'ko-KR' : 'en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return format.format(new Date(at));
}
