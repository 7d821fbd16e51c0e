import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli/commands.ts';
import { CI_FILES, type CiSystem } from '../../src/cli/init-files/ci.ts';
import { readProject } from '../../src/cli/project/read.ts';
import { gsl } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-init-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The commands of the command line that a text runs. */
function ran(text: string): string[] {
  return [...text.matchAll(/gsl-engine(?:@"?\$VERSION"?)? (\w+)/gu)].map(([, command = '']) => command);
}

describe.each(Object.keys(CI_FILES) as CiSystem[])('init --ci %s', (system) => {
  test('writes the file, a project that is read, and never overwrites', async () => {
    const rules = join(folder, system, 'rules.yaml');
    const { code, out } = await gsl(['init', rules, '--ci', system]);
    expect(code).toBe(0);
    const { name, text } = CI_FILES[system];
    for (const one of [rules, join(folder, system, 'gsl.yaml'), join(folder, system, name)]) {
      expect(out).toContain(one);
      expect(existsSync(one)).toBe(true);
    }
    const project = join(folder, system, 'gsl.yaml');
    expect(readProject(readFileSync(project, 'utf8'), 'gsl.yaml').diagnostics).toEqual([]);
    writeFileSync(project, '# mine\n');
    const again = await gsl(['init', rules, '--ci', system]);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^kept what is there: .*; next: gsl test .*\n$/u) as string,
    });
    rmSync(join(folder, system, name));
    const some = await gsl(['init', rules, '--ci', system]);
    expect(some.out).toContain(`wrote ${join(folder, system, name)}; kept what is there: ${rules}, ${project};`);
    expect(readFileSync(project, 'utf8')).toBe('# mine\n');
    if (system !== 'jenkins') expect(parse(text)).toEqual(expect.any(Object));
  });

  test('runs commands that there are, with formats that there are', () => {
    const { text } = CI_FILES[system];
    const known = commands.map(({ name }) => name);
    expect(ran(text).length).toBeGreaterThan(1);
    expect(ran(text).filter((command) => !known.includes(command))).toEqual([]);
  });
});

test('init --ci with a system that is none', async () => {
  const { code, err } = await gsl(['init', join(folder, 'x.yaml'), '--ci', 'gitlap']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining('did you mean `gitlab`?') as string });
});

test('the demo writes a page and a script, and says so', async () => {
  const { code, out } = await gsl(['demo', join(folder, 'demo')]);
  expect(code).toBe(0);
  expect(out).toContain('D9.AWS.IAM.51  High');
  expect(readFileSync(join(folder, 'demo/report.html'), 'utf8')).toContain('<html');
  expect(readFileSync(join(folder, 'demo/fix.sh'), 'utf8')).toContain('--user-name bob\n');
});
