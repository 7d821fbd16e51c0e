import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { user } from './support.ts';

/* The server as a client starts it: the built command, over its standard streams. */

const bin = fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url));
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gsl-mcp-')));
const served = join(folder, 'served');
const outside = join(folder, 'outside');
const client = new Client({ name: 'test', version: '1' });

interface Answer {
  readonly isError?: boolean;
  readonly data: Record<string, unknown>;
  readonly text: string;
}

async function call(name: string, given: Record<string, unknown>): Promise<Answer> {
  const { isError, structuredContent, content } = (await client.callTool({ name, arguments: given })) as {
    isError?: boolean;
    structuredContent?: Record<string, unknown>;
    content: { text: string }[];
  };
  return { isError: isError === true, data: structuredContent ?? {}, text: content.map(({ text }) => text).join('\n') };
}

const KEYS = 'IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true';

beforeAll(async () => {
  mkdirSync(join(served, 'more'), { recursive: true });
  mkdirSync(outside);
  const users = [user('alice', true, true), user('bob', true, false)];
  const lines = users.map((one) => JSON.stringify(one)).join('\n');
  writeFileSync(join(served, 'users.ndjson'), lines);
  writeFileSync(join(served, 'users.ndjson.gz'), gzipSync(lines));
  writeFileSync(join(served, 'rules.yaml'), `- id: KEYS\n  severity: High\n  logic: ${KEYS}\n`);
  writeFileSync(join(served, 'broken.yaml'), `- id: KEYS\n  severity: Hgih\n  logic: ''\n`);
  const many = Array.from({ length: 400 }, (_, index) =>
    JSON.stringify(user(`u${index}-${'x'.repeat(5_000)}`, true, true)),
  );
  writeFileSync(join(served, 'more', 'many.ndjson'), many.join('\n'));
  writeFileSync(join(outside, 'secret.ndjson'), JSON.stringify(user('mallory', true, true)));
  writeFileSync(join(outside, 'rules.yaml'), `- id: OUT\n  logic: ${KEYS}\n`);
  symlinkSync(join(outside, 'secret.ndjson'), join(served, 'link.ndjson'));
  symlinkSync(outside, join(served, 'folder-link'));
  symlinkSync(join(served, 'users.ndjson'), join(served, 'inner.ndjson'));
  execFileSync('mkfifo', [join(served, 'pipe.ndjson')]);
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [bin, 'mcp', served] }));
}, 60_000);

afterAll(async () => {
  await client.close();
  rmSync(folder, { recursive: true });
});

