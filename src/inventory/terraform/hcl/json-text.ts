import { bytesOfText } from '../../formats/bytes.ts';
import { nestsDeeperThan } from '../../formats/json-value.ts';
import { isObject } from '../../entity.ts';
import { MAX_DOCUMENT_LENGTH } from '../../../values/document.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { jsonTextOf } from '../../../values/json-text.ts';
import { isTooLarge } from './size.ts';
import { HclJson, HclUnknown } from './unknown.ts';

/** Whether a value is not known, or something in it. Of values that are not {@link isTooLarge}. */
export function holdsUnknown(value: unknown): boolean {
  if (value instanceof HclUnknown) return true;
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsUnknown);
}

/** What `jsonencode` makes of a value: text, or what is known of it. */
export function encoded(value: unknown, expression: string): string | HclUnknown {
  if (value instanceof HclUnknown || isTooLarge(value)) return new HclUnknown(expression);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? new HclUnknown(expression);
  if (holdsUnknown(value)) return new HclJson(expression, value);
  const text = jsonTextOf(value);
  return typeof text === 'string' ? text : new HclUnknown(expression);
}

/** Deeper than any policy is. */
export const MAX_DEPTH = 100;

/**
 * What a template is that is JSON where its gaps are filled: in a text a part of it, elsewhere a value.
 *
 * @param pieces the text between the gaps
 * @param gaps the expressions that stand in them
 */
export function templateOf(expression: string, pieces: readonly string[], gaps: readonly string[]): HclUnknown {
  const document = /^\s*[[{]/u.test(pieces[0] ?? '') ? documentOf(pieces, gaps) : undefined;
  const opened = withOpenGaps(pieces, gaps);
  return document === undefined ? new HclUnknown(expression, opened) : new HclJson(expression, document, opened);
}

/** What a resource or a data source has is what it is; the rest is what somebody says, and stands as a gap beside a gap. */
function withOpenGaps(pieces: readonly string[], gaps: readonly string[]): readonly string[] {
  return pieces.flatMap((piece, index) => (OF_RESOURCE.test(gaps[index] ?? PLAIN) ? [piece] : [piece, '']));
}

/**
 * What a text is whose pieces are known, where it is JSON: a gap beside a gap in them is one that anybody can fill as he
 * likes. Undefined for all other text.
 */
export function documentOfPieces(pieces: readonly string[]): HclJson | undefined {
  const [first = '', ...rest] = pieces;
  if (!/^\s*[[{]/u.test(first) || pieces.reduce((sum, piece) => sum + piece.length, 0) > MAX_DOCUMENT_LENGTH)
    return undefined;
  const known = [first];
  const gaps: string[] = [];
  for (const piece of rest) {
    const isBesideGap = gaps.length > 0 && known.at(-1) === '';
    if (isBesideGap) known.pop();
    known.push(piece);
    if (isBesideGap) gaps[gaps.length - 1] = OPEN;
    else gaps.push(PLAIN);
  }
  const document = documentOf(known, gaps);
  return document === undefined ? undefined : new HclJson('', document, pieces);
}

/** A gap that nobody can fill as he likes, and one that anybody can. */
const PLAIN = 'count.index';
const OPEN = '';
/** An attribute of a resource or a data source, also of one of several. */
const OF_RESOURCE =
  /^(?:(?:data\.(?!aws_ssm_parameter|terraform_remote_state))?[a-z\d]+_\w+\.[\w-]+(?:\[[^\]*]*\])?(?:\.[\w-]+|\[\d+\])*|count\.index)$/u;

function documentOf(pieces: readonly string[], gaps: readonly string[]): object | undefined {
  const marks = marksNotIn(pieces);
  let text = '';
  let isInText = false;
  for (const [index, piece] of pieces.entries()) {
    text += piece;
    isInText = endsInText(piece, isInText);
    const gap = `${marks.open}${index}${marks.close}`;
    if (index < pieces.length - 1) text += isInText ? gap : `"${marks.value}${gap}"`;
  }
  if (nestsDeeperThan(bytesOfText(text), MAX_DEPTH)) return undefined;
  try {
    const found = new Filled(marks, gaps).value(parseExactJson(text));
    return typeof found === 'object' && found !== null && !(found instanceof HclUnknown) ? found : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What stands around the number of a gap, and before one that is a value: three, so that gaps side by side stay apart. */
interface Marks {
  readonly open: string;
  readonly close: string;
  readonly value: string;
}

/** Characters that none of the texts holds. */
function marksNotIn(pieces: readonly string[]): Marks {
  const marks: string[] = [];
  for (let code = 0xe000; marks.length < 3; code += 1) {
    const mark = String.fromCharCode(code);
    if (!pieces.some((piece) => piece.includes(mark))) marks.push(mark);
  }
  const [open = '', close = '', value = ''] = marks;
  return { open, close, value };
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
  readonly #marks: Marks;
  readonly #gaps: readonly string[];
  readonly #gap: RegExp;

  constructor(marks: Marks, gaps: readonly string[]) {
    this.#marks = marks;
    this.#gaps = gaps;
    this.#gap = new RegExp(`${marks.open}(\\d+)${marks.close}`, 'u');
  }

  value(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    // A gap between elements may be several of them, or none: an element that is not known leaves that open.
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    // Which member it is is not known, so no member is.
    const unnamed = entries.find(([key]) => key.includes(this.#marks.open));
    if (unnamed !== undefined) return new HclUnknown(this.#expression(unnamed[0]));
    return Object.fromEntries(entries.map(([key, item]) => [key, this.value(item)]));
  }

  #text(text: string): unknown {
    if (!text.includes(this.#marks.open)) return text;
    const pieces = text.split(this.#gap);
    // Split by what it captures, every other part is the number of a gap.
    const known = pieces.filter((_, index) => index % 2 === 0);
    const gaps = pieces.filter((_, index) => index % 2 === 1).map((number) => this.#gaps[Number(number)] ?? '');
    const isPlain = text.startsWith(this.#marks.value) || known.every((piece) => piece === '');
    return new HclUnknown(this.#expression(text), isPlain ? undefined : withOpenGaps(known, gaps));
  }

  #expression(text: string): string {
    return this.#gaps[Number(this.#gap.exec(text)?.[1] ?? 0)] ?? '';
  }
}
