import type { Predicate, Scalar } from '../plan/plan.ts';
import type { ComparisonOperator } from '../syntax/ast.ts';
import { isNullish, numberOf } from '../values/equality.ts';
import { isIsoTime, timeOf } from '../values/time.ts';
import { type Dialect, NUMERIC, type SqlNumber } from './dialect.ts';
import { ISO, secondsOf } from './times.ts';
import { type Arms, byKind, several, type SqlValue } from './value.ts';

/** What texts are compared with: the dialect, and whether case matters. */
export interface Comparing {
  readonly dialect: Dialect;
  readonly matchCase: boolean;
}

function isAscii(text: string): boolean {
  return /^[\u0000-\u007f]*$/u.test(text);
}

/** A text of the data in the form in which it is compared to a text of the rule. */
export function foldedFor({ dialect, matchCase }: Comparing, text: string, against: string): string {
  return matchCase ? text : dialect.folded(text, isAscii(against));
}

/** A text of the rule in the form in which it is compared. */
export function foldedLiteral({ matchCase }: Comparing, text: string): string {
  return matchCase ? text : text.toLowerCase();
}

function booleanOf(text: string): boolean | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return true;
  return lower === 'false' ? false : undefined;
}

function literal(value: number | bigint): SqlNumber {
  return { form: 'literal', value };
}

function any(truths: readonly (string | undefined)[]): string | undefined {
  const found = truths.filter((truth) => truth !== undefined);
  if (found.length === 0) return undefined;
  return found.length === 1 ? found[0] : `(${found.join(' OR ')})`;
}

/** A list of several equals no literal; one of one that is nested deep is undecided. */
function listArm({ dialect }: Comparing): Pick<Arms, 'list'> {
  return { list: (list) => several(dialect, list, 'FALSE') };
}

/** Whether a value equals one of some literals. The value is `single`. */
export function oneOfTest(comparing: Comparing, value: SqlValue, literals: readonly Scalar[]): string {
  const { dialect } = comparing;
  const nullish = literals.some(isNullish);
  const texts = literals.filter((one) => typeof one === 'string');
  const numbers = literals.filter((one) => typeof one === 'number' || typeof one === 'bigint');
  const booleans = literals.filter((one) => typeof one === 'boolean');
  const asNumbers = [...numbers, ...texts.flatMap((text) => (isNullish(text) ? [] : (numberOfText(text) ?? [])))];
  const asBooleans = [...booleans, ...texts.flatMap((text) => booleanOf(text) ?? [])];
  const isNullWord = (text: string): boolean => literals.length === 1 && isNullish(text);
  const own = texts.filter((text) => !isNullWord(text));
  const always = [...booleans.map(String), ...(literals.includes(null) || texts.some(isNullWord) ? ['null'] : [])];
  const isNumber = (number: SqlNumber, against: readonly (number | bigint)[]): string | undefined =>
    any(against.map((one) => dialect.compareNumbers(number, '=', literal(one))));
  const arms: Arms = {
    ...listArm(comparing),
    text: (text) =>
      any([
        isWord(comparing, text, own, always),
        numbers.length === 0
          ? undefined
          : `CASE WHEN ${dialect.fits(text, NUMERIC)} THEN ${isNumber({ form: 'text', sql: text }, numbers)} ELSE FALSE END`,
      ]) ?? 'FALSE',
    number: (number) => isNumber(number, asNumbers) ?? 'FALSE',
    boolean: (boolean) => truthIn(boolean, asBooleans),
    ...(nullish ? { null: 'TRUE', missing: 'TRUE' } : {}),
  };
  return byKind(dialect, value, arms);
}

/** Words of booleans and null are taken apart from case under `matchCase` too. */
function isWord(
  comparing: Comparing,
  text: string,
  own: readonly string[],
  always: readonly string[],
): string | undefined {
  if (!comparing.matchCase) return isText(comparing, text, [...own, ...always]);
  return any([isText(comparing, text, own), isText({ ...comparing, matchCase: false }, text, always)]);
}

function isText(comparing: Comparing, text: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const unique = [...new Set(words.map((word) => foldedLiteral(comparing, word)))];
  const folded = foldedFor(comparing, text, unique.join(''));
  const [first = ''] = unique;
  const { literal } = comparing.dialect;
  return unique.length === 1 ? `${folded} = ${literal(first)}` : `${folded} IN (${unique.map(literal).join(', ')})`;
}

/** The number that a text of the rule is equal to: as it is written, or the seconds of a time. */
function numberOfText(text: string): number | bigint | undefined {
  return numberOf(text) ?? (isIsoTime(text) ? timeOf(text) : undefined);
}

