import { spend } from './budget.ts';
import { FUNCTIONS, LENIENT, TEXTS } from './functions.ts';
import { joinedText } from './joined-text.ts';
import { encoded, holdsUnknown } from './json-text.ts';
import { type Bound, BoundNames } from './iterations.ts';
import { POLICY_DOCUMENT, type Found, type Lookup } from './lookup.ts';
import { forValue, splatValues } from './loops.ts';
import { childOf, type HclNode } from './node.ts';
import { decidedBy, OPERATORS } from './operators.ts';
import { numberOf, shown, textOf } from './known-text.ts';
import { isTooLarge, sizeOf } from './size.ts';
import { namesResource } from '../references.ts';
import { templateParts } from './text.ts';
import { HclMissing, HclUnknown } from './unknown.ts';

/**
 * The value of an expression as far as it is literal: texts, numbers, lists, objects, variables and locals that are,
 * operators, and the functions of a table. All else is an HclUnknown, in its place within lists and objects too.
 */
export class HclExpressions {
  readonly #source: string;
  readonly #lookup: Lookup;
  readonly #words = { text: (node: HclNode) => this.text(node), shown: (node: HclNode) => this.#shown(node) };
  readonly #names = new BoundNames();
  #hasSecret = false;
  #isAssumed = false;

  constructor(source: string, lookup: Lookup) {
    this.#source = source;
    this.#lookup = lookup;
  }

  /** The value of an expression, and whether something secret or assumed went into it. */
  evaluate(node: HclNode): Required<Found> {
    this.#hasSecret = false;
    this.#isAssumed = false;
    const value = this.value(node);
    return { value, isSecret: this.#hasSecret, isAssumed: this.#isAssumed };
  }

  /** The value of an attribute; what is much more than its text says, again and again, is not written out. */
  written(node: HclNode): Found {
    const found = this.evaluate(node);
    const more = sizeOf(found.value) - (node.end - node.start);
    const cost = typeof found.value === 'object' ? MEMBER_COST * more : more;
    return more <= 0 || this.spend(cost) ? found : { ...found, value: this.#unknown(node) };
  }

  /** What is worked out while names stand for something, such as `each` for one of several. */
  within<T>(bound: Bound, work: () => T): T {
    return this.#names.within(bound, work);
  }

  value(node: HclNode): unknown {
    return this.#sequence(node, node.children);
  }

  text(node: HclNode): string {
    return this.#source.slice(node.start, node.end);
  }

  /** Whether so much more may be worked with; what is spent is spent for all that has the same names. */
  spend(size: number): boolean {
    return spend(this.#lookup, size);
  }

  /** The value of what stands in a row: a value and the steps into it. */
  #sequence(node: HclNode, children: readonly HclNode[]): unknown {
    const [first, ...rest] = children.filter(({ type }) => !PUNCTUATION.has(type));
    if (first === undefined) return this.#unknown(node);
    if (first.type === 'variable_expr') return this.#reference(node, first, rest);
    return rest.reduce((value, step) => this.#step(node, value, step), this.#single(first));
  }

  #single(node: HclNode): unknown {
    switch (node.type) {
      case 'expression':
        return this.value(node);
      case 'literal_value':
      case 'collection_value':
      case 'template_expr': {
        const [inner] = node.children;
        return inner === undefined ? this.#unknown(node) : this.#single(inner);
      }
      case 'string_lit':
      case 'quoted_template':
      case 'heredoc_template':
        return this.#template(node);
      case 'numeric_lit':
        return numberOf(this.text(node));
      case 'bool_lit':
        return this.text(node) === 'true';
      case 'null_lit':
        return null;
      case 'tuple':
        return this.#bounded(
          node,
          node.children.filter(({ type }) => type === 'expression').map((item) => this.value(item)),
        );
      case 'object':
        return this.#object(node);
      case 'operation':
        return this.#operation(node);
      case 'conditional':
        return this.#conditional(node);
      case 'function_call':
        return this.#call(node);
      case 'for_expr':
        return this.#checked(node, forValue(node, this));
      default:
        return this.#unknown(node);
    }
  }

  #unknown(node: HclNode): HclUnknown {
    return new HclUnknown(this.#shown(node));
  }

  /** What another resource gives; an attribute of AWS's provider that is called `arn` begins like one, and each that names it is there. */
  #ofOther(node: HclNode): HclUnknown {
    const text = this.text(node);
    return new HclUnknown(this.#shown(node), ARN.test(text) ? ['arn:', ''] : undefined, namesResource(text));
  }

  #shown(node: HclNode): string {
    return shown(this.text(node).replace(/\s+/gu, ' '));
  }

