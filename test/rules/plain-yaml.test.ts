import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check } from '../../src/check/check.ts';
import { parseRuleset } from '../../src/rules/parse-text.ts';
import { plainYaml } from '../../src/rules/plain-yaml.ts';
import { readNodes } from '../../src/rules/yaml.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = globSync('{examples,src/rules/packs}/**/*.{yaml,yml}', { cwd: root })
  .map((file) => readFileSync(join(root, file), 'utf8'))
  .filter(({ length }) => length < 20_000);

/** The reader that knows places is the measure: what is read here it reads alike, and finds nothing wrong with. */
function expectSame(text: string): boolean {
  const found = plainYaml(text);
  if (found === undefined) return false;
  const { items, diagnostics } = readNodes(text, 'rules.yaml', {});
  expect(diagnostics).toEqual([]);
  expect(Array.isArray(found) ? found : [found]).toEqual(items);
  return true;
}

describe('YAML that nothing is wrong with', () => {
  it('is most of what people write', () => {
    const read = files.filter(expectSame);
    expect(read.length / files.length).toBeGreaterThan(0.6);
  });

  const put = fc.constantFrom(
    ...[
      ' ',
      '\n',
      '\n  ',
      '- ',
      ': ',
      ' #',
      '"',
      "'",
      '\\',
      '|\n',
      '>-\n',
      '|+\n\n',
      '{',
      '}',
      '[',
      ']',
      ',',
      '? ',
      '---\n',
    ],
    ...[
      '...\n',
      '%',
      '@',
      '!x ',
      '&a ',
      '*a',
      '~',
      'null',
      'true',
      '1.50',
      '0x1',
      '<<: ',
      '\r\n',
      '\u00a0',
      'é',
      'a: b: c',
    ],
  );
  const change = fc.record({ at: fc.nat(1_000), gone: fc.nat(2), put });
  const part = fc.record({ of: fc.nat(), from: fc.nat(), lines: fc.integer({ min: 1, max: 20 }) });

  it('is read as the other reader reads it, whatever is changed in it', () => {
    let read = 0;
    fc.assert(
      fc.property(part, fc.array(change, { maxLength: 4 }), ({ of, from, lines }, changes) => {
        const all = (files[of % files.length] ?? '').split('\n');
        const first = from % all.length;
        let text = all.slice(first, first + lines).join('\n');
        for (const { at, gone, put } of changes) {
          const place = at % (text.length + 1);
          text = text.slice(0, place) + put + text.slice(place + gone);
        }
        if (expectSame(text)) read += 1;
      }),
      { numRuns: 600 },
    );
    expect(read).toBeGreaterThan(50);
  });

  it.each([
    ['a key twice', 'a: 1\na: 2'],
    ['a key that is a number', '1: a'],
    ['a name that objects have', '__proto__: 1'],
    ['a number with more digits than JavaScript keeps', 'a: 12345678901234567890'],
    ['a number as a name', 'complianceTag: 1.10'],
    ['a number with an exponent', 'a: 1e3'],
    ['an alias', 'a: &x 1\nb: *x'],
    ['a tag', 'a: !!str 1'],
    ['a mark of a document that is indented', 'a: 1\n  ---\nb: 2'],
    ['two documents', 'a: 1\n---\nb: 2'],
    ['a directive', '%YAML 1.1\n---\na: yes'],
    ['a tab', 'a:\tb'],
    ['what is deep', `a: ${'['.repeat(60)}${']'.repeat(60)}`],
    ['null', '~'],
    ['text', 'text'],
    ['what is cut off', 'a: "b'],
    ['a colon in a text', 'a: b: c'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(plainYaml(text)).toBeUndefined();
  });

  it.each([
    ['the mark of its beginning', '---\na: b', { a: 'b' }],
    ['words that other versions take for booleans', 'a: [yes, No, on, nULL]', { a: ['yes', 'No', 'on', 'nULL'] }],
    ['null and booleans', 'a: [~, null, Null, true, FALSE]\nb:', { a: [null, null, null, true, false], b: null }],
    [
      'numbers, and what is none',
      'a: [0, -1, 42, 2024-01-01, 10.0.0.0/8, 1.2.3]',
      { a: [0, -1, 42, '2024-01-01', '10.0.0.0/8', '1.2.3'] },
    ],
    ['texts on several lines', 'a: |\n  x\n   y\nb: >-\n  x\n  y\n', { a: 'x\n y\n', b: 'x y' }],
  ])('may hold %s', (_, text, value) => {
    expect(plainYaml(text)).toEqual(value);
    expectSame(text);
  });

  it('has places, as soon as one is asked for', () => {
    const text = 'rules:\n  - id: R\n    severity: Low\n    logic: >-\n      IamUser\n      shoud have name\n';
    const { logic, rulesets, placeOf } = parseRuleset(text, 'rules.yaml');
    const rule = rulesets[0]?.rules[0];
    const embedded = rule && logic.get(rule);
    const [found] = embedded === undefined ? [] : check(embedded.source).map(embedded.inFile);
    expect(found && text.slice(found.at.span.start, found.at.span.end)).toBe('shoud');
    const place = rule && placeOf(rule, ['severity']);
    expect(place && text.slice(place.span.start, place.span.end)).toBe('Low');
  });
});
