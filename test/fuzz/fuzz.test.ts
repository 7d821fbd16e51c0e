import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { diceOf, mutate } from './mutate.ts';
import { targets } from './targets.ts';

/* A short run of what `npm run fuzz` does for long: the inputs that were interesting, and some made of them. */

const MADE = 400;

function corpusOf(name: string): readonly string[] {
  const file = `test/fuzz/corpus/${name}.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as string[]) : [];
}

describe.each(targets)('$name', ({ name, run, seeds, words }) => {
  it('holds for the inputs that were kept', async () => {
    const corpus = corpusOf(name);
    expect(corpus.length).toBeGreaterThan(5);
    for (const input of corpus) await expect(Promise.resolve(run(input)), input).resolves.toBeUndefined();
  });

  it('holds for inputs made of them', async () => {
    const dice = diceOf(51);
    const inputs = [...seeds(), ...corpusOf(name)];
    for (let turn = 0; turn < MADE; turn += 1) {
      const input = mutate(inputs[dice(inputs.length)] ?? '', inputs, words, dice);
      await expect(Promise.resolve(run(input)), input).resolves.toBeUndefined();
    }
  });
});

it('a mutation is the same for the same seed', () => {
  const of = (seed: number): string => mutate('T should have a = 1', ['b'], [' and '], diceOf(seed));
  expect(of(7)).toBe(of(7));
  expect(new Set(Array.from({ length: 50 }, (_, seed) => of(seed + 1))).size).toBeGreaterThan(25);
});
