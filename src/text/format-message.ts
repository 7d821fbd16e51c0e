import { withoutCommands } from './ci-commands.ts';
import { replaced, withoutHidden } from './hidden.ts';
import { locate } from './locate.ts';
import type { DataPath, Message, Place, Provenance } from './message.ts';
import { lineOf, lineStartsOf, positionAt, type Source, type Span } from './source.ts';

/** A line longer than this is cut around the span, so that the caret stays near the text that it marks. */
const MAX_WIDTH = 100;

/** However narrow the terminal is. */
const MIN_WIDTH = 30;

/** Where a span starts in the named file, as `name:line:column`. */
export function locationOf(source: Source, span: Span): string {
  const { line, column } = locate(source, span).start;
  return `${printable(source.name)}:${line}:${column}`;
}

/**
 * The source lines around a span with carets below it.
 *
 * @example
 *   1 | IamUser shoud have mfaActive=true
 *     |         ^^^^^
 */
export function codeFrame(source: Source, span: Span, { paint, widthOf, width }: MessageStyle = PLAIN_STYLE): string {
  const { line, column } = positionAt(source, span.start);
  const firstLine = source.origin?.line ?? 1;
  const last = lineStartsOf(source).length;
  const digits = String(firstLine + Math.min(line, last - 1)).length;
  const room = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width - digits - 7));
  const out: string[] = [];
  const print = (index: number): void => {
    const content = lineOf(source, index);
    // What follows the last line feed is no line.
    if (content === undefined || (index > line && index === last && content === '')) return;
    const cut = index === line ? cutStart(content, column, room) : 0;
    const shown = printable(content.slice(cut, cut + room));
    const head = cut > 0 ? '…' : '';
    const tail = content.length > cut + room ? '…' : '';
    const number = String(firstLine + index - 1).padStart(digits + 2);
    out.push(paint(`${number} |`, 'frame') + ` ${head}${shown}${tail}`.trimEnd());
    if (index === line) {
      const from = column - 1 - cut;
      const length = Math.max(1, Math.min(span.end - span.start, content.length - column + 1, room - from));
      const before = widthOf(head + shown.slice(0, from));
      const carets = '^'.repeat(Math.max(1, widthOf(shown.slice(from, from + length))));
      out.push(`${paint(`${' '.repeat(digits + 2)} |`, 'frame')} ${' '.repeat(before)}${paint(carets, 'caret')}`);
    }
  };
  print(line - 1);
  print(line);
  print(line + 1);
  return out.join('\n');
}

/** The column (from 0) where the shown part of a long line starts. */
function cutStart(content: string, column: number, room: number): number {
  if (content.length <= room) return 0;
  return Math.max(0, Math.min(column - 1 - Math.floor(room / 2), content.length - room));
}

/** Most text, which can be printed as it is. */
const PLAIN = /^[\w ,.()/='@-]*$/u;

/**
 * Control characters would break the frame (or the terminal), and those that turn the direction of text, end a line or
 * show nothing would hide what it says; they are shown as a replacement character. So are the commands of CI systems.
 */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return withoutCommands(withoutHidden(text.replace(/\t/gu, ' ').replace(/[\u0000-\u001f]/gu, '\ufffd'), replaced));
}

/**
 * A message as people read it: what, where, for a text its lines with a caret, and what to do.
 *
 * @example
 * formatMessage(check('IamUser shoud have mfaActive=true')[0]).split('\n')[0]
 * // 'error: unknown word `shoud` [misspelt-keyword]'
 */
export function formatMessage(message: Message): string {
  return formatMessageWith(message, PLAIN_STYLE);
}

/** The same for a terminal that shows colours, or characters of double width, which carets must stand under. */
export function formatMessageWith({ severity, message, code, at, help }: Message, style: MessageStyle): string {
  const { paint, wrap } = style;
  const out = [wrap(`${paint(`${severity}:`, severity)} ${printable(message)} ${paint(`[${code}]`, 'frame')}`)];
  if (at !== undefined) out.push(`${paint(' -->', 'frame')} ${printable(placeText(at))}`);
  if (at?.kind === 'text') out.push(codeFrame(at.source, at.span, style));
  if (help !== undefined) out.push(wrap(`${paint('  = help:', 'help')} ${printable(help)}`));
  return out.join('\n');
}

/** How the parts of a message are shown. */
export interface MessageStyle {
  /** Gives a part its colour. */
  readonly paint: (text: string, part: Message['severity'] | 'frame' | 'caret' | 'help') => string;
  /** The columns that a text takes. */
  readonly widthOf: (text: string) => number;
  /** The columns that there are. */
  readonly width: number;
  /** Wraps a line that is too long. */
  readonly wrap: (line: string) => string;
}

const PLAIN_STYLE: MessageStyle = {
  paint: (text) => text,
  widthOf: (text) => text.length,
  width: Infinity,
  wrap: (line) => line,
};

/**
 * A place in one line: `iam.yaml:3:12` in a text, `rules[0].severity` in data, `users.ndjson:7` in an
 * input.
 */
export function placeText(place: Place): string {
  switch (place.kind) {
    case 'text':
      return locationOf(place.source, place.span);
    case 'data':
      return dataPathText(place.path);
    case 'input':
      return provenanceText(place);
  }
}

/** Where a record was read: `users.ndjson:7`, `users.json[12]`, `plan.json aws_iam_user.bob`. */
export function provenanceText({ file, line, index, address }: Provenance): string {
  const place = line === undefined ? printable(file) : `${printable(file)}:${line}`;
  if (address !== undefined) return `${place} ${printable(address)}`;
  return line === undefined && index !== undefined ? `${place}[${index}]` : place;
}

/** A path as people write it: `labels[2]`; `it` for the whole. */
export function dataPathText(path: DataPath): string {
  const parts = path.map((part, index) => {
    if (typeof part === 'number') return `[${part}]`;
    return index === 0 ? part : `.${part}`;
  });
  return parts.length === 0 ? 'it' : parts.join('');
}