describe('gsl mcp', () => {
  test('lists its tools, with what they take and give', async () => {
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'check',
      'explain',
      'evaluate',
      'list_rules',
      'show_rule',
      'list_functions',
    ]);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description?.length).toBeGreaterThan(40);
      expect(Object.keys(inputSchema.properties ?? {}).length).toBeGreaterThan(0);
      expect(outputSchema?.type).toBe('object');
      expect(annotations?.readOnlyHint).toBe(true);
    }
    expect(client.getInstructions()).toContain(served);
  });

  test('check says what is wrong, where, and the rule as it is meant', async () => {
    const { data, text } = await call('check', { rule: 'IamUser shoud have mfaActive==true' });
    expect(data).toMatchObject({ ok: false, corrected: 'IamUser should have mfaActive=true' });
    expect(data['diagnostics']).toMatchObject([
      { code: 'misspelt-keyword', line: 1, column: 9, at: 'shoud' },
      { code: 'wrong-operator', at: '==' },
    ]);
    expect(text).toContain('did you mean `should`?');
    const odd = await call('check', { rule: 'IamUser should have mfaActve=true' });
    expect(odd.data).toMatchObject({ ok: true, corrected: 'IamUser should have mfaActive=true' });
    const good = await call('check', { rule: 'IamUser should have mfaActive=true' });
    expect(good.data).toEqual({ ok: true, diagnostics: [], formatted: 'IamUser should have mfaActive = true' });
  });

  test('explain shows the facts and the tree', async () => {
    const { data, text } = await call('explain', { rule: 'D9.AWS.IAM.51', files: ['users.ndjson'], entity: 'alice' });
    expect(data['explanations']).toMatchObject([
      {
        entity: { type: 'IamUser', name: 'alice' },
        status: 'failed',
        reason: 'firstAccessKey.isActive = true and secondAccessKey.isActive = true',
        facts: [
          { path: 'firstAccessKey.isActive', value: true },
          { path: 'secondAccessKey.isActive', value: true },
        ],
      },
    ]);
    expect(text).toContain('alice: failed because');
    expect(text).not.toContain('bob');
  });

  test('an entity of the request is judged as one of a file: what no entity has is said', async () => {
    const { data, text } = await call('explain', {
      rule: 'Thing should have colour = 1',
      entities: [{ type: 'Thing' }],
    });
    expect(data['explanations']).toMatchObject([{ status: 'failed' }]);
    expect(data['messages']).toMatchObject([{ code: 'unsupported-path', at: 'colour' }]);
    expect(text).toContain('colour');
  });

  test.each([
    ['a file', ['users.ndjson'], 2, 1],
    ['gzip', ['users.ndjson.gz'], 2, 1],
    ['a true path', [join(served, 'users.ndjson')], 2, 1],
    ['a link that stays inside', ['inner.ndjson'], 2, 1],
  ])('evaluate reads %s', async (_, files, entities, failed) => {
    const { data } = await call('evaluate', { rules: [KEYS], files });
    expect(data).toMatchObject({ entities, counts: { failed, passed: entities - failed } });
    expect(data['results']).toMatchObject([{ status: 'failed', rule: 'rule-1', entity: { name: 'alice' } }]);
  });

  test('evaluate takes rules of a file and of the package', async () => {
    const own = await call('evaluate', { rulesFile: 'rules.yaml', files: ['users.ndjson'] });
    expect(own.data['rules']).toMatchObject([{ id: 'KEYS', severity: 'High', status: 'failed', tested: 2 }]);
    const bundled = await call('evaluate', { ruleset: 'cloudguard', files: ['users.ndjson'], status: ['passed'] });
    expect(bundled.data['results']).toMatchObject([{ status: 'passed', entity: { name: 'bob' } }]);
  });

  test('a folder: what leads out of it is a problem, and the rest is judged', async () => {
    const { data, text } = await call('evaluate', { rules: [KEYS], files: ['.'], limit: 3 });
    expect(data).toMatchObject({ counts: { failed: 402, passed: 2 } });
    expect(JSON.stringify(data)).not.toContain('mallory');
    expect(data['messages']).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('link.ndjson') as unknown }),
        expect.objectContaining({ message: expect.stringContaining('regular file') as unknown }),
      ]),
    );
    expect(text).toContain('more results not shown');
  });

  test.each([
    ['a file outside', join(outside, 'secret.ndjson'), /outside of what this server may read/u],
    ['a way up', '../outside/secret.ndjson', /outside of what this server may read/u],
    ['a link to a file outside', 'link.ndjson', /outside of what this server may read/u],
    ['a link to a folder outside', 'folder-link', /outside of what this server may read/u],
    ['through a link to a folder outside', 'folder-link/secret.ndjson', /outside of what this server may read/u],
    ['the system', '/etc/passwd', /outside of what this server may read/u],
    ['what is not there, outside', '/nowhere/at-all', /outside of what this server may read/u],
    ['what is not there', 'nothing.json', /is not there/u],
    ['standard input', '-', /is not there/u],
    ['a glob', '../*/*.ndjson', /outside of what this server may read/u],
    ['a NUL', 'users.ndjson\0', /NUL/u],
  ])('refuses %s', async (_, path, said) => {
    for (const given of [
      { rules: [KEYS], files: [path] },
      { rulesFile: path, files: ['users.ndjson'] },
    ]) {
      const { isError, text, data } = await call('evaluate', given);
      expect(isError).toBe(true);
      expect(text).toMatch(said);
      expect(data).toEqual({});
      expect(text).not.toContain('mallory');
    }
  });

  test('a pipe is no file, and is not waited for', async () => {
    const { data } = await call('evaluate', { rules: [KEYS], files: ['pipe.ndjson'] });
    expect(data['messages']).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('regular file') as unknown }),
      ]),
    );
  });

  test('a rule is never a path: a file of that name is not read', async () => {
    const { isError, text } = await call('explain', { rule: 'rules.yaml', files: ['users.ndjson'] });
    expect(isError).toBe(true);
    expect(text).toContain('no bundled rule has the id `rules.yaml`');
  });

  test.each([
    ['evaluate', { files: ['users.ndjson'] }, /give `rules`, `rulesFile` or `ruleset`/u],
    ['evaluate', { rules: [KEYS] }, /give either `files` or `entities`/u],
    ['evaluate', { ruleset: 'cloudgard', files: ['users.ndjson'] }, /did you mean `cloudguard`/u],
    ['evaluate', { rulesFile: 'broken.yaml', files: ['users.ndjson'] }, /Hgih/u],
    ['evaluate', { rules: [KEYS], files: ['users.ndjson'], limit: 100_000 }, /limit/u],
    ['explain', { rule: KEYS, files: ['users.ndjson'], now: 'soon' }, /`soon` is no time/u],
    ['show_rule', { id: 'D9.AWS.IAM.5' }, /did you mean `D9.AWS.IAM.51`/u],
    ['show_rule', { id: 'rule-1' }, /no bundled rule has the id `rule-1`/u],
    ['show_rule', { id: 'IamUser' }, /no bundled rule has the id `IamUser`/u],
    ['list_functions', { name: 'befor' }, /did you mean `before`/u],
    ['list_rules', { framework: ['no such'] }, /no rule has the framework/u],
    ['check', {}, /rule/u],
    ['remove', {}, /not found/u],
  ])('%s refuses what it cannot do: %j', async (name, given, said) => {
    const { isError, text } = await call(name, given);
    expect(isError).toBe(true);
    expect(text).toMatch(said);
  });

  test('a rule that cannot be run is told, and judges nothing', async () => {
    const { data, text } = await call('evaluate', { rules: ['IamUser should hve x'], files: ['users.ndjson'] });
    expect(data['rules']).toMatchObject([{ status: 'error', messages: [{ severity: 'error' }] }]);
    expect(text).toContain('rule-1: error:');
    expect(text).toContain('0 undecided, 1 rule could not be run');
  });

  test('answers are bounded, however large the input', async () => {
    const given = { rules: [KEYS, KEYS, KEYS], files: ['more'], limit: 100 };
    const { data, text } = await call('evaluate', given);
    expect(data).toMatchObject({ entities: 400, moreResults: 1_100 });
    expect(text.length).toBeLessThanOrEqual(20_000);
    expect(JSON.stringify(data).length).toBeLessThan(1_000_000);
    const wide = `Thing should have ${Array.from({ length: 1_500 }, (_, index) => `a${index} = 1`).join(' and ')}`;
    const explained = await call('explain', { rule: wide, entities: [{ type: 'Thing', ...{ a0: 2 } }] });
    expect(JSON.stringify(explained).length).toBeLessThan(1_000_000);
    const long = await call('check', { rule: 'x'.repeat(100_000) });
    expect(long.data).toMatchObject({ ok: false });
    expect(JSON.stringify(long).length).toBeLessThan(100_000);
  });

  test('lists and shows rules with their tests, and functions with examples', async () => {
    const listed = await call('list_rules', { target: 'iamuser', severity: ['Critical'], limit: 2 });
    expect(listed.data['rules']).toHaveLength(2);
    expect(listed.data['rulesets']).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ id: 'kubernetes-pod-security' })]),
    );
    const [rule] = listed.data['rules'] as { id: string }[];
    const shown = await call('show_rule', { id: rule!.id });
    expect(shown.data).toMatchObject({ id: rule!.id, severity: 'Critical', target: 'IamUser' });
    const functions = await call('list_functions', {});
    expect((functions.data['functions'] as unknown[]).length).toBeGreaterThan(15);
    const before = await call('list_functions', { name: 'BEFORE' });
    expect(before.data['functions']).toMatchObject([{ name: 'before', origin: 'observed' }]);
  });

  test('what cannot be served is said at the start', () => {
    expect(() => execFileSync(process.execPath, [bin, 'mcp', join(folder, 'none')], { stdio: 'pipe' })).toThrow(
      expect.objectContaining({ status: 2, message: expect.stringContaining('no such file or folder') as unknown }),
    );
  });

  test('a line that is no request is passed over, and the end of the input ends the server', () => {
    const ask = { jsonrpc: '2.0', id: 7, method: 'ping' };
    const out = execFileSync(process.execPath, [bin, 'mcp'], { input: `no json\n{}\n${JSON.stringify(ask)}\n` });
    expect(JSON.parse(out.toString())).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
  });
});
