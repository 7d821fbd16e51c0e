import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CodeAction,
  CodeLens,
  CompletionList,
  Hover,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol';
import { LspClient } from '../support/lsp-client.ts';

/* The real server, as an editor starts it, driven over its protocol. */

const folder = mkdtempSync(join(tmpdir(), 'gsl-lsp-'));
let client: LspClient;

beforeAll(async () => {
  writeFileSync(
    join(folder, 'gsl.yaml'),
    'inputs: users.json\nrules: rules\nlists: { Offices: ["192.0.2.0/24"] }\nenvironment: ./ours.mjs\n',
  );
  writeFileSync(
    join(folder, 'ours.mjs'),
    "import { writeFileSync } from 'node:fs'; writeFileSync('ran', ''); export const lists = { Ours: ['a'] };",
  );
  const users = [
    { type: 'IamUser', id: '1', name: 'alice', mfaActive: true, team: 'blue' },
    { type: 'IamUser', id: '2', name: 'bob', mfaActive: false, team: 'red' },
  ];
  writeFileSync(join(folder, 'users.json'), JSON.stringify(users));
  mkdirSync(join(folder, 'rules'));
  writeFileSync(join(folder, 'rules/closed.yaml'), 'logic: Subnet should have cidr in ($Offices)\nseverity: Low\n');
  client = await LspClient.start(folder);
}, 30_000);

