import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFilterPatternEqualFunction } from '../../src/functions/is-filter-pattern-equal.ts';
import { canonicalPattern } from '../../src/values/filter-pattern.ts';

function isEqual(left: string, right: string): unknown {
  return isFilterPatternEqualFunction.bind([left])(right, { now: 0 });
}

describe('isFilterPatternEqual', () => {
  it.each([
    ['{ $.eventName = DeleteVpc }', '{$.eventName=DeleteVpc}'],
    ['{ $.eventName = DeleteVpc }', '  {\n  $.eventName\t=  DeleteVpc }\n'],
    ['{ $.eventName = DeleteVpc }', '{ $.eventName = "DeleteVpc" }'],
    ['{ ($.a = 1) && ($.b != 2) }', '{($.a=1)&&($.b!="2")}'],
    ['{ $.code = *UnauthorizedOperation }', '{ $.code = "*UnauthorizedOperation" }'],
    ['{ $.message = Failed authentication }', '{ $.message = "Failed authentication" }'],
    ['{ $.by NOT EXISTS && $.c IS NULL }', '{ $.by not  exists&&$.c is null }'],
    ['{ $.size >= 10 || $.size < 5 }', '{ $.size>=10||$.size<5 }'],
    ['{ $.a[0].b = 1 }', '{$.a[0].b=1}'],
    ['ERROR Exception', 'ERROR   Exception'],
    ['"ERROR Exception"', ' "ERROR Exception" '],
    ['[ip, id, status = 4*]', '[ip,  id, status = 4*]'],
    ['', '  '],
  ])('%s equals %s', (left, right) => {
    expect(isEqual(left, right)).toBe(true);
    expect(isEqual(right, left)).toBe(true);
  });

  it.each([
    ['{ $.a = 1 || $.b = 2 }', '{ $.b = 2 || $.a = 1 }'],
    ['{ $.a = 1 || $.b = 2 }', '{ $.a = 1 && $.b = 2 }'],
    ['{ $.a = 1 }', '{ ($.a = 1) }'],
    ['{ $.a = 1 }', '{ $.a != 1 }'],
    ['{ $.a = Root }', '{ $.a = root }'],
    ['{ $.a = "two words" }', '{ $.a = twowords }'],
    ['{ $.a = "two words" }', '{ $.a = "two  words" }'],
    ['{ $.a EXISTS }', '{ $.a NOT EXISTS }'],
    ['"ERROR Exception"', 'ERROR Exception'],
    ['{ $.a = 1 }', ''],
    ['{ $.a = 1 }', '{ $.a = 1'],
  ])('%s does not equal %s', (left, right) => {
    expect(isEqual(left, right)).toBe(false);
    expect(isEqual(right, left)).toBe(false);
  });

  const TOKENS = ['$.a', '$.b.c', '=', '!=', '&&', '||', '(', ')', '1', '"x y"', 'Root', 'NOT EXISTS', '>='];
  const tokens = fc.array(fc.constantFrom(...TOKENS), { maxLength: 12 });

  it('takes no notice of how much white space there is', () => {
    fc.assert(
      fc.property(tokens, fc.infiniteStream(fc.constantFrom(' ', '  ', '\n\t')), (list, blanks) => {
        const spaced = list.reduce((text, token) => text + token + (blanks.next().value as string), '{ ');
        expect(canonicalPattern(`${spaced}}`)).toBe(canonicalPattern(`{ ${list.join(' ')} }`));
      }),
    );
  });

  it('has one canonical form, whatever the text', () => {
    const text = fc.string({ unit: fc.constantFrom(...' \n{}()"\\=!&|a$.') });
    fc.assert(
      fc.property(text, (pattern) => {
        const canonical = canonicalPattern(pattern);
        expect(isEqual(pattern, ` ${pattern}\n`)).toBe(true);
        if (!pattern.includes('"')) expect(canonicalPattern(canonical)).toBe(canonical);
      }),
    );
  });

  it('compares long texts as they are, and does not take long over quotes that never end', () => {
    const long = `{ $.a = ${'x'.repeat(5_000)} }`;
    expect(isEqual(long, `${long} `)).toBe(true);
    expect(isEqual(long, long.replace(' = ', '='))).toBe(false);
    const start = performance.now();
    expect(isEqual('{', '\\"'.repeat(2_000))).toBe(false);
    expect(performance.now() - start).toBeLessThan(500);
  });
});
