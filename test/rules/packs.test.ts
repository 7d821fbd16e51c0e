import { describe, expect, test } from 'vitest';
import { expandedPacks, packRules, packSummaries } from '../../scripts/packs/write.ts';
import { runRuleTests } from '../../src/assess/rule-tests.ts';
import { check } from '../../src/check/check.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
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
