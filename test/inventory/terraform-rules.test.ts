import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/values/record.ts';
import { collectBytes, judge } from './support.ts';

/* What rules say of the plans and states that there are: the reader and the rule together. */

const HEAD = { format_version: '1.2', terraform_version: '1.9.0' };

const STATE = {
  resources: [{ mode: 'managed', type: 'aws_x', name: 'x', instances: [{ attributes: { a: 1 } }] }],
  serial: 1,
  terraform_version: '1.9.0',
  version: 4,
};

function resource(type: string, name = 'x'): object {
  return { address: `${type}.${name}`, mode: 'managed', type, name, provider_name: 'registry.terraform.io/a/b' };
}

function change(type: string, after: unknown, unknown: unknown = {}, sensitive: unknown = {}): object {
  const actions = ['create'];
  return {
    ...resource(type),
    change: { actions, before: null, after, after_unknown: unknown, after_sensitive: sensitive },
  };
}

function plan(changes: readonly object[], more: object = {}): string {
  return JSON.stringify({ ...HEAD, planned_values: { root_module: {} }, resource_changes: changes, ...more });
}

function oldState(attributes: object, more: object = {}): string {
  const primary = { id: 'the-id', attributes, meta: {}, tainted: false };
  const resources = { 'aws_x.a': { type: 'aws_x', depends_on: [], primary, deposed: [], provider: 'provider.aws' } };
  return JSON.stringify({
    version: 3,
    terraform_version: '0.11.14',
    serial: 4,
    lineage: 'l',
    modules: [{ path: ['root'], outputs: {}, resources: { ...resources, ...more }, depends_on: [] }],
  });
}

describe('unknown values', () => {
  it.each<[string, object, object, string]>([
    ['aws_x should have a = 1', {}, { a: true }, 'error'],
    ['aws_x should not have a = 1', {}, { a: true }, 'error'],
    ['aws_x should not have a contain [ b = 1 ]', {}, { a: true }, 'error'],
    ['aws_x should not have a contain [ b = 1 ]', { a: [{ c: 2 }] }, { a: [{ b: true }] }, 'error'],
    ['aws_x should not have a contain [ b = 1 ]', { a: [{ c: 2 }] }, { a: [{ d: true }] }, 'passed'],
    ['aws_x should not have a contain [ b = 1 ]', { a: [{}, { b: 1 }] }, { a: [{ b: true }, {}] }, 'failed'],
    ['aws_x should have a isEmpty()', {}, { a: true }, 'error'],
    ['aws_x should have a isEmpty()', { a: {} }, { a: { b: true } }, 'failed'],
    ['aws_x should not have a', { a: {} }, { a: { b: true } }, 'failed'],
    ['aws_x should not have l contain [ a isEmpty() ]', { l: [{ a: {} }] }, { l: [{ a: { b: true } }] }, 'passed'],
    ['aws_x should have a isEmpty()', { a: {} }, { a: {} }, 'passed'],
    ['aws_x should have name', {}, { name: true }, 'error'],
    ['aws_x should have source', {}, { source: true }, 'error'],
    ['aws_x should not have typeProperty = 1', {}, { type: true }, 'error'],
    ['aws_x should not have address = 1', {}, { address: true }, 'error'],
  ])('%s, after %j, unknown %j: %s', async (rule, after, unknown, status) => {
    const [said] = await judge(rule, plan([change('aws_x', after, unknown)]));
    expect(said?.split(' ')[0]).toBe(status);
  });

  it('are noted exactly, whole lists and their elements', async () => {
    const unknown = { all: true, some: [false, true], deep: [{ a: [{}, { b: true }] }], none: [], type: true };
    const { records } = await collectBytes(plan([change('aws_x', {}, unknown)]));
    expect(Object.keys((records[0] as EntityRecord).unknown ?? {})).toEqual([
      'all',
      'some.1',
      'deep.0.a.1.b',
      'typeProperty',
      'type',
    ]);
  });

  it('are as many as there are, in the time of one walk', async () => {
    const many = Array.from({ length: 100_000 }, () => ({ a: true }));
    const { records } = await collectBytes(plan([change('aws_x', {}, { list: many })]));
    expect(Object.keys((records[0] as EntityRecord).unknown ?? {})).toHaveLength(100_000);
  });

  it('are the ids of what planned values alone would make', async () => {
    const text = JSON.stringify({
      ...HEAD,
      planned_values: { root_module: { resources: [{ ...resource('aws_x'), values: { a: 1 } }] } },
    });
    expect(await judge("aws_x should not have id like 'aws%'", text)).toEqual(['error x']);
    expect(await judge('aws_x should have a = 1', text)).toEqual(['passed x']);
    // What is not written may be known only after the apply.
    expect(await judge('aws_x should not have b = 1', text)).toEqual(['error x']);
  });

  it('are none of what planned values have from the state before, as in a plan that only refreshes', async () => {
    const values = { root_module: { resources: [{ ...resource('aws_x'), values: { a: 1 } }] } };
    const text = JSON.stringify({ ...HEAD, planned_values: values, prior_state: { values } });
    expect(await judge('aws_x should not have b = 1', text)).toEqual(['passed x']);
  });
});

