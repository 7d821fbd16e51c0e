import { isUtf8 } from 'node:buffer';
import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  type Document,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { invalidUtf8, noValue, recordTooLarge, tooDeep, type ParsedValue } from './json-value.ts';
import { LineCutter, type ByteLine } from './lines.ts';
import { placeOf, problem, reasonOf } from '../problems.ts';
import type { ByteInput, ReadOptions } from '../reader.ts';
import type { ProblemRecord, Provenance } from '../../values/record.ts';

/** One document of a YAML stream, or the problem with it. */
export interface YamlDocument extends ParsedValue {
  readonly place: Provenance;
  readonly childLines: ChildLines;
}

/** The lines of the members of the object, or of the items of the list, at a path from the root. */
export type ChildLines = (path: readonly (string | number)[]) => ReadonlyMap<string | number, number>;

/** What a `!Tag` on a node makes of its value. */
export type TagValue = (tag: string, value: unknown) => unknown;

/** How many nodes expanding aliases may add: a few lines of aliases can stand for billions. */
const MAX_ALIASED_NODES = 100_000;

/**
 * The documents of a YAML stream, one at a time. Read as Kubernetes and CloudFormation do: by YAML 1.1 (`yes` is true,
 * `0644` is octal, `<<` merges), except that dates and times stay text. JSON is YAML too.
 */
export async function* yamlDocuments(
  input: ByteInput,
  options: ReadOptions,
  tagValue?: TagValue,
): AsyncGenerator<YamlDocument> {
  const cutter = new LineCutter(options.maxRecordBytes);
  let current = new DocumentLines(1);
  const take = function* (lines: readonly ByteLine[]): Generator<YamlDocument> {
    for (const { bytes, line } of lines) {
      const mark = bytes === undefined ? undefined : markerOf(bytes);
      // Before the first `---` stand only comments and directives, which belong to the document that it starts.
      if (mark === 'start' && (current.hasStart || current.hasContent)) {
        yield* documentOf(current, input.file, options, tagValue);
        current = new DocumentLines(line);
      }
      current.add(bytes, mark, options.maxRecordBytes);
      if (mark === 'end') {
        yield* documentOf(current, input.file, options, tagValue);
        current = new DocumentLines(line + 1);
      }
    }
  };
  for await (const chunk of input.chunks) yield* take(cutter.push(chunk));
  yield* take(cutter.end());
  yield* documentOf(current, input.file, options, tagValue);
}

type Mark = 'start' | 'end' | undefined;

/** `---` and `...` at the start of a line divide documents wherever they stand, even inside block text. */
function markerOf(bytes: Buffer): Mark {
  const [first, second, third, next] = bytes;
  const isMarker = first === second && second === third && (first === 0x2d || first === 0x2e);
  if (!isMarker || (next !== undefined && next !== 0x20 && next !== 0x09 && next !== 0x0d)) return undefined;
  return first === 0x2d ? 'start' : 'end';
}

class DocumentLines {
  #lines: Buffer[] = [];
  #count = 0;
  #size = 0;
  tooLarge = false;
  hasStart = false;
  hasContent = false;
  /** The line of the first content; the document's first line until then. */
  firstLine: number;

  readonly startLine: number;

  constructor(startLine: number) {
    this.startLine = startLine;
    this.firstLine = startLine;
  }

  add(bytes: Buffer | undefined, mark: Mark, maxBytes: number): void {
    this.hasStart ||= mark === 'start';
    if (!this.hasContent && this.#isContent(bytes, mark)) {
      this.firstLine = this.startLine + this.#count;
      this.hasContent = true;
    }
    this.#count += 1;
    this.#size += (bytes?.length ?? maxBytes) + 1;
    this.tooLarge ||= this.#size > maxBytes + 1;
    if (this.tooLarge) this.#lines = [];
    else this.#lines.push(bytes === undefined ? Buffer.alloc(0) : bytes);
  }

  /** Anything but white space, a comment, or a directive; what follows a mark on its line counts. */
  #isContent(bytes: Buffer | undefined, mark: Mark): boolean {
    if (bytes === undefined) return true;
    const text = bytes.toString('latin1', mark === undefined ? 0 : 3);
    return !/^[ \t\r]*(?:#|$)/u.test(text) && (this.hasStart || !text.startsWith('%'));
  }

