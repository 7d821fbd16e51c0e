import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { areComparable, comparableTo, comparedWith } from '../../src/run/comparable.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
import { doubtOf, doubtOfTest } from '../../src/run/doubts.ts';
import { contextOf, scopeOf } from '../../src/run/context.ts';
import { MAX_ELEMENTS } from '../../src/run/scope.ts';
import { UnknownValues } from '../../src/run/unknown.ts';
import { ClosureMaker } from '../../src/run/closures.ts';
import { runEnvironment } from '../../src/run/environment.ts';
import { EvaluationError } from '../../src/values/value.ts';
import { costOfBody } from '../../src/run/work.ts';
import { findingOf } from '../../src/findings/finding.ts';
import { type EntityRecord, entityRecord } from '../../src/values/record.ts';

/*
 * What conditions of every kind say of entities of every kind, also of such of which parts are not known, with the reasons and
 * what the verdicts rest on, as tables in `every-kind-….txt`. `npx vitest run every-kind -u` writes them; what changed is to be
 * read.
 */

const CONDITIONS = [
  ...[
    'a',
    'not a',
    "a = 'x'",
    "a != 'x'",
    'a = b',
    'a != b',
    'a < b',
    'a > 1',
    'a >= 1',
    'a <= 1',
    'a = null',
    'a = true',
    'a = 123456789012345678901',
    "a = '1'",
    'a in (10, 123456789012345678901)',
  ],
  ...[
    "a in ('x', 1)",
    'a in ($L)',
    'not a in ($Unknown)',
    "a like 'x%'",
    "a like '%y'",
    'a regexMatch /x/',
    'a regexMatch /^x$/i',
  ],
  ...[
    'a isEmpty()',
    'not a isEmpty()',
    'a length() > 1',
    'a textLength() > 1',
    "a startsWith('x')",
    "a split('-') length() = 2",
  ],
  ...[
    'a.c',
    'a.c = 1',
    'a[0]',
    "a['c d']",
    'a.c.d isEmpty()',
    "a getValue('c')",
    "a getValues('c') length() = 1",
    'a first() = 1',
  ],
  ...[
    'a contain [ c ]',
    'a contain [ c = 1 ]',
    'a contain-all [ c = 1 ]',
    'a contain-none [ c = 1 ]',
    'a contain-any [ $ = 1 ]',
    "a contain ['x']",
  ],
  ...[
    'a with [ c ] length() = 1',
    'a with [ c ] contain [ d ]',
    'a contain [ c = ~.b ]',
    'a contain [ c contain [ $ = ~~.b ] ]',
    'a contain [ not c ]',
  ],
  ...[
    'a groupBy [ c ] contain [ values length() > 1 ]',
    'a unique() length() = 1',
    "a join(',') = 'x'",
    "a before(0, 'days')",
    "a after(-1, 'days')",
  ],
  ...[
    'a and b',
    'a or b',
    'a and not b',
    'not (a or b)',
    'a = 1 or b = 1',
    'a contain [ c ] and b',
    'a isEmpty() or b = 1',
    '(a or b) and (a or c)',
  ],
  ...[
    "getResource('V', a) getValue('n') = 1",
    "getResources('V', a, 'g') length() = 1",
    "getResources('V', a, 'g') contain [ n = 1 ]",
    "a toLower() = 'x'",
    'a isPublic()',
  ],
  "a = ''",
];

type Made = readonly [name: string, record: EntityRecord];

const range = (length: number): number[] => Array.from({ length }, (_, n) => n);

let count = 0;
function made(entity: object, unknown: Record<string, string> = {}, more: Partial<EntityRecord> = {}): Made {
  count += 1;
  const named = JSON.stringify({ ...entity, ...(Object.keys(unknown).length > 0 ? { unknown } : {}), ...more });
  const record = entityRecord({ type: 'T', id: `t${count}`, ...entity }, { file: 'x.json', line: count }, unknown);
  return [named, { ...record, ...more }];
}

