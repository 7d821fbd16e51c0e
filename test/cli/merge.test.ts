import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';
import { gsl, type Run, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-merge-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const NOW = '2026-01-01T00:00:00Z';
const inventory = join(folder, 'inventory');
const part = (name: string): string => join(folder, name);

mkdirSync(inventory);
for (let file = 0; file < 5; file += 1) {
  const lines = Array.from({ length: 20 + file }, (_, index) =>
    JSON.stringify({
      ...user(`u${file}-${index}`, index % 3 === 0, index % 2 === 0),
      id: index === 5 ? 'again' : index,
      long: 1,
    }).replace('"long":1', index === 7 ? '"long":-1e400' : '"long":9007199254740993'),
  );
  writeFileSync(join(inventory, `part-${file}.ndjson`), [...lines, '{"broken', ''].join('\n'));
}
const RULES = join(folder, 'rules.yaml');
writeFileSync(
  RULES,
  `name: ours
rules:
  - { id: KEYS, severity: High, logic: "IamUser should not have firstAccessKey.isActive=true and secondAccessKey.isActive=true" }
  - { id: LONG, severity: Low, logic: "IamUser should not have long = 9007199254740993 and name like '%-1'" }
  - { id: LIST, severity: Low, logic: "List<IamUser> should have items length() > 500" }
  - { id: NONE, severity: Low, logic: "IamUser should have firstAccesKey" }
  - { id: SLIP, severity: Low, logic: "IamUser should not have firstAccesKey.isActive = true" }
  - { id: BOUND, severity: Low, logic: "IamUser should have long > 0" }
`,
);
// In a folder of its own, with nothing in it that is known.
const empty = join(folder, 'empty');
mkdirSync(empty);
for (const name of ['a.yaml', 'b.yaml']) writeFileSync(join(empty, name), 'just: text\n');
const GIVEN = [inventory, empty, '--rules', RULES, '--now', NOW];

async function shard(index: number, of: number, file: string, ...more: readonly string[]): Promise<Run> {
  return gsl(['evaluate', ...GIVEN, '--shard', `${index}/${of}`, '--partial', file, ...more]);
}

const NAMES = reporters.map(({ name }) => name);

/** Each format into a file, where passes that turn out not to count are written once more. */
function into(kind: string): readonly string[] {
  return NAMES.flatMap((name) => ['--format', `${name}=${part(`${kind}.${name}`)}`]);
}

describe('gsl merge', () => {
  it.each([1, 2, 3, 7])('makes the reports of one run out of %d parts, in every format', async (of) => {
    const files: string[] = [];
    for (let index = 1; index <= of; index += 1) {
      const file = part(`${of}-${index}.part`);
      const { code } = await shard(index, of, file);
      expect(code).toBe(0);
      files.push(file);
    }
    const flags = ['--explain-passed', '--explain', '--fail-on', 'High', '--max-warnings', '1'];
    const whole = await gsl(['evaluate', ...GIVEN, ...flags, ...into('whole')]);
    // In any order, and one of them twice.
    const merged = await gsl(['merge', ...files.toReversed(), files[0] ?? '', ...flags, ...into('merged')]);
    expect([merged.code, merged.out]).toEqual([whole.code, whole.out]);
    for (const name of NAMES) {
      const expected = readFileSync(part(`whole.${name}`), 'utf8');
      expect(readFileSync(part(`merged.${name}`), 'utf8') === expected, name).toBe(true);
      expect(expected.length).toBeGreaterThan(50);
    }
    expect(readFileSync(part('merged.ndjson'), 'utf8').includes('holds no file of a known format')).toBe(true);
  });

  it.each(['json', 'ocsf', 'pretty'])('writes %s to standard output as one run does', async (name) => {
    const whole = await gsl(['evaluate', ...GIVEN, '--format', name]);
    const merged = await gsl(['merge', part('2-2.part'), part('2-1.part'), '--format', name]);
    expect(merged.out).toBe(whole.out);
    expect(merged.code).toBe(whole.code);
  });

  it('notices entities that come again among the first 20,000, whichever parts they stand in', async () => {
    const many = join(folder, 'many');
    mkdirSync(many);
    for (let file = 0; file < 3; file += 1) {
      const ids = Array.from({ length: 11_000 }, (_, index) => `${file}-${index}`);
      // The second comes again in time; of the third nobody has looked at so many.
      ids[file === 1 ? 10 : 10_000] = '0-7';
      const lines = ids.map((id) => JSON.stringify({ type: 'IamUser', id, name: id, firstAccessKey: true }));
      writeFileSync(join(many, `${file}.ndjson`), lines.join('\n'));
    }
    const flags = ['--rules', RULES, '--now', NOW, '--format', 'sarif'];
    const files = [1, 2, 3].map((index) => part(`many-${index}`));
    for (const [index, file] of files.entries())
      await gsl(['evaluate', many, ...flags, '--shard', `${index + 1}/3`, '--partial', file]);
    const whole = await gsl(['evaluate', many, ...flags]);
    const merged = await gsl(['merge', ...files, '--format', 'sarif']);
    expect(merged.out).toBe(whole.out);
    expect(merged.out).toContain('2 entities were there before');
  });

  it('knows of a folder that holds no inventory, though no part does', async () => {
    const rules = ['--rules', RULES, '--now', NOW];
    for (const index of [1, 2])
      await gsl(['evaluate', empty, ...rules, '--shard', `${index}/2`, '--partial', part(`other-${index}`)]);
    const flags = ['--allow-empty', '--format', 'json'];
    const whole = await gsl(['evaluate', empty, ...rules, ...flags]);
    const merged = await gsl(['merge', part('other-1'), part('other-2'), ...flags]);
    expect(merged.out).toBe(whole.out);
    expect([merged.code, whole.code]).toEqual([2, 2]);
  });

  it('is set by a project as one run is: its own types, and what is reported', async () => {
    const base = part('project-base.json');
    await gsl(['evaluate', ...GIVEN, '--format', `json=${base}`]);
    writeFileSync(part('types.yaml'), 'IamUser:\n  firstAccesKey: {isActive: boolean}\n');
    writeFileSync(
      part('gsl.yaml'),
      'rules: [rules.yaml]\nschemas: [types.yaml]\nformats: [json]\nbaseline: project-base.json\nfailOn: High\n',
    );
    const project = ['--config', part('gsl.yaml')];
    const whole = await gsl(['evaluate', inventory, ...project, '--now', NOW]);
    for (const index of [1, 2]) {
      const file = part(`project-${index}`);
      const { err } = await gsl([
        ...['evaluate', inventory, ...project, '--now', NOW],
        ...['--shard', `${index}/2`, '--partial', file],
      ]);
      expect(err).not.toMatch(/error:.*--baseline/u);
    }
    const merged = await gsl(['merge', part('project-2'), part('project-1'), ...project]);
    expect(merged.out).toBe(whole.out);
    expect(merged.code).toBe(whole.code);
    expect(JSON.parse(merged.out).summary.baseline).toBeDefined();
  });

  it('takes parts without a number in the order in which they are named', async () => {
    const files = ['part-0.ndjson', 'part-1.ndjson'].map((name) => join(inventory, name));
    const rules = ['--rules', RULES, '--now', NOW];
    for (const [index, file] of files.entries())
      await gsl(['evaluate', file, ...rules, '--partial', part(`own-${index}`), '--format', 'json']);
    const whole = await gsl(['evaluate', ...files, ...rules, '--format', 'json']);
    expect((await gsl(['merge', part('own-0'), part('own-1'), '--format', 'json'])).out).toBe(whole.out);
  });

  it('compares the whole with an earlier report', async () => {
    const report = part('report.json');
    await gsl(['merge', part('2-1.part'), part('2-2.part'), '--format', `json=${report}`]);
    const flags = ['--format', 'json', '--baseline', report, '--new-only'];
    const whole = await gsl(['evaluate', ...GIVEN, ...flags]);
    const merged = await gsl(['merge', part('2-1.part'), part('2-2.part'), ...flags]);
    expect(merged.out).toBe(whole.out);
    expect(JSON.parse(merged.out).summary.baseline).toMatchObject({ new: 0, gone: [] });
  });

  it.each<[string, () => Promise<readonly string[]> | readonly string[], RegExp]>([
    ['a part that is not there', () => [part('2-1.part')], /part 2\/2 is not there/u],
    ['parts of another cut', () => [part('2-1.part'), part('3-2.part')], /cut differently/u],
    [
      'a part that was cut off',
      () => {
        const text = readFileSync(part('2-2.part'), 'utf8');
        writeFileSync(part('cut'), text.slice(0, -200));
        return [part('2-1.part'), part('cut')];
      },
      /is not whole/u,
    ],
    [
      'a part with something after its end',
      () => {
        copyFileSync(part('2-2.part'), part('more'));
        appendFileSync(part('more'), '{"kind":"record"}\n');
        return [part('2-1.part'), part('more')];
      },
      /is not whole/u,
    ],
    [
      'parts of other rules',
      async () => {
        await gsl(['evaluate', inventory, '--now', NOW, '--shard', '2/2', '--partial', part('other')]);
        return [part('2-1.part'), part('other')];
      },
      /other rules or options/u,
    ],
    ['a report', () => [RULES], /is no partial/u],
    ['a file that is not there', () => [part('none')], /cannot read/u],
  ])('refuses %s', async (_, files, message) => {
    const { code, err, out } = await gsl(['merge', ...(await files())]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
  });

  it('refuses users that are joined where they are read', async () => {
    const report = 'examples/aws/credential-report.csv';
    for (const index of [0, 1])
      await gsl([
        'evaluate',
        report,
        '--now',
        NOW,
        '--partial',
        part(`joined-${index}`),
        '--max-warnings',
        String(index),
      ]);
    const other = ['evaluate', join(inventory, 'part-0.ndjson'), '--now', NOW, '--partial', part('joined-1')];
    await gsl(other);
    const { code, err } = await gsl(['merge', part('joined-0'), part('joined-1')]);
    expect(code).toBe(2);
    expect(err).toMatch(/cannot be evaluated in parts/u);
  });

  it.each([
    [['--partial', part('x')], /--partial needs --now/u],
    [['--shard', '1/2'], /--shard goes with --partial/u],
    [['--now', NOW, '--shard', '3/2', '--partial', part('x')], /no part of a whole/u],
  ])('refuses %o', async (flags, message) => {
    const { code, err } = await gsl(['evaluate', inventory, ...flags]);
    expect(code).toBe(2);
    expect(err).toMatch(message);
  });
});
