import { describe, expect, it } from 'vitest';
import { OPEN, statusOf } from './policy-status.ts';

/* What an `aws_iam_policy_document` makes, put together as the provider does it, as far as it is known. */

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
      'another document over it, which may replace a statement',
      `override_policy_documents = [var.x]\n${statement('sid = "a"\nactions = ["*"]\nresources = ["*"]')}`,
      OPEN,
      'error',
    ],
    [
      'another document over it, which replaces no statement without a Sid',
      `override_policy_documents = [var.x]\n${statement('actions = ["*"]\nresources = ["*"]')}`,
      OPEN,
      'failed',
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
    [
      'no actions, in two ways',
      statement('actions = null\nnot_actions = []'),
      'should have policy.Statement contain [ Action isEmpty() and NotAction isEmpty() ]',
      'passed',
    ],
    [
      'a condition that is written twice',
      statement(
        ['1', '2'].map((one) => `condition {\n test = "Bool"\n variable = "v"\n values = ["${one}"]\n}`).join('\n'),
      ),
      "should have policy.Statement contain [ Condition.Bool.v contain [ '1' ] and Condition.Bool.v contain [ '2' ] ]",
      'passed',
    ],
    [
      'a whole number that is long',
      'source_json = "{\\"Statement\\":[{\\"N\\":12345678901234567890}]}"',
      'should have policy.Statement contain [ N = 12345678901234567890 ]',
      'passed',
    ],
    [
      'another document that is deep',
      `source_json = "{\\"Statement\\":${'['.repeat(20_000)}${']'.repeat(20_000)}}"`,
      OPEN,
      'error',
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

  const named = (sid: string, action: string): string =>
    `statement {\n sid = ${sid}\n actions = ["${action}"]\n resources = ["*"]\n}`;
  it.each([
    ['of a source with the same Sid', 'source_policy_documents', named('"a"', '*'), named('"a"', 's3:Get'), 'passed'],
    ['of a source with another Sid', 'source_policy_documents', named('"a"', '*'), named('"b"', 's3:Get'), 'failed'],
    ['of a source without a Sid', 'source_json', named('""', '*'), named('""', 's3:Get'), 'failed'],
    ['by an open one', 'source_json', named('"a"', 's3:Get'), named('"a"', '*'), 'failed'],
    ['with the same Sid by that of an override', 'override_json', named('"a"', 's3:Get'), named('"a"', '*'), 'passed'],
    ['by an open one of an override', 'override_policy_documents', named('"a"', '*'), named('"a"', 'a'), 'failed'],
    ['perhaps: its Sid is not known', 'source_json', named('"a"', '*'), named('var.x', 's3:Get'), 'error'],
    ['perhaps: the Sid of a source is not known', 'source_json', named('var.x', '*'), named('"a"', 's3:Get'), 'error'],
    ['of a source that is not known', 'source_json', `source_json = var.x`, named('"a"', 's3:Get'), 'error'],
  ])('replaces a statement %s', async (_what, attribute, other, own, status) => {
    const json = 'data.aws_iam_policy_document.o.json';
    const blocks = data(`${attribute} = ${attribute.endsWith('s') ? `[${json}]` : json}\n${own}`);
    expect(await statusOf(body, OPEN, `${blocks}\n${data(other).replace('"d"', '"o"')}`)).toBe(status);
  });

  it('is not put together where each doubles another', async () => {
    const doubled = Array.from({ length: 40 }, (_, index) => {
      const json = `data.aws_iam_policy_document.d${index}.json`;
      return data(`source_policy_documents = [${json}, ${json}]`).replace(
        '"d"',
        index === 39 ? '"d"' : `"d${index + 1}"`,
      );
    });
    const first = data(statement('actions = ["s3:Get"]')).replace('"d"', '"d0"');
    expect(await statusOf(body, OPEN, [first, ...doubled].join('\n'))).toBe('error');
  });

  it('is read where there may be several, and in a template', async () => {
    const blocks = data(`count = 1\n${statement('actions = ["s3:Get"]\nresources = [var.x]')}`);
    expect(await statusOf('policy = data.aws_iam_policy_document.d[0].json', OPEN, blocks)).toBe('passed');
    expect(await statusOf('policy = "${data.aws_iam_policy_document.d[0].json}"', OPEN, blocks)).toBe('passed');
    expect(await statusOf('policy = data.aws_iam_policy_document.d[0].id', OPEN, blocks)).toBe('error');
  });
});