  join(): Buffer {
    return Buffer.concat(this.#lines.flatMap((line) => [line, LINE_FEED]));
  }
}

const LINE_FEED = Buffer.from('\n');

function* documentOf(
  lines: DocumentLines,
  file: string,
  options: ReadOptions,
  tagValue: TagValue | undefined,
): Generator<YamlDocument> {
  if (!lines.hasContent) return;
  const place = placeOf(file, lines.firstLine);
  if (lines.tooLarge) {
    yield noDocument(recordTooLarge(place, options));
    return;
  }
  const bytes = lines.join();
  if (!isUtf8(bytes)) {
    yield noDocument(invalidUtf8(place));
    return;
  }
  const counter = new LineCounter();
  const lineAt = (offset: number): number => lines.startLine + counter.linePos(offset).line - 1;
  try {
    const document = parseDocument(bytes.toString('utf8'), {
      version: '1.1',
      lineCounter: counter,
      prettyErrors: false,
      uniqueKeys: false,
      // Not `silent`, which would pass over a second document in the text; as it is, that is an error.
      logLevel: 'error',
      customTags: (tags) => tags.filter((tag) => typeof tag === 'string' || isJsonTag(tag)),
    });
    const [error] = document.errors;
    if (error !== undefined) {
      // The library's name for a call stack that overflowed.
      const code = error.code === 'RESOURCE_EXHAUSTION' ? 'too-deep' : 'invalid-yaml';
      yield noDocument(
        code === 'too-deep'
          ? tooDeep(place, options)
          : problem(
              code,
              `the document is not valid YAML: ${error.code === 'MULTIPLE_DOCS' ? 'a second document begins in it' : reasonOf(error)}`,
              placeOf(file, lineAt(error.pos[0])),
              'templates have to be rendered first: helm template, kustomize build',
            ),
      );
      return;
    }
    const value = new PlainValue(options.maxDepth, tagValue).of(document.contents, 0);
    yield { value, problem: undefined, place, childLines: (path) => childLines(document, path, lineAt) };
  } catch (thrown) {
    if (thrown === TOO_DEEP || thrown instanceof RangeError) yield noDocument(tooDeep(place, options));
    else if (thrown === TOO_MANY_ALIASES) {
      yield noDocument(
        problem('invalid-yaml', `aliases add more than ${MAX_ALIASED_NODES} values to the document`, place),
      );
    } else if (thrown instanceof NoAnchor) {
      yield noDocument(problem('invalid-yaml', `the alias \`*${thrown.alias}\` has no anchor before it`, place));
    } else throw thrown;
  }
}

const NO_LINES: ReadonlyMap<string | number, number> = new Map();

function noDocument(found: ProblemRecord): YamlDocument {
  return { ...noValue(found), place: found.provenance, childLines: () => NO_LINES };
}

/** Whether a tag of YAML 1.1 gives a JSON value as Kubernetes reads it: no dates, binaries, sets, base 60 numbers. */
function isJsonTag(tag: { readonly tag: string; readonly format?: string }): boolean {
  return /:(?:map|seq|str|null|bool|int|float)$/u.test(tag.tag) && tag.format !== 'TIME';
}

function childLines(
  document: Document.Parsed,
  path: readonly (string | number)[],
  lineAt: (offset: number) => number,
): Map<string | number, number> {
  const lines = new Map<string | number, number>();
  const parent = document.getIn(path, true);
  if (isMap(parent)) {
    for (const { key } of parent.items) if (isScalar(key) && key.range) lines.set(keyText(key), lineAt(key.range[0]));
  } else if (isSeq(parent)) {
    for (const [index, item] of parent.items.entries()) {
      const range = isNode(item) || isAlias(item) ? item.range : undefined;
      if (range) lines.set(index, lineAt(range[0]));
    }
  }
  return lines;
}

const TOO_DEEP = Symbol('too deep');
const TOO_MANY_ALIASES = Symbol('too many aliases');

class NoAnchor {
  readonly alias: string;

  constructor(alias: string) {
    this.alias = alias;
  }
}

/** Turns nodes into JSON values: aliases expanded within limits, so that what comes out is a finite tree. */
class PlainValue {
  /** By name, the latest so far: names may be used again. The library would search the whole document for each alias. */
  readonly #anchors = new Map<string, unknown>();
  #expanding = 0;
  #added = 0;

  readonly maxDepth: number;
  readonly tagValue: TagValue | undefined;

  constructor(maxDepth: number, tagValue: TagValue | undefined) {
    this.maxDepth = maxDepth;
    this.tagValue = tagValue;
  }

  of(node: unknown, depth: number): unknown {
    if (depth > this.maxDepth) throw TOO_DEEP;
    if (this.#expanding > 0 && (this.#added += 1) > MAX_ALIASED_NODES) throw TOO_MANY_ALIASES;
    if (isAlias(node)) {
      const target = this.#anchors.get(node.source);
      if (target === undefined) throw new NoAnchor(node.source);
      this.#expanding += 1;
      // An alias inside of its own anchor goes round until the depth limit.
      const value = this.of(target, depth + 1);
      this.#expanding -= 1;
      return value;
    }
    if (isNode(node) && node.anchor !== undefined && this.#expanding === 0) this.#anchors.set(node.anchor, node);
    const value = this.#plain(node, depth);
    const tag = isNode(node) ? node.tag : undefined;
    return tag?.startsWith('!') === true && this.tagValue !== undefined ? this.tagValue(tag, value) : value;
  }

  #plain(node: unknown, depth: number): unknown {
    if (isScalar(node)) return jsonScalar(node.value, node.source);
    if (isSeq(node)) return node.items.map((item) => this.of(item, depth + 1));
    return isMap(node) ? this.#object(node, depth) : null;
  }

  #object(map: YAMLMap, depth: number): unknown {
    const merged: [string, unknown][] = [];
    const own: [string, unknown][] = [];
    for (const { key, value } of map.items) {
      if (isMergeKey(key)) {
        const sources = this.of(value, depth + 1);
        // Of several, the first wins: it is written last.
        for (const source of [sources].flat().reverse()) {
          if (typeof source === 'object' && source !== null) merged.push(...Object.entries(source));
        }
      } else own.push([keyText(key), this.of(value, depth + 1)]);
    }
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return Object.fromEntries([...merged, ...own]);
  }
}

function isNode(node: unknown): node is Scalar | YAMLMap | YAMLSeq {
  return isScalar(node) || isMap(node) || isSeq(node);
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.source === '<<' && (key.type === Scalar.PLAIN || key.type === undefined);
}

function keyText(key: unknown): string {
  if (isScalar(key)) return key.source ?? String(key.value);
  return isPair(key) || key === null ? '' : String(key);
}

/** JSON has no infinities: they stay the text that was written. */
function jsonScalar(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return source ?? String(value);
  return value === undefined ? null : value;
}
