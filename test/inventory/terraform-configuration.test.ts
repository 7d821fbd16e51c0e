import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { loadHcl } from '../../src/inventory/files/hcl-library.ts';
import { isEntityRecord } from '../../src/values/record.ts';
import { collect, collectBytes, judge, temporaryFolder } from './support.ts';

const VARIABLES = `
variable "open" { default = "0.0.0.0/0" }
variable "none" {}
variable "list" { default = ["a", "b"] }
variable "map" { default = { a = { b = 1 } } }
variable "secret" {
  default   = "hunter2"
  sensitive = true
}
locals {
  text   = "x-\${var.open}"
  deep   = local.text
  circle = local.other
  other  = local.circle
}
`;

/** The value of an expression, `unknown` with the reason where it is not known. */
async function valueOf(expression: string): Promise<unknown> {
  const { records, problems } = await collectBytes(`${VARIABLES}resource "aws_x" "r" {\n  v = ${expression}\n}\n`);
  expect(problems).toEqual([]);
  const [record] = records;
  if (record === undefined || !isEntityRecord(record)) throw new Error('no entity');
  const reason = record.unknown?.['v'];
  return reason === undefined ? record.entity['v'] : `unknown: ${reason.replace(' is known only to Terraform', '')}`;
}

it('a text that would be too long is not made', async () => {
  const [text, many] = ['a'.repeat(40_000), 'b'.repeat(40_000)];
  expect(await valueOf(`replace("${text}", "a", "${many}")`)).toMatch(/^unknown: `replace/u);
  expect(await valueOf(`replace("${text}", "a", "bb")`)).toBe('bb'.repeat(40_000));
});

it.each([
  ['like "public-%"', 'failed'],
  ['like "secret-%"', 'passed'],
  ['like "%-logs"', 'error'],
  ['= "private"', 'passed'],
])('what is known of a template decides: v %s', async (test, status) => {
  const rule = `aws_x should not have v ${test.replaceAll('"', "'")}`;
  const said = await judge(rule, `${VARIABLES}resource "aws_x" "r" {\n  v = "public-\${var.none}"\n}\n`);
  expect(said[0]?.split(' ')[0]).toBe(status);
});

const configurations = temporaryFolder();
it.each<readonly [string, unknown, string, readonly string[]]>([
  ['a text', { acl: 'public-read' }, "acl = 'public-read'", ['failed b']],
  ['an unknown variable', { acl: '${var.none}' }, "acl = 'public-read'", ['error b']],
  ['a variable with a default', { acl: '${var.acl}' }, "acl = 'public-read'", ['failed b']],
  ['a local of a variable', { acl: '${local.acl}' }, "acl = 'x-public-read'", ['failed b']],
  ['a local that needs itself', { acl: '${local.circle}' }, "acl = 'a'", ['error b']],
  ['known parts', { bucket: 'logs-${aws_x.y.id}' }, "bucket like 'data-%'", ['passed b']],
  ['what looks like a template', { bucket: '$${x}' }, "bucket = '${x}'", ['failed b']],
  ['a directive', { bucket: '%{ if true }a%{ endif }' }, "bucket = 'a'", ['error b']],
  ['nested braces', { bucket: '${lookup({a = "}"}, "a", "")}' }, "bucket = '}'", ['failed b']],
  ['a block', { versioning: { enabled: true } }, 'versioning contain [ enabled = true ]', ['failed b']],
  ['an unknown element', { l: ['a', '${var.none}'] }, "l contain [ 'b' ]", ['error b']],
  ['a dynamic block', { dynamic: { rule: { for_each: [] } } }, 'rule contain [ a = 1 ]', ['error b']],
  ['a count of none', { count: 0, acl: 'a' }, "acl = 'a'", []],
  ['a body in a list', [{ acl: 'a' }], "acl = 'a'", ['failed b']],
  ['a map of what is not known', { tags: { a: '${var.none}' } }, 'tags isEmpty()', ['passed b']],
])('JSON with %s', async (_, body, condition, said) => {
  const configuration = {
    '//': 'made by a program',
    variable: { acl: { default: 'public-read' }, none: {} },
    locals: { acl: 'x-${var.acl}', circle: '${local.circle}' },
    resource: { aws_s3_bucket: { b: body } },
  };
  const file = configurations.write('main.tf.json', JSON.stringify(configuration));
  expect(await judge(`aws_s3_bucket should not have ${condition}`, [file])).toEqual(said);
});

describe('locals that double each other, to more text than there is memory, are not known', () => {
  const lines = Array.from({ length: 45 }, (_, index) => [`l${index}`, index === 0 ? 'a' : `l${index - 1}`] as const);
  const double = (name: string): string => `\${local.${name}}\${local.${name}}`;

  it('in JSON', async () => {
    const locals = Object.fromEntries([['a', 'xxxxxxxxxx'], ...lines.map(([name, of]) => [name, double(of)])]);
    const resource = { aws_s3_bucket: { b: { bucket: '${local.l44}' } } };
    const file = configurations.write('doubling.tf.json', JSON.stringify({ locals, resource }));
    expect(await judge("aws_s3_bucket should have bucket = 'x'", [file])).toEqual(['error b']);
  });

  it('as HCL', async () => {
    const written = ['a = "xxxxxxxxxx"', ...lines.map(([name, of]) => `${name} = "${double(of)}"`)].join('\n');
    const text = `locals {\n${written}\n}\nresource "aws_s3_bucket" "b" {\n  bucket = local.l44\n}\n`;
    expect(await judge("aws_s3_bucket should have bucket = 'x'", text)).toEqual(['error b']);
  });
});

describe('expressions', () => {
  it.each<readonly [string, unknown]>([
    ['"a"', 'a'],
    ['""', ''],
    ['"a\\n\\"\\u00e9\\U0001F600 \\\\"', 'a\n"é😀 \\'],
    ['"😀 ${var.open} é ${var.open}"', '😀 0.0.0.0/0 é 0.0.0.0/0'],
    ['"  a  "', '  a  '],
    ['"$${x} %%{y}"', '${x} %{y}'],
    ['" ${var.open} "', ' 0.0.0.0/0 '],
    ['"${var.list}"', ['a', 'b']],
    ['"a${var.list}"', 'unknown: `"a${var.list}"`'],
    ['"${ var.open ~}"', 'unknown: `${ var.open ~}`'],
    ['"%{ if true }a%{ endif }"', 'unknown: `%{ if true }a%{ endif }`'],
    ['22', 22],
    ['-1.5', -1.5],
    ['0.5', 0.5],
    ['123456789012345678901', '123456789012345678901'],
    ['true', true],
    ['!true', false],
    ['null', null],
    ['("a")', 'a'],
    ['[1, "a", [true],]', [1, 'a', [true]]],
    ['[]', []],
    ['{}', {}],
    ['{ a = 1, "b" : 2, (var.open) = 3 }', { a: 1, b: 2, '0.0.0.0/0': 3 }],
    ['{ (var.none) = 3 }', 'unknown: `{ (var.none) = 3 }`'],
    ['{ __proto__ = 1 }', JSON.parse('{"__proto__":1}')],
    ['var.open', '0.0.0.0/0'],
    ['var.none', 'unknown: `var.none`'],
    ['var.nowhere', 'unknown: `var.nowhere`'],
    ['var.list[1]', 'b'],
    ['var.list[9]', 'unknown: `var.list[9]`'],
    ['var.map.a.b', 1],
    ['var.map["a"].b', 1],
    ['var.map.constructor', 'unknown: `var.map.constructor`'],
    ['local.text', 'x-0.0.0.0/0'],
    ['local.deep', 'x-0.0.0.0/0'],
    ['local.circle', 'unknown: `local.circle`'],
    ['aws_y.a.id', 'unknown: `aws_y.a.id`'],
    ['data.aws_y.a[0].id', 'unknown: `data.aws_y.a[0].id`'],
    ['each.value', 'unknown: `each.value`'],
    // Operators: whole numbers alone are counted, and what is of two kinds is not compared.
    ['1 + 1', 2],
    ['10 - 2 - 3', 5],
    ['2 + 3 * 4 == 14', true],
    ['-(1 + 1)', -2],
    ['7 % 4', 3],
    ['-7 % 4', 'unknown: `-7 % 4`'],
    ['8 / 2', 4],
    ['1 / 3', 'unknown: `1 / 3`'],
    ['1 / 0', 'unknown: `1 / 0`'],
    ['0.1 + 0.2', 'unknown: `0.1 + 0.2`'],
    ['9007199254740991 + 1', 'unknown: `9007199254740991 + 1`'],
    ['var.open == "0.0.0.0/0"', true],
    ['var.open != "0.0.0.0/0"', false],
    ['!(var.open == "x")', true],
    ['var.map.a.b == 1 && !false', true],
    ['"1" == 1', 'unknown: `"1" == 1`'],
    ['[] == []', 'unknown: `[] == []`'],
    ['var.list == null', false],
    ['null == null', true],
    ['var.none == null', 'unknown: `var.none == null`'],
    ['var.map.a.b >= 1', true],
    ['1 < "2"', 'unknown: `1 < "2"`'],
    ['false && var.none', false],
    ['var.none && false', false],
    ['true && var.none', 'unknown: `true && var.none`'],
    ['true || var.none', true],
    ['var.none || false', 'unknown: `var.none || false`'],
    ['var.open == "x" ? 1 : 2', 2],
    ['length(var.list) > 1 ? "many" : "one"', 'many'],
    // Functions, one by one.
    ['abs(-2)', 2],
    ['alltrue([true, false])', false],
    ['alltrue([])', true],
    ['anytrue([false, var.none])', 'unknown: `anytrue([false, var.none])`'],
    ['anytrue([false, true])', true],
    ['ceil(2)', 2],
    ['ceil(2.5)', 'unknown: `ceil(2.5)`'],
    ['coalesce(null, "", "a", var.none)', 'a'],
    ['coalesce(var.none, "a")', 'unknown: `coalesce(var.none, "a")`'],
    ['coalesce(null)', 'unknown: `coalesce(null)`'],
    ['coalescelist([], ["a"])', ['a']],
    ['compact(["a", "", null])', ['a']],
    ['concat(["a"], var.list)', ['a', 'a', 'b']],
    ['concat(["a"], var.none)', 'unknown: `concat(["a"], var.none)`'],
    ['concat(var.list...)', 'unknown: `concat(var.list...)`'],
    ['contains(var.list, "a")', true],
    ['contains(var.list, "c")', false],
    ['contains(["a", var.none], "a")', true],
    ['contains(["a", var.none], "c")', 'unknown: `contains(["a", var.none], "c")`'],
    ['contains(["1"], 1)', 'unknown: `contains(["1"], 1)`'],
    ['contains([var.none], null)', 'unknown: `contains([var.none], null)`'],
    ['distinct(["b", "a", "b"])', ['b', 'a']],
    ['element(var.list, 3)', 'b'],
    ['element([], 0)', 'unknown: `element([], 0)`'],
    ['element(var.list, -1)', 'unknown: `element(var.list, -1)`'],
    ['endswith(var.open, "/0")', true],
    ['flatten([["a"], [["b"], []]])', ['a', 'b']],
    ['flatten([["a"], var.none])', 'unknown: `flatten([["a"], var.none])`'],
    ['floor(-2)', -2],
    ['format("%s-%d%%", "a", 5)', 'a-5%'],
    ['format("%05d", 5)', 'unknown: `format("%05d", 5)`'],
    ['format("%s", "a", "b")', 'unknown: `format("%s", "a", "b")`'],
    ['format("%q", "a")', 'unknown: `format("%q", "a")`'],
    ['join(",", var.list)', 'a,b'],
    ['join("-", ["a"], [1, true])', 'a-1-true'],
    ['join(",", [])', ''],
    ['join(",", var.none)', 'unknown: `join(",", var.none)`'],
    ['jsondecode("{\\"a\\":[1]}").a', [1]],
    ['jsondecode("{")', 'unknown: `jsondecode("{")`'],
    ['keys({ b = 1, a = var.none })', ['a', 'b']],
    ['length(var.list)', 2],
    ['length({ a = 1 })', 1],
    ['length("abc")', 3],
    ['length("é")', 'unknown: `length("é")`'],
    ['length(var.none)', 'unknown: `length(var.none)`'],
    ['lookup(var.map.a, "b", 2)', 1],
    ['lookup(var.map, "c", "d")', 'd'],
    ['lookup(var.map, "c")', 'unknown: `lookup(var.map, "c")`'],
    ['lookup({ a = 1 }, "a", var.none)', 1],
    ['lookup(var.none, "a", 1)', 'unknown: `lookup(var.none, "a", 1)`'],
    ['lookup({}, "constructor", "none")', 'none'],
    ['lower("ABC")', 'abc'],
    ['lower("É")', 'unknown: `lower("É")`'],
    ['max(1, 3, 2)', 3],
    ['merge({ a = 1, b = 1 }, null, { b = 2 })', { a: 1, b: 2 }],
    ['merge({ a = 1 }, var.none)', 'unknown: `merge({ a = 1 }, var.none)`'],
    ['merge({ __proto__ = 1 })', JSON.parse('{"__proto__":1}')],
    ['min(1, 3)', 1],
    ['one(["a"])', 'a'],
    ['one([])', null],
    ['one(var.list)', 'unknown: `one(var.list)`'],
    ['replace("a.b", ".", "-")', 'a-b'],
    ['replace("a.b", "/./", "-")', 'unknown: `replace("a.b", "/./", "-")`'],
    ['reverse(var.list)', ['b', 'a']],
    ['slice(var.list, 1, 2)', ['b']],
    ['slice(var.list, 1, 5)', 'unknown: `slice(var.list, 1, 5)`'],
    ['sort(["b", "a"])', ['a', 'b']],
    ['split(",", "a,b")', ['a', 'b']],
    ['split("", "ab")', 'unknown: `split("", "ab")`'],
    ['startswith(var.open, "0.")', true],
    ['strcontains("abc", "x")', false],
    ['tonumber("5")', 5],
    ['tonumber("05")', 'unknown: `tonumber("05")`'],
    ['toset(["b", "a", "b"])', ['a', 'b']],
    ['toset([var.none])', 'unknown: `toset([var.none])`'],
    ['trimprefix("abab", "ab")', 'ab'],
    ['trimspace(" a\n")', 'a'],
    ['trimsuffix("a.b.", ".")', 'a.b'],
    ['try(var.map.a.b, 2)', 1],
    ['try(var.map.c, 2)', 2],
    ['try(var.map.c, var.map.d, var.none)', 'unknown: `try(var.map.c, var.map.d, var.none)`'],
    ['try(var.map.c)', 'unknown: `try(var.map.c)`'],
    ['try(upper(var.map.c), 2)', 'unknown: `try(upper(var.map.c), 2)`'],
    ['try(var.none.c, 2)', 'unknown: `try(var.none.c, 2)`'],
    ['try(null, 2)', null],
    ['try([var.map.c], 2)', 'unknown: `try([var.map.c], 2)`'],
    ['upper(var.list[0])', 'A'],
    ['values({ b = 1, a = 2 })', [2, 1]],
    ['toString(1)', 'unknown: `toString(1)`'],
    ['constructor(1)', 'unknown: `constructor(1)`'],
    ['timestamp()', 'unknown: `timestamp()`'],
    ['true ? "a" : var.none', 'a'],
    ['var.none ? "a" : "b"', 'unknown: `var.none ? "a" : "b"`'],
    ['[for x in var.none : x]', 'unknown: `[for x in var.none : x]`'],
    ['aws_y.a[*].id', 'unknown: `aws_y.a[*].id`'],
    ['jsonencode({ a = [1, var.open] })', '{"a":[1,"0.0.0.0/0"]}'],
    ['jsonencode({ a = var.none })', 'unknown: `jsonencode({ a = var.none })`'],
    ['tolist(["a"])', ['a']],
    ['file("x")', 'unknown: `file("x")`'],
    ['<<EOT\na ${var.open}\n  b "q" \\n\nEOT', 'a 0.0.0.0/0\n  b "q" \\n\n'],
    ['<<-EOT\n    a ${var.open}\n      b\n\n    c\n  EOT', 'a 0.0.0.0/0\n  b\n\nc\n'],
    ['<<EOT\nEOT', ''],
  ])('%s is %j', async (expression, expected) => {
    expect(await valueOf(expression)).toEqual(expected);
  });

  it('that nest too deep are a problem', async () => {
    const deep = `resource "a" "b" {\n  v = ${'['.repeat(3_000)}${']'.repeat(3_000)}\n}\n`;
    expect((await collectBytes(deep)).problems).toEqual(['too-deep@1: the record nests deeper than 200 levels']);
  });
});

describe('blocks', () => {
  const text = `# a comment
resource "aws_x" "a" {
  count    = var.none
  name     = "n"
  type     = "T"
  password = "p-\${var.secret}"
  list     = ["a", var.none]
  tags     = { a = 1, b = var.none, "c.d" = 2 }
  on {
    port = 22
    deep { v = var.none }
  }
  on { port = 80 }
  dynamic "on" {
    for_each = var.none
    content { port = on.value }
  }
  dynamic "out" {
    for_each = var.none
    content { port = out.value }
  }
  lifecycle { prevent_destroy = true }
}
resource "aws_x" "none" {
  count = 0
}
data "aws_x" "d" { a = 1 }
provider "aws" { region = "x" }
`;

  it('are entities as a plan has them', async () => {
    const { records, problems } = await collectBytes(`${text}${VARIABLES}`);
    expect(problems).toEqual([]);
    expect(records).toEqual([
      {
        kind: 'entity',
        entity: {
          address: 'aws_x.a',
          name: 'n',
          password: 'p-hunter2',
          list: ['a', null],
          tags: { a: 1, 'c.d': 2 },
          on: [{ port: 22, deep: [{}] }, { port: 80 }, null],
          lifecycle: [{ prevent_destroy: true }],
          typeProperty: 'T',
          type: 'aws_x',
          id: 'aws_x.a',
          source: 'terraform',
        },
        provenance: { file: '<stdin>', line: 2, address: 'aws_x.a' },
        unknown: {
          id: 'known after apply (aws_x.a)',
          arn: 'known after apply (aws_x.a)',
          'list.1': '`var.none` is known only to Terraform',
          'tags.b': '`var.none` is known only to Terraform',
          'on.0.deep.0.v': '`var.none` is known only to Terraform',
          'on.2': 'how many blocks `dynamic` makes is known only to Terraform',
          out: 'how many blocks `dynamic` makes is known only to Terraform',
          type: 'the attribute `type` of aws_x.a is called `typeProperty`',
        },
        present: ['id'],
        sensitive: ['password'],
      },
    ]);
  });

  it.each<[string, string]>([
    ['aws_x should not have on contain [ port = 22 ]', 'failed'],
    ['aws_x should have tags.a = 1', 'passed'],
    ['aws_x should have tags.b = 1', 'error'],
    ['aws_x should not have out contain [ port = 22 ]', 'error'],
    ["aws_x should not have name = 'm'", 'passed'],
    ['aws_x should not have missing = 1', 'passed'],
  ])('%s: %s', async (rule, status) => {
    expect((await judge(rule, `${text}${VARIABLES}`))[0]).toBe(`${status} n`);
  });

  it('that are not HCL are a problem, and the others are read', async () => {
    const { entities, problems } = await collectBytes(
      'resource "aws_x" "a" {\n  a = 1\n}\nresource "aws_x" "b" {\n  a = = 2\n}\n\nresource "aws_x" "c" {\n  a = 1\n}\n',
    );
    expect(entities.map(({ name }) => name)).toEqual(['a', 'c']);
    expect(problems).toEqual(['invalid-hcl@5: the text is not HCL here: what stands around it is not read']);
  });

  it('of text that ends too early are a problem', async () => {
    const { entities, problems } = await collectBytes('resource "aws_x" "a" {\n  a = 1\n');
    expect([entities.length, problems.length]).toEqual([0, 1]);
  });
});

describe('what names a resource is there, whatever it will be', () => {
  const RESOURCES = 'resource "aws_y" "y" {}\nresource "aws_y" "many" { count = 2 }\n';
  it.each<[value: string, status: string]>([
    ['aws_y.y.id', 'passed'],
    ['aws_y.y.arn', 'passed'],
    ['aws_y.y.name', 'passed'],
    ['"${aws_y.y.id}"', 'passed'],
    ['aws_y.many[0].id', 'passed'],
    ['aws_y.many["k"].id', 'passed'],
    ['azurerm_x.elsewhere.id', 'passed'],
    ['google_x.y.self_link', 'passed'],
    ['data.aws_y.y.id', 'passed'],
    ['true ? aws_y.y.id : null', 'passed'],
    ['local.named', 'passed'],
    ['aws_kms_key.k.key_id', 'passed'],
    ['aws_db_instance.d.name', 'error'],
    ['aws_route53_resolver_endpoint.e.name', 'error'],
    ['aws_ssm_parameter.p.key_id', 'error'],
    ['alicloud_vpc.v.name', 'error'],
    ['aws_y.y.kms_key_id', 'error'],
    ['aws_y.y.tags.id', 'error'],
    ['aws_y.many[*].id', 'error'],
    ['aws_y.many.*.id', 'error'],
    ['var.none.id', 'error'],
    ['var.none ? aws_y.y.id : null', 'error'],
    ['try(aws_y.many[0].id, null)', 'error'],
    ['one(aws_y.many[*].id)', 'error'],
    ['module.m.id', 'error'],
    ['trimprefix(aws_y.y.id, "x")', 'error'],
    ['"${var.none}"', 'error'],
    ['null', 'failed'],
    ['""', 'failed'],
  ])('%s: %s', async (value, status) => {
    const text = `${VARIABLES}${RESOURCES}locals {\n  named = aws_y.y.id\n}\nresource "aws_x" "x" {\n  v = ${value}\n}\n`;
    for (const condition of ['v', 'not v isEmpty()'])
      expect(await judge(`aws_x should have ${condition}`, text)).toEqual([`${status} x`]);
  });

  it('in blocks, lists and JSON too', async () => {
    const text = `${RESOURCES}resource "aws_x" "x" {
  b { v = aws_y.y.id }
  l = [aws_y.y.id]
  p = jsonencode({ S = [{ R = aws_y.y.name }] })
}
`;
    const listed = ['l', 'not l isEmpty()', 'l length() = 1', 'l contain-all [ $ ]'];
    for (const condition of ['b.v', 'b contain [ v ]', ...listed, 'p.S contain [ R ]'])
      expect(await judge(`aws_x should have ${condition}`, text)).toEqual(['passed x']);
  });
});

describe('a folder', () => {
  const folder = temporaryFolder();
  folder.write('root/main.tf', 'resource "aws_x" "a" {\n  a = var.v\n  b = local.l\n  c = var.w\n}\n');
  folder.write('root/variables.tf', 'variable "v" { default = 1 }\nvariable "w" { default = 1 }\n');
  folder.write('root/locals.tf', 'locals {\n  l = var.v\n}\n');
  folder.write('root/terraform.tfvars', 'v = 2\n');
  folder.write('root/modules.tf', 'module "near" { source = "../near" }\nmodule "far" { source = "acme/far/aws" }\n');
  folder.write('near/main.tf', 'resource "aws_x" "near" {\n  a = var.v\n}\n');

  it('tells the values of the names in its files', async () => {
    const { entities } = await collect([`${folder.path}/root/main.tf`]);
    expect(entities).toMatchObject([{ a: 2, b: 2, c: 1 }]);
  });

  it('and those that are given stand above', async () => {
    const { entities } = await collect([`${folder.path}/root/main.tf`], { parameters: { w: 3, v: 4 } });
    expect(entities).toMatchObject([{ a: 4, b: 4, c: 3 }]);
  });

  it('has modules, of which those that are no input are named', async () => {
    const { entities, problems } = await collect([folder.path]);
    expect(entities.map(({ name }) => name)).toEqual(['near', 'a']);
    expect(problems).toEqual([
      'incomplete-input@2: the module `far` (acme/far/aws) makes resources that are in no input',
    ]);
    expect((await collect([`${folder.path}/root`])).problems).toHaveLength(2);
  });

  it('has modules in JSON as well', async () => {
    const json = `${folder.path}/json`;
    const module = { near: { source: '../near' }, far: [{ source: 'acme/far/aws' }] };
    const resource = { aws_x: { a: { v: 1 } } };
    folder.write('json/root/main.tf.json', JSON.stringify({ module, resource }));
    folder.write('json/near/main.tf.json', JSON.stringify({ resource }));
    const far = 'incomplete-input: the module `far` (acme/far/aws) makes resources that are in no input';
    const near = 'incomplete-input: the module `near` (../near) makes resources that are in no input';
    expect((await collect([json])).problems).toEqual([far]);
    expect((await collect([`${json}/root`])).problems).toEqual([near, far]);
  });
});

describe('a folder that was begun', () => {
  const begun = temporaryFolder();

  it('may have files with nothing in them', async () => {
    begun.write('main.tf', 'resource "aws_x" "a" {\n  v = True\n}\n');
    begun.write('outputs.tf', '');
    begun.write('variables.tofu', '\n');
    const { entities, problems, records } = await collect([begun.path]);
    expect([entities.length, problems]).toEqual([1, []]);
    expect(records.find(({ kind }) => kind === 'entity')).toMatchObject({
      unknown: { v: '`True` is no value of Terraform, `true` is' },
    });
    expect((await collect([begun.write('users.json', '')])).problems).toEqual([
      'empty-input: nothing was read: the input is empty',
    ]);
  });
});

/** The files of a configuration, a rule's condition, and what comes out. */
describe('files that belong together', () => {
  const bucket = (value: string, more = ''): string => `resource "aws_x" "r" {\n  v = ${value}\n${more}}\n`;
  const variable = (name: string, more = ''): string => `variable "${name}" {\n${more}}\n`;
  const open = variable('v', '  default = "open"\n');
  const call = (name: string, more: string): string => `module "${name}" {\n  source = "./m"\n${more}}\n`;
  /** A resource in JSON, and what it may refer to. */
  const inJson = (body: object): string =>
    JSON.stringify({
      variable: { v: { default: 'open' }, n: {} },
      locals: { circle: '${local.circle}' },
      resource: { aws_x: { r: body } },
    });
  let number = 0;

  it.each<readonly [title: string, files: Readonly<Record<string, string>>, said: readonly string[]]>([
    // A call that makes none; by a default it may make one elsewhere.
    ['a call with a count of none', { 'main.tf': call('a', '  count = 0\n'), 'm/main.tf': bucket('"open"') }, []],
    [
      'a call for each of none',
      { 'main.tf': call('a', '  for_each = toset([])\n'), 'm/main.tf': bucket('"open"') },
      [],
    ],
    [
      'a call with a count that hangs on a value',
      {
        'main.tf': `${variable('on')}${call('a', '  count = var.on ? 1 : 0\n')}`,
        'terraform.tfvars': 'on = false\n',
        'm/main.tf': bucket('"open"'),
      },
      [],
    ],
    [
      'a call with a count that hangs on a default',
      {
        'main.tf': `${variable('on', '  default = false\n')}${call('a', '  count = var.on ? 1 : 0\n')}`,
        'm/main.tf': bucket('"open"'),
      },
      ['failed r'],
    ],
    [
      'one call of two with a count of none',
      {
        'main.tf': `${call('a', '  count = 0\n  v = "closed"\n')}${call('b', '  v = "open"\n')}`,
        'm/main.tf': `${open}${bucket('var.v')}`,
      },
      ['failed r'],
    ],
    [
      'a module in one that is not made',
      {
        'main.tf': call('a', '  count = 0\n'),
        'm/main.tf': call('b', '').replace('./m', './n'),
        'm/n/main.tf': bucket('"open"'),
      },
      [],
    ],
    [
      'a call in JSON with a count of none',
      { 'main.tf.json': '{"module":{"a":{"source":"./m","count":0}}}', 'm/main.tf': bucket('"open"') },
      [],
    ],
    [
      'a module that is nowhere, and not made',
      { 'main.tf': `${call('a', '  count = 0\n')}${bucket('"open"')}` },
      ['failed r'],
    ],
    // What a module is given stands above its defaults, which are not assumed either.
    [
      'a call that gives a value',
      { 'main.tf': call('a', '  v = "open"\n'), 'm/main.tf': `${variable('v')}${bucket('var.v')}` },
      ['failed r'],
    ],
    [
      'a call that gives another than the default',
      { 'main.tf': call('a', '  v = "closed"\n'), 'm/main.tf': `${open}${bucket('var.v')}` },
      ['passed r'],
    ],
    [
      'a call that leaves the default',
      { 'main.tf': call('a', ''), 'm/main.tf': `${open}${bucket('var.v')}` },
      ['failed r'],
    ],
    [
      'a call that gives null',
      { 'main.tf': call('a', '  v = null\n'), 'm/main.tf': `${open}${bucket('var.v')}` },
      ['passed r'],
    ],
    [
      'a call that gives null where the default counts then',
      {
        'main.tf': call('a', '  v = null\n'),
        'm/main.tf': `${variable('v', '  default = "open"\n  nullable = false\n')}${bucket('var.v')}`,
      },
      ['failed r'],
    ],
    [
      'a call that gives null where the default in JSON counts then',
      {
        'main.tf': call('a', '  v = null\n'),
        'm/v.tf.json': '{"variable":{"v":{"default":"open","nullable":false}}}',
        'm/main.tf': bucket('var.v'),
      },
      ['failed r'],
    ],
    [
      'a call that gives what is not known',
      { 'main.tf': call('a', '  v = aws_y.y.id\n'), 'm/main.tf': `${open}${bucket('var.v')}` },
      ['error r'],
    ],
    [
      'calls that give the same',
      {
        'main.tf': `${call('a', '  v = ["open"]\n')}${call('b', '  v = ["open"]\n')}`,
        'm/main.tf': `${open}${bucket('var.v')}`,
      },
      ['failed r'],
    ],
    [
      'calls that give different values',
      {
        'main.tf': `${call('a', '  v = "open"\n')}${call('b', '  v = "closed"\n')}`,
        'm/main.tf': `${open}${bucket('var.v')}`,
      },
      ['error r'],
    ],
    [
      'one call of two that leaves the default',
      { 'main.tf': `${call('a', '')}${call('b', '  v = "closed"\n')}`, 'm/main.tf': `${open}${bucket('var.v')}` },
      ['error r'],
    ],
    [
      'calls that give what is not known',
      {
        'main.tf': `${call('a', '  v = each.key\n')}${call('b', '  v = each.key\n')}`,
        'm/main.tf': `${open}${bucket('var.v')}`,
      },
      ['error r'],
    ],
    [
      'a call in a file of JSON',
      { 'main.tf.json': '{"module":{"a":{"source":"./m","v":"closed"}}}', 'm/main.tf': `${open}${bucket('var.v')}` },
      ['passed r'],
    ],
    [
      'a call in a file of JSON that gives what is not known',
      {
        'main.tf.json': '{"module":{"a":{"source":"./m","v":"${each.key}"}}}',
        'm/main.tf': `${open}${bucket('var.v')}`,
      },
      ['error r'],
    ],
    [
      'a call by way of another',
      {
        'main.tf': call('a', '  w = "closed"\n'),
        'm/main.tf': `${variable('w')}module "b" {\n  source = "../n/"\n  v = var.w\n}\n`,
        'n/main.tf': `${open}${bucket('var.v')}`,
      },
      ['passed r'],
    ],
    [
      'modules that call each other',
      {
        'm/main.tf': `${open}module "b" {\n  source = "../n"\n  v = var.v\n}\n`,
        'n/main.tf': `${open}${bucket('var.v')}module "a" {\n  source = "../m"\n  v = var.v\n}\n`,
      },
      ['error r'],
    ],
    [
      'a value given for all of it, which reaches no module',
      { 'main.tf': call('a', ''), 'm/main.tf': `${variable('given', '  default = "open"\n')}${bucket('var.given')}` },
      ['failed r'],
    ],
    // Values of variables in JSON, and which file stands above which.
    [
      'values in JSON',
      { 'main.tf': `${open}${bucket('var.v')}`, 'terraform.tfvars.json': '{"v":"closed"}' },
      ['passed r'],
    ],
    [
      'values in JSON above others',
      {
        'main.tf': `${open}${bucket('var.v')}`,
        'terraform.tfvars': 'v = "open"\n',
        'terraform.tfvars.json': '{"v":"closed"}',
      },
      ['passed r'],
    ],
    [
      'automatic values by their names',
      {
        'main.tf': `${open}${bucket('var.v')}`,
        'terraform.tfvars': 'v = "x"\n',
        'a.auto.tfvars.json': '{"v":"open"}',
        'b.auto.tfvars': 'v = "closed"\n',
      },
      ['passed r'],
    ],
    [
      'automatic values in JSON by their names',
      {
        'main.tf': `${open}${bucket('var.v')}`,
        'b.auto.tfvars.json': '{"v":"closed"}',
        'a.auto.tfvars': 'v = "open"\n',
      },
      ['passed r'],
    ],
    [
      'values that are given by hand',
      { 'main.tf': `${open}${bucket('var.v')}`, 'prod.tfvars': 'v = "closed"\n' },
      ['failed r'],
    ],
    [
      'broken values in JSON',
      { 'main.tf': `${open}${bucket('var.v')}`, 'terraform.tfvars.json': '{"v":' },
      ['failed r'],
    ],
    // Files in JSON and in HCL are one configuration.
    [
      'values for a variable in JSON',
      { 'main.tf.json': inJson({ v: '${var.v}' }), 'terraform.tfvars': 'v = "closed"\n' },
      ['passed r'],
    ],
    [
      'a variable in JSON, used in HCL',
      { 'main.tf': bucket('var.v'), 'v.tf.json': '{"variable":[{"v":[{"default":"open"}]}]}' },
      ['failed r'],
    ],
    [
      'a local in HCL, used in JSON',
      { 'main.tf.json': inJson({ v: '${local.l}' }), 'l.tf': 'locals {\n  l = "closed"\n}\n' },
      ['passed r'],
    ],
    ['a variable in JSON that is not given', { 'main.tf.json': inJson({ v: '${var.n}' }) }, ['error r']],
    ['a local in JSON that needs itself', { 'main.tf.json': inJson({ v: '${local.circle}' }) }, ['error r']],
    [
      'a module in JSON that is given a value',
      { 'main.tf': call('a', '  v = "closed"\n'), 'm/main.tf.json': inJson({ v: '${var.v}' }) },
      ['passed r'],
    ],
    // What is made not once, and what only the default of a variable makes none of.
    ['a count of none', { 'main.tf': bucket('"open"', '  count = 0\n') }, []],
    ['each of none', { 'main.tf': bucket('"open"', '  for_each = {}\n') }, []],
    [
      'each of an empty list',
      { 'main.tf': bucket('"open"', '  for_each = local.none\n') + 'locals {\n  none = {}\n}\n' },
      [],
    ],
    ['each of what is not known', { 'main.tf': bucket('"open"', '  for_each = aws_y.y.all\n') }, ['failed r']],
    ['each of something', { 'main.tf': bucket('"open"', '  for_each = { a = 1 }\n') }, ['failed r']],
    [
      'a count of none by a default',
      { 'main.tf': bucket('"open"', '  count = var.n ? 1 : 0\n') + variable('n', '  default = false\n') },
      ['failed r'],
    ],
    [
      'a count of none by a default in a local',
      {
        'main.tf':
          bucket('"open"', '  count = local.n\n') + 'locals {\n  n = var.n\n}\n' + variable('n', '  default = 0\n'),
      },
      ['failed r'],
    ],
    [
      'a count of none by a value',
      {
        'main.tf': bucket('"open"', '  count = var.n\n') + variable('n', '  default = 1\n'),
        'terraform.tfvars': 'n = 0\n',
      },
      [],
    ],
    [
      'a count of none by what is given',
      { 'main.tf': bucket('"open"', '  count = var.given\n') + variable('given', '  default = 1\n') },
      [],
    ],
    [
      'a count of none by a call',
      {
        'main.tf': call('a', '  n = 0\n'),
        'm/main.tf': bucket('"open"', '  count = var.n\n') + variable('n', '  default = 1\n'),
      },
      [],
    ],
    [
      'a count of none by a default in JSON',
      { 'main.tf.json': '{"variable":{"n":{"default":0}},"resource":{"aws_x":{"r":{"count":"${var.n}","v":"open"}}}}' },
      ['failed r'],
    ],
    // Files that stand above others.
    ['an override', { 'main.tf': bucket('"open"'), 'main_override.tf': bucket('"closed"') }, ['passed r']],
    [
      'an override of something else',
      { 'main.tf': bucket('"open"'), 'override.tf': 'resource "aws_x" "r" {\n  w = 1\n}\n' },
      ['failed r'],
    ],
    [
      'an override by what is not known',
      { 'main.tf': bucket('"open"'), 'override.tf': bucket('aws_y.y.id') },
      ['error r'],
    ],
    [
      'an override of nothing',
      { 'main.tf': bucket('"closed"'), 'override.tf': 'resource "aws_x" "s" {\n  v = "open"\n}\n' },
      ['passed r', 'failed s'],
    ],
    [
      'an override by a local of the folder',
      { 'main.tf': bucket('aws_y.y.id'), 'x_override.tf': `${bucket('local.l')}locals {\n  l = "open"\n}\n` },
      ['failed r'],
    ],
  ])('%s', async (_title, files, said) => {
    number += 1;
    for (const [name, text] of Object.entries(files)) configurations.write(`together-${number}/${name}`, text);
    const parameters = { given: 0 };
    const rule = "aws_x should not have v = 'open'";
    expect(await judge(rule, [`${configurations.path}/together-${number}`], { parameters })).toEqual(said);
  });

  it('values that a call gives are not assumed, nor are defaults that it leaves', async () => {
    configurations.write('call/main.tf', call('a', '  v = 1\n'));
    configurations.write('call/m/main.tf', `${open}${variable('w', '  default = 1\n')}${bucket('[var.v, var.w]')}`);
    const { sources } = await collect([`${configurations.path}/call`]);
    expect(sources.flatMap((source) => source.assumed ?? [])).toEqual([]);
  });
});

it('what a sensitive variable goes into is sensitive in JSON as well', async () => {
  const variable = { s: { default: 'hunter2', sensitive: true } };
  const body = { script: 'p=${local.s}', other: 'x' };
  const text = JSON.stringify({ variable, locals: { s: '${var.s}' }, resource: { aws_x: { r: body } } });
  const { records } = await collect([configurations.write('sensitive/main.tf.json', text)]);
  expect(records.filter(isEntityRecord).map(({ sensitive }) => sensitive)).toEqual([['script']]);
});

describe('the packages', () => {
  it('are told apart from a parser that is not there', async () => {
    expect(await loadHcl(() => Promise.reject(new Error('not installed')))).toBeUndefined();
    expect(await loadHcl((name) => import(name))).toBeTypeOf('function');
  });
});

it.each<[string, string, Record<string, unknown>, readonly string[]]>([
  [
    'main.tf',
    'variable "a" {\n  default = 1\n}\nresource "aws_x" "r" {\n  v = var.a\n}\n',
    {},
    ['the default of `var.a`'],
  ],
  ['main.tf', 'variable "a" {\n  default = 1\n}\nresource "aws_x" "r" {\n  v = var.a\n}\n', { a: 2 }, []],
  ['main.tf', 'variable "a" {\n  default = 1\n}\nresource "aws_x" "r" {\n  v = 1\n}\n', {}, []],
  [
    'main.tf.json',
    '{"variable":{"a":{"default":1}},"resource":{"aws_x":{"r":{"v":"${var.a}"}}}}',
    {},
    ['the default of `var.a`'],
  ],
  ['main.tf.json', '{"variable":{"a":{"default":1}},"resource":{"aws_x":{"r":{"v":"${var.a}"}}}}', { a: 2 }, []],
])('defaults that were taken are said: %s %#', async (name, text, parameters, assumed) => {
  const folder = `assumed-${JSON.stringify([text.length, parameters]).replaceAll(/\W/gu, '')}`;
  const { sources } = await collect([configurations.write(`${folder}/${name}`, text)], { parameters });
  expect(sources.flatMap((source) => source.assumed ?? [])).toEqual(assumed);
});

it('defaults that a file of values replaces are not assumed', async () => {
  configurations.write('values/terraform.tfvars', 'a = 2\n');
  const file = configurations.write(
    'values/main.tf',
    'variable "a" {\n  default = 1\n}\nresource "aws_x" "r" {\n  v = var.a\n}\n',
  );
  const { sources } = await collect([file]);
  expect(sources.flatMap((source) => source.assumed ?? [])).toEqual([]);
});

it.each<readonly [logic: string, expected: string]>([
  // Data sources are passed over: that there is none of them is not known.
  ['List<aws_iam_policy_document> should have items length() > 0', 'error List<aws_iam_policy_document>'],
  ['List<aws_caller_identity> should not have items length() > 0', 'error List<aws_caller_identity>'],
  ['List<aws_instance> should have items length() > 0', 'failed List<aws_instance>'],
  [
    "aws_s3_bucket should have getResources('aws_iam_policy_document', 'statement', 'actions') length() > 0",
    'error aws_s3_bucket',
  ],
])('beside a data source: %s', async (logic, expected) => {
  const file = configurations.write(
    'data/main.tf',
    'data "aws_iam_policy_document" "d" {}\nresource "aws_s3_bucket" "r" {\n  bucket = "b"\n}\n',
  );
  const rules = [{ id: 'r', name: 'r', severity: 'High', logic }] as unknown as Rule[];
  const said: string[] = [];
  for await (const { status, entity } of assess(rules, readInventory([file]))) said.push(`${status} ${entity.type}`);
  expect(said).toEqual([expected]);
});

it('functions of one configuration are not given more than some fifty million characters', async () => {
  const list = `locals {\n  l = [${Array.from({ length: 9_000 }, () => '"abcdefghi"').join(', ')}]\n}\n`;
  const use = (index: number): string => `resource "aws_x" "r${index}" {\n  n = length(local.l)\n}\n`;
  const said = await judge(
    'aws_x should have n = 9000',
    list + Array.from({ length: 600 }, (_, at) => use(at)).join(''),
  );
  expect(said.filter((one) => one.startsWith('passed'))).toHaveLength(555);
  expect(said.filter((one) => one.startsWith('error'))).toHaveLength(45);
});

describe('how a resource may be replaced', () => {
  const LIFECYCLE = `
resource "aws_x" "kept" {
  lifecycle {
    prevent_destroy = true
    ignore_changes  = [tags, user_data["a"]]
  }
}
resource "aws_x" "free" {
  lifecycle {
    ignore_changes = all
    precondition {
      condition     = var.none != ""
      error_message = "no"
    }
  }
}
resource "aws_x" "bare" {}
resource "aws_x" "asked" {
  lifecycle {
    create_before_destroy = var.none
  }
}
`;
  it.each<readonly [string, readonly string[]]>([
    ['lifecycle.prevent_destroy = true', ['passed kept', 'failed free', 'failed bare', 'failed asked']],
    ["lifecycle.ignore_changes contain ['tags']", ['passed kept', 'failed free', 'failed bare', 'failed asked']],
    ["lifecycle.ignore_changes = 'all'", ['failed kept', 'passed free', 'failed bare', 'failed asked']],
    ['lifecycle.create_before_destroy = true', ['failed kept', 'failed free', 'failed bare', 'error asked']],
  ])('%s', async (condition, expected) => {
    expect(await judge(`aws_x should have ${condition}`, VARIABLES + LIFECYCLE)).toEqual(expected);
  });

  it('stands in a configuration in JSON too', async () => {
    const resource = { aws_x: { a: { lifecycle: { prevent_destroy: true } } } };
    const file = configurations.write('lifecycle.tf.json', JSON.stringify({ resource }));
    expect(await judge('aws_x should have lifecycle.prevent_destroy = true', [file])).toEqual(['passed a']);
  });
});
