import { describe, expect, test } from 'vitest';
import { exclusionApplies, idleExclusions, type ExclusionSubject } from '../../src/rules/exclusion-match.ts';
import type { Exclusion } from '../../src/rules/exclusion.ts';
import { loadExclusions } from '../../src/rules/exclusions.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import { readInstant } from '../../src/rules/instant.ts';

const logic = 'IamUser should have mfaActive=true';
const rule = loadRuleset({ id: 'X.1', ruleId: 'D9.X.1', name: 'MFA', severity: 'High', logic }).rulesets[0]!.rules[0]!;
const entity = {
  type: 'S3Bucket',
  id: 'b1',
  name: 'bucket',
  dome9Id: '1|4abce12b-cdbe-4cf8-a64a-c240e5a38f06|rg|s3Bucket|b1',
  arn: 'arn:aws:s3:::b1',
  accountNumber: '012345678901',
  region: 'us_east_1',
};
const now = Date.parse('2026-06-30T12:00:00Z');
const subject: ExclusionSubject = { rule, entity, now, rulesetId: '-16' };

function only(data: unknown): Exclusion {
  const { exclusions, problems } = loadExclusions(data);
  expect(problems).toEqual([]);
  expect(exclusions).toHaveLength(1);
  return exclusions[0]!;
}

const applies = (fields: object, overrides: Partial<ExclusionSubject> = {}): boolean =>
  exclusionApplies(
    only({ comment: 'c', ...fields }),
    { ...subject, ...overrides },
    (expression) => expression === 'yes',
  );

describe('what an exclusion covers', () => {
  test.each<[object, boolean]>([
    [{ rules: ['x.1'] }, true],
    [{ rule: 'D9.X.1' }, true],
    [{ rules: ['X.*'] }, true],
    [{ rules: ['X.2', 'X.1'] }, true],
    [{ rules: ['X.2'] }, false],
    [{ rules: [{ logicHash: logicHash(logic) }] }, true],
    [{ rules: [{ logicHash: `${logicHash(logic)}==`, id: 'X.1', name: 'an old name', rlmId: null }] }, true],
    [{ rules: [{ logicHash: logicHash('other'), id: 'X.1' }] }, false],
    [{ rules: [{ logicHash: logicHash(logic), id: 'X.2' }] }, false],
    [{ rules: [{ id: null, logicHash: null, name: 'MFA' }] }, true],
    [{ rules: [{ name: 'mfa' }] }, false],
    [{ entities: ['b1'] }, true],
    [{ entity: 'arn:aws:s3:::b1' }, true],
    [{ entityIds: [entity.dome9Id] }, true],
    [{ entities: ['bucket'] }, false],
    [{ entities: ['B1'] }, false],
    [{ logicExpressions: ['no', 'yes'] }, true],
    [{ logicExpressions: ['no'] }, false],
    [{ entities: ['b1'], expressions: ['no'] }, true],
    [{ entities: ['b2'], expression: 'yes' }, true],
    [{ rules: ['X.2'], expressions: ['yes'] }, false],
    [{ accounts: ['012345678901'] }, true],
    [{ cloudAccountIds: ['4abce12b-cdbe-4cf8-a64a-c240e5a38f06'] }, true],
    [{ accounts: ['111111111111'], entities: ['b1'] }, false],
    [{ regions: ['us-east-1'] }, true],
    [{ regions: ['US_EAST_1'] }, true],
    [{ regions: ['us-west-1'] }, false],
    [{ rules: ['X.1'], rulesetId: -16 }, true],
    [{ rules: ['X.1'], rulesetId: -17 }, false],
  ])('%j: %j', (fields, expected) => {
    expect(applies(fields)).toBe(expected);
  });

  test('properties that the entity inherits do not count', () => {
    const bare = Object.create(entity) as typeof entity;
    expect(applies({ entities: ['b1'] }, { entity: bare })).toBe(false);
    expect(applies({ accounts: ['012345678901'] }, { entity: bare })).toBe(false);
  });

  test('an exclusion for a ruleset needs to know the ruleset', () => {
    const { rulesetId, ...unknown } = subject;
    expect(rulesetId).toBe('-16');
    expect(exclusionApplies(only({ comment: 'c', rules: ['X.1'], rulesetId: -16 }), unknown, () => true)).toBe(false);
  });

  test('expressions are asked last, with the whole subject', () => {
    const asked: string[] = [];
    const ask = (expression: string, { rule: { severity } }: ExclusionSubject): boolean => {
      asked.push(`${expression} ${severity}`);
      return false;
    };
    exclusionApplies(only({ comment: 'c', rules: ['X.2'], expressions: ['a'] }), subject, ask);
    exclusionApplies(only({ comment: 'c', rules: ['X.1'], expressions: ['b'] }), subject, ask);
    expect(asked).toEqual(['b High']);
  });
});

