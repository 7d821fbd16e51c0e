import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { open } from 'node:fs/promises';
import zlib from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { asNobody, counts, lines, Place, RULE, start, until } from './support.ts';

/* Whatever is wrong with an input, what was read and what is reported add up, and the rest is judged. */

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

const RECORDS = 400;

/** The names that were read, whether each is a record of the input as it was, and how many problems there were. */
async function readAll(file: string): Promise<{ ids: string[]; sound: boolean; problems: number }> {
  const sound = lines(RECORDS).split('\n');
  const ids: string[] = [];
  let problems = 0;
  let isSound = true;
  for await (const record of readInventory([file])) {
    if (record.kind === 'problem') problems += 1;
    if (record.kind !== 'entity') continue;
    ids.push(String(record.entity.id));
    isSound &&= sound.includes(JSON.stringify(record.entity));
  }
  return { ids, sound: isSound, problems };
}

function isComplete(bytes: Uint8Array): boolean {
  try {
    // Node's zstd stops behind the first frame, whatever follows.
    return bytes[0] === 0x1f ? zlib.gunzipSync(bytes).length > 0 : FRAME_ENDS.has(bytes.length);
  } catch {
    return false;
  }
}

const FIRST = Array.from({ length: RECORDS }, (_, index) => `u${index}`);

const zstd = zlib.zstdCompressSync as typeof zlib.zstdCompressSync | undefined;
const FRAMES = Array.from({ length: 10 }, (_, index) =>
  zstd?.(lines(40, index * 40), { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } }),
).filter((frame) => frame !== undefined);
const FRAME_ENDS = new Set(FRAMES.map((_, index) => Buffer.concat(FRAMES.slice(0, index + 1)).length));
const COMPRESSIONS: readonly (readonly [string, Uint8Array])[] = [
  ['gzip', zlib.gzipSync(lines(RECORDS))],
  [
    'gzip of many members',
    Buffer.concat(Array.from({ length: 10 }, (_, index) => zlib.gzipSync(lines(40, index * 40)))),
  ],
  ...(zstd === undefined
    ? []
    : ([
        // Checked, as the command `zstd` writes it.
        ['zstd', zstd(lines(RECORDS), { params: { [zlib.constants.ZSTD_c_checksumFlag]: 1 } })],
        ['zstd of many frames', Buffer.concat(FRAMES)],
      ] as const)),
];

describe.each(COMPRESSIONS)('%s', (_, whole) => {
  const places = Array.from({ length: 100 }, (__, index) => Math.floor(((index + 1) * (whole.length - 2)) / 101) + 1);

  it('cut at 100 places gives the records before the cut, in order, and says that there are more', async () => {
    for (const at of places) {
      const { ids, sound, problems } = await readAll(place.write('cut', whole.subarray(0, at)));
      expect(ids, `cut at ${at}`).toEqual(FIRST.slice(0, ids.length));
      // A cut between two members leaves a whole file.
      const isWhole = ids.length % 40 === 0 && isComplete(whole.subarray(0, at));
      expect([sound, problems > 0], `cut at ${at}`).toEqual([true, !isWhole]);
    }
  });

  it('damaged at 100 places is never read as if it were whole', async () => {
    for (const at of places) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 0x55;
      const { ids, sound, problems } = await readAll(place.write('damaged', bytes));
      // A byte that says nothing of the data, as a time in a header, changes nothing.
      const isWhole = sound && ids.length === RECORDS && ids.every((id, index) => id === FIRST[index]);
      expect(isWhole || problems > 0, `damage at ${at}: ${ids.length} records, no problem`).toBe(true);
    }
  });
});

it('a type of nothing but blanks names no kind: the record is reported', async () => {
  const file = place.write(
    'types.ndjson',
    ['""', '" "', '"\\t\\n"', '"U"'].map((type) => `{"type":${type}}\n`).join(''),
  );
  const said: string[] = [];
  for await (const record of readInventory([file]))
    if (record.kind !== 'source') said.push(record.kind === 'problem' ? record.message : record.entity.type);
  expect(said).toEqual([
    '`type` should be text, found empty text',
    '`type` should be text, found blanks',
    '`type` should be text, found blanks',
    'U',
  ]);
});

