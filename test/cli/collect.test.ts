import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { packs } from '../../src/rules/packs/index.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-collect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(packs.map(({ id }) => id))('collect for %s', (id) => {
  test('knows a command for every type, and prints a script that a shell reads', async () => {
    const { code, out, err } = await gsl(['collect', '--ruleset', id]);
    expect(err).toBe('');
    expect(code).toBe(0);
    const script = join(folder, `${id}.sh`);
    writeFileSync(script, out);
    execFileSync('sh', ['-n', script]);
    // Read-only by the names of the commands.
    expect(out).not.toMatch(/aws [a-z\d-]+ (?:create|delete|put|update|modify|attach|detach|start|stop)-/u);
  });
});

test('the script for cis-aws-foundations, and its policy', async () => {
  expect((await gsl(['collect', '--ruleset', 'cis-aws-foundations'])).out).toMatchSnapshot();
  const { out } = await gsl(['collect', '--ruleset', 'cis-aws-foundations', '--policy']);
  const [statement] = (JSON.parse(out) as { Statement: { Action: string[] }[] }).Statement;
  expect(statement?.Action).toMatchSnapshot();
  expect(
    statement?.Action.filter((action) => !/:(?:Describe|Get|List|GenerateCredentialReport)/u.test(action)),
  ).toEqual([]);
});

/** An `aws` that answers as the real one, for two buckets: one with everything set, one bare. */
const AWS = `#!/bin/sh
case "$*" in
  *"sts get-caller-identity"*) echo 111122223333 ;;
  *"s3api list-buckets --query"*) echo "full bare" ;;
  *"s3api list-buckets"*) echo '{"Buckets":[{"Name":"full","CreationDate":"2024-01-01T00:00:00Z"},{"Name":"bare","CreationDate":"2024-01-01T00:00:00Z"}],"Owner":{"ID":"1"}}' ;;
  *get-bucket-policy-status*full*) echo '{"Bucket":"full","PolicyStatus":{"IsPublic":false}}' ;;
  *get-public-access-block*full*) echo '{"Bucket":"full","PublicAccessBlockConfiguration":{"BlockPublicAcls":true,"IgnorePublicAcls":true,"BlockPublicPolicy":true,"RestrictPublicBuckets":true}}' ;;
  *get-public-access-block*bare*) echo "An error occurred (NoSuchPublicAccessBlockConfiguration)" >&2; exit 254 ;;
  *get-bucket-policy*bare*) echo "An error occurred (NoSuchBucketPolicy)" >&2; exit 254 ;;
  *get-bucket-logging*bare*) echo '{"Bucket":"bare","LoggingEnabled":{}}' ;;
  *) echo "An error occurred (AccessDenied)" >&2; exit 254 ;;
esac
`;

test('what it makes is read as it is; what may not be read stays unknown', async () => {
  const rules = join(folder, 'buckets.yaml');
  writeFileSync(rules, '- {id: B, severity: Low, logic: S3Bucket should have policy}\n');
  const script = join(folder, 'buckets.sh');
  writeFileSync(script, (await gsl(['collect', rules])).out);
  writeFileSync(join(folder, 'aws'), AWS);
  chmodSync(join(folder, 'aws'), 0o755);
  const out = join(folder, 'inventory');
  execFileSync('sh', [script, out], {
    env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
    stdio: 'pipe',
  });
  const found = new Map<string, { entity: Record<string, unknown>; unknown: string[] }>();
  const problems: string[] = [];
  for await (const record of readInventory([out])) {
    if (record.kind === 'problem') problems.push(record.message);
    if (record.kind === 'entity') {
      found.set(record.entity.name ?? '', { entity: record.entity, unknown: Object.keys(record.unknown ?? {}) });
    }
  }
  expect(problems).toEqual([]);
  const off = {
    BlockPublicAcls: false,
    IgnorePublicAcls: false,
    BlockPublicPolicy: false,
    RestrictPublicBuckets: false,
  };
  expect(found.get('bare')?.entity).toMatchObject({
    policy: null,
    PublicAccessBlockConfiguration: off,
    logging: { enabled: false },
  });
  expect(found.get('full')?.entity).toMatchObject({ PublicAccessBlockConfiguration: { BlockPublicAcls: true } });
  // Not allowed to be read: not "none".
  expect(found.get('full')?.unknown).toEqual(expect.arrayContaining(['policy', 'encryption', 'versioning']));
  expect(found.get('bare')?.unknown).toEqual(expect.arrayContaining(['encryption', 'versioning']));
});

test('a rule that cannot be read is told, and makes no script of the others', async () => {
  const path = join(folder, 'rules.yaml');
  writeFileSync(
    path,
    '- {id: A, severity: Low, logic: SecurityGroup should have name}\n- {id: B, severity: Low, logic: S3Bucket shoud have name}\n',
  );
  const { code, out, err } = await gsl(['collect', path]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toContain('unknown word `shoud`');
});

test('types that are looked up, however the function is written', async () => {
  const path = join(folder, 'looked.gsl');
  writeFileSync(path, "SecurityGroup should have getresources('S3Bucket', name, 'name') isEmpty()");
  expect((await gsl(['collect', path])).out).toContain('aws s3api list-buckets');
});
