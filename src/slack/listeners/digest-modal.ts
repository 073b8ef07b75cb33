import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Answer } from '../../core/answer.ts';
import type { Intent } from '../../core/intent.ts';
import type { Locale } from '../../core/locale.ts';
import { answerDocument } from '../../core/words/answer-document.ts';
import { plain } from '../../core/words/document.ts';
import { label } from '../../core/words/labels.ts';
import { say } from '../ask.ts';
import type { Dependencies, Question } from '../dependencies.ts';
import type { DigestModalOpened } from '../digest-modal.ts';
import { onCallContext } from '../on-call-context.ts';
import { permitted, record } from '../permitted.ts';
import { type DigestWish, digestWish } from '../render/digest-modal.ts';
import { failure } from '../tell.ts';
import { guarded, reasonOf } from './guard.ts';

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** The modal was submitted: sets the digest and says so where it was opened, or shows in the modal what is wrong. */
export function submitDigest(deps: Dependencies) {
  return async ({ ack, view, body }: SubmitArgs): Promise<void> => {
    const { locale, ...opened } = JSON.parse(view.private_metadata) as DigestModalOpened;
    const wish = digestWish(view.state.values);
    const question: Question = {
      ...opened,
      userId: body.user.id,
      userName: body.user.name ?? null,
      text: '',
      addressed: true,
      askedAt: deps.clock().toISOString(),
    };
    let answer: Answer;
    try {
      answer = await setDigest(deps, question, wish, locale);
    } catch (error) {
      answer = await reasonOf(deps, question.channel, error);
    }
    const wrong = blockOf(answer);
    if (wrong) return ack({ response_action: 'errors', errors: { [wrong]: sentence(deps, answer, locale) } });
    await ack();
    await guarded(deps, question, locale, () => say(deps, question, answer, locale, intentOf(wish, locale)));
  };
}

async function setDigest(deps: Dependencies, question: Question, wish: DigestWish, locale: Locale): Promise<Answer> {
  const settings = await deps.state.settings(question.channel);
  const intent = intentOf(wish, locale);
  let refusal: Answer | null = null;
  const permit = await permitted(deps, question, intent, settings.cluster ?? null, async (answer) => {
    refusal = answer;
  });
  if (!permit) return refusal ?? failure('not-permitted');
  if (wish.namespace !== null && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(wish.namespace))
    return failure('needs-namespace', { what: wish.namespace });
  const answer = (await deps.onCall.answer(permit.intent, onCallContext(deps, question, settings, locale))) ?? failure('internal');
  await record(deps, question, intent, settings.cluster ?? null, answer);
  return answer;
}

function intentOf({ cron, namespace, cluster }: DigestWish, locale: Locale): Intent {
  return { intent: 'digest', kind: null, name: null, namespace, symptom: null, locale, cron, ...(cluster === null ? {} : { cluster }) };
}

/** The field that is to blame for what went wrong; null: nothing did. */
function blockOf(answer: Answer): string | null {
  if (answer.type !== 'digests') return answer.type === 'failure' && answer.code === 'needs-namespace' ? 'namespace' : 'days';
  switch (answer.outcome) {
    case 'added':
      return null;
    case 'not-cron':
    case 'too-often':
      return 'cron';
    case 'unknown-cluster':
      return 'cluster';
    default:
      return 'days';
  }
}

/** What is wrong, in one or two sentences: a modal shows no more. */
function sentence(deps: Dependencies, answer: Answer, locale: Locale): string {
  if (answer.type === 'failure' && answer.code === 'needs-namespace') return label('noSuchName', locale);
  const { title, summary } = answerDocument(answer, deps.catalog, locale);
  return [plain(title), plain(summary)].filter((text) => text !== '').join('. ');
}
