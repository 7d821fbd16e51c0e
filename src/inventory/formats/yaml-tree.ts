import {
  EVENT_ID,
  getScalarValue,
  SCALAR_STYLE,
  type Event,
  type MappingEvent,
  type ScalarEvent,
  type SequenceEvent,
} from 'js-yaml';
import { eventsOf, lineFinder, YamlFault } from './yaml-events.ts';
import { plainScalar, taggedScalar } from './yaml-scalar.ts';

/** What a `!Tag` on a node makes of its value. */
export type TagValue = (tag: string, value: unknown) => unknown;

/** The path of a node from the root. */
export type NodePath = readonly (string | number)[];

/** How many nodes expanding aliases and merges may add: a few lines of aliases can stand for billions. */
const MAX_ALIASED_NODES = 100_000;

/**
 * One YAML document as JSON values and as places in its text. Aliases are expanded within limits, so that what comes out
 * is a finite tree; a duplicate key, and a key that is no scalar, are faults. Throws {@link YamlFault}.
 */
export class YamlTree {
  readonly value: unknown;

  /** As it was read: mended, where that was needed. */
  readonly #text: string;
  readonly #lineAt: (offset: number) => number;
  readonly #events: readonly Event[];
  readonly #maxDepth: number;
  readonly #tagValue: TagValue | undefined;
  /** The event of an anchored node, by name, the latest so far: names may be used again. */
  readonly #anchors = new Map<string, number>();
  /** The event to read next. */
  #next = 1;
  #expanding = 0;
  #added = 0;

  constructor(text: string, maxDepth: number, tagValue?: TagValue) {
    const read = eventsOf(text, maxDepth);
    this.#text = read.text;
    this.#lineAt = lineFinder(read.text);
    this.#maxDepth = maxDepth;
    this.#tagValue = tagValue;
    this.#events = read.events;
    this.value = this.#events.length === 0 ? null : this.#node(0);
  }

