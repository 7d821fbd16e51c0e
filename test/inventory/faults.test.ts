import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputSample, inventoryReaders, readInventory, type PassedOver } from '../../src/inventory/index.ts';
import { collect, collectBytes, stream, temporaryFolder } from './support.ts';

const folder = temporaryFolder();
const line = (name: string): string => `${JSON.stringify({ type: 'A', name })}\n`;
const lines = (count: number): string => Array.from({ length: count }, (_, index) => line(`n${index * 7919}`)).join('');
const hasZstd = typeof zlib.zstdCompressSync === 'function';

describe('detection ends', () => {
  const detect = (bytes: Uint8Array): void => {
    const sample = new InputSample('x.json', Buffer.from(bytes), true);
    for (const reader of inventoryReaders) reader.detect(sample);
  };

  it.each(['[[[[😀]]]]', '[[[[[😀', '{"a":{"b":{"c":{"d":{"e":😀}}}}}', '{"a":x😀,"b":[😀', '[[[[[[\u00a0]]]]]]'])(
    'on %s',
    (text) => detect(Buffer.from(text)),
  );

  it('on any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), detect));
  });

  it('on any text of JSON marks and characters of every plane', () => {
    const marks = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '"',
      ':',
      ',',
      '\\',
      ' ',
      '\n',
      'a',
      '1',
      '😀',
      '\ud83d',
      'é',
      '\u2028',
    );
    fc.assert(fc.property(fc.array(marks, { maxLength: 60 }), (parts) => detect(Buffer.from(parts.join('')))));
  });
});

describe.runIf(hasZstd)('zstd', () => {
  const frames = [lines(3), lines(5), lines(2)].map((text) => zlib.zstdCompressSync(text));
  /** A frame that decoders pass over, as pzstd writes one before each frame. */
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4]);
  const cases: readonly (readonly [string, Buffer, number, readonly RegExp[]])[] = [
    ['of several frames', Buffer.concat(frames), 10, []],
    ['that begins with a skippable frame', Buffer.concat([skippable, ...frames]), 10, []],
    ['with skippable frames between', Buffer.concat(frames.flatMap((frame) => [skippable, frame])), 10, []],
    ['with an empty frame', Buffer.concat([zlib.zstdCompressSync(''), ...frames]), 10, []],
    ['with garbage after it', Buffer.concat([...frames, Buffer.from('garbage')]), 10, [/^invalid-compression/u]],
    ['cut in its last frame', Buffer.concat(frames).subarray(0, -3), 8, [/^truncated-input/u]],
  ];
  it.each(cases)('%s', async (_, bytes, count, problems) => {
    for (const chunks of [[bytes], Array.from(bytes, (byte) => Buffer.from([byte]))]) {
      const found = await collectBytes(chunks);
      expect(found.entities.length).toBe(count);
      expect(found.problems).toEqual(problems.map((pattern) => expect.stringMatching(pattern) as unknown));
    }
  });
});

describe('damaged gzip', () => {
  const text = lines(400);
  const whole = zlib.gzipSync(text);
  const places = Array.from({ length: 40 }, (_, index) => 12 + Math.floor((index * (whole.length - 12)) / 40));

  it('keeps what is before the damage and reports it', async () => {
    for (const place of places) {
      const bytes = Buffer.from(whole);
      bytes[place] = (bytes[place] ?? 0) ^ 0xff;
      const { entities, problems } = await collectBytes(bytes);
      expect(problems.length, `damage at ${place}`).toBeGreaterThan(0);
      // Deflate finds damage late at times: what was read before is the input's own text up to there.
      const names = entities.map(({ name }) => name);
      const sound = Math.max(0, Math.floor(((place - 200) / whole.length) * 400));
      expect(names.slice(0, sound)).toEqual(Array.from({ length: sound }, (_, index) => `n${index * 7919}`));
    }
  });

  it('keeps every record where only the checksum at the end is wrong', async () => {
    const bytes = Buffer.from(whole);
    bytes[whole.length - 6] = (bytes[whole.length - 6] ?? 0) ^ 0xff;
    const { entities, problems } = await collectBytes(bytes);
    expect(entities.length).toBe(400);
    expect(problems).toEqual([expect.stringMatching(/^invalid-compression: the gzip data is damaged/u)]);
  });

  it('reads all members, and zeros after them', async () => {
    const members = Buffer.concat([zlib.gzipSync(lines(3)), zlib.gzipSync(lines(4)), Buffer.alloc(600)]);
    const { entities, problems } = await collectBytes(members);
    expect([entities.length, problems]).toEqual([7, []]);
  });

  it('reports garbage after it', async () => {
    const { entities, problems } = await collectBytes(Buffer.concat([zlib.gzipSync(lines(3)), Buffer.from('garbage')]));
    expect(entities.length).toBe(3);
    expect(problems).toEqual([expect.stringMatching(/^invalid-compression/u)]);
  });
});

