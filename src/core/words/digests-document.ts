import type { Locale } from '../locale.ts';
import type { Digest } from '../on-call/digest/digest.ts';
import type { DigestsAnswer, ListedDigest } from '../on-call/digest/digest-answer.ts';
import { type Action, type AnswerDocument, type DocumentNode, line, list, type Part, paragraph } from './document.ts';
import { named } from './kind-words.ts';
import { localMoment, scheduleWords } from './schedule-words.ts';
import { verdictWord } from './verdict-words.ts';

/** Digests with buttons: what a row of them has room for. */
const withButtons = 6;

/** The digests of a channel, or what became of a wish about one. */
export function digestsDocument(answer: DigestsAnswer, locale: Locale): AnswerDocument {
  const { outcome, digests } = answer;
  const { title, summary } = said(answer, locale);
  const listed = ['list', 'which', 'how', 'too-many'].includes(outcome);
  return {
    tone: outcome === 'added' || outcome === 'resumed' ? 'ok' : 'plain',
    title: line(title),
    summary: line(summary),
    context: [],
    parts: [...(listed && digests.length > 0 ? [listPart(digests, locale)] : []), ...examplePart(answer, locale)],
    actions: actionsOf(answer, locale),
  };
}

function said({ outcome, digests, what, clusters }: DigestsAnswer, locale: Locale): { readonly title: string; readonly summary: string } {
  const ko = locale === 'ko';
  const first = digests[0];
  const when = first ? scheduleOf(first.digest, locale) : '';
  const next = first ? nextWords(first, locale) : '';
  const about = aboutWords(first, locale);
  const text = (en: string, korean: string, more: readonly [string, string] = ['', '']) => ({
    title: ko ? korean : en,
    summary: ko ? more[1] : more[0],
  });
  switch (outcome) {
    case 'list':
      return digests.length === 0
        ? text('No digests here yet', '이곳에 등록된 요약 보고가 없습니다')
        : text(`${digests.length} ${digests.length === 1 ? 'digest' : 'digests'} here`, `이곳의 요약 보고 ${digests.length}개`);
    case 'how':
      return text('When should the digest come?', '요약 보고를 언제 보낼까요?', [
        'Say it with a time, or press the button.',
        '시간을 함께 말하거나 버튼을 누르십시오.',
      ]);
    case 'added':
      return text(`Digest set: ${when}`, `요약 보고 등록: ${when}`, [`${about} ${next}`, `${about} ${next}`]);
    case 'known':
      return text(`This digest is set already: ${when}`, `이미 등록된 요약 보고입니다: ${when}`, [next, next]);
    case 'paused':
      return text(`Digest paused: ${when}`, `요약 보고 일시 정지: ${when}`, [
        `${about} \`digest resume\` starts it again.`,
        `${about} \`다이제스트 다시 시작\`이라고 하면 다시 보냅니다.`,
      ]);
    case 'resumed':
      return text(`Digest resumed: ${when}`, `요약 보고 다시 시작: ${when}`, [`${about} ${next}`, `${about} ${next}`]);
    case 'removed':
      return text(`Digest removed: ${when}`, `요약 보고 삭제: ${when}`, [about, about]);
    case 'coming':
      return text('The digest is being made', '요약 보고를 만들고 있습니다', ['It comes in a message of its own.', '준비되면 새 메시지로 올립니다.']);
    case 'which':
      return text('Which digest?', '어느 요약 보고인가요?', [
        'Press its button, or name its namespace or cluster.',
        '버튼을 누르거나 네임스페이스, 클러스터를 함께 말하십시오.',
      ]);
    case 'none':
      return text('There is no such digest here', '이곳에 그런 요약 보고가 없습니다');
    case 'not-cron':
      return text('I cannot read this schedule', '일정을 해석하지 못했습니다', [
        `\`${what}\` is not a cron of five fields that is ever due.`,
        `\`${what}\` 일정은 실행될 수 있는 다섯 필드의 cron이 아닙니다.`,
      ]);
    case 'too-often':
      return text('That is too often', '너무 잦은 일정입니다', [
        `\`${what}\` comes more often than every 5 minutes. For something so urgent use \`watch\`.`,
        `\`${what}\` 일정은 5분보다 자주 돌아옵니다. 그만큼 급한 일에는 \`watch\` 기능을 쓰십시오.`,
      ]);
    case 'too-many':
      return text('There are too many digests here', '이곳의 요약 보고가 너무 많습니다', ['Remove one first.', '먼저 하나를 삭제하십시오.']);
    case 'unknown-cluster':
      return text('I do not know this cluster', '모르는 클러스터입니다', [
        `There is no cluster \`${what}\`; I know ${clusters.map((name) => `\`${name}\``).join(', ')}.`,
        `\`${what}\` 클러스터는 설정에 없습니다. 설정된 클러스터: ${clusters.map((name) => `\`${name}\``).join(', ')}.`,
      ]);
  }
}

function scheduleOf({ cron, timeZone }: Digest, locale: Locale): string {
  return `${scheduleWords(cron, locale)} (${timeZone})`;
}

function nextWords({ digest, nextAt }: ListedDigest, locale: Locale): string {
  if (nextAt === null) return '';
  const at = localMoment(nextAt, digest.timeZone, locale);
  return locale === 'ko' ? `다음 보고: ${at}.` : `Next: ${at}.`;
}

function aboutWords(listed: ListedDigest | undefined, locale: Locale): string {
  const { namespace = null, cluster = null } = listed?.digest ?? {};
  const names = [
    ...(namespace ? [named({ kind: 'namespace', name: namespace }, locale)] : []),
    ...(cluster ? [named({ kind: 'cluster', name: cluster }, locale)] : []),
  ];
  if (names.length === 0) return locale === 'ko' ? '대상: 기본 클러스터 전체.' : 'About the whole default cluster.';
  return locale === 'ko' ? `대상: ${names.join(', ')}.` : `About ${names.join(' of ')}.`;
}

function listPart(digests: readonly ListedDigest[], locale: Locale): Part {
  const ko = locale === 'ko';
  const items = digests.map((listed, index) => {
    const { digest, lastAt, lastVerdict } = listed;
    const last =
      lastAt === null
        ? ''
        : ` ${ko ? '지난 보고' : 'Last'}: ${localMoment(lastAt, digest.timeZone, locale)}${lastVerdict && lastVerdict !== 'failed' ? ` (${verdictWord(lastVerdict, locale)})` : ko ? ' (실패)' : ' (failed)'}.`;
    const paused = digest.paused ? (ko ? ' 일시 정지됨.' : ' Paused.') : '';
    return `${index + 1}. ${scheduleOf(digest, locale)}. ${aboutWords(listed, locale)}${paused} ${nextWords(listed, locale)}${last}`
      .replace(/\s+/g, ' ')
      .trim();
  });
  return { title: null, folded: false, nodes: [list(items)] };
}

const examples = {
  en: ['digest every weekday at 9am', 'digest of namespace shop every monday at 10am', 'digest "0 */4 * * *" -n shop', 'digest now'],
  ko: ['평일 오전 9시에 shop 상태 요약 보내줘', '매주 월요일 오전 10시 다이제스트', 'digest "0 */4 * * *" -n shop', '지금 다이제스트 보내줘'],
} as const;

function examplePart({ outcome, digests }: DigestsAnswer, locale: Locale): Part[] {
  const helps =
    outcome === 'how' || outcome === 'none' || outcome === 'not-cron' || outcome === 'too-often' || (outcome === 'list' && digests.length === 0);
  if (!helps) return [];
  const nodes: DocumentNode[] = [
    paragraph(locale === 'ko' ? '이렇게 말하면 됩니다.' : 'Say it like this:'),
    list(examples[locale].map((example) => `\`${example}\``)),
  ];
  return [{ title: null, folded: false, nodes }];
}

