import { describe, expect, it } from 'vitest';
import { isEntityRecord } from '../../src/values/record.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

const VARIABLES = `
variable "none" {}
variable "empty" { default = [] }
variable "list" { default = ["b", "a"] }
variable "set" {
  type    = set(string)
  default = ["b", "a", "b"]
}
variable "map" { default = { b = { n = 1, on = true }, a = { n = 2, on = false } } }
locals {
  ports = [22, 443]
  empty = []
}
`;

/** The value of an expression, `unknown` with the reason where it is not known. */
async function valueOf(expression: string, variables = VARIABLES): Promise<unknown> {
  const { records, problems } = await collectBytes(`${variables}resource "aws_x" "r" {\n  v = ${expression}\n}\n`);
  expect(problems).toEqual([]);
  const [record] = records;
  if (record === undefined || !isEntityRecord(record)) throw new Error('no entity');
  const unknown = Object.keys(record.unknown ?? {}).filter((path) => path.startsWith('v'));
  return unknown.includes('v') ? 'unknown' : unknown.reduce((value) => value, record.entity['v']);
}

describe('for and splats', () => {
  it.each<readonly [string, unknown]>([
    ['[for x in var.list : upper(x)]', ['B', 'A']],
    ['[for x in var.list : x if x != "a"]', ['b']],
    ['[for i, x in var.list : "${i}-${x}"]', ['0-b', '1-a']],
    ['[for x in var.set : x]', ['a', 'b']],
    ['[for k, x in var.set : "${k}${x}"]', ['aa', 'bb']],
    ['[for k, x in toset(["b", "a"]) : "${k}${x}"]', ['aa', 'bb']],
    ['[for i, x in tolist(toset(["b", "a"])) : "${i}${x}"]', ['0a', '1b']],
    ['[for k, v in var.map : "${k}${v.n}"]', ['a2', 'b1']],
    ['[for v in var.map : v.n if v.on]', [1]],
    ['{ for x in var.list : x => upper(x) }', { a: 'A', b: 'B' }],
    ['{ for k, v in var.map : v.n => k... }', { 1: ['b'], 2: ['a'] }],
    ['{ for x in ["a", "a"] : x => 1... }', { a: [1, 1] }],
    ['{ for x in ["a", "a"] : x => 1 }', 'unknown'],
    ['{ for x in var.list : var.none => x }', 'unknown'],
    [
      '[for x in var.list : [for y in local.ports : "${x}${y}"]]',
      [
        ['b22', 'b443'],
        ['a22', 'a443'],
      ],
    ],
    ['flatten([for x in var.list : [x, x]])', ['b', 'b', 'a', 'a']],
    ['[for x in var.list : x if x == var.none]', 'unknown'],
    ['[for x in var.none : x]', 'unknown'],
    ['[for x in "ab" : x]', 'unknown'],
    ['[for x in null : x]', 'unknown'],
    ['[for x in [] : x]', []],
    ['[for x in var.list : x][1]', 'a'],
    ['[for var in var.list : var][0]', 'b'],
    ['values(var.map)[*].n', [2, 1]],
    ['values(var.map).*.n', [2, 1]],
    ['values(var.map).*.n[0]', 2],
    ['[[1, 2], [3]][*][0]', [1, 3]],
    ['"a"[*]', ['a']],
    ['null[*]', []],
    ['var.none[*]', 'unknown'],
    ['[{ a = 1 }][*].b', [null]],
    ['local.ports.1', 443],
  ])('%s is %j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  it('what is not known of an element is not known at its place', async () => {
    const { records } = await collectBytes(
      `${VARIABLES}resource "aws_x" "r" {\n  v = [for x in ["a", var.none] : x]\n}\n`,
    );
    const [record] = records.filter(isEntityRecord);
    expect(record?.entity['v']).toEqual(['a', null]);
    expect(Object.keys(record?.unknown ?? {})).toEqual(['id', 'arn', 'v.1']);
  });

  it.each([
    ['loops within loops', '[for a in local.l : [for b in local.l : [for c in local.l : [for d in local.l : 1]]]]'],
    ['loops that double', '[for a in local.l : [for b in local.l : local.l]]'],
  ])('%s over much are not known, at once', async (_, expression) => {
    const list = `locals {\n  l = [${Array.from({ length: 2_000 }, (_none, at) => at).join(', ')}]\n}\n`;
    const start = performance.now();
    expect(await valueOf(expression, list)).toBe('unknown');
    expect(performance.now() - start).toBeLessThan(20_000);
  });

  it('a value that is large is not written out again and again', async () => {
    const doubled = Array.from({ length: 18 }, (_, at) => `  l${at + 1} = [local.l${at}, local.l${at}]`).join('\n');
    const uses = Array.from({ length: 400 }, (_, at) => `  v${at} = local.l18`).join('\n');
    const { records } = await collectBytes(`locals {\n  l0 = "a"\n${doubled}\n}\nresource "aws_x" "r" {\n${uses}\n}\n`);
    const [record] = records.filter(isEntityRecord);
    expect(Object.keys(record?.unknown ?? {}).filter((path) => path.startsWith('v')).length).toBeGreaterThan(300);
  });
});