describe('a folder', () => {
  const passed: PassedOver[] = [];
  const names = async (path: string, exclude: readonly string[] = []): Promise<readonly [string[], string[]]> => {
    passed.length = 0;
    const { entities, problems } = await collect([path], { exclude, onPassedOver: (one) => passed.push(one) });
    return [entities.map(({ name }) => name ?? ''), problems.map((text) => text.replaceAll(folder.path, ''))];
  };

  it.runIf(process.platform !== 'win32')('loses nothing by an entry that cannot be read', async () => {
    folder.write('bad/a.json', line('a'));
    folder.write('bad/z/z.json', line('z'));
    symlinkSync(join(folder.path, 'nowhere'), join(folder.path, 'bad/broken.json'));
    execFileSync('mkfifo', [join(folder.path, 'bad/pipe.json')]);
    expect(await names(join(folder.path, 'bad'))).toEqual([
      ['a', 'z'],
      ['unreadable-input: cannot be read: no such file', 'unreadable-input: cannot be read: it is no regular file'],
    ]);
  });

  // Root may read everything.
  it.runIf(process.getuid?.() !== 0 && process.platform !== 'win32')('nor by missing permissions', async () => {
    chmodSync(folder.write('locked/in/a.json', line('a')), 0);
    folder.write('locked/z.json', line('z'));
    chmodSync(join(folder.path, 'locked/in'), 0);
    const [found, problems] = await names(join(folder.path, 'locked'));
    chmodSync(join(folder.path, 'locked/in'), 0o700);
    expect([found, problems]).toEqual([['z'], ['unreadable-input: cannot be read: permission denied']]);
  });

  it('passes over what is no inventory, and says so', async () => {
    folder.write('project/package.json', '{"name":"x"}');
    folder.write('project/tsconfig.build.json', '{}');
    folder.write('project/chart/Chart.yaml', 'apiVersion: v2\nname: x\nkind: x\n');
    folder.write('project/chart/values-prod.yaml', 'kind: 1\n');
    folder.write('project/notes.yaml', 'just: notes\n');
    folder.write('project/.hidden/a.json', line('hidden'));
    folder.write('project/node_modules/a.json', line('module'));
    folder.write('project/real.json', line('real'));
    expect(await names(join(folder.path, 'project'))).toEqual([['real'], []]);
    expect(passed.map(({ file, reason }) => `${reason} ${file.slice(folder.path.length + 1)}`)).toEqual([
      'other-file project/chart/Chart.yaml',
      'other-file project/chart/values-prod.yaml',
      'other-file project/package.json',
      'other-file project/tsconfig.build.json',
      'unknown-format project/notes.yaml',
    ]);
    // One that is named is told as that.
    expect((await names(join(folder.path, 'project/package.json')))[1]).toEqual([
      expect.stringMatching(/by its name: no inventory$/u),
    ]);
  });

  it('that holds nothing of a known format is a problem', async () => {
    folder.write('notes/notes.yaml', 'just: notes\n');
    expect(await names(join(folder.path, 'notes'))).toEqual([
      [],
      ['no-input: the folder `/notes` holds no file of a known format'],
    ]);
  });

  it('leaves out what the patterns exclude', async () => {
    for (const name of ['a', 'b.test', 'sub/c', 'sub/d', 'old/e', 'deep/old/f']) {
      folder.write(`patterns/${name}.json`, line(name));
    }
    const path = join(folder.path, 'patterns');
    expect((await names(path, ['*.test.json', '/old', 'sub/*', '!sub/d.json']))[0]).toEqual([
      'a',
      'deep/old/f',
      'sub/d',
    ]);
    folder.write('patterns/.gslignore', '# settled elsewhere\nold/\n');
    folder.write('patterns/sub/.gslignore', '/c.json\n');
    expect((await names(path))[0]).toEqual(['a', 'b.test', 'sub/d']);
    expect(passed.map(({ reason }) => reason)).toEqual(['excluded', 'excluded', 'excluded']);
    const globbed = await collect([join(path, '*.json')], { exclude: ['*.test.json'] });
    expect(globbed.entities.map(({ name }) => name)).toEqual(['a']);
  });

  it('reads a file once, however often it is found', async () => {
    const file = folder.write('twice/a.json', line('a'));
    symlinkSync(file, join(folder.path, 'twice/b.json'));
    expect((await names(join(folder.path, 'twice')))[0]).toEqual(['a']);
    expect(passed).toEqual([{ file: join(folder.path, 'twice/b.json'), reason: 'same-file' }]);
  });
});