function actionsOf({ outcome, digests }: DigestsAnswer, locale: Locale): readonly Action[] {
  const ko = locale === 'ko';
  const fresh: Action = { type: 'act', act: 'digest-new', value: '', label: ko ? '새 요약 보고' : 'New digest', style: 'primary' };
  const one = (what: 'pause' | 'resume' | 'remove' | 'now', { digest }: ListedDigest, number: number): Action => {
    const words = { pause: ['Pause', '일시 정지'], resume: ['Resume', '다시 시작'], remove: ['Remove', '삭제'], now: ['Now', '지금 보기'] } as const;
    const name = `${number > 0 ? `${number}: ` : ''}${words[what][ko ? 1 : 0]}`;
    return {
      type: 'act',
      act: number > 0 ? `digest-${number}-${what}` : `digest-${what}`,
      value: digest.id,
      label: name,
      ...(what === 'remove'
        ? {
            style: 'danger' as const,
            confirm: ko
              ? `삭제할 요약 보고: ${scheduleWords(digest.cron, locale)}`
              : `Remove the digest that comes ${scheduleWords(digest.cron, locale)}?`,
          }
        : {}),
    };
  };
  const rows = (kinds: readonly ('pause' | 'remove' | 'now')[]) =>
    digests.slice(0, withButtons).flatMap((listed, index) => {
      const number = digests.length > 1 ? index + 1 : 0;
      return kinds.map((kind) => one(kind === 'pause' && listed.digest.paused ? 'resume' : kind, listed, number));
    });
  switch (outcome) {
    case 'list':
    case 'which':
    case 'too-many':
      return [...rows(['now', 'pause', 'remove']), fresh];
    case 'how':
      return [fresh, ...rows(['now', 'pause', 'remove'])];
    case 'added':
    case 'known':
    case 'resumed':
      return rows(['now', 'remove']);
    case 'paused':
      return rows(['pause', 'remove']);
    default:
      return ['none', 'not-cron', 'too-often', 'unknown-cluster'].includes(outcome) ? [fresh] : [];
  }
}
