import type { Asker } from '../jobs.ts';
import type { Locale } from '../locale.ts';
import type { IncidentTarget, Lack, Look, LookVerdict } from '../on-call/incident/incident.ts';
import type { AnyRule } from '../rule.ts';
import { causeSentence } from './cause-sentence.ts';
import type { Span, Tone } from './document.ts';
import { failureWords } from './failure-words.ts';
import { named, namedFully } from './kind-words.ts';
import { moreCauses } from './verdict-words.ts';

const verdicts = {
  problem: { en: 'Problem', ko: '문제', tone: 'bad' },
  healthy: { en: 'Healthy', ko: '정상', tone: 'ok' },
  progressing: { en: 'Recovering', ko: '회복 중', tone: 'warn' },
  unknown: { en: 'Could not tell', ko: '판단할 수 없음', tone: 'unknown' },
  away: { en: 'State not known', ko: '상태를 알 수 없음', tone: 'unknown' },
  gone: { en: 'Gone', ko: '없어짐', tone: 'warn' },
} as const satisfies { readonly [V in LookVerdict]: { readonly en: string; readonly ko: string; readonly tone: Tone } };

/** `Problem`, `정상`. */
export function lookWord(verdict: LookVerdict, locale: Locale): string {
  return verdicts[verdict][locale];
}

/** The tone of what a look saw. */
export function lookTone(verdict: LookVerdict): Tone {
  return verdicts[verdict].tone;
}

/** "deployment `cart`"; where the kind is not known yet only the name. */
export function targetWord({ kind, name }: IncidentTarget, locale: Locale): string {
  return kind ? named({ kind, name }, locale) : `\`${name}\``;
}

/** As `targetWord`, with the namespace. */
export function targetWordFully({ kind, name, namespace }: IncidentTarget, locale: Locale): string {
  if (!kind) return `\`${name}\``;
  return namedFully(namespace === null ? { kind, name } : { kind, name, namespace }, locale);
}

/** What one look saw, in one sentence: the cause first. */
export function lookSentence(look: Look, target: IncidentTarget, catalog: readonly AnyRule[], locale: Locale): string {
  const ko = locale === 'ko';
  switch (look.verdict) {
    case 'problem':
      return problemSentence(look, catalog, locale);
    case 'healthy':
      return ko ? '확인해야 할 것을 모두 확인했고, 문제가 없습니다.' : 'Everything that had to be looked at was looked at, and nothing is wrong.';
    case 'progressing':
      return ko ? '문제는 더 보이지 않지만, 아직 진행 중입니다.' : 'No problem is seen any more, but it is still on its way.';
    case 'unknown':
      return unknownSentence(look, locale);
    case 'away':
      return awaySentence(look, catalog, locale);
    case 'gone':
      return ko ? `${targetWord(target, locale)} 자체가 더 이상 없습니다.` : `There is no ${targetWord(target, locale)} any more.`;
  }
}

function problemSentence({ causes, moreCauses: more, status }: Look, catalog: readonly AnyRule[], locale: Locale): string {
  const [first, ...rest] = causes;
  if (first) return `${causeSentence(first, catalog, locale)}${moreCauses(rest.length + more, locale)}`;
  return locale === 'ko' ? `정상이 아닙니다${status ? ` (\`${status}\`)` : ''}.` : `It is not well${status ? ` (\`${status}\`)` : ''}.`;
}

function unknownSentence({ gaps, status }: Look, locale: Locale): string {
  const ko = locale === 'ko';
  if (gaps > 0)
    return ko
      ? `확인하지 못한 것이 ${gaps}건 있어 원인이 가려져 있을 수 있습니다.`
      : `A cause may be hidden: ${gaps === 1 ? 'one thing' : `${gaps} things`} could not be looked at.`;
  const state = status ? ` (\`${status}\`)` : '';
  return ko
    ? `정상이 아니지만${state}, 아는 원인 중에는 들어맞는 것이 없습니다.`
    : `It is not well${state}, but none of the causes that I know fits.`;
}

function awaySentence({ failure, causes }: Look, catalog: readonly AnyRule[], locale: Locale): string {
  const says = failure ? failureWords(failure, locale).says : '';
  const [cause] = causes;
  const why = cause ? causeSentence(cause, catalog, locale) : says;
  return locale === 'ko' ? `지금은 클러스터에 물어볼 수 없습니다. ${why}` : `The cluster cannot be asked at the moment. ${why}`;
}

/** A person: a mention where the medium has one. A message that is updated in place notifies nobody. */
export function personSpan({ id, name }: Asker): Span {
  return /^[UW][A-Z0-9]{5,}$/.test(id) ? { text: name ? `@${name}` : `@${id}`, userId: id } : { text: name ?? id };
}

/** What Slack did not let the bot do, what the incident is without, and what would help. */
export function lackSentence({ what, code, scope }: Lack, locale: Locale): string {
  const { en, ko } = lacks[what];
  if (scope)
    return locale === 'ko'
      ? `${ko} 슬랙 앱에 \`${scope}\` 권한(scope)이 없습니다. 권한을 더하고 앱을 다시 설치하십시오.`
      : `${en} The Slack app lacks the scope \`${scope}\`: add it, and install the app again.`;
  return locale === 'ko' ? `${ko} 슬랙의 응답: \`${code}\`` : `${en} Slack says \`${code}\`.`;
}

const lacks: { readonly [W in Lack['what']]: { readonly en: string; readonly ko: string } } = {
  channel: {
    en: 'I could not open a channel for this incident, so it goes on in this thread.',
    ko: '장애 대응 채널을 만들지 못해 이 스레드에서 이어 갑니다.',
  },
  topic: { en: 'I could not set the topic of this channel.', ko: '채널 주제를 정하지 못했습니다.' },
  invite: { en: 'I could not invite everyone: invite those who are missing.', ko: '초대하지 못한 사람이 있습니다. 빠진 사람을 직접 초대하십시오.' },
  'user-group': {
    en: 'I could not read the user group that is to be invited: invite its members.',
    ko: '초대할 사용자 그룹을 읽지 못했습니다. 그룹의 멤버를 직접 초대하십시오.',
  },
  pin: { en: 'I could not pin this message: pin it yourself.', ko: '이 메시지를 고정하지 못했습니다. 직접 고정하십시오.' },
  bookmark: { en: 'I could not add a bookmark to the first diagnosis.', ko: '첫 진단을 북마크에 더하지 못했습니다.' },
};
