import type { Intent } from './intent.ts';
import type { Refusal, Rights } from './policy.ts';

/** A question at the door: who asks what, where. */
export interface Request {
  readonly channel: string;
  /** null: nobody, the bot asks of its own accord. */
  readonly userId: string | null;
  readonly intent: Intent;
  /** Chosen by the channel; what the intent names wins. null: the default. */
  readonly cluster: string | null;
}

export type Permit =
  /** `intent`: as it may be asked. `rights`: null where there is no policy, and everything may be seen. */
  { readonly allowed: true; readonly intent: Intent; readonly rights: Rights | null } | { readonly allowed: false; readonly refusal: Refusal };

/** The one place that everything that is asked of the bot must pass. */
export interface Access {
  /** Never rejects: what cannot be decided is refused. */
  permit(request: Request): Promise<Permit>;
}
