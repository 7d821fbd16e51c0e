import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import { readInventory } from '../../src/inventory/index.ts';
import { loadPack, type Pack } from '../../src/rules/packs/index.ts';
import { PACK_TOOLS, type RuleTest, testFile } from '../../scripts/packs/samples.ts';

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
  ['aws-identity-access', AWS, {}],
  ['aws-security-groups-exposure', AWS, {}],
  ['aws-data-protection', AWS, {}],
  // What no command line has: passed needs an answer that says so.
  [
    'azure-foundations',
    ['examples/packs/azure-foundations'],
    { 'GSL.AZ.SQL.03': 'passed error', 'GSL.AZ.SQL.04': 'error' },
  ],
  ['google-foundations', ['examples/packs/google-foundations'], {}],
  ...Object.entries(PACK_TOOLS).map(([id, { file }]) => [id, [`examples/packs/${id}/${file}`], {}] as const),
] as const;

const tables = new Map<string, string>();

describe.each(RUNS)('%s on samples', (id, inputs, exceptions: Readonly<Record<string, string>>) => {
  test('every rule passes something and fails something', async () => {
    const pack = await packOf(id);
    const counts = await verdicts(pack, inputs);
    const rows = [...counts].map(
      ([rule, { passed = 0, failed = 0, error = 0 }]) => `| ${rule} | ${passed} | ${failed} | ${error} |`,
    );
    const sum = (status: string): number => [...counts.values()].reduce((all, count) => all + (count[status] ?? 0), 0);
    const shown =
      inputs.length === 1 ? `\`${inputs[0] ?? ''}\`` : `what lies in \`${SAMPLES}/aws\`, each account by itself`;
    const total = `On ${shown}: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('error')} undecided.`;
    tables.set(
      id,
      `## ${id}\n\n${total}\n\n| Rule | Passed | Failed | Undecided |\n|---|---:|---:|---:|\n${rows.join('\n')}\n`,
    );
    const oneSided = [...counts].filter(([, { passed, failed }]) => passed === undefined || failed === undefined);
    expect(Object.fromEntries(oneSided.map(([rule, found]) => [rule, Object.keys(found).join(' ')]))).toEqual(
      exceptions,
    );
  });
});

test('the table of verdicts: run this file with -u', async () => {
  const head = `<!-- Written by test/rules/pack-samples.test.ts (-u). Do not edit. -->\n\n# Verdicts of the packs on sample inventories\n\nEach pack over a sample of what its readers take, by the clock of ${NOW}. Every rule passes something and fails something; the exceptions stand in the test, with why.\n`;
  await expect(`${head}\n${RUNS.map(([id]) => tables.get(id) ?? '').join('\n')}`).toMatchFileSnapshot(
    '../../docs/rules/verdicts.md',
  );
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
    const pack = await packOf(id);
    const ofBuckets = new Set(pack.rules.filter(({ entityType }) => entityType === 'S3Bucket').map((rule) => rule.id));
    const buckets = [...(await verdicts(pack, [file]))].filter(([rule]) => ofBuckets.has(rule));
    expect(buckets.length).toBeGreaterThan(2);
    expect(buckets.map(([, found]) => Object.keys(found).join())).toEqual(buckets.map(() => 'error'));
  }
});

test('what no export of CloudGuard holds is undecided, not failed', async () => {
  const file = join(folder, 'export.json');
  const of = (type: string, more: object): object => ({
    ...{ type, id: type, name: type, dome9Id: `1|x|${type}`, accountNumber: '111122223333', region: 'us_west_2' },
    ...{ source: 'db', tags: [] },
    ...more,
  });
  const entities = [
    of('RDS', { isStorageEncrypted: true, dbType: 'mysql' }),
    of('S3Bucket', { policy: null, versioning: { status: 'Enabled', mfaDelete: true }, logging: { enabled: true } }),
    of('Instance', { isRunning: true, isPublic: false }),
  ];
  writeFileSync(file, JSON.stringify(entities));
  const found = new Map<string, Counts>();
  for (const id of ['cis-aws-foundations', 'aws-data-protection', 'azure-foundations']) {
    for (const [rule, counts] of await verdicts(await packOf(id), [file])) found.set(rule, counts);
  }
  // Told by answers of AWS alone.
  const ofAnswers = 'RDS.06 RDS.07 RDS.08 S3.03 S3.11 EC2.02 IAM.31 CFG.03'.split(' ').map((id) => `GSL.AWS.${id}`);
  expect(ofAnswers.map((id) => [id, found.get(id)])).toEqual(ofAnswers.map((id) => [id, { error: 1 }]));
  expect(found.get('GSL.AWS.RDS.01')).toEqual({ passed: 1 });
  expect(found.get('GSL.AZ.LOG.01')).toEqual({ error: 1 });
});

describe.each(Object.entries(PACK_TOOLS))('%s, its tests written as its tool writes them', (id, tool) => {
  test('each has the same verdict on what the reader makes', async () => {
    const wrong: string[] = [];
    for (const rule of (await packOf(id)).rules) {
      for (const [index, one] of (rule.tests as readonly RuleTest[]).entries()) {
        const file = join(folder, `${rule.id}-${index}.json`);
        writeFileSync(file, testFile(tool, rule, one));
        const include = ['passed', 'failed', 'error', 'irrelevant'] as const;
        const found: string[] = [];
        for await (const { status } of assess([rule], readInventory([file]), { now: NOW, include })) found.push(status);
        if (found.join() !== one.expect) wrong.push(`${rule.id}: ${one.name}: ${found.join() || 'not judged'}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
