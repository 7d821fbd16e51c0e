import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRuleset } from '../../src/rules/parse-text.ts';
import { plainJson } from '../../src/rules/plain-json.ts';
import { check } from '../../src/check/check.ts';

describe('JSON that nothing is wrong with', () => {
  it('is what JSON.parse makes, or left to the reader of YAML', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, undefined, 1);
        const found = plainJson(text);
        if (found !== undefined) expect(found).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['a key twice', '{"a": 1, "a": 2}'],
    ['a key twice, once with an escape', '{"a": 1, "\\u0061": 2}'],
    ['a key twice, deep inside', '[{"b": {"c": [{"a": 1, "a": 1}]}}]'],
    ['a number with more digits than JavaScript keeps', '{"accountNumber": 12345678901234567890}'],
    ['a number as a name', '{"complianceTag": 1.10}'],
    ['a number with an exponent', '{"a": 1e3}'],
    ['what is deep', `${'['.repeat(101)}${']'.repeat(101)}`],
    ['null', 'null'],
    ['text', '"text"'],
    ['YAML', '{a: 1}'],
    ['what is cut off', '{"a": 1'],
    ['nothing', ''],
  ])('is not %s', (_, text) => {
    expect(plainJson(text)).toBeUndefined();
  });

  it.each([
    ['quotes and brackets in text', { a: '"},{"b":1', 'c\\': '\\"', '': ['\\\\', ':'] }],
    ['a name that objects have', JSON.parse('{"__proto__": {"a": 1}}') as object],
    ['numbers', { a: [0, -1, 1.5, 123456789] }],
  ])('may hold %s', (_, value) => {
    expect(plainJson(JSON.stringify(value))).toEqual(value);
  });

  it('has places, as soon as one is asked for', () => {
    const text = '{\n  "rules": [\n    {"id": "R", "severity": "Low", "logic": "IamUser shoud have name"}\n  ]\n}';
    const { logic, rulesets, placeOf } = parseRuleset(text, 'rules.json');
    const [rule] = rulesets[0]!.rules;
    const embedded = logic.get(rule!)!;
    expect(embedded.source.origin).toEqual({ line: 3, column: 46 });
    const [found] = check(embedded.source).map(embedded.inFile);
    const { start, end } = found!.at.span;
    expect(text.slice(start, end)).toBe('shoud');
    const place = placeOf(rule!, ['severity'])!;
    expect(text.slice(place.span.start, place.span.end)).toBe('"Low"');
  });
});