function truthIn(boolean: string, values: readonly boolean[]): string {
  if (values.length === 0) return 'FALSE';
  if (values.includes(true) && values.includes(false)) return 'TRUE';
  return values[0] === true ? boolean : `NOT ${boolean}`;
}

/** One of the orders, between a value (`single`) and a literal. */
export function orderTest(comparing: Comparing, value: SqlValue, operator: ComparisonOperator, right: Scalar): string {
  const { dialect } = comparing;
  if (right === null || typeof right === 'boolean') return byKind(dialect, value, listArm(comparing));
  const number = numberOf(right);
  const seconds = typeof right === 'number' ? right : undefined;
  const compare = (left: SqlNumber, to: number | bigint): string => dialect.compareNumbers(left, operator, literal(to));
  const time = typeof right === 'string' && isIsoTime(right) ? timeOf(right) : undefined;
  const border = number ?? time;
  const asTime = (text: string): string => {
    if (seconds === undefined) return 'FALSE';
    const left: SqlNumber = { form: 'sql', sql: secondsOf(dialect, text) };
    return `CASE WHEN ${dialect.fits(text, ISO)} THEN coalesce(${compare(left, seconds)}, FALSE) ELSE FALSE END`;
  };
  return byKind(dialect, value, {
    ...listArm(comparing),
    number: (left) => (border === undefined ? 'FALSE' : compare(left, border)),
    text: (text) => {
      const asText = typeof right === 'string' ? ordered(comparing, text, operator, right) : asTime(text);
      if (number === undefined) return asText;
      return `CASE WHEN ${dialect.fits(text, NUMERIC)} THEN ${compare({ form: 'text', sql: text }, number)} ELSE ${asText} END`;
    },
  });
}

function ordered(comparing: Comparing, text: string, operator: ComparisonOperator, right: string): string {
  const { dialect } = comparing;
  const folded = foldedLiteral(comparing, right);
  const left = comparing.matchCase ? text : dialect.folded(text, false);
  return `${dialect.sorting(left)} ${operator} ${dialect.sorting(dialect.literal(folded))}`;
}

/** `=` between two values, both `single`. Two lists or objects that are not the same as they are written are undecided. */
export function equalValues(comparing: Comparing, left: SqlValue, right: SqlValue): string {
  const { dialect, matchCase } = comparing;
  const fold = (text: string): string => (matchCase ? text : dialect.folded(text, false));
  const numericText = (text: string, number: SqlNumber, isRight: boolean): string => {
    const compare = dialect.compareNumbers({ form: 'text', sql: text }, '=', number);
    // A time on the right is the number of its seconds.
    const time = isRight
      ? ` WHEN ${dialect.fits(text, ISO)} THEN coalesce(${dialect.compareNumbers({ form: 'sql', sql: secondsOf(dialect, text) }, '=', number)}, FALSE)`
      : '';
    return `CASE WHEN ${dialect.fits(text, NUMERIC)} THEN ${compare}${time} ELSE FALSE END`;
  };
  const wordOf = (boolean: string, text: string): string =>
    `${dialect.folded(text, true)} = CASE WHEN ${boolean} THEN 'true' ELSE 'false' END`;
  const structured = (kind: 'list' | 'object', json: string): Arms => ({
    [kind]: (other: string) => {
      const same = sameStructure(comparing, kind, json, other);
      return kind === 'list' ? several(dialect, other, same) : same;
    },
    ...(kind === 'object' ? listArm(comparing) : {}),
  });
  return byKind(dialect, left, {
    null: byKind(dialect, right, { ...listArm(comparing), null: 'TRUE' }),
    text: (text) =>
      byKind(dialect, right, {
        ...listArm(comparing),
        text: (other) => `${fold(text)} = ${fold(other)}`,
        number: (number) => numericText(text, number, false),
        boolean: (boolean) => wordOf(boolean, text),
      }),
    number: (number) =>
      byKind(dialect, right, {
        ...listArm(comparing),
        text: (other) => numericText(other, number, true),
        number: (other) => dialect.compareNumbers(number, '=', other),
      }),
    boolean: (boolean) =>
      byKind(dialect, right, {
        ...listArm(comparing),
        text: (other) => wordOf(boolean, other),
        boolean: (other) => `${boolean} = ${other}`,
      }),
    list: (list) => several(dialect, list, byKind(dialect, right, structured('list', list))),
    object: (object) => byKind(dialect, right, structured('object', object)),
  });
}

function sameStructure({ dialect }: Comparing, kind: 'list' | 'object', json: string, other: string): string {
  const same = `CASE WHEN ${json} = ${other} THEN TRUE END`;
  const count = kind === 'object' ? dialect.size : dialect.length;
  return `CASE WHEN ${count(json)} = ${count(other)} THEN ${same} ELSE FALSE END`;
}

