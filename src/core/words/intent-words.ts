import type { Intent, IntentName } from '../intent.ts';
import type { Locale, Text } from '../locale.ts';
import { named } from './kind-words.ts';

const names: { readonly [I in IntentName]: Text } = {
  why: { en: 'Why is it not well?', ko: '왜 문제가 있는지' },
  list: { en: 'List', ko: '목록' },
  check: { en: 'Check', ko: '점검' },
  health: { en: 'Health', ko: '전체 상태' },
  digest: { en: 'Digest', ko: '요약 보고' },
  logs: { en: 'Logs', ko: '로그' },
  events: { en: 'Events', ko: '이벤트' },
  top: { en: 'Usage', ko: '사용량' },
  trace: { en: 'Trace', ko: '경로 추적' },
  changes: { en: 'Changes', ko: '변경 내역' },
  explain: { en: 'Explain', ko: '로그 해석' },
  runbook: { en: 'Runbook', ko: '런북' },
  watch: { en: 'Watch', ko: '지켜보기' },
  feed: { en: 'Feed of problems', ko: '문제 피드' },
  incident: { en: 'Incident', ko: '장애 대응' },
  audit: { en: 'Audit trail', ko: '질문 기록' },
  probe: { en: 'Probe', ko: '프로브' },
  clusters: { en: 'Clusters', ko: '클러스터 목록' },
  use: { en: 'Choose a cluster or namespace', ko: '클러스터나 네임스페이스 선택' },
  lang: { en: 'Language', ko: '언어' },
  listen: { en: 'Listen', ko: '채널 듣기' },
  help: { en: 'Help', ko: '도움말' },
};

/** What a question was understood as, in one line without styles: `Why · pod web-0 · namespace shop · pending`. */
export function intentWords(intent: Intent, locale: Locale): string {
  const { kind, name, namespace, cluster, symptom } = intent;
  const verb = intent.intent === 'why' ? (locale === 'ko' ? '왜' : 'Why') : names[intent.intent][locale];
  const what = kind
    ? named({ kind, name: name ?? '' }, locale)
        .replaceAll('`', '')
        .trim()
    : name;
  const where = namespace && named({ kind: 'namespace', name: namespace }, locale).replaceAll('`', '');
  const which = cluster && named({ kind: 'cluster', name: cluster }, locale).replaceAll('`', '');
  return [verb, what, where, which, symptom].filter(Boolean).join(' · ');
}
