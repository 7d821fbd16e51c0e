import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bundledRulesets } from '../../src/rules/bundled/index.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import { portalRuleset, terraformRuleset } from '../../src/rules/portal.ts';

const EXPORT = 'examples/rulesets/cloudguard-export.json';

describe('to the portal', () => {
  test('an export comes back as it was, but for the hash that it left empty', () => {
    const written = JSON.parse(readFileSync(EXPORT, 'utf8')) as { rules: { logic: string; logicHash: string }[] }[];
    const { rulesets, problems } = loadRuleset(written);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const expected = written.map((ruleset) => ({
      ...ruleset,
      rules: ruleset.rules.map((rule) => ({ ...rule, cloudbots: null, logicHash: logicHash(rule.logic) })),
    }));
    expect(rulesets.map(portalRuleset)).toEqual(expected);
  });

  test('what was read back is written the same again', () => {
    const once = bundledRulesets.map(portalRuleset);
    const { rulesets, problems } = loadRuleset(JSON.parse(JSON.stringify(once)));
    expect(problems).toEqual([]);
    expect(rulesets.map(portalRuleset)).toEqual(once);
    expect(once[0]?.rules[0]?.logicHash).toBe(bundledRulesets[0]?.rules[0]?.logicHash);
  });

  test('the smallest rule has every field', () => {
    const [rule] = portalRuleset({
      name: 'R',
      rules: [{ id: 'a', severity: 'Low', logic: 'IamUser should have name' }],
    }).rules;
    expect(rule).toEqual({
      name: 'a',
      severity: 'Low',
      logic: 'IamUser should have name',
      description: '',
      remediation: '',
      cloudbots: null,
      complianceTag: '',
      domain: '',
      priority: '',
      controlTitle: '',
      ruleId: 'a',
      category: '',
      labels: [],
      logicHash: logicHash('IamUser should have name'),
      isDefault: false,
    });
  });
});

test('as Terraform, with what HCL would take for an expression escaped', () => {
  const text = terraformRuleset({
    id: '7 keys',
    name: 'Keys "and" more',
    cloudVendor: 'aws',
    rules: [
      { id: 'K', severity: 'High', logic: "IamUser should have name like '${a}%{b}'", description: 'One\nline' },
      { id: 'L', severity: 'Low', logic: 'IamUser should have name', complianceTag: '1.2' },
    ],
  });
  expect(text).toBe(`resource "dome9_ruleset" "ruleset_7_keys" {
  name               = "Keys \\"and\\" more"
  description        = ""
  cloud_vendor       = "aws"
  language           = "en"
  hide_in_compliance = false
  is_template        = false

  rules {
    name        = "K"
    logic       = "IamUser should have name like '$\${a}%%{b}'"
    severity    = "High"
    description = "One\\nline"
    rule_id     = "K"
  }

  rules {
    name           = "L"
    logic          = "IamUser should have name"
    severity       = "Low"
    compliance_tag = "1.2"
    rule_id        = "L"
  }
}
`);
});

describe('from Terraform', () => {
  const attributes = {
    id: '4711',
    name: 'Keys',
    cloud_vendor: 'aws',
    hide_in_compliance: false,
    rules: [
      {
        name: 'Two keys',
        logic: 'IamUser should have name',
        severity: 'High',
        compliance_tag: '1.4',
        rule_id: 'K.1',
        logic_hash: '',
      },
    ],
  };
  const resource = { mode: 'managed', type: 'dome9_ruleset', name: 'keys' };

  test.each([
    [
      'a plan',
      {
        resource_changes: [
          { type: 'aws_vpc', change: { after: {} } },
          { ...resource, change: { after: attributes } },
        ],
      },
    ],
    [
      'planned values',
      { planned_values: { root_module: { child_modules: [{ resources: [{ ...resource, values: attributes }] }] } } },
    ],
    ['a state as it is shown', { values: { root_module: { resources: [{ ...resource, values: attributes }] } } }],
    ['a state file', { version: 4, resources: [{ ...resource, mode: 'data', instances: [{ attributes }] }] }],
  ])('%s', (_, document) => {
    const { rulesets, problems } = loadRuleset(document);
    expect(problems).toEqual([]);
    expect(rulesets).toMatchObject([
      {
        id: '4711',
        name: 'Keys',
        cloudVendor: 'aws',
        rules: [{ id: 'K.1', name: 'Two keys', severity: 'High', complianceTag: '1.4' }],
      },
    ]);
  });

  test('what is wrong is said at its place in the plan', () => {
    const broken = { ...attributes, rules: [{ name: 'x' }] };
    const { problems } = loadRuleset({ resource_changes: [{ ...resource, change: { after: broken } }] });
    expect(problems.map(({ code, at }) => [code, at.path.join('.')])).toContainEqual([
      'missing-field',
      'resource_changes.0.change.after.rules.0.logic',
    ]);
  });

  test('a plan without rulesets has none', () => {
    expect(loadRuleset({ resource_changes: [] }).rulesets).toEqual([]);
  });
});

test.each([
  ['${file("/etc/passwd")}', '$${file(\\"/etc/passwd\\")}'],
  ['%{ for x in y }', '%%{ for x in y }'],
  ['##vso[task.complete]', String.raw`#\u0023vso[task.complete]`],
  ['a\u202eb\u2028\u{e0041}', String.raw`a\u202eb\u2028\U000e0041`],
  ['\u001b[2J"\n', String.raw`\u001b[2J\"\n`],
])('Terraform takes %j for text, and a log for no command', (text, written) => {
  const logic = 'IamUser should have mfaActive';
  const rules = [{ id: 'r', name: text, severity: 'High' as const, logic }];
  expect(terraformRuleset({ name: 'set', rules })).toContain(` = "${written}"\n`);
});
