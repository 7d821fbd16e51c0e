import { describe, expect, test } from 'vitest';
import { expandPack } from '../../scripts/packs/expand.ts';
import { packPages } from '../../scripts/packs/pages.ts';
import { PACK_FILES, readPack, type PackSource } from '../../scripts/packs/source.ts';
import { expandedPacks, packRules, packSummaries } from '../../scripts/packs/write.ts';
import { runRuleTests } from '../../src/assess/rule-tests.ts';
import { check } from '../../src/check/check.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { frameworksOf } from '../../src/reporters/frameworks.ts';
import { bundledRules } from '../../src/rules/bundled/index.ts';
import { loadRuleset } from '../../src/rules/load.ts';
import { listPackRules, loadPack, packs } from '../../src/rules/packs/index.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';

const sources = expandedPacks();
const rules = sources.flatMap((pack) => pack.rules);
const schemas = await loadSchemas();

test('the modules hold what the files say: run `npm run docs`', async () => {
  expect(packs).toEqual(packSummaries(sources));
  for (const source of sources) expect(await loadPack(source.id)).toEqual(source);
  expect(await listPackRules()).toEqual(packRules(sources));
});

test.each([
  ['of a rule', { id: 'X', name: 'x', severity: 'Low', logic: 'IamRole should have a and <<unrestrictd>>' }],
  ['of a table', { each: [{ id: 'X', what: 'a' }], rule: { id: '<<id>>', logic: 'IamRole should have <<waht>>' } }],
  ['that is a whole value', { each: [{ id: 'X' }], rule: { id: '<<id>>', logic: '<<toString>>' } }],
])('a word %s that nobody knows is told', (_title, rule) => {
  const source = { ...readPack('terraform-aws'), rules: [rule] } as unknown as PackSource;
  expect(() => expandPack(source)).toThrow(/^`<<(?:unrestrictd|waht|toString)>>` is no word/u);
});

test('a pack is loaded once, and cannot be changed', async () => {
  const pack = await loadPack('terraform-aws');
  expect(await loadPack('terraform-aws')).toBe(pack);
  expect(Object.isFrozen(pack?.rules[0]?.tests)).toBe(true);
  expect(await loadPack('toString')).toBeUndefined();
});

test('there are at least 250 rules, each with an id of its own but for those that are bundled too', () => {
  const bundled = new Map(bundledRules.map((rule) => [rule.id, rule]));
  const own = rules.filter(({ id }) => !bundled.has(id));
  expect(own.length).toBeGreaterThan(250);
  expect(new Set(own.map(({ id }) => id)).size).toBe(own.length);
  for (const rule of rules.filter(({ id }) => bundled.has(id))) {
    expect({ ...rule, frameworks: [] }).toEqual({ ...bundled.get(rule.id), frameworks: [] });
  }
});

test('a pack reads back as a ruleset', () => {
  for (const { unanswered: _, ...ruleset } of sources) {
    const read = loadRuleset(JSON.parse(JSON.stringify(ruleset)));
    expect(read.problems).toEqual([]);
    expect(read.rulesets).toEqual([ruleset]);
  }
});