const ENTITIES: readonly Made[] = [
  ...[
    {},
    { a: null },
    { a: '' },
    { a: 'x', b: 'X' },
    { a: 'x-y', b: 1 },
    { a: 1, b: 2 },
    { a: true, b: false },
    { a: '2025-12-31', b: '2026-01-02' },
  ].map((one) => made(one)),
  ...[
    { a: [] },
    { a: {} },
    { a: ['x', 'y'], b: ['x'] },
    { a: [1, 2], b: 1 },
    { a: { c: 1, 'c d': 2 }, b: 1 },
    { a: { c: { d: [] } } },
  ].map((one) => made(one)),
  ...[
    { a: [{ c: 1 }, { c: 2, d: 1 }, {}], b: 1 },
    { a: [{ c: 1 }], b: 2 },
    { a: [{ c: [1, 2] }, { c: 1 }], b: 2 },
    { a: '{"c":1}', b: 1 },
    { a: '8.8.8.8' },
  ].map((one) => made(one)),
  made({}, { a: 'the plan has it' }),
  made({ b: 1 }, { a: 'the plan has it' }),
  made({ a: [{ c: 1 }, {}] }, { 'a.1.c': 'the plan has it' }),
  made({ a: [1, null] }, { 'a.1': 'the plan has it' }),
  made({ a: { d: 1 } }, { 'a.*': 'a macro adds some' }),
  made({ a: 'v-1' }, { 'a.c': 'the plan has it' }),
  made({}, { a: 'known in part' }, { partly: { a: ['x-', ''] } }),
  made({}, { a: 'known in part' }, { partly: { a: ['', '-x-', ''] } }),
  made({}, { a: 'known in part' }, { partly: { a: ['10', ''] } }),
  made({}, { a: 'known in part' }, { partly: { a: ['', ''] } }),
  made({ a: '{"c":1}' }, { a: 'a document', 'a.d': 'known later' }, { documents: ['a'] }),
  made({ a: [{ c: 1 }, null] }, { 'a.0.d': 'the plan has it', 'a.1': 'the plan has it' }),
  made({ a: {} }, { 'a.0': 'the plan has it' }),
  made({}, { 'a.0.c': 'the plan has it' }),
  made({ a: [1] }, { 'a.c': 'the plan has it' }),
  made({}, { a: 'a link' }, { links: { a: 'v-1' } }),
];

/** What takes work to look at, by its name: long texts and lists, and what is held against them. */
const LARGE: readonly (readonly [name: string, made: Made])[] = [
  ['nothing', made({})],
  ['x', made({ a: 'x', b: 'x' })],
  ['x, y', made({ a: ['x', 'y'], b: ['x'] })],
  ['object', made({ a: { c: 1, 'c d': 2 }, b: 1 })],
  ['3 objects', made({ a: [{ c: 1 }, { c: 2, d: 1 }, {}], b: 1 })],
  ['t32', made({ a: 'x'.repeat(32), b: 'x'.repeat(32) })],
  ['t33', made({ a: 'x'.repeat(33), b: 'x'.repeat(33) })],
  ['t1000', made({ a: 'x'.repeat(1_000), b: 'x'.repeat(1_000) })],
  ['1, t1000', made({ a: 1, b: 'x'.repeat(1_000) })],
  ['[t1000]', made({ a: ['x'.repeat(1_000)], b: ['y'.repeat(1_000)] })],
  ['y, t1000', made({ a: 'y', b: 'x'.repeat(1_000) })],
  ['100', made({ a: range(100), b: range(100) })],
  ['c: 0-99', made({ a: range(100).map((c) => ({ c })), b: 7 })],
  ['c: 0-2', made({ a: range(100).map((c) => ({ c: c % 3 })), b: 7 })],
  ['c: [0-2]', made({ a: range(100).map((c) => ({ c: [c % 3] })), b: 7 })],
  ['c: t100', made({ a: range(10).map((c) => ({ c: `${'x'.repeat(99)}${c % 2}` })), b: 'x'.repeat(100) })],
  ['inner', made({ a: { c: 'x'.repeat(1_000), d: range(100) }, b: 7 })],
  ['JSON', made({ a: `[${range(100).join()}]`, b: 'x'.repeat(100) })],
  ['?', made({ a: [1, null] }, { 'a.1': 'the plan has it' })],
  ['t500?t500', made({}, { a: 'known in part' }, { partly: { a: ['x'.repeat(500), 'y'.repeat(500)] } })],
  ['100 parts', made({}, { a: 'known in part' }, { partly: { a: range(100).map(() => 'xy') } })],
  ['d: ?', made({ a: { c: 'x'.repeat(1_000), d: 1 } }, { 'a.d': 'the plan has it' })],
  [
    '100 ?',
    made({ a: { c: 1 }, b: 1 }, Object.fromEntries(range(100).map((n) => [`${n < 50 ? 'z' : 'a.z'}${n}`, 'later']))),
  ],
];

