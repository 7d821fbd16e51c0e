import { bytesOfText } from './bytes.ts';

/** How much of an input the readers see to tell its format. */
export const SAMPLE_BYTES = 65_536;

/** Members deeper than this are not looked at when telling formats apart. */
const SHAPE_DEPTH = 4;

/** The outline of a JSON text, as far as the sample reaches. */
export type JsonShape =
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, JsonShape>; readonly closed: boolean }
  | { readonly kind: 'array'; readonly first: JsonShape | undefined; readonly closed: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'scalar' };

/**
 * The start of an input: what `detect` decides on.
 *
 * @example
 * const sample = new InputSample('users.json', new TextEncoder().encode('[{"type":"IamUser"}]'), true);
 * sample.shape?.kind // 'array'
 */
export class InputSample {
  #text: string | undefined;
  #shape: JsonShape | undefined | null = null;
  #repeated: string | undefined;

  /** The input's name as it was given. */
  readonly file: string;
  /** The first 64 KiB, decompressed, without a byte order mark. */
  readonly bytes: Uint8Array;
  /** Whether these are all bytes of the input. */
  readonly complete: boolean;

  constructor(file: string, bytes: Uint8Array, complete: boolean) {
    this.file = file;
    this.bytes = bytes;
    this.complete = complete;
  }

  /** The bytes as text; a character cut at the end, or bytes that are no UTF-8, become replacement characters. */
  get text(): string {
    this.#text ??= new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.bytes);
    return this.#text;
  }

  /** Whether the input holds nothing but white space. */
  get isEmpty(): boolean {
    return this.complete && this.text.trim() === '';
  }

  /** The outline of the first JSON value, undefined when the text does not start with `{` or `[`. */
  get shape(): JsonShape | undefined {
    if (this.#shape === null) this.#shape = jsonShape(this.text, undefined, (name) => (this.#repeated ??= name));
    return this.#shape;
  }

  /** A name that stands twice in one object, as far as the outline goes: what was read of it before is gone. */
  get repeated(): string | undefined {
    return this.shape && this.#repeated;
  }

  /** The first values in the root object or list, as far as the sample reaches: each with a sample of its own. */
  parts(): readonly SamplePart[] {
    const found: FoundPart[] = [];
    jsonShape(this.text, found);
    return found.map(({ key, start, end }) => ({
      key,
      sample: new InputSample(this.file, bytesOfText(this.text.slice(start, end)), end !== undefined),
    }));
  }

  /** The members of the first object: the root, or the first element of a root array. */
  get firstObject(): ReadonlyMap<string, JsonShape> | undefined {
    const shape = this.shape?.kind === 'array' ? this.shape.first : this.shape;
    return shape?.kind === 'object' ? shape.members : undefined;
  }

  /** The text of a member of the root object. */
  rootText(key: string): string | undefined {
    const value = this.rootMember(key);
    return value?.kind === 'text' ? value.text : undefined;
  }

  /** A member of the root object. */
  rootMember(key: string): JsonShape | undefined {
    return this.shape?.kind === 'object' ? this.shape.members.get(key) : undefined;
  }

  /** The name's ending in lower case, without the one that names the compression. */
  get extension(): string {
    return /\.[^./\\]+$/u.exec(this.file.toLowerCase().replace(/\.(gz|zst)$/u, ''))?.[0] ?? '';
  }
}

/** A value in the root of a document; of an object it has a name. */
export interface SamplePart {
  readonly key: string | undefined;
  readonly sample: InputSample;
}

/** So many values of a root are looked at. */
const MAX_PARTS = 64;

interface FoundPart {
  readonly key: string | undefined;
  readonly start: number;
  /** Undefined where the sample ends before. */
  end: number | undefined;
}

/** Thrown inside `jsonShape` where the sample ends. */
const CUT = Symbol('end of sample');

/** White space and separators, which may stand anywhere between values and names. */
const BETWEEN: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', ',', ':']);
const ENDS_SCALAR: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r', ',', ']', '}']);

/**
 * The outline of the JSON value at the start of a text that may be cut anywhere, and may be broken.
 *
 * @param parts gets where the first values in it stand
 * @param onRepeated gets the names that stand twice in an object
 */
function jsonShape(text: string, parts?: FoundPart[], onRepeated?: (name: string) => void): JsonShape | undefined {
  let at = 0;

  // Not a sticky pattern with the flag `u`: asked for a place inside of a surrogate pair, it goes back before the pair.
  const skipBlank = (): string => {
    while (at < text.length && BETWEEN.has(text.charAt(at))) at += 1;
    if (at >= text.length) throw CUT;
    return text.charAt(at);
  };
  const string = (): string => {
    const start = at;
    for (at += 1; at < text.length; at += 1) {
      const char = text.charAt(at);
      if (char === '\\') at += 1;
      else if (char === '"') {
        at += 1;
        try {
          return JSON.parse(text.slice(start, at)) as string;
        } catch {
          return text.slice(start + 1, at - 1);
        }
      }
    }
    throw CUT;
  };
  const scalar = (): JsonShape => {
    const start = at;
    while (at < text.length && !ENDS_SCALAR.has(text.charAt(at))) at += 1;
    // Whatever stands here is taken as part of a value, else nothing would move on.
    if (at === start) at += 1;
    return { kind: 'scalar' };
  };
  const skipContainer = (): void => {
    let depth = 0;
    do {
      const char = skipBlank();
      if (char === '"') {
        string();
        continue;
      }
      if (char === '{' || char === '[') depth += 1;
      else if (char === '}' || char === ']') depth -= 1;
      at += 1;
    } while (depth > 0);
  };

  /** A value in an object or a list. */
  const inner = (depth: number, key: string | undefined, keep: (shape: JsonShape) => void): void => {
    if (parts === undefined || depth > 1 || parts.length >= MAX_PARTS) return value(depth, keep);
    skipBlank();
    const part: FoundPart = { key, start: at, end: undefined };
    parts.push(part);
    value(depth, keep);
    part.end = at;
  };

  /** `keep` gets the shape as soon as it is known to be there, so that a cut leaves what was seen before. */
  const value = (depth: number, keep: (shape: JsonShape) => void): void => {
    const char = skipBlank();
    if (char === '"') return keep({ kind: 'text', text: string() });
    if (char === '{') {
      const members = new Map<string, JsonShape>();
      const shape = { kind: 'object' as const, members, closed: false };
      keep(shape);
      if (depth === SHAPE_DEPTH) return skipContainer();
      at += 1;
      for (let next = skipBlank(); next !== '}'; next = skipBlank()) {
        if (next !== '"') throw CUT;
        const key = string();
        if (members.has(key)) onRepeated?.(key);
        inner(depth + 1, key, (member) => members.set(key, member));
      }
      at += 1;
      shape.closed = true;
      return;
    }
    if (char === '[') {
      const shape: { kind: 'array'; first: JsonShape | undefined; closed: boolean } = {
        kind: 'array',
        first: undefined,
        closed: false,
      };
      keep(shape);
      if (depth === SHAPE_DEPTH) return skipContainer();
      at += 1;
      for (let next = skipBlank(); next !== ']'; next = skipBlank()) {
        if (next === '}') throw CUT;
        inner(depth + 1, undefined, (element) => (shape.first ??= element));
      }
      at += 1;
      shape.closed = true;
      return;
    }
    if (char === '}' || char === ']') throw CUT;
    keep(scalar());
  };

  let root: JsonShape | undefined;
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    value(0, (shape) => (root = shape));
  } catch (thrown) {
    if (thrown !== CUT) throw thrown;
  }
  return root;
}
