import { describe, expect, it } from 'vitest';
import { assess } from '../../src/index.ts';
import { collect, collectBytes, temporaryFolder } from './support.ts';

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
    `policy = "${`{ "Statement": ${list} }`.replaceAll('"', '\\"').replaceAll(/(?<=\\")X(?=\\")/gu, '${aws_s3_bucket.b.arn}')}"`,
};

const json = (list: readonly object[]): string => JSON.stringify(list).replaceAll(/"(\w+)":/gu, '"$1":');

async function statusOf(body: string, logic: string, more = ''): Promise<string> {
  const { records } = await collectBytes(`variable "x" {}\nresource "aws_iam_policy" "p" {\n  ${body}\n}\n${more}`);
  const rule = { id: 'r', severity: 'High', logic: `aws_iam_policy ${logic}` } as const;
  for await (const { status } of assess([rule], records, { now: 0 })) return status;
  return 'nothing';
}

const OPEN =
  "should not have policy.Statement contain [ Effect = 'Allow' and Action contain [ '*' ] and Resource contain [ '*' ] ]";

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
    ['${aws_s3_bucket.b.arn}*', "should not have policy.Statement contain [ Resource = '*' ]", 'error'],
    ['arn:aws:s3:::${var.x}', "should not have policy.Statement contain [ Resource like 'arn:aws:sns%' ]", 'passed'],
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

describe('aws_iam_policy_document', () => {
  const body = 'policy = data.aws_iam_policy_document.d.json';
  const data = (blocks: string): string => `data "aws_iam_policy_document" "d" {\n${blocks}\n}`;
  const statement = (text: string): string => `statement {\n${text}\n}`;
  it.each([
    ['all known', statement('actions = ["*"]\nresources = ["*"]'), OPEN, 'failed'],
    ['all known, and closed', statement('actions = ["s3:Get"]\nresources = ["*"]'), OPEN, 'passed'],
    ['denied', statement('effect = "Deny"\nactions = ["*"]\nresources = ["*"]'), OPEN, 'passed'],
    ['a resource that is not known', statement('actions = ["*"]\nresources = [aws_s3_bucket.b.arn]'), OPEN, 'error'],
    ['an action that decides', statement('actions = ["s3:Get"]\nresources = [aws_s3_bucket.b.arn]'), OPEN, 'passed'],
    [
      'a known statement beside a dynamic one',
      `${statement('actions = ["*"]\nresources = ["*"]')}\ndynamic "statement" {\n for_each = var.x\n content {}\n}`,
      OPEN,
      'failed',
    ],
    ['only a dynamic one', 'dynamic "statement" {\n for_each = var.x\n content {}\n}', OPEN, 'error'],
    [
      'another document before it',
      `source_policy_documents = [var.x]\n${statement('actions = ["s3:Get"]')}`,
      OPEN,
      'error',
    ],
    [
      'another document over it',
      `override_policy_documents = [var.x]\n${statement('actions = ["*"]\nresources = ["*"]')}`,
      OPEN,
      'error',
    ],
    [
      'everybody',
      statement('principals {\n type = "*"\n identifiers = ["*"]\n}'),
      "should have policy.Statement contain [ Principal = '*' ]",
      'passed',
    ],
    [
      'everybody of AWS',
      statement('principals {\n type = "AWS"\n identifiers = ["*"]\n}'),
      "should have policy.Statement contain [ Principal.AWS = '*' ]",
      'passed',
    ],
    [
      'a service',
      statement('principals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com", var.x]\n}'),
      "should have policy.Statement contain [ Principal.Service contain [ 'ec2%' ] ]",
      'passed',
    ],
    [
      'a kind of principal that is not known',
      statement('principals {\n type = var.x\n identifiers = ["*"]\n}'),
      "should not have policy.Statement contain [ Principal.AWS = '*' ]",
      'error',
    ],
    [
      'a condition',
      statement('condition {\n test = "Bool"\n variable = "aws:SecureTransport"\n values = ["false"]\n}'),
      "should have policy.Statement contain [ Condition.Bool.aws:SecureTransport = 'false' ]",
      'passed',
    ],
    [
      'a condition with a dot in its name',
      statement('condition {\n test = "StringEquals"\n variable = "a.b:sub"\n values = [var.x]\n}'),
      "should have policy.Statement contain [ Effect = 'Allow' ]",
      'passed',
    ],
    [
      'a variable of the policy',
      statement('resources = ["a/&{aws:username}"]'),
      "should have policy.Statement contain [ Resource like '%${aws:username}' ]",
      'passed',
    ],
    ['the version', statement(''), "should have policy.Version = '2012-10-17'", 'passed'],
  ])('%s', async (_what, blocks, logic, status) => {
    expect(await statusOf(body, logic, data(blocks))).toBe(status);
  });

  it.each([
    ['statement {\n actions = ["*"]\n resources = ["*"]\n}', 'failed'],
    ['statement {\n actions = ["*"]\n resources = [var.x]\n}', 'error'],
    ['statement {\n actions = ["s3:Get"]\n resources = [var.x]\n}', 'passed'],
    ['source_policy_documents = [data.aws_iam_policy_document.d.json]', 'error'],
    ['source_policy_documents = ["no JSON"]', 'error'],
  ])('begins with the statements of another: %s', async (statements, status) => {
    const other = data(statements).replace('"d"', '"o"');
    const own = data('source_policy_documents = [data.aws_iam_policy_document.o.json]');
    expect(await statusOf(body, OPEN, `${own}\n${other}`)).toBe(status);
  });

  it('is read where there may be several, and in a template', async () => {
    const blocks = data(`count = 1\n${statement('actions = ["s3:Get"]\nresources = [var.x]')}`);
    expect(await statusOf('policy = data.aws_iam_policy_document.d[0].json', OPEN, blocks)).toBe('passed');
    expect(await statusOf('policy = "${data.aws_iam_policy_document.d[0].json}"', OPEN, blocks)).toBe('passed');
    expect(await statusOf('policy = data.aws_iam_policy_document.d[0].id', OPEN, blocks)).toBe('error');
  });
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
