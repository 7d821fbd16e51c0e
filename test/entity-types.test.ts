import { expect, test } from 'vitest';
import { assess, compileRule, explainRule, indexResources } from '../src/index.ts';
import { compileRules } from '../src/run/precompiled/compile.ts';
import { loadCompiled } from '../src/run/precompiled/index.ts';

/* Types: a literal with properties, and an interface of the caller's own, which has no index signature, need no cast. */

interface User {
  readonly type: 'IamUser';
  readonly name: string;
  readonly mfaActive?: boolean;
}

const logic = 'IamUser should have mfaActive = true';
const own: User = { type: 'IamUser', name: 'a' };

test('entities of an own interface, and literals, are taken everywhere', async () => {
  const rules = [{ id: 'r', severity: 'Low', logic }] as const;
  const [compiled] = loadCompiled(compileRules(rules));
  expect([
    compileRule(logic).evaluate(own).status,
    compileRule(logic).evaluate({ type: 'IamUser', mfaActive: false }).status,
    explainRule(logic, own).status,
    explainRule(logic, { type: 'IamUser', mfaActive: false }).status,
    compiled?.evaluate(own).status,
    compiled?.evaluate({ type: 'IamUser', mfaActive: false }).status,
    (await assess(rules, [own]).finish()).rules[0]?.counts.failed === 1 ? 'failed' : '',
  ]).toEqual(Array.from({ length: 7 }, () => 'failed'));
  expect(indexResources([own]).find('IamUser', 'name', 'a')).toEqual([own]);
});
