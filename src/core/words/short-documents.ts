import type { Answer, FailureAnswer, NotFoundAnswer } from '../answer.ts';
import { isNamespaced } from '../ask/scopes.ts';
import type { Intent } from '../intent.ts';
import type { Kind } from '../kinds.ts';
import type { Locale } from '../locale.ts';
import type { Ref } from '../ref.ts';
import { type Action, type AnswerDocument, type DocumentNode, line, list, type Part, paragraph } from './document.ts';
import { failureWords } from './failure-words.ts';
import { helpTopics, otherLanguageExamples } from './help-words.ts';
import { intentWords } from './intent-words.ts';
import { kindWord, named, namedFully } from './kind-words.ts';
import { label } from './labels.ts';
import { gapPart, place } from './list-documents.ts';

/** Why there is no answer, and what to do now. */
export function failureDocument(failure: FailureAnswer, locale: Locale): AnswerDocument {
  const { title, says, next, detail } = failureWords(failure, locale);
  const choices = (failure.choices ?? []).map((choice) => `\`${choice}\``);
  const short =
    failure.code === 'not-understood' ||
    failure.code === 'needs-name' ||
    failure.code === 'needs-namespace' ||
    failure.code === 'too-long' ||
    failure.code === 'needs-text';
  return {
    tone: short ? 'plain' : 'unknown',
    title: line(title),
    summary: line(says),
    context: place(failure.cluster, null, locale),
    parts: [
      ...part(label('next', locale), [paragraph(next)]),
      ...(choices.length > 0 ? part(label('similar', locale), [list(choices)]) : []),
      ...(detail ? part(label('detail', locale), [{ type: 'preformatted', text: detail }], true) : []),
    ],
    actions: [],
  };
}

/** A name that does not exist: the nearest names, the same name elsewhere, and where could not be looked. */
export function notFoundDocument(answer: NotFoundAnswer, locale: Locale, question: Intent | null): AnswerDocument {
  const { kind, name, namespace, similar, elsewhere, gaps, cluster } = answer;
  const refs = [...similar, ...elsewhere];
  return {
    tone: 'plain',
    title: line(locale === 'ko' ? '찾지 못했습니다' : 'Not found'),
    summary: line(notFoundSentence(kind, name, namespace, locale)),
    context: place(cluster, namespace, locale),
    parts: [
      ...refPart(label('similar', locale), similar, locale),
      ...refPart(label('elsewhere', locale), elsewhere, locale),
      ...gapPart(gaps, locale),
    ],
    actions: question
      ? refs.slice(0, 5).map((ref) => choose({ ...question, kind: ref.kind, name: ref.name, namespace: ref.namespace ?? null, cluster }, locale))
      : [],
  };
}

function notFoundSentence(kind: Kind | null, name: string, namespace: string | null, locale: Locale): string {
  const inNone = kind !== null && !isNamespaced(kind);
  if (locale === 'ko') {
    const where = inNone ? '클러스터에' : namespace ? `\`${namespace}\` 네임스페이스에` : '볼 수 있는 네임스페이스 어디에도';
    return `${where} ${kind ? `${named({ kind, name }, locale)}${subjectParticle(kindWord(kind, locale))}` : `\`${name}\` 이름의 오브젝트가`} 없습니다.`;
  }
  const where = inNone ? 'in the cluster' : namespace ? `in namespace \`${namespace}\`` : 'in the namespaces that I may read';
  return `There is ${kind ? `no ${named({ kind, name }, locale)}` : `nothing called \`${name}\``} ${where}.`;
}

/** Two readings of a question: the person chooses. */
export function choiceDocument({ choices }: Extract<Answer, { type: 'choice' }>, locale: Locale): AnswerDocument {
  return {
    tone: 'plain',
    title: line(label('choices', locale)),
    summary: line(locale === 'ko' ? '질문을 여러 가지로 읽을 수 있습니다.' : 'I can read this question in more than one way.'),
    context: [],
    parts: part(null, [list(choices.map((intent) => intentWords(intent, locale)))]),
    actions: choices.map((intent) => choose(intent, locale)),
  };
}

/** A setting that was changed. */
export function settingDocument({ setting, value }: Extract<Answer, { type: 'setting' }>, locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const on = value === 'on';
  const says = {
    cluster: ko ? `이제 이곳의 질문은 \`${value}\` 클러스터에서 확인합니다.` : `Questions here are now about cluster \`${value}\`.`,
    namespace: ko
      ? `이제 이곳의 질문은 \`${value}\` 네임스페이스에서 먼저 찾습니다.`
      : `Questions here are now about namespace \`${value}\` unless they name another.`,
    lang: ko ? '이제 이곳에서는 한국어로 답합니다.' : 'I now answer in English here.',
    listen: ko
      ? on
        ? '이제 이 채널에서 저를 부르지 않아도 분명한 질문에 답합니다. `listen off`라고 하면 멈춥니다.'
        : '이제 이 채널에서는 저를 부를 때만 답합니다.'
      : on
        ? 'I now answer clear questions in this channel without being mentioned. `listen off` ends it.'
        : 'I now answer in this channel only when I am mentioned.',
  }[setting];
  return { tone: 'ok', title: line(says), summary: [], context: [], parts: [], actions: [] };
}

/** What can be asked. */
export function helpDocument(locale: Locale): AnswerDocument {
  const ko = locale === 'ko';
  const topics = helpTopics(locale).flatMap(({ title, examples }) => part(title, [list(examples.map((example) => `\`${example}\``))]));
  const other = otherLanguageExamples(locale).map((example) => `\`${example}\``);
  return {
    tone: 'plain',
    title: line(ko ? '쿠버네티스에 대해 “왜?”라고 물어보십시오' : 'Ask me “why?” about Kubernetes'),
    summary: line(
      ko
        ? '원인을 먼저, 그다음 근거와 해결 순서를 답합니다. 클러스터는 읽기만 하고 바꾸지 않습니다.'
        : 'I say the cause first, then the proof and what to do. I only read: nothing in the cluster is changed.',
    ),
    context: [],
    parts: [...topics, ...part(ko ? '영어로도 물어볼 수 있습니다' : 'Korean works too', [list(other)])],
    actions: [
      { type: 'language', to: ko ? 'en' : 'ko' },
      { type: 'act', act: 'digest-new', value: '', label: ko ? '새 요약 보고' : 'New digest' },
    ],
  };
}

function part(title: string | null, nodes: readonly DocumentNode[], folded = false): Part[] {
  return [{ title, folded, nodes }];
}

function refPart(title: string, refs: readonly Ref[], locale: Locale): Part[] {
  return refs.length > 0 ? part(title, [list(refs.map((ref) => namedFully(ref, locale)))]) : [];
}

function choose(intent: Intent, locale: Locale): Action {
  return { type: 'choose', intent, label: intentWords(intent, locale) };
}

/** 가 after a vowel, 이 after a consonant. */
function subjectParticle(word: string): string {
  const code = word.charCodeAt(word.length - 1) - 0xac00;
  return code >= 0 && code < 11_172 && code % 28 !== 0 ? '이' : '가';
}
