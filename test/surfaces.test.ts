import { afterAll, beforeAll, expect, it } from 'vitest';
import { Judge } from '../apps/playground/judge.ts';
import type { Answer } from '../apps/playground/protocol.ts';
import { evaluate } from '../src/cli/mcp/evaluate-tool.ts';
import { explain } from '../src/cli/mcp/explain-tool.ts';
import type { ToolContext } from '../src/cli/mcp/tool.ts';
import { Verdicts } from '../src/cli/lsp/verdicts.ts';
import { schemasFor } from '../src/cli/rules.ts';
import { readBytes } from '../src/inventory/read-bytes.ts';
import { compileRule } from '../src/run/compiled-rule.ts';
import { sqlOf } from '../src/sql/index.ts';
import { STATUSES } from '../src/values/outcome.ts';
import type { InventoryRecord } from '../src/values/record.ts';
import { gsl } from './cli/support.ts';
import { duckdbDatabase, type TestDatabase } from './support/sql/databases.ts';

/* A rule says the same of an entity wherever it is asked: command, MCP server, editor, playground; a query, or it leaves it open. */

const NOW = '2026-01-01T00:00:00Z';
const user = { type: 'IamUser', id: 'u', name: 'u', firstAccessKey: { isActive: true }, mfaActive: false };
const group = (scope: unknown) => ({
  type: 'SecurityGroup',
  id: 'g',
  name: 'g',
  inboundRules: [{ scope, port: 22, portTo: 22 }],
});
const thing = (properties: object) => ({ type: 'Thing', id: 't', name: 't', ...properties });

/** What is said of the rule, and of the entity; where only the whole run tells that nothing is known, a query can not. */
type Case = readonly [what: string, rule: string, entity: object, ruleStatus: string, status: string, query?: string];

const CASES: readonly Case[] = [
  ['a rule that fails', 'IamUser should have mfaActive = true', user, 'failed', 'failed'],
  ['a rule that passes', 'IamUser should have firstAccessKey.isActive', user, 'passed', 'passed'],
  ['a misspelt property', 'IamUser should not have firstAccesKey.isActive = true', user, 'error', 'error', 'passed'],
  [
    'a misspelt property of a failing rule',
    'IamUser should have firstAccesKey.isActive = true',
    user,
    'failed',
    'failed',
  ],
  ['no entity that matters', "IamUser where name = 'x' should have mfaActive", user, 'not judged', 'irrelevant'],
  [
    'a path into several',
    'SecurityGroup should not have inboundRules.scope.a = 1',
    { ...group('x'), inboundRules: [{}, {}] },
    'error',
    'error',
  ],
  ['text where true is meant', 'Thing should not have on = false', thing({ on: 'no' }), 'error', 'error', 'passed'],
  ['an order against text', 'Thing should have tls >= 2', thing({ tls: 'TLSv1' }), 'failed', 'failed'],
  [
    'a network that is none',
    'SecurityGroup should not have inboundRules contain [ scope isPublic() ]',
    group('1.2.3.4/33'),
    'error',
    'error',
    'passed',
  ],
  [
    'a public network',
    'SecurityGroup should not have inboundRules contain [ scope isPublic() ]',
    group('0.0.0.0/0'),
    'failed',
    'failed',
  ],
  [
    'a large number in text',
    'Thing should have p.a = 9007199254740993',
    thing({ p: '{"a":9007199254740993}' }),
    'passed',
    'passed',
  ],
  [
    'the number beside it',
    'Thing should have p.a = 9007199254740992',
    thing({ p: '{"a":9007199254740993}' }),
    'failed',
    'failed',
  ],
  ['cut text', 'Thing should not have p contain [ a = 1 ]', thing({ p: '[{"a":1},{"a"' }), 'error', 'error'],
  ['a time that is none', "Thing should have at before(-1, 'days')", thing({ at: 'yesterday' }), 'error', 'error'],
  ['what is excluded by itself', 'Thing should have on exclude on isEmpty()', thing({}), 'not judged', 'excluded'],
  [
    'a condition that is never true',
    "Thing should not have name = 'a' and name = 'b'",
    thing({}),
    'error',
    'error',
    'passed',
  ],
];

