import { isEntityRecord } from '../../src/values/record.ts';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryReaders } from '../../src/inventory/index.ts';
import { collectBytes } from './support.ts';

const entity = fc
  .tuple(fc.constantFrom('IamUser', 'S3Bucket', 'x_y'), fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })))
  .map(([type, rest]) => ({ ...rest, type }));

/** Bytes cut at the given places. */
function chunked(bytes: Buffer, cuts: readonly number[]): readonly Buffer[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const cuts = fc.array(fc.nat(10_000), { maxLength: 8 });
/** What is read of it: `-0` and lone surrogates do not survive the way through text; whole numbers stay exact. */
const plain = (value: unknown): unknown =>
  JSON.parse(Buffer.from(JSON.stringify(value)).toString(), (_, one: unknown) => {
    const isLong = typeof one === 'number' && !Number.isSafeInteger(one) && /^-?\d+$/u.test(JSON.stringify(one));
    return isLong ? BigInt(JSON.stringify(one)) : one;
  });

/** Parquet is read in a thread of its own, which takes a while to start; its tests have damaged files. */
const FORMATS = inventoryReaders.map(({ name }) => name).filter((name) => name !== 'parquet');

describe('properties', () => {
  it('what is written is read, however the bytes are cut', async () => {
    const layouts = fc.constantFrom<(entities: readonly object[]) => string>(
      (entities) => JSON.stringify(entities),
      (entities) => JSON.stringify(entities, null, 2),
      (entities) => entities.map((one) => `${JSON.stringify(one)}\r\n`).join(''),
      (entities) => JSON.stringify({ IamUser: entities }),
      (entities) => JSON.stringify({ IamUser: [], S3Bucket: entities }, null, '\t'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(entity, { minLength: 1, maxLength: 6 }),
        layouts,
        cuts,
        fc.boolean(),
        async (entities, layout, at, gzip) => {
          const text = Buffer.from(layout(entities));
          const { entities: read, problems } = await collectBytes(chunked(gzip ? zlib.gzipSync(text) : text, at));
          expect(problems).toEqual([]);
          expect(read).toEqual(plain(entities));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('broken text gives the same records, however the bytes are cut', async () => {
    const fragments = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '\\',
      '\n',
      ' ',
      '1',
      'x',
      '"type"',
      '{"type":"A"}',
      '"a":[',
      '\ufeff',
      'é',
      'apiVersion: v1',
      '---',
      'user,arn',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fragments, { maxLength: 40 }),
        cuts,
        fc.option(fc.constantFrom(...FORMATS)),
        async (parts, at, format) => {
          const bytes = Buffer.from(parts.join(''));
          const options = format === null ? {} : { format };
          const whole = await collectBytes(bytes, options);
          const cut = await collectBytes(chunked(bytes, at), options);
          expect(cut.records).toEqual(whole.records);
        },
      ),
      { numRuns: 600 },
    );
  });

  it('no bytes throw, with any format', async () => {
    const starts = fc.constantFrom(
      '',
      '[',
      '{"a":[',
      '{"type":"A"}\n',
      'user,arn,user_creation_time\n',
      'user,arn\n"',
      '{"ReportFormat":"text/csv","Content":"',
      '{"apiVersion":"v1","kind":"List","items":[',
      'apiVersion: v1\nkind: Pod\n',
      'a: &a [*a]\n',
      '{"format_version":"1.0","terraform_version":"1","values":',
      '{"AWSTemplateFormatVersion":"2010-09-09","Resources":{',
      'Resources:\n  A:\n    Type: AWS::S3::Bucket\n',
      '{"tests":[{"entityResults":[',
      '{"UserDetailList":[{"UserName":"u","GroupList":',
      '{"AccessKeyMetadata":[{"UserName":"u","CreateDate":',
      '{"configSnapshotId":"x","configurationItems":[{"resourceType":"AWS::S3::Bucket","supplementaryConfiguration":',
      '{"Results":["{\\"resourceType\\":\\"AWS::EC2::SecurityGroup\\",',
      '{"columns":[],"rows":[{"role_id":"R","name":"r","assume_role_policy":',
      '\x1f\x8b\x08',
      '\x28\xb5\x2f\xfd',
    );
    await fc.assert(
      fc.asyncProperty(
        starts,
        fc.uint8Array({ maxLength: 400 }),
        fc.option(fc.constantFrom(...FORMATS)),
        async (start, rest, format) => {
          const bytes = Buffer.concat([Buffer.from(start, 'latin1'), rest]);
          const { records } = await collectBytes(bytes, format === null ? {} : { format });
          for (const record of records) if (isEntityRecord(record)) expect(typeof record.entity.type).toBe('string');
        },
      ),
      { numRuns: 1500 },
    );
  });
});