/** What Terraform makes of a default by the type. */
describe('declared types', () => {
  it.each<readonly [type: string, given: string, expression: string, expected: unknown]>([
    ['number', '"8"', 'var.v', 8],
    ['number', '"8"', 'var.v == 8', true],
    ['number', '"abc"', 'var.v', 'unknown'],
    ['string', '8', 'var.v', '8'],
    ['string', 'true', 'var.v', 'true'],
    ['"string"', '8', 'var.v', '8'],
    ['bool', '"true"', 'var.v ? 1 : 2', 1],
    ['bool', '"yes"', 'var.v', 'unknown'],
    ['any', '"8"', 'var.v', '8'],
    ['string', 'null', 'var.v', null],
    ['list(string)', '[1, "a"]', 'var.v', ['1', 'a']],
    ['list(any)', '[1, "a"]', 'var.v', ['1', 'a']],
    ['list(string)', '"a"', 'var.v', 'unknown'],
    ['set(string)', '["b", "a", "b"]', 'var.v', ['a', 'b']],
    ['map(number)', '{ a = "1" }', 'var.v', { a: 1 }],
    [
      'object({ a = number, b = optional(string, "x"), c = optional(string) })',
      '{ a = "1", d = 1 }',
      'var.v',
      { a: 1, b: 'x', c: null },
    ],
    ['object({ a = number })', '{}', 'var.v.a', 'unknown'],
    ['list(object({ p = optional(number, 22) }))', '[{}]', 'var.v[0].p', 22],
    ['map(list(string))', '{ a = [1] }', 'var.v', { a: ['1'] }],
    ['tuple([string])', '[1]', 'var.v', [1]],
    ['nonsense(string)', '[1]', 'var.v', [1]],
  ])('%s with %s: %s', async (type, given, expression, expected) => {
    const variable = `variable "v" {\n  type    = ${type}\n  default = ${given}\n}\n`;
    expect(await valueOf(expression, variable)).toEqual(expected);
  });

  const folder = temporaryFolder();
  it('also of what is given, by a file, by a call, and in JSON', async () => {
    folder.write('types/main.tf', 'variable "v" { type = number }\nresource "aws_x" "a" {\n  v = var.v == 8\n}\n');
    folder.write('types/terraform.tfvars', 'v = "8"\n');
    folder.write('call/main.tf', 'module "m" {\n  source = "./m"\n  v = "8"\n}\n');
    folder.write('call/m/main.tf', 'variable "v" { type = number }\nresource "aws_x" "b" {\n  v = var.v == 8\n}\n');
    folder.write(
      'json/main.tf.json',
      '{"variable":{"v":{"type":"number","default":"8"}},"resource":{"aws_x":{"c":{"v":"${var.v == 8}"}}}}',
    );
    const { entities } = await collect([folder.path]);
    expect(entities.map(({ name, v }) => [name, v]).sort()).toEqual([
      ['a', true],
      ['b', true],
      ['c', true],
    ]);
    const given = await collect([`${folder.path}/json`], { parameters: { v: '9' } });
    expect(given.entities.map(({ v }) => v)).toEqual([false]);
  });
});

const GROUP = (body: string): string => `${VARIABLES}resource "aws_security_group" "g" {\n${body}\n}\n`;
const dynamic = (each: string, content: string, more = ''): string =>
  `  dynamic "ingress" {\n    for_each = ${each}\n${more}    content {\n      ${content}\n    }\n  }`;

