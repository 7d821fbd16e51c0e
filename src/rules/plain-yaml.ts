import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';

/** Levels that are read here; deeper text is for the reader that says so. */
const MAX_DEPTH = 50;
/** Longer keys are none. */
const MAX_KEY = 1_000;

/** What readers of YAML differ in, or have something to say of: tabs, other breaks of lines, unseen characters, directives, marks of documents. */
const DOUBTFUL =
  /[\0-\t\v\f\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff]|\r(?!\n)|^%|^ *(?:---|\.\.\.)/mu;

/**
 * The value of a text that is one document of YAML and nothing more than that: no aliases, no tags, no key twice, no number
 * that is written otherwise than JavaScript does. Undefined for every other text, and where it is null. Without places it is
 * read in a fraction of the time.
 */
export function plainYaml(text: string): object | undefined {
  if (DOUBTFUL.test(text.replace(/^---\r?\n/u, ''))) return undefined;
  try {
    const value = new Reader(text).document();
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    // What is wrong with it is for the reader that has places.
    return undefined;
  }
}

/** Why a text is not read here. */
class Doubt extends Error {}

class Reader {
  readonly #text: string;
  readonly #events: readonly Event[];
  #next = 0;

  constructor(text: string) {
    this.#text = text;
    this.#events = parseEvents(text, { maxDepth: MAX_DEPTH });
  }

  document(): unknown {
    const start = this.#take();
    if (start.type !== EVENT_ID.DOCUMENT || start.explicitEnd || start.directives.length > 0) throw new Doubt();
    const value = this.#node(this.#take());
    if (this.#take().type !== EVENT_ID.POP || this.#next < this.#events.length) throw new Doubt();
    return value;
  }

  #take(): Event {
    const event = this.#events[this.#next];
    if (event === undefined) throw new Doubt();
    this.#next += 1;
    return event;
  }

  #node(event: Event): unknown {
    if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP || event.type === EVENT_ID.ALIAS)
      throw new Doubt();
    if (event.anchorStart >= 0 || event.tagStart >= 0) throw new Doubt();
    if (event.type === EVENT_ID.SCALAR) return this.#scalar(event);
    return event.type === EVENT_ID.SEQUENCE ? this.#list() : this.#object();
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    for (let event = this.#take(); event.type !== EVENT_ID.POP; event = this.#take()) list.push(this.#node(event));
    return list;
  }

  #object(): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    for (let event = this.#take(); event.type !== EVENT_ID.POP; event = this.#take()) {
      const key = event.type === EVENT_ID.SCALAR && this.#isShort(event) ? this.#node(event) : undefined;
      if (typeof key !== 'string' || key === '__proto__' || Object.hasOwn(object, key)) throw new Doubt();
      object[key] = this.#node(this.#take());
    }
    return object;
  }

  /** As a key must be that has no `?` before it. */
  #isShort({ valueStart, valueEnd }: ScalarEvent): boolean {
    return valueEnd - valueStart < MAX_KEY && !this.#text.slice(valueStart, valueEnd).includes('\n');
  }

  #scalar(event: ScalarEvent): unknown {
    const value = getScalarValue(this.#text, event);
    return event.style === SCALAR_STYLE.PLAIN ? plainValue(value) : value;
  }
}

const NULL = /^(?:~|[Nn]ull|NULL)?$/u;
const BOOLEAN = /^(?:[Tt]rue|TRUE|[Ff]alse|FALSE)$/u;
const SHORT_NUMBER = /^(?:0|-?[1-9]\d{0,14})$/u;
/** All that YAML 1.2 takes for a number. */
const NUMBER = /^(?:0o[0-7]+|0x[\da-f]+|[-+]?\.(?:inf|nan)|[-+]?(?:\.\d+|\d+\.?\d*)(?:e[-+]?\d+)?)$/iu;

/** A scalar without quotes: null, a boolean, a number or text, as YAML 1.2's core schema has them. */
function plainValue(written: string): unknown {
  if (NULL.test(written)) return null;
  if (BOOLEAN.test(written)) return /^t/iu.test(written);
  if (SHORT_NUMBER.test(written)) return Number(written);
  if (NUMBER.test(written)) throw new Doubt();
  return written;
}
