import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { areComparable } from '../../src/run/comparable.ts';
import { compileRule } from '../../src/run/compiled-rule.ts';
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
    `a regexMatch /${'x'.repeat(100)}/`,
    `a in ('${'x'.repeat(400)}', '${'y'.repeat(400)}', 1)`,
    `a = '${'x'.repeat(800)}' and b startsWith('${'x'.repeat(400)}')`,
  ].map((condition) => {
    const { plan } = compileRule(`T should have ${condition}`);
    return `${plan.condition === undefined ? '' : costOfBody(plan.condition)} ${condition}\n`;
  });
  await expect(lines.join('')).toMatchFileSnapshot('every-kind-costs.txt');
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
  await expect(rows.join('\n')).toMatchFileSnapshot('every-kind-comparable.txt');
});
