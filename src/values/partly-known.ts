import { EvaluationError, type Truth } from './value.ts';
import { spend, UNCOUNTED, type Work } from './work.ts';

/**
 * Text of which parts are known: `arn:aws:iam::${AWS::AccountId}:root` before there is an account. An error like any other
 * unknown value where that does not suffice.
 */
export class PartlyKnownText extends EvaluationError {
  /** Private, so that no report writes it out: what is marked as secret is whole values. */
  readonly #pieces: readonly string[];
  /** What the text is the JSON of, as far as it is known. */
  readonly #document: object | undefined;
  readonly #isPresent: boolean;

  constructor(pieces: readonly string[], message: string, help: string, document?: object, isPresent = false) {
    super('unknown-value', message, help);
    this.#pieces = pieces;
    this.#document = document;
    this.#isPresent = isPresent || pieces.some((piece) => piece !== '');
  }

  get document(): object | undefined {
    return this.#document;
  }

  /** What is known, in order; between two stands something that is not known, and may be nothing. */
  get pieces(): readonly string[] {
    return this.#pieces;
  }

  /** Whether the text is there for certain, and not empty. */
  get isPresent(): boolean {
    return this.#isPresent;
  }

  /** Whether the text may turn out to be JSON of an object or a list, which paths and blocks look into. */
  get mayBeDocument(): boolean {
    const [first = '', last = ''] = [this.pieces[0], this.pieces.at(-1)];
    return /^(?:$|[[{%])/u.test(first.trimStart()) && /(?:^|[\]}]|%(?:5d|7d))$/iu.test(last.trimEnd());
  }
}

/** The error without what is known of the text: what is made of a text, or says something of it, is not that text. */
export function wholly<T>(value: T): T | EvaluationError {
  if (!(value instanceof PartlyKnownText)) return value;
  return new EvaluationError(value.code, value.message, value.help);
}

/** Whether nothing at all is known of a value. */
export function isUnknown(value: unknown): value is EvaluationError {
  return value instanceof EvaluationError && !(value instanceof PartlyKnownText);
}

/** The truth of a value that is not known: what is there holds, but for the text `false`. */
export function truthOfPresent(error: Truth): Truth {
  if (!(error instanceof PartlyKnownText) || !error.isPresent) return wholly(error);
  const pieces = error.pieces.map((piece) => piece.toLowerCase());
  const isName = pieces.every((piece) => piece === '');
  return isName || !canMatch(pieces, ['false']) ? true : wholly(error);
}

/** Stands for any run of characters. */
const ANY: unique symbol = Symbol('any');
type Token = string | typeof ANY;

/** More steps than that are not taken: then it may match. */
const MAX_STEPS = 1_000_000;
/** So many steps cost one unit of work, as a power of two. */
const STEPS = 7;

/** Whether text of these pieces can be one that the others describe: both sides may have gaps, which stand for anything. */
export function canMatch(pieces: readonly string[], others: readonly string[], work: Work = UNCOUNTED): boolean {
  return overlap(tokensOf(pieces), tokensOf(others), true, work);
}

/** Whether all text of these pieces is one that the pattern's pieces describe, whatever stands in its gaps. */
export function mustMatch(pieces: readonly string[], pattern: readonly string[], work: Work = UNCOUNTED): boolean {
  return overlap(tokensOf(pieces), tokensOf(pattern), false, work);
}

function tokensOf(pieces: readonly string[]): readonly Token[] {
  return pieces.flatMap((piece, index): Token[] => (index === 0 ? [...piece] : [ANY, ...piece]));
}

/**
 * Whether there is a way through both lists of tokens: equal characters go together, and an `ANY` takes what stands on the
 * other side, that of the left only where `leftTakes`.
 */
function overlap(left: readonly Token[], right: readonly Token[], leftTakes: boolean, work: Work): boolean {
  const cells = left.length * right.length;
  if (cells > MAX_STEPS || !spend(work, cells >> STEPS)) return leftTakes;
  const width = right.length + 1;
  const reached = new Uint8Array((left.length + 1) * width);
  reached[0] = 1;
  for (let i = 0; i <= left.length; i += 1) {
    for (let j = 0; j <= right.length; j += 1) {
      if (reached[i * width + j] !== 1) continue;
      const [a, b] = [left[i], right[j]];
      if (a !== undefined && a === b) reached[(i + 1) * width + j + 1] = 1;
      // The right's `ANY` takes a token of the left or none, and the left's one of the right or none.
      if (b === ANY) {
        reached[i * width + j + 1] = 1;
        if (a !== undefined) reached[(i + 1) * width + j] = 1;
      }
      if (a === ANY && leftTakes) {
        reached[(i + 1) * width + j] = 1;
        if (b !== undefined) reached[i * width + j + 1] = 1;
      }
    }
  }
  return reached[left.length * width + right.length] === 1;
}
