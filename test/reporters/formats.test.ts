import { createRequire } from 'node:module';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse as parseCsv } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asff, asffBatches } from '../../src/reporters/asff/asff.ts';
import { cloudguardJson } from '../../src/reporters/cloudguard-json.ts';
import { csv } from '../../src/reporters/csv.ts';
import { fileUri } from '../../src/reporters/file-uri.ts';
import { html } from '../../src/reporters/html.ts';
import { junit } from '../../src/reporters/junit.ts';
import { markdown } from '../../src/reporters/markdown.ts';
import { ocsf } from '../../src/reporters/ocsf.ts';
import { pretty } from '../../src/reporters/pretty.ts';
import { reporters } from '../../src/reporters/index.ts';
import type { Reporter } from '../../src/reporters/reporter.ts';
import { sarif } from '../../src/reporters/sarif/sarif.ts';
import { clip } from '../../src/text/clip.ts';
import type { Ruleset } from '../../src/rules/rule.ts';
import type { Entity } from '../../src/values/entity.ts';
import { githubComplaints } from './github-ingestion.ts';
import { compared, HOSTILE, render, type RenderOptions, rule, ruleset, user } from './support.ts';
import { parseXml, type XmlElement } from './xml.ts';

type Data = Record<string, unknown>;

/** A schema as a check that says what is wrong. */
function checkerOf(file: string): (value: unknown) => void {
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Data;
  // SARIF's is of draft 4, whose only words of its own are these two; one of its patterns is not of the `u` kind.
  delete schema['id'];
  delete schema['$schema'];
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate: ValidateFunction = ajv.compile(schema);
  return (value) => {
    validate(value);
    expect(validate.errors ?? []).toEqual([]);
  };
}

const own = (name: string): string => new URL(`schemas/${name}.schema.json`, import.meta.url).pathname;

/** The published schema of SARIF, as a package brings it. */
const SARIF = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');

const checkSarif = checkerOf(SARIF);
const checkOcsf = checkerOf(own('ocsf-compliance-finding'));
const checkAsff = checkerOf(own('asff'));
const checkCloudguard = checkerOf(own('cloudguard-assessment'));

/** What must be true of a report, whatever is in the entities. */
const SOUND: readonly (readonly [Reporter, (text: string) => void])[] = [
  [
    sarif,
    (text) => {
      checkSarif(JSON.parse(text));
      expect(githubComplaints(text)).toEqual([]);
    },
  ],
  [
    ocsf,
    (text) => {
      for (const line of text.split('\n').filter((part) => part !== '')) checkOcsf(JSON.parse(line));
    },
  ],
  [asff, (text) => checkAsff(JSON.parse(text))],
  [
    asffBatches,
    (text) => {
      for (const line of text.split('\n').filter((part) => part !== '')) checkBatch(JSON.parse(line));
    },
  ],
  [cloudguardJson, (text) => checkCloudguard(JSON.parse(text))],
  [junit, (text) => checkJunit(parseXml(text))],
  [csv, checkCsv],
  [markdown, checkMarkdown],
  [html, checkHtml],
];

/** What one call of Security Hub takes. */
function checkBatch(call: unknown): void {
  const { Findings, ...others } = call as { Findings: { AwsAccountId: string; Resources: { Region: string }[] }[] };
  expect(others).toEqual({});
  checkAsff(Findings);
  expect(Findings.length).toBeGreaterThan(0);
  expect(Findings.length).toBeLessThanOrEqual(100);
  const places = Findings.map(({ AwsAccountId, Resources }) => `${AwsAccountId} ${Resources[0]!.Region}`);
  expect(new Set(places).size).toBe(1);
}