describe.each(sources.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  test('the checker has nothing to say, with complete schemas', () => {
    const said = pack.rules.flatMap(({ id, logic }) =>
      check(logic, { schemas }).map(({ message }) => `${id}: ${message}`),
    );
    expect(said).toEqual([]);
  });

  test('every rule has tests that pass and that fail it, and each part of it is once true and once false', () => {
    const wrong = pack.rules.flatMap((rule) => {
      const { results, uncovered, problems } = runRuleTests(rule, compileRule(rule.logic));
      const statuses = results.map(({ actual }) => actual);
      return [
        ...problems.map(({ message }) => message),
        ...results
          .filter(({ expected, actual }) => expected !== actual)
          .map(({ name, actual }) => `${name}: ${actual}`),
        // Rules that are bundled have tests of their own.
        ...(rule.id.startsWith('D9') || /^GSL\.AWS\.IAM\.(?:0|1[0-3])/u.test(rule.id) ? [] : uncovered).map(
          ({ text, never }) => `never ${never}: ${text}`,
        ),
        ...['passed', 'failed'].filter((status) => !statuses.some((one) => one === status)),
      ].map((message) => `${rule.id}: ${message}`);
    });
    expect(wrong).toEqual([]);
  });

  test('every rule says why, how to mend it and where to read more', () => {
    const wrong = pack.rules.filter(
      ({ description = '', remediation = {}, references = [], name }) =>
        !/^[A-Z`].{15,}[.]$/su.test(description) ||
        name.endsWith('.') ||
        Object.values(remediation).some((text) => (text ?? '') === '') ||
        Object.keys(remediation).length === 0 ||
        references.length === 0 ||
        references.some(({ url }) => !url.startsWith('https://')),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  test('no place of a table is left open', () => {
    expect(JSON.stringify(pack)).not.toMatch(/<<[\w.]+>>|undefined|[$](?:merge|each)/u);
  });
});

/** How each list writes its numbers. */
const NUMBERS: readonly (readonly [standard: string, number: RegExp])[] = [
  ['AWS CIS Foundations', /^\d+(?:\.\d+){1,2}$/u],
  ['AWS Foundational Security Best Practices', /^[A-Z][A-Za-z\d]+\.\d+$/u],
  ['AWS Security Hub', /^[A-Z][A-Za-z\d]+\.\d+$/u],
  ['NIST SP 800-53', /^[A-Z]{2}-\d+(?:\(\d+\))?$/u],
];

test.each(['aws-identity-access', 'aws-security-groups-exposure', 'aws-data-protection'])(
  'controls of %s are numbered as their lists number them, none twice',
  (id) => {
    const pack = sources.find((source) => source.id === id);
    const wrong = pack?.rules.flatMap((rule) => {
      const { frameworks = [] } = rule;
      const entries = frameworksOf(rule).filter(
        ({ standard, control = '' }) =>
          !NUMBERS.some(([name, number]) => standard.startsWith(name) && number.test(control)),
      );
      return [...entries, ...(new Set(frameworks).size === frameworks.length ? [] : [rule.id])];
    });
    expect(wrong).toEqual([]);
  },
);

test('a rule has the controls of its own, and those that the lists relate to them', () => {
  const controls = (id: string): readonly string[] => rules.find((rule) => rule.id === id)?.frameworks ?? [];
  expect(controls('GSL.AWS.SG.SMB').slice(0, 4)).toEqual([
    'AWS CIS Foundations v. 5.0.0 (5.1.2)',
    'AWS Foundational Security Best Practices (EC2.18)',
    'AWS Foundational Security Best Practices (EC2.19)',
    'NIST SP 800-53 Rev. 5 (AC-4)',
  ]);
  expect(controls('GSL.AWS.EC2.09')).toEqual(['AWS Security Hub (EC2.12)', 'NIST SP 800-53 Rev. 5 (CM-8(1))']);
  expect(controls('GSL.AWS.SNS.02')).toEqual(['AWS Foundational Security Best Practices (SNS.4)']);
  expect(controls('GSL.AWS.SG.EGRESS')).toEqual([]);
});

test('what relates controls to others names no control that no rule has', () => {
  const unused = PACK_FILES.flatMap((id) => {
    const had = new Set(
      sources
        .find((source) => source.id === id)
        ?.rules.flatMap((rule) => frameworksOf(rule).map(({ control }) => control)),
    );
    return (readPack(id).related ?? []).flatMap(({ of }) => of).filter((number) => !had.has(number));
  });
  expect(unused).toEqual([]);
});

test('a page tells the controls by their list, and how many rules have none', () => {
  const text = new Map(packPages(sources)).get('docs/rules/aws-security-groups-exposure.md') ?? '';
  expect(text).toContain(
    '| AWS Foundational Security Best Practices (EC2.18); NIST SP 800-53 Rev. 5 (AC-4, AC-4(21), ',
  );
  expect(text).toContain('Rules without a control in these lists: 1 of 74.');
});

test('controls of the AWS benchmark are all answered, or said not to be', () => {
  const pack = sources.find(({ id }) => id === 'cis-aws-foundations');
  const controls = [
    ...(pack?.rules.flatMap(({ frameworks = [] }) => frameworks) ?? []),
    ...(pack?.unanswered.map(({ control }) => control) ?? []),
  ];
  const numbers = (version: string): string[] => [
    ...new Set(
      controls.flatMap((control) =>
        control.includes(`v. ${version} (`) ? (/\((.*)\)$/u.exec(control)?.[1] ?? []) : [],
      ),
    ),
  ];
  const counted = (chapter: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${chapter}.${index + 1}`);
  expect(numbers('3.0.0').toSorted()).toEqual(
    [
      ...counted('1', 22),
      ...counted('2.1', 4),
      '2.2.1',
      ...counted('2.3', 3),
      '2.4.1',
      ...counted('3', 9),
      ...counted('4', 16),
      ...counted('5', 6),
    ].toSorted(),
  );
  expect(numbers('5.0.0').toSorted()).toEqual(
    [
      ...counted('1', 21),
      ...counted('2.1', 4),
      ...counted('2.2', 4),
      '2.3.1',
      ...counted('3', 9),
      ...counted('4', 16),
      ...counted('5.1', 2),
      ...counted('5', 7).slice(1),
    ].toSorted(),
  );
});
