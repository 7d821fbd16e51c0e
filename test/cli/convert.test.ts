import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadPack } from '../../src/rules/packs/index.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('convert', () => {
  test('a pack goes to Terraform and comes back with the same rules', async () => {
    const tf = join(folder, 'pack.tf');
    expect((await gsl(['convert', '--ruleset', 'azure-foundations', '--to', 'terraform', '-o', tf])).code).toBe(0);
    expect(readFileSync(tf, 'utf8')).toMatch(/^resource "dome9_ruleset" "azure_foundations" \{\n/u);
    const { code, out, err } = await gsl(['convert', tf]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const { name, rules } = JSON.parse(out) as {
      name: string;
      rules: { ruleId: string; logic: string; logicHash: string }[];
    };
    const pack = await loadPack('azure-foundations');
    expect(name).toBe(pack?.name);
    expect(rules.map(({ ruleId, logic, logicHash }) => ({ id: ruleId, logic, logicHash }))).toEqual(
      pack?.rules.map(({ id, logic, logicHash }) => ({ id, logic, logicHash })),
    );
  });

  test('a rule that uses what is ours is refused by its name', async () => {
    const rules = file('own.yaml', '- {id: OWN, severity: Low, logic: "IamUser should have name startsWith(\'a\')"}\n');
    const { code, out, err } = await gsl(['convert', rules]);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('`OWN`: ');
    expect(err).toContain('startsWith');
  });

  test('a block of Terraform that is not literal is refused', async () => {
    const tf = file(
      'open.tf',
      'resource "dome9_ruleset" "r" {\n  name = var.name\n  rules {\n    name = "a"\n    logic = "IamUser should have name"\n  }\n}\n',
    );
    const { code, err } = await gsl(['convert', tf]);
    expect(code).toBe(2);
    expect(err).toContain('is not literal');
  });

  test('nothing to convert is bad use', async () => {
    expect((await gsl(['convert'])).code).toBe(2);
  });
});

test('IP lists as the interface gives them', async () => {
  const lists = file('lists.json', '[{"id": 1, "name": "Offices", "items": [{"ip": "192.0.2.0/24", "comment": ""}]}]');
  const { code, out } = await gsl([
    'check',
    '--lists',
    lists,
    '--rule',
    'Instance should have privateIpAddress in ($Offices)',
  ]);
  expect(code).toBe(0);
  expect(out).toBe('1 rule checked: 0 errors, 0 warnings\n');
});

test('an exclusion with a field that is not known is passed over by itself, and named', async () => {
  const users = file(
    'users.json',
    '[{"type":"IamUser","name":"a","firstAccessKey":{"isActive":true},"secondAccessKey":{"isActive":true}},{"type":"IamUser","name":"b","firstAccessKey":{"isActive":true},"secondAccessKey":{"isActive":true}}]',
  );
  const exclusions = file(
    'exclusions.json',
    '[{"comment":"x","entities":["a"],"organizationalUnitIds":["7"]},{"comment":"y","entities":["b"]}]',
  );
  const { code, out, err } = await gsl(['evaluate', users, '--exclusions', exclusions, '--format', 'ndjson']);
  expect(code).toBe(1);
  expect(err).toContain('`organizationalUnitIds`');
  expect(err).toContain('passed over');
  expect(out).toContain('"excluded"');
  expect(out).toContain('"failed"');
});
