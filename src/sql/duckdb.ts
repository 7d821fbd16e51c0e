import { type Dialect, DOCUMENT, type JsonKind, numberLiteral, operatorText, type SqlNumber } from './dialect.ts';
import { Bindings, layersOf, neededBy, renamed } from './floating.ts';
import { duckdbText } from './literals.ts';
import type { ComparisonOperator } from '../syntax/ast.ts';
import { MAX_DOCUMENT_LENGTH } from '../values/document.ts';

const KINDS: Readonly<Record<JsonKind, string>> = {
  text: `= 'VARCHAR'`,
  number: `IN ('BIGINT', 'UBIGINT', 'HUGEINT', 'DOUBLE')`,
  boolean: `= 'BOOLEAN'`,
  null: `= 'NULL'`,
  list: `= 'ARRAY'`,
  object: `= 'OBJECT'`,
};

/** A step of a JSON pointer. */
function pointer(name: string): string {
  return duckdbText(`/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}

function double(number: SqlNumber): string {
  if (number.form === 'literal') return `CAST('${numberLiteral(number.value)}' AS DOUBLE)`;
  return number.form === 'sql' ? `CAST(${number.sql} AS DOUBLE)` : `TRY_CAST(${number.sql} AS DOUBLE)`;
}

/** The text of a number that may be beyond what a double holds exactly. */
function digits(number: SqlNumber): string {
  return number.form === 'literal' ? `'${numberLiteral(number.value)}'` : `CAST(${number.sql} AS VARCHAR)`;
}

function isSmall(number: SqlNumber): boolean {
  return number.form === 'literal' && (typeof number.value === 'number' || Number.isSafeInteger(Number(number.value)));
}

/** As doubles, and whole numbers beyond 2^53 exactly: those matter only where neither side is known to be small. */
function compareNumbers(left: SqlNumber, operator: ComparisonOperator, right: SqlNumber): string {
  const sign = operatorText(operator);
  const plain = `${double(left)} ${sign} ${double(right)}`;
  if (isSmall(left) || isSmall(right)) return plain;
  const isWhole = (number: SqlNumber): string => `regexp_full_match(${digits(number)}, '-?[0-9]{1,38}')`;
  const huge = (number: SqlNumber): string => `TRY_CAST(${digits(number)} AS HUGEINT)`;
  return (
    `CASE WHEN ${isWhole(left)} AND ${isWhole(right)}` + ` THEN ${huge(left)} ${sign} ${huge(right)} ELSE ${plain} END`
  );
}

/** Full lower case: DuckDB's own knows one letter for each letter, so that `İ` and a `Σ` at the end of a word differ. */
function folded(text: string, isAscii: boolean): string {
  if (isAscii) return `lower(replace(${text}, 'İ', 'i̇'))`;
  const sigma = `regexp_replace(${text}, '([\\p{L}][\\p{Mn}\\p{Cf}.:''’·]*)Σ([\\p{Mn}\\p{Cf}.:''’·]*(?:[^\\p{L}\\p{Mn}\\p{Cf}.:''’·]|$))', '\\1ς\\2', 'g')`;
  return `lower(replace(CASE WHEN contains(${text}, 'Σ') THEN ${sigma} ELSE ${text} END, 'İ', 'i̇'))`;
}

/** Truths as numbers: true 3, undecided 2, false 1. The greatest is `or`, the least `and`. */
function asNumber(truth: string): string {
  return `coalesce(CAST(${truth} AS INTEGER) * 2 + 1, 2)`;
}

/** DuckDB 1.3 and later, with its own json extension. One for each query. */
export function duckdb(): Dialect {
  const bindings = new Bindings();
  let lists = 0;
  const bind: Dialect['bind'] = (name, value, body) => {
    bindings.add({ name, value });
    return body;
  };
  /** `CASE x WHEN …` is written out as often as it has branches, so what it looks at has a name. */
  const named = (value: string): string => {
    lists += 1;
    bindings.add({ name: `w${lists}`, value });
    return `w${lists}`;
  };
  /**
   * What an expression gives for each element of a list. What is bound on the way is a list of its own for each layer, not
   * one in another: DuckDB reads the argument of `list_transform` twice.
   */
  const each = (list: string, name: string, result: string): string => {
    let rows = `json_extract(${list}, '$[*]')`;
    let fields: readonly string[] = [];
    const row = `${name}_r`;
    const inRow = (sql: string): string =>
      renamed(sql, (known) => (fields.includes(known) ? `${row}.${known}` : known));
    const parameter = (): string => (fields.length === 0 ? name : row);
    for (const layer of layersOf(neededBy(result, bindings.takeWithin([name])))) {
      const kept = fields.length === 0 ? [name] : fields;
      const pairs = [
        ...kept.map((field) => `${field}: ${inRow(field)}`),
        ...layer.map((binding) => `${binding.name}: ${inRow(binding.value)}`),
      ];
      rows = named(`list_transform(${rows}, lambda ${parameter()}: {${pairs.join(', ')}})`);
      fields = [...kept, ...layer.map((binding) => binding.name)];
    }
    return `list_transform(${rows}, lambda ${parameter()}: ${inRow(result)})`;
  };
  const kleene = (truths: string, of: 'max' | 'min', none: number): string =>
    `(CASE ${named(`coalesce(list_${of}(${truths}), ${none})`)} WHEN 3 THEN TRUE WHEN 1 THEN FALSE END)`;
  return {
    name: 'duckdb',
    json: 'JSON',
    text: 'VARCHAR',
    bind,
    literal: duckdbText,
    decided: (truth, whenTrue, whenFalse, otherwise) =>
      `CASE ${named(truth)} WHEN TRUE THEN ${whenTrue} WHEN FALSE THEN ${whenFalse} ELSE ${otherwise} END`,
    layers: (used) => layersOf(neededBy(used, bindings.takeAll())),
    isKind: (json, kind) => `json_type(${json}) ${KINDS[kind]}`,
    property: (json, name) => `json_extract(${json}, ${pointer(name)})`,
    element: (json, place) => `json_extract(${json}, '/${place}')`,
    length: (list) => `CAST(json_array_length(${list}) AS BIGINT)`,
    size: (object) => `len(json_keys(${object}))`,
    isEmptyObject: (object) => `len(json_keys(${object})) = 0`,
    listOf: (...json) => `json_array(${json.join(', ')})`,
    textIn: (json) => `(${json} ->> '$')`,
    booleanIn: (json) => `TRY_CAST(${json} AS BOOLEAN)`,
    toJson: (sql) => `to_json(${sql})`,
    opened: (json) => {
      const text = `(${json} ->> '$')`;
      // What begins as a list or an object does and is JSON is one; so is such text that was encoded once more.
      const plain =
        `CASE WHEN regexp_matches(${text}, '^[ \\t\\n\\r]*%') THEN url_decode(${text})` +
        ` WHEN regexp_matches(${text}, '^[ \\t\\n\\r]*"') THEN TRY(CAST(${text} AS JSON)) ->> '$' ELSE ${text} END`;
      return (
        `CASE WHEN json_type(${json}) = 'VARCHAR' AND strlen(${text}) <= ${MAX_DOCUMENT_LENGTH}` +
        ` AND regexp_matches(${text}, ${duckdbText(DOCUMENT)}) AND regexp_matches(${plain}, '^[ \\t\\n\\r]*[[{]')` +
        ` THEN coalesce(TRY(CAST(${plain} AS JSON)), ${json}) ELSE ${json} END`
      );
    },
    jsonText: (json) => `CAST(json(${json}) AS VARCHAR)`,
    folded,
    upper: (text) => `CASE WHEN regexp_full_match(${text}, '[\\x00-\\x7F]*') THEN upper(${text}) END`,
    sorting: (text) => `regexp_replace(${text}, '([\\x{E000}-\\x{FFFF}])', chr(1114111) || '\\1', 'g')`,
    fits: (text, pattern) => `regexp_matches(${text}, ${duckdbText(pattern)})`,
    matches: (text, pattern, ignoreCase) =>
      `regexp_matches(${text}, ${duckdbText(pattern)}${ignoreCase ? `, 'i'` : ''})`,
    compareNumbers,
    numberText: (number) => {
      const text = digits(number);
      const x = double(number);
      return (
        `CASE WHEN regexp_full_match(${text}, '-?[1-9][0-9]*|0') THEN ${text}` +
        ` WHEN ${x} = trunc(${x}) AND abs(${x}) < 1e21 THEN CAST(CAST(${x} AS DECIMAL(38, 0)) AS VARCHAR)` +
        ` WHEN abs(${x}) < 1e-6 OR abs(${x}) >= 1e21 THEN regexp_replace(CAST(${x} AS VARCHAR), 'e([+-])0?', 'e\\1')` +
        ` WHEN abs(${x}) >= 1e-4 THEN CAST(${x} AS VARCHAR) END`
      );
    },
    whole: (text) => `TRY_CAST(${text} AS BIGINT)`,
    quotient: (left, right) => `(${left}) // ${right}`,
    fraction: 'DOUBLE',
    split: (text, separator) =>
      `CASE WHEN ${text} = '' THEN '[]'::JSON ELSE to_json(string_split(${text}, ${duckdbText(separator)})) END`,
    part: (text, separator, place) => `split_part(${text}, ${duckdbText(separator)}, ${place})`,
    joined: (list, name, text, separator) =>
      `coalesce(array_to_string(list_filter(${each(list, name, text)}, lambda ${name}_t: ${name}_t IS NOT NULL),` +
      ` ${duckdbText(separator)}), '')`,
    some: (list, name, body) => kleene(each(list, name, asNumber(body)), 'max', 1),
    every: (list, name, body) => kleene(each(list, name, asNumber(body)), 'min', 3),
    filtered: (list, names, body, then) => {
      const [element, all, result] = [names.next(), names.next(), names.next()];
      const one = `${result}_e`;
      const marked = each(list, element, `{e: ${element}, t: ${body(element)}}`);
      const picked = `to_json(list_transform(list_filter(${all}, lambda ${one}: coalesce(${one}.t, FALSE)), lambda ${one}: ${one}.e))`;
      const isOpen = `len(list_filter(${all}, lambda ${one}: ${one}.t IS NULL)) > 0`;
      const made = bind(all, marked, bind(result, picked, then(result)));
      return `CASE WHEN ${isOpen} THEN NULL ELSE ${made} END`;
    },
    collected: (list, names, value) => {
      const [element, found] = [names.next(), names.next()];
      const values =
        `CASE WHEN ${found} IS NULL OR json_type(${found}) = 'NULL' THEN []::JSON[]` +
        ` WHEN json_type(${found}) = 'ARRAY' THEN json_extract(${found}, '$[*]') ELSE [${found}] END`;
      return `to_json(flatten(list_transform(${each(list, element, value(element))}, lambda ${found}: ${values})))`;
    },
    firstMatching: (list, names, before, ipv6) => {
      const [sorted, bounds] = [names.next(), names.next()];
      const [one, at] = [`${sorted}_r`, `${sorted}_n`];
      const field = (name: string, type: string): string => `TRY_CAST(json_extract(${one}, '/${name}') AS ${type})`;
      const all = `list_concat(json_extract(${duckdbText(before)}::JSON, '$[*]'), json_extract(${list}, '$[*]'))`;
      const row = `{o: ${field('o', 'DOUBLE')}, y: ${field('y', 'INTEGER')}, n: ${at}, s: ${field('s', 'BIGINT')}, e: ${field('e', 'BIGINT')}, a: ${field('a', 'BOOLEAN')}, f: ${field('f', 'INTEGER')}}`;
      const ends = ['s', 'e'].map(
        (end) => `list_transform(list_filter(${sorted}, lambda ${one}: ${one}.f = 4), lambda ${one}: ${one}.${end})`,
      );
      const first = `list_filter(${sorted}, lambda ${one}: ${one}.f = 4 AND ${one}.s <= ${bounds}[${at}] AND ${one}.e > ${bounds}[${at}])[1].a`;
      const piece = `CASE WHEN coalesce(${first}, FALSE) THEN ${bounds}[${at} + 1] - ${bounds}[${at}] ELSE 0 END`;
      const ipv4 = `coalesce(list_sum(list_transform(range(1, len(${bounds})), lambda ${at}: ${piece})), 0)`;
      const rest = `CASE WHEN coalesce(list_filter(${sorted}, lambda ${one}: ${one}.f = 6)[1].a, FALSE) THEN ${ipv6} ELSE 0 END`;
      return bind(
        sorted,
        `list_sort(list_transform(${all}, lambda ${one}, ${at}: ${row}))`,
        bind(bounds, `list_sort(list_distinct(list_concat(${ends.join(', ')})))`, `(${ipv4} + ${rest})`),
      );
    },
    object: (pairs) => `json_object(${pairs.map(([name, json]) => `${duckdbText(name)}, ${json}`).join(', ')})`,
  };
}