describe.runIf(process.platform !== 'win32')('a folder of many files', () => {
  it('is read but for what cannot be, which is counted', async () => {
    mkdirSync(place.file('in/deep'), { recursive: true });
    for (let index = 0; index < 300; index += 1)
      place.write(`in/${index % 3 === 0 ? 'deep/' : ''}${index}.json`, lines(1, index));
    symlinkSync('/nowhere', place.file('in/dangling.json'));
    symlinkSync(place.file('in'), place.file('in/deep/circle'));
    execFileSync('mkfifo', [place.file('in/pipe.json')]);
    mkdirSync(place.file('in/folder.json'));
    place.write('in/empty.json', '');
    place.write('in/broken.json', '{"type":"U","id":');
    place.write('in/bytes.json', Buffer.from([0xff, 0xfe, 0x00, 0x80]));
    place.write('in/locked.json', lines(1, 999));
    chmodSync(place.file('in/locked.json'), 0);
    chmodSync(place.path, 0o755);
    const { code, out, err } = await asNobody(['evaluate', place.file('in'), '--rule', RULE], place).ended;
    const told = counts(out);
    expect(told).toMatchObject({ entities: 300, failed: 150, passed: 150 });
    // The dangling link, the pipe, the broken one, the bytes and the locked one.
    expect([told.unread, err.match(/^error: /gmu)?.length, code]).toEqual([5, 5, 2]);
  });
});

describe.runIf(process.platform !== 'win32')('an input that is no file at rest', () => {
  it('a named pipe is read to its end', async () => {
    const pipe = place.file('pipe.ndjson');
    execFileSync('mkfifo', [pipe]);
    const running = start(['evaluate', pipe, '--rule', RULE], place);
    const writer = await open(pipe, 'w');
    await writer.writeFile(lines(2_000));
    await writer.close();
    const { code, out } = await running.ended;
    expect([code, counts(out)]).toEqual([1, { entities: 2_000, failed: 1_000, passed: 1_000, unread: 0 }]);
  });

  it('a file that grows is read in whole records', async () => {
    const file = place.write('growing.ndjson', lines(20_000));
    const running = start(['evaluate', file, '--rule', RULE], place);
    for (let turn = 0; turn < 200 && running.child.exitCode === null; turn += 1) {
      appendFileSync(file, lines(10, 20_000 + turn * 10));
      await new Promise((done) => setTimeout(done, 5));
    }
    const { code, out } = await running.ended;
    const { entities, failed, passed, unread } = counts(out);
    expect([code, failed + passed, unread]).toEqual([1, entities, 0]);
    expect(entities).toBeGreaterThanOrEqual(20_000);
  });

  it('a stream without an end is judged as it comes, in flat memory, until it is stopped', async () => {
    const running = start(['evaluate', '-', '--rule', RULE, '-f', 'csv'], place, ['--max-old-space-size=64']);
    let seen = 0;
    running.child.stdout?.on('data', (chunk: Buffer) => (seen += chunk.length));
    let fed = 0;
    const feed = (): void => {
      while (seen < 4_000_000 && running.child.stdin?.write(lines(1_000, fed)) === true) fed += 1_000;
    };
    running.child.stdin?.on('drain', feed);
    feed();
    await until('4 MB of findings came', () => seen >= 4_000_000);
    running.child.kill('SIGTERM');
    expect((await running.ended).signal).toBe('SIGTERM');
  });

  it('a line without an end is refused at the limit of a record, and what follows is judged', async () => {
    const running = start(['evaluate', '-', '--rule', RULE], place);
    const part = Buffer.alloc(1024 * 1024, 'x');
    running.child.stdin?.write('{"type":"U","id":"long","a":"');
    for (let count = 0; count < 70; count += 1) running.child.stdin?.write(part);
    running.child.stdin?.end(`"}\n${lines(10)}`);
    const { code, out, err } = await running.ended;
    expect([code, counts(out)]).toEqual([2, { entities: 10, failed: 5, passed: 5, unread: 1 }]);
    expect(err).toContain('67108864');
  });
});