const context = { roots: undefined, signal: new AbortController().signal } as unknown as ToolContext;
let database: TestDatabase;
beforeAll(async () => {
  database = await duckdbDatabase();
}, 60_000);
afterAll(() => database.close());

/** What a surface says of the rule, where it says so, and of the entity. */
type Said = readonly [rule: string | undefined, entity: string | undefined];
type Surface = (rule: string, entity: object) => Promise<Said>;

interface Report {
  readonly findings: readonly { readonly status: string }[];
  readonly summary: { readonly rules: readonly { readonly status: string }[] };
}

const SURFACES: Readonly<Record<string, Surface>> = {
  command: async (rule, entity) => {
    const flags = ['--format', 'json', '--now', NOW];
    const { out } = await gsl(['evaluate', '--rule', rule, '-', ...flags], JSON.stringify(entity));
    const { findings, summary } = JSON.parse(out) as Report;
    // Irrelevant entities are in no report.
    return [summary.rules[0]?.status, findings[0]?.status ?? 'irrelevant'];
  },
  'command explain': async (rule, entity) => {
    const { out } = await gsl(['explain', rule, '-', '--now', NOW], JSON.stringify(entity));
    return [undefined, /^\w+: (\w+)/u.exec(out)?.[1]];
  },
  'evaluate of MCP': async (rule, entity) => {
    const given = { rules: [rule], entities: [entity], status: [...STATUSES], now: NOW };
    const { rules, results } = (await evaluate.run(evaluate.input.parse(given), context)).data as {
      rules: readonly { status: string }[];
      results: readonly { status: string }[];
    };
    return [rules[0]?.status, results[0]?.status];
  },
  'explain of MCP': async (rule, entity) => {
    const answer = await explain.run(explain.input.parse({ rule, entities: [entity], now: NOW }), context);
    return [undefined, (answer.data['explanations'] as readonly { status: string }[])[0]?.status];
  },
  editor: async (rule, entity) => {
    const records: InventoryRecord[] = [];
    for await (const record of readBytes('e.json', new TextEncoder().encode(JSON.stringify(entity))))
      records.push(record);
    const verdicts = new Verdicts();
    verdicts.take(records, { now: NOW, schemas: await schemasFor(new Set(['IamUser', 'SecurityGroup'])) });
    const { status, counts } = await verdicts.of(rule);
    return [status, STATUSES.find((one) => counts[one] > 0)];
  },
  playground: async (rule, entity) => {
    const answers: Answer[] = [];
    const judge = new Judge((answer) => answers.push(answer));
    await judge.take({ kind: 'read', id: 1, name: 'e.json', blob: new Blob([JSON.stringify(entity)]) });
    await judge.take({ kind: 'judge', id: 2, rule, now: NOW });
    await judge.take({ kind: 'explain', id: 3, row: 0 });
    const verdict = answers.flatMap((answer) => (answer.kind === 'judged' ? [answer.verdict] : []))[0];
    const why = answers.flatMap((answer) => (answer.kind === 'explained' ? [answer.why] : []))[0];
    expect(why?.status).toBe(verdict?.rows[0]?.status);
    return [verdict?.status, verdict?.rows[0]?.status];
  },
};

const ALL = CASES.map(([what, rule, entity, ruleStatus, status, query = status]) => {
  return [what, { rule, entity, ruleStatus, status, query }] as const;
});

it.each(ALL)('%s', async (_what, { rule, entity, ruleStatus, status, query }) => {
  for (const [surface, said] of Object.entries(SURFACES)) {
    const [ofRule, ofEntity] = await said(rule, entity);
    expect([ofRule ?? ruleStatus, ofEntity], surface).toEqual([ruleStatus, status]);
  }
  const table = `(SELECT CAST('${JSON.stringify(entity).replaceAll("'", "''")}' AS JSON) AS entity)`;
  const { sql } = sqlOf(compileRule(rule), {
    dialect: 'duckdb',
    include: STATUSES,
    now: Date.parse(NOW),
    mapping: { table, document: 'entity' },
  });
  const [row] = await database.query(sql);
  expect(row?.['status'], 'a query').toBe(query);
});