describe('dates', () => {
  test.each<[object, boolean]>([
    [{ dateRange: { from: null, to: null } }, true],
    [{ dateRange: { from: '2026-06-30' } }, true],
    [{ dateRange: { from: '2026-07-01' } }, false],
    [{ dateRange: { to: '2026-06-30' } }, true],
    [{ dateRange: { to: '2026-06-29' } }, false],
    [{ dateRange: { to: '2026-06-30T12:00:00Z' } }, true],
    [{ dateRange: { to: '2026-06-30T11:59:59' } }, false],
    [{ dateRange: { to: '2026-06-30T13:59:59+02:00' } }, false],
    [{ dateRange: { from: now / 1000, to: now } }, true],
    [{ expires: '2026-06-30' }, true],
    [{ expires: '2026-06-01' }, false],
  ])('%j: %j', (fields, expected) => {
    expect(applies({ rules: ['X.1'], ...fields })).toBe(expected);
  });

  test.each([['yesterday'], ['2026-02-30'], ['2026-13-01'], [''], [true], [[]], [Number.NaN], ['2026-1-1']])(
    '%j is no moment',
    (value) => {
      expect(readInstant(value)).toBeUndefined();
      const { problems } = loadExclusions({ comment: 'c', rules: ['X.1'], dateRange: { to: value } });
      expect(problems.map(({ code, at: { path } }) => [code, path])).toEqual([['invalid-field', ['dateRange', 'to']]]);
    },
  );

  test('a day is whole', () => {
    expect(readInstant('2026-12-31')).toEqual({ start: 1798675200000, end: 1798761600000 });
  });
});

/** As CloudGuard's interface gives them: every field is there. */
function given(fields: object): object {
  const empty = {
    rules: [],
    logicExpressions: null,
    cloudAccountIds: null,
    dateRange: null,
    organizationalUnitIds: null,
  };
  return { id: '1', rulesetId: -16, comment: 'c', platform: 'Aws', ...empty, ...fields };
}

describe('exclusions as the interface of CloudGuard gives them', () => {
  test.each<[string, object, object]>([
    [
      'a rule',
      { rules: [{ id: 'A', logicHash: 'h', name: 'n' }] },
      { rules: [{ id: 'A', logicHash: 'h', name: 'n' }] },
    ],
    ['an expression', { logicExpressions: ["name like 'x%'"] }, { expressions: ["name like 'x%'"] }],
    ['a whole ruleset', {}, { rulesetId: '-16', rules: [] }],
    ['no units', { organizationalUnitIds: [] }, { rulesetId: '-16' }],
  ])('%s', (_, fields, expected) => {
    const { exclusions, problems } = loadExclusions([given(fields)]);
    expect(problems).toEqual([]);
    expect(exclusions).toMatchObject([expected]);
  });

  test('one that cannot be used is passed over and named, and the others stand', () => {
    const { exclusions, problems } = loadExclusions([
      given({ comment: '' }),
      given({ organizationalUnitIds: ['7'] }),
      given({ severities: ['High'], rules: [{ id: 'A' }] }),
      given({ dateRange: { from: 'yesterday', to: null } }),
      given({ id: 'good', rules: [{ id: 'A' }] }),
    ]);
    expect(exclusions.map(({ id }) => id)).toEqual(['good']);
    expect(problems.map(({ severity, at }) => [severity, at.path[0]])).toEqual(
      [0, 1, 2, 3].map((at) => ['warning', at]),
    );
    for (const { message } of problems) expect(message).toMatch(/: the exclusion is passed over$/u);
  });
});

