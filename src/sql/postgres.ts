import { type Dialect, type JsonKind, numberLiteral, operatorText, type SqlNumber } from './dialect.ts';
import { postgresText } from './literals.ts';
import { postgresPattern } from './postgres-pattern.ts';

const KINDS: Readonly<Record<JsonKind, string>> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
  list: 'array',
  object: 'object',
};

function numeric(number: SqlNumber): string {
  if (number.form === 'literal') return `(${numberLiteral(number.value)})::numeric`;
  return `(${number.sql})::numeric`;
}

const BLANKS = postgresText('("(?:[^"\\\\]|\\\\.)*")|[ ]');
const HIGH = postgresText('([\\uE000-\\uFFFF])');
const FIRST = postgresText('\\1');

/** PostgreSQL 12 and later, and what distributes it. JSON is jsonb; letters are folded by ICU, as JavaScript does. */
export const postgres: Dialect = {
  name: 'postgres',
  json: 'jsonb',
  text: 'text',
  literal: postgresText,
  // OFFSET 0 keeps the planner from putting the value in every place of the name.
  bind: (name, value, body) => `(SELECT ${body} FROM (SELECT ${value} AS ${name} OFFSET 0) AS ${name}_)`,
  decided: (truth, whenTrue, whenFalse, otherwise) =>
    `CASE ${truth} WHEN TRUE THEN ${whenTrue} WHEN FALSE THEN ${whenFalse} ELSE ${otherwise} END`,
  layers: () => [],
  isKind: (json, kind) => `jsonb_typeof(${json}) = '${KINDS[kind]}'`,
  property: (json, name) => `(${json} -> ${postgresText(name)})`,
  element: (json, place) => `(${json} -> ${place})`,
  length: (list) => `jsonb_array_length(${list})`,
  size: (object) => `(SELECT count(*) FROM jsonb_object_keys(${object}))`,
  isEmptyObject: (object) => `${object} = '{}'::jsonb`,
  listOf: (...json) => `jsonb_build_array(${json.join(', ')})`,
  textIn: (json) => `(${json} #>> '{}')`,
  booleanIn: (json) => `(${json})::boolean`,
  toJson: (sql) => `to_jsonb(${sql})`,
  // No function of version 15 reads JSON without an error where it is none.
  opened: undefined,
  jsonText: (json) => `regexp_replace(${json}::text, ${BLANKS}, ${FIRST}, 'g')`,
  folded: (text) => `lower(${text} COLLATE "und-x-icu")`,
  upper: (text) => `upper(${text} COLLATE "und-x-icu")`,
  sorting: (text) => `regexp_replace(${text} COLLATE "C", ${HIGH}, chr(1114111) || ${FIRST}, 'g') COLLATE "C"`,
  fits: (text, pattern) => `${text} COLLATE "C" ~ ${postgresText(pattern)}`,
  matches: (text, pattern, ignoreCase) => {
    const translated = postgresPattern(pattern, ignoreCase);
    return translated === undefined ? undefined : `(${text} COLLATE "C" ~ ${postgresText(translated)})`;
  },
  compareNumbers: (left, operator, right) => `${numeric(left)} ${operatorText(operator)} ${numeric(right)}`,
  numberText: (number) => {
    const x = numeric(number);
    return (
      `CASE WHEN ${x} = trunc(${x}) THEN trunc(${x})::text` +
      ` WHEN abs(${x}) < 0.000001 THEN regexp_replace((${x})::float8::text, 'e-0?', 'e-')` +
      ` ELSE trim_scale((${x})::float8::text::numeric)::text END`
    );
  },
  whole: (text) => `(${text})::bigint`,
  quotient: (left, right) => `(${left}) / ${right}`,
  fraction: 'numeric',
  split: (text, separator) =>
    `CASE WHEN ${text} = '' THEN '[]'::jsonb ELSE to_jsonb(string_to_array(${text}, ${postgresText(separator)})) END`,
  part: (text, separator, place) => `split_part(${text}, ${postgresText(separator)}, ${place})`,
  joined: (list, name, text, separator) =>
    `(SELECT coalesce(string_agg(${text}, ${postgresText(separator)} ORDER BY ${name}_n), '')` +
    ` FROM jsonb_array_elements(${list}) WITH ORDINALITY AS ${name}_(${name}, ${name}_n))`,
  some: (list, name, body) => `(TRUE = ANY (SELECT ${body} FROM jsonb_array_elements(${list}) AS ${name}_(${name})))`,
  every: (list, name, body) => `(TRUE = ALL (SELECT ${body} FROM jsonb_array_elements(${list}) AS ${name}_(${name})))`,
  filtered: (list, names, body, then) => {
    const [element, result] = [names.next(), names.next()];
    return (
      `(SELECT CASE WHEN ${result}_u THEN NULL ELSE ${then(result)} END FROM (` +
      `SELECT coalesce(bool_or(${result}_t IS NULL), FALSE) AS ${result}_u,` +
      ` coalesce(jsonb_agg(${element} ORDER BY ${element}_n) FILTER (WHERE ${result}_t), '[]') AS ${result} FROM (` +
      `SELECT ${element}, ${element}_n, ${body(element)} AS ${result}_t` +
      ` FROM jsonb_array_elements(${list}) WITH ORDINALITY AS ${element}_(${element}, ${element}_n) OFFSET 0) AS ${result}_1) AS ${result}_2)`
    );
  },
  collected: (list, names, value) => {
    const [element, found, inner] = [names.next(), names.next(), names.next()];
    return (
      `(SELECT coalesce(jsonb_agg(${inner} ORDER BY ${element}_n, ${inner}_n), '[]') FROM (` +
      `SELECT ${element}_n, ${value(element)} AS ${found}` +
      ` FROM jsonb_array_elements(${list}) WITH ORDINALITY AS ${element}_(${element}, ${element}_n) OFFSET 0) AS ${found}_,` +
      ` jsonb_array_elements(CASE WHEN jsonb_typeof(${found}) = 'array' THEN ${found}` +
      ` WHEN jsonb_typeof(${found}) = 'null' THEN '[]' ELSE jsonb_build_array(${found}) END)` +
      ` WITH ORDINALITY AS ${inner}_(${inner}, ${inner}_n) WHERE ${found} IS NOT NULL)`
    );
  },
  firstMatching: (list, names, before, ipv6) => {
    const one = names.next();
    const all = `jsonb_array_elements(${postgresText(before)}::jsonb || ${list})`;
    const field = (name: string): string => `(${one} ->> '${name}')::numeric`;
    const first = (where: string): string =>
      `coalesce((SELECT (${one} ->> 'a')::boolean FROM ${all} WITH ORDINALITY AS ${one}_(${one}, ${one}_n)` +
      ` WHERE ${where} ORDER BY ${field('o')}, ${field('y')}, ${one}_n LIMIT 1), FALSE)`;
    const bounds = `SELECT DISTINCT ${one}_b FROM ${all} AS ${one}_(${one}), LATERAL (VALUES (${field('s')}), (${field('e')})) AS ${one}_e(${one}_b) WHERE ${field('f')} = 4`;
    const pieces = `SELECT ${one}_b AS ${one}_lo, lead(${one}_b) OVER (ORDER BY ${one}_b) AS ${one}_hi FROM (${bounds}) AS ${one}_1`;
    const holds = `${field('f')} = 4 AND ${field('s')} <= ${one}_lo AND ${field('e')} > ${one}_lo`;
    const ipv4 = `(SELECT coalesce(sum(${one}_hi - ${one}_lo), 0) FROM (${pieces}) AS ${one}_2 WHERE ${one}_hi IS NOT NULL AND ${first(holds)})`;
    return `(${ipv4} + CASE WHEN ${first(`${field('f')} = 6`)} THEN ${ipv6} ELSE 0 END)`;
  },
  object: (pairs) => `jsonb_build_object(${pairs.map(([name, json]) => `${postgresText(name)}, ${json}`).join(', ')})`,
};
