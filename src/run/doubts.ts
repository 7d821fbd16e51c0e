import type { Predicate } from '../plan/plan.ts';
import { isAmong, isSeveralNumbers, severalHelp } from '../values/number-texts.ts';
import { NUMBERS } from '../values/service-numbers.ts';
import { likeTest } from '../values/pattern.ts';
import { isIsoTime, isMilliseconds, isSpan } from '../values/time.ts';
import { isObject, single } from '../values/value.ts';

/** Why a value most likely means what it is not equal to. */
export interface Doubt {
  readonly about: string;
  /** One is enough: what is asked for is there. */
  readonly isSure?: boolean;
  /** The text that it is of: who asks for that too knows it. */
  readonly of?: string;
  /** What it is compared with, where they have an order, and one that nobody means. */
  readonly against?: string;
}

/** Values that most likely mean what they are not equal to, with what is to be known of the first of them. */
export interface Doubts extends Doubt {
  readonly count: number;
}

const TRUTHS: ReadonlyMap<string, string> = new Map([
  ...['yes', 'y', 'on', 't', 'enable', 'enabled', 'active', '1'].map((word) => [word, 'true'] as const),
  ...['no', 'n', 'off', 'f', 'disable', 'disabled', 'inactive', 'suspended', '0'].map(
    (word) => [word, 'false'] as const,
  ),
]);

/** What a text or number beside true or false most likely stands for. */
export function truthMeant(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? TRUTHS.get(String(value).toLowerCase()) : undefined;
}

/** What something else is to put a value for: `${NAME}`, `{{ name }}`, `<name>`. */
const PLACEHOLDER = /^(?:\$\{[^{}]*\}|\{\{[^{}]*\}\}|<[A-Za-z][\w -]*>|\$\([A-Za-z_][\w.]*\))$/u;

/** Why a value that cannot be held against what a predicate asks most likely should be; undefined where it is not. */
export function doubtOfTest(value: unknown, predicate: Predicate): Doubt | undefined {
  if (predicate.kind === 'compare')
    return (
      memberMeant(value, predicate) ??
      several(value, predicate) ??
      rangeOf(value, predicate) ??
      doubtOf(value, predicate.to)
    );
  if (predicate.kind === 'like') {
    const within = memberLike(value, predicate.pattern);
    if (within !== undefined) return within;
  }
  if (predicate.kind === 'like' || predicate.kind === 'match')
    return typeof single(value) === 'boolean' ? { about: 'ask for `true` or `false`: it is nothing else' } : undefined;
  if (predicate.kind !== 'oneOf') return undefined;
  for (const one of predicate.values) {
    const doubt =
      several(value, { operator: '=', to: one }) ?? rangeOf(value, { operator: '=', to: one }) ?? doubtOf(value, one);
    if (doubt !== undefined) return doubt;
  }
  return undefined;
}

/** Why two values that cannot be held against each other most likely should be; undefined where they should not. */
export function doubtOf(left: unknown, right: unknown): Doubt | undefined {
  const [a, b] = [single(left), single(right)];
  const sure = nameOfNumber(a, b) ?? nameOfNumber(b, a);
  if (sure !== undefined) return { ...sure, isSure: true };
  const span = spanBeside(a, b) ?? spanBeside(b, a);
  if (span !== undefined) return span;
  const about = doubtBeside(a, b) ?? doubtBeside(b, a);
  return about === undefined ? undefined : { about };
}

/** A time beside a number of days, or beside a date of eight digits. */
function spanBeside(value: unknown, other: unknown): Doubt | undefined {
  if (typeof value !== 'string' || typeof other !== 'number' || !isSpan(other) || !isIsoTime(value)) return undefined;
  return {
    about: "write days before now as `before(-90, 'days')`, and a date as text, `'2026-01-31'`",
    against: `${other}, which beside a time is one in the first year after 1970`,
  };
}

/** `tcp` beside 6. */
function nameOfNumber(value: unknown, other: unknown): Doubt | undefined {
  if (typeof value !== 'string' || typeof other !== 'number') return undefined;
  if (NUMBERS.get(value.toLowerCase()) !== String(other)) return undefined;
  return { about: `\`${value}\` is the name of what has the number ${other}: ask for what is there`, of: value };
}

/** `20-25` beside 22, and `*`; a range has no order against any number. */
function several(value: unknown, { operator, to }: Pick<Compared, 'operator' | 'to'>): Doubt | undefined {
  const text = single(value);
  if (typeof text !== 'string' || typeof to !== 'number') return undefined;
  const isEquality = operator === '=' || operator === '!=';
  if (isEquality ? !isAmong(to, text) : !isSeveralNumbers(text)) return undefined;
  return { about: severalHelp(text), of: text, isSure: isEquality };
}