describe('attributes with the names of properties', () => {
  it.each<[string, object, string]>([
    ["aws_x should not have source contain [ location like '%@%' ]", { source: [{ location: 'a@b' }] }, 'failed'],
    ["aws_x should have source = 'terraform'", {}, 'passed'],
    ['aws_x should have source', { source: null }, 'failed'],
    ["aws_x should not have type = 'A'", { type: 'A' }, 'error'],
    ["aws_x should not have typeProperty = 'A'", { type: 'A' }, 'failed'],
    ["aws_x should have type = 'aws_x'", {}, 'passed'],
    ["aws_x should have name = 'x'", {}, 'passed'],
    ['aws_x should have name', { name: null }, 'failed'],
    ["aws_x should have name = 'y'", { name: 'y' }, 'passed'],
    ['aws_x should have name contain [ first = 1 ]', { name: [{ first: 1 }] }, 'passed'],
    ["aws_x should have id = 'i-1'", { id: 'i-1' }, 'passed'],
    ["aws_x should have address = 'Main Street'", { address: 'Main Street' }, 'passed'],
    ["aws_x should have address = 'aws_x.x'", {}, 'passed'],
  ])('%s, of %j: %s', async (rule, after, status) => {
    const [said] = await judge(rule, plan([change('aws_x', after)]));
    expect(said?.split(' ')[0]).toBe(status);
  });
});

describe('state of version 3', () => {
  it.each<[string, object, string]>([
    ['aws_x should have force_destroy = false', { force_destroy: 'true' }, 'failed'],
    ['aws_x should have force_destroy', { force_destroy: 'false' }, 'failed'],
    ['aws_x should have size >= 10', { size: '9' }, 'failed'],
    ['aws_x should have size >= 10', { size: '10' }, 'passed'],
    [
      'aws_x should not have ingress contain [ from_port <= 22 and to_port >= 22 and cidr_blocks contain [ $ = %all ] ]',
      {
        'ingress.#': '2',
        'ingress.2541437006.from_port': '0',
        'ingress.2541437006.to_port': '65535',
        'ingress.2541437006.cidr_blocks.#': '2',
        'ingress.2541437006.cidr_blocks.0': '10.0.0.0/8',
        'ingress.2541437006.cidr_blocks.1': '0.0.0.0/0',
        'ingress.9.from_port': '443',
        'ingress.9.to_port': '443',
        'ingress.9.cidr_blocks.#': '0',
      },
      'failed',
    ],
    ['aws_x should have ingress isEmpty()', { 'ingress.#': '0' }, 'passed'],
    ['aws_x should have ingress[1].a = 2', { 'ingress.#': '2', 'ingress.1.a': '2', 'ingress.0.a': '1' }, 'passed'],
    ["aws_x should have tags.Name = 'web'", { 'tags.%': '2', 'tags.Name': 'web', 'tags.a.b/c': 'd' }, 'passed'],
    ["aws_x should have id = 'the-id'", {}, 'passed'],
  ])('%s, of %j: %s', async (rule, attributes, status) => {
    const [said] = await judge(rule.replace('%all', "'0.0.0.0/0'"), oldState(attributes));
    expect(said?.split(' ')[0]).toBe(status);
  });

  it.each([
    { terraform_version: undefined, lineage: undefined, serial: undefined },
    { terraform_version: undefined, serial: undefined },
  ])('is told without %j', async (without) => {
    const text = JSON.stringify({ ...(JSON.parse(oldState({ a: '1' })) as object), ...without });
    expect(await judge('aws_x should have a = 1', text)).toEqual(['passed a']);
  });

  it('has names with dots in maps, modules, places, data sources and what is waiting to be deleted', async () => {
    const text = oldState(
      { 'tags.%': '1', 'tags.a.b/c': 'd' },
      {
        'aws_x.n.1': { type: 'aws_x', primary: { id: 'n1', attributes: { id: 'n1' } } },
        'data.aws_x.d': { type: 'aws_x', primary: { id: 'd', attributes: {} } },
        'aws_x.gone': { type: 'aws_x', primary: null, deposed: [{}] },
        'aws_x.broken': 5,
      },
    ).replace('["root"]', '["root","net"]');
    const { entities, records, problems } = await collectBytes(text);
    expect(entities).toEqual([
      {
        address: 'module.net.aws_x.a',
        tags: { 'a.b/c': 'd' },
        id: 'the-id',
        type: 'aws_x',
        name: 'a',
        source: 'terraform',
      },
      { address: 'module.net.aws_x.n[1]', id: 'n1', type: 'aws_x', name: 'n', source: 'terraform' },
    ]);
    expect(problems).toEqual(['not-an-entity@1: the element is no Terraform resource']);
    expect(records).toHaveLength(3);
  });

  it('hands its attributes on to version 4', async () => {
    const instances = [{ schema_version: 0, attributes_flat: { 'a.#': '1', 'a.0.b': 'true' } }];
    const resources = [{ mode: 'managed', type: 'aws_x', name: 'a', instances }];
    const text = JSON.stringify({ version: 4, terraform_version: '0.12.0', serial: 1, lineage: 'l', resources });
    expect(await judge('aws_x should not have a contain [ b = true ]', text)).toEqual(['failed a']);
  });
});