/** One of the orders between two values, both `single`. */
export function orderOfValues(
  comparing: Comparing,
  left: SqlValue,
  operator: ComparisonOperator,
  right: SqlValue,
): string {
  const { dialect, matchCase } = comparing;
  const sorting = (text: string): string => dialect.sorting(matchCase ? text : dialect.folded(text, false));
  const ofText = (text: string): SqlNumber => ({ form: 'text', sql: text });
  const compare = (a: SqlNumber, b: SqlNumber): string => dialect.compareNumbers(a, operator, b);
  const isNumeric = (text: string): string => dialect.fits(text, NUMERIC);
  const seconds = (text: string): SqlNumber => ({ form: 'sql', sql: secondsOf(dialect, text) });
  const withTime = (text: string, asNumber: string, asTime: string): string =>
    `CASE WHEN ${isNumeric(text)} THEN ${asNumber} WHEN ${dialect.fits(text, ISO)} THEN coalesce(${asTime}, FALSE) ELSE FALSE END`;
  return byKind(dialect, left, {
    ...{ list: (list: string) => several(dialect, list, 'FALSE') },
    number: (number) =>
      byKind(dialect, right, {
        ...listArm(comparing),
        number: (other) => compare(number, other),
        text: (text) => withTime(text, compare(number, ofText(text)), compare(number, seconds(text))),
      }),
    text: (text) =>
      byKind(dialect, right, {
        ...listArm(comparing),
        number: (other) => withTime(text, compare(ofText(text), other), compare(seconds(text), other)),
        text: (other) =>
          `CASE WHEN ${isNumeric(text)} AND ${isNumeric(other)} THEN ${compare(ofText(text), ofText(other))}` +
          ` ELSE ${sorting(text)} ${operator} ${sorting(other)} END`,
      }),
  });
}

/** `like`, of a value that is `single`. */
export function likeTest(comparing: Comparing, value: SqlValue, pattern: string): string {
  const { dialect } = comparing;
  const folded = foldedLiteral(comparing, pattern);
  const holds = (text: string): string => {
    const subject = foldedFor(comparing, text, folded);
    if (!folded.includes('%')) return `${subject} = ${dialect.literal(folded)}`;
    return `${subject} LIKE ${dialect.literal(folded.replaceAll('#', '##').replaceAll('_', '#_'))} ESCAPE '#'`;
  };
  return byKind(dialect, value, { ...textArms(dialect, holds), ...listArm(comparing) });
}

/** What asks a text asks a number or boolean as it is written. */
export function textArms(dialect: Dialect, holds: (text: string) => string): Arms {
  return {
    text: holds,
    number: (number) => holds(`(${dialect.numberText(number)})`),
    boolean: (boolean) => holds(`(CASE WHEN ${boolean} THEN 'true' ELSE 'false' END)`),
  };
}

/** `regexMatch`: of a list or an object the JSON text is searched. `one` is the `single` value. */
export function matchTest(
  comparing: Comparing,
  value: SqlValue,
  one: SqlValue,
  { pattern, ignoreCase }: Extract<Predicate, { readonly kind: 'match' }>,
): string | undefined {
  const { dialect } = comparing;
  const holds = (text: string): string | undefined => dialect.matches(text, pattern, ignoreCase);
  if (holds('') === undefined) return undefined;
  const found = (text: string): string => holds(text) ?? 'NULL';
  const whole = (json: string): string => found(dialect.jsonText(json));
  const ofOne = textArms(dialect, found);
  if (value.kind !== 'json') return byKind(dialect, value, ofOne);
  const inList = byKind(dialect, one, { ...ofOne, list: (list) => several(dialect, list, 'FALSE') });
  return byKind(dialect, value, {
    ...ofOne,
    object: whole,
    list: (list) => `(${inList} OR ${whole(list)})`,
  });
}

/** The truth of a value that stands alone. */
export function truthTest(dialect: Dialect, value: SqlValue): string {
  return byKind(dialect, value, {
    text: (text) => `(${text} <> '' AND ${dialect.folded(text, true)} <> 'false')`,
    number: () => 'TRUE',
    boolean: (boolean) => boolean,
    list: (list) => `${dialect.length(list)} > 0`,
    object: (object) => `NOT (${dialect.isEmptyObject(object)})`,
  });
}

/** Nothing is there. */
export function emptyTest(dialect: Dialect, value: SqlValue): string {
  return byKind(dialect, value, {
    text: (text) => `${text} = ''`,
    list: (list) => `${dialect.length(list)} = 0`,
    object: (object) => dialect.isEmptyObject(object),
    null: 'TRUE',
    missing: 'TRUE',
  });
}
