import type { ChangesAnswer } from '../answer.ts';
import type { Change } from '../changes/change.ts';
import type { Locale } from '../locale.ts';
import { changeList } from './change-list.ts';
import { cleanText } from './clean-text.ts';
import { type AnswerDocument, type Line, line, type Part } from './document.ts';
import { countOf, named, namedFully } from './kind-words.ts';
import { gapPart, place } from './list-documents.ts';
import { duration } from './time-words.ts';

/** A time line of changes, oldest first. */
export function changesDocument(answer: ChangesAnswer, locale: Locale): AnswerDocument {
  const { target, namespace, entries, gaps, cluster } = answer;
  const ko = locale === 'ko';
  const about = target
    ? named(target, locale)
    : namespace
      ? named({ kind: 'namespace', name: namespace }, locale)
      : named({ kind: 'cluster', name: cluster }, locale);
  const time = duration((Date.parse(answer.at) - Date.parse(answer.since)) / 1000, locale);
  const title = ko
    ? `${about}의 최근 ${time} 변경 ${entries.length}건`
    : `${entries.length} ${entries.length === 1 ? 'change' : 'changes'} of ${about} in the last ${time}`;
  const items = entries.map((entry) => changeLine(entry, namespace, locale));
  const parts: Part[] = items.length > 0 ? [{ title: null, folded: false, nodes: [{ type: 'list', items }], fileName: 'changes.txt' }] : [];
  return {
    tone: 'plain',
    title: line(title),
    summary: line(summaryOf(answer, locale)),
    context: place(cluster, target?.namespace ?? namespace, locale),
    parts: [...parts, ...gapPart(gaps, locale)],
    actions: [],
  };
}

function summaryOf({ entries, more, since, at }: ChangesAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  const seconds = (Date.parse(at) - Date.parse(since)) / 1000;
  const says = [
    entries.length === 0 && (ko ? '그동안 달라진 것을 찾지 못했습니다.' : 'I found nothing that changed in that time.'),
    more > 0 && (ko ? `더 오래된 ${more}건은 뺐습니다.` : `${more} older ones are left out.`),
    // https://github.com/kubernetes/kubernetes/blob/v1.34.4/pkg/controlplane/apiserver/options/options.go (EventTTL)
    seconds > 3_700 &&
      (ko
        ? '쿠버네티스는 이벤트를 보통 한 시간만 보관하므로, 그 전의 스케일링과 경고는 보이지 않습니다.'
        : 'Kubernetes usually keeps events for an hour: scaling and warnings before that cannot be seen.'),
  ];
  return says.filter((text) => text !== false).join(' ');
}

/** One change: when, what, by whom. `namespace`: the one that need not be said; null: each is. */
export function changeLine(change: Change, namespace: string | null, locale: Locale): Line {
  const { ref, at } = change;
  const who = namespace && ref.namespace === namespace ? named(ref, locale) : namespace === null ? namedFully(ref, locale) : named(ref, locale);
  return [{ text: at, at }, { text: '  ' }, ...line(`${who}: ${saying(change, locale)}`)];
}

function saying(change: Change, locale: Locale): string {
  switch (change.type) {
    case 'rollout':
      return rolloutWords(change, locale);
    case 'scaled':
      return scaledWords(change, locale);
    case 'created':
      return locale === 'ko' ? `새로 만들어졌습니다${by(change.by, locale)}` : `was created${by(change.by, locale)}`;
    case 'edited':
      return locale === 'ko' ? `수정되었습니다${by(change.by, locale)}` : `was edited${by(change.by, locale)}`;
    case 'restarted':
      return restartWords(change, locale);
    case 'node':
      return nodeWords(change, locale);
    case 'warning':
      return `${locale === 'ko' ? '경고' : 'warning'} \`${change.reason}\`${times(change.count, locale)}: ${shorten(change.message)}`;
  }
}

function by(program: string | null, locale: Locale): string {
  return program === null ? '' : locale === 'ko' ? ` (\`${program}\`)` : ` by \`${program}\``;
}

function rolloutWords({ from, to, back, changes, by: program }: Extract<Change, { type: 'rollout' }>, locale: Locale): string {
  const ko = locale === 'ko';
  const revisions = from === null ? (ko ? `리비전 ${to}` : `revision ${to}`) : ko ? `리비전 ${from} → ${to}` : `revision ${from} → ${to}`;
  const verb = back ? (ko ? '이전 템플릿으로 롤백' : 'rolled back to an earlier template') : ko ? '롤아웃' : 'rollout';
  const diff =
    changes.length > 0
      ? `: ${changeList(changes, locale)}`
      : from === null
        ? ko
          ? ': 이전 리비전이 남아 있지 않습니다'
          : ': the revision before is not kept'
        : '';
  return `${verb}, ${revisions}${by(program, locale)}${diff}`;
}

function scaledWords({ from, to, by: program }: Extract<Change, { type: 'scaled' }>, locale: Locale): string {
  const ko = locale === 'ko';
  const sizes = from === null ? `→ ${to}` : `${from} → ${to}`;
  const who = program === 'autoscaler' ? (ko ? ' (오토스케일러)' : ' by the autoscaler') : '';
  return ko ? `파드 수 변경 ${sizes}${who}` : `scaled ${sizes}${who}`;
}

function restartWords({ container, pods, reason, exitCode }: Extract<Change, { type: 'restarted' }>, locale: Locale): string {
  const code = exitCode === null ? '' : locale === 'ko' ? `, 종료 코드 ${exitCode}` : `, exit code ${exitCode}`;
  return locale === 'ko'
    ? `\`${container}\` 컨테이너 재시작 (${countOf('pod', pods, locale)}, \`${reason}\`${code})`
    : `container \`${container}\` restarted in ${countOf('pod', pods, locale)} (\`${reason}\`${code})`;
}

function nodeWords(change: Extract<Change, { type: 'node' }>, locale: Locale): string {
  const ko = locale === 'ko';
  if (change.what === 'event') return `\`${change.reason}\`${times(change.count, locale)}: ${shorten(change.message)}`;
  if (change.what === 'joined') return ko ? '클러스터에 추가되었습니다' : 'joined the cluster';
  if (change.what === 'cordoned') return ko ? '스케줄링이 차단되었습니다(cordon)' : 'was cordoned';
  const { condition, status, reason } = change as Extract<Change, { what: 'condition' }>;
  const state = `\`${condition}=${status}\``;
  const why = reason ? ` (\`${reason}\`)` : '';
  return ko ? `컨디션이 ${state} 값으로 바뀌었습니다${why}` : `condition became ${state}${why}`;
}

function times(count: number, locale: Locale): string {
  return count > 1 ? (locale === 'ko' ? ` ${count}회` : ` ×${count}`) : '';
}

function shorten(message: string): string {
  const text = message.replace(/\s+/g, ' ').trim();
  return cleanText(text.length > 160 ? `${text.slice(0, 159)}…` : text).replaceAll('`', "'");
}
