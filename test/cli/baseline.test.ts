import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-baseline-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const users = file('users.json', JSON.stringify([user('alice', true, true), user('bob', true, true)]));
const report = async (format: string, input = users): Promise<string> =>
  (await gsl(['evaluate', input, '--format', format])).out;

describe('an earlier report as it may be written', () => {
  const read = async (text: string): Promise<string> =>
    (await gsl(['evaluate', users, '--baseline', file('baseline', text)])).out;

  test.each<[string, () => Promise<string>]>([
    ['json', () => report('json')],
    ['json with blanks, as jq writes it', async () => JSON.stringify(JSON.parse(await report('json')), null, 2)],
    [
      'json with its keys in another order',
      async () => {
        const { tool, ...rest } = JSON.parse(await report('json')) as { tool: object };
        return JSON.stringify({ ...rest, tool });
      },
    ],
    ['ndjson', () => report('ndjson')],
    [
      'ndjson with empty lines and Windows line ends',
      async () => (await report('ndjson')).replaceAll('\n', '\r\n\r\n'),
    ],
    ['ndjson with its findings alone', async () => (await report('ndjson')).split('\n').slice(1, 3).join('\n')],
  ])('%s', async (_, text) => {
    expect(await read(await text())).toContain('0 new, 2 unchanged, 0 gone');
  });

  test('one line of ndjson', async () => {
    expect(await read((await report('ndjson')).split('\n', 2)[1]!)).toContain('1 new, 1 unchanged, 0 gone');
  });
});

test.each([
  ['null', 'null\n'],
  ['a null among the lines', '{"summary":{}}\nnull\n'],
  ['a number', '7'],
  ['a list', '[]'],
  ['nothing', ''],
  ['another object', '{"a": 1}'],
  ['a document whose findings are none', '{"findings": [null]}'],
  ['a line whose finding is none', '{"finding": null}\n'],
  ['no JSON', 'D9.AWS.IAM.51  High\n'],
  ['escapes', '\u001b[31m'],
])('no report: %s', async (_, text) => {
  const path = file('none', text);
  expect(await gsl(['evaluate', users, '--baseline', path])).toEqual({
    code: 2,
    out: '',
    err: `error: --baseline: \`${path}\` is no report of --format json or ndjson\n`,
  });
});

test('entities without id, ARN and name are known by their place, not taken for one another', async () => {
  const nameless = { type: 'IamUser', firstAccessKey: { isActive: true }, secondAccessKey: { isActive: true } };
  const one = file('nameless.ndjson', `${JSON.stringify(nameless)}\n`);
  const before = file('before.json', await report('json', one));
  writeFileSync(one, `${JSON.stringify(nameless)}\n`.repeat(2));
  const { code, out } = await gsl(['evaluate', one, '--baseline', before, '--new-only', '--format', 'json']);
  expect(code).toBe(1);
  expect((JSON.parse(out) as { summary: { baseline: object } }).summary.baseline).toEqual({
    new: 1,
    unchanged: 1,
    gone: [],
  });
});

test('pretty marks what is new and lists what is gone', async () => {
  const before = file('before.json', await report('json'));
  const now = file('now.json', JSON.stringify([user('bob', true, true), user('carol', true, true)]));
  const { out } = await gsl(['evaluate', now, '--baseline', before]);
  expect(out).toMatch(/✗ bob\n/u);
  expect(out).toMatch(/✗ carol {2}new\n/u);
  expect(out).toContain('\n1 new, 1 unchanged, 1 gone\n  gone: D9.AWS.IAM.51  alice\n');
});

test('pretty lists a hundred of those that are gone', async () => {
  const many = Array.from({ length: 103 }, (_, index) => user(`u${index}`, true, true));
  const before = file('many-before.json', await report('json', file('many.json', JSON.stringify(many))));
  const { out } = await gsl(['evaluate', users, '--baseline', before]);
  expect(out.match(/^ {2}gone: /gmu)).toHaveLength(100);
  expect(out).toContain('2 new, 0 unchanged, 103 gone\n');
  expect(out).toContain('  … and 3 more gone');
});

