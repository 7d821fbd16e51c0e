import {
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseAllDocuments,
  type Document,
  type Node,
  type YAMLError,
} from 'yaml';
import { type DataPath, type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { embeddedText, type EmbeddedText, lateText, type Notation } from './embedded.ts';
import { plainJson } from './plain-json.ts';
import { plainYaml } from './plain-yaml.ts';
import type { Problem } from './problem.ts';
import { follow, isSound, rangeOf, shownSpan, TOO_DEEP, type Notes, type Report } from './yaml-nodes.ts';
import { required } from '../text/required.ts';

/** Bounds on a text that nobody vouches for. */
export interface TextLimits {
  /** UTF-16 units; 16 million when absent. */
  readonly maxLength?: number;
  /** How often aliases may repeat other values; 100 when absent. See `maxAliasCount` of the `yaml` package. */
  readonly maxAliasCount?: number;
}

/** The values of a YAML or JSON text and where they stand in it. */
export interface YamlText {
  readonly source: Source;
  /** What the documents hold, in order; a document that is a list gives its elements. Paths start with the index. */
  readonly items: readonly unknown[];
  /** What is wrong with the text as YAML. A document that could not be read gives no items. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where the value at a path stands; when the path leads further than the text, where it ends. */
  readonly spanOf: (path: DataPath, on?: 'key') => Span;
  /** A problem as a diagnostic. */
  readonly diagnose: (problem: Problem) => Diagnostic;
  /** The text at a path. */
  readonly embedded: (path: DataPath, text: string) => EmbeddedText;
  /** Whether a key stands twice anywhere in the value at a path. */
  readonly hasDuplicateKey: (path: DataPath) => boolean;
}

const MAX_LENGTH = 16_000_000;
const MAX_ALIAS_COUNT = 100;

/** Our words for the mistakes that rule authors make most; for the others the parser's. */
const WORDING: Readonly<Record<string, { readonly message: string; readonly help?: string }>> = {
  BAD_SCALAR_START: { message: 'a text may not start with this character', help: 'put the text in quotes' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'a text without quotes may not hold `: `',
    help: 'put the text in quotes, or on the lines below a `|`',
  },
  BLOCK_IN_FLOW: { message: 'expected `,` or the closing bracket', help: 'is there a comma missing before this?' },
  TAB_AS_INDENT: { message: 'a tab may not indent', help: 'indent with blanks' },
  RESOURCE_EXHAUSTION: { message: TOO_DEEP },
};

const NOTATIONS: Readonly<Record<string, Notation>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'block',
  BLOCK_FOLDED: 'block',
};

/** Reads YAML 1.2 or JSON, which YAML contains. Custom tags, merge keys and dates are not read: all is plain data. */
export function readYaml(text: string, name: string, limits: TextLimits = {}): YamlText {
  const data = text.length > (limits.maxLength ?? MAX_LENGTH) ? undefined : (plainJson(text) ?? plainYaml(text));
  return data === undefined ? readNodes(text, name, limits) : soundText(data, { name, text }, limits);
}

/**
 * A text that nothing is wrong with. Places in it take several times as long to find as its values, and are asked for only where a
 * rule has something to be told of, so they are looked for then.
 */
function soundText(data: object, source: Source, limits: TextLimits): YamlText {
  let nodes: YamlText | undefined;
  const placed = (): YamlText => (nodes ??= readNodes(source.text, source.name, limits));
  return {
    source,
    items: Array.isArray(data) ? (data as unknown[]) : [data],
    diagnostics: [],
    spanOf: (path, on) => placed().spanOf(path, on),
    diagnose: (problem) => placed().diagnose(problem),
    embedded: (path, text) => lateText(source.name, text, () => placed().embedded(path, text)),
    hasDuplicateKey: () => false,
  };
}

