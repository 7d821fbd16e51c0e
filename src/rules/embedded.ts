import type { Diagnostic, Fix } from '../text/message.ts';
import { positionAt, type Position, type Source, type Span } from '../text/source.ts';

/** How a piece of text is written in its file: as it is, or as a YAML scalar. */
export type Notation = 'verbatim' | 'plain' | 'single-quoted' | 'double-quoted' | 'block';

/** A text inside a file: the logic of a rule in YAML. */
export interface EmbeddedText {
  /** The text, with `origin` where it starts in the file. On later lines of it columns are those of the text alone. */
  readonly source: Source;
  /** Where it stands in the file, with its quotes or the `|` of its block. An aliased text stands where its anchor is. */
  readonly span: Span;
  readonly notation: Notation;
  /**
   * A diagnostic on the text as one on the file: exact line, column and underlined text, also in block scalars and after
   * escapes. A fix is kept only where it can be written into the file as it stands.
   */
  readonly inFile: (diagnostic: Diagnostic) => Diagnostic;
  /** A stretch of the text as one of the file, to underline it there. */
  readonly spanInFile: (span: Span) => Span;
  /**
   * A stretch of the text as one of the file, to write something else there; undefined where the file writes it otherwise:
   * with escapes, or over several lines of a block.
   */
  readonly editInFile: (edit: Fix) => Fix | undefined;
  /** The offset in the text of an offset in the file; undefined outside of it. */
  readonly offsetOf: (offsetInFile: number) => number | undefined;
}

/**
 * The text that `span` of the file holds, as the file's notation reads it. `positionOf` is for files with many such texts:
 * it finds a line without counting from the top.
 */
export function embeddedText(
  file: Source,
  text: string,
  span: Span,
  notation: Notation,
  positionOf: (offset: number) => Position = (offset) => positionAt(file, offset),
): EmbeddedText {
  const content = contentStart(file.text, span.start, notation);
  const source: Source = { name: file.name, text, origin: positionOf(Math.min(content, span.end)) };
  let aligned: readonly Span[] | undefined;
  const places = (): readonly Span[] => (aligned ??= align(file.text, text, content, notation) ?? []);
  const inFile = (diagnostic: Diagnostic): Diagnostic => {
    const known = places();
    const { fixes = [], at, ...rest } = diagnostic;
    const moved: Diagnostic = { ...rest, at: { kind: 'text', source: file, span: move(at.span, known, span) } };
    const kept = known.length === 0 ? [] : fixes.filter((fix) => canStand(fix.text, notation));
    if (kept.length === 0) return moved;
    return { ...moved, fixes: kept.map((fix) => ({ ...fix, span: move(fix.span, known, span) })) };
  };
  const spanInFile = (part: Span): Span => move(part, places(), span);
  const editInFile = (edit: Fix): Fix | undefined => {
    const known = places();
    const written = writtenAs(edit.text, notation);
    if ((known.length === 0 && text !== '') || written === undefined) return undefined;
    const at = known.length === 0 ? { start: content, end: content } : spanInFile(edit.span);
    const isAsWritten = file.text.slice(at.start, at.end) === text.slice(edit.span.start, edit.span.end);
    return isAsWritten ? { ...edit, span: at, text: written } : undefined;
  };
  const offsetOf = (offset: number): number | undefined => {
    const known = places();
    const end = known.at(-1)?.end ?? content;
    if (offset < content || offset > Math.max(end, span.end)) return undefined;
    const found = known.findIndex((place) => place.end > offset || place.start >= offset);
    return found < 0 ? text.length : found;
  };
  return { source, span, notation, inFile, spanInFile, editInFile, offsetOf };
}

/** A text whose place is looked for when somebody asks. */
export function lateText(name: string, text: string, find: () => EmbeddedText): EmbeddedText {
  let found: EmbeddedText | undefined;
  const placed = (): EmbeddedText => (found ??= find());
  return {
    source: {
      name,
      text,
      get origin(): Position {
        return placed().source.origin ?? { line: 1, column: 1 };
      },
    },
    get span(): Span {
      return placed().span;
    },
    get notation(): Notation {
      return placed().notation;
    },
    inFile: (diagnostic) => placed().inFile(diagnostic),
    spanInFile: (span) => placed().spanInFile(span),
    editInFile: (edit) => placed().editInFile(edit),
    offsetOf: (offset) => placed().offsetOf(offset),
  };
}

