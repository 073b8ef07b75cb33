/** Why the API server did not give what was asked for; each is told to people in other words. */
export const readFailureCodes = [
  'not-found',
  'forbidden',
  'unauthorized',
  'expired',
  'throttled',
  'server-error',
  'refused',
  'name-not-resolved',
  'x509-expired',
  'x509-unknown-issuer',
  'x509-wrong-name',
  'timeout',
  'cancelled',
  'over-budget',
  'not-served',
  'bad-response',
] as const;
export type ReadFailureCode = (typeof readFailureCodes)[number];

/** Thrown by every Reader. `message` is the server's or the network's own words; it is for the log and the proof, never for logic. */
export class ReadFailure extends Error {
  override readonly name = 'ReadFailure';
  readonly code: ReadFailureCode;
  readonly what: string;
  constructor(code: ReadFailureCode, what: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.what = what;
  }
}

/** Is it a failed read, and for one of these reasons? Without reasons: for any. */
export function isReadFailure(error: unknown, ...codes: ReadFailureCode[]): error is ReadFailure {
  return error instanceof ReadFailure && (codes.length === 0 || codes.includes(error.code));
}
