import type { Locale, Text } from '../locale.ts';
import type { ReadFailureCode } from '../read-failure.ts';
import type { Gap } from '../report.ts';
import { facetWord } from './facet-words.ts';
import { namedFully } from './kind-words.ts';
import { policyGap } from './permission-words.ts';

const reasons: { readonly [C in ReadFailureCode]: Text } = {
  'not-found': { en: 'it does not exist', ko: '존재하지 않습니다' },
  forbidden: { en: 'I am not allowed to read it', ko: '읽을 권한이 없습니다' },
  unauthorized: { en: 'the cluster did not accept my credentials', ko: '클러스터가 인증 정보를 받아들이지 않았습니다' },
  expired: { en: 'the list expired while it was read', ko: '읽는 도중 목록이 만료되었습니다' },
  throttled: { en: 'the API server asked to slow down', ko: 'API 서버가 요청을 줄이라고 응답했습니다' },
  'server-error': { en: 'the API server answered with an error', ko: 'API 서버가 오류로 응답했습니다' },
  refused: { en: 'the API server refused the connection', ko: 'API 서버가 연결을 거부했습니다' },
  'name-not-resolved': { en: "the API server's name could not be resolved", ko: 'API 서버의 이름을 찾지 못했습니다' },
  'x509-expired': { en: "the API server's certificate has expired", ko: 'API 서버의 인증서가 만료되었습니다' },
  'x509-unknown-issuer': {
    en: "the API server's certificate is from an issuer that is not trusted",
    ko: 'API 서버 인증서의 발급자를 신뢰할 수 없습니다',
  },
  'x509-wrong-name': { en: "the API server's certificate is for another name", ko: 'API 서버의 인증서가 다른 이름으로 발급되었습니다' },
  timeout: { en: 'it took too long', ko: '시간 안에 응답이 오지 않았습니다' },
  cancelled: { en: 'the question was cancelled', ko: '질문이 취소되었습니다' },
  'over-budget': { en: 'this question had already used its requests', ko: '질문 하나에 허용된 요청 수를 다 썼습니다' },
  'not-served': { en: 'this cluster does not serve that API', ko: '이 클러스터가 제공하지 않는 API입니다' },
  'bad-response': { en: 'the answer could not be read', ko: '응답을 해석하지 못했습니다' },
};

/** Why something could not be read, without what it was. */
export function readFailureWord(code: ReadFailureCode, locale: Locale): string {
  return reasons[code][locale];
}

/** One thing that could not be looked at: what, why, and the permission that would have allowed it. */
export function gapWords(gap: Gap, locale: Locale): string {
  const facet = facetWord(gap.facet, locale);
  const subject = namedFully(gap.subject, locale);
  const permission = gap.why === 'forbidden' ? (policyGap(gap.detail, locale) ?? permissionWords(gap.detail, locale)) : null;
  const reason = reasons[gap.why][locale];
  if (locale === 'ko') return `${subject}: ${facet} — ${reason}.${permission ? ` ${permission}` : ''}`;
  return `${capital(facet)} (for ${subject}): ${reason}.${permission ? ` ${permission}` : ''}`;
}

/** Gaps for one reason about one facet are one line, however many subjects had them. */
export function gapList(gaps: readonly Gap[], locale: Locale): string[] {
  return [...new Set(gaps.map((gap) => gapWords(gap, locale)))];
}

/** Kubernetes' own refusal names the verb, resource, group and namespace: they are the permission to ask for. */
function permissionWords(detail: string, locale: Locale): string | null {
  const match = /cannot (\w+) resource "([^"]+)" in API group "([^"]*)"(?: in the namespace "([^"]+)")?/.exec(detail);
  if (!match) return null;
  const [, verb, resource, group, namespace] = match;
  const what = `\`${verb}\` \`${resource}${group ? `.${group}` : ''}\``;
  if (locale === 'ko') return `필요한 권한: ${namespace ? `\`${namespace}\` 네임스페이스에서 ` : '클러스터 전체에서 '}${what}.`;
  return `It needs the permission ${what}${namespace ? ` in namespace \`${namespace}\`` : ' for the whole cluster'}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