/** The structure that the schemas of JUnit reports have in common, and that the counts are right. */
function checkJunit({ name, attributes, children }: XmlElement): void {
  expect(name).toBe('testsuites');
  const counts = { tests: 0, failures: 0, errors: 0, skipped: 0 };
  for (const suite of children) {
    expect(suite.name).toBe('testsuite');
    expect(suite.attributes).toHaveProperty('timestamp', expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/u));
    const cases = suite.children.filter((child) => child.name === 'testcase');
    const outcomes = cases.flatMap(outcomesOf);
    const found = {
      tests: cases.length,
      failures: outcomes.filter((outcome) => outcome === 'failure').length,
      errors: outcomes.filter((outcome) => outcome === 'error').length,
      skipped: outcomes.filter((outcome) => outcome === 'skipped').length,
    };
    expect(suite.attributes).toMatchObject(strings(found));
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += found[key];
    for (const testcase of cases) {
      expect(Object.keys(testcase.attributes)).toEqual(expect.arrayContaining(['name', 'classname', 'time']));
      expect(testcase.attributes['name']).not.toBe('');
      expect(outcomesOf(testcase).length).toBeLessThanOrEqual(1);
    }
  }
  const { skipped: _, ...total } = counts;
  expect(attributes).toMatchObject(strings(total));
}

function outcomesOf({ children }: XmlElement): string[] {
  return children.map(({ name }) => name).filter((name) => name !== 'system-out');
}