describe('plans that are not whole', () => {
  const bucket = change('aws_s3_bucket', { force_destroy: false });
  const rule = 'aws_s3_bucket should have force_destroy = false';

  it.each<[string, object]>([
    ['ended in an error', { errored: true, complete: false }],
    ['was made for a target', { errored: false, complete: false }],
    ['defers changes', { deferred_changes: [], complete: false }],
  ])('%s: judged, and a problem', async (_, more) => {
    for (const text of [plan([bucket], more), JSON.stringify({ ...more, ...(JSON.parse(plan([bucket])) as object) })]) {
      expect(await judge(rule, text)).toEqual(['passed x', 'problem incomplete-input']);
    }
  });

  it('judges what is deferred by what is known of it', async () => {
    const deferred = change('aws_s3_bucket', {}, { force_destroy: true });
    const text = plan([bucket], { deferred_changes: [{ reason: 'absent_prereq', resource_change: deferred }] });
    expect(await judge(rule, text)).toEqual(['passed x', 'error x', 'problem incomplete-input']);
  });

  it('does not take for missing what a deferred change does not say', async () => {
    const deferred = change('aws_s3_bucket', { bucket: 'b' });
    const text = plan([bucket], {
      deferred_changes: [{ reason: 'resource_config_unknown', resource_change: deferred }],
    });
    expect(await judge(rule, text)).toEqual(['passed x', 'error x', 'problem incomplete-input']);
    expect(await judge("aws_s3_bucket where bucket = 'b' should have bucket", text)).toContain('passed x');
  });

  it('a whole one is no problem', async () => {
    expect(await judge(rule, plan([bucket], { errored: false, complete: true }))).toEqual(['passed x']);
  });

  it.each<[string, object, readonly string[]]>([
    [
      'planned values, which may have been cut',
      { planned_values: { root_module: { resources: [{ ...resource('aws_x'), values: { a: 1 } }] } } },
      [],
    ],
    [
      'the state before',
      { prior_state: { values: { root_module: { resources: [{ ...resource('aws_x'), values: { a: 1 } }] } } } },
      [],
    ],
    ['what has drifted', { resource_drift: [change('aws_x', { a: 1 })] }, []],
  ])('without changes: %s', async (_, more, told) => {
    const text = JSON.stringify({ ...HEAD, ...more });
    expect(await judge('aws_x should have a = 2', text)).toEqual(['failed x', ...told]);
  });

  it('takes the changes alone where there are any, whatever stands before them', async () => {
    const values = { root_module: { resources: [{ ...resource('aws_s3_bucket'), values: {} }] } };
    const before = { ...HEAD, planned_values: values, prior_state: { values }, resource_drift: [bucket] };
    const text = JSON.stringify({ ...before, resource_changes: [bucket] });
    expect(await judge(rule, text)).toEqual(['passed x']);
  });
});

