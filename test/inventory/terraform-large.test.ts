import { describe, expect, it } from 'vitest';
import { hclParser } from '../../src/inventory/files/hcl-library.ts';
import type { HclParser } from '../../src/inventory/terraform/hcl/node.ts';
import { piecesOf } from '../../src/inventory/terraform/hcl/pieces.ts';
import { collectBytes } from './support.ts';

const bucket = (name: string): string => `resource "aws_s3_bucket" "${name}" {\n  bucket = local.start\n}\n`;
const many = (count: number, name: string): string =>
  Array.from({ length: count }, (_, index) => bucket(`${name}${index}`)).join('');
/** Longer than a piece, and each line of it looks like the start of a block. */
const lookalike = `resource "aws_iam_policy" "long" {\n  policy = <<EOF\n${'resource "not" "one" {\n'.repeat(3_000)}EOF\n}\n`;
const BROKEN = 'resource "aws_s3_bucket" "broken" {\n  bucket = = 5\n}\n';
const limits = { maxRecordBytes: 10_000_000, maxDepth: 200 };

async function counted(text: string): Promise<{ readonly parsed: readonly number[]; readonly pieces: number }> {
  const parser = await hclParser();
  if (parser === undefined) throw new TypeError('the packages are there');
  const parsed: number[] = [];
  const parse: HclParser = (own, depth) => {
    parsed.push(own.length);
    return parser(own, depth);
  };
  const pieces = [...piecesOf('main.tf', text, limits, parse)].length;
  return { parsed, pieces };
}

describe('a large file of Terraform', () => {
  it('is parsed in pieces, each when it is asked for, so that no more than the tree of one is there', async () => {
    const text = many(6_000, 'b');
    const { parsed, pieces } = await counted(text);
    expect(Math.max(...parsed)).toBeLessThan(33_000);
    expect(parsed).toHaveLength(pieces);
    expect(parsed.reduce((sum, size) => sum + size, 0)).toBe(text.length);
    let asked = 0;
    const one = piecesOf('main.tf', text, limits, () => {
      asked += 1;
      return { type: 'config_file', isBroken: false, start: 0, end: 0, line: 1, children: [] };
    });
    one.next();
    expect(asked).toBe(1);
  });

  it('gives the entities, lines and values that its blocks have by themselves', async () => {
    const { entities, records, problems } = await collectBytes(
      `${many(2_000, 'a')}locals {\n  start = "x"\n}\n${many(2_000, 'b')}`,
      { format: 'terraform-configuration' },
    );
    expect(problems).toEqual([]);
    expect(entities.map(({ id }) => id)).toEqual(
      ['a', 'b'].flatMap((name) => Array.from({ length: 2_000 }, (_, index) => `aws_s3_bucket.${name}${index}`)),
    );
    expect(entities.every(({ bucket: name }) => name === 'x')).toBe(true);
    expect(records.map(({ provenance }) => provenance.line)).toEqual(
      Array.from({ length: 4_000 }, (_, index) => 1 + 3 * index + (index < 2_000 ? 0 : 3)),
    );
  });

  it('is parsed in one where its pieces are not HCL by themselves', async () => {
    const { entities, problems } = await collectBytes(`${many(1_000, 'a')}${lookalike}${many(1_000, 'b')}`, {
      format: 'terraform-configuration',
    });
    expect(problems).toEqual([]);
    expect(entities).toHaveLength(2_001);
  });

  it('takes no line of a text for a block, however long the text is', async () => {
    const text = `resource "aws_iam_policy" "long" {\n  policy = <<EOF\n${bucket('no').repeat(12_000)}EOF\n}\n`;
    expect(text.length).toBeGreaterThan(20 * 32 * 1024);
    const { entities, problems } = await collectBytes(`${bucket('first')}${text}${bucket('last')}`, {
      format: 'terraform-configuration',
    });
    expect(problems).toEqual([]);
    expect(entities.map(({ id }) => id)).toEqual(['aws_s3_bucket.first', 'aws_iam_policy.long', 'aws_s3_bucket.last']);
  });

  const brokenEvery = (count: number): string =>
    Array.from({ length: 20 }, (_, index) => `${many(count, `b${index}_`)}${BROKEN}`).join('');

  it('tells what is broken in it, and reads the rest', async () => {
    const { entities, problems } = await collectBytes(brokenEvery(200), { format: 'terraform-configuration' });
    expect(entities).toHaveLength(4_000);
    expect(problems).toHaveLength(20);
    expect(problems[0]).toMatch(/^invalid-hcl@602: /u);
  });

  it('costs what its length does, also where many pieces are broken', async () => {
    const text = brokenEvery(800);
    const { parsed } = await counted(text);
    expect(parsed.reduce((sum, size) => sum + size, 0)).toBeLessThan(5 * text.length);
  });
});