  /** On which lines of the text, from 0, the members of the object, or the items of the list, at a path begin. */
  childLines(path: NodePath): ReadonlyMap<string | number, number> {
    let children = this.#children(1);
    for (const key of path) {
      const at = children.get(key)?.value;
      if (at === undefined) return new Map();
      children = this.#children(at);
    }
    return new Map([...children].map(([key, { key: at }]) => [key, this.#lineOf(this.#event(at)) ?? 0]));
  }

  #lineOf(event: Event): number | undefined {
    const offset = offsetOf(event);
    return offset === undefined ? undefined : this.#lineAt(offset);
  }

  #event(index: number): Event {
    const event = this.#events[index];
    if (event === undefined) throw new YamlFault('invalid-yaml', 'the document ends too early');
    return event;
  }

  #node(depth: number): unknown {
    const at = this.#next;
    const event = this.#event(at);
    if (depth > this.#maxDepth) throw new YamlFault('too-deep', 'the document nests too deep');
    if (this.#expanding > 0) this.#count(1);
    this.#next = at + 1;
    if (event.type === EVENT_ID.ALIAS) return this.#alias(this.#text.slice(event.anchorStart, event.anchorEnd), depth);
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) return null;
    if (event.anchorStart >= 0 && this.#expanding === 0) {
      this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), at);
    }
    const tag = event.tagStart < 0 ? undefined : this.#text.slice(event.tagStart, event.tagEnd);
    const value = this.#untagged(event, tag, depth);
    const isOwn = tag !== undefined && tag !== '!' && coreTag(tag) === undefined;
    return isOwn && this.#tagValue !== undefined ? this.#tagValue(tag, value) : value;
  }

  #untagged(event: ScalarEvent | SequenceEvent | MappingEvent, tag: string | undefined, depth: number): unknown {
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event, tag);
    if (event.type === EVENT_ID.MAPPING) return this.#object(depth);
    const list: unknown[] = [];
    while (this.#event(this.#next).type !== EVENT_ID.POP) list.push(this.#node(depth + 1));
    this.#next += 1;
    return list;
  }

  #count(nodes: number): void {
    this.#added += nodes;
    if (this.#added > MAX_ALIASED_NODES) {
      throw new YamlFault('invalid-yaml', `aliases add more than ${MAX_ALIASED_NODES} values to the document`);
    }
  }

  #alias(name: string, depth: number): unknown {
    const target = this.#anchors.get(name);
    if (target === undefined) throw new YamlFault('invalid-yaml', `the alias \`*${name}\` has no anchor before it`);
    const after = this.#next;
    this.#next = target;
    this.#expanding += 1;
    // An alias inside of its own anchor goes round until the depth limit.
    const value = this.#node(depth + 1);
    this.#expanding -= 1;
    this.#next = after;
    return value;
  }

  #scalar(event: ScalarEvent, tag: string | undefined): unknown {
    const text = getScalarValue(this.#text, event);
    const isPlain = event.style === SCALAR_STYLE.PLAIN;
    if (tag === undefined) return isPlain ? plainScalar(text) : text;
    const core = coreTag(tag);
    // `!` asks for text; so do own tags, whose short forms (`!Ref 0123`) hold names.
    return core === undefined ? text : taggedScalar(core, text, isPlain);
  }

  #object(depth: number): unknown {
    const own: Record<string, unknown> = {};
    let merged: Record<string, unknown> | undefined;
    for (let event = this.#event(this.#next); event.type !== EVENT_ID.POP; event = this.#event(this.#next)) {
      const isMerge = isMergeKey(event, this.#text);
      const key = this.#key(event);
      const value = this.#node(depth + 1);
      if (isMerge) merged = this.#merge(merged ?? {}, value);
      else if (Object.hasOwn(own, key)) {
        throw new YamlFault('invalid-yaml', `the key \`${key}\` stands twice in one object`, this.#lineOf(event));
      } else define(own, key, value);
    }
    this.#next += 1;
    return merged === undefined ? own : withDefaults(own, merged);
  }

  /** Of several sources, the first wins. */
  #merge(into: Record<string, unknown>, value: unknown): Record<string, unknown> {
    for (const source of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      if (typeof source !== 'object' || source === null) continue;
      const entries = Object.entries(source);
      this.#count(entries.length);
      for (const [key, inner] of entries) if (!Object.hasOwn(into, key)) define(into, key, inner);
    }
    return into;
  }

  /** A key is the text that is written, as JSON has only text: `yes`, not true. */
  #key(event: Event): string {
    if (event.type === EVENT_ID.SCALAR) {
      const at = this.#next;
      if (event.anchorStart >= 0 && this.#expanding === 0) {
        this.#anchors.set(this.#text.slice(event.anchorStart, event.anchorEnd), at);
      }
      this.#next = at + 1;
      return getScalarValue(this.#text, event);
    }
    const value = event.type === EVENT_ID.ALIAS ? this.#node(0) : undefined;
    if (value === undefined || (typeof value === 'object' && value !== null)) {
      throw new YamlFault('invalid-yaml', 'an object or a list stands where a key should', this.#lineOf(event));
    }
    return value === null ? '' : String(value);
  }

  #children(at: number): Map<string | number, { readonly key: number; readonly value: number }> {
    const children = new Map<string | number, { readonly key: number; readonly value: number }>();
    const parent = this.#events[at];
    if (parent?.type !== EVENT_ID.MAPPING && parent?.type !== EVENT_ID.SEQUENCE) return children;
    let next = at + 1;
    for (let event = this.#event(next); event.type !== EVENT_ID.POP; event = this.#event(next)) {
      const key = next;
      if (parent.type === EVENT_ID.MAPPING) next = this.#after(next);
      const name = parent.type === EVENT_ID.SEQUENCE ? children.size : this.#keyText(event);
      children.set(name, { key, value: next });
      next = this.#after(next);
    }
    return children;
  }

  #keyText(event: Event): string {
    return event.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : '';
  }

  /** The event after a node. */
  #after(at: number): number {
    let depth = 0;
    let next = at;
    do {
      const { type } = this.#event(next);
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth += 1;
      else if (type === EVENT_ID.POP) depth -= 1;
      next += 1;
    } while (depth > 0);
    return next;
  }
}

function isMergeKey(event: Event, text: string): boolean {
  if (event.type !== EVENT_ID.SCALAR || event.style !== SCALAR_STYLE.PLAIN || event.tagStart >= 0) return false;
  return event.valueEnd - event.valueStart === 2 && text.startsWith('<<', event.valueStart);
}

/** The name of a tag of YAML's own: `!!str`, `!<tag:yaml.org,2002:str>`. */
function coreTag(tag: string): string | undefined {
  return /^(?:!!|!<tag:yaml\.org,2002:)([a-z]+)>?$/u.exec(tag)?.[1];
}

/** Sets an own property: `__proto__` is data like any other. */
function define(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}

function withDefaults(own: Record<string, unknown>, merged: Record<string, unknown>): Record<string, unknown> {
  for (const [key, value] of Object.entries(own)) define(merged, key, value);
  return merged;
}

function offsetOf(event: Event): number | undefined {
  if (event.type === EVENT_ID.ALIAS) return event.anchorStart;
  if (event.type === EVENT_ID.SCALAR)
    return [event.valueStart, event.tagStart, event.anchorStart].find((at) => at >= 0);
  return event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE ? event.start : undefined;
}
