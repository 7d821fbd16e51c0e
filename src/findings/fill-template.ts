import type { Remediation } from '../rules/rule.ts';
import { withoutCredentials } from '../text/credentials.ts';

/** Longer values are no names. */
const MAX_VALUE = 2_000;

/** `{{name}}`, `{{firstAccessKey.id}}`, `{{tags[0].value}}`. */
const PLACE = /\{\{[ \t]{0,8}((?:[A-Za-z_][\w-]{0,99})(?:\.[A-Za-z_][\w-]{0,99}|\[\d{1,6}\]){0,20})[ \t]{0,8}\}\}/gu;

/** Most names and ids: no shell and no format of a report reads more into them, wherever they stand in a text. */
const PLAIN = /^\w[\w./-]*$/u;

/** Whether a value means nothing but itself, to a shell and to any format. */
export function isPlainValue(value: string): boolean {
  return PLAIN.test(value);
}

/*
 * Patterns of classes of Unicode stand in functions: where they are constants of a module, each process that loads it makes
 * them, and most fill nothing in.
 */

/** What means nothing to a shell, in quotes or out of them. */
function isSafe(value: string): boolean {
  return /^[\p{L}\p{N}_./:@%+=,][\p{L}\p{N}_./:@%+=,-]*$/u.test(value);
}

/** The same with blanks, which are safe within quotes. */
function isSafeInQuotes(value: string): boolean {
  return /^[\p{L}\p{N}_./:@%+=,][\p{L}\p{N}_./:@%+=, -]*$/u.test(value);
}

/** Control characters, ends of lines, marks that turn the direction of text: no shell quotes make these harmless to a reader. */
function isUnseen(value: string): boolean {
  return /[\p{Cc}\p{Cs}\p{DI}\u2028-\u202e\ufff9-\ufffb]/u.test(value);
}

/** A text with its places filled in. */
export interface FilledText {
  readonly text: string;
  /** The paths that stay as they were written, `{{name}}`: the entity has no such value, or one that is not safe there. */
  readonly open: readonly string[];
}

/**
 * Fills the places of a template of remediation, `{{name}}`, with values of an entity. Values come from whoever made the
 * entity, and the text is meant to be pasted into a shell: a value that means something to a shell is put in quotes, and
 * where it cannot be made safe (within quotes of the template, with control characters, as an option `-x`) its place stays
 * open.
 *
 * @param template text of a rule, with paths of own properties in double braces
 * @param entity any data
 * @example
 * fillTemplate('aws iam get-user --user-name {{name}}', { name: "bob's key" }).text
 * // aws iam get-user --user-name 'bob'\''s key'
 */
export function fillTemplate(template: string, entity: unknown): FilledText {
  const { around, places } = readTemplate(template);
  const open: string[] = [];
  const values = places.map((place) => {
    const value = filledPlace(place, entity);
    if (value === undefined) open.push(place.path);
    return value ?? place.written;
  });
  return { text: filledText({ around, values }), open };
}

/** A template that is filled in, in parts. */
export interface FilledPlaces {
  /** The text around the places, one more than there are; the same list for the same template. */
  readonly around: readonly string[];
  /** What stands at each place. */
  readonly values: readonly string[];
}

/** {@link fillTemplate} in parts: for who writes many texts of one template. */
export function fillPlaces(template: string, entity: unknown): FilledPlaces {
  const { around, places } = readTemplate(template);
  return { around, values: places.map((place) => filledPlace(place, entity) ?? place.written) };
}

/** The parts as one text. */
export function filledText({ around, values }: FilledPlaces): string {
  let text = around[0] ?? '';
  for (const [at, value] of values.entries()) text += value + (around[at + 1] ?? '');
  return text;
}

/** A place of a template. */
interface Place {
  readonly written: string;
  readonly path: string;
  readonly steps: readonly string[];
  /** A quote before the place may be one that is open there. */
  readonly isQuoted: boolean;
}

interface Template {
  readonly around: readonly string[];
  readonly places: readonly Place[];
}

/** So many templates are kept: more than a ruleset has. */
const MAX_TEMPLATES = 5_000;

const templates = new Map<string, Template>();

/** A template is read once for all entities. */
function readTemplate(template: string): Template {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const around: string[] = [];
  const places: Place[] = [];
  let end = 0;
  for (const { 0: written, 1: path = '', index } of template.matchAll(PLACE)) {
    around.push(template.slice(end, index));
    places.push({
      written,
      path,
      steps: path.split(/[.[\]]+/u).filter((step) => step !== ''),
      isQuoted: isQuotedAt(template, index),
    });
    end = index + written.length;
  }
  around.push(template.slice(end));
  const read = { around, places };
  if (templates.size >= MAX_TEMPLATES) templates.clear();
  templates.set(template, read);
  return read;
}

/** Whether a text has places to fill. */
export function isTemplate(text: string): boolean {
  return text.search(PLACE) >= 0;
}

/**
 * All ways of a remediation, filled in for an entity.
 *
 * @example
 * filledRemediation({ cli: 'aws iam get-user --user-name {{name}}' }, { name: 'bob' }).cli // aws iam get-user --user-name bob
 */
export function filledRemediation(remediation: Remediation, entity: unknown): Remediation {
  return Object.fromEntries(Object.entries(remediation).map(([way, text]) => [way, fillTemplate(text, entity).text]));
}

/**
 * What a stored finding holds of its rule's remediation: the ways that name values of the entity, filled in; where commands
 * do, these alone, since the other texts say the same at length. Undefined where no way does. The entity is read only then:
 * where it was judged in another thread it may have stayed there.
 */
export function ownRemediation(
  remediation: Remediation | undefined,
  subject: { readonly entity: unknown },
): Remediation | undefined {
  const own = ownWays(remediation);
  return own.length === 0 ? undefined : filledRemediation(Object.fromEntries(own), subject.entity);
}

/** The ways of a remediation that {@link ownRemediation} fills in. */
export function ownWays(remediation: Remediation | undefined): readonly (readonly [way: string, template: string])[] {
  const own = Object.entries(remediation ?? {}).filter(([, text]) => isTemplate(text));
  const cli = own.filter(([way]) => way === 'cli');
  return cli.length > 0 ? cli : own;
}

/** What stands at a place; undefined where it stays open. */
function filledPlace(place: Place, entity: unknown): string | undefined {
  const value = textOf(valueAt(entity, place.steps));
  return value === undefined ? undefined : safeText(value, place);
}

function valueAt(entity: unknown, steps: readonly string[]): unknown {
  let value = entity;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : withoutCredentials(value);
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** A value as it can stand at a place of the template; undefined where it cannot. */
function safeText(value: string, { isQuoted }: Place): string | undefined {
  if (value.length > MAX_VALUE) return undefined;
  if (isPlainValue(value)) return value;
  if (isUnseen(value) || value.startsWith('-')) return undefined;
  if (isSafe(value)) return value;
  if (isQuoted) return isSafeInQuotes(value) ? value : undefined;
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** An apostrophe of a sentence counts too, and hides nothing. */
function isQuotedAt(template: string, at: number): boolean {
  const line = template.slice(template.lastIndexOf('\n', at - 1) + 1, at);
  return /["'`\\]/u.test(line) || hasOddQuotes(template.slice(0, at));
}

function hasOddQuotes(text: string): boolean {
  return ['"', "'", '`'].some((quote) => (text.split(quote).length - 1) % 2 === 1);
}
