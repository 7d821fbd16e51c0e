import type { JsonShape } from '../../formats/sample.ts';
import { isObject } from '../../entity.ts';
import { AWS_CALLS } from './calls.ts';

/*
 * Answers as some SDKs write them: `{ "securityGroups": [{ "groupId": … }] }`, where the API says `SecurityGroups`. Services
 * that write camel case themselves have it in their calls, and are asked first.
 */

/** The API's names, also of those that begin with more than one capital (`DBInstances`), by themselves in lower case. */
const NAMES: ReadonlyMap<string, string> = new Map(
  AWS_CALLS.flatMap(({ key, has }) => [key, ...has])
    .filter((name) => /^[A-Z]/u.test(name))
    .map((name) => [name.toLowerCase(), name]),
);

const CAMEL = /^[a-z][A-Za-z0-9]*$/u;

/** Whether all members are named so, and the answer is none in the API's own names. */
export function isCamelCase(members: readonly string[]): boolean {
  return members.length > 0 && members.every((member) => CAMEL.test(member));
}

function nameOf(member: string): string {
  if (!CAMEL.test(member)) return member;
  return NAMES.get(member.toLowerCase()) ?? member.charAt(0).toUpperCase() + member.slice(1);
}

/** What holds names that somebody chose. */
const CHOSEN = /^(?:tags|labels|variables|policy|\w*document)$/iu;

/** A value under the API's names. */
export function asApiWrites(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asApiWrites);
  if (!isObject(value)) return value;
  // `fromEntries` defines properties, it does not assign them: a `__proto__` key stays data.
  return Object.fromEntries(
    Object.entries(value).map(([member, inner]) => [
      nameOf(member),
      CHOSEN.test(member) && isObject(inner) ? inner : asApiWrites(inner),
    ]),
  );
}

/** What a sample shows of it. */
export function shapeAsApiWrites(shape: JsonShape): JsonShape {
  if (shape.kind === 'array' && shape.first !== undefined) return { ...shape, first: shapeAsApiWrites(shape.first) };
  return shape.kind === 'object' ? { ...shape, members: membersAsApiWrites(shape.members) } : shape;
}

export function membersAsApiWrites(members: ReadonlyMap<string, JsonShape>): ReadonlyMap<string, JsonShape> {
  return new Map([...members].map(([member, shape]) => [nameOf(member), shapeAsApiWrites(shape)]));
}