  /** `var.name`, `local.name` and what lies below them. */
  #reference(node: HclNode, root: HclNode, steps: readonly HclNode[]): unknown {
    const bound = this.#names.all.get(this.text(root));
    if (bound !== undefined) return this.#within(node, bound, steps);
    const [name, ...rest] = steps;
    if (name?.type !== 'get_attr') return this.#unknown(node);
    const identifier = childOf(name, 'identifier');
    if (this.text(root) === 'data') return this.#document(node, [name, ...rest]);
    const found = identifier === undefined ? undefined : this.#lookup(this.text(root), this.text(identifier));
    if (found === undefined) return this.#ofOther(node);
    return this.#within(node, found, rest);
  }

  #within(node: HclNode, found: Found, steps: readonly HclNode[]): unknown {
    this.#took(found);
    return steps.reduce((inner, step) => this.#step(node, inner, step), found.value);
  }

  #took({ isSecret, isAssumed = false }: Found): void {
    this.#hasSecret ||= isSecret;
    this.#isAssumed ||= isAssumed;
  }

  /** `data.aws_iam_policy_document.NAME.json`, also of one that is made several times. */
  #document(node: HclNode, steps: readonly HclNode[]): unknown {
    const [type, name, json, ...more] = steps
      .filter((step) => step.type === 'get_attr')
      .map((step) => this.#keyOf(step));
    if (type !== POLICY_DOCUMENT || name === undefined || more.length > 0) return this.#ofOther(node);
    const found = this.#lookup(`data.${type}`, name);
    if (found === undefined || (json !== 'json' && json !== 'minified_json')) return this.#unknown(node);
    this.#took(found);
    return encoded(found.value, this.#shown(node));
  }

  #step(node: HclNode, value: unknown, step: HclNode): unknown {
    if (value instanceof HclUnknown) return value;
    if (step.type === 'splat') {
      return this.#checked(
        node,
        splatValues(value, step, (inner, next) => this.#step(node, inner, next), this),
      );
    }
    const key = this.#keyOf(step);
    if (typeof value !== 'object' || value === null || key === undefined) return this.#unknown(node);
    if (Array.isArray(value)) return this.#known(node, (value as readonly unknown[])[Number(key)]);
    return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : new HclMissing(this.#shown(node));
  }

  #known(node: HclNode, value: unknown): unknown {
    return value === undefined ? this.#unknown(node) : value;
  }

  #checked(node: HclNode, value: unknown): unknown {
    return typeof value === 'object' && value !== null ? this.#bounded(node, value) : this.#known(node, value);
  }

  #keyOf(step: HclNode): string | undefined {
    const identifier = step.type === 'get_attr' ? childOf(step, 'identifier') : undefined;
    if (identifier !== undefined) return this.text(identifier);
    const legacy = childOf(step, 'legacy_index');
    if (legacy !== undefined) return this.text(legacy).slice(1);
    const expression = step.type === 'index' ? childOf(childOf(step, 'new_index'), 'expression') : undefined;
    const key = expression === undefined ? undefined : this.value(expression);
    return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
  }

  #template(node: HclNode): unknown {
    const parts = templateParts(node, this.#source);
    const values = parts.map((part) => (typeof part === 'string' ? part : this.#interpolated(part)));
    // A template that is one value and no more gives the value itself.
    if (parts.length === 1 && node.type !== 'heredoc_template') return values[0];
    return joinedText(node, values, parts, this.#words);
  }

  #interpolated(node: HclNode): unknown {
    const expression = node.type === 'template_interpolation' ? childOf(node, 'expression') : undefined;
    // `~` takes away the white space around it.
    if (expression === undefined || this.text(node).includes('~')) return this.#unknown(node);
    return this.value(expression);
  }

  #object(node: HclNode): unknown {
    const entries: [string, unknown][] = [];
    for (const { children, type } of node.children) {
      const [key, value] = type === 'object_elem' ? children.filter((child) => child.type === 'expression') : [];
      if (key === undefined || value === undefined) continue;
      const name = this.#name(key);
      // Which member it is is not known, so no member is.
      if (name === undefined) return this.#unknown(node);
      entries.push([name, this.value(value)]);
    }
    // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
    return this.#bounded(node, Object.fromEntries(entries));
  }

  #bounded(node: HclNode, value: object): object {
    return isTooLarge(value) ? this.#unknown(node) : value;
  }

  #name(key: HclNode): string | undefined {
    const [first, ...rest] = key.children;
    if (first?.type === 'variable_expr' && rest.length === 0) return this.text(first);
    return textOf(this.value(key));
  }

  #operation(node: HclNode): unknown {
    const binary = childOf(node, 'binary_operation');
    if (binary !== undefined) return this.#binary(node, binary);
    const [sign, ...operand] = childOf(node, 'unary_operation')?.children ?? [];
    const value = this.#sequence(node, operand);
    if (typeof value === 'number' && sign?.type === '-') return -value;
    return typeof value === 'boolean' && sign?.type === '!' ? !value : this.#unknown(node);
  }

  #binary(node: HclNode, { children }: HclNode): unknown {
    const at = children.findIndex(({ type }) => OPERATORS.has(type));
    const operator = children[at]?.type ?? '';
    const sides = [children.slice(0, at), children.slice(at + 1)].map((side) => this.#sequence(node, side));
    const [left, right] = sides;
    if (sides.some((side) => decidedBy(operator, side))) return operator === '||';
    return this.#known(node, OPERATORS.get(operator)?.(left, right));
  }

  #conditional(node: HclNode): unknown {
    const [condition, then, otherwise] = node.children.filter(({ type }) => type === 'expression');
    const holds = condition === undefined ? undefined : this.value(condition);
    if (typeof holds !== 'boolean' || then === undefined || otherwise === undefined) return this.#unknown(node);
    return this.value(holds ? then : otherwise);
  }

  #call(node: HclNode): unknown {
    const identifier = childOf(node, 'identifier');
    const list = childOf(node, 'function_arguments');
    if (identifier === undefined || childOf(list, 'ellipsis') !== undefined) return this.#unknown(node);
    const name = this.text(identifier);
    const values = (list?.children ?? []).filter(({ type }) => type === 'expression').map((item) => this.value(item));
    this.#hasSecret ||= name === 'sensitive';
    const [first] = values;
    if (values.length === 1 && SAME_VALUE.has(name)) return Array.isArray(first) ? [...(first as unknown[])] : first;
    if (values.length === 1 && name === 'jsonencode') return encoded(first, this.#shown(node));
    if (!this.#mayWork(values)) return this.#unknown(node);
    if (name === 'try') return this.#tried(node, values);
    return this.#worked(node, name, values);
  }

  /** Whether what is given to functions of one folder is not too much yet: each call goes through all of it. */
  #mayWork(values: readonly unknown[]): boolean {
    const size = values.reduce((sum: number, value) => sum + sizeOf(value), 1);
    return size <= MAX_ARGUMENTS && this.spend(size);
  }

  /** The first that does not fail: what is known did not. */
  #tried(node: HclNode, values: readonly unknown[]): unknown {
    const first = values.find((value) => !(value instanceof HclMissing));
    return first === undefined || holdsUnknown(first) ? this.#unknown(node) : first;
  }

  #worked(node: HclNode, name: string, values: readonly unknown[]): unknown {
    const isOpen = values.some((value) => value instanceof HclUnknown);
    const parts = Object.hasOwn(TEXTS, name) ? TEXTS[name]?.(...values) : undefined;
    if (parts !== undefined) return joinedText(node, parts, [], this.#words);
    const work = Object.hasOwn(FUNCTIONS, name) && (!isOpen || LENIENT.has(name)) ? FUNCTIONS[name] : undefined;
    return this.#checked(node, work?.(...values));
  }
}

/** Characters and members that functions are given in one call. */
const MAX_ARGUMENTS = 100_000;

/** To write out a member with its path costs more than to look at it. */
const MEMBER_COST = 8;

const PUNCTUATION = new Set(['(', ')']);

/** Functions whose result reads like what they are given. */
const SAME_VALUE = new Set(['tolist', 'tomap', 'tostring', 'tobool', 'sensitive', 'nonsensitive']);

const ARN = /^(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]*]*\])?\.arn$/u;
