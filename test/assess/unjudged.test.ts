import { describe, expect, it } from 'vitest';
import { lookalikeOf } from '../../src/assess/not-judged.ts';
import { assess, type AssessOptions, assessPart, assessParts } from '../../src/index.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { entityRecord, type InventoryRecord, sourceRecord } from '../../src/values/record.ts';

/* What a whole run says of inputs that no rule judges, and of exclusions that hold by what is not there. */

type Input = readonly [reader: string, covers: readonly string[] | 'all', ...types: readonly string[]];

const recordsOf = ([reader, covers, ...types]: Input): InventoryRecord[] => [
  sourceRecord(reader, { file: reader }, covers),
  ...types.map((type, index) => entityRecord({ type, id: `${type}${index}` }, { file: reader, index })),
];

async function* those<T>(values: readonly T[]): AsyncGenerator<T> {
  for (const value of values) yield await Promise.resolve(value);
}

/** What is said of the whole, the same where parts are judged elsewhere. */
async function said(logics: readonly string[], records: readonly InventoryRecord[][], more: AssessOptions = {}) {
  const rules = logics.map((logic, index) => ({ id: `r${index}`, severity: 'High', logic }) as const);
  const options: AssessOptions = { now: 0, ...more };
  const { evidence } = await assess(rules, records.flat(), options).finish();
  const pieces: PartPiece[] = [];
  for (const part of records) for await (const piece of assessPart(rules, those(part), options)) pieces.push(piece);
  expect((await assessParts(rules, pieces, options).finish()).evidence).toEqual(evidence);
  return evidence.map(({ code, message }) => `${code}: ${message}`);
}

describe('inputs that no rule judges', () => {
  const aws: Input = ['aws-cli', ['IamUser', 'VPC'], 'IamUser', 'VPC'];
  const plan: Input = ['terraform', ['aws_*'], 'aws_s3_bucket', 'aws_iam_role', 'aws_s3_bucket'];
  const none =
    'unjudged-input: no rule judges the 3 entities that `terraform` read: 2 `aws_s3_bucket`, 1 `aws_iam_role`';
  it.each<[what: string, logics: readonly string[], inputs: readonly Input[], said: readonly string[]]>([
    ['a plan beside answers', ['IamUser should have id'], [aws, plan], [none]],
    ['a plan beside a rule that cannot be run', ['IamUser should have id', 'aws_iam_role should'], [aws, plan], []],
    [
      'a plan of which a rule judges one type',
      ['IamUser should have id', 'aws_iam_role should have id'],
      [aws, plan],
      [],
    ],
    [
      'a plan whose types a rule looks up',
      ["IamUser should have id and getResource('aws_iam_role', id) isEmpty()"],
      [aws, plan],
      [],
    ],
    [
      'a plan of which a list is judged',
      ['IamUser should have id', 'List<aws_iam_role> should have items'],
      [aws, plan],
      [],
    ],
    ['types beside judged ones of the same reader', ['VPC should have id'], [aws], []],
    ['entities in a general format', ['IamUser should have id'], [aws, ['json', 'all', 'Thing']], []],
    [
      'an input that could hold what is judged, and tells the account of which there is none',
      ['List<VPC> should have items'],
      [['aws-cli', ['IamUser', 'VPC'], 'IamUser']],
      [],
    ],
    ['an input without entities', ['IamUser should have id'], [aws, ['terraform', ['aws_*']]], []],
    [
      'one entity',
      ['IamUser should have id'],
      [aws, ['kubernetes', ['KubernetesPod'], 'KubernetesPod']],
      ['unjudged-input: no rule judges the entity that `kubernetes` read: 1 `KubernetesPod`'],
    ],
    [
      'nothing judged at all',
      ['Volume should have id'],
      [plan],
      ['nothing-judged: no rule had an entity to judge: the input has 2 `aws_s3_bucket`, 1 `aws_iam_role`'],
    ],
  ])('%s', async (_what, logics, inputs, expected) => {
    expect(await said(logics, inputs.map(recordsOf))).toEqual(expected);
  });
});

