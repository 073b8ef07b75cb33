import type { Names } from '../mrkdwn.ts';
import type { FormState } from './form-state.ts';

/** What a block is drawn with. */
export interface BlockContext {
  readonly names: Names;
  readonly channels: readonly { readonly id: string; readonly name: string }[];
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly form: FormState;
  /** A button is pressed, or something is chosen: in Slack's own form. */
  readonly press: (action: PressedAction) => void;
}

interface PressedAction {
  readonly type: string;
  readonly action_id: string;
  readonly block_id: string;
  readonly [key: string]: unknown;
}
