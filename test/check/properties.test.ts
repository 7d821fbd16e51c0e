import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, checkRule } from '../../src/check/check.ts';
import { cloudGuardSchemas } from '../../src/check/schemas/cloudguard.ts';
import { compileRule, tryCompile } from '../../src/run/compiled-rule.ts';
import { parse } from '../../src/syntax/parse.ts';
import { CHECK_CODES } from '../../src/check/checks/index.ts';
import { SYNTAX_CODES } from '../../src/syntax/codes.ts';
import { formatMessage } from '../../src/text/format-message.ts';
import { arbitraryRule, simpleTerms, VALUES } from './arbitrary.ts';

/** `npm run fuzz` runs more. */
const FACTOR = Number(process.env['FUZZ_FACTOR'] ?? 1);
const ALL_CODES = new Set(Object.keys({ ...SYNTAX_CODES, ...CHECK_CODES }));

const OPTIONS = [{}, { strict: true }, { schemas: cloudGuardSchemas, lists: {} }];

test('never throws, and what it says is well formed', () => {
  fc.assert(
    fc.property(arbitraryRule, fc.constantFrom(...OPTIONS), (text, options) => {
      const { rule, source } = parse(text);
      for (const found of check(text, options)) {
        expect(ALL_CODES.has(found.code), found.code).toBe(true);
        expect(found.at.span.start).toBeLessThanOrEqual(found.at.span.end);
        expect(found.at.span.end).toBeLessThanOrEqual(text.length);
        expect(found.message).not.toMatch(/undefined|\[object|\.$/u);
        expect(formatMessage(found)).toContain(found.code);
      }
      if (rule === undefined) return;
      // A tree that was built by hand may have spans that point nowhere.
      checkRule(rule, { name: 'other', text: '' }, options);
      expect(checkRule(rule, source, options)).toEqual(checkRule(rule, source, options));
    }),
    { numRuns: 400 * FACTOR },
  );
});

test('never throws on any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      check(`IamUser should have ${text}`, { schemas: cloudGuardSchemas, strict: true });
    }),
    { numRuns: 300 * FACTOR },
  );
});

test('warnings alone keep no rule from running', () => {
  fc.assert(
    fc.property(arbitraryRule, (text) => {
      const { compiled, diagnostics } = tryCompile(text, { schemas: cloudGuardSchemas });
      expect(compiled === undefined).toBe(diagnostics.some(({ severity }) => severity === 'error'));
    }),
    { numRuns: 200 * FACTOR },
  );
});

describe('what is said to be always so is always so', () => {
  const entities = VALUES.flatMap((a) => VALUES.map((b) => ({ type: 'T', a, b })));

  test.each(['and', 'or'])('%s', (word) => {
    let found = 0;
    fc.assert(
      fc.property(simpleTerms, (terms) => {
        const rule = compileRule(`T should have ${terms.join(` ${word} `)}`);
        const codes = rule.diagnostics.map(({ code }) => code);
        const code = word === 'and' ? 'always-false' : 'always-true';
        if (!codes.includes(code)) return;
        found += 1;
        const statuses = new Set(entities.map((entity) => rule.evaluate(entity).status));
        expect([...statuses], terms.join(` ${word} `)).toEqual([word === 'and' ? 'failed' : 'passed']);
      }),
      { numRuns: 800 * FACTOR },
    );
    expect(found).toBeGreaterThan(10 * FACTOR);
  });

  test('where against the condition', () => {
    let found = 0;
    fc.assert(
      fc.property(simpleTerms, simpleTerms, (given, asked) => {
        const where = given.slice(0, 2).join(' and ');
        const condition = asked.slice(0, 2).join(' and ');
        const rule = compileRule(`T where ${where} should have ${condition}`);
        const [said] = rule.diagnostics.filter(({ message }) => message.includes('every relevant entity'));
        if (said === undefined) return;
        found += 1;
        const statuses = new Set(entities.map((entity) => rule.evaluate(entity).status));
        statuses.delete('irrelevant');
        expect(
          [...statuses].filter((status) => status !== (said.code === 'always-true' ? 'passed' : 'failed')),
        ).toEqual([]);
      }),
      { numRuns: 800 * FACTOR },
    );
    expect(found).toBeGreaterThan(10 * FACTOR);
  });

  test('a term that is said to stand twice', () => {
    fc.assert(
      fc.property(simpleTerms, ([first, second]) => {
        const both = compileRule(`T should have ${first} and ${second}`);
        if (!both.diagnostics.some(({ code }) => code === 'duplicate-term')) return;
        const alone = [first, second].map((term) => compileRule(`T should have ${term}`));
        for (const entity of entities) expect(new Set(alone.map((rule) => rule.evaluate(entity).status)).size).toBe(1);
      }),
      { numRuns: 800 * FACTOR },
    );
  });
});