describe('what is wrong with exclusions', () => {
  test.each<[string, unknown, string[]]>([
    ['no comment', [{ rules: ['A'] }], ['missing-field 0.comment']],
    ['an empty comment', [{ rules: ['A'], comment: ' ' }], ['invalid-field 0.comment']],
    ['not an object', ['A'], ['invalid-exclusion 0']],
    ['nothing named', [{ comment: 'c' }], ['exclusion-too-wide 0']],
    ['only a ruleset', [{ comment: 'c', rulesetId: 1, rules: [] }], ['exclusion-too-wide 0']],
    ['a misspelt field', [{ comment: 'c', rules: ['A'], entites: ['b'] }], ['unknown-field 0.entites']],
    ['a misspelt field of another name', [{ comment: 'c', rules: ['A'], entty: 'b' }], ['unknown-field 0.entty']],
    [
      'a filter that is not known',
      { exclusions: [{ comment: 'c', rules: ['A'], organizationalUnitIds: ['x'] }] },
      ['unknown-field exclusions.0.organizationalUnitIds'],
    ],
    ['two names', [{ comment: 'c', rules: ['A'], entity: 'a', entities: ['b'] }], ['duplicate-field 0.entities']],
    ['a rule without a name', [{ comment: 'c', rules: [{}] }], ['invalid-field 0.rules.0']],
    [
      'an end before the start',
      [{ comment: 'c', rules: ['A'], dateRange: { from: '2026-02-01', to: '2026-01-01' } }],
      ['invalid-field 0.dateRange'],
    ],
    ['text', 'A', ['invalid-exclusion ']],
  ])('%s', (what, data, expected) => {
    const { exclusions, problems } = loadExclusions(data);
    expect(exclusions).toEqual([]);
    expect(problems.map(({ code, at: { path } }) => `${code} ${path.join('.')}`)).toEqual(expected);
    // A field of CloudGuard's that is not known leaves its exclusion out, and the others stand.
    const severity = what === 'a filter that is not known' ? 'warning' : 'error';
    expect(problems.map((problem) => problem.severity)).toEqual(problems.map(() => severity));
  });

  test("CloudGuard's answer with all its fields", () => {
    const data = [
      {
        id: '0-1',
        platform: 'Aws',
        comment: 'c',
        rules: [{ logicHash: 'h', id: 'X', name: 'n', rlmId: null }],
        logicExpressions: [],
        regions: null,
        rulesetId: 5,
        cloudAccountIds: ['g'],
        organizationalUnitIds: [],
        dateRange: { from: null, to: null },
      },
    ];
    expect(only(data)).toEqual({
      id: '0-1',
      comment: 'c',
      rulesetId: '5',
      rules: [{ logicHash: 'h', id: 'X', name: 'n' }],
      entities: [],
      expressions: [],
      accounts: ['g'],
      regions: [],
      extra: { platform: 'Aws', organizationalUnitIds: [] },
    });
  });
});

test('exclusions that did nothing', () => {
  const { exclusions } = loadExclusions([
    { id: 'used', comment: 'c', rules: ['A'] },
    { id: 'old', comment: 'c', rules: ['A'], expires: '2026-01-31' },
    { id: 'new', comment: 'c', rules: ['A'], dateRange: { from: '2027-01-01' } },
    { comment: 'c', rules: ['A'] },
  ]);
  expect(
    idleExclusions(exclusions, new Set([exclusions[0]!]), now).map(({ status, message }) => `${status}: ${message}`),
  ).toEqual([
    'expired: the exclusion `old` expired at 2026-02-01T00:00:00.000Z',
    'not-started: the exclusion `new` starts at 2027-01-01T00:00:00.000Z',
    'never-matched: the exclusion matched no finding',
  ]);
});
