import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { reporters } from '../../src/reporters/index.ts';
import { bundledRules } from '../../src/rules/bundled/index.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const REPORT = 'examples/aws/credential-report.csv';

/** A file of the given content. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const USERS = [user('alice', true, true), user('bob', true, false)];
const users = file('users.json', JSON.stringify(USERS));

describe('evaluate', () => {
  test('the credential report by the bundled rule: findings with reason and remediation, exit code 1', async () => {
    const { code, out, err } = await gsl(['evaluate', REPORT]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('D9.AWS.IAM.51  High  Ensure there is only one active access key');
    expect(out).toContain(
      `✗ bob\n    firstAccessKey.isActive = true and secondAccessKey.isActive = true\n    arn:aws:iam::123456789012:user/bob  ${REPORT}:4\n`,
    );
    expect(out).toContain('aws iam update-access-key --access-key-id ACCESS_KEY_ID --status Inactive --user-name bob');
    expect(out).toMatch(/10 entities, 1 rule: 3 failed \(3 High\), 7 passed\n$/u);
  });

  test.each([
    ['a JSON array', 'a.json', JSON.stringify(USERS)],
    ['an object by type', 'b.json', JSON.stringify({ IamUser: USERS })],
    ['NDJSON', 'c.ndjson', USERS.map((entity) => JSON.stringify(entity)).join('\n')],
    ['gzip', 'd.ndjson.gz', gzipSync(USERS.map((entity) => JSON.stringify(entity)).join('\n'))],
  ])('%s', async (_, name, content) => {
    const { code, out, err } = await gsl(['evaluate', file(name, content)]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toContain('2 entities, 1 rule: 1 failed (1 High), 1 passed');
  });

  test('standard input', async () => {
    expect((await gsl(['evaluate', '-'], JSON.stringify(USERS))).out).toContain('1 failed');
  });

  test('a broken record is reported with its line, the rest is judged, exit code 2', async () => {
    const lines = [JSON.stringify(USERS[0]), '{"type": "IamUser", ', JSON.stringify(USERS[1])];
    const path = file('broken.ndjson', lines.join('\n'));
    const { code, out, err } = await gsl(['evaluate', path]);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${path}:2: `);
    expect(out).toContain('2 entities, 1 rule: 1 failed (1 High), 1 passed\n1 part of the input could not be read');
  });

  test.each([
    ['a file that is not there', ['evaluate', 'nowhere.json']],
    ['an unknown format', ['evaluate', users, '--format', 'prety']],
    ['an unknown flag', ['evaluate', users, '--formt', 'json']],
    ['an unknown input format', ['evaluate', users, '--input', 'jsn']],
    ['a clock that is none', ['evaluate', users, '--now', 'yesterday']],
    ['a severity that is none', ['evaluate', users, '--fail-on', 'hgih']],
    ['a ruleset that is not there', ['evaluate', users, '--ruleset', 'clodguard']],
    ['an id that no rule has', ['evaluate', users, '--id', 'D9.AWS.IAM.52']],
    ['no input', ['evaluate']],
    ['an unknown command', ['evalute', users]],
    ['two reports to standard output', ['evaluate', users, '--format', 'json', '--format', 'pretty']],
    ['--new-only without --baseline', ['evaluate', users, '--new-only']],
  ])('bad use: %s', async (_, args) => {
    const { code, err } = await gsl(args);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: /u);
    expect(err).not.toMatch(/ at .*\.ts|undefined|\[object/u);
  });

  test('--rule: a rule that does not parse is shown, exit code 2', async () => {
    const { code, err } = await gsl(['evaluate', users, '--rule', 'IamUser shoud have name']);
    expect(code).toBe(2);
    expect(err).toContain('did you mean `should`?');
  });

  test('--rules: a broken rule does not stop the others', async () => {
    const rules = file(
      'rules.yaml',
      "- {id: A, severity: Low, logic: IamUser should have naem()}\n- {id: B, severity: Low, logic: IamUser should have name = 'alice'}\n",
    );
    const { code, out, err } = await gsl(['evaluate', users, '--rules', rules]);
    expect(code).toBe(2);
    expect(err).toContain(`${rules}:1:`);
    expect(out).toContain("name is 'bob', not 'alice'");
    expect(out).toContain('1 rule could not be run');
  });

  test('--fail-on and severities', async () => {
    expect((await gsl(['evaluate', users, '--fail-on', 'critical'])).code).toBe(0);
    expect((await gsl(['evaluate', users, '--fail-on', 'High'])).code).toBe(1);
    expect((await gsl(['evaluate', users, '--fail-on', 'never'])).code).toBe(0);
  });

  test('an entity that cannot be judged is no pass, exit code 2', async () => {
    const { code, out } = await gsl(['evaluate', users, '--rule', 'IamUser should have name in ($Known)']);
    expect(code).toBe(2);
    expect(out).toContain('the list `$Known` is not known');
    expect(out).toContain('2 could not be decided');
  });

  test('--lists', async () => {
    const lists = file('lists.json', '{"Known": ["ALICE"]}');
    expect(
      (await gsl(['evaluate', users, '--rule', 'IamUser should have name in ($Known)', '--lists', lists])).out,
    ).toContain('1 failed');
  });

  test('--parameters', async () => {
    const resource = { Type: 'AWS::S3::Bucket', Properties: { AccessControl: { Ref: 'Access' } } };
    const parameters = { Access: { Type: 'String' } };
    const template = file('t.json', JSON.stringify({ Parameters: parameters, Resources: { B: resource } }));
    const rule = ['evaluate', template, '--rule', "AWS_S3_Bucket should not have AccessControl = 'PublicRead'"];
    const given = file('p.json', '[{"ParameterKey": "Access", "ParameterValue": "PublicRead"}]');
    expect((await gsl(rule)).code).toBe(2);
    expect((await gsl([...rule, '--parameters', given])).code).toBe(1);
    const { code, err } = await gsl([...rule, '--parameters', file('p-not.json', '5')]);
    expect(code).toBe(2);
    expect(err).toContain('expected the values of parameters');
  });

  test.each(reporters.map(({ name }) => name))(
    'what a plan marks as sensitive is not in a report, %s',
    async (format) => {
      const after = { identifier: 'db', password: 'hunter2-very-secret', setting: [{ value: 'hunter2-too' }] };
      const marks = { password: true, setting: [{ value: true }] };
      const change = { actions: ['create'], after, after_unknown: {}, after_sensitive: marks };
      const resource = { address: 'aws_db_instance.db', mode: 'managed', type: 'aws_db_instance', name: 'db', change };
      const plan = { format_version: '1.2', terraform_version: '1.9.0', resource_changes: [resource] };
      const input = file('sensitive.json', JSON.stringify(plan));
      const rules = [
        "aws_db_instance should not have password like '%'",
        "aws_db_instance should have setting contain [ value = 'x' ]",
      ];
      const flags = ['--explain', '--now', '2026-01-01', '--format', format];
      const { out, err } = await gsl(['evaluate', input, ...rules.flatMap((rule) => ['--rule', rule]), ...flags]);
      expect(out).not.toBe('');
      expect(`${out}${err}`).not.toContain('hunter2');
    },
  );

  test('json and ndjson say the same', async () => {
    const json = JSON.parse((await gsl(['evaluate', users, '--format', 'json', '--now', '2026-11-23'])).out) as {
      findings: { status: string; reason: string }[];
      summary: object;
    };
    expect(json.findings.map(({ status, reason }) => [status, reason])).toEqual([
      ['failed', 'firstAccessKey.isActive = true and secondAccessKey.isActive = true'],
      ['passed', ''],
    ]);
    const explained = await gsl(['evaluate', users, '--format', 'json', '--now', '2026-11-23', '--explain-passed']);
    expect(explained.out).toContain('"reason":"secondAccessKey.isActive is false, not true"');
    const lines = (await gsl(['evaluate', users, '--format', 'ndjson', '--now', '2026-11-23'])).out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { finding?: object; summary?: object });
    expect(lines.flatMap(({ finding }) => finding ?? [])).toEqual(json.findings);
    expect(lines.at(-1)!.summary).toEqual(json.summary);
  });

  test('--explain shows the tree', async () => {
    const { out } = await gsl(['evaluate', users, '--explain']);
    expect(out).toContain(
      [
        '    should not have',
        '      true   firstAccessKey.isActive = true and secondAccessKey.isActive = true',
        '        true   firstAccessKey.isActive = true',
        '          firstAccessKey.isActive is true',
        '        true   secondAccessKey.isActive = true',
        '          secondAccessKey.isActive is true',
        '',
      ].join('\n'),
    );
  });

  test('several reports, files whole or not at all', async () => {
    const [json, old] = [join(folder, 'out/report.json'), file('old.json', 'earlier')];
    expect((await gsl(['evaluate', users, '--format', `json=${json}`, '--format', 'pretty'])).out).toContain(
      '1 failed',
    );
    expect((JSON.parse(readFileSync(json, 'utf8')) as { findings: object[] }).findings).toHaveLength(2);
    await gsl(['evaluate', users, '--output', old, '--format', 'json', '--rules', 'nowhere.yaml']);
    expect(readFileSync(old, 'utf8')).toBe('earlier');
  });

  test('--baseline marks what is new, and --new-only fails on it alone', async () => {
    const before = join(folder, 'before.json');
    await gsl(['evaluate', users, '--format', 'json', '--output', before]);
    const same = await gsl(['evaluate', users, '--baseline', before, '--new-only']);
    expect(same.code).toBe(0);
    const more = file('more.json', JSON.stringify([...USERS, user('carol', true, true)]));
    const changed = await gsl(['evaluate', more, '--baseline', before, '--new-only', '--format', 'json']);
    expect(changed.code).toBe(1);
    const { findings, summary } = JSON.parse(changed.out) as {
      findings: { entity: { name: string }; baseline?: string }[];
      summary: { baseline: object };
    };
    expect(findings.map(({ entity, baseline }) => [entity.name, baseline])).toEqual([
      ['alice', 'unchanged'],
      ['bob', undefined],
      ['carol', 'new'],
    ]);
    expect(summary.baseline).toEqual({ new: 1, unchanged: 1, gone: [] });
    const fixed = await gsl([
      'evaluate',
      file('fixed.json', JSON.stringify([USERS[1]])),
      '--baseline',
      before,
      '--format',
      'json',
    ]);
    expect((JSON.parse(fixed.out) as { summary: { baseline: object } }).summary.baseline).toMatchObject({
      new: 0,
      unchanged: 0,
      gone: [{ ruleId: 'D9.AWS.IAM.51', entity: 'alice' }],
    });
  });

  test('exclusions stay visible, and say when they do nothing', async () => {
    const exclusions = file(
      'exclusions.yaml',
      '- {rule: D9.AWS.IAM.51, entity: alice, comment: rotation until Friday, owner: ops}\n- {rule: D9.AWS.IAM.51, entity: zoe, comment: left}\n- {rule: D9.AWS.IAM.51, comment: old, dateRange: {to: 2020-01-01}}\n',
    );
    const { code, out, err } = await gsl(['evaluate', users, '--exclusions', exclusions]);
    expect(code).toBe(0);
    expect(out).toContain('rotation until Friday');
    expect(out).toContain('1 excluded');
    expect(err).toContain('matched no finding');
    expect(err).toContain('expired');
  });

  test('an exclusion that applied is not said to do nothing', async () => {
    const exclusions = file('applied.yaml', '- {id: EX-1, rule: D9.AWS.IAM.51, entity: alice, comment: accepted}\n');
    const { code, out, err } = await gsl(['evaluate', users, '--exclusions', exclusions]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('excluded by EX-1: accepted');
  });

  test('an exclusion with a condition that does not parse is refused', async () => {
    const exclusions = file('bad-exclusions.yaml', '- {comment: x, expression: "name lik \'a%\'"}\n');
    const { code, err } = await gsl(['evaluate', users, '--exclusions', exclusions]);
    expect(code).toBe(2);
    expect(err).toContain('cannot be used');
    expect(err).toContain('bad-exclusions.yaml:1:34\n');
  });

  test('--severities changes severities, and so does a project file', async () => {
    const config = file('gsl.yaml', 'severities:\n  - {rule: D9.AWS.IAM.51, severity: Low, reason: test account}\n');
    expect((await gsl(['evaluate', users, '--severities', config, '--fail-on', 'High'])).code).toBe(0);
    expect((await gsl(['evaluate', users, '--config', config, '--fail-on', 'High'])).code).toBe(0);
  });

  test('the same input gives the same bytes', async () => {
    const args = ['evaluate', REPORT, '--ruleset', 'all', '--format', 'json', '--now', '2026-11-23T00:00:00Z'];
    expect((await gsl(args)).out).toBe((await gsl(args)).out);
  });
});

describe('check', () => {
  test('says what is wrong and counts it', async () => {
    const { code, out, err } = await gsl(['check', '--rule', 'IamUser shoud have mfaActive==true']);
    expect(code).toBe(2);
    expect(err).toContain(' --> rule:1:9\n  1 | IamUser shoud have mfaActive==true\n    |         ^^^^^');
    expect(out).toBe('1 rule checked: 2 errors, 0 warnings\n2 can be fixed with --fix.\n');
  });

  test('the place is that in the file', async () => {
    const rules = file(
      'nested.yaml',
      'name: R\nrules:\n  - id: A\n    severity: Low\n    logic: >-\n      IamUser should have\n      mfaActive == true\n',
    );
    const { err } = await gsl(['check', rules]);
    expect(err).toContain(`${rules}:7:17`);
  });

  test('nothing to check is bad use', async () => {
    expect((await gsl(['check'])).code).toBe(2);
  });
});

test('parse prints the tree', async () => {
  const { code, out } = await gsl(['parse', 'IamUser should have port = 12345678901234567890']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    kind: 'Assertion',
    condition: { kind: 'Comparison', right: { value: '12345678901234567890' } },
  });
  expect((await gsl(['parse', 'IamUser'])).code).toBe(2);
});

describe('the clock', () => {
  const rule = "IamUser should have createDate after(0, 'days')";
  const dated = file(
    'dated.json',
    JSON.stringify([{ type: 'IamUser', name: 'x', createDate: '2026-01-01T12:00:00Z' }]),
  );
  const judged = async (now: string): Promise<number> =>
    (await gsl(['evaluate', dated, '--rule', rule, '--now', now])).code;

  test('a time without a zone is in UTC', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    try {
      expect([await judged('2026-01-01T11:59:59'), await judged('2026-01-01T12:00:01')]).toEqual([0, 1]);
      expect([await judged('2026-01-01T12:59:59+01:00'), await judged('2026-01-01')]).toEqual([0, 0]);
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test.each(['5', '2026', '1767268800', '-1', '', ' ', '2026-13-01', '2026-02-31', '1 Jan 2026', 'now'])(
    '`%s` is no time',
    async (now) => {
      const said = `--now: \`${now}\` is no time; write it like 2026-11-23T12:00:00Z`;
      expect(await gsl(['evaluate', dated, '--rule', rule, '--now', now])).toEqual({
        code: 2,
        out: '',
        err: `error: ${said}\n`,
      });
      const tests = [{ entity: { createDate: null }, expect: 'failed', now }];
      const rules = file('clock.json', JSON.stringify([{ id: 'A', severity: 'Low', logic: rule, tests }]));
      const { code, err } = await gsl(['test', rules]);
      expect(code).toBe(2);
      expect(err).toContain('error: A: `tests[0].now` must be a time like 2026-11-23T12:00:00Z, found');
    },
  );

  test('that of a test is in UTC too', async () => {
    const tests = [
      { entity: { createDate: '2026-01-01T12:00:00Z' }, expect: 'passed', now: '2026-01-01T11:59:59' },
      { entity: { createDate: '2026-01-01T12:00:00Z' }, expect: 'failed', now: '2026-01-01T12:00:01' },
    ];
    const rules = file('clock.json', JSON.stringify([{ id: 'A', severity: 'Low', logic: rule, tests }]));
    expect(await gsl(['test', rules])).toMatchObject({ code: 0, out: '1 rule: 2 passed, 0 failed\n' });
  });
});

describe('no terminal escapes, wherever they stand', () => {
  const evil = 'x\u001b]0;owned\u0007\u009b31m\u2028\u202e\u200b';
  const tags = [{ key: evil }];
  const entity = { type: 'IamUser', id: evil, name: evil, tags, path: evil };
  const logic = `IamUser should not have tags contain [ key = '${evil}' ] or path['${evil}'] = '${evil}'`;
  const rule = { id: evil, name: evil, severity: 'Low', logic, remediation: { [evil]: evil, portal: evil } };
  const idle = { id: `idle${evil}`, severity: 'Low', logic: 'S3Bucket should have name' };
  const tested = { ...rule, tests: [{ name: evil, entity: { name: evil }, expect: 'failed' }] };
  const inventory = file('evil.json', JSON.stringify([entity]));
  const rules = file('evil-rules.json', JSON.stringify([rule, idle]));

  test.each<[string, string[]]>([
    ['evaluate', ['evaluate', inventory, '--rules', rules, '--explain']],
    [
      'exclusions',
      [
        'evaluate',
        inventory,
        '--exclusions',
        file('evil-ex.json', JSON.stringify([{ id: evil, comment: evil, rule: 'no' }])),
      ],
    ],
    ['explain', ['explain', logic, inventory]],
    ['explain of nothing', ['explain', logic, inventory, '--entity', `${evil}y`]],
    ['test', ['test', file('evil-tests.json', JSON.stringify([tested])), '--coverage']],
    ['check', ['check', file(`evil${evil.replaceAll('/', '')}.yaml`, '- {id: A, severity: Low, logic: X shoud}')]],
    ['an unknown option', ['evaluate', inventory, `--${evil}`]],
    ['an unknown format', ['evaluate', inventory, '--format', evil]],
    ['lists that are not JSON', ['evaluate', inventory, '--lists', file('evil-lists.json', evil)]],
    [
      'a baseline',
      [
        'evaluate',
        inventory,
        '--rules',
        rules,
        '--baseline',
        file(
          'evil-base.json',
          JSON.stringify({
            findings: [{ status: 'failed', ruleId: evil, entity: { type: evil, id: evil, name: `${evil}y` } }],
          }),
        ),
      ],
    ],
  ])('%s', async (_, args) => {
    const { out, err } = await gsl(args);
    expect(out + err).not.toBe('');
    expect(out + err).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]/u,
    );
  });
});

test('explain shows the way to the verdict', async () => {
  const { code, out } = await gsl([
    'explain',
    'IamUser should not have firstAccessKey.isActive = true',
    users,
    '--entity',
    'bob',
  ]);
  expect(code).toBe(0);
  expect(out).toBe(
    'bob: failed because firstAccessKey.isActive = true\n  should not have\n    true   firstAccessKey.isActive = true\n      firstAccessKey.isActive is true\n',
  );
});

test('explain of several rules says which', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'gsl-')), 'two.yaml');
  const rule = (id: string, name: string): string =>
    `- {id: ${id}, severity: Low, logic: IamUser should have name = '${name}'}\n`;
  writeFileSync(file, rule('A.1', 'alice') + rule('A.2', 'bob'));
  const { out } = await gsl(['explain', file, users, '--entity', 'alice']);
  expect(out).toContain("alice: A.1 passed because name = 'alice'");
  expect(out).toContain("alice: A.2 failed because name is 'alice', not 'bob'");
});

test('explain of a rule that rests on nothing says so, and is no verdict', async () => {
  const { code, err } = await gsl(['explain', 'IamUser should not have mfaActve = true', users]);
  expect(code).toBe(2);
  expect(err).toContain('error: `mfaActve` is in none of');
});

test('parse takes an id and a file too', async () => {
  const logic = bundledRules.find(({ id }) => id === 'D9.AWS.IAM.51')?.logic ?? '';
  const { out } = await gsl(['parse', logic]);
  expect(JSON.parse(out)).toMatchObject({ kind: 'Assertion' });
  expect((await gsl(['parse', 'D9.AWS.IAM.51'])).out).toBe(out);
  const file = join(mkdtempSync(join(tmpdir(), 'gsl-parse-')), 'two.yaml');
  writeFileSync(
    file,
    '- {id: a, severity: Low, logic: IamUser should have a}\n- {id: b, severity: Low, logic: IamUser should have b}\n',
  );
  expect(JSON.parse((await gsl(['parse', file])).out)).toHaveLength(2);
  writeFileSync(file, 'rules:\n  - { id: a, severity: High, logic: IamUser shoud have x }\n');
  const broken = await gsl(['parse', file]);
  expect(broken.code).toBe(2);
  expect(broken.err).toContain(`${file}:2:`);
});

describe('explain judges as evaluate does', () => {
  test('a list', async () => {
    const trails = file(
      'trails.json',
      JSON.stringify([{ type: 'CloudTrail', name: 't', accountNumber: '1', on: false }]),
    );
    expect(await gsl(['explain', 'List<CloudTrail> should have items with [ on = true ]', trails])).toEqual({
      code: 0,
      err: expect.any(String) as string,
      out: [
        '1: failed because items[0].on is false, not true',
        '  should have',
        '    false  items with [ on = true ]',
        '      items is a list of 1',
        "      false  [0] name 't'  on = true",
        '        on is false',
        '',
      ].join('\n'),
    });
  });

  test('resources', async () => {
    const snapshot = file(
      'snapshot.json',
      JSON.stringify([
        { type: 'Instance', id: 'i', vpcId: 'v' },
        { type: 'VPC', id: 'v' },
      ]),
    );
    const { out } = await gsl(['explain', "Instance should have getResource('VPC', vpcId)", snapshot]);
    expect(out).toMatch(/^i: passed/u);
  });

  test('an entity of another type, and one that is not asked for', async () => {
    expect(await gsl(['explain', 'S3Bucket should have name', users])).toMatchObject({
      out: '',
      err: expect.stringContaining("no entity of the rule's target in the input") as string,
    });
    expect((await gsl(['explain', 'IamUser should have name', users, '--entity', 'zoe'])).err).toBe(
      "warning: no entity `zoe` of the rule's target in the input\n",
    );
  });

  test('an entity that is irrelevant, one that cannot be judged', async () => {
    expect((await gsl(['explain', "IamUser where name = 'bob' should have name", users])).out).toContain(
      "alice: irrelevant because name is 'alice', not 'bob'\n",
    );
    expect((await gsl(['explain', 'IamUser should have name in ($Known)', users])).code).toBe(2);
  });

  test('twenty entities, and how many more', async () => {
    const many = file(
      'crowd.json',
      JSON.stringify(Array.from({ length: 22 }, (_, index) => user(`u${index}`, true, true))),
    );
    const { out, err } = await gsl(['explain', 'IamUser should have name', many]);
    expect(out.match(/: passed/gu)).toHaveLength(20);
    expect(err).toBe('note: 2 more entities are not shown\n  = help: name one with --entity\n');
  });
});

describe('test', () => {
  test('the bundled rules hold their tests', async () => {
    const { code, out } = await gsl(['test', '--ruleset', 'all']);
    expect(code).toBe(0);
    // Two rulesets and eleven packs; a rule that a pack shares with a ruleset is counted once.
    expect(out).toMatch(/^756 rules: \d+ passed, 0 failed\n$/u);
  });

  test('tests of another form are named, each thing that is wrong', async () => {
    const rules = file(
      'odd.yaml',
      '- id: A\n  severity: Low\n  logic: IamUser should have name\n  tests: [{entty: {}, expect: pased}]\n',
    );
    const { code, err } = await gsl(['test', rules]);
    expect(code).toBe(2);
    expect(err).toContain('A: unknown field `tests[0].entty`');
    expect(err).toContain('help: did you mean `entity`?');
    expect(err).toContain('A: `tests[0].entity` is missing');
    expect(err).toContain('A: `tests[0].expect` must be one of passed, failed');
  });

  test('a slip in one test has its place in the file, and the others run', async () => {
    const rules = file(
      'slip.yaml',
      '- id: A\n  severity: Low\n  logic: IamUser should have name\n  tests:\n' +
        '    - {entity: {name: x}, expect: pased}\n    - just text\n    - {entity: {}, expect: failed}\n',
    );
    const { code, out, err } = await gsl(['test', rules]);
    expect(code).toBe(2);
    expect(out).toContain('1 rule: 1 passed, 0 failed');
    expect(err).toContain(`--> ${rules}:5:35`);
    expect(err).toContain(`--> ${rules}:6:7`);
  });

  test('a difference is explained, and coverage names what was not tried', async () => {
    const rules = file(
      'tested.yaml',
      "- id: A\n  severity: Low\n  logic: IamUser should have name = 'x' or path\n  tests:\n    - {name: other, entity: {name: y}, expect: passed}\n",
    );
    const { code, out } = await gsl(['test', rules, '--coverage']);
    expect(code).toBe(1);
    expect(out).toContain("A: other: expected passed, found failed because name is 'y', not 'x' and path is missing");
    expect(out).toContain("A: never true: name = 'x'");
    expect(out).toContain('1 rule: 0 passed, 1 failed, 3 parts not covered');
  });
});

describe('fmt', () => {
  test('rewrites rules and nothing else', async () => {
    const yaml = file(
      'fmt.yaml',
      '# keep me\n- id: A # and me\n  severity: Low\n  logic:   "IamUser  SHOULD have (name=\'x\')"\n',
    );
    expect((await gsl(['fmt', yaml, '--check'])).code).toBe(1);
    expect((await gsl(['fmt', yaml])).code).toBe(0);
    expect(readFileSync(yaml, 'utf8')).toBe(
      "# keep me\n- id: A # and me\n  severity: Low\n  logic:   IamUser should have name = 'x'\n",
    );
    expect((await gsl(['fmt', yaml, '--check'])).code).toBe(0);
  });

  test('a long rule is broken over lines and stays the same rule', async () => {
    const terms = Array.from({ length: 12 }, (_, index) => `property${index} = 'value ${index}'`).join(' and ');
    const path = file(
      'long.gsl',
      `X where ${terms} should not have rules contain [ ${terms} or not (${terms} and (a or b)) ]`,
    );
    const before = (await gsl(['parse', readFileSync(path, 'utf8')])).out.replace(/"(?:start|end)": \d+/gu, '');
    await gsl(['fmt', path]);
    const text = readFileSync(path, 'utf8');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect((await gsl(['parse', text])).out.replace(/"(?:start|end)": \d+/gu, '')).toBe(before);
    await gsl(['fmt', path]);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

test('init writes a first rule that holds its tests, and never overwrites', async () => {
  const path = join(folder, 'first.yaml');
  expect((await gsl(['init', path])).code).toBe(0);
  expect(existsSync(path)).toBe(true);
  expect((await gsl(['test', path, '--coverage'])).out).toContain('1 rule: 3 passed, 0 failed');
  expect((await gsl(['init', path])).code).toBe(2);
});

test('functions: the list, and one', async () => {
  expect((await gsl(['functions'])).out).toContain('property isEmpty()');
  expect((await gsl(['functions', 'isempty'])).out).toContain('examples:');
  const { code, err } = await gsl(['functions', 'isEmty']);
  expect(code).toBe(2);
  expect(err).toContain('did you mean `isEmpty`?');
});

test('help and version are no errors', async () => {
  expect((await gsl(['--help'])).code).toBe(0);
  expect((await gsl(['evaluate', '--help'])).out).toContain('Examples:');
  expect((await gsl(['--version'])).out.trim()).toMatch(/^\d+\.\d+\.\d+$/u);
});