describe('own readers and signals', () => {
  const mine = {
    name: 'mine',
    title: 'Mine',
    summary: 'Lines of mine.',
    command: 'cat mine',
    covers: ['Mine'],
    extensions: ['.mine'],
    detect: (sample: InputSample) => sample.text.startsWith('mine'),
    async *read() {
      yield [await Promise.resolve({ kind: 'entity', entity: { type: 'Mine' }, provenance: { file: 'x' } } as const)];
    },
  };

  it('reads with a reader that is given', async () => {
    folder.write('own/x.mine', 'mine');
    folder.write('own/y.json', line('y'));
    const readers = [mine, ...inventoryReaders];
    const { entities, sources } = await collect([join(folder.path, 'own')], { readers });
    expect(entities.map(({ type }) => type)).toEqual(['Mine', 'A']);
    expect(sources[0]).toMatchObject({ reader: 'mine', covers: ['Mine'] });
    expect(() => readInventory([], { readers, format: 'mne' })).toThrow(/did you mean `mine`/u);
    expect(() => readInventory([], { readers: [{} as never] })).toThrow(TypeError);
  });

  it('ends with the reason of the signal, also while it waits', async () => {
    async function* silent(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(lines(3));
      await new Promise(() => undefined);
    }
    for (const when of ['before', 'while'] as const) {
      const controller = new AbortController();
      if (when === 'before') controller.abort(new Error('enough'));
      else setTimeout(() => controller.abort(new Error('enough')), 20);
      await expect(collect(['-'], { stdin: silent(), signal: controller.signal })).rejects.toThrow('enough');
    }
    const { signal } = new AbortController();
    expect((await collect(['-'], { stdin: stream([Buffer.from(lines(2))]), signal })).entities.length).toBe(2);
  });

  it('answers calls of `next` that were made at once, in order', async () => {
    const records = readInventory(['-'], { stdin: stream([Buffer.from(lines(5))]) })[Symbol.asyncIterator]();
    const found = await Promise.all(Array.from({ length: 7 }, () => records.next()));
    expect(found.map(({ done, value }) => (done === true ? 'done' : value.kind))).toEqual([
      'source',
      ...Array.from({ length: 5 }, () => 'entity'),
      'done',
    ]);
  });
});

describe('what has no end', () => {
  async function* long(megabytes: number): AsyncGenerator<Uint8Array> {
    const block = Buffer.alloc(1024 * 1024, 'x');
    yield Buffer.from(`${line('a')}{"type":"`);
    for (let index = 0; index < megabytes; index += 1) yield await Promise.resolve(block);
    yield Buffer.from(`"}\n${line('b')}`);
  }

  it('a line of 600 MB is one problem', async () => {
    const { entities, problems } = await collect(['-'], { stdin: long(600) });
    expect(entities.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(problems).toEqual(['record-too-large@2: the record is larger than 67108864 bytes']);
  });

  it.runIf(process.platform === 'linux')('a device is of no known format', async () => {
    expect((await collect(['/dev/zero'])).problems).toEqual([expect.stringMatching(/^unknown-format/u)]);
  });
});
