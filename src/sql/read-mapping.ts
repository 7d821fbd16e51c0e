import { describeValue } from '../values/kinds.ts';
import { isObject, type JsonObject } from '../values/value.ts';
import type { ColumnKind, ColumnMapping, TableMapping } from './layout.ts';

const KINDS: readonly ColumnKind[] = ['json', 'text', 'number', 'boolean', 'time'];
const TEXTS = ['document', 'type', 'only'] as const;

/**
 * Reads a mapping that a user wrote, as JSON: a {@link TableMapping} for all types, or an object of them by type. A column
 * alone, `"name": "user_name"`, is text.
 *
 * @returns the table of a type; undefined where there is none
 * @throws SyntaxError for what is none
 * @example
 * readMapping('{"table":"users","only":"IamUser","properties":{"mfaActive":{"column":"mfa","kind":"boolean"}}}')('IamUser')
 */
export function readMapping(text: string): (type: string) => TableMapping | undefined {
  const { one, byType } = mappingsIn(text);
  return (type) => one ?? byType.get(type);
}

/** The tables of a mapping, each of the type that it stands under. */
export function readMappings(text: string): readonly TableMapping[] {
  const { one, byType } = mappingsIn(text);
  if (one !== undefined) return [one];
  return [...byType].map(([type, mapping]) => (mapping.type === undefined ? { only: type, ...mapping } : mapping));
}

function mappingsIn(text: string): {
  readonly one: TableMapping | undefined;
  readonly byType: ReadonlyMap<string, TableMapping>;
} {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new SyntaxError(`a mapping is an object, and this is ${describeValue(value)}`);
  if (Object.hasOwn(value, 'table')) return { one: mappingOf(value, 'the mapping'), byType: new Map() };
  const byType = new Map(Object.entries(value).map(([type, one]) => [type, mappingOf(one, `\`${type}\``)]));
  return { one: undefined, byType };
}

function mappingOf(value: unknown, where: string): TableMapping {
  if (!isObject(value))
    throw new SyntaxError(`${where} is an object with \`table\`, and this is ${describeValue(value)}`);
  const known = ['table', 'properties', 'identity', ...TEXTS];
  const other = Object.keys(value).find((key) => !known.includes(key));
  if (other !== undefined) throw new SyntaxError(`${where} has no \`${other}\`; there are ${known.join(', ')}`);
  const texts = Object.fromEntries(
    TEXTS.flatMap((key) => (value[key] === undefined ? [] : [[key, textAt(value, key, where)] as const])),
  );
  const { properties, identity } = value;
  return {
    table: textAt(value, 'table', where),
    ...texts,
    ...(properties === undefined ? {} : { properties: propertiesOf(properties, where) }),
    ...(identity === undefined ? {} : { identity: namesOf(identity, where) }),
  };
}

function textAt(value: JsonObject, key: string, where: string): string {
  const text = value[key];
  if (typeof text !== 'string' || text === '')
    throw new SyntaxError(`\`${key}\` of ${where} is text, and this is ${describeValue(text)}`);
  return text;
}

function namesOf(value: unknown, where: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string'))
    throw new SyntaxError(`\`identity\` of ${where} is a list of properties`);
  return value;
}

function propertiesOf(value: unknown, where: string): Readonly<Record<string, ColumnMapping>> {
  if (!isObject(value)) throw new SyntaxError(`\`properties\` of ${where} is an object of columns`);
  return Object.fromEntries(Object.entries(value).map(([path, column]) => [path, columnOf(column, path)]));
}

function columnOf(value: unknown, path: string): ColumnMapping {
  if (typeof value === 'string') return { column: value, kind: 'text' };
  if (!isObject(value))
    throw new SyntaxError(`the column of \`${path}\` is a name, or an object with \`column\` and \`kind\``);
  const kind = KINDS.find((one) => one === (value['kind'] ?? 'text'));
  if (kind === undefined) throw new SyntaxError(`the \`kind\` of \`${path}\` is one of ${KINDS.join(', ')}`);
  const from = Object.hasOwn(value, 'sql') ? 'sql' : 'column';
  return { kind, [from]: textAt(value, from, `the column of \`${path}\``) };
}
