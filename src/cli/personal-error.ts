/** Something to tell the person at the terminal in one sentence; not a defect. */
export class PersonalError extends Error {
  override readonly name = 'PersonalError';
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}