/** Where the text itself starts: after a quote, or on the line below the `|` of a block. */
function contentStart(file: string, start: number, notation: Notation): number {
  if (notation === 'single-quoted' || notation === 'double-quoted') return start + 1;
  if (notation !== 'block') return start;
  const newline = file.indexOf('\n', start);
  return newline < 0 ? file.length : skipBlank(file, newline + 1);
}

/**
 * For each UTF-16 unit of the text its place in the file, found by walking both side by side: in the file stand escapes,
 * folded line breaks and indentation besides. Undefined when the two do not fit, which would be a mistake here: the
 * caller then points at the whole scalar.
 */
function align(file: string, text: string, start: number, notation: Notation): Span[] | undefined {
  const places: Span[] = [];
  let at = start;
  /** Lets a stretch of the file stand for the next units of the text. */
  const stand = (length: number, units: number): void => {
    for (let unit = 0; unit < units; unit += 1) places.push({ start: at, end: at + length });
    at += length;
  };
  while (places.length < text.length) {
    const wanted = text[places.length];
    const found = file[at];
    const escape = escapeAt(file, at, notation);
    const fold = escape === undefined ? foldAt(file, at, notation) : undefined;
    if (escape !== undefined) {
      // \U0001F600 stands for two units.
      stand(escape.length, escape.length > 6 && (text.codePointAt(places.length) ?? 0) > 0xffff ? 2 : 1);
    } else if (fold !== undefined) {
      stand(fold.length, fold.units);
    } else if (found === wanted || (isBlank(found) && isBlank(wanted))) {
      stand(1, 1);
    } else if (isBlank(found)) {
      // The indentation of a block.
      at += 1;
    } else if (isBlank(wanted)) {
      // A final line break that the end of the block implies.
      stand(0, 1);
    } else {
      return undefined;
    }
  }
  return places;
}

/**
 * The line breaks that start here with the blanks around them, and for how many units they stand: outside of blocks one
 * is a blank, and of several the first is nothing; after a backslash the first is nothing in any case.
 */
function foldAt(file: string, at: number, notation: Notation): { length: number; units: number } | undefined {
  if (notation === 'block' || notation === 'verbatim') return undefined;
  const escaped = notation === 'double-quoted' && file[at] === '\\';
  const end = skipBlank(file, escaped ? at + 1 : at);
  const breaks = file.slice(at, end).split('\n').length - 1;
  if (breaks === 0) return undefined;
  const units = escaped ? 0 : 1;
  return { length: end - at, units: breaks > 1 ? breaks - 1 : units };
}

/** How many digits follow the letter of an escape. */
const DIGITS = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The escape of a character that starts here, if the notation has escapes. */
function escapeAt(file: string, at: number, notation: Notation): string | undefined {
  if (notation === 'single-quoted') return file.startsWith("''", at) ? "''" : undefined;
  if (notation !== 'double-quoted' || file[at] !== '\\') return undefined;
  const letter = file[at + 1] ?? '';
  if (letter === '\n' || letter === '\r') return undefined;
  return file.slice(at, at + 2 + (DIGITS.get(letter) ?? 0));
}

function move({ start, end }: Span, places: readonly Span[], whole: Span): Span {
  const past = places.at(-1)?.end;
  if (past === undefined) return whole;
  const from = places[start]?.start ?? past;
  const last = end > start ? (places[end - 1]?.end ?? past) : from;
  return { start: from, end: Math.max(from, last) };
}

function canStand(text: string, notation: Notation): boolean {
  if (notation === 'verbatim') return true;
  return notation === 'block' ? !text.includes('\n') : !/['"\\#:\n]/u.test(text);
}

/** How a piece inside of a text is written in a notation; undefined where it would need more care. */
function writtenAs(text: string, notation: Notation): string | undefined {
  if (notation === 'verbatim' || (notation === 'block' && !text.includes('\n'))) return text;
  if (notation === 'block' || /[\\\n]/u.test(text)) return undefined;
  if (notation === 'single-quoted') return text.replaceAll("'", "''");
  const isSafe = notation === 'plain' ? !/[#]|:(?:\s|$)/u.test(text) : !text.includes('"');
  return isSafe ? text : undefined;
}

function skipBlank(file: string, from: number): number {
  let at = from;
  while (at < file.length && isBlank(file[at])) at += 1;
  return at;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}