describe('rules of the greatest length take no longer than reading them', () => {
  const fill = (head: string, part: (index: number) => string, joint: string): string => {
    let text = head;
    for (let index = 0; text.length < 64_000; index += 1) text += (index === 0 ? '' : joint) + part(index);
    return text;
  };
  const shapes: Record<string, string> = {
    'terms that are the same': fill('A should have ', () => 'a', ' and '),
    'terms that are opposites': fill('A should have ', (index) => (index % 2 === 0 ? 'a' : 'not a'), ' or '),
    'different values': fill('A should have ', (index) => `a != ${index}`, ' or '),
    'values of one property': fill('A should have ', (index) => `a = ${index}`, ' and '),
    'lists of values': fill('A should have a in (', (index) => `'${index}'`, ','),
    'many lists': fill('A should have ', (index) => `a in ('x', '${index}')`, ' and '),
    'ends of ranges': fill(
      'SecurityGroup should have inboundRules contain [ ',
      (index) => (index % 2 === 0 ? `port>${index}` : `portTo<${index}`),
      ' and ',
    ),
    bounds: fill('A should have ', (index) => `a > ${index}`, ' and '),
    'unknown properties': fill('IamUser should have ', (index) => `mfaActiv${index}`, ' and '),
    'unknown functions': fill('A should have ', (index) => `a isEmpt${index}()`, ' or '),
    'blocks side by side': fill('A should have ', (index) => `a contain [ b = ${index} ]`, ' and '),
    'a chain of calls': `A should have a ${'isEmpty() '.repeat(200)}`,
    'blocks in blocks': `A should have ${'a contain [ b = ~.c and '.repeat(90)}x${' ]'.repeat(90)}`,
  };
  for (const [name, tail] of [
    ['lists of values', ')'],
    ['ends of ranges', ' ]'],
  ] as const)
    shapes[name] += tail;

  test.each(Object.entries(shapes))('%s', (_, text) => {
    const { rule, source } = parse(text);
    expect(rule).toBeDefined();
    if (rule === undefined) return;
    const found = checkRule(rule, source, { schemas: cloudGuardSchemas, strict: true });
    expect(found.length).toBeLessThanOrEqual(50);
  });

  // Patterns that go through a text again from each of its signs take seconds for each of these.
  const long = (part: string, start = '', end = ''): string =>
    `${start}${part.repeat(60_000 / part.length)}${end}`.replaceAll('\\', '\\\\');
  test.each<[name: string, text: string]>([
    ['blanks', long(' ', 'a', 'b')],
    ['blanks in front of a sign', long(' ,')],
    ['words between addresses', long(' or')],
    ['signs of patterns between slashes', long('^', '/', '/x')],
    ['backslashes between slashes', long('\\', '/', '/x').slice(0, 62_000)],
    ['stars', long('*', 'a', '/')],
    ['letters behind a star', long('a', '*', '%')],
    ['numbers with dots', long('.1', '1', '!')],
    ['quotes', long('" ', '"', '!')],
    ['percents', long('%20', '', '%')],
    ['brackets', long('[a-')],
  ])('texts of %s', (_, text) => {
    for (const condition of [`name = '${text}'`, `name in ('${text}')`, `name like '${text}'`, `version > '${text}'`]) {
      const { rule, source } = parse(`IamUser should not have ${condition}`);
      expect(rule).toBeDefined();
      if (rule === undefined) return;
      for (let turn = 0; turn < 20; turn += 1)
        expect(checkRule(rule, source, { schemas: cloudGuardSchemas, strict: true }).length).toBeLessThan(50);
    }
  });
});
