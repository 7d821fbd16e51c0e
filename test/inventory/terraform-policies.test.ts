import { describe, expect, it } from 'vitest';
import { assess } from '../../src/index.ts';
import { OPEN, statusOf } from './policy-status.ts';
import { collect, temporaryFolder } from './support.ts';

const configurations = temporaryFolder();

/* Policies in `.tf` files with something in them that only Terraform knows: what is known decides, what is not is undecided. */

/** The ways to write a policy of these statements, `X` standing for what is not known. */
const FORMS: Readonly<Record<string, (statements: string) => string>> = {
  jsonencode: (list) =>
    `policy = jsonencode({ Version = "2012-10-17", Statement = ${list.replaceAll('"X"', 'var.x')} })`,
  heredoc: (list) =>
    `policy = <<EOT\n{ "Version": "2012-10-17", "Statement": ${list.replaceAll('"X"', '"${var.x}"')} }\nEOT`,
  'indented heredoc': (list) =>
    `policy = <<-EOT\n    {\n "Statement": ${list.replaceAll('"X"', '${jsonencode(var.x)}')} }\n  EOT`,
  'quoted text': (list) =>
    `policy = "${`{ "Statement": ${list} }`.replaceAll('"', '\\"').replaceAll(/(?<=\\")X(?=\\")/gu, '${aws_s3_bucket.b.id}')}"`,
};

const json = (list: readonly object[]): string => JSON.stringify(list).replaceAll(/"(\w+)":/gu, '"$1":');

const CASES: readonly (readonly [what: string, statements: readonly object[], logic: string, status: string])[] = [
  [
    'an open statement beside an unknown one',
    [
      { Effect: 'Allow', Action: '*', Resource: '*' },
      { Effect: 'Allow', Action: 'X', Resource: 'X' },
    ],
    OPEN,
    'failed',
  ],
  [
    'a closed one, of a resource that is not known',
    [{ Effect: 'Allow', Action: 's3:Get', Resource: 'X' }],
    OPEN,
    'passed',
  ],
  ['one that hangs on the resource', [{ Effect: 'Allow', Action: '*', Resource: 'X' }], OPEN, 'error'],
  ['an effect that is not known', [{ Effect: 'X', Action: '*', Resource: '*' }], OPEN, 'error'],
  ['an unknown action among others', [{ Effect: 'Allow', Action: ['s3:Get', 'X'], Resource: '*' }], OPEN, 'error'],
  [
    'an unknown action beside the one asked for',
    [{ Effect: 'Allow', Action: ['X', '*'], Resource: '*' }],
    OPEN,
    'failed',
  ],
  ['a member that is there', [{ Sid: 'a', Effect: 'X' }], "should have policy.Statement.Sid = 'a'", 'passed'],
  ['a member that is not there', [{ Effect: 'X' }], 'should have policy.Statement.Condition isEmpty()', 'passed'],
  ['the text itself', [{ Effect: 'X' }], "should have policy like '%Allow%'", 'error'],
  ['another text', [{ Effect: 'X' }], "should not have policy = 'none'", 'passed'],
  ['whether there is one', [{ Effect: 'X' }], 'should have policy', 'passed'],
  ['whether there is none', [{ Effect: 'X' }], 'should not have policy isEmpty()', 'passed'],
  [
    'a pattern over what is not known',
    [{ Effect: 'Allow', Principal: { AWS: 'X' } }],
    'should not have policy.Statement.Principal regexMatch /root/',
    'error',
  ],
  ['how many statements', [{ Effect: 'X' }, { Effect: 'Deny' }], 'should have policy.Statement length() = 2', 'passed'],
  [
    'the policy as a list of one',
    [{ Effect: 'X' }],
    "should have policy contain [ Statement contain [ Effect = 'Deny' ] ]",
    'error',
  ],
  [
    'the same of what is known',
    [{ Effect: 'Deny', Action: 'X' }],
    "should have policy contain [ Statement contain [ Effect = 'Deny' ] ]",
    'passed',
  ],
];

describe.each(Object.entries(FORMS))('%s', (_form, written) => {
  it.each(CASES)('%s', async (_what, statements, logic, status) => {
    expect(await statusOf(written(json(statements)), logic)).toBe(status);
  });
});

