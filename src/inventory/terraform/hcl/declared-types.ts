import { isObject, ownValue } from '../../entity.ts';
import { setOf } from './functions.ts';
import { numberOf, textOf } from './known-text.ts';
import { childOf, type HclNode } from './node.ts';
import { HclUnknown } from './unknown.ts';

/** What Terraform makes of the value of a variable by its declared type; an HclUnknown in each place where that is not sure. */
export type Conversion = (value: unknown) => unknown;

/** What works out a default within a type, which is literal. */
export interface TypeText {
  text(node: HclNode): string;
  value(node: HclNode): unknown;
}

/**
 * The conversion that a type such as `list(number)` asks for; undefined where it asks for none, or is not understood.
 *
 * https://developer.hashicorp.com/terraform/language/expressions/type-constraints
 */
export function conversionOf(type: HclNode, from: TypeText): Conversion | undefined {
  const call = childOf(type, 'function_call');
  const written = from.text(type).replace(/^"|"$/gu, '');
  if (call === undefined) return Object.hasOwn(PLAIN, written) ? PLAIN[written] : undefined;
  const name = childOf(call, 'identifier');
  const [first] = argumentsOf(call);
  if (name === undefined || first === undefined) return undefined;
  const kind = from.text(name);
  if (kind === 'object') return objectOf(childOf(childOf(first, 'collection_value'), 'object'), from);
  const each = conversionOf(first, from);
  if (kind === 'optional') return each;
  if (kind === 'list') return listOf(each);
  if (kind === 'set') return (value) => kindOf(listOf(each)(value), setOf);
  return kind === 'map' ? mapOf(each) : undefined;
}

const PLAIN: Readonly<Record<string, Conversion>> = {
  string: (value) => kindOf(value, textOf),
  number: (value) => kindOf(value, asNumber),
  bool: (value) => kindOf(value, asTruth),
};

const UNSURE = new HclUnknown('the declared type of the variable');

function argumentsOf(call: HclNode): readonly HclNode[] {
  const list = childOf(call, 'function_arguments')?.children ?? [];
  return list.filter(({ type }) => type === 'expression');
}

/** What is not known, and null, is of every type. */
function kindOf(value: unknown, convert: (known: unknown) => unknown): unknown {
  return value === null || value instanceof HclUnknown ? value : (convert(value) ?? UNSURE);
}

function asNumber(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return typeof value === 'string' && /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(value) ? numberOf(value) : undefined;
}

function asTruth(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return value === 'true' || value === 'false' ? value === 'true' : undefined;
}

function listOf(each: Conversion | undefined): Conversion {
  return (value) => kindOf(value, (list) => (Array.isArray(list) ? list.map(each ?? alike(list)) : undefined));
}

function mapOf(each: Conversion | undefined): Conversion {
  return (value) =>
    kindOf(value, (map) => {
      if (!isObject(map)) return undefined;
      const convert = each ?? alike(Object.values(map));
      return Object.fromEntries(Object.entries(map).map(([name, item]) => [name, convert(item)] as const));
    });
}

/** Elements of any type are made alike: beside a text, all are texts. */
function alike(values: readonly unknown[]): Conversion {
  const known = values.filter((value) => value !== null && !(value instanceof HclUnknown));
  const kinds = new Set(known.map((value) => typeof value));
  if (kinds.size <= 1) return (value) => value;
  return kinds.has('string') && !kinds.has('object') ? (value) => kindOf(value, textOf) : () => UNSURE;
}

/** The attributes of an object type and no others; an optional one that is not given has its default. */
function objectOf(type: HclNode | undefined, from: TypeText): Conversion | undefined {
  if (type === undefined) return undefined;
  const attributes = type.children.flatMap((element) => {
    const [key, inner] = element.children.filter((child) => child.type === 'expression');
    if (element.type !== 'object_elem' || key === undefined || inner === undefined) return [];
    return [{ name: from.text(key).replace(/^"|"$/gu, ''), ...attributeOf(inner, from) }];
  });
  return (value) =>
    kindOf(value, (map) => {
      if (!isObject(map)) return undefined;
      const members = attributes.map(({ name, convert, other }) => {
        const given = ownValue(map, name);
        return [name, convert(given ?? other ?? orUnsure(given, other))] as const;
      });
      return Object.fromEntries(members);
    });
}

/** Null is given, or stands for nothing; what is not given must be. */
function orUnsure(given: unknown, other: unknown): unknown {
  return given === null || other === null ? null : UNSURE;
}

interface Attribute {
  readonly convert: Conversion;
  /** What stands there where nothing is given: null for an optional one without a default. */
  readonly other: unknown;
}

function attributeOf(type: HclNode, from: TypeText): Attribute {
  const convert = conversionOf(type, from) ?? ((value: unknown): unknown => value);
  const call = childOf(type, 'function_call');
  const name = childOf(call, 'identifier');
  if (call === undefined || name === undefined || from.text(name) !== 'optional') return { convert, other: undefined };
  const [, other] = argumentsOf(call);
  return { convert, other: other === undefined ? null : from.value(other) };
}
