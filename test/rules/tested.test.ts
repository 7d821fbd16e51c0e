import { expect, test } from 'vitest';
import { check } from '../../src/check/check.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { bundledRules } from '../../src/rules/bundled/index.ts';
import { bundledHash } from '../../src/rules/bundled/hashes.ts';
import { logicHash } from '../../src/rules/logic-hash.ts';
import { loadPack, packs } from '../../src/rules/packs/index.ts';
import { isTested, testedTarget } from '../../src/rules/tested.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';

const rules = [
  ...bundledRules,
  ...(await Promise.all(packs.map(({ id }) => loadPack(id)))).flatMap((pack) => pack?.rules ?? []),
];

test('what is taken of a tested rule without compiling it is what compiling gives', async () => {
  const schemas = await loadSchemas();
  let known = 0;
  for (const rule of rules) {
    expect(isTested(rule), rule.id).toBe(true);
    const { target, isList, resourceTypes, plan } = compileRule(rule.logic);
    expect(rule.entityType, rule.id).toBe(target);
    const taken = testedTarget(rule);
    if (taken === undefined) continue;
    known += 1;
    expect([taken, false, []], rule.id).toEqual([target, isList, resourceTypes]);
    expect(plan.whenTrue, rule.id).not.toBe('matched');
    for (const options of [{ lists: {} }, { lists: {}, schemas }])
      expect(check(rule.logic, options), rule.id).toEqual([]);
  }
  expect(known).toBeGreaterThan(rules.length * 0.9);
});

test('a rule of the same text that is not the package’s is compiled like any other', () => {
  const [rule] = bundledRules;
  expect(rule !== undefined && testedTarget({ ...rule })).toBe(undefined);
});

test('the hashes that are written down are those of the logic', () => {
  for (const { id, logic, logicHash: hash } of bundledRules) {
    expect(hash, id).toBe(logicHash(logic));
    expect(bundledHash(id, ''), `${id} is not written down`).toBe(hash);
  }
});
