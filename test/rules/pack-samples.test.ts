import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { loadPack, type Pack } from '../../src/rules/packs/index.ts';
import type { LoadedRule } from '../../src/rules/rule.ts';

/* The packs on what the readers make: of files that commands print (samples/), and of their own tests, written as the tool writes them. */

const NOW = '2026-06-30T12:00:00Z';
const SAMPLES = 'test/rules/samples';
const folder = mkdtempSync(join(tmpdir(), 'gsl-packs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function packOf(id: string): Promise<Pack> {
  const pack = await loadPack(id);
  if (pack === undefined) throw new Error(`no pack ${id}`);
  return pack;
}

type Counts = Record<string, number>;

/** How often each rule gave each verdict. Each input is a run of its own. */
async function verdicts(pack: Pack, inputs: readonly string[]): Promise<Map<string, Counts>> {
  const counts = new Map(pack.rules.map(({ id }): [string, Counts] => [id, {}]));
  for (const input of inputs) {
    const results = assess([pack], readInventory([input]), { now: NOW, include: ['passed', 'failed', 'error'] });
    for await (const { rule, status } of results) {
      const count = counts.get(rule.id) ?? {};
      count[status] = (count[status] ?? 0) + 1;
    }
  }
  return counts;
}

const AWS = readdirSync(join(SAMPLES, 'aws')).map((name) => join(SAMPLES, 'aws', name));

/** The samples of each pack, and the rules that they cannot decide both ways. */
const RUNS = [
  ['cis-aws-foundations', AWS, {}],
  ['aws-security-groups-exposure', AWS, {}],
  ['aws-data-protection', AWS, {}],
  // What no command line has: passed needs an answer that says so.
  ['azure-foundations', [join(SAMPLES, 'azure')], { 'GSL.AZ.SQL.03': 'passed error', 'GSL.AZ.SQL.04': 'error' }],
  ['google-foundations', [join(SAMPLES, 'google')], {}],
] as const;

describe.each(RUNS)('%s on samples', (id, inputs, exceptions: Readonly<Record<string, string>>) => {
  test('every rule passes something and fails something', async () => {
    const counts = await verdicts(await packOf(id), inputs);
    const table = [...counts].map(([rule, { passed = 0, failed = 0, error = 0 }]) => {
      return `${rule.padEnd(28)} ${passed} passed, ${failed} failed, ${error} undecided`;
    });
    expect(table.join('\n')).toMatchSnapshot();
    const oneSided = [...counts].filter(([, { passed, failed }]) => passed === undefined || failed === undefined);
    expect(Object.fromEntries(oneSided.map(([rule, found]) => [rule, Object.keys(found).join(' ')]))).toEqual(
      exceptions,
    );
  });
});

/** What an inventory does not hold is undecided: never passed, and never failed for want of an answer. */
test.each([
  ['cis-aws-foundations', 'describe-volumes.json', { 'GSL.AWS.EC2.01': 'passed failed' }],
  ['cis-aws-foundations', 'describe-trails.json', { 'GSL.AWS.CT.01': 'error', 'GSL.AWS.CT.03': 'passed failed' }],
  ['cis-aws-foundations', 'describe-vpcs.json', { 'GSL.AWS.NET.01': 'error' }],
  ['cis-aws-foundations', 'get-account-summary.json', { 'GSL.AWS.IAM.14': 'passed', 'GSL.AWS.IAM.17': 'error' }],
  ['aws-security-groups-exposure', 'describe-instances.json', { 'GSL.AWS.INST.SSH': 'error' }],
] as const)('%s on %s alone', async (id, file, expected: Readonly<Record<string, string>>) => {
  const counts = await verdicts(await packOf(id), [join(SAMPLES, 'aws/111111111111', file)]);
  for (const [rule, statuses] of Object.entries(expected)) {
    expect(Object.keys(counts.get(rule) ?? {}).toSorted(), rule).toEqual(statuses.split(' ').toSorted());
  }
});

test('buckets of which only the names are known are undecided, not failed', async () => {
  const file = join(folder, 'list-buckets.json');
  writeFileSync(file, '{"Buckets":[{"Name":"a","CreationDate":"2024-01-01T00:00:00Z"}],"Owner":{"ID":"1"}}');
  for (const id of ['cis-aws-foundations', 'aws-data-protection']) {
    const counts = await verdicts(await packOf(id), [file]);
    const buckets = [...counts].filter(([rule]) => rule.startsWith('GSL.AWS.S3.'));
    expect(buckets.map(([, found]) => Object.keys(found).join())).toEqual(buckets.map(() => 'error'));
  }
});

interface RuleTest {
  readonly name: string;
  readonly entity: Readonly<Record<string, unknown>>;
  readonly expect: string;
}

/** The entity of a test as the tool writes it. */
const WRITERS: Readonly<Record<string, (rule: LoadedRule, entity: RuleTest['entity']) => unknown>> = {
  terraform: ({ entityType }, after) => ({
    format_version: '1.2',
    terraform_version: '1.12.0',
    resource_changes: [
      {
        address: `${entityType}.a`,
        mode: 'managed',
        type: entityType,
        name: 'a',
        change: { actions: ['create'], after },
      },
    ],
  }),
  cloudformation: ({ entityType = '' }, Properties) => ({
    AWSTemplateFormatVersion: '2010-09-09',
    Resources: { A: { Type: entityType.replaceAll('_', '::'), Properties } },
  }),
  kubernetes: ({ entityType = '' }, { name = 'a', namespace, annotations, spec, ...rest }) => ({
    apiVersion: 'v1',
    kind: entityType.replace(/^Kubernetes/u, ''),
    metadata: {
      name,
      ...(namespace === undefined ? {} : { namespace }),
      ...(Array.isArray(annotations)
        ? { annotations: Object.fromEntries(annotations.map(({ key, value }) => [key, value])) }
        : {}),
    },
    ...rest,
    ...(spec === undefined ? {} : { spec: withFlags(spec) }),
  }),
};

/** The reader takes flags from the command line of a container. */
function withFlags(spec: unknown): unknown {
  const { containers, ...rest } = spec as {
    containers?: { command?: string[]; parsedArgs?: { key: string; value: string }[] }[];
  };
  if (containers === undefined) return rest;
  const written = containers.map(({ parsedArgs, command, ...container }) => ({
    name: 'a',
    ...container,
    ...(command && { command: [command[0], ...(parsedArgs ?? []).map(({ key, value }) => `--${key}=${value}`)] }),
  }));
  return { ...rest, containers: written };
}

describe.each([
  ['terraform-aws', 'terraform'],
  ['terraform-azure', 'terraform'],
  ['terraform-google', 'terraform'],
  ['cloudformation-aws', 'cloudformation'],
  ['kubernetes-pod-security', 'kubernetes'],
])('%s, its tests written as %s writes them', (id, tool) => {
  test('each has the same verdict on what the reader makes', async () => {
    const wrong: string[] = [];
    const write = WRITERS[tool];
    for (const rule of (await packOf(id)).rules) {
      for (const [index, { name, entity, expect: expected }] of (rule.tests as readonly RuleTest[]).entries()) {
        const file = join(folder, `${rule.id}-${index}.json`);
        writeFileSync(file, JSON.stringify(write?.(rule, entity)));
        const include = ['passed', 'failed', 'error', 'irrelevant'] as const;
        const found: string[] = [];
        for await (const { status } of assess([rule], readInventory([file]), { now: NOW, include })) found.push(status);
        if (found.join() !== expected) wrong.push(`${rule.id}: ${name}: ${found.join() || 'not judged'}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
