/** A value that the text does not tell, with the expression that would give it. */
export class HclUnknown {
  readonly expression: string;
  /** Of a template, the text that is known: what stands between two pieces is not. */
  readonly pieces: readonly string[] | undefined;

  constructor(expression: string, pieces?: readonly string[]) {
    this.expression = expression;
    this.pieces = pieces;
  }
}
