import { isObject, ownValue } from '../../entity.ts';
import { spend } from './budget.ts';
import { boundOfEach } from './dynamic.ts';
import { HclExpressions } from './expression.ts';
import type { Found, Lookup } from './lookup.ts';
import { interpolationsOf } from './interpolations.ts';
import { type Bound, BoundNames } from './iterations.ts';
import { MAX_TEXT, shown, textOf } from './known-text.ts';
import { templateOf } from './json-text.ts';
import { attributesOf, brokenIn, childOf, type HclParser } from './node.ts';
import { sizeOf } from './size.ts';
import { HclUnknown } from './unknown.ts';

const REFERENCE = /^(var|local)\.([\w-]+)$/u;

/** How deep an expression may nest, in nodes of its tree. */
const MAX_DEPTH = 1_000;

/** The values of configurations in JSON, whose texts may have `${…}` in them. Without a parser, names alone are known. */
export class JsonTemplates {
  readonly #lookup: Lookup;
  readonly #parse: HclParser | undefined;
  readonly #names = new BoundNames();
  #hasSecret = false;
  #isAssumed = false;

  constructor(lookup: Lookup, parse?: HclParser) {
    this.#lookup = lookup;
    this.#parse = parse;
  }

  /** A value as {@link value} gives it, and whether something secret or assumed went into it. */
  evaluate(written: unknown): Required<Found> {
    return this.#found(() => this.value(written));
  }

