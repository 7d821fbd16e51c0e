import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { GROUPINGS } from '../../src/reporters/terminal/options.ts';
import { cut, padded } from '../../src/reporters/terminal/page.ts';
import { compared, NOW, render, rule } from './support.ts';

const CHINESE = '王小明的很长很长的名字'.repeat(4);

function users(count: number, name = 'user'): object[] {
  return Array.from({ length: count }, (_, index) => ({
    type: 'IamUser',
    id: `arn:aws:iam::111122223333:user/${name}-${index}`,
    name: `${name} ${index}`,
    accountNumber: `${index % 3}`,
    mfaActive: false,
  }));
}

const rulesets = [
  {
    name: 'r',
    rules: [
      rule({ id: 'LOW', severity: 'Low', logic: 'IamUser should have mfaActive = true' }),
      rule({
        id: 'WORST',
        severity: 'Critical',
        name: `Titel ${CHINESE}`,
        logic: 'IamUser should have mfaActive = true',
      }),
      rule({ id: 'MID', severity: 'Medium', logic: "IamUser should have name = 'user 0'" }),
      rule({ id: 'BROKEN', severity: 'High', logic: 'IamUser' }),
    ],
  },
];

describe('a report for a terminal', () => {
  test('lists the worst rules first, and after them those that say nothing', async () => {
    const text = await render(pretty, { rulesets, entities: users(3) as never });
    const heads = text.match(/^(?:LOW|WORST|MID|BROKEN)/gmu);
    expect(heads).toEqual(['WORST', 'MID', 'LOW', 'BROKEN']);
    expect(text.match(/^Severity[^]*?\n\n/mu)?.[0]).toMatch(
      /Critical +WORST +3 +3 .*\nMedium +MID +2 +3 .*\nLow +LOW +3 +3 .*\nHigh +BROKEN +- +-/u,
    );
  });

  test.each([
    [undefined, 10, 2],
    [3, 3, 9],
    [Infinity, 12, 0],
  ])('of each rule at most the limit, %s', async (limit, listed, hidden) => {
    const text = await render(pretty, {
      rulesets,
      entities: users(12) as never,
      ...(limit === undefined ? {} : { terminal: { limit } }),
    });
    const [first] = text.slice(text.indexOf('WORST')).split('\n\n');
    expect(first?.match(/✗/gu)).toHaveLength(listed);
    expect(/… and (\d+) more/u.exec(first ?? '')?.[1] ?? '0').toBe(String(hidden));
  });

  test.each([0, 1, 2, 10, Infinity])('says the same of findings that are only counted, beyond %s', async (limit) => {
    const context = { version: '1', now: NOW, terminal: { limit } };
    const [whole, counting] = [pretty.open(context), pretty.open(context)];
    const { exclusions } = loadExclusions([
      { comment: 'accepted', entities: ['arn:aws:iam::111122223333:user/user-3'] },
    ]);
    const assessment = assess(rulesets, users(30) as never, { now: NOW, exclusions, include: pretty.include });
    let counted = 0;
    for await (const result of assessment) {
      const finding = findingOf(result);
      whole.finding(finding);
      if (counting.count?.(finding) === true) counted += 1;
      else counting.finding(finding);
    }
    expect(counting.end(assessment.summary)).toBe(whole.end(assessment.summary));
    const found = assessment.summary.rules.flatMap(({ counts }) => [counts.failed, counts.excluded]);
    expect(found).toEqual([29, 1, 29, 1, 28, 1, 0, 0]);
    expect(counted).toBe(found.reduce((sum, count) => sum + Math.max(0, count - Math.max(1, limit)), 0));
  });

  test('is bounded, however much was found', async () => {
    const rules = Array.from({ length: 90 }, (_, index) =>
      rule({ id: `R-${index}`, logic: 'IamUser should have mfaActive = true' }),
    );
    const text = await render(pretty, { rulesets: [{ name: 'r', rules }], entities: users(120) as never });
    expect(text).toContain('10800 failed');
    expect(text).toMatch(/… and 9600 more findings of 80 more rules/u);
    expect(text).toMatch(/… and 40 more rules/u);
    expect(text.split('\n').length).toBeLessThan(500);
  });

  describe.each(GROUPINGS)('by %s', (groupBy) => {
    test.each([40, 80, 120])('no line is wider than %i columns', async (width) => {
      const text = await render(pretty, { ...compared, explain: true, terminal: { width, groupBy, detail: 'full' } });
      const chinese = await render(pretty, {
        rulesets,
        entities: users(2, CHINESE) as never,
        terminal: { width, groupBy },
      });
      const wide = `${text}\n${chinese}`.split('\n').filter((line) => stringWidth(line) > width);
      expect(wide).toEqual([]);
    });

    test('names what it groups by', async () => {
      const text = await render(pretty, { rulesets, entities: users(4) as never, terminal: { groupBy } });
      const heads = text.split('\n').filter((line) => /^\w/u.test(line));
      const first = {
        rule: /^WORST {2}Critical/u,
        entity: /^user 1 {2}IamUser$/u,
        account: /^account 0$/u,
        severity: /^Critical$/u,
      };
      expect(heads[0]).toMatch(first[groupBy]);
    });
  });

  test('a quiet one lists no findings, a verbose one says what the rule says of itself', async () => {
    const quiet = await render(pretty, { entities: users(3) as never, rulesets, terminal: { detail: 'summary' } });
    expect(quiet).toMatch(/^Severity/u);
    expect(quiet).not.toContain('✗');
    expect(await render(pretty)).not.toContain('Two keys leak twice as often.');
    expect(await render(pretty, { terminal: { detail: 'full' } })).toContain('Two keys leak twice as often.');
  });

  test('the next step is said once, and only where something was found', async () => {
    const terminal = { next: 'do this' };
    expect((await render(pretty, { terminal })).match(/next: do this/gu)).toHaveLength(1);
    expect(await render(pretty, { entities: [], terminal })).not.toContain('next:');
  });
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['王小明', 6, '王小明'],
  ['王小明', 5, '王小…'],
  ['王小明', 4, '王…'],
])('%s cut to %i columns', (text, columns, expected) => {
  expect(cut(text, columns)).toBe(expected);
  expect(stringWidth(padded(cut(text, columns), columns))).toBe(columns);
});
