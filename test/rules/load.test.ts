import { describe, expect, test } from 'vitest';
import { loadRuleset } from '../../src/rules/load.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';

const logic = 'IamUser should have mfaActive=true';

/** The only rule of data that holds one. */
function ruleOf(data: unknown) {
  const { rulesets, problems } = loadRuleset(data);
  return { rule: rulesets[0]?.rules[0], problems };
}

/** Code, path and help of each problem, as one line. */
function problemsOf(data: unknown): string[] {
  return loadRuleset(data).problems.map(
    ({ code, severity, at: { path }, help }) =>
      `${severity} ${code} ${path.join('.')}${help === undefined ? '' : `: ${help}`}`,
  );
}

test('logicHash is MD5 in base64 without padding, of UTF-8 bytes', () => {
  // Hashes that CloudGuard gave, as users published them: of no logic, and of a target alone.
  expect(logicHash('')).toBe('1B2M2Y8AsgTpgAmY7PhCfg');
  expect(logicHash('S3Bucket')).toBe('rFr9vjbTWZrisy/p45rlqw');
  expect(logicHash('a')).toBe('DMF1ucDxtqgxw5niaXcmYQ');
  // RFC 1321, appendix A.5: 57edf4a22be3c955ac49da2e2107b67a
  expect(logicHash('1234567890'.repeat(8))).toBe('V+30oivjyVWsSdouIQe2eg');
  expect(logicHash('é')).toBe(logicHash('\u00e9'));
  expect(logicHash(`${logic} `)).not.toBe(logicHash(logic));
  expect(logicHash('x'.repeat(200_000))).toHaveLength(22);
});

