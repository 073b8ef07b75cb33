import type { Asker } from '../../jobs.ts';
import type { Locale } from '../../locale.ts';
import type { Spot } from '../announce.ts';

/** A digest that a channel asked for. */
export interface Digest {
  /** Of letters, digits and `-`; begins with the channel. */
  readonly id: string;
  readonly spot: Spot;
  readonly cron: string;
  /** IANA name: that of who asked for it. */
  readonly timeZone: string;
  /** null: the default. */
  readonly cluster: string | null;
  /** null: the whole cluster. */
  readonly namespace: string | null;
  readonly locale: Locale;
  readonly asker: Asker;
  readonly paused: boolean;
  /** RFC 3339: when it was asked for or resumed. Runs before are not missed. */
  readonly since: string;
}
