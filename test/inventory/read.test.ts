import { isProblemRecord, type InventoryRecord } from '../../src/values/record.ts';
import { readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { codes } from '../../src/codes.ts';
import { inventoryReaders, readInventory } from '../../src/inventory/index.ts';
import { collect, collectBytes, stream, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const a = { type: 'IamUser', name: 'a' };
const b = { type: 'S3Bucket', name: 'b', tags: [{ key: 'k', value: 'v' }] };
const deep = (levels: number, inner = ''): string => '['.repeat(levels) + inner + ']'.repeat(levels);

describe('shapes of JSON', () => {
  const shapes: readonly (readonly [string, string])[] = [
    ['array', JSON.stringify([a, b])],
    ['pretty array', JSON.stringify([a, b], null, 2)],
    ['array, one element a line', `[\n${JSON.stringify(a)},\n${JSON.stringify(b)}\n]\n`],
    ['NDJSON', `${JSON.stringify(a)}\n${JSON.stringify(b)}\n`],
    ['NDJSON without a last line feed', `${JSON.stringify(a)}\n${JSON.stringify(b)}`],
    ['NDJSON with CRLF', `${JSON.stringify(a)}\r\n${JSON.stringify(b)}\r\n`],
    ['NDJSON with blank lines', `\n\n${JSON.stringify(a)}\n \t\n${JSON.stringify(b)}\n\n`],
    ['object of lists', JSON.stringify({ users: [a], buckets: [b] })],
    ['pretty object of lists', JSON.stringify({ users: [a], Empty: [], buckets: [b] }, null, 2)],
    ['BOM', `\ufeff${JSON.stringify([a, b])}`],
    ['BOM before NDJSON', `\ufeff${JSON.stringify(a)}\n${JSON.stringify(b)}`],
    ['white space around', `\n\n  ${JSON.stringify([a, b])}  \r\n`],
  ];
  it.each(shapes)('%s', async (_, text) => {
    for (const bytes of [Buffer.from(text), zlib.gzipSync(text), zstd(text)]) {
      const { entities, problems } = await collectBytes(bytes);
      expect(problems).toEqual([]);
      expect(entities).toEqual([a, b]);
    }
  });

  it('reads one entity, plain or pretty, with its type first or last', async () => {
    for (const entity of [b, { managedPolicies: [], list: [{ type: 'x' }], ...b, type: 'S3Bucket' }]) {
      expect((await collectBytes(JSON.stringify(entity))).entities).toEqual([entity]);
      expect((await collectBytes(JSON.stringify(entity, null, 2))).entities).toEqual([entity]);
    }
    const late = { items: [{ a: 1 }], type: 'Late' };
    expect((await collectBytes(JSON.stringify(late))).entities).toEqual([late]);
  });

  it('reads entities one after the other, as jq prints them', async () => {
    const text = [a, b, a].map((one) => JSON.stringify(one, null, 2)).join('\n');
    expect((await collectBytes(text)).entities).toEqual([a, b, a]);
    const broken = await collectBytes(text.replace('}\n{', '}\n}, oops {'));
    expect(broken.entities).toEqual([a, b, a]);
    expect(broken.problems).toEqual([
      expect.stringMatching(/^invalid-json@5: expected a value, found `\}`/u),
      expect.stringMatching(/^invalid-json@5: the record is not valid JSON/u),
    ]);
  });

  it('reads lines longer than the sample, with the type at their end', async () => {
    const long = { name: 'long', list: 'x'.repeat(100_000), type: 'Long' };
    expect((await collectBytes(`${JSON.stringify(long)}\n${JSON.stringify(a)}\n`)).entities).toEqual([long, a]);
    expect((await collectBytes(JSON.stringify([long, a]))).entities).toEqual([long, a]);
  });

  it('says when one entity was taken for lists by type', async () => {
    const { problems } = await collectBytes(JSON.stringify({ rules: Array(30_000).fill({}), type: 'X' }, null, 1));
    expect(problems.at(-1)).toMatch(/^not-an-entity@\d+: `type` is not a list of entities/u);
  });

  it('types nothing by the name of its list', async () => {
    for (const text of [
      '{"IamUser":[{"name":"n"},{"type":"IamRole"}]}',
      '{"total":2,"IamUser":[{"name":"n"},{"type":"IamRole"}]}',
    ]) {
      const { entities, problems, records } = await collectBytes(text);
      expect(entities).toEqual([{ type: 'IamRole' }]);
      expect(problems.at(-1)).toMatch(/^not-an-entity@?\d*#0: the object has no `type`/u);
      expect(JSON.stringify(records)).toContain('whose `type` names its kind');
    }
    const rows = await collectBytes('[{"user_id":17,"name":"Ana"},{"role_id":18,"name":"Bo","groups":[]}]');
    expect(rows.entities).toEqual([]);
    expect(rows.problems).toHaveLength(2);
  });

  it('reads lists with something else beside them, and says so', async () => {
    const { entities, problems } = await collectBytes(
      '{"generated":"2026-11-23","users":[{"type":"IamUser","name":"a"}]}',
    );
    expect(entities).toEqual([a]);
    expect(problems).toEqual(['not-an-entity@1: `generated` is not a list of entities']);
  });

  it('keeps `__proto__` and `constructor` as data', async () => {
    for (const text of [
      '[{"type":"X","__proto__":{"admin":true},"constructor":1}]',
      '{"X":[{"type":"X","__proto__":{"admin":true},"constructor":1}]}',
    ]) {
      const [entity] = (await collectBytes(text)).entities;
      expect(Object.getPrototypeOf(entity)).toBe(Object.prototype);
      expect(Object.keys(entity!)).toEqual(['type', '__proto__', 'constructor']);
      expect(entity!['admin']).toBeUndefined();
    }
  });

  it('says where each record was read', async () => {
    const places = async (text: string): Promise<unknown> =>
      (await collectBytes(text)).records.map((record) => record.provenance);
    expect(await places(`${JSON.stringify(a)}\n\noops\n${JSON.stringify(b)}`)).toEqual([
      { file: '<stdin>', line: 1 },
      { file: '<stdin>', line: 3 },
      { file: '<stdin>', line: 4 },
    ]);
    expect(await places('[\n{"type":"A"},\n\n{"type":"B"}]')).toEqual([
      { file: '<stdin>', line: 2, index: 0 },
      { file: '<stdin>', line: 4, index: 1 },
    ]);
    expect(await places('{"A":[{}],\n"B":[{},\n{}]}')).toEqual([
      { file: '<stdin>', line: 1, index: 0 },
      { file: '<stdin>', line: 2, index: 0 },
      { file: '<stdin>', line: 3, index: 1 },
    ]);
  });
});

describe('broken input: the rest is read', () => {
  const limits = { maxDepth: 10, maxRecordBytes: 200 };
  const good = JSON.stringify(a);
  const cases: readonly (readonly [
    name: string,
    input: string | Buffer,
    problems: readonly RegExp[],
    names: string,
  ])[] = [
    ['nothing', '', [/^empty-input: nothing was read/u], ''],
    ['white space', ' \r\n\t\n', [/^empty-input/u], ''],
    ['a byte order mark only', '\ufeff', [/^empty-input/u], ''],
    ['empty gzip', zlib.gzipSync(''), [/^empty-input/u], ''],
    ['some text', 'hello world', [/^unknown-format: the content is of no known format/u], ''],
    ['a binary', Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0x02, 0x01, 0x01]), [/^unknown-format/u], ''],
    ['UTF-16 LE', Buffer.from(`\ufeff${good}`, 'utf16le'), [], 'a'],
    ['UTF-16 LE without a mark', Buffer.from(good, 'utf16le'), [], 'a'],
    ['UTF-16 BE', Buffer.from(`\ufeff${good}`, 'utf16le').swap16(), [], 'a'],
    ['UTF-16 BE without a mark', Buffer.from(good, 'utf16le').swap16(), [], 'a'],
    ['UTF-16 in gzip', zlib.gzipSync(Buffer.from(`\ufeff${good}`, 'utf16le')), [], 'a'],
    [
      'UTF-16 with half a character',
      Buffer.from(`${good}\n{"type":"A","n":"\ud83d"}\n${good}`, 'utf16le'),
      [/^invalid-utf8@2/u],
      'aa',
    ],
    [
      'UTF-16 cut in a character',
      Buffer.from(`${good}\n${good}\n`, 'utf16le').subarray(0, -1),
      [/^invalid-utf8@2/u],
      'a',
    ],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0]), [/^unsupported-encoding: the text is UTF-32/u], ''],
    [
      'a broken line',
      `${good}\noops\n${good}`,
      [/^invalid-json@2: the record is not valid JSON: unexpected token/u],
      'aa',
    ],
    ['a broken first line', `{"type":\n${good}\n${good}`, [/^invalid-json@1/u], 'aa'],
    ['a cut last line', `${good}\n${good}\n{"type":"I`, [/^invalid-json@3/u], 'aa'],
    [
      'no objects',
      `${good}\n1\n"text"\nnull\n[]`,
      [/#?@2: expected an entity, found `1`/u, /@3: .*found text/u, /@4: .*null/u, /@5: .*an empty list/u],
      'a',
    ],
    [
      'no type',
      `${good}\n{"name":"x"}\n{"type":5}\n{"type":""}`,
      [/^not-an-entity@2: the object has no `type`/u, /@3: `type` should be text, found `5`/u, /@4: .*empty text/u],
      'a',
    ],
    ['no type, in an array', `[{"name":"x"},${good}]`, [/^not-an-entity@1#0/u], 'a'],
    ['an object that is nothing', '{"name":"x"}', [/^not-an-entity@1: the object has no `type`/u], ''],
    ['an empty object', '{}', [/^not-an-entity@1/u], ''],
    [
      'bytes that are not UTF-8',
      Buffer.concat([Buffer.from(`${good}\n{"type":"A","n":"`), Buffer.from([0xe9]), Buffer.from(`"}\n${good}`)]),
      [/^invalid-utf8@2/u],
      'aa',
    ],
    [
      'bytes that are not UTF-8, in an array',
      Buffer.concat([Buffer.from(`[{"type":"A","n":"`), Buffer.from([0xff]), Buffer.from(`"},${good}]`)]),
      [/^invalid-utf8@1#0/u],
      'a',
    ],
    [
      'a cut array',
      `[${good},\n{"type":"A","na`,
      [/^truncated-input@2#1: the input ends in the middle of this record/u],
      'a',
    ],
    ['an array cut between elements', `[${good},`, [/^truncated-input@1#1: the input ends before its JSON does/u], 'a'],
    ['an array that is never closed', `[${good}`, [/^truncated-input@1#0/u], 'a'],
    ['only a bracket', '[', [/^truncated-input@1/u], ''],
    ['only a brace', '{', [/^truncated-input@1/u], ''],
    ['a cut object of lists', `{"users":[${good},{"na`, [/^truncated-input@1#1/u], 'a'],
    ['an unclosed list in an element', `[{"x":[1,2},\n${good}]`, [/^invalid-json@1#0/u], 'a'],
    ['a bracket too many in an element', `[{"x":1]},\n${good}]`, [/^invalid-json@1#0/u], 'a'],
    ['an unclosed text in an element', `[{"x":"y},\n${good}]`, [/^truncated-input@1#0/u], ''],
    ['an unclosed text, closed elements after it', `[{"x":"y\n},\n${good}]`, [/^invalid-json@1#0/u], 'a'],
    ['a word in an array', `[${good},oops,${good}]`, [/^invalid-json@1#1/u], 'aa'],
    ['a comma too many', `[${good},,${good}]`, [/^invalid-json@1#1: expected a value, found `,`/u], 'aa'],
    ['a last comma', `[${good},]`, [/^invalid-json@1#1: an element is missing after `,`/u], 'a'],
    ['a missing comma', `[${good} ${good}]`, [/^invalid-json@1#0: expected `,`/u], 'aa'],
    ['a wrong bracket', `[${good}},${good}]`, [/^invalid-json@1#0: unexpected `\}`/u], 'aa'],
    ['text after the array', `[${good}] more`, [/^trailing-data@1/u], 'a'],
    ['two arrays', `[${good}]\n[${good}]`, [/^trailing-data@2/u], 'a'],
    [
      'a list by type that is none',
      '{"A":[],"IamUser":{"name":"a"}}',
      [/^not-an-entity@1: the object has no `type`/u],
      '',
    ],
    ['no quotes around a name', `{IamUser:[${good}]}`, [/^invalid-json@1: the record is not valid JSON/u], ''],
    [
      'a deep element',
      `[{"type":"D","x":${deep(10)}},${good}]`,
      [/^too-deep@1#0: the record nests deeper than 10 levels/u],
      'a',
    ],
    ['a deep line', `{"type":"D","x":${deep(10, '1,1,1,1,1,1')}}\n${good}`, [/^too-deep@1/u], 'a'],
    ['a deep array in the root', deep(50), [/^too-deep@1#0/u], ''],
    [
      'a large element',
      `[{"type":"L","x":"${'x'.repeat(200)}"},${good}]`,
      [/^record-too-large@1#0: the record is larger than 200 bytes/u],
      'a',
    ],
    ['a large line', `{"type":"L","x":"${'x'.repeat(200)}"}\n${good}`, [/^record-too-large@1/u], 'a'],
    [
      'cut gzip',
      zlib.gzipSync(`${good}\n${good}\n`).subarray(0, -4),
      [/^truncated-input: the gzip data ends too early/u],
      'aa',
    ],
    [
      'damaged gzip',
      Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(30, 7)]),
      [/^invalid-compression: the gzip data is damaged/u],
      '',
    ],
    [
      'damaged zstd',
      Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.alloc(30, 7)]),
      [/^(invalid-compression|truncated-input|unsupported-compression)/u],
      '',
    ],
  ];
  it.each(cases)('%s', async (_, input, problems, names) => {
    for (const chunks of [[Buffer.from(input)], bytewise(Buffer.from(input))]) {
      const found = await collectBytes(chunks, limits);
      expect(found.problems).toEqual(problems.map((pattern) => expect.stringMatching(pattern) as unknown));
      expect(found.entities.map((entity) => entity.name).join('')).toBe(names);
    }
  });

  it('survives 100,000 levels', async () => {
    for (const text of [
      deep(100_000),
      deep(100_000).replace(/\]/gu, ''),
      `{"type":"D","x":${deep(100_000)}}\n${good}`,
    ]) {
      const { problems } = await collectBytes(text);
      expect(problems[0]).toMatch(/^(too-deep|truncated-input)/u);
    }
    expect((await collectBytes(`[{"type":"D","x":${deep(199)}}]`)).problems).toEqual([]);
    expect((await collectBytes(`[{"type":"D","x":${deep(200)}}]`)).problems).toHaveLength(1);
    expect((await collectBytes(`{"type":"D","x":${deep(199)}}\n{}`)).problems).toHaveLength(1);
    expect((await collectBytes(`{"type":"D","x":${deep(200)}}\n{}`)).problems).toHaveLength(2);
  });

  it('uses listed codes only', async () => {
    for (const [, input] of cases) {
      for (const record of (await collectBytes(Buffer.from(input), limits)).records) {
        if (isProblemRecord(record)) expect([...codes.keys()]).toContain(record.code);
      }
    }
  });

  it('keeps what came before a failing stream', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield* stream([Buffer.from(`${good}\n${good}\n`)]);
      throw new Error('Connection reset.');
    }
    const { entities, problems } = await collect(['-'], { stdin: failing() });
    expect(entities).toHaveLength(2);
    expect(problems).toEqual(['unreadable-input: cannot be read: connection reset']);
  });
});

describe('inputs', () => {
  const one = folder.write('some/b.json', JSON.stringify([a]));
  const two = folder.write('some/a.ndjson.gz', zlib.gzipSync(`${JSON.stringify(b)}\n`));
  folder.write('some/deep/c.jsonl', `${JSON.stringify(a)}\n`);
  folder.write('some/.hidden/d.json', 'oops');
  folder.write('some/node_modules/eee.json', 'oops');
  folder.write('some/readme.txt', 'oops');
  folder.write('empty/readme.txt', 'oops');
  const odd = folder.write('odd[1]*.json', JSON.stringify([a]));
  const at = (name: string): string => join(folder.path, name);
  const files = async (inputs: readonly string[]): Promise<readonly string[]> =>
    (await collect(inputs)).records.map(({ provenance }) => provenance.file.replaceAll(`${folder.path}/`, ''));

  it('reads files in the given order, once if given twice', async () => {
    expect(await files([one, two, one])).toEqual(['some/b.json', 'some/a.ndjson.gz']);
  });
  it('reads a folder, sorted, with known endings only', async () => {
    folder.write('circle/some.json', JSON.stringify([a]));
    symlinkSync(at('circle'), at('circle/round'));
    symlinkSync(one, at('circle/linked.json'));
    expect(await files([at('circle')])).toEqual(['circle/linked.json', 'circle/some.json']);
    expect(await files([at('some')])).toEqual(['some/a.ndjson.gz', 'some/b.json', 'some/deep/c.jsonl']);
  });
  it('reads a glob, sorted', async () => {
    expect(await files([at('some/*.{json,ndjson.gz}')])).toEqual(['some/a.ndjson.gz', 'some/b.json']);
    expect(await files([at('some/**/?.json*')])).toEqual(['some/b.json', 'some/deep/c.jsonl']);
  });
  it('reads a file whose name looks like a glob', async () => {
    expect((await collect([odd])).entities).toEqual([a]);
  });
  it('reads on after what cannot be read', async () => {
    const { entities, problems } = await collect([at('none.json'), at('empty'), at('none/*.json'), one]);
    expect(entities).toEqual([a]);
    expect(problems.map((text) => text.replaceAll(`${folder.path}/`, ''))).toEqual([
      'unreadable-input: cannot be read: no such file',
      'no-input: the folder `empty` holds no file with a known ending',
      'no-input: no file matches `none/*.json`',
    ]);
  });
  it('reads standard input between files', async () => {
    const { records } = await collect([one, '-'], { stdin: stream([Buffer.from(JSON.stringify([b]))]) });
    expect(records.map((record) => record.provenance.file)).toEqual([one, '<stdin>']);
  });
  it('tells the progress', async () => {
    const seen: unknown[] = [];
    await collect([one, two], { onProgress: (progress) => seen.push(progress) });
    const total = JSON.stringify([a]).length + zlib.gzipSync(`${JSON.stringify(b)}\n`).length;
    expect(seen.at(-1)).toEqual({ bytesRead: total, totalBytes: total });
    seen.length = 0;
    await collectBytes('[]', { onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ bytesRead: 2 }]);
  });
  it('closes the input when the caller stops early', async () => {
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(Buffer.from(`${JSON.stringify(a)}\n`.repeat(5000)));
      } finally {
        closed = true;
      }
    }
    for await (const record of readInventory(['-'], { stdin: endless() })) {
      if (record.kind === 'source') continue;
      expect(record.kind).toBe('entity');
      break;
    }
    expect(closed).toBe(true);
  });
});

it.each([
  ['{"type":"IamUser"}', 'the text holds JSON'],
  [' [1]', 'the text holds JSON'],
  ['alice', 'an entity is a JSON object'],
])('what to do with the text %j in place of an entity', async (text, help) => {
  const { records } = await collectBytes(`${JSON.stringify(text)}\n${JSON.stringify(a)}`, { format: 'ndjson' });
  expect(records.filter(isProblemRecord).map((record) => record.help?.slice(0, help.length))).toEqual([help]);
});

describe('options', () => {
  it('uses the named format in place of detection', async () => {
    const { entities, problems } = await collectBytes(JSON.stringify([a]), { format: 'ndjson' });
    expect(entities).toEqual([]);
    expect(problems).toEqual(['not-an-entity@1: expected an entity, found a list']);
    const { records } = await collectBytes(`${JSON.stringify(a)}\n${JSON.stringify(b)}`, { format: 'json' });
    expect(records.map(({ provenance }) => provenance.line)).toEqual([1, 2]);
  });
  it('refuses what is no format and what is no limit', () => {
    expect(() => readInventory([], { format: 'ndjsn' })).toThrow(
      /^unknown input format `ndjsn`; known are .*; did you mean `ndjson`\?$/u,
    );
    expect(() => readInventory([], { format: 'ndjsn' })).toThrow(TypeError);
    expect(() => readInventory([], { maxDepth: 0 })).toThrow(RangeError);
    expect(() => readInventory([], { maxRecordBytes: 1.5 })).toThrow(
      '`maxRecordBytes` should be a positive whole number',
    );
  });
  it('reads nothing from nothing', async () => {
    expect((await collect([])).records).toEqual([]);
    expectTypeOf(readInventory).returns.toEqualTypeOf<AsyncIterable<InventoryRecord>>();
  });
});

describe('the table of readers', () => {
  it('has one reader for each reader file', () => {
    const files = readdirSync(new URL('../../src/inventory', import.meta.url), { recursive: true }).filter(
      (name) =>
        /(?:^|[\\/-])reader\.ts$/u.test(String(name)) &&
        String(name) !== 'reader.ts' &&
        !String(name).includes('databases'),
    );
    expect(files.length).toBe(inventoryReaders.length);
  });
  it.each(inventoryReaders.map((reader) => [reader.name, reader] as const))('%s describes itself', (name, reader) => {
    expect(name).toMatch(/^[a-z][a-z0-9-]*$/u);
    expect(reader.title).not.toBe('');
    expect(reader.summary).toMatch(/\.$/u);
    expect(reader.command).not.toBe('');
    for (const extension of reader.extensions ?? []) expect(extension).toMatch(/^\.[a-z.]+$/u);
  });
});

function bytewise(bytes: Buffer): readonly Buffer[] {
  return Array.from(bytes, (byte) => Buffer.from([byte]));
}

/** The machine's Node.js may have no zstd; then the plain text stands in. */
function zstd(text: string): Buffer {
  return typeof zlib.zstdCompressSync === 'function' ? zlib.zstdCompressSync(text) : Buffer.from(text);
}