const COSTLY = [
  'a contain [ ~.a regexMatch /x/ ]',
  ...[
    'a = 1 and b = 1',
    'a and b = 1',
    'a = 1 and b = 1 and a = 2',
    'not a = 1 and b = 1',
    'a = 1 or not b = 1 or a = 2',
  ],
  ...["a like '%x%y%'", "a like '%yx'", 'a regexMatch /x.*y/', 'a regexMatch /[0-9]+x/', 'a in (b)', 'b in (a)'],
  ...[
    'a contain [ $ in (~.b) ]',
    "a contain [ c like '%y%' ]",
    'a contain [ ~.b = c ]',
    "a contain [ ~.b like '%y%' ]",
  ],
  ...['a groupBy [ c ] length() = 2', 'a contain-all [ c groupBy [ $ ] ]', 'a contain [ c toLower() = ~.b ]'],
];

const OTHERS: readonly EntityRecord[] = [
  entityRecord({ type: 'V', id: 'v-1', g: 'x', n: 1 }, { file: 'v.json' }),
  entityRecord({ type: 'V', id: 'x', g: 'x', n: 2 }, { file: 'v.json' }),
  entityRecord({ type: 'V', id: 'x-y', n: 1 }, { file: 'v.json' }, { g: 'the plan has it' }),
];

const SIGNS: Readonly<Record<string, string>> = {
  passed: 'T',
  failed: '.',
  error: 'E',
  irrelevant: '-',
  excluded: 'x',
};

interface Told {
  readonly signs: string;
  readonly reasons: readonly string[];
  readonly evidence: string;
}

async function toldOf(logic: string): Promise<Told> {
  const rule = { id: 'r', name: 'r', severity: 'High', logic } as const;
  const assessment = assess([rule], [...ENTITIES.map(([, record]) => record), ...OTHERS], {
    now: '2026-01-01T00:00:00Z',
    lists: { L: ['x', 2] },
    include: ['passed', 'failed', 'error', 'irrelevant', 'excluded'],
  });
  const signs: string[] = [];
  const reasons: string[] = [];
  for await (const result of assessment) {
    const { reason, facts, error, tree } = findingOf(result, { explain: true, explainPassed: true });
    // The last ones are of another type.
    if (result.entity.type !== 'T') continue;
    signs.push(SIGNS[result.status] ?? '?');
    const name = ENTITIES[signs.length - 1]?.[0] ?? '';
    // Each condition tells of some of the entities, and all of them are told of by some condition.
    if ((signs.length + logic.length) % 7 !== 0) continue;
    const said = error === undefined ? '' : ` (${error.code}: ${error.message}; ${error.help ?? ''})`;
    reasons.push(`  ${name}\n    ${reason}${said}\n    ${JSON.stringify(facts)}\n    ${tree.join(' | ')}`);
  }
  const messages = assessment.summary.rules.flatMap((one) => one.evidence);
  return {
    signs: signs.join(''),
    reasons,
    evidence: messages.map(({ code, message }) => `  ${code}: ${message}`).join('\n'),
  };
}

test('verdicts, reasons and evidence', async () => {
  const logics = CONDITIONS.map((condition) => `T should have ${condition}`);
  const told = await Promise.all(
    [...logics, 'T where a should not have b exclude a = 1', "T where b = 1 should have a = 'x'"].map(
      async (logic) => ({ logic, ...(await toldOf(logic)) }),
    ),
  );
  const verdicts = told.map(({ logic, signs }) => `${signs} ${logic}\n`).join('');
  const reasons = told
    .map(({ logic, reasons: said, evidence }) => `${logic}\n${said.join('\n')}\n${evidence}\n`)
    .join('');
  await expect(verdicts).toMatchFileSnapshot('every-kind-verdicts.txt');
  await expect(reasons).toMatchFileSnapshot('every-kind-reasons.txt');
});

test('what an entity alone gives no evidence of', async () => {
  const lines: string[] = [];
  for (const [row, condition] of CONDITIONS.entries())
    for (const [column, [name, record]] of ENTITIES.entries()) {
      if ((row + column) % 4 !== 0) continue;
      const assessment = assess(
        [{ id: 'r', name: 'r', severity: 'High', logic: `T should have ${condition}` }],
        [record],
        {
          now: '2026-01-01T00:00:00Z',
          lists: { L: ['x', 2] },
        },
      );
      const evidence = (await assessment.finish()).rules.flatMap((rule) => rule.evidence);
      if (evidence.length > 0)
        lines.push(
          `${condition} <- ${name}\n${evidence.map(({ code, message, help }) => `  ${code}: ${message}; ${help ?? ''}\n`).join('')}`,
        );
    }
  await expect(lines.join('')).toMatchFileSnapshot('every-kind-evidence.txt');
});

