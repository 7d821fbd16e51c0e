import { describe, expect, it } from 'vitest';
import type { EntityRecord } from '../../src/inventory/index.ts';
import { collectBytes } from './support.ts';

const head = { format_version: '1.2', terraform_version: '1.9.0' };
const bucket = {
  address: 'aws_s3_bucket.logs',
  mode: 'managed',
  type: 'aws_s3_bucket',
  name: 'logs',
  provider_name: 'registry.terraform.io/hashicorp/aws',
};

function change(resource: object, after: unknown, unknown: unknown = {}, actions = ['create']): object {
  return { ...resource, change: { actions, before: null, after, after_unknown: unknown } };
}

describe('terraform', () => {
  it.each([
    ['of a state', [{ ...bucket, values: { bucket: 'b', id: 'b' } }], {}],
    ['of a plan', [change(bucket, { bucket: 'b' }, { id: true })], { id: 'known after apply (aws_s3_bucket.logs)' }],
    [
      'of planned values',
      [{ ...bucket, values: { bucket: 'b', tags: { a: 'b' } } }],
      { id: 'known after apply (aws_s3_bucket.logs)', arn: 'known after apply (aws_s3_bucket.logs)' },
    ],
    [
      'of a state file',
      [
        {
          ...bucket,
          provider: 'provider["registry.terraform.io/hashicorp/aws"]',
          instances: [{ attributes: { bucket: 'b', id: 'b' } }],
        },
      ],
      {},
    ],
  ])('reads resources by themselves, %s: their attributes are not in `values`', async (_, resources, unknown) => {
    const data = { address: 'data.aws_iam_user.x', mode: 'data', type: 'aws_iam_user', name: 'x', values: {} };
    for (const text of [
      JSON.stringify([...resources, data]),
      JSON.stringify(resources[0]),
      resources.map((one) => JSON.stringify(one)).join('\n'),
      JSON.stringify({ resources, child_modules: [] }),
    ]) {
      const { records, problems } = await collectBytes(text);
      expect(problems).toEqual([]);
      expect(records).toHaveLength(1);
      const [record] = records as readonly EntityRecord[];
      expect(record?.entity).toMatchObject({ type: 'aws_s3_bucket', bucket: 'b' });
      expect(record?.unknown ?? {}).toMatchObject(unknown);
    }
  });

  it('reads a state: modules, count, for_each; no data sources', async () => {
    const state = {
      ...head,
      values: {
        outputs: { resources: [{ type: 'not one' }] },
        root_module: {
          resources: [
            { ...bucket, values: { bucket: 'my-logs', id: 'my-logs', tags: { a: 'b' } } },
            { address: 'data.aws_iam_user.x', mode: 'data', type: 'aws_iam_user', name: 'x', values: {} },
            {
              address: 'aws_iam_user.u[0]',
              mode: 'managed',
              type: 'aws_iam_user',
              name: 'u',
              index: 0,
              values: { name: 'alice' },
            },
          ],
          child_modules: [
            {
              address: 'module.a',
              resources: [
                {
                  address: 'module.a.aws_lb.l["x"]',
                  mode: 'managed',
                  type: 'aws_lb',
                  name: 'l',
                  index: 'x',
                  values: {},
                },
              ],
              child_modules: [
                {
                  address: 'module.a.module.b',
                  resources: [
                    {
                      address: 'module.a.module.b.aws_route53_record.r',
                      mode: 'managed',
                      type: 'aws_route53_record',
                      name: 'r',
                      values: { type: 'A', address: 'own' },
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
    };
    for (const text of [JSON.stringify(state), JSON.stringify(state, null, 2)]) {
      const { entities, problems, records } = await collectBytes(text);
      expect(problems).toEqual([]);
      expect(entities).toEqual([
        {
          address: 'aws_s3_bucket.logs',
          bucket: 'my-logs',
          id: 'my-logs',
          tags: { a: 'b' },
          type: 'aws_s3_bucket',
          name: 'logs',
          source: 'terraform',
        },
        {
          address: 'aws_iam_user.u[0]',
          name: 'alice',
          type: 'aws_iam_user',
          id: 'aws_iam_user.u[0]',
          source: 'terraform',
        },
        {
          address: 'module.a.aws_lb.l["x"]',
          type: 'aws_lb',
          id: 'module.a.aws_lb.l["x"]',
          name: 'l',
          source: 'terraform',
        },
        {
          address: 'own',
          typeProperty: 'A',
          type: 'aws_route53_record',
          id: 'module.a.module.b.aws_route53_record.r',
          name: 'r',
          source: 'terraform',
        },
      ]);
      expect(records.map(({ provenance }) => provenance.address)[3]).toBe('module.a.module.b.aws_route53_record.r');
    }
  });

  it('reads a plan: what is known after it, and what is not', async () => {
    const plan = {
      ...head,
      planned_values: { root_module: { resources: [{ ...bucket, values: { bucket: 'twice' } }] } },
      resource_changes: [
        change(
          bucket,
          { bucket: 'my-logs', grant: [{ id: null, type: 'x' }], tags: null },
          { id: true, arn: true, grant: [{ id: true, tags: [false, true] }], tags: {}, labels: { 'a.b/c': true } },
        ),
        change({ ...bucket, address: 'aws_s3_bucket.old' }, null, {}, ['delete']),
        change({ ...bucket, address: 'aws_s3_bucket.named', name: 'named' }, {}, { name: true }, ['delete', 'create']),
        change({ ...bucket, address: 'data.aws_s3_bucket.d', mode: 'data' }, {}, {}, ['read']),
        change({ ...bucket, address: 'aws_s3_bucket.same', name: 'same' }, { id: 'same' }, {}, ['no-op']),
      ],
      prior_state: { values: { root_module: { resources: [bucket] } } },
      configuration: { root_module: { resources: [bucket] } },
    };
    const { entities, problems, records } = await collectBytes(JSON.stringify(plan));
    expect(problems).toEqual([]);
    expect(records.map((record) => (record as EntityRecord).unknown)).toEqual([
      Object.fromEntries(
        ['id', 'arn', 'grant.0.id', 'grant.0.tags.1', 'labels'].map((path) => [
          path,
          'known after apply (aws_s3_bucket.logs)',
        ]),
      ),
      { name: 'known after apply (aws_s3_bucket.named)' },
      undefined,
    ]);
    expect(entities).toEqual([
      {
        address: 'aws_s3_bucket.logs',
        bucket: 'my-logs',
        grant: [{ id: null, type: 'x' }],
        tags: null,
        type: 'aws_s3_bucket',
        id: 'aws_s3_bucket.logs',
        name: 'logs',
        source: 'terraform',
      },
      {
        address: 'aws_s3_bucket.named',
        type: 'aws_s3_bucket',
        id: 'aws_s3_bucket.named',
        source: 'terraform',
      },
      { address: 'aws_s3_bucket.same', type: 'aws_s3_bucket', id: 'same', name: 'same', source: 'terraform' },
    ]);
  });

  it('reads the planned values of a plan without changes', async () => {
    const plan = { ...head, planned_values: { root_module: { resources: [{ ...bucket, values: { bucket: 'b' } }] } } };
    expect((await collectBytes(JSON.stringify(plan))).entities.map((entity) => entity['bucket'])).toEqual(['b']);
    expect((await collectBytes('{"format_version":"1.0"}')).records).toEqual([]);
  });

  it('reads a plan that has the schemas of its providers beside it, as HCP Terraform gives one', async () => {
    const plan = {
      ...head,
      planned_values: { root_module: { resources: [{ ...bucket, values: { bucket: 'b' } }] } },
      resource_changes: [change(bucket, { bucket: 'b' })],
      provider_schemas: { 'registry.terraform.io/hashicorp/aws': { resource_schemas: {} } },
    };
    const { entities, problems } = await collectBytes(JSON.stringify(plan));
    expect([entities.map(({ type }) => type), problems]).toEqual([['aws_s3_bucket'], []]);
  });

  it('reads a state file', async () => {
    const state = {
      version: 4,
      terraform_version: '1.9.0',
      serial: 3,
      lineage: 'x',
      outputs: {},
      resources: [
        {
          module: 'module.m',
          mode: 'managed',
          type: 'aws_iam_user',
          name: 'u',
          instances: [
            { index_key: 'a', attributes: { id: 'a' } },
            { index_key: 1, attributes: { name: 'b' } },
            { index_key: 'LONG', attributes: { name: 'c' } },
          ],
        },
        { mode: 'data', type: 'aws_iam_user', name: 'd', instances: [{ attributes: {} }] },
      ],
    };
    const { entities, records } = await collectBytes(
      JSON.stringify(state, null, 2).replace('"LONG"', '12345678901234567890'),
    );
    expect(entities.map(({ id, name }) => [id, name])).toEqual([
      ['a', 'u'],
      ['module.m.aws_iam_user.u[1]', 'b'],
      ['module.m.aws_iam_user.u[12345678901234567890]', 'c'],
    ]);
    expect((records[0] as EntityRecord).provenance.address).toBe('module.m.aws_iam_user.u["a"]');
  });

  it('reports what is no resource, and goes on', async () => {
    const plan = { ...head, resource_changes: [5, {}, { change: { after: {} } }, change(bucket, {})] };
    const { entities, problems } = await collectBytes(JSON.stringify(plan));
    expect(problems).toEqual(
      [0, 1, 2].map((index) => `not-an-entity@1#${index}: the element is no Terraform resource`),
    );
    expect(entities).toHaveLength(1);
  });
});
