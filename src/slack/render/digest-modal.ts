import type { ModalView, PlainTextOption } from '@slack/types';
import type { Locale } from '../../core/locale.ts';
import { shorten } from './shorten.ts';

export const digestModalId = 'digest';

/** What the modal is opened with, and what it hands back. */
export interface DigestModalOptions {
  readonly clusters: readonly string[];
  /** Chosen by the channel. */
  readonly cluster: string | null;
  readonly namespace: string | null;
  readonly timeZone: string;
  /** Carried through: where it was opened. */
  readonly carried: string;
}

const words = {
  title: { en: 'New digest', ko: '새 요약 보고' },
  submit: { en: 'Set', ko: '등록' },
  close: { en: 'Cancel', ko: '취소' },
  days: { en: 'Days', ko: '요일' },
  time: { en: 'Time', ko: '시각' },
  cron: { en: 'Or a cron of five fields', ko: '또는 다섯 필드의 cron' },
  cronHint: { en: 'If it is filled in, days and time do not count.', ko: '여기에 적으면 요일과 시각은 쓰지 않습니다.' },
  namespace: { en: 'Namespace', ko: '네임스페이스' },
  whole: { en: 'Empty: the whole cluster.', ko: '비워 두면 클러스터 전체입니다.' },
  cluster: { en: 'Cluster', ko: '클러스터' },
} as const;

/** Days as a cron has them. */
const days = [
  ['1-5', { en: 'Weekdays', ko: '평일' }],
  ['*', { en: 'Every day', ko: '매일' }],
  ['1', { en: 'Mondays', ko: '매주 월요일' }],
  ['2', { en: 'Tuesdays', ko: '매주 화요일' }],
  ['3', { en: 'Wednesdays', ko: '매주 수요일' }],
  ['4', { en: 'Thursdays', ko: '매주 목요일' }],
  ['5', { en: 'Fridays', ko: '매주 금요일' }],
  ['6', { en: 'Saturdays', ko: '매주 토요일' }],
  ['0', { en: 'Sundays', ko: '매주 일요일' }],
] as const;

/** The modal that sets a digest: pure. */
export function digestModal({ clusters, cluster, namespace, timeZone, carried }: DigestModalOptions, locale: Locale): ModalView {
  const text = (name: keyof typeof words) => ({ type: 'plain_text' as const, text: words[name][locale], emoji: false });
  const dayOptions = days.map(([value, name]) => option(value, name[locale]));
  const clusterOptions = clusters.slice(0, 100).map((name) => option(name, name));
  const zone = locale === 'ko' ? `시각은 프로필의 시간대(${timeZone}) 기준입니다.` : `Times are of your profile's time zone, ${timeZone}.`;
  return {
    type: 'modal',
    callback_id: digestModalId,
    private_metadata: carried,
    title: text('title'),
    submit: text('submit'),
    close: text('close'),
    blocks: [
      {
        type: 'input',
        block_id: 'days',
        label: text('days'),
        element: { type: 'static_select', action_id: 'value', options: dayOptions, initial_option: dayOptions[0] as PlainTextOption },
      },
      { type: 'input', block_id: 'time', label: text('time'), element: { type: 'timepicker', action_id: 'value', initial_time: '09:00' } },
      {
        type: 'input',
        block_id: 'cron',
        optional: true,
        label: text('cron'),
        hint: text('cronHint'),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 100, placeholder: { type: 'plain_text', text: '0 */4 * * *' } },
      },
      {
        type: 'input',
        block_id: 'namespace',
        optional: true,
        label: text('namespace'),
        hint: text('whole'),
        element: { type: 'plain_text_input', action_id: 'value', max_length: 63, ...(namespace ? { initial_value: namespace } : {}) },
      },
      ...(clusterOptions.length > 1
        ? [
            {
              type: 'input' as const,
              block_id: 'cluster',
              label: text('cluster'),
              element: {
                type: 'static_select' as const,
                action_id: 'value',
                options: clusterOptions,
                initial_option: clusterOptions.find(({ value }) => value === cluster) ?? (clusterOptions[0] as PlainTextOption),
              },
            },
          ]
        : []),
      { type: 'context', elements: [{ type: 'plain_text', text: zone, emoji: false }] },
    ],
  };
}

function option(value: string, name: string): PlainTextOption {
  return { text: { type: 'plain_text', text: shorten(name, 75), emoji: false }, value: shorten(value, 75) };
}

/** What was filled in. */
export interface DigestWish {
  readonly cron: string;
  readonly namespace: string | null;
  readonly cluster: string | null;
}

type Filled = { readonly [block: string]: { readonly [action: string]: object } };

/** The wish that a submitted modal holds. */
export function digestWish(values: Filled): DigestWish {
  const typed = (block: string) => String((values[block]?.value as { value?: string | null } | undefined)?.value ?? '').trim();
  const chosen = (block: string) => (values[block]?.value as { selected_option?: { value: string } | null } | undefined)?.selected_option?.value;
  const time = (values.time?.value as { selected_time?: string | null } | undefined)?.selected_time ?? '09:00';
  const [hour = '9', minute = '0'] = time.split(':');
  return {
    cron: typed('cron').replace(/\s+/g, ' ') || `${Number(minute)} ${Number(hour)} * * ${chosen('days') ?? '*'}`,
    namespace: typed('namespace') || null,
    cluster: chosen('cluster') ?? null,
  };
}
