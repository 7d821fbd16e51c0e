import { describe, expect, it } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readInventory } from '../../src/inventory/index.ts';
import type { Rule } from '../../src/rules/rule.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();

function change(address: string, after: object, unknown: object): object {
  const [type, name] = address
    .replace(/\[.*?\]/gu, '')
    .split('.')
    .slice(-2);
  const after_unknown = unknown;
  return { address, mode: 'managed', type, name, change: { actions: ['create'], after, after_unknown } };
}

function configured(address: string, expressions: object, more: object = {}): object {
  return { address, mode: 'managed', type: address.split('.')[0], name: address.split('.')[1], expressions, ...more };
}

const bucketOf = (...references: readonly string[]): object => ({ bucket: { references } });
const resources = [
  configured('b.one', {}),
  configured('b.two', {}),
  configured('b.many', {}, { count_expression: { constant_value: 2 } }),
  configured('p.one', { ...bucketOf('b.one.id', 'b.one'), enabled: { references: ['b.one.id', 'b.one'] } }),
  configured('p.many', bucketOf('b.many[1].id', 'b.many[1]', 'b.many')),
  configured('p.instances', bucketOf('b.many[1].id', 'b.many[1]', 'b.many', 'b.many[0].id', 'b.many[0]')),
  configured('p.splat', bucketOf('b.many')),
  configured('p.both', bucketOf('b.one.id', 'b.one', 'b.two.id', 'b.two')),
  configured('p.variable', bucketOf('var.bucket')),
  configured('p.other', bucketOf('b.one.owner_id', 'b.one')),
];
const inner = [configured('b.in', {}), configured('p.in', bucketOf('b.in.arn', 'b.in'))];
const ID = { id: true };
const POLICY = { id: true, bucket: true, enabled: true };

function plan(name: string, policies: readonly string[]): string {
  const changes = [
    ...['b.one', 'b.two', 'b.many[0]', 'b.many[1]', 'module.m["x"].b.in'].map((address) =>
      change(address, { kind: address === 'b.two' ? 'open' : 'closed' }, ID),
    ),
    ...policies.map((address) => change(address, { name: address }, POLICY)),
  ];
  const module_calls = { m: { module: { resources: inner } } };
  return folder.write(
    `${name}.json`,
    JSON.stringify({
      format_version: '1.2',
      terraform_version: '1.9.0',
      resource_changes: changes,
      configuration: { root_module: { resources, module_calls } },
    }),
  );
}

async function judgeFile(logic: string, file: string): Promise<readonly string[]> {
  const rules = [{ id: 'r', name: 'r', severity: 'High', logic }] as unknown as Rule[];
  const said: string[] = [];
  for await (const { status, entity } of assess(rules, readInventory([file]))) {
    said.push(`${status} ${String(entity['address'])}`);
  }
  return said;
}

/** Of these it is not told which one is referred to. */
const UNTOLD = ['instances', 'splat', 'both', 'variable', 'other', 'nowhere'].map(
  (name): [address: string, status: string] => [`p.${name}`, 'error'],
);

describe('what an unknown attribute names', () => {
  const file = plan('one', ['p.one', 'module.m["x"].p.in']);

  it('is found by getResource', async () => {
    expect(await judgeFile("p should have getResource('b', bucket) contain [ kind = 'closed' ]", file)).toEqual([
      'passed p.one',
      'passed module.m["x"].p.in',
    ]);
    expect(await judgeFile("p should not have getResource('b', bucket) contain [ kind = 'closed' ]", file)).toEqual([
      'failed p.one',
      'failed module.m["x"].p.in',
    ]);
  });

  it('is found where it is one of many', async () => {
    const many = plan('many', ['p.many']);
    expect(await judgeFile("b should have getResources('p', id, 'bucket') length() = 1", many)).toEqual([
      'failed b.one',
      'failed b.two',
      'failed b.many[0]',
      'passed b.many[1]',
      'failed module.m["x"].b.in',
    ]);
  });

  it('is found by getResources, from the other side', async () => {
    expect(await judgeFile("b should have getResources('p', id, 'bucket') length() = 1", file)).toEqual([
      'passed b.one',
      'failed b.two',
      'failed b.many[0]',
      'failed b.many[1]',
      'passed module.m["x"].b.in',
    ]);
  });

  it('is still unknown itself', async () => {
    expect(await judgeFile("p should not have bucket like 'x%'", file)).toEqual([
      'error p.one',
      'error module.m["x"].p.in',
    ]);
  });

  it('is not there where the attribute holds no name: what becomes of it in `enabled = b.one.id != ""` is not told', async () => {
    const one = plan('enabled', ['p.one']);
    for (const condition of ['enabled', 'not enabled', 'not enabled isEmpty()'])
      expect(await judgeFile(`p should have ${condition}`, one)).toEqual(['error p.one']);
  });

  it.each<[address: string, status: string]>([
    ['p.one', 'passed'],
    ['p.many', 'passed'],
    ['module.m["x"].p.in', 'passed'],
    ...UNTOLD,
  ])('is there, of %s: %s', async (address, status) => {
    const one = plan(`there-${address.replace(/\W/gu, '-')}`, [address]);
    for (const condition of ['bucket', 'not bucket isEmpty()', "bucket != ''"])
      expect(await judgeFile(`p should have ${condition}`, one)).toEqual([`${status} ${address}`]);
  });

  it.each(UNTOLD)('of %s is not told: %s', async (address, status) => {
    const one = plan(address, [address]);
    expect(await judgeFile("p should not have getResource('b', bucket) contain [ kind = 'open' ]", one)).toEqual([
      `${status} ${address}`,
    ]);
    const [first] = await judgeFile("b should have getResources('p', id, 'bucket') isEmpty()", one);
    expect(first).toBe('error b.one');
  });
});