describe('a dynamic block', () => {
  it.each<readonly [title: string, body: string, status: string]>([
    ['over ports', dynamic('local.ports', 'from_port = ingress.value'), 'failed'],
    ['over others', dynamic('[443]', 'from_port = ingress.value'), 'passed'],
    ['over a map', dynamic('{ ssh = { port = 22 } }', 'from_port = ingress.value.port'), 'failed'],
    ['over keys', dynamic('{ 22 = "x" }', 'from_port = ingress.key'), 'failed'],
    ['with an iterator', dynamic('local.ports', 'from_port = it.value', '    iterator = it\n'), 'failed'],
    ['over what is not known', dynamic('var.none', 'from_port = 443'), 'error'],
    ['over what is not known, beside a literal', `  ingress { from_port = 22 }\n${dynamic('var.none', '')}`, 'failed'],
    ['over an element that is not known', dynamic('[443, var.none]', 'from_port = ingress.value'), 'error'],
    ['over nothing', dynamic('local.empty', 'from_port = 22'), 'passed'],
    ['over nothing by a default', dynamic('var.empty', 'from_port = 22'), 'error'],
    ['over nothing beside a literal', `  ingress { from_port = 22 }\n${dynamic('[]', '')}`, 'failed'],
    ['that depends on a condition', dynamic('true ? [1] : []', 'from_port = 22'), 'failed'],
    ['with labels', dynamic('[1]', 'from_port = 443', '    labels = ["x"]\n'), 'error'],
    ['without content', '  dynamic "ingress" {\n    for_each = []\n  }', 'error'],
  ])('%s', async (_, body, status) => {
    const rule = 'aws_security_group should not have ingress contain [ from_port = 22 ]';
    expect(await judge(rule, GROUP(body))).toEqual([`${status} g`]);
  });

  it('in one knows the iterators of both', async () => {
    const inner = `dynamic "deep" {\n for_each = ingress.value\n content {\n v = "\${ingress.key}-\${deep.value}"\n }\n }`;
    const { entities } = await collectBytes(GROUP(dynamic('{ a = [1, 2], b = [] }', inner)));
    expect(entities[0]?.['ingress']).toEqual([{ deep: [{ v: 'a-1' }, { v: 'a-2' }] }, {}]);
  });

  it('of a policy document is a statement for each', async () => {
    const text = `data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ["s3:*", "*"]
    content {
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}
resource "aws_iam_policy" "p" {
  policy = data.aws_iam_policy_document.d.json
}
`;
    const rule = (action: string): string =>
      `aws_iam_policy should not have policy.Statement contain [ Action = '${action}' ]`;
    expect(await judge(rule('*'), text)).toEqual(['failed p']);
    expect(await judge(rule('iam:*'), text)).toEqual(['passed p']);
    expect(await judge(rule('iam:*'), text.replace('["s3:*", "*"]', 'var.none'))).toEqual(['error p']);
  });
});

describe('a resource that is made several times', () => {
  it.each<readonly [title: string, body: string, said: readonly string[]]>([
    ['by a map', 'for_each = { a = "open", b = "closed" }\n v = each.value', ['failed ["a"]', 'passed ["b"]']],
    ['by keys', 'for_each = toset(["open", "x"])\n v = each.key', ['failed ["open"]', 'passed ["x"]']],
    ['by a set', 'for_each = toset(["open"])\n v = each.value', ['failed ["open"]']],
    ['by a count', 'count = 2\n v = count.index == 1 ? "open" : "x"', ['passed [0]', 'failed [1]']],
    ['by a value that is not known', 'for_each = { a = var.none }\n v = each.value', ['error ["a"]']],
    ['by what is not known', 'for_each = var.none\n v = each.value', ['error ']],
    ['by a list, which is an error', 'for_each = ["open"]\n v = each.value', ['error ']],
    ['by nothing, for a default', 'for_each = var.empty\n v = each.value', ['error ']],
    ['by a count of too many', 'count = 100000\n v = count.index', ['error ']],
    ['by a loop', 'for_each = { for x in ["open"] : x => x }\n v = each.value', ['failed ["open"]']],
  ])('%s', async (_, body, said) => {
    const text = `${VARIABLES}resource "aws_x" "r" {\n ${body}\n name = "r"\n}\n`;
    const rule = "aws_x should not have v = 'open'";
    const { entities } = await collectBytes(text);
    const verdicts = await judge(rule, text);
    expect(verdicts.map((one, at) => one.replace(' r', ` ${String(entities[at]?.id).replace('aws_x.r', '')}`))).toEqual(
      said,
    );
  });

  it('all count, as a plan has them', async () => {
    const text = 'resource "aws_x" "r" {\n  count = 3\n}\n';
    expect((await collectBytes(text)).entities.map(({ id }) => id)).toEqual(['aws_x.r[0]', 'aws_x.r[1]', 'aws_x.r[2]']);
  });

  it('many of many are no more than there is work for', async () => {
    const each = (at: number): string => `resource "aws_x" "r${at}" {\n  count = 1000\n}\n`;
    const { entities } = await collectBytes(Array.from({ length: 700 }, (_, at) => each(at)).join(''));
    expect(entities.length).toBe(500 * 1000 + 200);
  });
});

