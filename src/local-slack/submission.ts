import type { Views } from './views.ts';
import { givenView } from './web-api/views.ts';
import type { Outcome, View } from './wire.ts';

interface Response {
  readonly response_action?: 'errors' | 'update' | 'push' | 'clear';
  readonly errors?: Readonly<Record<string, string>>;
  readonly view?: unknown;
}

/** Does what the bot answers to a submitted form: errors beside its fields, another view, or nothing more. */
export function applySubmission(views: Views, view: View, answer: string): Outcome {
  const { response_action: wanted, errors = {}, view: next } = answer.trim() === '' ? ({} as Response) : (JSON.parse(answer) as Response);
  switch (wanted) {
    case 'errors':
      return { ok: false, errors };
    case 'update':
      views.update({ id: view.id }, givenView(next));
      return { ok: true };
    case 'push':
      views.push(givenView(next));
      return { ok: true };
    case 'clear':
      views.closeAll();
      return { ok: true };
    default:
      views.close(view.id);
      return { ok: true };
  }
}