describe('the shapes of data', () => {
  const rule = { name: 'MFA', severity: 'High', logic };
  test.each([
    ['one ruleset', { name: 'iam', rules: [rule] }, ['iam: MFA']],
    [
      'an array of rulesets',
      [
        { name: 'a', rules: [rule] },
        { name: 'b', rules: [rule, rule] },
      ],
      ['a: MFA', 'b: MFA, MFA'],
    ],
    ['a bare array of rules', [rule, rule], ['file: MFA, MFA']],
    ['one rule', rule, ['file: MFA']],
    [
      'rules among rulesets',
      [{ name: 'a', rules: [rule] }, rule, { name: 'b', rules: [rule] }, rule],
      ['a: MFA', 'file: MFA, MFA', 'b: MFA'],
    ],
    ['a ruleset without a name', { rules: [rule] }, ['file: MFA']],
    ['a ruleset with an id for a name', { id: 7, rules: [rule] }, ['7: MFA']],
  ])('%s', (_, data, expected) => {
    const { rulesets, problems } = loadRuleset(data, { name: 'file' });
    expect(rulesets.map(({ name, rules }) => `${name}: ${rules.map((each) => each.name).join(', ')}`)).toEqual(
      expected,
    );
    expect(problems).toEqual([]);
  });

  test.each([
    [undefined],
    [null],
    [1],
    ['text'],
    [true],
    [[]],
    [{}],
    [[1]],
    [[[]]],
    [{ rules: 1 }],
    [{ rules: null }],
    [{ rules: [null] }],
  ])('%j is reported and never throws', (data) => {
    const { rulesets, problems } = loadRuleset(data);
    expect(rulesets.flatMap(({ rules }) => rules)).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('the fields of a rule', () => {
  test("CloudGuard's names and its Terraform provider's give the same rule", () => {
    const common = {
      name: 'MFA',
      severity: 'High',
      description: 'd',
      logic,
      domain: 'IAM',
      priority: 'P1',
      category: 'c',
    };
    const cloudGuard = {
      ...common,
      ruleId: 'X.1',
      complianceTag: 't',
      controlTitle: 'ct',
      isDefault: true,
      labels: ['l'],
      logicHash: logicHash(logic),
    };
    const terraform = {
      ...common,
      rule_id: 'X.1',
      compliance_tag: 't',
      control_title: 'ct',
      is_default: 'true',
      labels: ['l'],
      log_hash: logicHash(logic),
    };
    expect(ruleOf(terraform)).toEqual(ruleOf(cloudGuard));
    expect(ruleOf(terraform).rule).toMatchObject({
      id: 'X.1',
      ruleId: 'X.1',
      complianceTag: 't',
      controlTitle: 'ct',
      isDefault: true,
    });
  });

  test('the ruleset of an export keeps what is not ours', () => {
    const data = {
      id: -16,
      name: 'r',
      cloud_vendor: 'aws',
      language: 'en',
      hide_in_compliance: true,
      accountId: 5,
      createdTime: 'x',
      rules: [{ severity: 'low', logic }],
    };
    const { rulesets } = loadRuleset(data);
    expect(rulesets[0]).toMatchObject({
      id: '-16',
      cloudVendor: 'aws',
      language: 'en',
      extra: { hide_in_compliance: true, accountId: 5, createdTime: 'x' },
    });
  });

  test.each([
    ['informational', 'Informational'],
    ['Info', 'Informational'],
    ['LOW', 'Low'],
    [' medium ', 'Medium'],
    ['hIgH', 'High'],
    ['Critical', 'Critical'],
  ])('severity %j is %s', (written, expected) => {
    expect(ruleOf({ severity: written, logic }).rule?.severity).toBe(expected);
  });

  test.each([
    ['Hgih', 'did you mean `High`?'],
    ['Moderate', 'did you mean `Medium`?'],
    ['urgent!', 'write one of Informational, Low, Medium, High, Critical'],
    ['__proto__', 'write one of Informational, Low, Medium, High, Critical'],
  ])('severity %j is an error', (written, help) => {
    expect(problemsOf({ rules: [{ severity: written, logic }] })).toEqual([
      `error unknown-severity rules.0.severity: ${help}`,
    ]);
  });

  test('a missing severity is Medium, with a warning', () => {
    expect(ruleOf({ logic }).rule?.severity).toBe('Medium');
    expect(problemsOf({ logic })).toEqual(['warning missing-severity severity: `Medium` is used']);
    // A slip is said once.
    expect(problemsOf({ logic, severty: 'High' })).toEqual(['warning unknown-field severty: did you mean `severity`?']);
    expect(problemsOf({ logic, severity: null })).toEqual(['warning missing-severity severity: `Medium` is used']);
  });

  test.each([
    [{ id: 'A', ruleId: 'B' }, 'A'],
    [{ ruleId: 'B' }, 'B'],
    [{ id: 5 }, '5'],
    [{ id: '', ruleId: 'B', name: '', logicHash: '' }, 'B'],
    [{ ruleId: '' }, logicHash(logic)],
    [{}, logicHash(logic)],
  ])('%j has the id %s', (fields, id) => {
    expect(ruleOf({ ...fields, severity: 'low', logic }).rule).toMatchObject({ id, name: id });
  });

  test('rules without an id and with the same logic stay apart', () => {
    const { rulesets, problems } = loadRuleset([
      { severity: 'low', logic },
      { severity: 'low', logic },
    ]);
    expect(rulesets[0]?.rules.map(({ id }) => id)).toEqual([logicHash(logic), `${logicHash(logic)}-2`]);
    expect(problems).toEqual([]);
  });

  test('single values where lists and objects are usual', () => {
    const { rule } = ruleOf({
      severity: 'low',
      logic,
      remediation: 'mend it',
      frameworks: 'CIS',
      labels: [1, 'b'],
      complianceTag: 1.2,
      references: 'https://example.com/a',
    });
    expect(rule).toMatchObject({
      remediation: { text: 'mend it' },
      frameworks: ['CIS'],
      labels: ['1', 'b'],
      complianceTag: '1.2',
      references: [{ title: 'https://example.com/a', url: 'https://example.com/a' }],
    });
  });

  test('remediation by other tools is kept', () => {
    const { rule } = ruleOf({ severity: 'low', logic, remediation: { portal: 'p', pulumi: 'q' } });
    expect(rule?.remediation).toEqual({ portal: 'p', pulumi: 'q' });
  });

  test.each([
    ['labels', 'labels', { labels: [{}] }, '`labels[0]` must be text, found an object'],
    ['logic', 'logic', { logic: ['x'] }, '`logic` must be text, found a list'],
    ['tag', 'compliance_tag', { compliance_tag: {} }, '`compliance_tag` must be text, found an object'],
    [
      'url',
      'references',
      { references: ['javascript:alert(1)'] },
      '`references[0].url` must be an http or https address',
    ],
    ['default', 'isDefault', { isDefault: 'maybe' }, '`isDefault` must be `true` or `false`, found text'],
  ])('a wrong %s is located and worded', (_, field, fields, message) => {
    const { problems } = loadRuleset([{ severity: 'low', logic, ...fields }]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'invalid-field', severity: 'error', message });
    expect(problems[0]?.at.path.slice(0, 2)).toEqual([0, field]);
  });

  test('own properties only: __proto__ and constructor are data', () => {
    const data: unknown = JSON.parse(
      `{"severity":"low","logic":"${logic}","__proto__":{"name":"x"},"constructor":1,"remediation":{"__proto__":"y","cli":"z"}}`,
    );
    const { rule } = ruleOf(data);
    expect(rule?.name).toBe(logicHash(logic));
    expect(Object.keys(rule?.extra ?? {})).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf(rule?.extra)).toBe(Object.prototype);
    expect(rule?.remediation?.cli).toBe('z');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });
});

describe('what is wrong is reported and the rest is kept', () => {
  test('a bad rule among good ones', () => {
    const rules = [
      { severity: 'low', logic },
      { severity: 'low' },
      'text',
      { severity: 'low', logic: 5 },
      { severity: 'low', logic: 'x' },
    ];
    const { rulesets } = loadRuleset({ rules });
    expect(rulesets[0]?.rules.map((rule) => rule.logic)).toEqual([logic, 'x']);
    expect(problemsOf({ rules })).toEqual([
      'error missing-field rules.1.logic: a rule needs `logic`, a ruleset needs `rules`',
      'error invalid-rule rules.2: a rule is an object with `logic`',
      'error invalid-field rules.3.logic',
    ]);
  });

  test.each<[string, unknown, string]>([
    [
      'a misspelt field',
      { severity: 'low', logic, remedation: 'x' },
      'warning unknown-field remedation: did you mean `remediation`?',
    ],
    [
      'a misspelt logic',
      [{ severity: 'low', lgoic: logic }],
      'error missing-field 0.logic: did you mean `logic` by `lgoic`?',
    ],
    [
      'logic without a text',
      { severity: 'low', logic: null },
      'error missing-field logic: `logic` stands there with nothing behind it',
    ],
    ['misspelt rules', { name: 'x', ruels: [] }, 'error missing-field logic: did you mean `rules` by `ruels`?'],
    [
      'a merge key',
      { severity: 'low', logic, '<<': {} },
      'warning unknown-field <<: YAML 1.2 has no merge keys; write the fields out',
    ],
    [
      'two names',
      { severity: 'low', logic, rule_id: 'a', ruleId: 'b' },
      'warning duplicate-field ruleId: `rule_id` is used; remove one of them',
    ],
    ['no rules', { rules: [] }, 'warning empty-ruleset rules'],
    [
      'an old hash',
      { severity: 'low', logic, logicHash: 'x' },
      `warning logic-hash-mismatch logicHash: \`${logicHash(logic)}\` is used`,
    ],
    [
      'one id twice',
      [
        { severity: 'low', id: 'a', logic },
        { severity: 'low', id: 'a', logic: 'x' },
      ],
      'warning duplicate-rule-id 1.id: both rules are kept; exclusions and baselines cannot tell them apart',
    ],
    [
      'one ruleset id twice',
      [
        { id: 1, rules: [{ severity: 'low', logic }] },
        { id: 1, rules: [{ severity: 'low', logic }] },
      ],
      'warning duplicate-ruleset-id 1.id',
    ],
  ])('%s', (_, data, expected) => {
    expect(problemsOf(data)).toContain(expected);
  });

  test('a field of another tool is no typing error', () => {
    expect(problemsOf({ severity: 'low', logic, custom: 1, rlmId: 'x' })).toEqual([]);
  });
});