describe('a configuration in JSON', () => {
  const folder = temporaryFolder();
  let number = 0;
  it.each<readonly [title: string, body: object, said: readonly string[]]>([
    ['a path of a variable', { v: '${var.m.a}' }, ['failed r']],
    ['a function', { v: '${lower("OPEN")}' }, ['failed r']],
    ['a text of a function', { v: 'o${join("", ["pe", "n"])}' }, ['failed r']],
    ['a condition', { v: '${var.yes ? "open" : "closed"}' }, ['failed r']],
    ['quotes with brackets', { v: '${replace("}open{", "}", "")}' }, ['passed r']],
    ['a mark that is text', { v: '$${var.open}' }, ['passed r']],
    ['an expression without an end', { v: '${var.open' }, ['error r']],
    ['what is no expression', { v: '${1 +}' }, ['error r']],
    ['a directive', { v: '%{ if true }open%{ endif }' }, ['error r']],
    ['a data source', { v: '${data.aws_x.y.id}' }, ['error r']],
    ['a loop', { v: '${[for x in ["open"] : x][0]}' }, ['failed r']],
    ['for each', { for_each: { a: 'open', b: 'x' }, v: '${each.value}' }, ['failed r', 'passed r']],
    ['for each of a set', { for_each: '${toset(["open"])}', v: '${each.key}' }, ['failed r']],
    ['a count', { count: 2, v: '${count.index == 0 ? "open" : "x"}' }, ['failed r', 'passed r']],
    ['a count by an expression', { count: '${var.yes ? 0 : 1}', v: 'open' }, ['failed r']],
  ])('%s', async (_, body, said) => {
    number += 1;
    const variable = { open: { default: 'open' }, m: { default: { a: 'open' } }, yes: { default: true } };
    const text = JSON.stringify({ variable, resource: { aws_x: { r: body } } });
    const file = folder.write(`one-${number}/main.tf.json`, text);
    expect(await judge("aws_x should not have v = 'open'", [file])).toEqual(said);
  });

  const content = { from_port: '${ingress.value}' };
  it.each<readonly [title: string, body: object, status: string]>([
    ['over ports', { dynamic: { ingress: { for_each: [443, 22], content } } }, 'failed'],
    ['in lists', { dynamic: [{ ingress: [{ for_each: [22], content: [content] }] }] }, 'failed'],
    ['over others', { dynamic: { ingress: { for_each: '${[443]}', content } } }, 'passed'],
    ['over what is not known', { dynamic: { ingress: { for_each: '${var.none}', content } } }, 'error'],
    ['over nothing', { dynamic: { ingress: { for_each: [], content } } }, 'passed'],
    [
      'beside a literal',
      { ingress: { from_port: 22 }, dynamic: { ingress: { for_each: '${var.n}', content } } },
      'failed',
    ],
    [
      'beside another',
      { ingress: { from_port: 80 }, dynamic: { ingress: { for_each: '${var.n}', content } } },
      'error',
    ],
    [
      'with an iterator',
      { dynamic: { ingress: { for_each: [22], iterator: 'it', content: { from_port: '${it.value}' } } } },
      'failed',
    ],
    ['without content', { dynamic: { ingress: { for_each: [1] } } }, 'error'],
  ])('a dynamic block %s', async (_, body, status) => {
    number += 1;
    const file = folder.write(`one-${number}/main.tf.json`, JSON.stringify({ resource: { aws_x: { r: body } } }));
    expect(await judge('aws_x should not have ingress contain [ from_port = 22 ]', [file])).toEqual([`${status} r`]);
  });

  it.each<readonly [title: string, inner: object, status: string]>([
    ['a dynamic block in a block', { dynamic: { rule: { for_each: [1], content: { v: 'open' } } } }, 'failed'],
    ['one that is not known', { dynamic: { rule: { for_each: '${var.n}', content: { v: 'x' } } } }, 'error'],
    ['a member that is called so', { dynamic: 'x', rule: [{ v: 'x' }] }, 'passed'],
    ['a name that is not known', { '${var.n}': [{ v: 'open' }] }, 'error'],
  ])('%s', async (_, inner, status) => {
    number += 1;
    const text = JSON.stringify({ resource: { aws_x: { r: { outer: [inner] } } } });
    const file = folder.write(`one-${number}/main.tf.json`, text);
    expect(await judge("aws_x should not have outer contain [ rule contain [ v = 'open' ] ]", [file])).toEqual([
      `${status} r`,
    ]);
  });

  const hcl = (value: string): string => `resource "aws_x" "r" {\n  v = ${value}\n}\n`;
  const json = (value: unknown): string => JSON.stringify({ resource: { aws_x: { r: { v: value } } } });
  it.each<readonly [title: string, files: Readonly<Record<string, string>>, said: readonly string[]]>([
    [
      'a local of another file in JSON',
      { 'a.tf.json': json('${local.l}'), 'b.tf.json': '{"locals":{"l":"open"}}' },
      ['failed r'],
    ],
    [
      'a local in JSON, used in HCL',
      { 'a.tf': hcl('local.l'), 'b.tf.json': '{"locals":[{"l":"${upper(local.m)}"},{"m":"open"}]}' },
      ['failed r'],
    ],
    ['an override in JSON', { 'a.tf.json': json('open'), 'a_override.tf.json': json('closed') }, ['passed r']],
    ['an override in JSON of HCL', { 'a.tf': hcl('"closed"'), 'override.tf.json': json('open') }, ['failed r']],
    ['an override in HCL of JSON', { 'a.tf.json': json('open'), 'override.tf': hcl('"closed"') }, ['passed r']],
    [
      'several overrides, of which each says something',
      {
        'a.tf': hcl('"closed"'),
        'a_override.tf': hcl('"open"'),
        'b_override.tf': 'resource "aws_x" "r" {\n  w = 1\n}\n',
      },
      ['failed r'],
    ],
    [
      'an override of a count',
      { 'a.tf': hcl('"open"'), 'override.tf': 'resource "aws_x" "r" {\n  count = 0\n}\n' },
      [],
    ],
    [
      'an override of a local',
      { 'a.tf': hcl('local.l'), 'override.tf': 'locals {\n  l = "open"\n}\n', 'z.tf': 'locals {\n  l = "closed"\n}\n' },
      ['failed r'],
    ],
    [
      'an override of a variable',
      {
        'a.tf': `${hcl('var.l')}variable "l" {\n  default = "open"\n}\n`,
        'override.tf': 'variable "l" {\n  description = "x"\n}\n',
      },
      ['failed r'],
    ],
  ])('%s', async (_, files, said) => {
    number += 1;
    for (const [name, text] of Object.entries(files)) folder.write(`many-${number}/${name}`, text);
    const rule = "aws_x should not have v = 'open'";
    expect(await judge(rule, [`${folder.path}/many-${number}`])).toEqual(said);
  });

  it('in which a sensitive variable goes through a loop says so', async () => {
    const variable = { s: { default: ['hunter2'], sensitive: true } };
    const block = { for_each: '${var.s}', content: { v: '${b.value}' } };
    const body = { v: '${[for x in var.s : x]}', w: 1, dynamic: { b: block } };
    const text = JSON.stringify({ variable, resource: { aws_x: { r: body } } });
    const { records } = await collect([folder.write('secret/main.tf.json', text)]);
    expect(records.filter(isEntityRecord).map(({ sensitive }) => sensitive)).toEqual([['v', 'b']]);
  });
});

it('what a sensitive variable makes by a loop is sensitive', async () => {
  const text = `variable "s" {
  default   = ["hunter2"]
  sensitive = true
}
resource "aws_x" "r" {
  v = [for x in var.s : x]
  w = var.s[*]
  dynamic "b" {
    for_each = var.s
    content { v = b.value }
  }
}
`;
  const { records } = await collectBytes(text);
  expect(records.filter(isEntityRecord).map(({ sensitive }) => sensitive)).toEqual([['v', 'w', 'b.0.v']]);
});
