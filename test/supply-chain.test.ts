import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { billOfMaterials } from '../scripts/bill-of-materials.ts';
import { ALLOWED, licences } from '../scripts/licence-list.ts';

/* What users install with this package, and what is in it. */

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test('what users get has a licence that is known, and runs nothing when it is installed', () => {
  const theirs = licences().filter(({ use }) => use === 'runtime');
  expect(theirs.length).toBeGreaterThan(10);
  expect(theirs.filter(({ licence }) => !ALLOWED.has(licence))).toEqual([]);
  expect(theirs.filter(({ hasInstallScript }) => hasInstallScript)).toEqual([]);
  for (const { name, licence, use } of licences().filter((one) => one.use === 'optional peer'))
    expect(ALLOWED.has(licence), `${name} (${use})`).toBe(true);
});

test('the package itself runs nothing when it is installed', () => {
  const installing = Object.keys(scripts).filter((name) =>
    /^(?:pre|post)?install$|^(?:pre|post)?prepare$|^prepublish$/u.test(name),
  );
  // It builds a checkout, and is taken out before a release.
  expect(installing).toEqual(['prepare']);
  const workflow = readFileSync('.github/workflows/publish.yml', 'utf8');
  expect(workflow.indexOf('npm pkg delete scripts.prepare')).toBeGreaterThan(workflow.lastIndexOf('npm ci'));
  expect(workflow.indexOf('npm pkg delete scripts.prepare')).toBeLessThan(workflow.indexOf('npm publish'));
});

test('the tarball holds the build, the documents that it names, and examples', () => {
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }),
  ) as { files: { path: string; mode: number }[] }[];
  const files = packed?.files ?? [];
  const expected = [
    /^(?:LICENSE|README\.md|package\.json)$/u,
    /^dist\/[\w./-]+\.(?:js|d\.ts|d\.ts\.map)$/u,
    // The sources that the declaration maps point to.
    /^dist\/src\/[\w./-]+\.ts$/u,
    /^dist\/cli\/(?:LICENSES\.txt|playground\.html\.br)$/u,
    /^schemas\/\w+\.schema\.json$/u,
    /^grammar\/\w+\.(?:md|ebnf)$/u,
    /^examples\/[\w./-]+\.(?:csv|gsl|json|md|mjs|ndjson|parquet|sh|tf|yaml)$/u,
  ];
  expect(files.map(({ path }) => path).filter((path) => !expected.some((pattern) => pattern.test(path)))).toEqual([]);
  expect(files.length).toBeGreaterThan(300);
  expect(files.some(({ path }) => /(?:^|\/)(?:\.|test\/|node_modules\/)/u.test(path))).toBe(false);
  const runnable = files.filter(({ path, mode }) => (mode & 0o111) !== 0 && !path.endsWith('.sh'));
  expect(runnable.map(({ path }) => path).every((path) => path.startsWith('dist/cli/'))).toBe(true);
}, 60_000);

test('a release is audited, and has a list of what is in it', () => {
  const workflow = readFileSync('.github/workflows/publish.yml', 'utf8');
  expect(workflow).toContain('npm audit --omit=dev');
  expect(workflow).toContain('npm run -s sbom');
  expect(workflow).toContain('npm run licences');
});

test('the list of a release names all that users get, with versions and licences, and nothing else', () => {
  const { components } = JSON.parse(billOfMaterials()) as {
    components: { name: string; version: string; licenses?: unknown[] }[];
  };
  const theirs = licences().filter(({ use }) => use === 'runtime');
  expect(components.map(({ name, version }) => `${name}@${version}`).sort()).toEqual(
    theirs.map(({ name, version }) => `${name}@${version}`).sort(),
  );
  expect(components.filter(({ licenses = [] }) => licenses.length === 0)).toEqual([]);
});

test('each bound of SECURITY.md names a test and a file that are there', () => {
  const rows = readFileSync('SECURITY.md', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const named = rows.flatMap((row) =>
    [...row.matchAll(/`((?:src|test|scripts)\/[\w./-]+)`/gu)].map(([, file = '']) => file),
  );
  expect(named.length).toBeGreaterThan(30);
  expect(named.filter((file) => !existsSync(file))).toEqual([]);
});
