import { isPlace } from '../syntax/ast.ts';
import { isPythonForm, isUnreadDocument, readDocument } from './document.ts';
import { EvaluationError, isObject, isPlain } from './value.ts';
import { spend, type Work } from './work.ts';

/** The steps of a dotted path; whole numbers are places in a list. */
export function segmentsOf(path: string): (string | number)[] {
  return path.split('.').map((segment) => (isPlace(segment) ? Number(segment) : segment));
}

/** Reads a property path of an element; `undefined` where there is nothing. The judgement pays for texts that are opened. */
export type PathReader = (element: unknown, work?: Work) => unknown;

/**
 * One step of a path: the entity's own property of that name. Lists have places, not properties (their `length` is a
 * function); a path does not run through a list, blocks look into those.
 */
export function propertyOf(value: unknown, name: string | number): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return typeof name === 'number' ? (value as readonly unknown[])[name] : undefined;
  return ownProperty(value, String(name));
}

/** Read first, then asked whose it is: most properties that are missing are so in the prototype too. */
function ownProperty(value: object, name: string): unknown {
  const found = (value as Record<string, unknown>)[name];
  if (found === undefined ? isPlain(value) : Object.hasOwn(value, name)) return found;
  return isPlain(value) ? undefined : ofClass(value, name);
}

/**
 * What an object of a class has not by itself. A getter of the class, as mappers of databases make them, would be missing,
 * and so would all that a `Map` or a `Date` holds: it is there and not read, so nothing is decided by it.
 */
function ofClass(value: object, name: string): EvaluationError | undefined {
  if (value instanceof EvaluationError) return value;
  let prototype: unknown = Object.getPrototypeOf(value);
  let isDeclared = false;
  for (; isObject(prototype) && !isDeclared; prototype = Object.getPrototypeOf(prototype))
    isDeclared = Object.getPrototypeOf(prototype) !== null && Object.hasOwn(prototype, name);
  return isDeclared || Object.keys(value).length === 0 ? NOT_PLAIN : undefined;
}

const NOT_PLAIN = new EvaluationError(
  'not-plain',
  'an object of a class does not have by itself what is asked of it',
  'give plain data, as JSON.parse makes it: Object.fromEntries of a Map, toObject() or toJSON() of a model',
);

/**
 * A reader for the given segments, with the short paths that nearly all rules have unrolled. One value and a list of one
 * are the same, so a path goes through a list of one; at a list of several it gives an error, since neither element is
 * meant. Text that is JSON of an object or a list is stepped into as if it were that.
 */
export function pathReader(segments: readonly (string | number)[]): PathReader {
  const [first, second] = segments;
  if (first === undefined) return (element) => element;
  const name = String(first);
  if (second === undefined) {
    return (element, work) =>
      isPlainObject(element) ? ownProperty(element, name) : stepInto(element, segments, 0, work);
  }
  const inner = String(second);
  if (segments.length === 2) {
    return (element, work) => {
      if (!isPlainObject(element)) return stepAll(element, segments, work);
      const value = ownProperty(element, name);
      return isPlainObject(value) && value !== NOT_PLAIN
        ? ownProperty(value, inner)
        : stepInto(value, segments, 1, work);
    };
  }
  return (element, work) => stepAll(element, segments, work);
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stepAll(element: unknown, segments: readonly (string | number)[], work: Work | undefined): unknown {
  let value = element;
  for (let at = 0; at < segments.length; at += 1) {
    value = stepInto(value, segments, at, work);
  }
  return value;
}

/** One step of a path, through lists of one and into JSON text. */
function stepInto(owner: unknown, segments: readonly (string | number)[], at: number, work: Work | undefined): unknown {
  const name = segments[at];
  let value = owner;
  for (let steps = 0; typeof value === 'string' || Array.isArray(value); steps += 1) {
    if (steps > MAX_STEPS) return undefined;
    if (steps % PAID_STEPS === PAID_STEPS - 1 && work !== undefined) spend(work, 1);
    if (typeof value === 'string') {
      const document = readDocument(value, work);
      if (document === undefined) return unreadDocument(value, work);
      value = document;
    } else if (typeof name === 'number') return (value as readonly unknown[])[name];
    else if (value.length === 1) value = (value as readonly unknown[])[0];
    else return value.length === 0 ? undefined : throughList(segments, at, value);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  return value instanceof EvaluationError ? value : ownProperty(value, String(name));
}

/** A text that looks like the JSON of an object or a list, and is not. */
const UNREAD = new EvaluationError(
  'unread-document',
  'a text that begins like JSON cannot be read as it',
  'it was cut, or is larger or deeper than what is opened; what stands in it is not known',
);

const PYTHON_FORM = new EvaluationError(
  'unread-document',
  'a text looks like an object or list as Python prints it, which is no JSON',
  'write it with `json.dumps`; what stands in it is not known',
);

/** Why a text that looks like a document is none; undefined for every other text. */
export function unreadDocument(text: string, work?: Work): EvaluationError | undefined {
  if (isUnreadDocument(text, work)) return UNREAD;
  return isPythonForm(text) ? PYTHON_FORM : undefined;
}

/** Whether an element is a key with its value, of which a name is one: `tags.env`. */
function isKeyed(element: unknown, name: string): boolean {
  if (!isObject(element) || !/^[\w-]+$/u.test(name) || Object.hasOwn(element, name)) return false;
  return Object.hasOwn(element, 'key') && Object.hasOwn(element, 'value');
}

/** So many lists of one, and documents in documents, one step of a path goes through. */
const MAX_STEPS = 1_000;
/** So many of them cost one unit of work. */
const PAID_STEPS = 8;

function throughList(
  segments: readonly (string | number)[],
  at: number,
  elements: readonly unknown[],
): EvaluationError {
  const list = at === 0 ? '$' : segments.slice(0, at).join('.');
  const rest = segments.slice(at).join('.');
  return new EvaluationError(
    'path-through-list',
    `\`${list}\` is a list of ${elements.length}, and a path does not say which of its elements is meant`,
    `open a block: \`${list} contain [ ${isKeyed(elements[0], rest) ? `key = '${rest}'` : rest} … ]\``,
  );
}