test('what a block costs for each element, by its condition', async () => {
  const lines = [
    ...CONDITIONS,
    'a.b.c.d.e isEmpty()',
    `a = '${'x'.repeat(100)}'`,
    `a like '${'x'.repeat(100)}%'`,
    `a like '${'x'.repeat(400)}%'`,
    `a startsWith('${'x'.repeat(400)}')`,
    `a toLower() = '${'x'.repeat(400)}'`,
    `a regexMatch /${'x'.repeat(100)}/`,
    `a in ('${'x'.repeat(400)}', '${'y'.repeat(400)}', 1)`,
    `a = '${'x'.repeat(800)}' and b startsWith('${'x'.repeat(400)}')`,
  ].map((condition) => {
    const { plan } = compileRule(`T should have ${condition}`);
    return `${plan.condition === undefined ? '' : costOfBody(plan.condition)} ${condition}\n`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('every-kind-costs.txt');
});

test('what a judgement costs, of each condition by each of what is large', async () => {
  const row = (cells: readonly (string | number)[], name: string): string =>
    `${cells.map((cell) => String(cell).padStart(9)).join(' ')}  ${name}\n`;
  const lines = [...CONDITIONS, ...COSTLY].map((condition) => {
    const rule = compileRule(`T should have ${condition}`, { lists: { L: ['x', 2] } });
    const costs = LARGE.map(([, [, { entity, unknown, ...more }]]) => {
      const scope = scopeOf(contextOf({ now: new Date(0) }));
      if (unknown !== undefined) {
        scope.unknown = new UnknownValues();
        scope.unknown.add(entity, unknown, more);
      }
      rule.judge(entity, scope);
      return MAX_ELEMENTS - scope.left;
    });
    return row(costs, condition);
  });
  const head = row(
    LARGE.map(([name]) => name),
    'condition',
  );
  await expect([head, ...lines].join('')).toMatchFileSnapshot('every-kind-work.txt');
});

test('a judgement that has just as much left as it costs says the same, and one with less says nothing', () => {
  const environment = runEnvironment({ lists: { L: ['x', 2] } });
  let decided = 0;
  for (const condition of [...CONDITIONS, ...COSTLY]) {
    const { plan } = compileRule(`T should have ${condition}`, { lists: { L: ['x', 2] } });
    if (plan.condition === undefined) continue;
    const closure = new ClosureMaker(environment, plan.usesOuter).condition(plan.condition);
    for (const [name, [, { entity, unknown, ...more }]] of LARGE) {
      const judged = (left: number): readonly [truth: unknown, left: number] => {
        const scope = scopeOf(contextOf({ now: new Date(0) }));
        if (unknown !== undefined) {
          scope.unknown = new UnknownValues();
          scope.unknown.add(entity, unknown, more);
        }
        scope.left = left;
        const truth = closure(entity, scope);
        return [truth instanceof EvaluationError ? truth.code : truth, scope.left];
      };
      const [truth, left] = judged(MAX_ELEMENTS);
      const cost = MAX_ELEMENTS - left;
      expect([condition, name, ...judged(cost)]).toEqual([condition, name, truth, 0]);
      if (cost === 0) continue;
      decided += 1;
      for (const less of [cost - 1, cost >> 1, 0]) {
        const [, rest] = judged(less);
        expect([condition, name, less, rest < 0]).toEqual([condition, name, less, true]);
      }
    }
  }
  expect(decided).toBeGreaterThan(500);
});

test('what a value most likely means that is of another kind', async () => {
  const values = [
    ...[
      null,
      true,
      false,
      0,
      1,
      6,
      7,
      22,
      1_767_225_600,
      1_767_225_600_000,
      10n ** 20n,
      '',
      'x',
      'yes',
      'Off',
      '1',
      '0',
    ],
    ...['tcp', 'TCP', 'ssh', 'sctp', '2026-01-01', '512Mi', '1.5 GB', '100m', '10 bytes', '5x', 'Mi'],
    ...['${X}', '{{ x }}', '<your name>', '<1>', '$(x.y)', '$(1)', '${x', `<${'x'.repeat(98)}>`, `<${'x'.repeat(99)}>`],
    ...[[], ['yes'], [true], ['yes', 'no'], {}, { AWS: '*' }, { AWS: ['x', '*'] }, { AWS: 'x' }, [{ AWS: '*' }]],
    ...['6', '22', '20-25', '1,6', '*', ['*'], ['20-25']],
    { AWS: [...range(49).map(String), '*'] },
    { AWS: [...range(50).map(String), '*'] },
    { ...Object.fromEntries(range(49).map((n) => [`k${n}`, n])), AWS: '*' },
    { ...Object.fromEntries(range(50).map((n) => [`k${n}`, n])), AWS: '*' },
  ];
  const predicates = [
    ...["= 'x'", "= '*'", "!= '*'", '= true', '!= false', '< true', '= 6', '= 1', '> 6', '= null', "= '2026-01-01'"],
    ...["= 'yes'", "> '2026-01-01'", "in ('x', '*')", 'in (6, true)', "like 'x%'", 'regexMatch /x/', 'in ($L)'],
  ];
  const shown = (value: unknown): string =>
    (typeof value === 'bigint' ? `${value}` : JSON.stringify(value)).replaceAll(
      /(x{9,}|("\d+",?){9,}|("k\d+":\d+,?){9,})/gu,
      '…',
    );
  const lines = predicates.flatMap((asked) => {
    const { condition } = compileRule(`T should have a ${asked}`).plan;
    if (condition?.kind !== 'test') throw new Error(asked);
    return values.flatMap((value) => {
      const doubt = doubtOfTest(value, condition.predicate);
      return doubt === undefined
        ? []
        : [`${asked} <- ${shown(value)}: ${doubt.isSure === true ? 'surely ' : ''}${doubt.about}\n`];
    });
  });
  const pairs = values.flatMap((left) =>
    values.flatMap((right) => {
      const doubt = doubtOf(left, right);
      return doubt === undefined ? [] : [`${shown(left)}, ${shown(right)}\n`];
    }),
  );
  await expect(
    `${lines.join('')}\nTwo values, either of which is meant otherwise:\n${pairs.join('')}`,
  ).toMatchFileSnapshot('every-kind-doubts.txt');
});

test('what can be held against what', async () => {
  const values = [
    undefined,
    null,
    true,
    0,
    5,
    1_767_225_600,
    1_767_225_600_000,
    10n ** 20n,
    '',
    'x',
    '5',
    'true',
    'TRUEish',
    'N/A',
    '<x>',
    '${x}',
    '2026-01-01',
    '1767225600000',
    [],
    [1],
    ['x'],
    {},
    { a: 1 },
    [[1]],
  ];
  const rows = (['=', '!=', '<', '>='] as const).flatMap((operator) =>
    values.map(
      (left) => `${operator} ${values.map((right) => (areComparable(left, operator, right) ? 'T' : '.')).join('')}`,
    ),
  );
  const asked = [
    ...["like 'x%'", "like '%5%'", "like 't%'", "like '%E%'", "like '%-%'", "like '%'", "like ''"],
    ...[
      'regexMatch /x/',
      'regexMatch /^x/',
      'regexMatch /^5/',
      'regexMatch /5$/',
      'regexMatch /^true$/',
      'regexMatch /^.x?/',
    ],
    ...[
      'regexMatch /^[{]/',
      'regexMatch /^(x|5)/',
      'regexMatch /x|5/',
      'regexMatch /t/i',
      String.raw`regexMatch /^\d+$/`,
    ],
    ...[
      "in ('x', 5)",
      "in ('x', true)",
      "in ('x', null)",
      'in ($L)',
      "= 'x'",
      '= null',
      '< 5',
      '= true',
      "> '2026-01-01'",
    ],
  ].map((operation) => {
    const { condition } = compileRule(`T should have a ${operation}`, { lists: { L: ['x'] } }).plan;
    if (condition?.kind !== 'test') throw new Error(operation);
    const isComparable = comparableTo(condition.predicate);
    const signs = values.map((value) => (isComparable(value) ? 'T' : '.')).join('');
    return `${signs} ${operation}: ${comparedWith(condition.predicate) ?? 'anything'}`;
  });
  await expect([...rows, ...asked].join('\n')).toMatchFileSnapshot('every-kind-comparable.txt');
});
