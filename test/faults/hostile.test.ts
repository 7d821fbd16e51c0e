import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readInventory } from '../../src/inventory/index.ts';
import { HOSTILE } from './hostile-inputs.ts';
import { counts, lines, Place, RULE, start } from './support.ts';

/* Nothing is lost in silence: what is no entity is a problem, and what stands beside it is read. */

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

it.each(HOSTILE)('%s', async (_, bytes, entities, problems) => {
  const seen = { entities: 0, problems: 0 };
  for await (const record of readInventory([place.write('in', bytes)])) {
    if (record.kind === 'entity') seen.entities += 1;
    if (record.kind === 'problem') seen.problems += 1;
  }
  expect(seen).toEqual({ entities, problems });
});

describe.runIf(process.platform !== 'win32')('what is no file, and names', () => {
  it('a device that never ends is told, or is refused at the limit of a record', async () => {
    const { code, err } = await start(['evaluate', '/dev/zero', '--rule', RULE], place).ended;
    expect([code, err.startsWith('error: /dev/zero')]).toEqual([2, true]);
  });

  it('links in circles, folders that hold themselves, and nothing but a pipe', async () => {
    mkdirSync(place.file('in'));
    symlinkSync('a.json', place.file('in/b.json'));
    symlinkSync('b.json', place.file('in/a.json'));
    symlinkSync('.', place.file('in/self'));
    symlinkSync('..', place.file('in/above'));
    execFileSync('mkfifo', [place.file('in/pipe.json')]);
    place.write('in/u.ndjson', lines(4));
    const { code, out } = await start(['evaluate', place.file('in'), '--rule', RULE], place).ended;
    expect([counts(out), code]).toEqual([{ entities: 4, failed: 2, passed: 2, unread: 3 }, 2]);
  });

  it.each(['line\nfeed.json', '::error file=a::b.json', '##vso[task.complete]x.json', '\u001b[2J.json', '-f.json'])(
    'a file named %j is read, and its name starts no line of a log',
    async (name) => {
      mkdirSync(place.file('in'));
      place.write(`in/${name}`, `${lines(2)}{"type":\n`);
      const { out, err } = await start(['evaluate', place.file('in'), '--rule', RULE], place).ended;
      expect(counts(out)).toMatchObject({ entities: 2, unread: 1 });
      for (const line of `${out}\n${err}`.split('\n')) expect(line).not.toMatch(/^\s*::error|##vso\[|\u001b/u);
    },
  );
});
