import { FUNCTIONS, LENIENT, TEXTS } from './functions.ts';
import { encoded, holdsUnknown, templateOf } from './json-text.ts';
import { childOf, type HclNode } from './node.ts';
import { decidedBy, OPERATORS } from './operators.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { MAX_TEXT, numberOf, piecesOf, shown, textOf } from './known-text.ts';
import { isTooLarge, sizeOf } from './size.ts';
import { templateParts, type TemplatePart } from './text.ts';
import { HclUnknown } from './unknown.ts';

/** What a name stands for, whether that is secret, and whether it is the default of a variable that may have another value. */
export interface Found {
  readonly value: unknown;
  readonly isSecret: boolean;
  readonly isAssumed?: boolean;
}

/** What names such as `var.stage` stand for, and `data.aws_iam_policy_document`: `undefined` where the files do not tell. */
export type Lookup = (root: string, name: string) => Found | undefined;

/**
 * The value of an expression as far as it is literal: texts, numbers, lists, objects, variables and locals that are,
 * operators, and the functions of a table. All else is an HclUnknown, in its place within lists and objects too.
 */
export class HclExpressions {
  /** What functions were given so far, of all that has the same names. */
  static readonly #spent = new WeakMap<Lookup, number>();

  readonly #source: string;
  readonly #lookup: Lookup;
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

  value(node: HclNode): unknown {
    return this.#sequence(node, node.children);
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
        return numberOf(this.#text(node));
      case 'bool_lit':
        return this.#text(node) === 'true';
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
      default:
        return this.#unknown(node);
    }
  }

  #text(node: HclNode): string {
    return this.#source.slice(node.start, node.end);
  }

  #unknown(node: HclNode): HclUnknown {
    return new HclUnknown(this.#shown(node));
  }

  /** What another resource gives; an attribute of AWS's provider that is called `arn` begins like one. */
  #ofOther(node: HclNode): HclUnknown {
    return new HclUnknown(this.#shown(node), ARN.test(this.#text(node)) ? ['arn:', ''] : undefined);
  }

  #shown(node: HclNode): string {
    return shown(this.#text(node).replace(/\s+/gu, ' '));
  }

  /** `var.name`, `local.name` and what lies below them. */
  #reference(node: HclNode, root: HclNode, [name, ...rest]: readonly HclNode[]): unknown {
    if (name?.type !== 'get_attr') return this.#unknown(node);
    const identifier = childOf(name, 'identifier');
    if (this.#text(root) === 'data') return this.#document(node, [name, ...rest]);
    const found = identifier === undefined ? undefined : this.#lookup(this.#text(root), this.#text(identifier));
    if (found === undefined) return this.#ofOther(node);
    this.#took(found);
    return rest.reduce((inner, step) => this.#step(node, inner, step), found.value);
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
    const key = this.#keyOf(step);
    if (typeof value !== 'object' || value === null || key === undefined) return this.#unknown(node);
    if (Array.isArray(value)) return this.#known(node, (value as readonly unknown[])[Number(key)]);
    return this.#known(node, Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined);
  }

  #known(node: HclNode, value: unknown): unknown {
    return value === undefined ? this.#unknown(node) : value;
  }

  #keyOf(step: HclNode): string | undefined {
    const identifier = step.type === 'get_attr' ? childOf(step, 'identifier') : undefined;
    if (identifier !== undefined) return this.#text(identifier);
    const expression = step.type === 'index' ? childOf(childOf(step, 'new_index'), 'expression') : undefined;
    const key = expression === undefined ? undefined : this.value(expression);
    return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
  }

  #template(node: HclNode): unknown {
    const parts = templateParts(node, this.#source);
    const values = parts.map((part) => (typeof part === 'string' ? part : this.#interpolated(part)));
    // A template that is one value and no more gives the value itself.
    if (parts.length === 1 && node.type !== 'heredoc_template') return values[0];
    return this.#joined(node, values, parts);
  }

  /** Values as one text, of which parts may not be known. */
  #joined(node: HclNode, values: readonly unknown[], parts: readonly TemplatePart[] = []): unknown {
    const texts = values.map(textOf);
    const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    if (length > MAX_TEXT) return this.#unknown(node);
    if (!texts.includes(undefined)) return texts.join('');
    const pieces = this.#isPlain(parts) ? piecesOf(values) : undefined;
    if (pieces === undefined) return this.#unknown(node);
    const gaps = values.flatMap((value, index) => {
      if (texts[index] !== undefined) return [];
      if (value instanceof HclUnknown) return [value.expression];
      const part = parts[index];
      return [typeof part === 'object' ? this.#shown(childOf(part, 'expression') ?? part) : this.#shown(node)];
    });
    return templateOf(this.#shown(node), pieces, gaps);
  }

  /** Whether no directive and no `~` takes text away. */
  #isPlain(parts: readonly TemplatePart[]): boolean {
    return parts.every(
      (part) => typeof part === 'string' || (part.type === 'template_interpolation' && !this.#text(part).includes('~')),
    );
  }

  #interpolated(node: HclNode): unknown {
    const expression = node.type === 'template_interpolation' ? childOf(node, 'expression') : undefined;
    // `~` takes away the white space around it.
    if (expression === undefined || this.#text(node).includes('~')) return this.#unknown(node);
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
    if (first?.type === 'variable_expr' && rest.length === 0) return this.#text(first);
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
    const name = this.#text(identifier);
    const values = (list?.children ?? []).filter(({ type }) => type === 'expression').map((item) => this.value(item));
    this.#hasSecret ||= name === 'sensitive';
    const [first] = values;
    if (values.length === 1 && SAME_VALUE.has(name)) return first;
    if (values.length === 1 && name === 'jsonencode') return encoded(first, this.#shown(node));
    if (!this.#mayWork(values)) return this.#unknown(node);
    // What is known did not fail.
    if (name === 'try') return values.length > 0 && !holdsUnknown(first) ? first : this.#unknown(node);
    return this.#worked(node, name, values);
  }

  /** Whether what is given to functions of one folder is not too much yet: each call goes through all of it. */
  #mayWork(values: readonly unknown[]): boolean {
    const size = values.reduce((sum: number, value) => sum + sizeOf(value), 1);
    const spent = (HclExpressions.#spent.get(this.#lookup) ?? 0) + size;
    if (size > MAX_ARGUMENTS || spent > MAX_WORK) return false;
    HclExpressions.#spent.set(this.#lookup, spent);
    return true;
  }

  #worked(node: HclNode, name: string, values: readonly unknown[]): unknown {
    const isOpen = values.some((value) => value instanceof HclUnknown);
    const parts = Object.hasOwn(TEXTS, name) ? TEXTS[name]?.(...values) : undefined;
    if (parts !== undefined) return this.#joined(node, parts);
    const work = Object.hasOwn(FUNCTIONS, name) && (!isOpen || LENIENT.has(name)) ? FUNCTIONS[name] : undefined;
    const result = this.#known(node, work?.(...values));
    return typeof result === 'object' && result !== null ? this.#bounded(node, result) : result;
  }
}

/** Characters and members that functions are given: in one call, and in all of a folder. */
const MAX_ARGUMENTS = 100_000;
const MAX_WORK = 50_000_000;

const PUNCTUATION = new Set(['(', ')']);

/** Functions whose result reads like what they are given. */
const SAME_VALUE = new Set(['tolist', 'tomap', 'tostring', 'tobool', 'sensitive', 'nonsensitive']);

const ARN = /^(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]*]*\])?\.arn$/u;