function strings(values: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

function checkCsv(text: string): void {
  expect(text.replaceAll('\r\n', '')).not.toMatch(/^[^"]*[^"\n]\n[^"]*$/u);
  expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/u);
  const rows: string[][] = parseCsv(text, { record_delimiter: '\r\n' });
  for (const row of rows) {
    expect(row).toHaveLength(rows[0]!.length);
    for (const cell of row) expect(cell).not.toMatch(/^\s*[=+\-@\t\r\n]/u);
  }
}

function checkMarkdown(text: string): void {
  expect(text.length).toBeLessThan(65_536);
  const outside = text.replace(/^(`{3,})text\n[\s\S]*?\n\1$/gmu, '');
  const bare = outside.replace(/(?<!`)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/gu, '');
  const tags = bare.match(/<[^>]*>?/gu) ?? [];
  expect(tags.filter((tag) => !/^<\/?(?:code|br|details|summary)>$/u.test(tag))).toEqual([]);
  expect(bare.replace(/<code>[^<]*<\/code>/gu, '')).not.toMatch(/[@\u202e]/u);
  // Each row of a table has the cells of its head.
  let cells = 0;
  for (const line of outside.split('\n')) {
    const found = line.startsWith('| ') ? line.split('|').length : 0;
    if (cells > 0 && found > 0) expect(found).toBe(cells);
    cells = found;
  }
}

function checkHtml(text: string): void {
  const scripts = [...text.matchAll(/<script(?: type="application\/json" (?:class|id)="(\w+)"[^>]*)?>([^<]*)/gu)];
  const named = (name: string): unknown[] =>
    scripts.filter(([, own]) => own === name).map(([, , json]) => JSON.parse(json!) as unknown);
  const [report] = named('report') as [{ rules: unknown[] }];
  const outside = text.replace(/<script>[\s\S]*<\/script>/u, '');
  expect(outside.match(/<script/giu)).toHaveLength(scripts.length - 1);
  expect(outside.match(/<\/script/giu)).toHaveLength(scripts.length - 1);
  expect(outside).not.toMatch(/<!--|<img|[\u202e\u2028\u2029]/iu);
  const entities = named('entities').flat();
  for (const row of named('rows').flat() as unknown[][]) {
    expect(row).toHaveLength(15);
    expect(report.rules[row[1] as number]).toBeDefined();
    expect(entities.length).toBeGreaterThan(row[13] as number);
  }
}

describe('every report is sound', () => {
  test.each(SOUND.map(([reporter, check]) => [reporter.name, reporter, check] as const))(
    '%s',
    async (_, reporter, check) => {
      check(await render(reporter));
      check(await render(reporter, { explain: true }));
      check(await render(reporter, compared));
      check(await render(reporter, { entities: [] }));
      check(await render(reporter, { rulesets: [] }));
      check(await render(reporter, { rulesets: [ruleset, { name: 'again', rules: ruleset.rules }] }));
    },
  );

  /** Any UTF-16 code units, halves of pairs among them. */
  const anyText = fc
    .array(
      fc.oneof(
        fc.integer({ min: 0, max: 0xffff }),
        fc.constantFrom(...[...'<>&"\'`|=@#]\n\r\t,;'].map((c) => c.charCodeAt(0))),
      ),
    )
    .map((units) => String.fromCharCode(...units));
  const anyEntity = fc
    .record({
      id: anyText,
      name: anyText,
      region: anyText,
      accountNumber: anyText,
      arn: anyText,
      file: anyText,
      scope: anyText,
      type: anyText,
    })
    .map(({ file, scope, type, ...fields }) => {
      const record = user(fields.name, fields.id, { ...fields, tags: [{ key: 'hostile', value: scope }] });
      return [{ entity: record.entity, provenance: { file, address: type } }, { ...fields, type } as Entity] as const;
    });

  test.each(SOUND.map(([reporter, check]) => [reporter.name, reporter, check] as const))(
    '%s of any text',
    async (_, reporter, check) => {
      await fc.assert(
        fc.asyncProperty(fc.array(anyEntity, { maxLength: 4 }), anyText, async (made, words) => {
          const entities = made.map(([{ entity, provenance }]) =>
            Object.assign(user('', '', {}), { entity, provenance }),
          );
          const hostile = rule({
            id: `R ${words}`,
            name: words,
            description: words,
            logic: "IamUser should not have tags contain [ key = 'hostile' ]",
            remediation: { text: words, [words]: words },
            labels: [words],
            references: [{ title: words, url: 'https://example.com' }],
            frameworks: [words],
            severityOverride: { from: 'Low', reason: words },
          });
          const options: RenderOptions = { rulesets: [{ name: words, rules: [hostile, ...ruleset.rules] }], entities };
          check(await render(reporter, options));
        }),
        { numRuns: 60 },
      );
    },
  );
});

describe('sarif', () => {
  const log = async (options?: RenderOptions): Promise<Data> => {
    const { runs } = JSON.parse(await render(sarif, options)) as { runs: Data[] };
    return runs[0]!;
  };

  test('results point to their rules', async () => {
    const run = await log({ rulesets: [ruleset, { name: 'again', rules: ruleset.rules }] });
    const { rules } = (run['tool'] as { driver: { rules: { id: string; properties: Data }[] } }).driver;
    expect(rules).toHaveLength(2 * ruleset.rules.length);
    for (const { ruleId, ruleIndex } of run['results'] as { ruleId: string; ruleIndex: number }[]) {
      expect(rules[ruleIndex]!.id).toBe(ruleId);
    }
  });

  test('fingerprints hold when entities move and what is found changes', async () => {
    const prints = async (line: number, extra: object): Promise<unknown[]> => {
      const keys = { firstAccessKey: { isActive: true }, secondAccessKey: { isActive: true } };
      const run = await log({ entities: [user('alice', 'AIDA1', { ...keys, ...extra }, line)] });
      return (run['results'] as { ruleId: string; partialFingerprints: unknown }[])
        .filter(({ ruleId }) => ruleId === 'KEYS-1')
        .map(({ partialFingerprints }) => partialFingerprints);
    };
    expect(await prints(3, {})).toEqual(await prints(99, { path: '/' }));
    expect(await prints(3, {})).not.toEqual(await prints(3, { accountNumber: '210987654321' }));
  });

  test('findings of an earlier report', async () => {
    const text = await render(sarif, { baseline: () => 'unchanged' });
    checkSarif(JSON.parse(text));
    expect(text).toContain('"baselineState":"unchanged"');
  });

  test('file names', () => {
    expect(fileUri('data/my users.json')).toBe('data/my%20users.json');
    expect(fileUri('<stdin>')).toBe('%3Cstdin%3E');
    expect(fileUri('/tmp/a#b.json')).toBe('file:///tmp/a%23b.json');
    expect(fileUri('C:\\data\\users.json')).toBe('file:///C:/data/users.json');
    expect(fileUri('\\\\server\\share\\x')).toBe('file://server/share/x');
    expect(fileUri('s3:x')).toBe('s3%3Ax');
  });
});

test('ocsf: an exclusion suppresses, an error warns, passing matters to nobody', async () => {
  const events = (await render(ocsf))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Data);
  const said = events.map((event) => {
    const { status } = event['compliance'] as Data;
    return `${String(event['severity'])} ${String(event['status'])} ${String(status)}`;
  });
  expect([...new Set(said)].sort()).toEqual([
    'Critical New Fail',
    'Critical Suppressed Fail',
    'High New Fail',
    'High New Warning',
    'High Suppressed Fail',
    'Informational New Fail',
    'Informational New Pass',
    'Informational New Warning',
    'Low New Warning',
  ]);
});

test('ocsf: a standard once, its controls whole, whatever brackets they have', async () => {
  const frameworks = ['NIST SP 800-53 Rev. 5 (AC-3)', 'NIST SP 800-53 Rev. 5 (AC-3(7))', 'PCI DSS(1.2 (a))', 'A :)'];
  const rules = [rule({ id: 'MFA', logic: 'IamUser should have mfaActive=true', frameworks })];
  const text = await render(ocsf, {
    rulesets: [{ name: 'a', rules }],
    entities: [user('alice', 'A', { mfaActive: false }, 1)],
  });
  const [line = ''] = text.split('\n');
  expect((JSON.parse(line) as Data)['compliance']).toMatchObject({
    standards: ['NIST SP 800-53 Rev. 5', 'PCI DSS', 'A :)'],
    requirements: ['AC-3', 'AC-3(7)', '1.2 (a)'],
  });
});

test('asff: partitions and accounts', async () => {
  const keys = { firstAccessKey: { isActive: true }, secondAccessKey: { isActive: true } };
  const arns = async (fields: object): Promise<unknown> => {
    const [first] = JSON.parse(await render(asff, { entities: [user('a', 'A', { ...keys, ...fields })] })) as Data[];
    return first!['ProductArn'];
  };
  const tail = 'product/123456789012/default';
  expect(await arns({ region: 'eu_central_1' })).toBe(`arn:aws:securityhub:eu-central-1:123456789012:${tail}`);
  expect(await arns({ region: 'cn-north-1' })).toBe(`arn:aws-cn:securityhub:cn-north-1:123456789012:${tail}`);
  expect(await arns({ region: 'us-gov-west-1' })).toBe(`arn:aws-us-gov:securityhub:us-gov-west-1:123456789012:${tail}`);
  expect(await arns({ region: 'x', accountNumber: 'y' })).toBe(
    'arn:aws:securityhub:us-east-1:000000000000:product/000000000000/default',
  );
});

test('asff-batches: all findings, in calls of one account and region', async () => {
  const places = [
    { region: 'eu_central_1' },
    { region: 'us_east_1' },
    { region: 'us_east_1', accountNumber: '210987654321' },
  ];
  const entities = Array.from({ length: 700 }, (_, index) => user(`u${index}`, `A${index}`, places[index % 3]!, index));
  const options = {
    rulesets: [{ name: 'one', rules: [rule({ id: 'F', logic: 'IamUser should have mfa' })] }],
    entities,
  };
  const lines = (await render(asffBatches, options)).trimEnd().split('\n');
  const calls = lines.map((line) => (JSON.parse(line) as { Findings: unknown[] }).Findings);
  expect(calls.map(({ length }) => length).sort((a, b) => b - a)).toEqual([100, 100, 100, 100, 100, 100, 34, 34, 33]);
  const sorted = (findings: readonly unknown[]): string[] => findings.map((one) => JSON.stringify(one)).sort();
  expect(sorted(calls.flat())).toEqual(sorted(JSON.parse(await render(asff, options)) as unknown[]));
});

describe('csv', () => {
  test('lines end as RFC 4180 has it, and cells come back as they were', async () => {
    const text = await render(csv);
    expect(text.endsWith('\r\n')).toBe(true);
    const rows: Data[] = parseCsv(text, { columns: true, record_delimiter: '\r\n' });
    const named = (name: string): unknown => rows.find((row) => row['entityId'] === `id-${name}`)?.['entityName'];
    for (const name of ['html', 'quotes', 'lines', 'long'] as const) expect(named(name)).toBe(HOSTILE[name]);
    // What breaks a line or turns text around is shown, not obeyed.
    expect(named('separators')).toBe('before\ufffdmiddle\ufffdafter');
    expect(named('formula')).toBe(`'${HOSTILE['formula']!}`);
  });

  test.each(['=1', '+1', '-1', '@x', '\t=1', '\r=1', ' =1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
    '%j is no formula',
    async (name) => {
      const rows: Data[] = parseCsv(await render(csv, { entities: [user(name, 'A', {})] }), {
        columns: true,
        record_delimiter: '\r\n',
      });
      expect(rows[0]!['entityName']).toBe(`'${name}`);
    },
  );
});

test('markdown stays below the limit of a comment', async () => {
  const many: Ruleset = {
    name: 'many',
    rules: Array.from({ length: 60 }, (_, index) =>
      rule({
        id: `R-${index}`,
        name: `${HOSTILE['markdown']!} ${index}`,
        logic: 'IamUser should fail',
        remediation: { text: `${'<|>'.repeat(5000)}${index}` },
      }),
    ),
  };
  const text = await render(markdown, { rulesets: [many] });
  checkMarkdown(text);
  expect(text).toContain('60 failed'.replace('60', '960'));
  expect(text).toContain('… and 11 more; the other formats list them all.');
  expect(text).toContain('did not fit');
});

describe('html', () => {
  test('the policy allows the one program and the one style sheet', async () => {
    const text = await render(html);
    const policy = /Content-Security-Policy" content="([^"]+)"/u.exec(text)![1]!;
    const hash = (content: string): string => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
    const [, script] = /<script>([\s\S]*)<\/script>/u.exec(text)!;
    const [, style] = /<style>([\s\S]*)<\/style>/u.exec(text)!;
    expect(policy).toContain(`script-src ${hash(script!)};`);
    expect(policy).toContain(`style-src ${hash(style!)};`);
    expect(policy).toContain("default-src 'none'");
    expect(() => new Script(script!)).not.toThrow();
    expect(script).not.toMatch(/outerHTML|insertAdjacent|document\.write|\beval\b|Function\(/u);
    // Preact could set markup, if it was asked to.
    for (const file of globSync('apps/html-report/*.ts*'))
      expect(readFileSync(file, 'utf8')).not.toMatch(/innerHTML/iu);
    expect(text.replace(script!, '')).not.toMatch(/ style="| on\w+="/u);
  });

  test('needs nothing from elsewhere', async () => {
    const text = (await render(html)).replace(/<script[\s\S]*?<\/script>/gu, '');
    expect(text).not.toMatch(/<(?:link|iframe|object|embed|base|form)\b|@import|url\(|<[^>]*\ssrc=/iu);
  });
});

describe('cloudguard-json', () => {
  test('a rule that does not parse', async () => {
    const { tests } = JSON.parse(await render(cloudguardJson)) as { tests: Data[] };
    expect(tests.find(({ rule: found }) => (found as Data)['name'] === 'TYPO-1')).toMatchObject({
      error: "Syntax failure: <line:1,col:8> found '<EOF>' expecting 'should'",
      testedCount: 0,
      relevantCount: 0,
      nonComplyingCount: -1,
      entityResults: [],
      testPassed: false,
    });
  });

  test('a test object leads to its entity', async () => {
    const { tests, testEntities } = JSON.parse(await render(cloudguardJson)) as {
      tests: { entityResults: { testObj: { id: string; entityType: string; entityIndex: number } }[] }[];
      testEntities: Record<string, Entity[]>;
    };
    for (const { testObj } of tests.flatMap(({ entityResults }) => entityResults)) {
      expect(testEntities[testObj.entityType]![testObj.entityIndex]!.id).toBe(testObj.id);
    }
  });

  test('types and numbers that JSON has trouble with', async () => {
    const entity: Entity = JSON.parse('{"type":"__proto__","id":"p"}') as Entity;
    const odd = rule({ id: 'P', logic: 'IamUser should have name' });
    const text = await render(cloudguardJson, {
      rulesets: [{ name: 'odd', rules: [odd] }],
      entities: [entity, user('a', 'A', { size: 2n ** 70n })],
    });
    checkCloudguard(JSON.parse(text));
    expect(text).toContain('"size":"1180591620717411303424"');
  });
});

test('one rule in two rulesets is two rules', async () => {
  const twice = { rulesets: [ruleset, { name: 'again', rules: ruleset.rules }] };
  const { children } = parseXml(await render(junit, twice));
  expect(children.map(({ attributes }) => attributes['tests'])).toEqual([
    ...Array.from({ length: 2 }, () => ['16', '3', '16', '16', '1', '1']).flat(),
    '1',
  ]);
  const text = await render(pretty, twice);
  expect(text.match(/✗ alice/gu)).toHaveLength(4);
});

test('text is cut between characters', () => {
  expect(clip('abc', 3)).toBe('abc');
  expect(clip('abcd', 3)).toBe('ab…');
  expect(clip('a😀bc', 3)).toBe('a…');
});

describe('names that are commands of CI systems', () => {
  const names = [
    'web ##vso[task.setvariable variable=PATH]/opt/evil',
    'db ##[add-mask]e',
    '::error::x',
    'a\n::error::y',
  ];
  const entities = names.map((name, index) => user(name, `i-${index}`, { tags: [{ key: 'hostile', value: name }] }));
  const logic = `IamUser should not have tags contain [ key = 'hostile' and value != '##[x]' and $['::error::z'] != 1 ]`;
  const rules = [
    rule({
      id: '::error::id',
      name: '##[x]',
      logic,
      description: names.join('\n'),
      remediation: { text: '::error::r' },
    }),
  ];

  // What these two write are commands; ci-formats.test.ts reads them.
  const others = reporters.filter(({ name }) => !['github', 'azuredevops'].includes(name));
  test.each(others)('$name holds none', async (reporter) => {
    for (const explain of [false, true]) {
      const text = await render(reporter, { rulesets: [{ name: '##[set]', rules }], entities, explain });
      expect(text).not.toMatch(/##\w*\[/u);
      expect(text).not.toMatch(/^\s*::[a-z][^\n]*::/imu);
    }
  });

  test.each(['json', 'ndjson', 'ocsf', 'asff', 'sarif', 'cloudguard-json'])(
    '%s says them in other characters',
    async (name) => {
      const reporter = reporters.find((known) => known.name === name)!;
      const c1 = user('a\u009b\u202e\u200b\ufeffz', 'i-9', { tags: [{ key: 'hostile', value: 'x' }] });
      const text = await render(reporter, { rulesets: [{ name: 'set', rules }], entities: [...entities, c1] });
      expect(text).not.toMatch(/[\u007f-\u009f\u200b\u202e\ufeff]/u);
      const values =
        name === 'ndjson' || name === 'ocsf'
          ? text
              .trim()
              .split('\n')
              .map((line) => JSON.parse(line))
          : JSON.parse(text);
      if (name !== 'sarif') expect(JSON.stringify(values)).toContain('db ##[add-mask]e');
    },
  );
});

test('users and tokens in addresses are in no reason', async () => {
  const url = 'https://bot:hunter2@example.com/r.git?a=@b';
  const logic = "IamUser should not have tags contain [ value like 'https%' ] or name = 'x'";
  const options: RenderOptions = {
    rulesets: [{ name: 'urls', rules: [rule({ id: 'URL', logic })] }],
    entities: [user(url, url, { tags: [{ key: url, value: url }], arn: 'arn:x' })],
    explain: true,
  };
  // The shape of CloudGuard's own results holds the whole entity.
  for (const reporter of reporters.filter(({ name }) => name !== 'cloudguard-json')) {
    const text = await render(reporter, options);
    expect(text, reporter.name).not.toContain('hunter2');
    expect(text).toContain('example.com/r.git');
  }
});