afterAll(async () => {
  expect(await client.end()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

async function actionsFor(uri: string): Promise<readonly CodeAction[]> {
  const range = { start: { line: 0, character: 0 }, end: client.document(uri).positionAt(1e9) };
  return await client.request<CodeAction[]>('codeAction', uri, undefined, { range, context: { diagnostics: [] } });
}

async function apply(uri: string, edits: readonly TextEdit[] | undefined): Promise<void> {
  expect(edits).toBeDefined();
  await client.edit(uri, edits ?? []);
}

/** A broken rule in every notation that a file can have it in, the underlined words, and the file when it is repaired. */
const notations: readonly [name: string, before: string, after: string][] = [
  ['a.gsl', 'IamUser shoud have mfaActive==true\n', 'IamUser should have mfaActive=true\n'],
  [
    'plain.yaml',
    '- id: a\n  severity: Low\n  logic: IamUser shoud have mfaActive==true # why\n',
    '- id: a\n  severity: Low\n  logic: IamUser should have mfaActive=true # why\n',
  ],
  [
    'block.yaml',
    'rules:\n- severity: Low\n  logic: |\n    IamUser\n      shoud have\n        mfaActive==true\n',
    'rules:\n- severity: Low\n  logic: |\n    IamUser\n      should have\n        mfaActive=true\n',
  ],
  [
    'folded.yaml',
    'rules:\n- severity: Low\n  logic: >-\n    IamUser\n    shoud have mfaActive==true\n\n- severity: Low\n  logic: IamUser should have name\n',
    'rules:\n- severity: Low\n  logic: >-\n    IamUser\n    should have mfaActive=true\n\n- severity: Low\n  logic: IamUser should have name\n',
  ],
  [
    'single.yaml',
    "- severity: Low\n  logic: 'IamUser where name=''é'' shoud have mfaActive==true'\n",
    "- severity: Low\n  logic: 'IamUser where name=''é'' should have mfaActive=true'\n",
  ],
  [
    'double.yaml',
    '- severity: Low\n  logic: "IamUser where name=\'\\u00e9\' shoud have mfaActive==true"\n',
    '- severity: Low\n  logic: "IamUser where name=\'\\u00e9\' should have mfaActive=true"\n',
  ],
  [
    'bundle.json',
    '[{"name":"b","rules":[{"severity":"Low","name":"r","logic":"IamUser shoud have\\tmfaActive==true"}]}]',
    '[{"name":"b","rules":[{"severity":"Low","name":"r","logic":"IamUser should have\\tmfaActive=true"}]}]',
  ],
  [
    'rules.tf',
    'resource "dome9_ruleset" "r" {\n  name = "r"\n  rules {\n    name  = "a"\n    logic = "IamUser shoud have mfaActive==true"\n  }\n}\n',
    'resource "dome9_ruleset" "r" {\n  name = "r"\n  rules {\n    name  = "a"\n    logic = "IamUser should have mfaActive=true"\n  }\n}\n',
  ],
  [
    'heredoc.tf',
    'resource "dome9_ruleset" "r" {\n  rules {\n    logic = <<-EOT\n      IamUser\n        shoud have mfaActive==true\n    EOT\n  }\n}\n',
    'resource "dome9_ruleset" "r" {\n  rules {\n    logic = <<-EOT\n      IamUser\n        should have mfaActive=true\n    EOT\n  }\n}\n',
  ],
  [
    'exclusions.yaml',
    "- comment: known\n  expressions:\n    - name lik 'svc-%' and mfaActive==true\n",
    "- comment: known\n  expressions:\n    - name like 'svc-%' and mfaActive=true\n",
  ],
];

describe('a rule is found, underlined and repaired', () => {
  test.each(notations)('%s', async (name, before, after) => {
    const uri = await client.open(name, before);
    const found = await client.diagnostics(uri);
    const word = before.includes('shoud') ? 'shoud' : 'lik';
    expect(found.map(({ code, range }) => [code, client.under(uri, range)])).toEqual([
      ['misspelt-keyword', word],
      ['wrong-operator', '=='],
    ]);
    for (let round = 0; round < 2; round += 1) {
      const [action] = await actionsFor(uri);
      await apply(uri, action?.edit?.changes?.[uri]);
    }
    expect(client.textOf(uri)).toBe(after);
    expect((await client.diagnostics(uri)).filter(({ source }) => source === 'gsl')).toEqual([]);
  });

  test.each(notations)('%s, all at once', async (name, before, after) => {
    const uri = await client.open(`all-${name}`, before);
    await client.diagnostics(uri);
    const actions = await actionsFor(uri);
    const all = actions.find(({ kind }) => kind === 'source.fixAll.gsl');
    await apply(uri, all?.edit?.changes?.[uri]);
    expect(client.textOf(uri)).toBe(after);
  });
});

test.each([
  ['guess.gsl', 'SecurityGroup should not have inboundRules contain [ scoep = 1 and porrt = 2 ]'],
  [
    'guess.yaml',
    '- severity: Low\n  logic: SecurityGroup should not have inboundRules contain [ scoep = 1 and porrt = 2 ]\n',
  ],
])('%s: a guess at what is meant is offered, and neither preferred nor made with the others', async (name, text) => {
  const uri = await client.open(name, text);
  await client.diagnostics(uri);
  const actions = await actionsFor(uri);
  expect(actions.filter(({ kind }) => kind === 'quickfix').map(({ isPreferred }) => isPreferred)).toEqual([
    false,
    false,
  ]);
  expect(actions.filter(({ kind }) => kind === 'source.fixAll.gsl')).toEqual([]);
});

describe('completion while a rule is typed', () => {
  const begun: readonly [name: string, text: string, caret: string][] = [
    ['c.gsl', 'IamUser should have mfa', 'have mfa'],
    ['c.yaml', '- severity: Low\n  logic: IamUser should have mfa\n  id: b\n', 'have mfa'],
    ['blank.yaml', '- severity: Low\n  logic: IamUser should have \n  id: b\n', 'have '],
    ['c-block.yaml', '- severity: Low\n  logic: |\n    IamUser\n      should have mfa\n  id: b\n', 'have mfa'],
    ['begun.yaml', '- severity: Low\n  logic: \n  id: b\n', 'logic: '],
    ['c.json', '[{"logic":"IamUser should have mfa","severity":"Low"}]', 'have mfa'],
    ['c.tf', 'resource "dome9_ruleset" "r" {\n  rules {\n    logic = "IamUser should have mfa"\n  }\n}\n', 'have mfa'],
    ['c-exclusions.yaml', '- comment: x\n  expressions: [mfa]\n', '[mfa'],
  ];

  test.each(begun)('%s', async (name, text, caret) => {
    const uri = await client.open(name, text);
    const { items } = await client.request<CompletionList>('completion', uri, client.positionOf(uri, caret));
    const labels = items.map(({ label }) => label);
    const wanted = name === 'begun.yaml' ? 'IamUser' : 'mfaActive';
    // Without a target nothing tells which properties there are.
    if (name === 'c-exclusions.yaml') expect(labels).not.toContain('IamUser');
    else expect(labels).toContain(wanted);
  });

  test('what is chosen is written where the file has it', async () => {
    const uri = await client.open(
      'chosen.yaml',
      '- severity: Low\n  logic: |\n    IamUser\n      should have team = \n',
    );
    const at = client.positionOf(uri, 'team = ');
    const { items } = await client.request<CompletionList>('completion', uri, at);
    const red = items.find(({ label }) => label === "'red'");
    await apply(uri, red?.textEdit === undefined ? undefined : [red.textEdit as TextEdit]);
    expect(client.textOf(uri)).toContain("should have team = 'red'\n");
    expect((await client.diagnostics(uri)).filter(({ severity }) => severity === 1)).toEqual([]);
  });
});

describe('what an editor asks', () => {
  const text = `rules:
  - id: mfa
    severity: High
    logic: IamUser where passwordLastUsed before(-90, 'days') should have mfaActive = true and region in ($Offices)
`;

  test('hover, over the inventory too', async () => {
    const uri = await client.open('hover.yaml', text);
    const { contents, range } = await client.request<Hover>('hover', uri, client.positionOf(uri, 'mfaAct'));
    expect(JSON.stringify(contents)).toContain('property `mfaActive`: boolean');
    expect(range && client.under(uri, range)).toBe('mfaActive');
  });

  test('signature', async () => {
    const uri = await client.open('signature.yaml', text);
    const help = await client.request('signatureHelp', uri, client.positionOf(uri, 'before(-90, '));
    expect(help).toMatchObject({ activeParameter: 1, signatures: [{ label: 'property before(amount, unit)' }] });
  });

  test('colours, and only what changed of them', async () => {
    const uri = await client.open('colours.yaml', text);
    const full = await client.request<{ data: number[]; resultId: string }>('semanticTokens/full', uri);
    const all = full.data.length / 5;
    expect(all).toBe(15);
    await client.type(uri, client.textOf(uri).length - 1, ' or name');
    const previousResultId = full.resultId;
    const delta = await client.request<{ edits: unknown[] }>('semanticTokens/full/delta', uri, undefined, {
      previousResultId,
    });
    expect(delta).toMatchObject({ edits: [{ deleteCount: 0, data: { length: 10 } }] });
  });

  test('outline', async () => {
    const uri = await client.open('outline.yaml', text);
    expect(await client.request('documentSymbol', uri)).toMatchObject([
      { name: 'IamUser', children: [{ name: 'where' }, { name: 'should have' }] },
    ]);
  });

  test('format, as gsl fmt does', async () => {
    const uri = await client.open(
      'format.yaml',
      '- severity: Low\n  logic: IamUser  SHOULD have (mfaActive=TRUE) # why\n',
    );
    await apply(uri, await client.request<TextEdit[]>('formatting', uri, undefined, { options: {} }));
    expect(client.textOf(uri)).toBe('- severity: Low\n  logic: IamUser should have mfaActive = true # why\n');
    const tf = await client.open(
      'format.tf',
      'resource "dome9_ruleset" "r" {\n  rules { logic = "IamUser should have (a=1)" }\n}\n',
    );
    await apply(tf, await client.request<TextEdit[]>('formatting', tf, undefined, { options: {} }));
    expect(client.textOf(tf)).toContain('logic = "IamUser should have a = 1"');
  });

  test('a named list has another name in all files of the project', async () => {
    const uri = await client.open('rename.yaml', text);
    const { changes = {} } = await client.request<WorkspaceEdit>('rename', uri, client.positionOf(uri, '$Off'), {
      newName: '$Sites',
    });
    const [own, closed, project] = ['rename.yaml', 'rules/closed.yaml', 'gsl.yaml'].map(
      (name) => changes[client.uriOf(name)],
    );
    expect(own).toMatchObject([{ newText: 'Sites' }]);
    expect(closed).toEqual([
      { range: { start: { line: 0, character: 36 }, end: { line: 0, character: 43 } }, newText: 'Sites' },
    ]);
    expect(project).toMatchObject([{ range: { start: { line: 2 } }, newText: 'Sites' }]);
    const refused = client.request('rename', uri, client.positionOf(uri, '$Off'), { newName: 'a b' });
    await expect(refused).rejects.toThrow('the name of a list');
  });

  test('the verdict over the inventory stands above each rule, and follows what is typed', async () => {
    const uri = await client.open('lens.gsl', 'IamUser should have mfaActive = true');
    const titleOf = async (): Promise<string | undefined> => {
      const [lens] = await client.request<CodeLens[]>('codeLens', uri);
      return (await client.connection.sendRequest<CodeLens>('codeLens/resolve', lens)).command?.title;
    };
    expect(await titleOf()).toBe('1 failed, 1 passed: bob');
    await client.type(uri, client.textOf(uri).length, " or name = 'bob'");
    expect(await titleOf()).toBe('2 passed');
    await client.type(uri, client.textOf(uri).length, ' and nickname');
    expect(await titleOf()).toContain('without support');
    const found = await client.diagnosticsThat(uri, (all) => all.some(({ source }) => source === 'gsl evidence'));
    expect(
      found
        .filter(({ source }) => source === 'gsl evidence')
        .map(({ code, range }) => [code, client.under(uri, range)]),
    ).toEqual([['unsupported-path', 'nickname']]);
  });

  test('the explanation of a rule on each entity', async () => {
    const uri = await client.open('explain.gsl', 'IamUser should have mfaActive = true');
    const found = await client.connection.sendRequest('gsl/explain', { uri, position: { line: 0, character: 3 } });
    expect(found).toMatchObject([
      {
        label: 'bob',
        status: 'failed',
        explanation: expect.stringContaining('mfaActive is false, not true') as string,
      },
      { label: 'alice', status: 'passed' },
    ]);
  });

  test('the tests that stand with rules', async () => {
    const uri = await client.open(
      'tested.yaml',
      `- id: mfa
  severity: Low
  logic: IamUser should have mfaActive = true
  tests:
    - name: with
      entity: { mfaActive: true }
      expect: passed
    - entity: { mfaActive: true }
      expect: failed
    - entity: 3
`,
    );
    const tests = await client.connection.sendRequest('gsl/tests', { uri });
    expect(tests).toMatchObject([
      {
        id: 'mfa',
        tests: [{ label: 'with', range: { start: { line: 4 } } }, { label: 'test 2' }, { label: 'test 3' }],
      },
    ]);
    const outcomes = await client.connection.sendRequest('gsl/runTests', { uri });
    expect(outcomes).toMatchObject([
      { index: 0, passed: true },
      { index: 1, passed: false, message: expect.stringContaining('expected failed, got passed') as string },
      { index: 2, passed: false },
    ]);
  });
});

test('programs of a folder that nobody trusts do not run, and it is said', async () => {
  const { existsSync } = await import('node:fs');
  expect(existsSync(join(folder, 'ran'))).toBe(false);
  expect(client.shown.join()).toContain('trusted');
});

test.each([
  ['compose.yaml', 'services:\n  web: { image: nginx }\n'],
  ['package.json', '{ "name": "x", "version": 3 }'],
  ['main.tf', 'resource "aws_s3_bucket" "b" {}\n'],
  ['broken.yaml', 'a: [\n'],
])('nothing is said of what is none of ours: %s', async (name, text) => {
  const uri = await client.open(name, text);
  expect(await client.diagnostics(uri)).toEqual([]);
  expect(await client.request('hover', uri, { line: 0, character: 2 })).toBeNull();
});

test('a project file that is wrong is told in it', async () => {
  const uri = await client.open('gsl.yaml', 'input: users.json\nrulez: a\n');
  expect((await client.diagnostics(uri)).map(({ code, range }) => [code, client.under(uri, range)])).toEqual([
    ['unknown-field', 'rulez'],
  ]);
});

test('a long file is answered as a short one, whatever is typed into it', async () => {
  const rule = (index: number): string =>
    `  - id: r${index}\n    severity: Low\n    logic: IamUser should have name = 'n${index}'\n`;
  const text = `rules:\n${Array.from({ length: 600 }, (_, index) => rule(index)).join('')}`;
  const uri = await client.open('long.yaml', text);
  expect(await client.diagnostics(uri)).toEqual([]);
  const at = text.indexOf("'n300'") + 6;
  for (const [index, key] of [...' adn mfaActive'].entries()) await client.type(uri, at + index, key);
  const found = await client.diagnostics(uri);
  expect(found.map(({ code, range }) => [code, client.under(uri, range)])).toEqual([['misspelt-keyword', 'adn']]);
  const { items } = await client.request<CompletionList>('completion', uri, client.positionOf(uri, 'adn mfaAc'));
  expect(items.map(({ label }) => label)).toContain('mfaActive');
  const lenses = await client.request<CodeLens[]>('codeLens', uri);
  expect(lenses).toHaveLength(600);
});
