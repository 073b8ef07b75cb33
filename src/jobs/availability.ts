import type { Logger } from 'pino';

/** Logs that the database went away, or came back, once each; clients report every attempt. */
export class Availability {
  readonly #where: string;
  readonly #log: Logger;
  #away = false;
  #reason = 'connection closed';

  constructor(where: string, log: Logger) {
    this.#where = where;
    this.#log = log;
  }

  /** null: it is there. */
  whyAway(): string | null {
    return this.#away ? this.#reason : null;
  }

  failed(error: Error): void {
    this.#reason = error.message || error.name;
  }

  closed(): void {
    if (this.#away) return;
    this.#away = true;
    this.#log.warn(
      { reason: this.#reason },
      `the queue at ${this.#where} is away: new questions are refused until it is back, accepted ones are kept`,
    );
  }

  ready(): void {
    if (this.#away) this.#log.info(`the queue at ${this.#where} is back`);
    this.#away = false;
    this.#reason = 'connection closed';
  }
}
