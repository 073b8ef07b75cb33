import type { Permit } from '../core/access.ts';
import type { Answer, FailureAnswer } from '../core/answer.ts';
import { auditEntry } from '../core/audit.ts';
import type { Intent } from '../core/intent.ts';
import type { Dependencies, Question } from './dependencies.ts';
import { failure } from './tell.ts';

export type Allowed = Extract<Permit, { readonly allowed: true }>;
/** Who asks, and where. */
export type Asking = Pick<Question, 'team' | 'channel' | 'userId' | 'userName'> & { readonly askedAt?: string };

/**
 * Everything that is asked of the bot passes here: commands, mentions, messages, buttons, shortcuts, modals. null: it is refused; that is
 * told with `tell`, and kept in the audit trail. `cluster`: chosen by the channel; what the intent names wins.
 */
export async function permitted(
  deps: Dependencies,
  asking: Asking,
  intent: Intent,
  cluster: string | null,
  tell: (answer: FailureAnswer) => Promise<void>,
): Promise<Allowed | null> {
  const permit = await deps.access.permit({ channel: asking.channel, userId: asking.userId, intent, cluster });
  if (permit.allowed) return permit;
  const answer = failure('not-permitted', { cluster: intent.cluster ?? cluster, refusal: permit.refusal });
  await record(deps, asking, intent, cluster, answer);
  await tell(answer);
  return null;
}

/** Keeps what was answered, or refused, without a worker. */
export async function record(deps: Dependencies, asking: Asking, question: Intent, cluster: string | null, answer: Answer): Promise<void> {
  const { team, channel, userId, userName, askedAt = deps.clock().toISOString() } = asking;
  const who = { id: userId, name: userName };
  await deps.audit.record(
    auditEntry({ at: askedAt, who, where: { medium: 'slack', team, channel }, question, cluster: question.cluster ?? cluster }, answer),
  );
}
