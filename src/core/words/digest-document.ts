import type { Locale } from '../locale.ts';
import type { DigestAnswer, DigestFailedAnswer, DigestLine, FixedLine } from '../on-call/digest/digest-answer.ts';
import type { AnyRule } from '../rule.ts';
import { digestTables } from './digest-tables.ts';
import { timingNotes } from './digest-timing-words.ts';
import { type Action, type AnswerDocument, type DocumentNode, firstSentence, line, list, type Part, paragraph } from './document.ts';
import { failureWords } from './failure-words.ts';
import { brokenNames, marks, overview, quotaPart } from './health-document.ts';
import { named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { gapPart, place } from './list-documents.ts';
import { contextOf } from './report-document.ts';
import { type WordedFinding, wordReport } from './report-words.ts';
import { localMoment } from './schedule-words.ts';
import { duration, moment } from './time-words.ts';
import { verdictTone, verdictWord } from './verdict-words.ts';

const shown = { lead: 10, broken: 40, fixed: 20, gaps: 10 } as const;

/** The summary that comes on a schedule: causes with their trend first, one line each; numbers and lists behind it. */
export function digestDocument(answer: DigestAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const { health, lines, trend, timing } = answer;
  const { report } = health;
  const title = `${titleOf(health, locale)}: ${verdictWord(report.verdict, locale)}`;
  const notes = timing ? timingNotes(timing, locale) : [];
  if (timing && !timing.manual && notes.length === 0 && isQuiet(answer)) return quietDocument(answer, locale);
  const findings = new Map(wordReport(report, catalog, locale).findings.map((finding) => [finding.id, finding]));
  const told = lines.map((one) => digestLine(one, findings, trend?.since ? report.at : null, locale));
  const rest = told.slice(shown.lead);
  return {
    tone: verdictTone(report.verdict),
    title: line(title),
    summary: line(summaryOf(answer, locale)),
    lead: [
      ...notes.map((note) => paragraph(note)),
      ...(told.length > 0 ? [list(told.slice(0, shown.lead))] : []),
      ...(rest.length > 0 ? [paragraph(locale === 'ko' ? `그 밖에 ${rest.length}건이 더 있습니다.` : `and ${rest.length} more.`, 'faint')] : []),
    ],
    context: contextOf(report, locale),
    parts: [
      ...brokenPart(rest, locale),
      ...goneParts(trend, report.at, catalog, locale),
      part(label('overview', locale), [list(overview(health, locale))]),
      ...digestTables(answer, locale),
      ...quotaPart(health, locale),
      ...gapPart(report.gaps.slice(0, shown.gaps), locale),
      ...moreGaps(report.gaps.length - shown.gaps, locale),
    ].filter(({ nodes }) => nodes.some((node) => node.type !== 'list' || node.items.length > 0)),
    actions: actionsOf(answer, locale),
  };
}

/** What the headline has no room for. */
function brokenPart(rest: readonly string[], locale: Locale): Part[] {
  if (rest.length === 0) return [];
  const more = rest.length - shown.broken;
  const nodes: DocumentNode[] = [list(rest.slice(0, shown.broken))];
  if (more > 0) nodes.push(paragraph(locale === 'ko' ? `그 밖에 ${more}건이 더 있습니다.` : `and ${more} more.`, 'faint'));
  return [part(label('broken', locale), nodes)];
}

function moreGaps(more: number, locale: Locale): Part[] {
  if (more <= 0) return [];
  const text = locale === 'ko' ? `확인하지 못한 것이 ${more}건 더 있습니다.` : `${more} more could not be told.`;
  return [{ title: null, folded: false, nodes: [paragraph(text, 'faint')] }];
}

/** Nothing is wrong, nothing happened, and nothing will soon. */
function isQuiet({ health, lines, trend, restarts, certificates, capacity }: DigestAnswer): boolean {
  return (
    health.report.verdict === 'healthy' &&
    lines.length === 0 &&
    (trend?.fixed.length ?? 0) === 0 &&
    (trend?.unseen.length ?? 0) === 0 &&
    (restarts?.total ?? 0) === 0 &&
    !certificates.some(({ soon }) => soon) &&
    !capacity?.rows.some(({ cpu, memory, pods }) => Math.max(cpu, memory, pods) >= 0.9)
  );
}

function quietDocument(answer: DigestAnswer, locale: Locale): AnswerDocument {
  const { health, trend, timing } = answer;
  const zone = timing?.digest.timeZone ?? 'UTC';
  const since = trend?.since ? localMoment(trend.since, zone, locale) : null;
  const said =
    locale === 'ko'
      ? `${titleOf(health, locale)}: ${since ? `${since} 이후 ` : ''}알릴 것이 없습니다`
      : `${titleOf(health, locale)}: nothing to report${since ? ` since ${since}` : ''}`;
  return { tone: 'ok', title: line(said), summary: [], context: [], parts: [], actions: actionsOf(answer, locale) };
}

function titleOf({ namespace, cluster }: DigestAnswer['health'], locale: Locale): string {
  const where = named({ kind: 'cluster', name: cluster }, locale);
  if (locale === 'ko') return `${namespace ? `${where}의 ${named({ kind: 'namespace', name: namespace }, locale)}` : where} 요약 보고`;
  return `Digest of ${namespace ? `${named({ kind: 'namespace', name: namespace }, locale)}, ` : ''}${where}`;
}

function summaryOf({ lines, trend, health, timing }: DigestAnswer, locale: Locale): string {
  const ko = locale === 'ko';
  const fixed = trend?.fixed.length ?? 0;
  const since = trend?.since ? (timing ? localMoment(trend.since, timing.digest.timeZone, locale) : moment(trend.since)) : null;
  if (!since) {
    if (lines.length === 0) return nothingBroken(health.report.verdict, locale);
    const critical = lines.filter(({ severity }) => severity === 'critical').length;
    return ko
      ? `문제 ${lines.length}건, 그중 동작하지 않는 것 ${critical}건입니다.`
      : `${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}, ${critical} of them critical.`;
  }
  if (lines.length === 0 && fixed === 0) return `${nothingBroken(health.report.verdict, locale)}`;
  const fresh = lines.filter(({ state }) => state === 'new').length;
  const still = lines.length - fresh;
  return ko
    ? `${since} 이후: 새 문제 ${fresh}건, 계속되는 문제 ${still}건, 해결된 문제 ${fixed}건입니다.`
    : `Since ${since}: ${fresh} new, ${still} still there, ${fixed} fixed.`;
}

function nothingBroken(verdict: DigestAnswer['health']['report']['verdict'], locale: Locale): string {
  if (verdict === 'unknown')
    return locale === 'ko' ? '보이는 문제는 없지만 확인하지 못한 것이 있습니다.' : 'I see nothing wrong, but not everything could be looked at.';
  return locale === 'ko' ? '문제가 없습니다.' : 'Nothing is wrong.';
}

/** `at`: of this digest; null: there is none to compare it with. */
function digestLine(one: DigestLine, findings: ReadonlyMap<string, WordedFinding>, at: string | null, locale: Locale): string {
  const { severity, parts, cause, looked } = one;
  const finding = cause === null ? undefined : findings.get(cause);
  const says = finding ? firstSentence(finding.says) : unknownWords(looked, locale);
  return `${marks[severity]} ${brokenNames(parts, locale)}${at === null ? '' : ` (${trendWords(one, at, locale)})`}: ${says}`;
}

function unknownWords(looked: boolean, locale: Locale): string {
  if (looked) return locale === 'ko' ? '원인을 알 수 없습니다.' : 'I do not know why.';
  return locale === 'ko' ? '너무 많아 원인은 확인하지 않았습니다.' : 'not looked into, there were too many.';
}

function trendWords({ state, since, insteadOf }: DigestLine, at: string, locale: Locale): string {
  const ko = locale === 'ko';
  if (state === 'new') return insteadOf ? (ko ? '새 원인' : 'new cause') : ko ? '새 문제' : 'new';
  const age = duration((Date.parse(at) - Date.parse(since)) / 1000, locale);
  return ko ? `${age}째 계속` : `for ${age}`;
}

function goneParts(trend: DigestAnswer['trend'], at: string, catalog: readonly AnyRule[], locale: Locale): Part[] {
  if (!trend) return [];
  const ko = locale === 'ko';
  const items = (lines: readonly FixedLine[], mark: string) =>
    lines.slice(0, shown.fixed).map((one) => `${mark} ${goneLine(one, at, catalog, locale)}`);
  const fixed = trend.fixed.length > 0 ? [part(ko ? '해결된 것' : 'Fixed', [list(items(trend.fixed, '✔'))])] : [];
  const title = ko ? '이번에는 확인하지 못한 지난 문제' : 'Told before, and could not be looked at this time';
  return [...fixed, ...(trend.unseen.length > 0 ? [part(title, [list(items(trend.unseen, '?'))])] : [])];
}

function goneLine({ rule, refs, since }: FixedLine, at: string, catalog: readonly AnyRule[], locale: Locale): string {
  const names = refs.map((ref) => namedFully(ref, locale)).slice(0, 3);
  const more = refs.length - names.length;
  const rest = more > 0 ? (locale === 'ko' ? ` 외 ${more}개` : ` and ${more} more`) : '';
  const age = duration((Date.parse(at) - Date.parse(since)) / 1000, locale);
  const what = rule && catalog.some(({ id }) => id === rule) ? ` \`${rule}\`` : '';
  return locale === 'ko' ? `${names.join(', ')}${rest}${what} (${age} 전에 처음 알림)` : `${names.join(', ')}${rest}${what} (first told ${age} ago)`;
}

function actionsOf({ timing }: DigestAnswer, locale: Locale): readonly Action[] {
  const ko = locale === 'ko';
  return [
    { type: 'language', to: ko ? 'en' : 'ko' },
    ...(timing ? [{ type: 'act' as const, act: 'digest-now', value: timing.digest.id, label: ko ? '지금 다시 보기' : 'Digest now' }] : []),
    { type: 'act', act: 'digest-list', value: '', label: ko ? '요약 보고 목록' : 'All digests here' },
  ];
}

/** Why there is no digest this time. */
export function digestFailedDocument({ failure, timing, since }: DigestFailedAnswer, catalog: readonly AnyRule[], locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const { digest, nextAt, failures } = timing;
  const { says, next, detail } = failureWords(failure, locale);
  const worded = failure.report ? wordReport(failure.report, catalog, locale).findings.find(({ rootCause }) => rootCause) : undefined;
  const first = localMoment(since, digest.timeZone, locale);
  const times = failures + 1;
  const again = times > 1 ? (ko ? ` ${first}부터 ${times}번 연속으로 보내지 못했습니다.` : ` ${times} in a row have failed, since ${first}.`) : '';
  const nodes: DocumentNode[] = [paragraph(next)];
  if (nextAt)
    nodes.push(
      paragraph(
        ko
          ? `다음 요약 보고는 ${localMoment(nextAt, digest.timeZone, locale)}에 다시 시도합니다.`
          : `The next one comes at ${localMoment(nextAt, digest.timeZone, locale)} (${digest.timeZone}).`,
      ),
    );
  return {
    tone: 'unknown',
    title: line(ko ? '요약 보고를 만들지 못했습니다' : 'This digest could not be made'),
    summary: line(`${worded ? firstSentence(worded.says) : says}${again}`),
    context: place(failure.cluster, digest.namespace, locale),
    parts: [
      part(label('next', locale), nodes),
      ...(detail ? [{ title: label('detail', locale), folded: true, nodes: [{ type: 'preformatted' as const, text: detail }] }] : []),
    ],
    actions: [{ type: 'act', act: 'digest-now', value: digest.id, label: ko ? '다시 시도' : 'Try again' }],
  };
}

function part(title: string, nodes: readonly DocumentNode[]): Part {
  return { title, folded: false, nodes };
}
