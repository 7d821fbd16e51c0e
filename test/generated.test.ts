import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generatedFiles } from '../scripts/generated.ts';
import { version } from '../src/version.ts';

test.each([...generatedFiles()])('%s is up to date: run `npm run docs`', (path, text) => {
  expect(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')).toBe(text);
});

test('the version is that of package.json', () => {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(version).toBe(manifest.version);
});

test('the productions in the comments of the parser are those of the grammar', () => {
  const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const told = read('src/syntax/parser.ts').matchAll(/^ {2}\/\*\* (\w+ = .+) \*\/\n.*this\.RULE\(/gmu);
  const [productions = ''] = read('grammar/gsl.ebnf').split('(* Tokens.').slice(0, 1);
  const written = productions.matchAll(/^(\w+ = .+) ;$/gmu);
  const lines = (found: Iterable<RegExpMatchArray>): string[] => [...found].map(([, line = '']) => line);
  expect(lines(told)).toEqual(lines(written));
});
