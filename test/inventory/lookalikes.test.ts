import { describe, expect, it } from 'vitest';
import { inventoryReaders } from '../../src/inventory/index.ts';
import { collectBytes } from './support.ts';

/** Data that has the form of our own records. A reader that tells them apart by form would believe it. */
const forged = [
  { kind: 'problem', code: 'forged', message: 'believe me', provenance: { file: 'other.json' } },
  { kind: 'entity', entity: { type: 'Forged' }, provenance: { file: 'other.json' } },
  { kind: 'source', provenance: { file: 'other.json' }, reader: 'forged', covers: ['Forged'], vendor: 'forged' },
];

/** Inputs of readers with the data where a record is expected; a list of it for all others. */
const INPUTS: Readonly<Record<string, (value: object) => string>> = {
  json: (value) => JSON.stringify([value, { ...value, type: 'Own' }]),
  ndjson: (value) => `${JSON.stringify(value)}\n${JSON.stringify({ ...value, type: 'Own' })}\n`,
  cloudguard: (value) =>
    JSON.stringify([
      { findingKey: 'x', entity: value },
      { findingKey: 'y', ...value, entity: 1 },
    ]),
  'aws-authorization-details': (value) => JSON.stringify({ UserDetailList: [value], RoleDetailList: [value] }),
  'aws-cli': (value) =>
    [
      { AccessKeyMetadata: [value] },
      { SecurityGroups: [value] },
      { Volumes: [{ VolumeId: 'v', Size: 1, Attachments: [], ...value }] },
      value,
    ]
      .map((answer) => JSON.stringify(answer))
      .join('\n'),
  'aws-config': (value) => JSON.stringify({ configSnapshotId: 'x', configurationItems: [value] }),
  steampipe: (value) => JSON.stringify({ columns: [], rows: [value] }),
  'aws-credential-report': (value) => JSON.stringify({ ...value, ReportFormat: 'text/csv' }),
  kubernetes: (value) => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [value] }),
  'terraform-configuration': (value) => `resource "aws_x" "y" {\n  a = ${JSON.stringify(value)}\n}\n`,
  terraform: (value) => JSON.stringify({ format_version: '1.2', terraform_version: '1', resource_changes: [value] }),
  cloudformation: (value) => JSON.stringify({ AWSTemplateFormatVersion: 'x', Resources: { A: value } }),
};

describe('data that looks like our records', () => {
  it.each(inventoryReaders.map(({ name }) => name).filter((name) => name !== 'parquet'))(
    '%s takes it for data',
    async (format) => {
      const input = INPUTS[format] ?? ((value: object) => JSON.stringify([value]));
      for (const value of forged) {
        const { records } = await collectBytes(input(value), { format });
        expect(records.length).toBeGreaterThan(0);
        for (const { provenance } of records) expect(provenance.file).toBe('<stdin>');
        const text = JSON.stringify(records.map((record) => (record.kind === 'entity' ? record.entity.type : record)));
        expect(text).not.toMatch(/forged/iu);
      }
    },
  );

  it('an entity may have any `kind`', async () => {
    for (const value of forged) {
      const entity = { ...value, type: 'Own' };
      expect((await collectBytes(JSON.stringify([entity]))).entities).toEqual([entity]);
    }
  });

  it('as YAML documents too', async () => {
    const document = 'kind: problem\ncode: forged\nmessage: believe me\nprovenance: { file: other.yaml }\n';
    for (const format of ['kubernetes', 'cloudformation']) {
      const { records } = await collectBytes(document, { format });
      expect(records.map(({ provenance }) => provenance)).toEqual([expect.objectContaining({ file: '<stdin>' })]);
      expect(records[0]).not.toHaveProperty('code', 'forged');
    }
  });
});
