import fc from 'fast-check';
import { expect, it } from 'vitest';
import { judge } from './support.ts';

/* What a rule says of a plan with unknown values is what it says of it whatever they turn out to be. */

interface Item {
  readonly port?: number;
  readonly cidrs: readonly string[];
}

/** A list of blocks, which parts of it a plan does not know, and what these turn out to be. */
interface Plan {
  readonly items: readonly Item[];
  /** Places whose port, and whose first network, are not known. */
  readonly ports: readonly boolean[];
  readonly networks: readonly boolean[];
  readonly all: boolean;
}

const item: fc.Arbitrary<Item> = fc.record(
  { port: fc.integer({ min: 1, max: 2 }), cidrs: fc.array(fc.constantFrom('a', 'b'), { maxLength: 2 }) },
  { requiredKeys: ['cidrs'] },
);
const flags = fc.array(fc.boolean(), { minLength: 3, maxLength: 3 });
const plan: fc.Arbitrary<Plan> = fc.record({
  items: fc.array(item, { maxLength: 3 }),
  ports: flags,
  networks: flags,
  all: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});

const RULES = [
  'x_y should not have rules contain [ port = 1 ]',
  "x_y should have rules contain [ port = 1 and cidrs contain [ 'a' ] ]",
  "x_y should not have rules contain [ cidrs contain [ $ = 'a' ] ]",
  "x_y should have rules contain-all [ port = 1 or cidrs contain [ 'a' ] ]",
  'x_y should have rules contain-none [ port = 1 ]',
  'x_y should have rules with [ port = 1 ] length() = 1',
  'x_y should not have rules with [ port != 1 ] isEmpty()',
  'x_y should have rules length() > 1',
  'x_y should have rules isEmpty()',
  'x_y should not have rules.port = 1',
  'x_y should not have rules[0].port = 1',
  "x_y should not have rules[0].cidrs[0] = 'a'",
  "x_y should not have rules[0].cidrs = 'a'",
  "x_y should not have rules[0].cidrs in ('a')",
  "x_y should not have rules[0].cidrs like 'a%'",
  'x_y should not have rules regexMatch /"a"/',
  'x_y should not have rules[0].cidrs isEmpty()',
  "x_y where rules contain [ port = 1 ] should have rules contain [ cidrs contain [ 'a' ] ]",
] as const;

function textOf(after: unknown, unknown: unknown): string {
  const change = { actions: ['create'], before: null, after, after_unknown: unknown };
  const resource = { address: 'x_y.r', mode: 'managed', type: 'x_y', name: 'r', change };
  return JSON.stringify({ format_version: '1.2', terraform_version: '1.9.0', resource_changes: [resource] });
}

/** The plan as Terraform writes it: what is not known is left out, in lists it is null. */
function written({ items, ports, networks, all }: Plan): string {
  if (all) return textOf({}, { rules: true });
  const rules = items.map(({ port, cidrs }, index) => ({
    ...(ports[index] === true || port === undefined ? {} : { port }),
    cidrs: cidrs.map((cidr, at) => (networks[index] === true && at === 0 ? null : cidr)),
  }));
  const marks = items.map(({ cidrs }, index) => ({
    ...(ports[index] === true ? { port: true } : {}),
    cidrs: cidrs.map((_, at) => networks[index] === true && at === 0),
  }));
  return textOf({ rules }, { rules: marks });
}

/** The same when all is known: other values stand where something was not. */
function completed({ items, ports, networks, all }: Plan, values: readonly Item[]): string {
  if (all) return textOf({ rules: values }, {});
  const rules = items.map(({ port, cidrs }, index) => {
    const own = ports[index] === true ? values[index]?.port : port;
    const [first = 'b'] = values[index]?.cidrs ?? [];
    return {
      ...(own === undefined ? {} : { port: own }),
      cidrs: cidrs.map((cidr, at) => (networks[index] === true && at === 0 ? first : cidr)),
    };
  });
  return textOf({ rules }, {});
}

it('a verdict on a plan with unknown values holds whatever they are', { timeout: 30_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      plan,
      fc.constantFrom(...RULES),
      fc.array(fc.array(item, { minLength: 3, maxLength: 3 }), { minLength: 4, maxLength: 4 }),
      async (one, rule, completions) => {
        const [said] = await judge(rule, written(one));
        if (said === undefined || said.startsWith('error')) return;
        for (const values of completions) {
          const [then] = await judge(rule, completed(one, values));
          // A rule that cannot judge a shape says so in both.
          if (then !== undefined && !then.startsWith('error')) expect(then).toBe(said);
        }
      },
    ),
    { numRuns: 300 },
  );
});

/** The same resource in `planned_values`, of a plan without changes. */
function plannedText(values: unknown): string {
  const resource = { address: 'x_y.r', mode: 'managed', type: 'x_y', name: 'r', values };
  const planned = { root_module: { resources: [resource] } };
  return JSON.stringify({ format_version: '1.2', terraform_version: '1.9.0', planned_values: planned });
}

it.each<[what: string, text: string, logic: string, status: string]>([
  ['a block that is cut off', textOf({ rules: [] }, { rules: [{ port: true }] }), 'contain [ port = 1 ]', 'error'],
  [
    'a block that is cut off, beside one that decides',
    textOf({ rules: [{ port: 1 }] }, { rules: [{}, { port: true }] }),
    'contain [ port = 1 ]',
    'passed',
  ],
  ['how many of these there are', textOf({ rules: [] }, { rules: [{ port: true }] }), 'length() = 0', 'error'],
  ['marks that say nothing', textOf({ rules: [] }, { rules: [{ port: false }] }), 'length() = 0', 'passed'],
  ['a list that is null', textOf({ rules: null }, { rules: [{ port: true }] }), 'contain [ port = 1 ]', 'error'],
  ['a list that is not there', textOf({}, { rules: [{ port: true }] }), 'isEmpty()', 'error'],
  ['an object that is null', textOf({ rules: null }, { rules: { port: true } }), '.port = 1', 'error'],
  ['a block that is null', textOf({ rules: [null] }, { rules: [{ port: true }] }), 'contain [ port = 1 ]', 'error'],
  [
    'a block in a block',
    textOf({ rules: [{ sub: [] }] }, { rules: [{ sub: [{ a: true }] }] }),
    'contain [ sub contain [ a ] ]',
    'error',
  ],
  ['nothing unknown', textOf({ rules: null }, { rules: [{ port: false }] }), 'isEmpty()', 'passed'],
  ['planned values: what a block has', plannedText({ rules: [{ port: 1 }] }), 'contain [ port = 1 ]', 'passed'],
  ['planned values: what it has not', plannedText({ rules: [{ port: 1 }] }), "contain [ cidr = 'a' ]", 'error'],
  [
    'planned values: what a block in it has not',
    plannedText({ rules: [{ sub: [{ a: 1 }] }] }),
    'contain [ sub contain [ b ] ]',
    'error',
  ],
  ['planned values: an object', plannedText({ rules: { a: 1 } }), '.b = 1', 'error'],
  ['planned values: an element', plannedText({ rules: ['a', null] }), "contain [ 'b' ]", 'error'],
  ['planned values: a known element', plannedText({ rules: ['a', null] }), "contain [ 'a' ]", 'passed'],
])('%s', async (_what, text, logic, status) => {
  const said = await judge(`x_y should have rules${logic.startsWith('.') ? '' : ' '}${logic}`, text);
  expect(said[0]?.split(' ')[0]).toBe(status);
});
