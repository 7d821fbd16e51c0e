import { describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { AssessOptions } from '../../src/assess/assess-options.ts';
import { Compilation, compilationOf } from '../../src/assess/compilation.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { loadPack } from '../../src/rules/packs/index.ts';
import { bundledRulesets } from '../../src/rules/bundled/index.ts';
import { environment } from '../../src/run/environment.ts';

const pack = await loadPack('kubernetes-pod-security');
const schemas = await loadSchemas(['KubernetesPod']);

const ours: Rule = pack?.rules[0] ?? { id: '', logic: '', severity: 'Low' };

describe('a compilation', () => {
  test.each([
    ['as it comes', {}, []],
    ['with published schemas', { schemas }, []],
    // What is asked for beyond what the package's tests hold is looked for.
    ['with functions of one’s own', { functions: [] }, []],
    ['strictly', { strict: true }, []],
  ])('of a bundled rule, %s, says what the checker says', (_, options, said) => {
    const made = new Compilation(ours, options);
    expect(made.diagnostics).toEqual(said);
    expect(made.about).toMatchObject({ target: ours.entityType, isList: false, resourceTypes: [] });
    expect(made.compiled?.target).toBe(ours.entityType);
  });

  test('with schemas of one’s own, complains by these', () => {
    const own = { [ours.entityType ?? '']: { thing: 'text' } } as const;
    expect(new Compilation(ours, { schemas: own }).diagnostics).not.toEqual([]);
  });

  test('is made once for an environment', () => {
    const used = environment();
    expect(compilationOf(ours, used, used)).toBe(compilationOf({ ...ours }, used, used));
    expect(compilationOf(ours, used, used)).not.toBe(compilationOf(ours, used, {}));
  });

  test('of an environment is not that of an option that is left open beside it', async () => {
    const used = environment({ lists: { Ports: [22] } });
    const rules = [{ id: 'r', severity: 'Low', logic: 'Thing should have port in ($Ports)' }] as const;
    const things = [{ type: 'Thing', port: 22 }];
    // As a program in JavaScript gives what it does not have.
    const open = { environment: used, lists: undefined } as unknown as AssessOptions;
    for (const options of [open, { environment: used }]) {
      const { counts } = await assess(rules, things, options).finish();
      expect(counts).toMatchObject({ passed: 1, error: 0 });
    }
  });

  test('of a rule that cannot be run has no target and says why', () => {
    const { about, compiled, diagnostics } = new Compilation({ id: 'a', severity: 'Low', logic: 'Thing should' }, {});
    expect([about, compiled]).toEqual([undefined, undefined]);
    expect(diagnostics.map(({ severity }) => severity)).toContain('error');
  });
});

test('an assessment says the same of rules that are known to be tested and of copies of them', async () => {
  const entities = [
    { type: 'KubernetesPod', id: 'p', name: 'p', spec: { hostNetwork: true, containers: [{ image: 'a:latest' }] } },
    { type: 'IamUser', id: 'u', name: 'u', mfaActive: false },
    { type: 'Other', id: 'o' },
  ];
  const rulesets = [...bundledRulesets, ...(pack === undefined ? [] : [pack])];
  const copies = rulesets.map((ruleset) => ({ ...ruleset, rules: ruleset.rules.map((rule) => ({ ...rule })) }));
  const said = async (given: typeof rulesets): Promise<unknown> => {
    const assessment = assess(given, entities, { now: 0, environment: environment({ schemas }) });
    const results: unknown[] = [];
    for await (const { rule, status, entity } of assessment) results.push([rule.id, status, entity.id]);
    const { rules, ...summary } = assessment.summary;
    return JSON.stringify([results, summary, rules.map(({ rule, ...rest }) => [rule.id, { ...rest, ruleset: 0 }])]);
  };
  expect(await said(rulesets)).toBe(await said(copies));
});
