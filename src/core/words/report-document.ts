import type { Intent } from '../intent.ts';
import { isWorkloadKind } from '../kinds.ts';
import type { Locale } from '../locale.ts';
import { watchValue } from '../on-call/watch/watch-value.ts';
import { type Ref, refKey } from '../ref.ts';
import type { Report } from '../report.ts';
import type { AnyRule } from '../rule.ts';
import { changesSince } from './change-words.ts';
import { type Action, type AnswerDocument, type DocumentNode, firstSentence, type Line, line, list, type Part, paragraph } from './document.ts';
import { gapList } from './gap-words.ts';
import { named } from './kind-words.ts';
import { label } from './labels.ts';
import { type WordedFinding, type WordedReport, wordReport } from './report-words.ts';
import { took } from './time-words.ts';
import { moreCauses, verdictTone, verdictWord } from './verdict-words.ts';

/** An answer to "why?" in words. With `previous`, what changed since that report comes first. */
export function reportDocument(report: Report, catalog: readonly AnyRule[], locale: Locale, previous: Report | null = null): AnswerDocument {
  const worded = wordReport(report, catalog, locale);
  const changes = previous ? changesSince(previous, report, catalog, locale) : [];
  return {
    tone: verdictTone(report.verdict),
    title: line(titleOf(worded, locale)),
    summary: line(summaryOf(worded, locale)),
    context: contextOf(report, locale),
    parts: [
      changePart(changes, locale),
      ...causeParts(worded, locale),
      proofPart(worded, locale),
      stepsPart(worded, locale),
      ...restParts(worded, locale),
    ].filter(({ nodes }) => nodes.length > 0),
    actions: actionsOf(report, locale),
  };
}

/** Cluster, namespace, time and cost of a report. */
export function contextOf({ cluster, target, at, cost }: Report, locale: Locale): Line {
  const requests = locale === 'ko' ? `요청 ${cost.requests}건` : `${cost.requests} ${cost.requests === 1 ? 'request' : 'requests'}`;
  return [
    { text: `${label('cluster', locale)} ${cluster}` },
    ...(target?.namespace ? [{ text: ` · ${label('namespace', locale)} ${target.namespace}` }] : []),
    { text: ' · ' },
    { text: at, at },
    { text: ` · ${requests}, ${took(cost.ms, locale)}` },
  ];
}