/** `'20-25'` beside 22, `'22/tcp'` too: the text that a rule asks for is no number, and has the one that is there. */
function rangeOf(value: unknown, { operator, to }: Pick<Compared, 'operator' | 'to'>): Doubt | undefined {
  const number = single(value);
  if (typeof number !== 'number' || typeof to !== 'string' || (operator !== '=' && operator !== '!=')) return undefined;
  const [, port, end] = /^(\d{1,5})(?:-(\d{1,5})|\/(?:tcp|udp))$/iu.exec(to) ?? [];
  if (port === undefined || number < Number(port) || number > Number(end ?? port)) return undefined;
  const help = end === undefined ? `\`${port}\`` : `both bounds, \`>= ${port}\` and \`<= ${end}\``;
  return { about: `there are numbers, which no such text equals: ask for ${help}`, isSure: true };
}

type Compared = Predicate & { readonly kind: 'compare' };

/** What an object holds that is asked of the object itself: `Principal = '*'` of `{ "AWS": "*" }`. */
function memberMeant(value: unknown, { operator, to }: Compared): Doubt | undefined {
  return operator === '=' && typeof to === 'string' ? memberOf(single(value), (text) => text === to) : undefined;
}

/** The same of a pattern: `Principal like '%:root'`. One that all texts have says nothing. */
function memberLike(value: unknown, pattern: string): Doubt | undefined {
  return /[^%]/u.test(pattern) ? memberOf(single(value), likeTest(pattern)) : undefined;
}

function memberOf(one: unknown, isMeant: (text: string) => boolean): Doubt | undefined {
  if (!isObject(one)) return undefined;
  const isText = (value: unknown): boolean => typeof value === 'string' && isMeant(value);
  const found = Object.keys(one)
    .slice(0, MAX_MEMBERS)
    .find((name) => {
      const inner = one[name];
      return Array.isArray(inner) ? inner.slice(0, MAX_MEMBERS).some(isText) : isText(inner);
    });
  if (found === undefined) return undefined;
  return { about: `\`${found}\` in it is what is asked for: a path leads there`, isSure: true };
}

const MAX_MEMBERS = 50;

function doubtBeside(value: unknown, other: unknown): string | undefined {
  if (typeof other === 'string') {
    return isMilliseconds(value) && isIsoTime(other)
      ? 'it is a time in milliseconds, and seconds are compared'
      : undefined;
  }
  if (typeof other !== 'boolean' && typeof other !== 'number') return undefined;
  if (typeof value === 'string' && value.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(value))
    return `\`${value}\` is a placeholder: put the values in first`;
  if (typeof other === 'number' && typeof value === 'string' && AMOUNT.test(value))
    return `\`${value}\` is an amount with a unit, which is never read: list those that are meant, or match them`;
  if (typeof other === 'number' && typeof value === 'string' && OTHER_NUMBER.test(value))
    return `\`${value}\` is no number as it is written, and is never read as one: list those that are meant, or match them`;
  if (typeof other === 'number' && typeof value === 'string' && VERSION.test(value))
    return `\`${value}\` is a version, which has no order and equals no number: list those that are meant, or match them`;
  if (typeof other !== 'boolean') return undefined;
  const truth = truthMeant(value);
  return truth === undefined
    ? undefined
    : `\`${String(value)}\` most likely stands for ${truth}, and equals neither true nor false`;
}

/** `5.7.44`, `TLS1_2`, `v1.28`, `nodejs18.x`, `1.28.5-gke.100`: no number, and no address. */
const VERSION =
  /^(?!\d{1,3}(?:\.\d{1,3}){3}$)(?:v\d{1,6}|(?:[a-z]{1,20}[ _-]?)?v?\d{1,6}[._](?:\d{1,6}|x)(?:[._+-][\w.+-]{1,60})?)$/iu;

const MAX_PLACEHOLDER = 100;

/** As Kubernetes writes memory and processors, and others sizes. */
const AMOUNT =
  /^\d{1,15}(?:\.\d{1,9})?\s?(?:%|(?!x+$|st$|nd$|rd$|th$)[a-zA-Z]{1,12})$|^P(?=[\dT])(?:\d{1,9}[YMWD])*(?:T(?:\d{1,9}[HMS])+)?$/u;

/** With blanks around it, commas between thousands, or an exponent. */
const OTHER_NUMBER =
  /^(?:\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?|\s{1,9}-?\d{1,15}\s{0,9}|-?\d{1,15}\s{1,9}|\d{1,9}(?:\.\d{1,9})?[eE][+-]?\d{1,3})$/u;
