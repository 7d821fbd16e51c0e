import { isObject, ownText, ownValue } from '../entity.ts';
import { clip } from '../../text/clip.ts';
import { placeOf, problem } from '../problems.ts';
import type { ProblemRecord } from '../../values/record.ts';

/** Where an answer tells of places that it did not come to. */
const PLACES: ReadonlySet<string> = new Set(['unreachables', 'unreachable', 'missingZones', 'failedLocations']);
const WARNING = 'warning';
const MAX_SHOWN = 5;
const MAX_NAME = 80;

/** Whether a member of an answer tells what is missing in it. */
export function tellsOfMissing(member: string): boolean {
  return member === WARNING || PLACES.has(member);
}

/** What an answer says that it did not reach: what stands there is not known. */
export class Unreached {
  readonly #places = new Set<string>();

  /** @param place what the warning is of, where the answer is of several */
  says(member: string, value: unknown, place?: string): void {
    if (PLACES.has(member)) {
      for (const one of Array.isArray(value) ? (value as readonly unknown[]) : []) this.#places.add(nameOf(one));
    } else if (isObject(value) && ownText(value, 'code') === 'UNREACHABLE') {
      this.#places.add(place ?? ownText(value, 'message') ?? 'a place');
    }
  }

  problem(file: string): ProblemRecord | undefined {
    if (this.#places.size === 0) return undefined;
    const names = [...this.#places].slice(0, MAX_SHOWN).map((name) => `\`${clip(name, MAX_NAME)}\``);
    const more = this.#places.size > MAX_SHOWN ? `, and ${this.#places.size - MAX_SHOWN} more` : '';
    return problem(
      'incomplete-input',
      `the answer did not come to all: what is in ${names.join(', ')}${more} is missing`,
      placeOf(file),
      'ask again; what it does hold is judged',
    );
  }
}

function nameOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return isObject(value) ? String(ownValue(value, 'name') ?? 'a place') : 'a place';
}
