import { expect, test } from 'vitest';
import type { EntitySchemas, PropertyKind } from '../../src/check/schemas/schema.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { runEnvironment } from '../../src/run/environment.ts';
import { canBeMixed } from '../../src/run/evidence-mixed.ts';
import { evidencePlan } from '../../src/run/evidence-plan.ts';
import { absorbEvidence, type EvidenceState, evidenceState } from '../../src/run/evidence-state.ts';
import { EvidenceCollector } from '../../src/run/evidence.ts';
import { print } from '../../src/syntax/print.ts';

/*
 * Which parts of a rule are asked whether they met values of several kinds, and what is found of them, as a table in
 * `evidence-mixed.txt`. `npx vitest run evidence-mixed -u` writes it; what changed is to be read.
 */

const TESTS = [
  ...["= ''", "!= ''", "< ''", "in ('')", "like ''"],
  ...["= 'x'", "!= 'x'", '= 5', '< 5', '= true', '!= false', '= null', "in ('x', 'y')", 'in (5, 6)', 'in (true)'],
  ...['in (null, 5)', 'in ($L)', "like 'x%'", "like '%x%'", 'regexMatch /^x/', 'regexMatch /x/', 'regexMatch /[{]/'],
];

const KINDS: readonly (readonly PropertyKind[])[] = [
  ...[[], ['text'], ['network'], ['number'], ['boolean'], ['time'], ['list'], ['object']],
  ...[
    ['number', 'text'],
    ['boolean', 'text'],
    ['network', 'number'],
    ['list', 'text'],
    ['boolean', 'object'],
  ],
] as readonly (readonly PropertyKind[])[];

/** Where a test stands, by what the rule says by it. */
const RULES = [
  ...["T should have a = 'x'", "T should not have a = 'x'", "T should have a != 'x'", "T should not have a != 'x'"],
  ...[
    "T should have not a = 'x'",
    "T should not have not a = 'x'",
    "T should have not a != 'x'",
    'T should have a = 5',
  ],
  ...[
    "T should have a = 'x' and b = 'y'",
    "T should not have a = 'x' or b != 'y'",
    "T should not have not (a = 'x' and b = 'y')",
  ],
  ...["T where a = 'x' should have b", "T where a != 'x' should have b", "T where not a = 'x' should have b"],
  ...["T should have b exclude a = 'x'", "T should have b exclude a != 'x'", "T should have b exclude not a = 'x'"],
  ...["T should not have l contain [ v = 'x' ]", "T should have l contain [ v = 'x' ]"],
  ...["T should have l contain-none [ v = 'x' ]", "T should not have l contain-none [ v = 'x' ]"],
  ...["T should have l contain-none [ v != 'x' ]", "T should not have l contain-none [ v != 'x' ]"],
  ...["T should have l contain-all [ v = 'x' ]", "T should not have l contain-all [ not v = 'x' ]"],
  ...["T should not have l contain-any [ v = 'x' ]", "T should not have l with [ v = 'x' ]"],
  ...["T should have l with [ v = 'x' ] length() = 0", "T should have l with [ v != 'x' ] length() = 0"],
  ...["T should not have l contain-none [ m contain-none [ v = 'x' ] ]", "T should have l with [ v = 'x' ] isEmpty()"],
  ...["T should have l with [ m contain-none [ v = 'x' ] ] length() = 0", "T should have m in (l with [ v = 'x' ])"],
  ...["T should have l with [ not v = 'x' ] length() = 0", "T should have l with [ not v != 'x' ] length() = 0"],
  ...["T should have l groupBy [ v ] contain [ key = 'x' ]", "T should not have l groupBy [ v ] contain [ key = 'x' ]"],
  ...["T should not have a split('-') contain [ $ = 'x' ]", "T should not have a toLower() = 'x'"],
  ...["T should not have known = 'x'", 'T should not have known = 5', "T should not have known != 'x'"],
  ...["T should not have k contain [ known = 'x' ]", "T should not have k contain [ v = 'x' ]"],
  ...["T should not have k[0].known = 'x'", "T should not have k contain [ ~.known = 'x' ]"],
  ...["List<T> should not have items contain [ known = 'x' ]", "List<T> should not have items contain [ a = 'x' ]"],
];

const SCHEMAS: EntitySchemas = { T: { a: 'any', known: 'text', l: 'any', k: [{ known: 'text', v: 'any' }] } };

/** Values that stand beside each other. */
const VALUES: readonly (readonly unknown[])[] = [
  ['x', 'y'],
  ['x', 5],
  [5, 'x', 5, true, { b: 1 }, ['x', 'y'], 'x'],
  [[], {}, null, undefined, 'x'],
  [null, '', undefined],
  [['x'], [5], [{ b: 1 }]],
  [true, 'yes', 'no'],
  [false, 1, 0],
  [5, '<your name>', '${x}'],
  [5, '1-9', '*'],
  ['x', { AWS: 'x' }, { GCP: 'x' }],
  ['x', { AWS: 'x', length: 5 }],
  [6, 'tcp', 'udp'],
  ['tcp', 6, 17],
  [22, ['*']],
  [5, `${'1-9, '.repeat(19)}1-9,5`],
  [5, `${'1-9, '.repeat(19)}1-9, 5`],
];

