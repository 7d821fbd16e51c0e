import type { Entity } from '../../src/values/entity.ts';

/*
 * Rules and entities by which it costs as much as it can to say what a verdict rests on: what is not there is held against
 * all that is.
 */

export interface AdversarialEvidence {
  readonly name: string;
  readonly rule: string;
  /** Made anew for each. `size` is 1 for the suite and more for the figures. */
  readonly entity: (size: number) => Entity;
  /** How many messages the summary has, and what is in the last. */
  readonly gives: number;
  readonly last: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WORD = 'qwertyuiopasd';

const list = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const letter = (index: number): string => LETTERS.charAt(index % LETTERS.length);

/** A word with another letter at two of six places from one on. */
function slip(index: number, from: number): string {
  const letters = [...WORD];
  letters[from + (index % 6)] = letter(Math.floor(index / 6));
  letters[from + ((index + 3) % 6)] = letter(Math.floor(index / 156));
  return letters.join('');
}

const slips = (count: number, from: number): string[] =>
  [...new Set(list(count, (index) => slip(index, from)))].filter((name) => name !== WORD);

const anyOf = (names: readonly string[]): string => `T should have ${names.map((name) => `${name} = 1`).join(' or ')}`;

const entity = (names: readonly string[]): Entity => ({
  type: 'T',
  ...Object.fromEntries(names.map((name) => [name, 1])),
});

const long = (end: string): string => `${'ab'.repeat(25_000)}${end}`;

export const ADVERSARIAL_EVIDENCE: readonly AdversarialEvidence[] = [
  {
    name: 'thousands of paths that an object of very many properties does not have',
    rule: anyOf(list(2_500, (n) => `missing${n}`)),
    entity: (size) => entity(list(60_000 * size, (n) => `k${n}`)),
    gives: 2_500,
    last: '`missing2499` is not in the 1 `T` entity',
  },
  {
    name: 'a long path beside a property whose name is nearly the same',
    rule: `T should have ${long('xy')}`,
    entity: () => entity([long('yx')]),
    gives: 1,
    last: 'is not in the 1 `T` entity',
  },
  {
    name: 'thousands of paths beside long names of properties',
    rule: anyOf(list(2_000, (n) => `missing${n}`)),
    entity: (size) => entity(list(500, (n) => `${'missing'.repeat(2_000 * size)}${n}`)),
    gives: 2_000,
    last: '`missing1999` is not in the 1 `T` entity',
  },
  {
    name: 'thousands of paths that are near to hundreds of names',
    rule: anyOf(slips(2_500, 0)),
    entity: () => entity(slips(500, 7)),
    gives: slips(2_500, 0).length,
    last: '`qwprtzuiopasd` is not in the 1 `T` entity',
  },
  {
    name: 'thousands of paths of the same words as hundreds of names',
    rule: anyOf(list(2_300, (n) => `AbcfAbcgAbch${n}`)),
    entity: () => entity(list(500, (n) => `Abcd${letter(n)}${'Abce'.repeat(12)}${n}`)),
    gives: 2_300,
    last: '`AbcfAbcgAbch2299` is not in the 1 `T` entity',
  },
];