function titleOf({ verdict, target, state }: WordedReport, locale: Locale): string {
  const what = target ? `: ${named(target, locale)}` : '';
  return `${verdictWord(verdict, locale)}${what}${state ? ` (\`${state.status}\`)` : ''}`;
}

function summaryOf(report: WordedReport, locale: Locale): string {
  const { verdict, gaps } = report;
  if (verdict === 'problem') {
    const [first, ...more] = mainFindings(report);
    return first ? `${whereOf(first, report)}${firstSentence(first.says)}${moreCauses(more.length, locale)}` : '';
  }
  if (verdict === 'healthy') return healthySummary(report, locale);
  if (gaps.length > 0) {
    return locale === 'ko'
      ? `확인하지 못한 것이 ${gaps.length}건 있어 원인이 가려져 있을 수 있습니다.`
      : `A cause may be hidden: ${things(gaps.length)} could not be looked at.`;
  }
  return locale === 'ko' ? '정상이 아니지만, 아는 원인 중에는 들어맞는 것이 없습니다.' : 'It is not well, but none of the causes that I know fits.';
}

function healthySummary(report: WordedReport, locale: Locale): string {
  const ko = locale === 'ko';
  const { state, gaps } = report;
  const [answer] = mainFindings(report);
  if (answer) return firstSentence(answer.says);
  if (state?.condition === 'progressing') return ko ? '문제는 없고, 아직 진행 중입니다.' : 'Nothing is wrong; it is still on its way.';
  if (state?.condition === 'finished') return ko ? '문제없이 끝났습니다.' : 'It has finished, and nothing is wrong.';
  if (gaps.length > 0) {
    return ko
      ? `문제가 없습니다. 다만 참고로 보려던 것 ${gaps.length}건은 확인하지 못했습니다.`
      : `Nothing is wrong, but ${things(gaps.length)} beside it could not be looked at.`;
  }
  return ko ? '확인해야 할 것을 모두 확인했고, 문제가 없습니다.' : 'Everything that had to be looked at was looked at, and nothing is wrong.';
}

const things = (count: number) => (count === 1 ? 'one thing' : `${count} things`);

/** Root causes (of a healthy subject: why it is as it is); where a problem has none, what else speaks for it. */
function mainFindings({ findings, verdict }: WordedReport): readonly WordedFinding[] {
  const roots = findings.filter(({ rootCause }) => rootCause);
  return roots.length > 0 || verdict !== 'problem' ? roots : findings.filter(({ severity }) => severity !== 'info').slice(0, 1);
}

function changePart(changes: readonly string[], locale: Locale): Part {
  const [first, ...rest] = changes;
  const nodes = first === undefined ? [] : [paragraph(first), ...(rest.length > 0 ? [list(rest)] : [])];
  return { title: label('changed', locale), folded: false, nodes };
}

/** Causes that are said in full, with their steps; of a report about a whole cluster there can be many. */
const mostCauses = 8;

function causeParts(report: WordedReport, locale: Locale): Part[] {
  const all = mainFindings(report);
  const main = all.slice(0, mostCauses);
  const numbered = main.length > 1;
  const cause = main.flatMap((finding, index): DocumentNode[] => [
    paragraph(`${numbered ? `${index + 1}. ` : ''}${whereOf(finding, report)}${finding.says}`),
    ...(finding.alike.length > 0 ? [paragraph(alikeWords(finding, locale))] : []),
  ]);
  const rest = all.slice(mostCauses).map((finding) => `${whereOf(finding, report)}${firstSentence(finding.says)}`);
  if (rest.length > 0) cause.push(list(rest));
  const follows = chain(report.findings.filter(({ because, severity }) => because.length > 0 && severity !== 'info'));
  const inOrder = follows.map(({ subject, says }) => withSubject(subject, firstSentence(says), report, locale));
  return [
    { title: label('cause', locale), folded: false, nodes: cause },
    { title: label('follows', locale), folded: false, nodes: inOrder.length > 0 ? [list(inOrder)] : [] },
  ];
}

/** `shop/web`: of an answer about the whole cluster one has to know which `web`. */
function whereOf({ subject }: WordedFinding, { target }: WordedReport): string {
  return target?.kind === 'cluster' && subject.namespace ? `\`${subject.namespace}/${subject.name}\`: ` : '';
}

/** A sentence that already names its subject needs no more. */
function withSubject(subject: Ref, says: string, { target }: WordedReport, locale: Locale): string {
  if (target?.kind === 'cluster' && subject.namespace) return `\`${subject.namespace}/${subject.name}\`: ${says}`;
  return says.includes(`\`${subject.name}\``) ? says : `${named(subject, locale)}: ${says}`;
}

/** Nearest to the root cause first. */
function chain(findings: readonly WordedFinding[]): readonly WordedFinding[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const depth = ({ because }: WordedFinding): number =>
    1 + Math.max(0, ...because.map((id) => (byId.has(id) ? depth(byId.get(id) as WordedFinding) : 0)));
  return findings.toSorted((a, b) => depth(a) - depth(b));
}

