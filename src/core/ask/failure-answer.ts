import type { FailureAnswer } from '../answer.ts';
import { isReadFailure } from '../read-failure.ts';
import { ClusterChoiceFailure } from './clusters-port.ts';

/** What can be expected to go wrong, as an answer. Anything else is a defect, and is thrown on. */
export function failureAnswer(error: unknown, cluster: string | null): FailureAnswer {
  if (isReadFailure(error)) return { type: 'failure', code: error.code, cluster, what: error.what, detail: error.message };
  if (error instanceof ClusterChoiceFailure) {
    const { code, what, message, choices } = error;
    // that there is no such cluster is said already
    const detail = code === 'unknown-cluster' ? null : message;
    return { type: 'failure', code, cluster: null, what, detail, ...(choices.length > 0 ? { choices } : {}) };
  }
  throw error;
}
