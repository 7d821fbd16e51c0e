import { allowedHosts } from './firewall.ts';
import { folding, type Surroundings } from './interpreter.ts';
import { holds, isPrivate, isPublic, type Range, rangeOf, size } from './network.ts';
import { readTime, shift } from './time.ts';
import {
  asText,
  elements,
  equalsProperty,
  type Folding,
  isList,
  isObject,
  lower,
  one,
  step,
  Undecided,
} from './values.ts';

type Plain = (receiver: unknown, args: readonly unknown[], around: Surroundings) => unknown;

const isNothing = (value: unknown): boolean => value === undefined || value === null;
const isScalar = (value: unknown): boolean => !isNothing(value) && typeof value !== 'object';

/** The value at a dotted path. */
function along(start: unknown, path: unknown): unknown {
  return String(path)
    .split('.')
    .map((name) => (/^(?:0|[1-9]\d{0,9})$/u.test(name) && Number(name) < 2 ** 31 ? Number(name) : name))
    .reduce((value: unknown, name) => (value instanceof Undecided ? value : step(value, name)), start);
}

/** A function of text: `absent` where there is nothing, an error on lists and objects. */
function ofText(
  absent: unknown,
  then: (text: string, args: readonly unknown[], around: Surroundings) => unknown,
): Plain {
  return (receiver, args, around) => {
    if (isNothing(receiver)) return absent;
    const text = asText(receiver);
    return text === undefined ? new Undecided('a list or an object where text is needed') : then(text, args, around);
  };
}

/** A function of a list: an error on text, numbers and booleans. */
function ofList(then: (list: readonly unknown[], args: readonly unknown[], around: Surroundings) => unknown): Plain {
  return (receiver, args, around) =>
    isScalar(receiver)
      ? new Undecided('a single value where a list is needed')
      : then(elements(receiver), args, around);
}

/** All are addresses for which it holds, and there is one. */
function ofAddresses(test: (range: Range, args: readonly unknown[]) => boolean): Plain {
  return (receiver, args) => {
    const found = elements(receiver);
    if (found.some((element) => !isNothing(element) && typeof element !== 'string')) return new Undecided('no text');
    const ranges = found.map((element) => (isNothing(element) ? undefined : rangeOf(element as string)));
    return ranges.length > 0 && ranges.every((range) => range !== undefined && test(range, args));
  };
}

const WITH_RECEIVER: Readonly<Record<string, Plain>> = {
  isEmpty: (receiver) =>
    isNothing(receiver) ||
    receiver === '' ||
    (isList(receiver) && receiver.length === 0) ||
    (isObject(receiver) && Object.keys(receiver).length === 0),
  length: ofList((list) => list.length),
  first: ofList((list) => list[0]),
  unique: ofList((list, _, around) =>
    list.filter((element, place) => !list.slice(0, place).some((other) => same(other, element, folding(around)))),
  ),
  getValues: ofList((list, [path]) => {
    const found = list.map((element) => along(element, path));
    const undecided = found.find((value) => value instanceof Undecided);
    return (
      undecided ?? found.filter((value) => !isNothing(value)).flatMap((value) => (isList(value) ? value : [value]))
    );
  }),
  getValue: (receiver, [path]) =>
    isScalar(receiver) ? new Undecided('a single value where an object is needed') : along(receiver, path),
  join: (receiver, [separator]) => {
    if (isNothing(receiver)) return undefined;
    const texts = elements(receiver)
      .filter((element) => !isNothing(element))
      .map(asText);
    return texts.includes(undefined) ? new Undecided('an element that is no text') : texts.join(String(separator));
  },
  toLower: ofText(undefined, (text) => text.toLowerCase()),
  toUpper: ofText(undefined, (text) => text.toUpperCase()),
  textLength: ofText(0, (text) => Array.from(text).length),
  startsWith: ofText(false, (text, [start], around) =>
    folding(around)(text).startsWith(folding(around)(String(start))),
  ),
  endsWith: ofText(false, (text, [end], around) => folding(around)(text).endsWith(folding(around)(String(end)))),
  split: (receiver, [separator], around) =>
    separator === ''
      ? new Undecided('no separator')
      : ofText(undefined, (text) => (text === '' ? [] : text.split(String(separator))))(receiver, [], around),
  before: (receiver, [amount, unit], { now }) => timed(receiver, amount, unit, now, (time, border) => time < border),
  after: (receiver, [amount, unit], { now }) => timed(receiver, amount, unit, now, (time, border) => time > border),
  isPublic: (receiver) => {
    const answers = elements(receiver).map((element) => {
      if (isNothing(element)) return false;
      if (typeof element !== 'string') return new Undecided('no text');
      const range = rangeOf(element);
      return range !== undefined && isPublic(range);
    });
    return answers.includes(true) || (answers.find((answer) => answer instanceof Undecided) ?? false);
  },
  isPrivate: ofAddresses(isPrivate),
  inSubnet: (receiver, args, around) => {
    const subnets = args.map((arg) => rangeOf(String(arg)));
    if (subnets.includes(undefined)) return new Undecided('no subnet');
    return ofAddresses((range) => subnets.some((subnet) => holds(subnet!, range)))(receiver, args, around);
  },
  numberOfHosts: (receiver) => {
    if (isNothing(receiver)) return undefined;
    if (typeof receiver !== 'string') return new Undecided('no text');
    const range = rangeOf(receiver);
    return range === undefined ? undefined : size(range);
  },
  allowedHostsForPort: (receiver, [port]) => allowedHosts(receiver, Number(port), false),
  allowedPublicHostsForPort: (receiver, [port]) => allowedHosts(receiver, Number(port), true),
  isFilterPatternEqual: (receiver, [pattern]) => {
    if (isNothing(receiver)) return false;
    if (typeof receiver !== 'string') return new Undecided('no text');
    return plainPattern(receiver) === plainPattern(String(pattern));
  },
};