describe('what is told by any of its members', () => {
  const filler = Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`key${index}`, 'some text here']));
  const changes = [change('aws_x', { a: 1 })];
  const values = { root_module: { resources: [{ ...resource('aws_x'), values: { a: 1 } }] } };

  it.each<[string, unknown]>([
    [
      'a plan with sorted members',
      { configuration: { root_module: {}, z: filler }, errored: false, ...HEAD, resource_changes: changes },
    ],
    ['a plan that begins with its values', { planned_values: { outputs: filler }, ...HEAD, resource_changes: changes }],
    ['a plan that begins with the state before', { prior_state: { values: filler }, resource_changes: changes }],
    ['a state with its outputs before its version', { lineage: 'l', outputs: filler, ...STATE }],
    ['a state with its values last', { ...HEAD, values: { outputs: filler, ...values } }],
    ['a list of plans', [{ ...HEAD, resource_changes: changes }]],
  ])('%s', async (_, document) => {
    expect(await judge('aws_x should have a = 2', JSON.stringify(document))).toEqual(['failed x']);
  });

  it('several plans in one file, as a list or one after the other', async () => {
    const first = plan([change('aws_x', { a: 2 })], { errored: true });
    const second = JSON.stringify({ ...HEAD, prior_state: { values } });
    const expected = ['passed x', 'problem incomplete-input', 'failed x'];
    for (const text of [`[${first},${second}]`, `${first}\n${second}\n`, `${first}${second}`]) {
      expect(await judge('aws_x should have a = 2', text)).toEqual(expected);
    }
  });

  it.each<[string, string | Buffer, string]>([
    [
      'the log',
      '{"@level":"info","@message":"Terraform 1.9.0","@module":"terraform.ui","type":"version","ui":"1.2"}\n{"@level":"info"}\n',
      'this is the log of `terraform plan -json`, which holds no values of resources',
    ],
    [
      'the text',
      '\nTerraform used the selected providers to generate the following execution\nplan.\n',
      'this is what `terraform plan` prints for people',
    ],
    [
      'the archive',
      Buffer.from('PK\u0003\u0004\u0014\0\u0008\0\0\0xxxxxxxxxxxxxxxxtfplan'),
      'this is the saved plan, which only Terraform itself reads',
    ],
    [
      'an encrypted state',
      '{"serial":1,"lineage":"l","meta":{},"encrypted_data":"eA==","encryption_version":"v0"}',
      'this is encrypted by OpenTofu, which alone reads it',
    ],
    [
      'the output in a workflow',
      '[command]/tmp/x/terraform-bin show -json plan.tfplan\n{"format_version":"1.2","terraform_version":"1.9.0"}\n::set-output name=exitcode::0\n',
      'the plan stands between lines of the GitHub Action setup-terraform, which `terraform_wrapper: false` leaves out',
    ],
  ])('%s of a plan is refused with the right command', async (_, text, message) => {
    const { records } = await collectBytes(text);
    expect(records).toEqual([
      {
        kind: 'problem',
        code: 'unknown-format',
        message,
        provenance: { file: '<stdin>' },
        help: 'terraform plan -out plan.tfplan && terraform show -json plan.tfplan > plan.json',
      },
    ]);
  });
});

describe('what is secret', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'a plan',
      plan([change('aws_x', { a: 1, type: 'b' }, {}, { password: true, set: [{ value: true }], type: true })]),
      ['password', 'set.0.value', 'typeProperty'],
    ],
    ['a plan, all of it', plan([change('aws_x', { a: 1, b: 2 }, {}, true)]), ['a', 'b']],
    [
      'printed values',
      JSON.stringify({
        ...HEAD,
        values: {
          root_module: { resources: [{ ...resource('aws_x'), values: {}, sensitive_values: { token: true } }] },
        },
      }),
      ['token'],
    ],
    [
      'a state file',
      JSON.stringify({
        version: 4,
        terraform_version: '1.9.0',
        serial: 1,
        lineage: 'l',
        resources: [
          {
            mode: 'managed',
            type: 'aws_x',
            name: 'x',
            instances: [
              {
                attributes: {},
                sensitive_attributes: [
                  [{ type: 'get_attr', value: 'password' }],
                  [
                    { type: 'get_attr', value: 'list' },
                    { type: 'index', value: { value: 0, type: 'number' } },
                  ],
                ],
              },
            ],
          },
        ],
      }),
      ['password', 'list.0'],
    ],
  ])('%s marks it', async (_, text, paths) => {
    const { records } = await collectBytes(text);
    expect(records.map((record) => (record as EntityRecord).sensitive)).toEqual([paths]);
  });
});
