import { describe, expect, test } from 'vitest';
import { logicHash } from '../../src/rules/logic-hash.ts';
import { parseRuleset } from '../../src/rules/parse-text.ts';
import { yamlRuleset } from '../../src/rules/yaml-ruleset.ts';

/** The lines of a public page in their order, with texts of ours. */
const PAGE = `Ensure that users sign in with a key
A password alone can be guessed.
It was written twice.
Risk Level: High
Cloud Entity: IAM User
CloudGuard Rule ID: D9.AWS.IAM.900
Covered by Spectral: Yes
Category: Security, Identity, & Compliance
GSL LOGIC
IamUser where passwordEnabled=true
should have mfaActive=true
REMEDIATION
Note: ask first.
From Portal
1. Open IAM
2. Choose the user
From TF
resource "aws_iam_user" "a" {
  name = "a"
}
From Command Line
aws iam list-users
References
1. https://example.com/a
2. https://example.com/b
IAM User
Somebody who signs in.
Compliance Frameworks
- AWS CIS Foundations v. 2.0.0
- Best Practices
Updated about 1 year ago
`;

const LOGIC = 'IamUser where passwordEnabled=true\nshould have mfaActive=true';

test('a page is a rule with all that it says', () => {
  const { rulesets, diagnostics } = parseRuleset(PAGE, 'D9.AWS.IAM.900.txt');
  expect(diagnostics).toEqual([]);
  expect(rulesets).toEqual([
    {
      name: 'D9.AWS.IAM.900',
      cloudVendor: 'aws',
      rules: [
        {
          id: 'D9.AWS.IAM.900',
          ruleId: 'D9.AWS.IAM.900',
          name: 'Ensure that users sign in with a key',
          severity: 'High',
          logic: LOGIC,
          logicHash: logicHash(LOGIC),
          description: 'A password alone can be guessed.\nIt was written twice.',
          remediation: {
            text: 'Note: ask first.',
            portal: '1. Open IAM\n2. Choose the user',
            terraform: 'resource "aws_iam_user" "a" {\nname = "a"\n}',
            cli: 'aws iam list-users',
          },
          category: 'Security, Identity, & Compliance',
          coveredBySpectral: true,
          cloudEntity: { name: 'IAM User', description: 'Somebody who signs in.' },
          references: ['a', 'b'].map((page) => ({
            title: `https://example.com/${page}`,
            url: `https://example.com/${page}`,
          })),
          frameworks: ['AWS CIS Foundations v. 2.0.0', 'Best Practices'],
        },
      ],
    },
  ]);
});

describe('how pages are pasted', () => {
  test.each([
    ['with blank lines', PAGE.replaceAll('\n', '\n\n')],
    ['with the line ends of Windows', PAGE.replaceAll('\n', '\r\n')],
    ['indented', PAGE.replaceAll(/^/gmu, '  ')],
    ['with hard blanks', PAGE.replaceAll(': ', ':\u00a0')],
    ['with dots for bullets', PAGE.replaceAll(/^- /gmu, '  \u2022 ')],
    ['as a `.gsl` file', PAGE],
  ])('%s', (how, text) => {
    const { rulesets, diagnostics } = parseRuleset(text, how.includes('.gsl') ? 'a.gsl' : 'a.txt');
    expect(diagnostics).toEqual([]);
    const [rule] = rulesets.flatMap(({ rules }) => rules);
    expect(rule?.logic.replaceAll(/\s+/gu, ' ')).toBe(LOGIC.replaceAll(/\s+/gu, ' '));
    expect(rule).toMatchObject({
      id: 'D9.AWS.IAM.900',
      severity: 'High',
      frameworks: ['AWS CIS Foundations v. 2.0.0', 'Best Practices'],
    });
  });

  test('several, one below the other', () => {
    const second = PAGE.replaceAll('IAM.900', 'IAM.901').replace('Risk Level: High', 'Risk Level: Low');
    for (const text of [PAGE + second, `${PAGE.replace(/Updated.*\n/u, '---\n')}${second}`]) {
      const { rulesets, diagnostics } = parseRuleset(text, 'pages.txt');
      expect(diagnostics).toEqual([]);
      expect(rulesets.flatMap(({ rules }) => rules.map(({ id, severity }) => [id, severity]))).toEqual([
        ['D9.AWS.IAM.900', 'High'],
        ['D9.AWS.IAM.901', 'Low'],
      ]);
    }
  });

  test('a mistake in the logic is shown at its place', () => {
    const text = PAGE.replace('mfaActive=true', 'mfaActive==true');
    const { logic } = parseRuleset(text, 'a.txt');
    const [embedded] = logic.values();
    expect(text.slice(embedded?.span.start, embedded?.span.end)).toBe(
      LOGIC.replace('mfaActive=true', 'mfaActive==true'),
    );
  });
});

test.each([
  ['no logic', PAGE.replace(LOGIC, ''), 'missing-field'],
  ['no severity that is known', PAGE.replace('Risk Level: High', 'Risk Level: Ultra'), 'unknown-severity'],
  ['two with nothing between', PAGE.replace(/Updated.*\n/u, '') + PAGE, 'invalid-rule'],
])('%s is said, and the other pages are read', (_, text, code) => {
  const { rulesets, diagnostics } = parseRuleset(`${text}\n---\n${PAGE.replaceAll('IAM.900', 'IAM.902')}`, 'a.txt');
  expect(diagnostics.map((one) => [one.severity, one.code])).toEqual([['error', code]]);
  expect(rulesets.flatMap(({ rules }) => rules.map(({ id }) => id))).toEqual(['D9.AWS.IAM.902']);
});

test('YAML with a severity is no page, and neither is a rule', () => {
  expect(parseRuleset('severity: High\nlogic: IamUser should have name', 'a.yaml').rulesets[0]?.rules).toHaveLength(1);
  expect(parseRuleset('IamUser should have GSL', 'a.gsl').rulesets[0]?.rules[0]?.logic).toBe('IamUser should have GSL');
});

test('a page in our own form reads back the same', () => {
  const { rulesets } = parseRuleset(PAGE, 'a.txt');
  const again = parseRuleset(rulesets.map(yamlRuleset).join('---\n'), 'b.yaml');
  expect(again.diagnostics).toEqual([]);
  // An id that CloudGuard gave is the rule's own.
  const rules = rulesets.flatMap((ruleset) => ruleset.rules.map(({ ruleId: _, ...rule }) => rule));
  expect(again.rulesets).toEqual([{ ...rulesets[0], rules }]);
});
