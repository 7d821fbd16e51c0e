import { expect, test } from 'vitest';
import { assess } from '../../src/assess/assess.ts';
import type { PartPiece } from '../../src/assess/parts.ts';
import { assessPart, assessParts } from '../../src/index.ts';
import { loadSchemas } from '../../src/check/schemas/complete/index.ts';
import { readBytes, type InventoryRecord } from '../../src/inventory/formats.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: { name: a, labels: { app: web } }
spec: { containers: [{ name: c, securityContext: { privileged: true } }] }`;
const GROUPS = JSON.stringify({
  SecurityGroups: [{ GroupId: 'sg-1', GroupName: 'g', Tags: [{ Key: 'Env', Value: 'prod' }], IpPermissions: [] }],
});
const STATE = JSON.stringify({
  version: 4,
  terraform_version: '1.6.0',
  serial: 1,
  lineage: 'x',
  resources: [
    {
      mode: 'managed',
      type: 'acme_disk',
      name: 'd',
      provider: 'provider["registry.terraform.io/acme/acme"]',
      instances: [{ attributes: { id: 'd', tags: { Env: 'prod' }, crypt: [{ encrypted: false, description: 'x' }] } }],
    },
  ],
});
const TEMPLATE = JSON.stringify({
  AWSTemplateFormatVersion: '2010-09-09',
  Resources: { B: { Type: 'AWS::S3::Bucket', Properties: { Tags: [{ Key: 'Env', Value: 'prod' }] } } },
});
const LATER = JSON.stringify([
  { type: 'Box', id: '1', context: {}, nics: [], taints: [{ key: 'a', value: 'b' }], snapshot: { owner: 'x' } },
  {
    type: 'Box',
    id: '2',
    context: { hostPid: true },
    nics: [{}, { openRules: [1] }],
    tags: [{ key: 'Env', value: 'x' }],
    labels: [{ name: 'Env', value: 'x' }],
  },
]);
const PLAIN = JSON.stringify([
  {
    type: 'Thing',
    id: '1',
    name: 'a',
    labels: [{ key: 'app', value: 'x' }],
    nics: [{ rules: [{ net: { cidr: 'x' } }] }],
  },
  { type: 'Thing', id: '2', name: 'b', a: { size: 1 }, b: { size: 1 }, c: { size: 1 }, d: { size: 1, sizes: 1 } },
]);

// A name that stands somewhere else than a rule asks for it: the verdict rests on nothing, and a negated rule passed.
test.each<[string, string, string | undefined, 'error' | 'note']>([
  [
    POD,
    "KubernetesPod should not have labels.app = 'web'",
    "write `labels contain [ key = 'app' and value = … ]`",
    'error',
  ],
  [POD, "KubernetesPod should not have labels contain [ app = 'web' ]", "write `key = 'app' and value = …`", 'error'],
  [POD, "KubernetesPod should not have labels contain [ name = 'app' ]", 'write `key = …`', 'error'],
  [
    POD,
    'KubernetesPod should not have spec.containers contain [ privileged = true ]',
    'did you mean `securityContext.privileged`?',
    'error',
  ],
  [
    GROUPS,
    "SecurityGroup should not have Tags.Env = 'prod'",
    "write `Tags contain [ Key = 'Env' and Value = … ]`",
    'error',
  ],
  [
    GROUPS,
    "SecurityGroup should not have tags.Env = 'prod'",
    "write `tags contain [ key = 'Env' and value = … ]`",
    'error',
  ],
  [
    STATE,
    "acme_disk should not have tags contain [ key = 'Owner' ]",
    '`tags` is an object of names: `tags.Env = …`',
    'error',
  ],
  [
    STATE,
    'acme_disk should not have encrypted = false',
    'the elements of `crypt` have it: `crypt contain [ encrypted … ]`',
    'error',
  ],
  // What many things have says little.
  [
    STATE,
    "acme_disk should not have description = 'x'",
    'the elements of `crypt` have it: `crypt contain [ description … ]`',
    'note',
  ],
  [
    PLAIN,
    'Thing should not have rules length() > 0',
    'the elements of `nics` have it: `nics contain [ rules … ]`',
    'note',
  ],
  [PLAIN, "Thing should not have nics contain [ rules contain [ cidr = 'x' ] ]", 'did you mean `net.cidr`?', 'error'],
  // The tags of a template's resource, and what a template does not tell.
  [TEMPLATE, "AWS_S3_Bucket should not have tags contain [ key = 'Env' ]", 'did you mean `Tags`?', 'error'],
  [
    TEMPLATE,
    "AWS_S3_Bucket should not have Tags.Env = 'prod'",
    "write `Tags contain [ Key = 'Env' and Value = … ]`",
    'error',
  ],
  [TEMPLATE, "AWS_S3_Bucket should not have region = 'us-east-1'", 'it has `name`, `source`, `Tags`, `id`', 'note'],
  [TEMPLATE, 'AWS_S3_Bucket should not have BucketName', undefined, 'note'],
  // Text without its quotes.
  [GROUPS, 'SecurityGroup should not have name = SSH', "text stands between single quotes: `'SSH'`", 'error'],
  [GROUPS, 'SecurityGroup should have name != creator', "is `creator` a property, or text, `'creator'`?", 'note'],
  [
    POD,
    'KubernetesPod should not have labels contain [ value = web ]',
    "is `web` a property, or text, `'web'`?",
    'note',
  ],
  [
    PLAIN,
    'Thing should not have name = otherName',
    'they have `name`, `id`, `labels`, `nics`, `a`, `b`, `c`, `d`',
    'note',
  ],
  [PLAIN, 'Thing should not have sizes = 1', 'did you mean `d.sizes`?', 'note'],
  // Not the first that has the object, nor the first element of its list.
  [LATER, 'Box should not have hostPid = true', 'did you mean `context.hostPid`?', 'error'],
  [
    LATER,
    'Box should not have openRules length() > 0',
    'the elements of `nics` have it: `nics contain [ openRules … ]`',
    'error',
  ],
  // What may stand beside a key, and keys that are called otherwise.
  [
    LATER,
    "Box should not have taints contain [ toleration = 'x' ]",
    "write `key = 'toleration' and value = …`",
    'note',
  ],
  [
    LATER,
    'Box should not have tags contain [ propagateAtLaunch = true ]',
    "write `key = 'propagateAtLaunch' and value = …`",
    'note',
  ],
  [LATER, "Box should not have labels contain [ key = 'Env' ]", 'it has `name`, `value`', 'note'],
  [LATER, "Box should not have owner = 'root'", 'did you mean `snapshot.owner`?', 'note'],
  // In many objects it is of no place, and all entities have an id.
  [PLAIN, 'Thing should not have size = 1', 'they have `id`, `name`, `labels`, `nics`, `a`, `b`, `c`, `d`', 'note'],
  [PLAIN, "Thing should not have labels contain [ key = 'app' ]", undefined, 'note'],
])('%#: %s\n%s', async (text, logic, help, severity) => {
  const records: InventoryRecord[] = [];
  for await (const record of readBytes('in', new TextEncoder().encode(text))) records.push(record);
  const rules = [{ id: 'r', severity: 'High' as const, logic }];
  const options = { now: 0, schemas: await loadSchemas(['AWS_S3_Bucket']) };
  const whole = await assess(rules, records, options).finish();
  const said = whole.rules.flatMap(({ evidence }) => evidence.map((one) => [one.severity, one.help]));
  expect(said).toEqual(help === undefined ? [] : [[severity, help]]);
  expect(whole.rules[0]?.status === 'error').toBe(help !== undefined && severity === 'error');
  const pieces: PartPiece[] = [];
  for (const record of records) for await (const piece of assessPart(rules, only(record), options)) pieces.push(piece);
  const parts = await assessParts(rules, pieces, options).finish();
  expect(parts.rules.map(({ evidence }) => evidence)).toEqual(whole.rules.map(({ evidence }) => evidence));
});

async function* only(record: InventoryRecord): AsyncGenerator<InventoryRecord> {
  yield await Promise.resolve(record);
}
