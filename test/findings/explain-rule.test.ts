import { expect, test } from 'vitest';
import { compileRule, explainRule, GslError } from '../../src/index.ts';

const RULE = "IamUser should have mfaActive = true and created after(-90, 'days')";
const user = { type: 'IamUser', mfaActive: false, created: '2026-11-01T00:00:00Z' };
const now = '2026-11-23T00:00:00Z';

test('a rule and an entity: the verdict, the reason and the tree, as plain data', () => {
  for (const rule of [RULE, compileRule(RULE), { name: 'mfa', text: RULE }]) {
    const explained = explainRule(rule, user, { now });
    expect(explained).toMatchObject({ status: 'failed', reason: 'mfaActive is false, not true' });
    expect(explained.lines[0]).toBe('should have');
    expect(explained.lines.join('\n')).toContain('true   created after');
    expect(structuredClone(explained)).toEqual(explained);
  }
});

test('another type is irrelevant, and a rule that cannot be run throws', () => {
  expect(explainRule(RULE, { type: 'IamRole' }).status).toBe('irrelevant');
  expect(() => explainRule('IamUser shoud have x', user)).toThrow(GslError);
});