  /** What the members of an object or a body are, a `dynamic` block as what it makes. */
  members(written: Members): ReadonlyMap<string, Required<Found>> {
    const { dynamic } = written;
    const made = dynamicBlocks(dynamic);
    const members = new Map<string, Required<Found>>();
    for (const [key, item] of Object.entries(written)) {
      if (key !== '//' && (key !== 'dynamic' || made === undefined))
        members.set(this.#nameOf(key) ?? key, this.evaluate(item));
    }
    for (const [name, body] of made ?? []) {
      const found = this.#found(() => this.#madeOf(name, body));
      const own = members.get(name);
      const others: readonly unknown[] = own === undefined ? [] : [own.value].flat();
      const isOpen = found.value instanceof HclUnknown && others.length === 0;
      const all = isOpen ? [] : [...others, found.value].flat();
      if (isOpen || all.length > 0)
        members.set(name, {
          value: isOpen ? found.value : all,
          isSecret: found.isSecret || own?.isSecret === true,
          isAssumed: found.isAssumed || own?.isAssumed === true,
        });
    }
    return members;
  }

  /** What comes out, and whether something secret or assumed went into it. */
  #found(work: () => unknown): Required<Found> {
    const [hadSecret, wasAssumed] = [this.#hasSecret, this.#isAssumed];
    this.#hasSecret = false;
    this.#isAssumed = false;
    const found = { value: work(), isSecret: this.#hasSecret, isAssumed: this.#isAssumed };
    this.#hasSecret ||= hadSecret;
    this.#isAssumed ||= wasAssumed;
    return found;
  }

  /** Whether so much more may be worked with. */
  spend(size: number): boolean {
    return spend(this.#lookup, size);
  }

  /** What is worked out while names stand for something, such as `each` for one of several. */
  within<T>(bound: Bound, work: () => T): T {
    return this.#names.within(bound, work);
  }

  /** A value with the templates in it filled in; what they do not tell is an `HclUnknown` in its place. */
  value(written: unknown): unknown {
    if (typeof written === 'string') return this.#text(written);
    if (Array.isArray(written)) return written.map((item) => this.value(item));
    if (!isObject(written)) return written;
    // Which member it is is not known, so no member is.
    const unnamed = Object.keys(written).find((key) => this.#nameOf(key) === undefined);
    if (unnamed !== undefined) return new HclUnknown(shown(unnamed));
    return Object.fromEntries([...this.members(written)].map(([name, { value }]) => [name, value] as const));
  }

  #nameOf(key: string): string | undefined {
    return key.includes('{') ? textOf(this.#text(key)) : key;
  }

  /** What a `dynamic` block makes. */
  #madeOf(name: string, body: Members): readonly unknown[] | HclUnknown {
    const { for_each: each, iterator = name, labels, content } = body;
    // Of one element, a list is as good.
    const [inner, ...more] = [content].flat().filter(isObject);
    const all = typeof iterator === 'string' ? boundOfEach(iterator, this.#foundOf(each)) : undefined;
    const isKnown = inner !== undefined && more.length === 0 && labels === undefined && all !== undefined;
    if (!isKnown || !this.spend(all.length * sizeOf(inner))) return new HclUnknown(`dynamic "${name}"`);
    return all.map((bound) => this.within(bound, () => this.value(inner)));
  }

  /** A value of its own, with what went into it. */
  #foundOf(written: unknown): Found {
    const inner = new JsonTemplates(this.#lookup, this.#parse);
    return inner.within(this.#names.all, () => inner.evaluate(written ?? null));
  }

  #text(text: string): unknown {
    const parts = interpolationsOf(text);
    if (parts === undefined) return new HclUnknown(shown(text));
    const [only] = parts;
    if (parts.length === 0) return '';
    if (parts.length === 1 && only !== undefined) return only.isExpression ? this.#expression(only.text) : only.text;
    const pieces = [''];
    const gaps: string[] = [];
    let length = 0;
    for (const { text: part, isExpression } of parts) {
      const value = textOf(isExpression ? this.#expression(part) : part);
      if (value === undefined) {
        pieces.push('');
        gaps.push(part.trim());
      } else pieces[pieces.length - 1] += value;
      length += value?.length ?? 0;
      if (length > MAX_TEXT) return new HclUnknown(shown(text));
    }
    return pieces.length === 1 ? pieces[0] : templateOf(shown(text), pieces, gaps);
  }

  #expression(written: string): unknown {
    const expression = written.trim();
    const [, root = '', name = ''] = REFERENCE.exec(expression) ?? [];
    if (root === '') return this.#parsed(expression);
    const found = this.#lookup(root, name);
    if (found === undefined) return new HclUnknown(shown(expression));
    return this.#took(found, expression);
  }

  #parsed(expression: string): unknown {
    const text = `v = (${expression}\n)\n`;
    const root = this.#parse?.(text, MAX_DEPTH);
    const node = attributesOf(childOf(root, 'body'), text).get('v');
    if (root === undefined || node === undefined || brokenIn(root) !== undefined)
      return new HclUnknown(shown(expression));
    const expressions = new HclExpressions(text, this.#lookup);
    const found = expressions.within(this.#names.all, () => expressions.evaluate(node));
    return this.#took(found, expression);
  }

  /** What is much, again and again, is not written out. */
  #took({ value, isSecret, isAssumed = false }: Found, expression: string): unknown {
    this.#hasSecret ||= isSecret;
    this.#isAssumed ||= isAssumed;
    return this.spend(sizeOf(value)) ? value : new HclUnknown(shown(expression));
  }
}

type Members = Readonly<Record<string, unknown>>;

/** The `dynamic` blocks of a body; undefined where it is an attribute that is called so. */
function dynamicBlocks(dynamic: unknown): readonly (readonly [name: string, body: Members])[] | undefined {
  const bodies: (readonly [string, unknown])[] = [];
  for (const one of [dynamic].flat()) {
    for (const [name, body] of isObject(one) ? Object.entries(one) : [['', one] as const])
      for (const each of [body].flat()) bodies.push([name, each]);
  }
  const blocks = bodies.filter((pair): pair is readonly [string, Members] => {
    const [, body] = pair;
    return isObject(body) && ownValue(body, 'for_each') !== undefined;
  });
  return blocks.length > 0 && blocks.length === bodies.length ? blocks : undefined;
}
