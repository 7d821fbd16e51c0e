import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { repositoryPaths } from '../../src/cli/repository.ts';
import { githubComplaints } from '../reporters/github-ingestion.ts';
import { gsl, user } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'gsl-sarif-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const users = join(folder, 'users.json');
writeFileSync(users, JSON.stringify([user('alice', true, true), user('bob', true, true)]));

describe('the log of a run', () => {
  interface Log {
    readonly runs: [{ readonly automationDetails: { readonly id: string }; readonly results: readonly object[] }];
  }
  const log = async (...flags: string[]): Promise<Log['runs'][0]> => {
    const { out } = await gsl(['evaluate', users, '--format', 'sarif', ...flags]);
    return (JSON.parse(out) as Log).runs[0];
  };

  test('of a category', async () => {
    expect((await log('--sarif-category', 'staging')).automationDetails.id).toBe('staging/');
  });

  test('with what was accepted', async () => {
    const exclusions = join(folder, 'exclusions.yaml');
    writeFileSync(exclusions, '- comment: known\n  entities: [alice]\n  rules: [{id: D9.AWS.IAM.51}]\n');
    expect((await log('--exclusions', exclusions)).results).toHaveLength(1);
    const all = await log('--exclusions', exclusions, '--sarif-include', 'all');
    expect(all.results).toEqual(
      expect.arrayContaining([expect.objectContaining({ suppressions: expect.any(Array) as unknown })]) as unknown,
    );
  });

  test('of a stored report, with what is gone since', async () => {
    const before = join(folder, 'before.json');
    const after = join(folder, 'after.json');
    await gsl(['evaluate', users, '--format', `json=${before}`]);
    const fewer = join(folder, 'fewer.json');
    writeFileSync(fewer, JSON.stringify([user('alice', true, true), user('bob', true, false)]));
    await gsl(['evaluate', fewer, '--format', `json=${after}`]);
    const { out } = await gsl(['report', after, '--compare', before, '--format', 'sarif', '--sarif-include', 'gone']);
    const { results } = (JSON.parse(out) as Log).runs[0];
    expect(results).toMatchObject([
      { baselineState: 'unchanged' },
      {
        baselineState: 'absent',
        message: { text: 'bob: no longer fails' },
        locations: [{ physicalLocation: { region: { startLine: 1 } } }],
      },
    ]);
    const plain = await gsl(['report', after, '--compare', before, '--format', 'sarif']);
    expect(githubComplaints(plain.out).filter((complaint) => !complaint.endsWith('a path of the repository'))).toEqual(
      [],
    );
  });

  test('refuses what it does not know', async () => {
    const { err, code } = await gsl(['evaluate', users, '--format', 'sarif', '--sarif-include', 'exclude']);
    expect(code).toBe(2);
    expect(err).toContain('did you mean `excluded`?');
  });
});

test('names of files in the repository', () => {
  const inner = join(folder, 'repository', 'infra', 'prod');
  mkdirSync(inner, { recursive: true });
  mkdirSync(join(folder, 'repository', '.git'));
  const path = repositoryPaths(inner);
  expect(path('users.json')).toBe('infra/prod/users.json');
  expect(path('../users.json')).toBe('infra/users.json');
  expect(path(join(inner, 'a', 'b.json'))).toBe('infra/prod/a/b.json');
  expect(path('../../../users.json')).toBe(join(folder, 'users.json'));
  expect(path('<stdin>')).toBe('<stdin>');
  expect(repositoryPaths(folder)('x/users.json')).toBe('x/users.json');
});
