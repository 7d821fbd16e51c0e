import { encoded, templateOf } from './json-text.ts';
import { childOf, type HclNode } from './node.ts';
import { POLICY_DOCUMENT } from './policy-document.ts';
import { isTooLarge } from './size.ts';
import { templateParts, type TemplatePart } from './text.ts';
import { HclJson, HclUnknown } from './unknown.ts';

/** What a name stands for, whether that is secret, and whether it is the default of a variable that may have another value. */
export interface Found {
  readonly value: unknown;
  readonly isSecret: boolean;
  readonly isAssumed?: boolean;
}

/** What names such as `var.stage` stand for, and `data.aws_iam_policy_document`: `undefined` where the files do not tell. */
export type Lookup = (root: string, name: string) => Found | undefined;

/**
 * The value of an expression as far as it is literal: texts, numbers, lists, objects, variables and locals that are, and
 * the few functions that only change the form. All else is an HclUnknown, in its place within lists and objects too.
 */
export class HclExpressions {
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
    const [first, ...rest] = node.children.filter(({ type }) => !PUNCTUATION.has(type));
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
    const texts = values.map(textOf);
    const length = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
    if (length > MAX_TEXT) return this.#unknown(node);
    if (!texts.includes(undefined)) return texts.join('');
    const pieces = this.#piecesOf(parts, values);
    if (pieces === undefined) return this.#unknown(node);
    const gaps = values.flatMap((value, index) => {
      const part = parts[index];
      if (part === undefined || typeof part === 'string' || texts[index] !== undefined) return [];
      return [value instanceof HclUnknown ? value.expression : this.#shown(childOf(part, 'expression') ?? part)];
    });
    return templateOf(this.#shown(node), pieces, gaps);
  }

  /** The texts between what is not known; undefined where a directive or `~` may take some of them away. */
  #piecesOf(parts: readonly TemplatePart[], values: readonly unknown[]): readonly string[] | undefined {
    const isPlain = parts.every(
      (part) => typeof part === 'string' || (part.type === 'template_interpolation' && !this.#text(part).includes('~')),
    );
    if (!isPlain) return undefined;
    const pieces = [''];
    for (const value of values) {
      const [first, ...rest] = piecesWithin(value);
      pieces[pieces.length - 1] += first;
      pieces.push(...rest);
    }
    return pieces.every((piece) => piece === '') ? undefined : pieces;
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
    const unary = childOf(node, 'unary_operation');
    const operand = unary?.children.at(-1);
    if (unary === undefined || operand === undefined) return this.#unknown(node);
    const value = this.#single(operand);
    if (typeof value === 'number' && this.#text(unary).startsWith('-')) return -value;
    return typeof value === 'boolean' && this.#text(unary).startsWith('!') ? !value : this.#unknown(node);
  }

  #conditional(node: HclNode): unknown {
    const [condition, then, otherwise] = node.children.filter(({ type }) => type === 'expression');
    const holds = condition === undefined ? undefined : this.value(condition);
    if (typeof holds !== 'boolean' || then === undefined || otherwise === undefined) return this.#unknown(node);
    return this.value(holds ? then : otherwise);
  }

  #call(node: HclNode): unknown {
    const name = childOf(node, 'identifier');
    const argumentsOf = childOf(node, 'function_arguments')?.children.filter(({ type }) => type === 'expression') ?? [];
    const [argument, ...more] = argumentsOf;
    if (name === undefined || argument === undefined || more.length > 0) return this.#unknown(node);
    const value = this.value(argument);
    this.#hasSecret ||= this.#text(name) === 'sensitive';
    if (SAME_VALUE.has(this.#text(name))) return value;
    return this.#text(name) === 'jsonencode' ? encoded(value, this.#shown(node)) : this.#unknown(node);
  }
}

/** Longer text is put together of no template: each of a few locals may double it. */
export const MAX_TEXT = 1024 * 1024;

const MAX_SHOWN = 80;

/** An expression as messages show it. */
export function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}

const PUNCTUATION = new Set(['(', ')']);

/** Functions whose result reads like what they are given. */
const SAME_VALUE = new Set(['tolist', 'tomap', 'tostring', 'tobool', 'sensitive', 'nonsensitive']);

/** A number that would not be exact stays text. */
function numberOf(text: string): number | string {
  const number = Number(text);
  return Number.isNaN(number) || (/^\d+$/u.test(text) && !Number.isSafeInteger(number)) ? text : number;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const isPlain = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isPlain ? String(value) : undefined;
}

const ARN = /^(?:data\.)?aws_\w+\.[\w-]+(?:\[[^\]*]*\])?\.arn$/u;
const UNTOLD = ['', ''] as const;

/** The text of a value, or of one that is not known its start and its end. */
function piecesWithin(value: unknown): readonly [string, ...string[]] {
  const text = textOf(value);
  if (text !== undefined) return [text];
  const [start, end, ...more] = value instanceof HclUnknown && !(value instanceof HclJson) ? (value.pieces ?? []) : [];
  return start === undefined || end === undefined || more.length > 0 ? UNTOLD : [start, end];
}