/** Reads a text with the places of all that stands in it. */
export function readNodes(text: string, name: string, limits: TextLimits): YamlText {
  const { maxLength = MAX_LENGTH, maxAliasCount = MAX_ALIAS_COUNT } = limits;
  const source: Source = { name, text };
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, message, span, help, severity) => {
    // What is missing at the end of the file is reported behind it.
    const shown = { start: Math.min(span.start, text.length), end: Math.min(span.end, text.length) };
    diagnostics.push(diagnostic({ code, severity: severity ?? 'error', message, source, span: shown, help }));
  };
  const items: unknown[] = [];
  const nodes: Node[] = [];
  const notes: Notes = { report, duplicates: [], targets: new Map(), text };
  const lineCounter = new LineCounter();
  if (text.length > maxLength) {
    report(
      'text-too-long',
      `the text has more than ${maxLength} characters`,
      { start: 0, end: 0 },
      'raise `maxLength` or split the file',
    );
  } else {
    // Fixed against a %YAML directive, which would bring back merge keys and `yes` for true. Keys are compared below,
    // since the parser compares each with all before it.
    const settings = {
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter,
      logLevel: 'silent' as const,
    };
    for (const document of parseAllDocuments(text, settings) as Document.Parsed[]) {
      const data = valueOf(document, maxAliasCount, notes);
      if (data === undefined || data === null) continue;
      const contents = required(document.contents ?? undefined);
      if (isSeq(contents) && Array.isArray(data)) {
        for (const item of data as unknown[]) items.push(item);
        for (const node of contents.items) nodes.push(isNode(node) ? node : contents);
      } else {
        items.push(data);
        nodes.push(contents);
      }
    }
  }

  notes.duplicates.sort((a, b) => a.start - b.start);

  const nodeAt = (path: DataPath, on?: 'key'): Node | undefined => {
    const [index, ...rest] = path;
    const top = typeof index === 'number' ? nodes[index] : undefined;
    return top && follow(top, rest, notes.targets, on);
  };
  const spanOf = (path: DataPath, on?: 'key'): Span => {
    const node = nodeAt(path, on);
    return node === undefined ? { start: 0, end: 0 } : shownSpan(node, text);
  };
  return {
    source,
    items,
    diagnostics,
    spanOf,
    diagnose: ({ at: { path, on }, ...problem }) => ({
      ...problem,
      at: { kind: 'text', source, span: spanOf(path, on) },
    }),
    embedded: (path, value) => {
      const node = nodeAt(path);
      const notation = isScalar(node) ? NOTATIONS[node.type ?? ''] : undefined;
      const span = node === undefined ? { start: 0, end: 0 } : rangeOf(node);
      return embeddedText(source, value, span, notation ?? 'plain', (offset) => {
        const { line, col } = lineCounter.linePos(offset);
        return { line: Math.max(1, line), column: col };
      });
    },
    hasDuplicateKey: (path) => {
      const node = nodeAt(path);
      if (node === undefined) return false;
      const { start, end } = rangeOf(node);
      const first = notes.duplicates[firstFrom(notes.duplicates, start)];
      return first !== undefined && first.end <= end;
    },
  };
}

/** The document's data, or undefined after an error that leaves none to trust. */
function valueOf(document: Document.Parsed, maxAliasCount: number, notes: Notes): unknown {
  const { report, text } = notes;
  for (const warning of document.warnings)
    report('invalid-yaml', sentence(warning), spanAt(warning), undefined, 'warning');
  // What follows the first error is mostly its echo.
  const [error] = document.errors;
  if (error !== undefined) {
    const { message, help } = WORDING[error.code] ?? { message: sentence(error) };
    const span = spanAt(error);
    // The parser marks where the text starts; the colon is what is to be seen.
    const colon = error.code === 'BLOCK_AS_IMPLICIT_KEY' ? text.indexOf(': ', span.start) : -1;
    const line = colon < 0 ? -1 : text.slice(span.start, colon).lastIndexOf('\n');
    if (line >= 0) reportDeeperLine(span.start + line + 1, colon, notes);
    else report('invalid-yaml', message, colon < 0 ? span : { start: colon, end: colon + 1 }, help);
    return undefined;
  }
  const span = document.contents === null ? { start: 0, end: 0 } : shownSpan(document.contents, text);
  try {
    return isSound(document, notes) ? (document.toJS({ maxAliasCount }) as unknown) : undefined;
  } catch (error) {
    if (error instanceof RangeError) report('invalid-yaml', TOO_DEEP, span);
    else
      report(
        'too-many-aliases',
        'aliases repeat too many values',
        span,
        'write the values out, or raise `maxAliasCount`',
      );
    return undefined;
  }
}

/** A key that stands a blank too far in goes on with the text before it. */
function reportDeeperLine(start: number, colon: number, { report, text }: Notes): void {
  const indent = text.slice(start, colon).search(/\S/u);
  report(
    'invalid-yaml',
    'this line is indented deeper than the one before it, and read as more of its text',
    { start: start + Math.max(0, indent), end: colon + 1 },
    'begin both at the same column, or put the text in quotes',
  );
}

/** Index of the first span that starts at or after an offset. */
function firstFrom(spans: readonly Span[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (required(spans[middle]).start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function spanAt({ pos: [start, end] }: YAMLError | { readonly pos: readonly [number, number] }): Span {
  return { start, end: Math.max(start, end) };
}

function sentence({ message }: { readonly message: string }): string {
  return message.charAt(0).toLowerCase() + message.slice(1);
}