test.each([
  [
    'markdown',
    [
      /\n1 new, 1 unchanged, 1 gone\n/u,
      /\n\| High \| [^\n]+ \| 2 of 2 \| 1 \|/u,
      /\n\| \*\*New\*\* `carol`/u,
      /\n\| `bob`/u,
    ],
  ],
  ['html', [/<p>1 new, 1 unchanged, 1 gone<\/p>/u, /"bob".*"unchanged",\d+,\[\]\]/u, /"carol".*"new",\d+,\[\]\]/u]],
  ['ocsf', [/"activity_id":2,.*"type_uid":200302,.*"bob/u, /"activity_id":1,.*"type_uid":200301,.*"carol/u]],
  ['asff', [/"gsl\/baseline":"unchanged".*"name":"bob"/u, /"gsl\/baseline":"new".*"name":"carol"/u]],
  ['junit', [/"bob[^\0]+?<system-out>baseline: unchanged<[^\0]+"carol/u, /"carol[^\0]+?<system-out>baseline: new</u]],
] as const)('%s tells what is new', async (format, patterns) => {
  const before = file('before.json', await report('json'));
  const now = file('now.json', JSON.stringify([user('bob', true, true), user('carol', true, true)]));
  const { out } = await gsl(['evaluate', now, '--baseline', before, '--format', format]);
  for (const pattern of patterns) expect(out).toMatch(pattern);
});

describe('what has one name in two places is two findings', () => {
  const pod = (namespace: string): string =>
    `apiVersion: v1\nkind: Pod\nmetadata: {name: web, namespace: ${namespace}}\nspec: {hostNetwork: true}\n`;
  const plan = JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.9.0',
    planned_values: {
      root_module: {
        resources: [
          {
            address: 'aws_db_instance.x',
            mode: 'managed',
            type: 'aws_db_instance',
            name: 'x',
            values: { public: true },
          },
        ],
      },
    },
  });

  test.each([
    [
      'pods in two namespaces',
      'KubernetesPod should not have spec.hostNetwork = true',
      ['ka.yaml', pod('a')],
      ['kb.yaml', pod('b')],
    ],
    ['resources of two roots', 'aws_db_instance should not have public = true', ['ta.json', plan], ['tb.json', plan]],
  ] as const)('%s', async (_, logic, [nameA, textA], [nameB, textB]) => {
    const a = file(nameA, textA);
    const b = file(nameB, textB);
    const run = (...args: string[]): ReturnType<typeof gsl> => gsl(['evaluate', '--rule', logic, ...args]);
    const before = file('one.json', (await run(a, '--format', 'json')).out);
    for (const inputs of [[a, b], [b, a], [b]]) {
      const { code, out } = await run(...inputs, '--baseline', before, '--new-only');
      expect(out).toContain(`1 new, ${inputs.length - 1} unchanged`);
      expect(code).toBe(1);
    }
    expect((await run(a, '--baseline', before, '--new-only')).code).toBe(0);
    const { out } = await run(a, b, '--format', 'sarif');
    const { runs } = JSON.parse(out) as { runs: { results: { partialFingerprints: object }[] }[] };
    expect(new Set(runs[0]!.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints))).size).toBe(
      2,
    );
  });

  test('an exclusion can name one of them', async () => {
    const inputs = [file('ta.json', plan), file('tb.json', plan)];
    const args = ['evaluate', '--rule', 'aws_db_instance should not have public = true', ...inputs];
    for (const [entity, failed] of [
      [`${inputs[1]!}#aws_db_instance.x`, 1],
      ['aws_db_instance.x', 0],
    ] as const) {
      const exclusions = file('ex.json', JSON.stringify([{ rules: ['rule-1'], entities: [entity], comment: 'x' }]));
      expect((await gsl([...args, '--exclusions', exclusions])).out).toContain(`${failed} failed`);
    }
  });
});

test.each([
  ['a misspelt rule', ['--rule', 'IamUser should not have firstAccesKey.isActive = true'], []],
  ['other rules', ['--rule', 'IamUser should have name'], []],
  ['an input that was cut', [], ['cut.json']],
])('what %s did not judge is not gone', async (_, rules, more) => {
  const earlier = file('earlier.json', await report('json'));
  const now = file('now.json', JSON.stringify([user('bob', true, false)]));
  const cut = more.map((name) => file(name, '[{"type":"IamUser"'));
  const { out, err } = await gsl(['evaluate', now, ...cut, ...rules, '--baseline', earlier]);
  expect(out).toContain(' 0 gone');
  expect(err).toContain('of the baseline may be gone: this run did not judge them');
});

test('a gate over a stored report that decided nothing does not open', async () => {
  const misspelt = ['--rule', 'IamUser should not have firstAccesKey.isActive = true'];
  const stored = file('undecided.json', (await gsl(['evaluate', users, ...misspelt, '--format', 'json'])).out);
  expect((await gsl(['report', stored, '--fail-on', 'Low'])).code).toBe(2);
  expect((await gsl(['report', stored])).code).toBe(0);
});
