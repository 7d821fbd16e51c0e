import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { parseRuleset } from '../../src/rules/parse-text.ts';
import type { PortalRuleset } from '../../src/rules/portal.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-convert-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('convert', () => {
  test.each(packs.map(({ id }) => id))(
    '%s goes to CloudGuard in both forms, and comes back with the same rules',
    async (id) => {
      const pack = await loadPack(id);
      const expected = pack?.rules.map(({ id: ruleId, name, severity, logic, logicHash }) => ({
        ...{ ruleId, name, severity, logic, logicHash },
      }));
      for (const [form, name] of [
        ['portal', 'pack.json'],
        ['terraform', 'pack.tf'],
      ] as const) {
        const written = join(folder, name);
        expect(await gsl(['convert', '--ruleset', id, '--to', form, '-o', written])).toMatchObject({
          code: 0,
          err: '',
        });
        const { code, out, err } = await gsl(['convert', written]);
        expect([code, err]).toEqual([0, '']);
        const back = JSON.parse(out) as PortalRuleset;
        expect(back).toMatchObject({
          name: pack?.name,
          description: pack?.description,
          cloudVendor: pack?.cloudVendor,
        });
        expect(
          back.rules.map(({ ruleId, name: title, severity, logic, logicHash }) => ({
            ruleId,
            name: title,
            severity,
            logic,
            logicHash,
          })),
        ).toEqual(expected);
        expect(Object.keys(back)).not.toContain('hide_in_compliance');
      }
      expect(readFileSync(join(folder, 'pack.tf'), 'utf8')).toMatch(/^resource "dome9_ruleset" "\w+" \{\n/u);
    },
  );

  test('an export becomes a ruleset of our own form, which is the same rules', async () => {
    const exported = 'examples/rulesets/cloudguard-export.json';
    const { code, out, err } = await gsl(['convert', exported, '--to', 'yaml']);
    expect([code, err]).toEqual([0, '']);
    const before = parseRuleset(readFileSync(exported, 'utf8'), 'a.json').rulesets.flatMap(({ rules }) => rules);
    expect(out).toMatch(/^# yaml-language-server: \$schema=https:\S+\/ruleset\.schema\.json\n/u);
    const after = parseRuleset(out, 'a.yaml').rulesets.flatMap(({ rules }) => rules);
    expect(after.map(({ id, name, severity, logic }) => ({ id, name, severity, logic }))).toEqual(
      before.map(({ id, name, severity, logic }) => ({ id, name, severity, logic })),
    );
  });

  test('rulesets in a folder: `.tf` with dome9_ruleset, a plan, an export, a page; what else lies there is passed over', async () => {
    const rules = join(folder, 'rules');
    mkdirSync(rules, { recursive: true });
    const block = {
      name: 'in a plan',
      cloud_vendor: 'aws',
      rules: [{ name: 'p', severity: 'Low', logic: 'IamUser should have name', rule_id: 'P.1' }],
    };
    const files = {
      'a.tf':
        'resource "dome9_ruleset" "r" {\n  name = "in tf"\n  rules {\n    name = "a"\n    rule_id = "T.1"\n    severity = "High"\n    logic = "IamUser should have name"\n  }\n}\n',
      'variables.tf': 'variable "x" {}\n',
      'notes.txt': 'nothing here is a rule\n',
      'page.txt':
        'Title\nAbout\nRisk Level: Low\nCloudGuard Rule ID: D9.AWS.IAM.1\nGSL LOGIC\nIamUser should have name\n',
      'plan.json': JSON.stringify({
        format_version: '1.2',
        resource_changes: [{ type: 'dome9_ruleset', change: { actions: ['create'], after: block } }],
      }),
    };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(rules, name), text);
    const { code, out, err } = await gsl(['rules', '--rules', rules, '--format', 'json', '--no-config']);
    expect([code, err]).toEqual([0, '']);
    expect((JSON.parse(out) as { id: string }[]).map(({ id }) => id)).toEqual(['T.1', 'D9.AWS.IAM.1', 'P.1']);
    for (const name of ['a.tf', 'page.txt', 'plan.json']) rmSync(join(rules, name));
    expect(await gsl(['check', rules, '--no-config'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('no rule files') as string,
    });
  });

  test('rules that are not enabled are left out, and that is said', async () => {
    const rules = file(
      'off.yaml',
      '- {id: A, severity: Low, logic: IamUser should have name}\n- {id: B, enabled: false, severity: Low, logic: IamUser should have id}\n',
    );
    const { code, out, err } = await gsl(['convert', rules]);
    expect(code).toBe(0);
    expect(err).toContain('1 rule not enabled');
    expect(out).not.toContain('"B"');
    expect((await gsl(['convert', rules, '--skip', 'A'])).code).toBe(2);
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