const WITHOUT_RECEIVER: Readonly<Record<string, Plain>> = {
  getResource: (_receiver, [type, id], around) => {
    const { snapshot } = around;
    if (snapshot === undefined) return new Undecided('no snapshot');
    if (isNothing(id) || id === '') return undefined;
    if (typeof id === 'object' || typeof id === 'boolean') return new Undecided('no id');
    const found = lookUp(snapshot, type, 'id', id, around);
    return found instanceof Undecided ? found : found[0];
  },
  getResources: (_receiver, [type, value, field], around) => {
    const { snapshot } = around;
    if (snapshot === undefined) return new Undecided('no snapshot');
    const wanted = (isList(value) ? value : [value]).filter((one) => !isNothing(one) && one !== '');
    const found = wanted.map((one) => lookUp(snapshot, type, field, one, around));
    return found.find((one) => one instanceof Undecided) ?? [...new Set(found.flat())];
  },
};

/** The entities of a type with a value; where case is minded, none of that case but one of another is not known. */
function lookUp(
  snapshot: readonly Readonly<Record<string, unknown>>[],
  type: unknown,
  field: unknown,
  value: unknown,
  around: Surroundings,
): readonly Readonly<Record<string, unknown>>[] | Undecided {
  const withValue = (fold: Folding): typeof snapshot =>
    snapshot.filter((entity) => entity.type === type && equalsProperty(along(entity, field), value, fold));
  const found = withValue(folding(around));
  return found.length === 0 && withValue(lower).length > 0 ? new Undecided('another case') : found;
}

/** Texts apart from case, lists and objects by all that they hold; a number is not its text. */
function same(one: unknown, other: unknown, fold: Folding): boolean {
  if (typeof one === 'string' && typeof other === 'string') return fold(one) === fold(other);
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((element, place) => same(element, other[place], fold));
  if (isObject(one) && isObject(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && same(one[name], other[name], fold))
    );
  }
  return one === other;
}

function timed(
  receiver: unknown,
  amount: unknown,
  unit: unknown,
  now: number,
  test: (time: number, border: number) => boolean,
): boolean | Undecided {
  if (isNothing(receiver) || receiver === '' || (typeof receiver === 'object' && Object.keys(receiver!).length === 0))
    return false;
  const time = readTime(receiver);
  if (time === undefined) return new Undecided('no time');
  if (time >= 253_402_300_800) return new Undecided('milliseconds');
  return test(time, shift(now, Number(amount), String(unit)));
}

/** A CloudWatch pattern without what does not count. */
function plainPattern(pattern: string): string {
  const text = pattern.trim();
  if (!text.startsWith('{')) {
    return text
      .split(/("(?:[^"\\]|\\.)*")/)
      .map((part, place) => (place % 2 === 0 ? part.replace(/\s+/g, ' ') : part))
      .join('');
  }
  const pieces: { text: string; word: boolean; spaced: boolean }[] = [];
  let rest = text;
  while (rest !== '') {
    const spaced = /^\s/.test(rest);
    rest = rest.trimStart();
    const [found] = /^(?:"(?:[^"\\]|\\.)*"|[^\s"{}()=!<>&|]+|[^])/.exec(rest)!;
    const quoted = found.length > 1 && found.startsWith('"');
    pieces.push({ text: quoted ? found.slice(1, -1) : found, word: quoted || /^[^\s"{}()=!<>&|]/.test(found), spaced });
    rest = rest.slice(found.length);
  }
  return pieces
    .map((piece, place) =>
      piece.word && piece.spaced && pieces[place - 1]?.word === true ? ` ${piece.text}` : piece.text,
    )
    .join('')
    .replace(/ (NOT EXISTS|IS NULL|IS TRUE|IS FALSE)(?=[^\w]|$)/gi, (words) => words.toUpperCase());
}

function named(table: Readonly<Record<string, Plain>>, name: string): Plain | undefined {
  return Object.entries(table).find(([known]) => known.toLowerCase() === name.toLowerCase())?.[1];
}

/** Whether a function is called on something: `x = isEmpty()` asks it of `x`. */
export function isFunctionOfReceiver(name: string): boolean {
  return named(WITH_RECEIVER, name) !== undefined;
}

export function callFunction(
  name: string,
  receiver: unknown,
  given: readonly unknown[],
  around: Surroundings,
): unknown {
  const found = named(WITH_RECEIVER, name) ?? named(WITHOUT_RECEIVER, name);
  const args = named(WITH_RECEIVER, name) === undefined ? given : given.map(one);
  if (found === undefined) return new Undecided(`unknown function ${name}`);
  // A missing argument makes no test true; functions without a receiver know what they find then.
  const isTest = TESTS.includes(name.toLowerCase());
  if (named(WITH_RECEIVER, name) !== undefined) {
    for (const arg of args) {
      if (isNothing(arg)) return isTest ? false : undefined;
      if (typeof arg === 'object') return new Undecided('a list or an object as an argument');
    }
  }
  const takesList = OF_LISTS.includes(name.toLowerCase());
  const value = found(takesList ? receiver : one(receiver), args, around);
  return typeof value === 'bigint' && value <= 2n ** 53n ? Number(value) : value;
}

const TESTS = 'startswith endswith before after ispublic isprivate insubnet isempty isfilterpatternequal'.split(' ');
const OF_LISTS = 'isempty length first unique getvalues join allowedhostsforport allowedpublichostsforport'.split(' ');

/** The names that the reference knows, to be held against the engine's table. */
export const FUNCTION_NAMES = [...Object.keys(WITH_RECEIVER), ...Object.keys(WITHOUT_RECEIVER)].sort();
