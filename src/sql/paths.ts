import type { Segments } from '../plan/plan.ts';
import { type Dialect, DOCUMENT, type Names } from './dialect.ts';
import { singleJson } from './value.ts';

/**
 * Steps from a JSON value along a path. `then` gets the name of what is there, SQL's NULL for nothing. At a list of several
 * the whole is undecided; so it is at text that may be JSON, where the database cannot read it.
 */
export function along(
  dialect: Dialect,
  names: Names,
  json: string,
  segments: Segments,
  then: (json: string) => string,
): string {
  const [segment, ...rest] = segments;
  if (segment === undefined) return then(json);
  const owner = names.next();
  const next = names.next();
  const step = typeof segment === 'number' ? place(dialect, owner, segment) : dialect.property(owner, segment);
  // Nothing is in a scalar. A list of none has no properties either.
  const following = dialect.bind(next, step, along(dialect, names, next, rest, then));
  // What a database opens and is still such a text was cut: what stands in it is not known.
  const stops = [isDocument(dialect, owner)];
  if (typeof segment !== 'number')
    stops.push(`(${dialect.isKind(owner, 'list')} AND ${dialect.element(owner, 0)} IS NOT NULL)`);
  const value = typeof segment === 'number' ? opened(dialect, json) : openedSingle(dialect, names, json);
  return dialect.bind(owner, value, `CASE WHEN ${stops.join(' OR ')} THEN NULL ELSE ${following} END`);
}

/** From an object that is known to be one, the entity: the first step asks nothing. */
export function alongEntity(
  dialect: Dialect,
  names: Names,
  entity: string,
  segments: Segments,
  then: (json: string) => string,
): string {
  const [first, ...rest] = segments;
  if (first === undefined) return then(entity);
  const next = names.next();
  return dialect.bind(next, dialect.property(entity, String(first)), along(dialect, names, next, rest, then));
}

function place(dialect: Dialect, owner: string, at: number): string {
  return (
    `CASE WHEN ${dialect.isKind(owner, 'list')} THEN ${dialect.element(owner, at)}` +
    ` WHEN ${dialect.isKind(owner, 'object')} THEN ${dialect.property(owner, String(at))} END`
  );
}

function opened(dialect: Dialect, json: string): string {
  return dialect.opened === undefined ? json : dialect.opened(json);
}

/** What a step starts from. A list that stood in JSON text is not opened further: there the row is undecided. */
function openedSingle(dialect: Dialect, names: Names, json: string): string {
  if (dialect.opened === undefined) return singleJson(dialect, json);
  const one = names.next();
  return dialect.bind(one, singleJson(dialect, json), dialect.opened(one));
}

function isDocument(dialect: Dialect, json: string): string {
  return `(${dialect.isKind(json, 'text')} AND ${dialect.fits(dialect.textIn(json), DOCUMENT)})`;
}

/** The elements that a block looks at, as a list: `then` gets its name. In text that may be JSON and was not opened, none is known. */
export function elementsIn(dialect: Dialect, names: Names, json: string, then: (list: string) => string): string {
  const [value, list] = [names.next(), names.next()];
  const none = `CAST('[]' AS ${dialect.json})`;
  const elements =
    `CASE WHEN ${value} IS NULL OR ${dialect.isKind(value, 'null')} THEN ${none}` +
    ` WHEN ${dialect.isKind(value, 'list')} THEN ${value}` +
    ` WHEN ${dialect.isKind(value, 'object')} THEN CASE WHEN ${dialect.isEmptyObject(value)} THEN ${none} ELSE ${dialect.listOf(value)} END` +
    ` ELSE ${dialect.listOf(value)} END`;
  return dialect.bind(
    value,
    opened(dialect, json),
    `CASE WHEN ${isDocument(dialect, value)} THEN NULL ELSE ${dialect.bind(list, elements, then(list))} END`,
  );
}
