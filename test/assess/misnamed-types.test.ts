import { describe, expect, it } from 'vitest';
import { misnamedMessages } from '../../src/assess/misnamed-types.ts';
import { assess } from '../../src/index.ts';
import { entityRecord } from '../../src/values/record.ts';

/* Entities that no rule judges since their type is written otherwise. */

function said(types: Readonly<Record<string, number>>, ...asked: readonly string[]): readonly string[] {
  return misnamedMessages(new Map(Object.entries(types)), new Set(asked)).map(
    ({ severity, message }) => `${severity}: ${message}`,
  );
}

describe('types that differ', () => {
  it.each<readonly [string, Readonly<Record<string, number>>, readonly string[], readonly string[]]>([
    [
      'in case',
      { IamUser: 1, iamuser: 1 },
      ['IamUser'],
      ['error: 1 entity is of the type `iamuser` beside `IamUser`, and no rule judges it'],
    ],
    [
      'by a blank',
      { IamUser: 1, 'IamUser ': 2 },
      ['IamUser'],
      ['error: 2 entities are of the type `IamUser ` beside `IamUser`, and no rule judges them'],
    ],
    [
      'in number',
      { IamUser: 1, IamUsers: 1 },
      ['IamUser'],
      ['note: 1 entity is of the type `IamUsers` beside `IamUser`, and no rule judges it'],
    ],
    ['in number, as resources of Terraform do', { google_a_level: 1, google_a_levels: 1 }, ['google_a_level'], []],
    ['in case, where both are judged', { VPC: 1, vpc: 1 }, ['VPC', 'vpc'], []],
    ['in case, where neither is', { VPC: 1, vpc: 1 }, ['IamUser'], []],
    ['in more', { IamUser: 1, IamRole: 1, 'image/png': 1 }, ['IamUser'], []],
    [
      'as Azure writes them',
      { IamUser: 1, 'Microsoft.Storage/storageAccounts': 1 },
      ['IamUser'],
      ['error: no rule can name the type of 1 entity `Microsoft.Storage/storageAccounts`'],
    ],
    [
      'as Azure writes many',
      { 'microsoft.a/a': 1, 'microsoft.a/b': 1, 'microsoft.a/c': 1, 'microsoft.a/d': 2 },
      ['IamUser'],
      ['error: no rule can name the type of 5 entities, as of `microsoft.a/a`'],
    ],
  ])('%s', (_, types, asked, messages) => {
    expect(said(types, ...asked)).toEqual(messages);
  });
});

it('are said of a run, where something was judged', async () => {
  const rules = [{ id: 'r', severity: 'High', logic: 'IamUser should have id' }] as const;
  const run = async (...types: readonly string[]): Promise<readonly string[]> => {
    const records = types.map((type, index) => entityRecord({ type, id: String(index) }, { file: 'a', index }));
    return (await assess(rules, records, { now: 0 }).finish()).evidence.map(({ code }) => code);
  };
  expect(await run('IamUser', 'iamuser')).toEqual(['entity-type-not-there']);
  expect(await run('iamuser')).toEqual(['nothing-judged']);
  expect(await run('IamUser', 'Instance')).toEqual([]);
});
