import { bytesOfText } from '../../formats/bytes.ts';
import { nestsDeeperThan } from '../../formats/json-value.ts';
import { isObject } from '../../entity.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { HclUnknown } from './unknown.ts';

/** Text that is the JSON of an object or a list, in which something is not known. */
export class HclJson extends HclUnknown {
  /** What it is the JSON of, with an HclUnknown in each place that is not known. */
  readonly document: object;

  constructor(expression: string, document: object, pieces?: readonly string[]) {
    super(expression, pieces ?? (Array.isArray(document) ? ['[', ']'] : ['{', '}']));
    this.document = document;
  }
}

/** Whether a value is not known, or something in it. */
export function holdsUnknown(value: unknown): boolean {
  if (value instanceof HclUnknown) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

/** What `jsonencode` makes of a value: text, or what is known of it. */
export function encoded(value: unknown, expression: string): string | HclUnknown {
  if (!holdsUnknown(value)) return JSON.stringify(value);
  if (value instanceof HclUnknown || typeof value !== 'object' || value === null) return new HclUnknown(expression);
  return new HclJson(expression, value);
}

/** Deeper than any policy is. */
const MAX_DEPTH = 100;

/**
 * What a template is that is JSON where its gaps are filled: in a text a part of it, elsewhere a value.
 *
 * @param pieces the text between the gaps
 * @param gaps the expressions that stand in them
 */
export function templateOf(expression: string, pieces: readonly string[], gaps: readonly string[]): HclUnknown {
  const document = /^\s*[[{]/u.test(pieces[0] ?? '') ? documentOf(pieces, gaps) : undefined;
  return document === undefined ? new HclUnknown(expression, pieces) : new HclJson(expression, document, pieces);
}

function documentOf(pieces: readonly string[], gaps: readonly string[]): object | undefined {
  const mark = markNotIn(pieces);
  let text = '';
  let isInText = false;
  for (const [index, piece] of pieces.entries()) {
    text += piece;
    isInText = endsInText(piece, isInText);
    const gap = `${mark}${index}${mark}`;
    if (index < pieces.length - 1) text += isInText ? gap : `"${mark}${gap}"`;
  }
  if (nestsDeeperThan(bytesOfText(text), MAX_DEPTH)) return undefined;
  try {
    const found = new Filled(mark, gaps).value(parseExactJson(text));
    return typeof found === 'object' && found !== null && !(found instanceof HclUnknown) ? found : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A character that none of the texts holds. */
function markNotIn(pieces: readonly string[]): string {
  for (let code = 0xe000; ; code += 1) {
    const mark = String.fromCharCode(code);
    if (!pieces.some((piece) => piece.includes(mark))) return mark;
  }
}

/** Whether a place behind a piece of JSON is within quotes. */
function endsInText(piece: string, startsInText: boolean): boolean {
  let isInText = startsInText;
  for (let at = 0; at < piece.length; at += 1) {
    if (isInText && piece[at] === '\\') at += 1;
    else if (piece[at] === '"') isInText = !isInText;
  }
  return isInText;
}

/** JSON with marks for gaps, as values. */
class Filled {
  readonly #mark: string;
  readonly #gaps: readonly string[];
  readonly #gap: RegExp;

  constructor(mark: string, gaps: readonly string[]) {
    this.#mark = mark;
    this.#gaps = gaps;
    this.#gap = new RegExp(`${mark}(\\d+)${mark}`, 'u');
  }

  value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    // A gap between elements may be several of them, or none: an element that is not known leaves that open.
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    // Which member it is is not known, so no member is.
    const unnamed = entries.find(([key]) => key.includes(this.#mark));
    if (unnamed !== undefined) return new HclUnknown(this.#expression(unnamed[0]));
    return Object.fromEntries(entries.map(([key, item]) => [key, this.value(item)]));
  }

  #text(text: string): unknown {
    if (!text.includes(this.#mark)) return text;
    const pieces = text.replaceAll(this.#mark.repeat(2), this.#mark).split(this.#gap);
    // Split by what it captures, every other part is the number of a gap.
    const known = pieces.filter((_, index) => index % 2 === 0);
    const isPlain = text.startsWith(this.#mark.repeat(2)) || known.every((piece) => piece === '');
    return new HclUnknown(this.#expression(text), isPlain ? undefined : known);
  }

  #expression(text: string): string {
    return this.#gaps[Number(this.#gap.exec(text)?.[1] ?? 0)] ?? '';
  }
}
