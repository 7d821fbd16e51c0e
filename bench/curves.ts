import { assess } from '../src/assess/assess.ts';
import { check } from '../src/check/check.ts';
import { cloudGuardSchemas } from '../src/check/schemas/cloudguard.ts';
import { baselineOf } from '../src/findings/baseline.ts';
import { parseExclusions, parseRuleset } from '../src/rules/parse-text.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { environment } from '../src/run/environment.ts';
import type { Entity } from '../src/values/entity.ts';
import { NOW } from './suites.ts';

/** What is measured for growing sizes. */
export interface Curve {
  readonly name: string;
  /** What the size counts. */
  readonly unit: string;
  readonly largest: number;
  /** Prepares, and gives what is timed. */
  readonly prepare: (size: number) => () => unknown;
}

function list<T>(length: number, make: (index: number) => T): T[] {
  return Array.from({ length }, (_, index) => make(index));
}

function* users(count: number): Generator<Entity> {
  for (let index = 0; index < count; index += 1)
    yield {
      type: 'IamUser',
      id: `AIDA${index}`,
      name: `user-${index}`,
      accountNumber: String(100_000_000_000 + (index % 100)),
      mfaActive: index % 2 === 0,
      groups: [{ name: `group-${index % 50}` }],
    };
}

const MFA = { id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' } as const;

async function assessed(
  rules: Parameters<typeof assess>[0],
  entities: Iterable<Entity>,
  options: object = {},
): Promise<void> {
  for await (const _ of assess(rules, entities, { now: NOW, include: ['failed'], ...options }));
}

/** A judgement of one entity whose `items` grow. */
function overItems(name: string, condition: string, item: (index: number) => unknown, largest = 1_000_000): Curve {
  return {
    name,
    unit: 'elements',
    largest,
    prepare: (size) => {
      const rule = compileRule(`Thing should have ${condition}`);
      const entity = { type: 'Thing', items: list(size, item) };
      return () => rule.evaluate(entity, { now: NOW });
    },
  };
}

const scope = (index: number): unknown => ({
  protocol: 'TCP',
  port: 22,
  portTo: 22,
  scope: `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}/32`,
  action: index % 3 === 0 ? 'DENY' : 'ALLOW',
  number: index,
});

export const CURVES: readonly Curve[] = [
  {
    name: 'entities, one rule',
    unit: 'entities',
    largest: 10_000_000,
    prepare: (size) => () => assess([MFA], users(size), { now: NOW }).finish(),
  },
  {
    name: 'rules, 100 entities',
    unit: 'rules',
    largest: 10_000,
    prepare: (size) => {
      const rules = list(size, (index) => ({
        ...MFA,
        id: `R${index}`,
        logic: `IamUser should have name != 'x${index}'`,
      }));
      // With an environment of its own, so that each run compiles them.
      return () => assess(rules, users(100), { now: NOW, environment: environment({}) }).finish();
    },
  },
  {
    name: 'a ruleset in JSON, read and checked',
    unit: 'rules',
    largest: 10_000,
    prepare: (size) => {
      const rules = list(size, (index) => ({
        ...MFA,
        id: `R${index}`,
        logic: `IamUser should have nam = 'x${index}'`,
      }));
      const text = JSON.stringify({ rules }, undefined, 1);
      return () => {
        const { logic } = parseRuleset(text, 'rules.json');
        for (const { source, inFile } of logic.values()) check(source, { schemas: cloudGuardSchemas }).map(inFile);
      };
    },
  },
  {
    name: 'exclusions, 1,000 findings',
    unit: 'exclusions',
    largest: 100_000,
    prepare: (size) => {
      const text = JSON.stringify(list(size, (index) => ({ rule: 'mfa', entity: `AIDA${index * 7}`, comment: 'x' })));
      const { exclusions } = parseExclusions(text, 'exclusions.json');
      return () => assessed([MFA], users(2_000), { exclusions });
    },
  },
  {
    name: 'findings of a baseline',
    unit: 'findings',
    largest: 1_000_000,
    prepare: (size) => {
      const findings = list(size, (index) => ({
        status: 'failed',
        ruleId: 'mfa',
        entity: { type: 'IamUser', id: `AIDA${index}`, name: `user-${index}`, accountNumber: '1' },
      }));
      return () => baselineOf(findings);
    },
  },
  {
    name: 'getResources, one join an entity',
    unit: 'entities',
    largest: 100_000,
    prepare: (size) => {
      const rule = { ...MFA, logic: "IamUser should not have getResource('Owner', name, 'user') isEmpty()" };
      const owners = list(size, (index): Entity => ({
        type: 'Owner',
        id: `O${index}`,
        name: 'o',
        user: `user-${index}`,
      }));
      return () => assessed([rule], [...users(size), ...owners]);
    },
  },
  {
    name: 'List<IamUser>, 100 accounts',
    unit: 'entities',
    largest: 1_000_000,
    prepare: (size) => {
      const rule = { ...MFA, logic: 'List<IamUser> should not have items with [ mfaActive = false ] length() > 3' };
      return () => assessed([rule], users(size));
    },
  },
  overItems(
    'contain [ … ]',
    "items contain [ name = 'x' and size > 4 ]",
    (index) => ({ name: `n${index}`, size: index }),
    100_000,
  ),
  overItems('unique()', 'items unique() length() > 1', (index) => `text-${index}`),
  overItems('groupBy', 'items groupBy [ id ] length() > 1', (index) => ({ id: `group-${index >> 1}` }), 100_000),
  overItems('in, against a list of the entity', "'absent' in (items)", (index) => `text-${index}`),
  overItems('allowedHostsForPort', 'items allowedHostsForPort(22) > 5', scope, 10_000),
  {
    name: 'values of a named list, 1,000 entities',
    unit: 'values',
    largest: 1_000_000,
    prepare: (size) => {
      const rule = { ...MFA, logic: 'IamUser should not have name in ($Known)' };
      const lists = { Known: list(size, (index) => (index % 2 === 0 ? `other-${index}` : index)) };
      return () => assess([rule], users(1_000), { now: NOW, lists }).finish();
    },
  },
  {
    name: 'length of a rule, parsed and checked',
    unit: 'characters',
    largest: 65_536,
    prepare: (size) => {
      const part = "name != 'abcdefghi' and ";
      const text = `IamUser should have ${part.repeat(Math.max(0, Math.floor((size - 40) / part.length)))}mfaActive = true`;
      return () => check(text, { schemas: cloudGuardSchemas });
    },
  },
];
