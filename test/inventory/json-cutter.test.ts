import { describe, expect, it } from 'vitest';
import { JsonCutter, type CutPlan } from '../../src/inventory/formats/json-cutter.ts';
import { nestsDeeperThan } from '../../src/inventory/formats/json-value.ts';
import { LineCutter } from '../../src/inventory/formats/lines.ts';

const limits = { maxRecordBytes: 100, maxDepth: 5 };

function cut(text: string, plan: CutPlan, chunk = text.length): readonly string[] {
  const cutter = new JsonCutter(plan, limits);
  const out: string[] = [];
  const bytes = Buffer.from(text);
  const take = (pieces: ReturnType<JsonCutter['push']>): void => {
    for (const { bytes: value, fault, key, index, line } of pieces) {
      const at = `${line}:${key ?? ''}${index === undefined ? '' : `[${index}]`}`;
      out.push(`${at} ${fault === undefined ? Buffer.from(value!).toString() : `!${fault.code}`}`);
    }
  };
  for (let at = 0; at < bytes.length; at += chunk) take(cutter.push(bytes.subarray(at, at + chunk)));
  take(cutter.end());
  return out;
}

const skip: CutPlan = { skip: true };
const list: CutPlan = { array: {} };
const items: CutPlan = { object: (key) => (key === 'items' ? list : skip) };

describe('JsonCutter', () => {
  const cases: readonly (readonly [string, CutPlan, readonly string[]])[] = [
    ['{"a":[1]}', {}, ['1: {"a":[1]}']],
    ['42', {}, ['1: 42']],
    ['"a\\"]"', {}, ['1: "a\\"]"']],
    ['[1, true ,"x",null,[2],{}]', list, ['1:[0] 1', '1:[1] true', '1:[2] "x"', '1:[3] null', '1:[4] [2]', '1:[5] {}']],
    ['[]', list, []],
    ['{}', items, []],
    ['[\n{"a":"}]\\\\"},\n\n{"b":"\\""}\n]', list, ['2:[0] {"a":"}]\\\\"}', '4:[1] {"b":"\\""}']],
    ['{"x":{"items":[1]},"items":[1,2],"y":[3]}', items, ['1:items[0] 1', '1:items[1] 2']],
    ['{"i\\u0074ems" : [1]}', items, ['1:items[0] 1']],
    ['{"items":{"a":1}}', items, ['1:items {"a":1}']],
    ['[{"e":[1,2]},{"e":[3]}]', { array: { object: () => list } }, ['1:e[0] 1', '1:e[1] 2', '1:e[0] 3']],
    ['[[[[[[1]]]]],2]', list, ['1:[0] [[[[[1]]]]]', '1:[1] 2']],
    ['[[[[[[[1]]]]]],2]', list, ['1:[0] !too-deep', '1:[1] 2']],
    [
      `["${'x'.repeat(98)}","${'x'.repeat(99)}",3]`,
      list,
      [`1:[0] "${'x'.repeat(98)}"`, '1:[1] !record-too-large', '1:[2] 3'],
    ],
    [`{"${'x'.repeat(99)}":[1],"items":[2]}`, items, ['1: !record-too-large', '1:items[0] 2']],
    ['{"a" 1,"items":[2]}', items, ['1:a !invalid-json', '1:items[0] 2']],
    ['{a:1,"items":[2]}', items, ['1: !invalid-json', '1:items[0] 2']],
    ['{"items":}', items, ['1:items !invalid-json']],
    ['{"items":,"items":[1]}', items, ['1:items !invalid-json', '1:items[0] 1']],
    ['{"items":[1', items, ['1:items[0] !truncated-input']],
    ['{"ite', items, ['1: !truncated-input']],
    ['', {}, ['1: !truncated-input']],
  ];
  it.each(cases)('%s', (text, plan, expected) => {
    for (const chunk of [Math.max(1, text.length), 1, 2, 3, 7]) expect(cut(text, plan, chunk)).toEqual(expected);
  });
});

describe('nestsDeeperThan', () => {
  it.each([
    ['[[1]]', 2, false],
    ['[[[1]]]', 2, true],
    ['["[[[[[[["]', 2, false],
    ['["\\"[[[[[[["]', 2, false],
    ['[{},{},{},{}]', 2, false],
    ['[{},{},{},{"a":[]}]', 2, true],
  ])('%s below %i: %s', (text, limit, expected) => {
    expect(nestsDeeperThan(Buffer.from(text), limit)).toBe(expected);
  });
});

describe('LineCutter', () => {
  it('keeps lines over chunk ends, counts blank ones, and drops those over the limit', () => {
    const cutter = new LineCutter(4);
    const lines = ['a', 'b\n\ncc', 'cc\n', 'ddddd\nx', 'xxxx\ny']
      .flatMap((chunk) => cutter.lines(Buffer.from(chunk)))
      .concat(cutter.end());
    expect(
      lines.map(({ line, bytes }) => `${line} ${bytes === undefined ? 'too large' : Buffer.from(bytes).toString()}`),
    ).toEqual(['1 ab', '2 ', '3 cccc', '4 too large', '5 too large', '6 y']);
    expect(cutter.end()).toEqual([]);
  });
});
