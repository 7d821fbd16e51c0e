import { bytesOfText } from '../../formats/bytes.ts';
import { isObject } from '../../entity.ts';
import { nestsDeeperThan } from '../../formats/json-value.ts';
import { parseExactJson } from '../../../values/exact-json.ts';
import { MAX_DEPTH } from './json-text.ts';
import { HclJson, HclUnknown } from './unknown.ts';

/** A policy, as far as it is known. */
export interface Policy {
  readonly version: unknown;
  /** Undefined where it has none. */
  readonly id: unknown;
  /** An HclUnknown among them is some statements, or none. */
  readonly statements: readonly unknown[];
}

/** The policy that a text is the JSON of. */
export function policyOf(source: unknown, name: string): Policy {
  const document = source instanceof HclJson ? source.document : objectIn(source);
  const members = isObject(document) ? document : undefined;
  const list = members?.['Statement'];
  if (members === undefined || list === undefined || list instanceof HclUnknown) {
    const unknown = new HclUnknown(name);
    return { version: unknown, id: unknown, statements: [unknown] };
  }
  return { version: members['Version'], id: members['Id'], statements: [list].flat() };
}

function objectIn(text: unknown): object | undefined {
  if (typeof text !== 'string' || nestsDeeperThan(bytesOfText(text), MAX_DEPTH)) return undefined;
  try {
    const value = parseExactJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * One policy put over another, as the provider does it: a statement takes the place of the one that has its `Sid`, and
 * stands behind all of them where none has. What may have been replaced, for all that is known, is not known.
 */
export function merged(under: Policy, over: Policy): Policy {
  const statements = [...under.statements];
  const places = new Map<unknown, number>();
  const note = (statement: unknown, index: number): void => {
    const sid = sidOf(statement);
    if (sid !== undefined && !places.has(sid)) places.set(sid, index);
  };
  statements.forEach(note);
  let isAnyReplaced = false;
  const replaced = new Set<number>();
  for (const statement of over.statements) {
    const sid = sidOf(statement);
    const place = typeof sid === 'string' ? places.get(sid) : undefined;
    isAnyReplaced ||= sid instanceof HclUnknown;
    if (place === undefined) {
      note(statement, statements.length);
      replaced.add(statements.length);
      statements.push(statement);
    } else {
      replaced.add(place);
      statements[place] = statement;
    }
  }
  const mayBeSame = over.statements.some((statement) => sidOf(statement) !== undefined);
  return {
    version: laterOf(under.version, over.version),
    id: idOf(under.id, over.id),
    statements: statements.map((statement, index) => {
      if (replaced.has(index) || statement instanceof HclUnknown) return statement;
      const sid = sidOf(statement);
      const isOpen = sid instanceof HclUnknown ? mayBeSame : sid !== undefined && isAnyReplaced;
      return isOpen ? new HclUnknown('sid') : statement;
    }),
  };
}

/** The `Sid` by which a statement is replaced; undefined where it has none. */
function sidOf(statement: unknown): string | HclUnknown | undefined {
  if (statement instanceof HclUnknown) return statement;
  const sid = isObject(statement) ? statement['Sid'] : undefined;
  return sid instanceof HclUnknown || (typeof sid === 'string' && sid !== '') ? sid : undefined;
}

/** What the one that lies over the other has, else the other. */
function idOf(under: unknown, over: unknown): unknown {
  if (over instanceof HclUnknown) return over;
  return over === undefined || over === null || over === '' ? under : over;
}

/** No version comes after this one. */
export const LAST_VERSION = '2012-10-17';

function laterOf(one: unknown, other: unknown): unknown {
  if (one === LAST_VERSION || other === LAST_VERSION) return LAST_VERSION;
  const unknown = [one, other].find((version) => version instanceof HclUnknown);
  if (unknown !== undefined) return unknown;
  return typeof one === 'string' && typeof other === 'string' && one > other ? one : (other ?? one);
}
