/** So many at once, and so many more each second. */
export class TokenBucket {
  readonly #size: number;
  readonly #perSecond: number;
  readonly #clock: () => number;
  #tokens: number;
  #at: number;

  /** `clock`: milliseconds that only go forward. */
  constructor({ size, perSecond }: { readonly size: number; readonly perSecond: number }, clock: () => number) {
    this.#size = size;
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#tokens = size;
    this.#at = clock();
  }

  /** Takes one; false: there is none. */
  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Whole seconds until there is one again. */
  secondsToWait(): number {
    this.#fill();
    return Math.max(0, Math.ceil((1 - this.#tokens) / this.#perSecond));
  }

  #fill(): void {
    const now = this.#clock();
    this.#tokens = Math.min(this.#size, this.#tokens + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
  }
}
