/** One finding of `kubewhy doctor`. */
export interface Line {
  readonly ok: boolean;
  readonly text: string;
  /** What follows from it, or what to do. */
  readonly more?: readonly string[];
}