describe('exclusions by what is not there', () => {
  const things = [
    { id: 'none' },
    { id: 'empty', labels: [] },
    { id: 'public', labels: [{ key: 'public' }] },
    { id: 'other', labels: [{ key: 'x' }], owners: [] },
  ].map((thing, index) => entityRecord({ type: 'Thing', on: false, ...thing }, { file: 'f', index }));
  const by = (expression: string): AssessOptions => ({
    exclusions: [{ rules: [], entities: [], expressions: [expression], accounts: [], regions: [], comment: 'c' }],
  });
  it.each<[expression: string, excluded: readonly string[], said: readonly string[]]>([
    [
      "not labels contain [ key = 'public' ]",
      ['none', 'empty', 'other'],
      [
        "excluded-by-absence: exclusions hold by what is not there: `not labels contain [ key = 'public' ]` of entities without `labels`",
      ],
    ],
    [
      "labels contain-none [ key = 'public' ]",
      ['none', 'empty', 'other'],
      [
        "excluded-by-absence: exclusions hold by what is not there: `labels contain-none [ key = 'public' ]` of entities without `labels`",
      ],
    ],
    [
      "labels with [ key = 'public' ] length() = 0",
      ['none', 'empty', 'other'],
      [
        "excluded-by-absence: exclusions hold by what is not there: `labels with [ key = 'public' ] length() = 0` of entities without `labels`",
      ],
    ],
    ["not labels isEmpty() and not labels contain [ key = 'public' ]", ['other'], []],
    ["labels isEmpty() or not labels contain [ key = 'public' ]", ['none', 'empty', 'other'], []],
    ["labels contain [ key = 'public' ]", ['public'], []],
    ["id = 'none' or not labels contain [ key = 'x' ]", ['none', 'empty', 'public'], []],
    ['labels isEmpty()', ['none', 'empty'], []],
  ])('%s', async (expression, excluded, expected) => {
    const rules = ['Thing should have on'];
    const results: unknown[] = [];
    const all = assess([{ id: 'r', severity: 'High', logic: rules[0] ?? '' }], things, { now: 0, ...by(expression) });
    for await (const { status, entity } of all) if (status === 'excluded') results.push(entity.id);
    expect(results).toEqual(excluded);
    expect(await said(rules, [things.slice(0, 2), things.slice(2)], by(expression))).toEqual(expected);
  });

  it('says nothing of what other rules ask of the same entity', async () => {
    const logics = ['Thing should have on = true', 'Thing should have labels contain [ on = true ]'];
    const rules = logics.map((logic, index) => ({ id: `r${index}`, severity: 'High', logic }) as const);
    const [exclusion] = by('not labels contain [ on = true ]').exclusions ?? [];
    const unknown = { 'owners.0': 'computed' };
    const records = [
      entityRecord({ type: 'Thing', id: 'a' }, { file: 'f', index: 0 }),
      entityRecord({ type: 'Thing', id: 'b', owners: ['?'] }, { file: 'f', index: 1 }, unknown),
    ];
    const found: string[] = [];
    const options: AssessOptions = { now: 0, exclusions: [{ ...exclusion!, rules: [{ id: 'r0' }] }] };
    for await (const { rule, status } of assess(rules, records, options)) found.push(`${rule.id} ${status}`);
    expect(found).toEqual(['r0 excluded', 'r1 failed', 'r0 excluded', 'r1 failed']);
  });
});

it.each([
  ['SecurityGroups', ['Instance', 'SecurityGroup'], 'SecurityGroup'],
  ['CryptoKey', ['Google_cloudkms_CryptoKey'], 'Google_cloudkms_CryptoKey'],
  [
    'RoleAssignment',
    ['Azure_Microsoft_Authorization_roleAssignments'],
    'Azure_Microsoft_Authorization_roleAssignments',
  ],
  ['Snapshot', ['AWS_API_EC2_Snapshot', 'snapshot'], 'snapshot'],
  ['azurerm_sql_server', ['azurerm_mssql_server', 'azurerm_resource_group'], 'azurerm_mssql_server'],
  ['azurerm_app_service', ['azurerm_windows_web_app'], 'azurerm_windows_web_app'],
  ['azurerm_linux_virtual_machine', ['azurerm_virtual_machine'], 'azurerm_virtual_machine'],
  ['aws_elasticsearch_domain', ['aws_opensearch_domain'], 'aws_opensearch_domain'],
  ['azurerm_linux_web_app', ['azurerm_windows_web_app'], undefined],
  // Properties of templates and plans have other names.
  ['SecurityGroup', ['AWS_EC2_SecurityGroup', 'aws_security_group'], undefined],
  ['Key', ['Google_cloudkms_CryptoKey'], undefined],
])('a type %s among %j is most likely %s', (type, types, meant) => {
  expect(lookalikeOf(type, types)).toBe(meant);
});

it('a type that took the place of another in a provider is told with that, whichever is the older', async () => {
  const said = async (asked: string, there: string): Promise<unknown> => {
    const assessment = assess(
      [{ id: 'r', severity: 'High', logic: `${asked} should have minimum_tls_version='1.2'` }],
      [{ type: there, id: 'a' }],
    );
    for await (const result of assessment) expect(result).toBeUndefined();
    return (await assessment.summary).evidence.map(({ help }) => help);
  };
  const help = expect.stringContaining('`azurerm_mssql_server` took the place of `azurerm_sql_server`') as unknown;
  expect(await said('azurerm_sql_server', 'azurerm_mssql_server')).toContainEqual(help);
  expect(await said('azurerm_mssql_server', 'azurerm_sql_server')).toContainEqual(help);
});