describe('text of which a part is known', () => {
  const resource = (text: string): string => `policy = jsonencode({ Statement = [{ Resource = "${text}" }] })`;
  it.each([
    ['${aws_s3_bucket.b.arn}/*', "should have policy.Statement contain [ Resource like '%/*' ]", 'passed'],
    ['${aws_s3_bucket.b.arn}/*', "should not have policy.Statement contain [ Resource = '*' ]", 'passed'],
    ['${aws_s3_bucket.b.id}*', "should not have policy.Statement contain [ Resource = '*' ]", 'error'],
    // What is called `arn` begins like one.
    ['${aws_s3_bucket.b.arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'passed'],
    ['${aws_s3_bucket.b.arn}*', "should not have policy.Statement contain [ Resource = '*' ]", 'passed'],
    ['${aws_s3_bucket.b[0].arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'passed'],
    ['${module.m.arn}', "should not have policy.Statement contain [ Resource like 'arn:aws:%' ]", 'error'],
    ['${module.m.arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'error'],
    ['${data.aws_sns_topic.t.arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'passed'],
    [
      '${data.terraform_remote_state.s.outputs.arn}',
      "should not have policy.Statement contain [ Resource = '*' ]",
      'error',
    ],
    ['${var.names.arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'error'],
    ['${aws_s3_bucket.b[*].arn}', "should not have policy.Statement contain [ Resource = '*' ]", 'error'],
    ['arn:aws:s3:::${var.x}', "should not have policy.Statement contain [ Resource like 'arn:aws:sns%' ]", 'passed'],
    ['${var.x}${var.y}', "should not have policy.Statement contain [ Resource = 'arn:aws:s3:::secret' ]", 'error'],
    ['a${var.x}${var.y}', "should not have policy.Statement contain [ Resource = 'b' ]", 'passed'],
    ['a${var.x}${var.y}', "should not have policy.Statement contain [ Resource = 'a1' ]", 'error'],
  ])('%s %s', async (text, logic, status) => {
    expect(await statusOf(resource(text), logic)).toBe(status);
    expect(await statusOf(`policy = "{\\"Statement\\":[{\\"Resource\\":\\"${text}\\"}]}"`, logic)).toBe(status);
  });
});

it.each([
  ['should have policy.Statement isEmpty()', 'error'],
  ['should have policy.Statement length() = 2', 'error'],
  ["should have policy.Statement contain [ Effect = 'Deny' ]", 'passed'],
  ["should have policy.Statement contain [ Effect = 'Allow' ]", 'error'],
])('a gap between elements may be several or none: %s', async (logic, status) => {
  const list = logic.includes('isEmpty') ? '' : '{ "Effect": "Deny" }, ';
  const body = `policy = <<EOT\n{ "Statement": [ ${list}\${join(",", var.x)} ] }\nEOT`;
  expect(await statusOf(body, logic)).toBe(status);
});

describe('what stays undecided as a whole', () => {
  it.each([
    ['a member whose name is not known', 'policy = jsonencode({ (var.x) = 1, Statement = [] })'],
    ['a name of which a part is known', 'policy = "{ \\"Statement\\": [], \\"a${var.x}\\": 1 }"'],
    ['no JSON', 'policy = "{ Statement: ${var.x}, }"'],
    ['a directive', 'policy = "{ \\"Statement\\": [] %{ if var.x }, \\"a\\": 1%{ endif } }"'],
    ['deep JSON', `policy = "${'['.repeat(5_000)}\${var.x}${']'.repeat(5_000)}"`],
    ['another data source', 'policy = data.aws_other.x.json'],
    ['a document of another folder', 'policy = data.aws_iam_policy_document.none.json'],
  ])('%s', async (_what, body) => {
    expect(await statusOf(body, 'should have policy.Statement isEmpty()')).toBe('error');
  });
});

it.each([
  ['[local.lN, local.lN]', 'error'],
  // There is no `Statement` in it.
  ['{ a = local.lN, b = local.lN }', 'passed'],
  ['jsonencode([local.lN, local.lN])', 'error'],
  ['[[[[[local.lN]]]]]', 'error'],
])('locals that make more and more of one another are not known: %s', async (value, status) => {
  const locals = Array.from({ length: 45 }, (_, index) => `l${index + 1} = ${value.replaceAll('N', String(index))}`);
  const more = `locals {\n l0 = [var.x]\n ${locals.join('\n ')}\n}`;
  expect(await statusOf('policy = jsonencode(local.l45)', OPEN, more)).toBe(status);
});

it.each([
  ["should have block.policy.Version = '1'", 'passed'],
  ["should have block.policy.Version = '2'", 'failed'],
  ["should have block.policy like '%1%'", 'error'],
  ["should have block.0.policy.Version = '1'", 'passed'],
])('in a block: %s', async (logic, status) => {
  const body = 'block {\n policy = jsonencode({ Version = "1", Statement = [{ Resource = var.x }] })\n}';
  expect(await statusOf(body, logic)).toBe(status);
});

it('encodes parameters with long whole numbers', async () => {
  const file = configurations.write('n.tf', 'variable "n" {}\nresource "x" "p" {\n c = jsonencode({ n = var.n })\n}');
  const { records } = await collect([file], { parameters: { n: 12345678901234567890n } });
  expect(records).toMatchObject([{ entity: { c: '{"n":12345678901234567890}' } }]);
});

it('in configurations in JSON', async () => {
  const policy = '{"Statement":[{"Effect":"Allow","Action":"s3:Get","Resource":"${aws_s3_bucket.b.arn}/*"}]}';
  const text = JSON.stringify({ resource: { aws_iam_policy: { p: { policy } } } });
  const { records } = await collect([configurations.write('a.tf.json', text)]);
  const rule = { id: 'r', severity: 'High', logic: `aws_iam_policy ${OPEN}` } as const;
  const statuses: string[] = [];
  for await (const { status } of assess([rule], records, { now: 0 })) statuses.push(status);
  expect(statuses).toEqual(['passed']);
});
