import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asNobody, FORMATS, lines, Place, RULE, start, startIn, untilWriting } from './support.ts';

/* Whatever breaks while reports are written, the earlier file or the whole new one is there, and nothing beside it. */

let place: Place;
beforeEach(() => {
  place = new Place();
});
afterEach(() => place.remove());

describe.runIf(process.platform !== 'win32')('reports of every format', () => {
  it('are whole where nothing breaks, and nothing is left beside them', async () => {
    const input = place.write('u.ndjson', lines(3_000));
    const { code } = await start(['evaluate', input, '--rule', RULE, ...place.reports()], place).ended;
    expect(code).toBe(1);
    expect(place.after()).toEqual({ replaced: FORMATS, left: [] });
    for (const format of ['json', 'sarif', 'cloudguard-json', 'gitlab'].filter((one) => FORMATS.includes(one)))
      expect(() => void JSON.parse(readFileSync(place.file(`report.${format}`), 'utf8')), format).not.toThrow();
  });

  it('keep the permissions of the files that they replace', async () => {
    const input = place.write('u.ndjson', lines(10));
    const reports = place.reports(['json']);
    chmodSync(place.file('report.json'), 0o600);
    const { code } = await start(['evaluate', input, '--rule', RULE, ...reports], place).ended;
    expect([code, place.after(['json']), statSync(place.file('report.json')).mode & 0o777]).toEqual([
      1,
      { replaced: ['json'], left: [] },
      0o600,
    ]);
  });

  it('stay the earlier ones under kill -9', async () => {
    const running = start(['evaluate', '-', '--rule', RULE, ...place.reports()], place);
    await untilWriting(running, place);
    running.child.kill('SIGKILL');
    expect((await running.ended).signal).toBe('SIGKILL');
    expect(place.after().replaced).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stay, and temporary files go, under %s', async (signal) => {
    const running = start(['evaluate', '-', '--rule', RULE, ...place.reports()], place);
    await untilWriting(running, place);
    running.child.kill(signal);
    // What a shell shows as 130 and 143.
    expect((await running.ended).signal).toBe(signal);
    expect(place.after()).toEqual({ replaced: [], left: [] });
  });

  it('stay where a file grows beyond what is allowed', async () => {
    const input = place.write('u.ndjson', lines(20_000));
    const running = startIn('ulimit -f 64', ['evaluate', input, '--rule', RULE, ...place.reports()], place);
    const { code, err } = await running.ended;
    expect(err).toMatch(/^error: cannot .*EFBIG/mu);
    expect(code).toBe(2);
    expect(place.after()).toEqual({ replaced: [], left: [] });
  });
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

describe.runIf(canMount)('a disk that is full', () => {
  let disk: string;
  beforeEach(() => {
    disk = place.file('disk');
    mkdirSync(disk);
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', disk]);
  });
  afterEach(() => {
    spawnSync('umount', ['-l', disk]);
  });

  it('leaves the earlier report', async ({ skip }) => {
    if (!readFileSync('/proc/mounts', 'utf8').includes(disk)) return skip('nothing can be mounted here');
    const report = `${disk}/report.ndjson`;
    execFileSync('sh', ['-c', `echo earlier > ${report}`]);
    const input = place.write('u.ndjson', lines(20_000));
    const { code, err } = await start(['evaluate', input, '--rule', RULE, '-f', `ndjson=${report}`], place).ended;
    expect([code, readFileSync(report, 'utf8')]).toEqual([2, 'earlier\n']);
    expect(err).toContain(`error: cannot write \`${report}\`: the disk is full`);
    expect(execFileSync('ls', ['-A', disk], { encoding: 'utf8' })).toBe('report.ndjson\n');
  });
});

describe.runIf(process.platform === 'linux')('where nothing can be written', () => {
  it.each([
    ['a full device', '/dev/full', 'the disk is full'],
    ['a folder that nothing can be made in', '/proc/none/report.json', 'the folder is not there'],
    ['a file in the place of a folder', '/dev/null/report.json', 'a part of the path is no folder'],
    ['a folder in the place of the file', '/tmp', 'it is a folder'],
  ])('%s: exit code 2, and why', async (_, target, why) => {
    const input = place.write('u.ndjson', lines(10));
    const { code, err } = await start(['evaluate', input, '--rule', RULE, '-f', `json=${target}`], place).ended;
    expect([code, err]).toEqual([2, expect.stringMatching(new RegExp(`error: cannot write .*${why}`, 'u'))]);
  });

  it('a read-only folder: exit code 2, and the earlier report', async () => {
    const input = place.write('u.ndjson', lines(10));
    const reports = place.reports(['json']);
    chmodSync(place.path, 0o555);
    const { code, err } = await asNobody(['evaluate', input, '--rule', RULE, ...reports], place).ended;
    chmodSync(place.path, 0o700);
    expect([code, place.after(['json'])]).toEqual([2, { replaced: [], left: [] }]);
    expect(err).toMatch(/error: cannot write .*: permission denied/u);
  });

  it('a full standard output: exit code 2, and why', async () => {
    const input = place.write('u.ndjson', lines(10));
    const { code, err } = await startIn('exec > /dev/full', ['evaluate', input, '--rule', RULE, '-f', 'json'], place)
      .ended;
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('error: cannot write to standard output: the disk is full'),
    ]);
  });

  it('a pipe that nobody reads any more: no error, the exit code of the findings, the other report whole', async () => {
    const input = place.write('u.ndjson', lines(20_000));
    const running = start(['evaluate', input, '--rule', RULE, '-f', 'json', ...place.reports(['csv'])], place);
    running.child.stdout?.once('data', () => running.child.stdout?.destroy());
    const { code, err } = await running.ended;
    expect([code, err.includes('EPIPE')]).toEqual([1, false]);
    expect(readFileSync(place.file('report.csv'), 'utf8').trimEnd().split('\n').length).toBeGreaterThan(10_000);
  });
});
