/** A value that the text does not tell, with the expression that would give it. */
export class HclUnknown {
  readonly expression: string;
  /** Of a template, the text that is known: what stands between two pieces is not. */
  readonly pieces: readonly string[] | undefined;
  /** Whether it is there for certain, and not empty. */
  readonly isPresent: boolean;

  constructor(expression: string, pieces?: readonly string[], isPresent = false) {
    this.expression = expression;
    this.pieces = pieces;
    this.isPresent = isPresent;
  }
}

/** What certainly fails: a member that a known object does not have. */
export class HclMissing extends HclUnknown {}

/** Text that is the JSON of an object or a list, in which something is not known. */
export class HclJson extends HclUnknown {
  /** What it is the JSON of, with an HclUnknown in each place that is not known. */
  readonly document: object;

  constructor(expression: string, document: object, pieces?: readonly string[]) {
    super(expression, pieces ?? (Array.isArray(document) ? ['[', ']'] : ['{', '}']));
    this.document = document;
  }
}
