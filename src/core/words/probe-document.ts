import type { Locale, Text } from '../locale.ts';
import { type ProbeCheck, probeCommand, probed } from '../on-call/probe-pod/check.ts';
import { blindOutcomes, goodOutcomes } from '../on-call/probe-pod/outcome.ts';
import type { ProbeAnswer, ProbeRequest } from '../on-call/probe-pod/probe-answer.ts';
import { sh } from '../shell.ts';
import { type AnswerDocument, type DocumentNode, line, list, type Part, paragraph, type Tone } from './document.ts';
import { label } from './labels.ts';
import { place } from './list-documents.ts';
import { barred, barredMay, barredNext, barredTitle, offered, outcomes, running, usage } from './probe-pod-words.ts';

/** A probe in each of its states: what can be asked for, why it may not run, what would run, that it runs, and what it said. */
export function probeDocument(answer: ProbeAnswer, locale: Locale): AnswerDocument {
  switch (answer.state) {
    case 'usage':
      return plainDocument(usage.title[locale], usage.says[locale], [{ title: null, folded: false, nodes: [list(usage.examples[locale])] }]);
    case 'barred':
      return barredDocument(answer, locale);
    case 'offered':
      return offeredDocument(answer, locale);
    case 'running':
      return { ...plainDocument(running[locale], whatRuns(answer.request, locale), []), context: placeOf(answer.request, locale) };
    case 'done':
      return doneDocument(answer, locale);
  }
}

function plainDocument(title: string, summary: string, parts: readonly Part[]): AnswerDocument {
  return { tone: 'plain', title: line(title), summary: line(summary), context: [], parts, actions: [] };
}

function placeOf({ cluster, namespace }: ProbeRequest, locale: Locale): AnswerDocument['context'] {
  return place(cluster, namespace, locale);
}

/** "Resolve `web.shop` from namespace `shop`". */
function whatRuns({ check, namespace }: ProbeRequest, locale: Locale): string {
  const from = `\`${namespace}\``;
  const words: { readonly [T in ProbeCheck['type']]: (what: string) => Text } = {
    resolve: (what) => ({
      en: `Resolve the name ${what} from a pod in namespace ${from}.`,
      ko: `${from} 네임스페이스의 파드에서 ${what} 이름을 조회합니다.`,
    }),
    connect: (what) => ({
      en: `Connect to ${what} from a pod in namespace ${from}.`,
      ko: `${from} 네임스페이스의 파드에서 ${what} 주소에 연결합니다.`,
    }),
    fetch: (what) => ({ en: `Fetch ${what} from a pod in namespace ${from}.`, ko: `${from} 네임스페이스의 파드에서 ${what} 주소를 가져옵니다.` }),
    'resolv-conf': (what) => ({
      en: `Read ${what} in a pod in namespace ${from}.`,
      ko: `${from} 네임스페이스의 파드에서 ${what} 파일을 읽습니다.`,
    }),
  };
  return words[check.type](`\`${probed(check)}\``)[locale];
}

function offeredDocument({ request, image, mayConfirm, at }: Extract<ProbeAnswer, { state: 'offered' }>, locale: Locale): AnswerDocument {
  const command = probeCommand(request.check).join(' ');
  const facts = [
    ...{
      en: [
        `It makes one pod in namespace \`${request.namespace}\` with the image \`${image}\`, without any rights, and deletes it right after (45 seconds at most).`,
        `It runs: \`${command}\``,
      ],
      ko: [
        `\`${request.namespace}\` 네임스페이스에 \`${image}\` 이미지로 아무 권한이 없는 파드를 하나 만들고, 끝나면 바로 삭제합니다(최대 45초).`,
        `실행하는 명령: \`${command}\``,
      ],
    }[locale],
    ...(mayConfirm.includes('*')
      ? []
      : [{ en: 'May confirm', ko: '승인할 수 있는 사람' }[locale].concat(`: ${mayConfirm.map((id) => `\`${id}\``).join(', ')}`)]),
  ];
  return {
    ...plainDocument(offered.title[locale], whatRuns(request, locale), [{ title: offered.what[locale], folded: false, nodes: [list(facts)] }]),
    context: placeOf(request, locale),
    actions: [
      {
        type: 'act',
        act: 'probe-run',
        value: JSON.stringify({ ...request, at }),
        label: offered.button[locale],
        style: 'primary',
        confirm: offered.sure[locale],
      },
    ],
  };
}

function barredDocument({ bar, request, may }: Extract<ProbeAnswer, { state: 'barred' }>, locale: Locale): AnswerDocument {
  const choices = may.length > 0 ? [{ title: barredMay[locale], folded: false, nodes: [list(may.map((one) => `\`${one}\``))] }] : [];
  const next: Part = { title: label('next', locale), folded: false, nodes: [paragraph(barredNext[bar][locale])] };
  return { ...plainDocument(barredTitle[locale], barred[bar][locale], [next, ...choices]), context: placeOf(request, locale) };
}

function doneDocument({ request, run, outcome, at, deleted }: Extract<ProbeAnswer, { state: 'done' }>, locale: Locale): AnswerDocument {
  const tone: Tone = goodOutcomes.has(outcome) ? 'ok' : blindOutcomes.has(outcome) ? 'unknown' : 'bad';
  const proof: DocumentNode = {
    type: 'proof',
    where: `pod/${request.namespace}/${run.pod}${run.node ? ` (${run.node})` : ''}`,
    path: probeCommand(request.check).join(' '),
    value: run.output === '' ? (run.reason ?? `exit code ${run.exitCode}`) : run.output,
    at,
  };
  const left = sh`kubectl delete pod ${run.pod} -n ${request.namespace}`;
  return {
    tone,
    title: line(outcomes[outcome].title[locale]),
    summary: line(`${whatRuns(request, locale)} ${outcomes[outcome].says[locale]}`),
    context: placeOf(request, locale),
    parts: [
      { title: label('proof', locale), folded: false, nodes: [proof] },
      ...(outcomes[outcome].next ? [{ title: label('next', locale), folded: false, nodes: [paragraph(outcomes[outcome].next[locale])] }] : []),
      ...(deleted
        ? []
        : [
            {
              title: label('gaps', locale),
              folded: false,
              nodes: [
                paragraph(
                  {
                    en: `The pod could not be deleted. It stops by itself after 45 seconds; delete it with \`${left}\`.`,
                    ko: `파드를 삭제하지 못했습니다. 45초 뒤에 스스로 멈춥니다. \`${left}\` 명령으로 삭제합니다.`,
                  }[locale],
                ),
              ],
            },
          ]),
    ],
    actions: [],
  };
}
