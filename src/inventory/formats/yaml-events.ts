import { EVENT_ID, parseEvents, YAMLException, type Event } from 'js-yaml';
import { reasonOf } from '../problems.ts';

/** How often a text is mended and read again, and how much is read again in all. */
const MAX_MENDS = 100;
const MAX_READ_AGAIN = 16 * 1024 * 1024;

/** Why a text is no YAML document that can be read, and on which of its lines, from 0. */
export class YamlFault extends Error {
  override readonly name = 'YamlFault';
  readonly code: 'invalid-yaml' | 'too-deep';
  readonly line: number | undefined;

  constructor(code: 'invalid-yaml' | 'too-deep', message: string, line?: number) {
    super(message);
    this.code = code;
    this.line = line;
  }
}

/**
 * The events of a text. Quoted and bracketed text may go on at any column, for kubectl as for most other programs, but not
 * for the library: white space that nobody sees is put before such lines, and the text is read again.
 */
export function eventsOf(text: string, maxDepth: number): { readonly text: string; readonly events: readonly Event[] } {
  let mended = text;
  let first: YAMLException | undefined;
  for (let mends = 0; ; mends += 1) {
    try {
      // A scalar is one level for the library, none for us.
      const events = parseEvents(mended, { maxDepth: maxDepth + 1 });
      if (events.findIndex(({ type }, index) => index > 0 && type === EVENT_ID.DOCUMENT) >= 0) {
        throw new YamlFault('invalid-yaml', 'the document is not valid YAML: a second document begins in it');
      }
      return { text: mended, events };
    } catch (thrown) {
      if (!(thrown instanceof YAMLException)) throw thrown;
      first ??= thrown;
      if (mends === MAX_MENDS || mends * text.length > MAX_READ_AGAIN) throw faultOf(first);
      const indented = withIndent(mended, thrown);
      if (indented === undefined) throw faultOf(first);
      mended = indented;
    }
  }
}

const INDENT = ' '.repeat(200);

/** The text with the line of the fault indented, if nothing but that is wrong with it. */
function withIndent(text: string, { reason, mark }: YAMLException): string | undefined {
  if (reason !== 'deficient indentation' || mark === undefined) return undefined;
  const start = text.lastIndexOf('\n', mark.position - 1) + 1;
  return text.slice(start, mark.position).trim() === ''
    ? `${text.slice(0, start)}${INDENT}${text.slice(start)}`
    : undefined;
}

function faultOf({ reason, mark }: YAMLException): YamlFault {
  if (reason.includes('maxDepth')) return new YamlFault('too-deep', reason);
  return new YamlFault('invalid-yaml', `the document is not valid YAML: ${reasonOf(reason)}`, mark?.line);
}

/** Tells the line of an offset, from 0; the lines are counted when the first is asked for. */
export function lineFinder(text: string): (offset: number) => number {
  let starts: number[] | undefined;
  return (offset) => {
    starts ??= lineStarts(text);
    let low = 0;
    for (let high = starts.length; high - low > 1;) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low;
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