function alikeWords({ alike, subject }: WordedFinding, locale: Locale): string {
  const shown = alike.slice(0, 10).map(({ name, namespace }) => (namespace === subject.namespace ? `\`${name}\`` : `\`${namespace}/${name}\``));
  const more = alike.length - shown.length;
  if (locale === 'ko') return `같은 이유로 실패하는 것이 ${alike.length}개 더 있습니다: ${shown.join(', ')}${more > 0 ? ` 외 ${more}개` : ''}`;
  return `${alike.length} more ${alike.length === 1 ? 'fails' : 'fail'} in the same way: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function proofPart({ findings }: WordedReport, locale: Locale): Part {
  const ordered = [...findings.filter(({ rootCause }) => rootCause), ...findings.filter(({ rootCause }) => !rootCause)];
  const nodes = ordered.flatMap(({ proof }) =>
    proof.map(({ ref, path, value, at }) => ({
      type: 'proof' as const,
      where: refKey(ref),
      path,
      value: value === null ? (locale === 'ko' ? '없음' : 'absent') : String(value),
      at: at ?? null,
    })),
  );
  return { title: label('proof', locale), folded: true, nodes: distinct(nodes) };
}

function stepsPart(report: WordedReport, locale: Locale): Part {
  const main = mainFindings(report).slice(0, mostCauses);
  const seen = new Set<string>();
  let number = 0;
  const nodes = main.flatMap((finding): DocumentNode[] => {
    const steps = finding.steps.filter(({ text, command }) => {
      const key = `${command ?? ''}\n${text}`;
      return seen.has(key) ? false : seen.add(key);
    });
    const heading = main.length > 1 && steps.length > 0 ? [paragraph(`${whereOf(finding, report)}${firstSentence(finding.says)}`, 'strong')] : [];
    const words = steps.map(({ kind, text, command, undo }): DocumentNode => {
      number += 1;
      return { type: 'step', number, kind, text: line(text), command, undo: undo === null ? null : line(undo) };
    });
    return [...heading, ...words];
  });
  const docs = [...new Set(main.flatMap(({ docs }) => (docs ? [docs] : [])))];
  const links = docs.map(
    (href): DocumentNode => ({
      type: 'paragraph',
      line: [
        { text: `${label('docs', locale)}: `, style: 'faint' },
        { text: href, href },
      ],
    }),
  );
  return { title: label('steps', locale), folded: false, nodes: [...nodes, ...links] };
}

function restParts(report: WordedReport, locale: Locale): Part[] {
  const main = new Set(mainFindings(report));
  const rest = report.findings.filter((finding) => !main.has(finding) && (finding.because.length === 0 || finding.severity === 'info'));
  const seen = rest.filter(({ severity }) => severity !== 'info').map(({ subject, says }) => withSubject(subject, says, report, locale));
  const advice = rest.filter(({ severity }) => severity === 'info').map(({ says }) => says);
  const gaps = gapList(report.gaps, locale);
  return [
    { title: label('alsoSeen', locale), folded: false, nodes: seen.length > 0 ? [list(seen)] : [] },
    { title: label('advice', locale), folded: false, nodes: advice.length > 0 ? [list(advice)] : [] },
    { title: label('gaps', locale), folded: false, nodes: gaps.length > 0 ? [list(gaps)] : [] },
  ];
}

function actionsOf({ target, verdict, cluster }: Report, locale: Locale): Action[] {
  const logs = target && (target.kind === 'pod' || isWorkloadKind(target.kind));
  // a cluster that cannot be reached has nothing to be looked at
  const watched = verdict === 'problem' && target && target.kind !== 'cluster';
  return [
    ...(target ? [{ type: 'again' } as const] : []),
    ...(logs ? [{ type: 'logs' } as const] : []),
    ...(watched ? [{ type: 'act', act: 'watch', value: watchValue(target, cluster), label: label('watch', locale) } as const] : []),
    ...(verdict === 'problem' && target ? [startIncident(target, cluster, locale)] : []),
    { type: 'language', to: locale === 'ko' ? 'en' : 'ko' },
  ];
}

/** Its value is the intent that a person would have typed. */
function startIncident({ kind, name, namespace }: Ref, cluster: string, locale: Locale): Action {
  const intent: Intent = { intent: 'incident', action: 'start', kind, name, namespace: namespace ?? null, symptom: null, cluster, locale };
  return { type: 'act', act: 'incident-start', value: JSON.stringify(intent), label: label('incident', locale) };
}

function distinct<T>(nodes: readonly T[]): T[] {
  return [...new Map(nodes.map((node) => [JSON.stringify(node), node])).values()];
}
