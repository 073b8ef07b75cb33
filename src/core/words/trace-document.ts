import type { TraceAnswer } from '../answer.ts';
import type { Locale, Text } from '../locale.ts';
import { type Ref, refKey } from '../ref.ts';
import { faultSteps } from '../trace/fault-steps.ts';
import { type FaultPlace, faultWords } from '../trace/fault-words.ts';
import { type BrokenLink, brokenLinks } from '../trace/path.ts';
import { type TraceVerdict, traceVerdict } from '../trace/verdict.ts';
import {
  type Action,
  type AnswerDocument,
  type DocumentNode,
  firstSentence,
  type Line,
  line,
  list,
  type Part,
  paragraph,
  type Tone,
} from './document.ts';
import { named } from './kind-words.ts';
import { label } from './labels.ts';
import { gapPart } from './list-documents.ts';
import { took } from './time-words.ts';
import { drawPath } from './trace-drawing.ts';

const tones: { readonly [V in TraceVerdict]: Tone } = { open: 'ok', doubtful: 'warn', broken: 'bad', unknown: 'unknown' };
const mostCauses = 3;

/** The walk from a user to the last tier, or from A to B: the first broken link, the whole way drawn, and what to do. */
export function traceDocument(answer: TraceAnswer, locale: Locale): AnswerDocument {
  const { path } = answer;
  const links = brokenLinks(path);
  const verdict = traceVerdict(path, answer.to !== null);
  return {
    tone: tones[verdict],
    title: line(titleOf(answer, verdict, locale)),
    summary: line(summaryOf(answer, verdict, links, locale)),
    context: contextOf(answer, locale),
    parts: [
      {
        title: locale === 'ko' ? '경로' : 'The path',
        folded: false,
        nodes: [{ type: 'preformatted', text: drawPath(path, locale) }],
        fileName: 'path.txt',
      },
      ...causePart(answer, links, locale),
      ...policyPart(answer, locale),
      ...proofPart(links, locale),
      ...stepsPart(answer, links, locale),
      ...(path.cut ? [note(locale === 'ko' ? '경로가 길어 일부만 따라갔습니다.' : 'The path is long: only a part of it was followed.')] : []),
      ...gapPart(path.gaps, locale),
    ],
    actions: actionsOf(links, locale),
  };
}

function titleOf({ path, to, port }: TraceAnswer, verdict: TraceVerdict, locale: Locale): string {
  const words: { readonly [V in TraceVerdict]: Text } = to
    ? {
        open: { en: 'Open', ko: '접속할 수 있음' },
        doubtful: { en: 'Doubtful', ko: '접속이 의심됨' },
        broken: { en: 'Closed', ko: '접속할 수 없음' },
        unknown: { en: 'Could not tell', ko: '판단할 수 없음' },
      }
    : {
        open: { en: 'The path is whole', ko: '경로 정상' },
        doubtful: { en: 'The path is doubtful', ko: '경로가 의심됨' },
        broken: { en: 'The path is broken', ko: '경로가 끊김' },
        unknown: { en: 'Could not tell', ko: '판단할 수 없음' },
      };
  const from = named(path.start, locale);
  const end = to ? `${named(to, locale)}${port ? ` \`${port}\`` : ''}` : null;
  return `${words[verdict][locale]}: ${end ? `${from} → ${end}` : from}`;
}

function summaryOf({ path, to }: TraceAnswer, verdict: TraceVerdict, links: readonly BrokenLink[], locale: Locale): string {
  const ko = locale === 'ko';
  const [first, ...more] = links;
  if (first && verdict !== 'open') {
    const others =
      more.length === 0
        ? ''
        : ko
          ? ` 그 밖에 ${more.length}곳이 더 있습니다.`
          : ` ${more.length} more ${more.length === 1 ? 'place is' : 'places are'} in question.`;
    return `${firstSentence(faultWords(first.fault, placeOf(path.hops, first))[locale])}${others}`;
  }
  if (verdict === 'unknown') return ko ? '확인하지 못한 것이 있어 판단할 수 없습니다.' : 'Something could not be looked at, so it cannot be told.';
  const [ignored] = links.flatMap(({ fault }) => ('plugin' in fault && fault.enforces === false ? [fault] : []));
  if (ignored)
    return ko
      ? `네트워크폴리시로는 막혀 있지만 ${ignored.plugin} 플러그인은 네트워크폴리시를 적용하지 않으므로 접속됩니다.`
      : `${ignored.plugin} does not enforce NetworkPolicies: it gets through, though they forbid it.`;
  if (to)
    return ko
      ? '네트워크폴리시, 포트, 준비 상태를 모두 확인했고 막는 것이 없습니다.'
      : 'Nothing is in the way: policies, ports and readiness were looked at.';
  const tiers = path.hops.filter(({ role }) => role === 'service').length;
  return ko
    ? `서비스 ${tiers}개를 따라갔고 끊긴 곳이 없습니다.`
    : `${tiers} ${tiers === 1 ? 'service was' : 'services were'} followed, and no link is broken.`;
}

function placeOf(hops: TraceAnswer['path']['hops'], { hop }: BrokenLink): FaultPlace {
  return { to: hop.ref, from: hop.parent === null ? null : (hops[hop.parent]?.ref ?? null), via: hop.via, pod: hop.pod };
}

function contextOf({ cluster, path, at, cost }: TraceAnswer, locale: Locale): Line {
  const requests = locale === 'ko' ? `요청 ${cost.requests}건` : `${cost.requests} ${cost.requests === 1 ? 'request' : 'requests'}`;
  return [
    { text: `${label('cluster', locale)} ${cluster}` },
    ...(path.start.namespace ? [{ text: ` · ${label('namespace', locale)} ${path.start.namespace}` }] : []),
    { text: ' · ' },
    { text: at, at },
    { text: ` · ${requests}, ${took(cost.ms, locale)}` },
  ];
}

function causePart({ path }: TraceAnswer, links: readonly BrokenLink[], locale: Locale): Part[] {
  if (links.length === 0) return [];
  const sentences = links.map((link) => faultWords(link.fault, placeOf(path.hops, link))[locale]);
  const [first = '', ...rest] = sentences;
  return [{ title: label('cause', locale), folded: false, nodes: [paragraph(first), ...(rest.length > 0 ? [list(rest)] : [])] }];
}

/** The rules that let the connection through: an answer to "why does it get there?" too. */
function policyPart({ path }: TraceAnswer, locale: Locale): Part[] {
  const passes = path.hops.flatMap(({ passes, ref }) => passes.map((pass) => ({ ...pass, ref })));
  if (passes.length === 0) return [];
  const items = passes.map(({ direction, policy, rule, ref }) =>
    locale === 'ko'
      ? `\`${policy}\` 네트워크폴리시의 ${direction} 규칙 ${rule + 1}번이 ${named(ref, locale)} 연결을 허용합니다.`
      : `NetworkPolicy \`${policy}\`, ${direction} rule ${rule + 1}, lets the connection to ${named(ref, locale)} through.`,
  );
  return [{ title: locale === 'ko' ? '허용하는 정책' : 'Policies that allow it', folded: false, nodes: [list([...new Set(items)])] }];
}

