/** What a query cannot say, with the part of the rule that it is. */
export interface Unsaid {
  readonly part: string;
  readonly node: { readonly span: { readonly start: number; readonly end: number } };
  readonly why: string;
  readonly help?: string;
}

/** Thrown within the making of a query, and caught at the smallest condition around, which is undecided then. */
export class Unsayable extends Error {
  override readonly name = 'Unsayable';
  readonly node: Unsaid['node'] | undefined;
  readonly help: string | undefined;

  constructor(why: string, node?: Unsaid['node'], help?: string) {
    super(why);
    this.node = node;
    this.help = help;
  }
}