const FOUND = [
  ...["= 'x'", "!= 'x'", "< 'x'", '= 5', '!= 5', '< 5', '= true', 'in (5, 22)', "in ('x', 'tcp')", "like 'x%'"],
  ...['regexMatch /^x/', "= ''", "!= ''", "< ''", "in ('')"],
];

const testOf = (condition: string) => {
  const part = compileRule(`T should have ${condition}`, { lists: { L: ['x'] } }).plan.condition;
  if (part?.kind !== 'test') throw new Error(condition);
  return part;
};

/** What is found of values, in parts of such sizes that are looked at apart. */
function found(rule: string, values: readonly unknown[], sizes: readonly number[], isSecret = false): EvidenceState[] {
  const evidence = evidencePlan(compileRule(rule).plan, runEnvironment({}));
  const whole = new EvidenceCollector(evidence);
  let from = 0;
  for (const size of sizes) {
    const part = new EvidenceCollector(evidence);
    for (const a of values.slice(from, from + size)) {
      const scope = scopeOf(contextOf({ now: new Date(0) }));
      if (isSecret) scope.hasSecrets = true;
      part.observe({ type: 'T', a }, scope);
    }
    absorbEvidence(whole.evidence, part.evidence.map(evidenceState));
    from += size;
  }
  return whole.evidence.filter(({ kind }) => kind === 'mixed').map(evidenceState);
}

test('what is asked, and what is found', async () => {
  const asked = TESTS.map((condition) => {
    const part = testOf(`a ${condition}`);
    const kinds = KINDS.filter((some) => canBeMixed(part, some)).map((some) => some.join(' and ') || 'any');
    return `${condition}: ${kinds.join(', ') || 'nothing'}\n`;
  });
  const rules = RULES.map((rule) => {
    const { makers } = evidencePlan(compileRule(rule).plan, runEnvironment({}), [], SCHEMAS);
    const parts = makers.map((make) => make()).filter(({ kind }) => kind === 'mixed');
    return `${rule}: ${parts.map(({ part }) => print(part.node)).join(', ') || 'nothing'}\n`;
  });
  const states = VALUES.map((values) => {
    const told = FOUND.map((condition) => {
      const rule = `T should not have a ${condition}`.replace('not have a !=', 'have a !=');
      const [whole] = found(rule, values, [values.length]);
      for (const sizes of [values.map(() => 1), [1, values.length - 1], [values.length - 1, 0, 1]])
        expect(found(rule, values, sizes), `${rule} in ${sizes.join()}`).toStrictEqual([whole]);
      // What a source marks as secret is shown nowhere.
      const { about: _, shown: __, ...secret } = whole ?? {};
      expect(found(rule, values, [values.length], true)).toStrictEqual([secret]);
      return [JSON.stringify(whole), condition] as const;
    });
    const lines = [...new Set(told.map(([state]) => state))].map((state) => {
      const some = told.filter((one) => one[0] === state).map(([, condition]) => condition);
      return `  ${some.join(' | ')}: ${state}\n`;
    });
    return `${values.map((value) => JSON.stringify(value) ?? 'nothing').join(', ')}\n${lines.join('')}`;
  });
  await expect(
    [
      'The kinds that a test is asked for\n',
      ...asked,
      '\nThe tests of a rule that are asked\n',
      ...rules,
      '\nWhat is found\n',
      ...states,
    ].join(''),
  ).toMatchFileSnapshot('evidence-mixed.txt');
});

test.each(['T should have a', 'T should not have a isEmpty()', 'T should not have a = null'])(
  'of words for nothing the first is shown, wherever it was found: %s',
  (rule) => {
    const values = ['x', 'null', 'n/a', ''];
    const whole = found(rule, values, [values.length]);
    expect(whole.filter(({ shown }) => shown?.text === 'null')).toHaveLength(1);
    for (const sizes of [
      [1, 1, 1, 1],
      [2, 2],
      [1, 3],
      [3, 1],
    ])
      expect(found(rule, values, sizes)).toStrictEqual(whole);
  },
);

test.each([198, 199, 200])('two hundred values are looked at, as of %i before others', (before) => {
  const values = [...Array.from({ length: before }, () => 5), '1-9', '<x>', true, 5];
  const [whole] = found('T should not have a = 5', values, [values.length]);
  expect(whole).toMatchObject({ asked: 200 });
  expect(whole?.others).toEqual([[['text', [199, 200]]], [['text', [200]]], undefined][before - 198]);
  expect([whole?.about?.at, whole?.shown]).toEqual(
    [
      [199, { at: 199, text: '1-9' }],
      [200, { at: 200, text: '1-9' }],
      [undefined, undefined],
    ][before - 198],
  );
  for (const sizes of [
    [before, 4],
    [before + 1, 3],
    [100, before - 96],
    [before + 2, 1, 1],
    [before - 1, 5],
    values.map(() => 1),
  ])
    expect(found('T should not have a = 5', values, sizes), sizes.join()).toStrictEqual([whole]);
});