function proofPart(links: readonly BrokenLink[], locale: Locale): Part[] {
  const nodes = links.flatMap(({ proof }) =>
    proof.map(
      ({ ref, path, value, at }): DocumentNode => ({
        type: 'proof',
        where: refKey(ref),
        path,
        value: value === null ? (locale === 'ko' ? '없음' : 'absent') : String(value),
        at: at ?? null,
      }),
    ),
  );
  return nodes.length > 0 ? [{ title: label('proof', locale), folded: true, nodes }] : [];
}

function stepsPart({ path }: TraceAnswer, links: readonly BrokenLink[], locale: Locale): Part[] {
  const seen = new Set<string>();
  const steps = links.slice(0, mostCauses).flatMap((link) => faultSteps(link.fault, placeOf(path.hops, link)));
  const fresh = steps.filter(({ text, command = '' }) => {
    const key = `${command}\n${text.en}`;
    return seen.has(key) ? false : seen.add(key);
  });
  const nodes = fresh.map(
    (step, index): DocumentNode => ({
      type: 'step',
      number: index + 1,
      kind: step.kind,
      text: line(step.text[locale]),
      command: step.command ?? null,
      undo: step.kind === 'change' ? line(step.undo[locale]) : null,
    }),
  );
  return nodes.length > 0 ? [{ title: label('steps', locale), folded: false, nodes }] : [];
}

function note(text: string): Part {
  return { title: null, folded: false, nodes: [paragraph(text, 'faint')] };
}

/** "Why?" of the first thing that is broken and exists. */
function actionsOf(links: readonly BrokenLink[], locale: Locale): Action[] {
  const other: Action = { type: 'language', to: locale === 'ko' ? 'en' : 'ko' };
  const subject = links.find(({ fault }) => fault.type !== 'service-missing')?.hop;
  const ref: Ref | null = subject ? (subject.role === 'pods' ? (subject.pod ?? subject.ref) : subject.ref) : null;
  if (!ref) return [{ type: 'again' }, other];
  const intent = { intent: 'why' as const, kind: ref.kind, name: ref.name, namespace: ref.namespace ?? null, symptom: null, locale };
  const words = locale === 'ko' ? `왜? ${ref.kind}/${ref.name}` : `Why? ${ref.kind}/${ref.name}`;
  return [{ type: 'choose', intent, label: words }, { type: 'again' }, other];
}
