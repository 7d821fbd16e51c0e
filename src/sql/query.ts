import { builtInFunctions, functionTable } from '../functions/index.ts';
import type { FunctionDefinition } from '../functions/define.ts';
import type { Condition, RulePlan, Scalar } from '../plan/plan.ts';
import { printRule } from '../syntax/print.ts';
import { printable } from '../text/format-message.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import type { Source } from '../text/source.ts';
import type { Status } from '../values/outcome.ts';
import { isObject } from '../values/value.ts';
import { ConditionMaker } from './conditions.ts';
import { type Dialect, identifier, type SqlDialect } from './dialect.ts';
import { duckdb } from './duckdb.ts';
import { columnAt, type TableMapping } from './layout.ts';
import { postgres } from './postgres.ts';
import { tableName } from './table-name.ts';
import type { SqlValue } from './value.ts';

/** A rule that is compiled: `compileRule` gives one. */
export interface PlannedRule {
  readonly plan: RulePlan;
  readonly source: Source;
}

/** How a query is written. */
export interface SqlOptions {
  readonly dialect: SqlDialect;
  /** The table, and where properties are in it. Default: a table `entities` with the whole entity in `entity`, a JSON column. */
  readonly mapping?: TableMapping;
  /**
   * The statuses whose rows the query gives. Default: `failed`, and `matched` of a query. With `error`, the rows that are
   * undecided: by the rule, or because SQL cannot say a part of it.
   */
  readonly include?: readonly Status[];
  /** The values of named lists. */
  readonly lists?: Readonly<Record<string, readonly Scalar[]>>;
  /** Text is compared with regard to case. */
  readonly matchCase?: boolean;
  /** The clock, in milliseconds since 1970: it stands in the query. Default: the current time. */
  readonly now?: number;
  readonly functions?: readonly FunctionDefinition[];
}

/** A query, and how far it goes. */
export interface SqlQuery {
  readonly sql: string;
  /** Every part of the rule is said. Where not, rows that hang on such a part are undecided, and the engine decides them. */
  readonly exact: boolean;
  /** What is not said, at its place in the rule. */
  readonly unsaid: readonly Message[];
}

const DIALECTS: Readonly<Record<SqlDialect, () => Dialect>> = { duckdb, postgres: () => postgres };
const ROW = 'e';
const DEFAULT_MAPPING: TableMapping = { table: 'entities', document: 'entity' };

/** From JavaScript: a rule's text has no plan yet. */
function refuseMisuse(rule: unknown, options: unknown): void {
  if (!isObject(rule) || !isObject(rule['plan'])) throw new TypeError('sqlOf takes a rule that compileRule gives');
  const dialect = isObject(options) ? options['dialect'] : undefined;
  if (typeof dialect !== 'string' || !Object.hasOwn(DIALECTS, dialect))
    throw new TypeError(
      `sqlOf takes the dialect as { dialect: '${Object.keys(DIALECTS).join("' } or { dialect: '")}' }`,
    );
}

/**
 * Writes a rule as a query of the entities that fail (or of another status). What SQL cannot say is undecided in it: ask
 * for `failed` and `error`, and have the engine judge what comes back.
 *
 * @throws TypeError for what is no compiled rule and for a dialect that is none, RangeError for a rule that judges no single entity (`true`, `List<…>`), and for names of tables and columns that are none
 * @example
 * const rule = compileRule('IamUser should have mfaActive = true');
 * sqlOf(rule, { dialect: 'duckdb' }).sql // SELECT … WHERE …
 */
export function sqlOf(rule: PlannedRule, options: SqlOptions): SqlQuery {
  refuseMisuse(rule, options);
  const { plan, source } = rule;
  const { target } = plan;
  if (target === undefined) throw new RangeError('the rule `true` judges no entity: there is nothing to query');
  if (plan.isList)
    throw new RangeError('a rule of `List<…>` judges all entities of an account together: the engine does that');
  const dialect = DIALECTS[options.dialect]();
  const mapping = options.mapping ?? DEFAULT_MAPPING;
  const maker = new ConditionMaker({
    dialect,
    matchCase: options.matchCase ?? false,
    functions: options.functions === undefined ? builtInFunctions : functionTable(options.functions),
    lists: options.lists ?? {},
    now: options.now ?? Date.now(),
    columns: mapping,
    row: ROW,
  });
  const truth = (part: Condition | undefined): string | undefined =>
    part === undefined ? undefined : maker.condition(part);
  const status = statusOf(dialect, plan, {
    where: truth(plan.where),
    exclude: truth(plan.exclude),
    condition: truth(plan.condition),
  });
  const include = options.include ?? ['failed', 'matched'];
  const statuses = include.filter((one) => status.includes(`'${one}'`) || one === 'error');
  const isTarget = targetTest(mapping, dialect, target);
  const columns = identityOf(mapping, dialect);
  const rows = `${tableName(mapping.table)} AS ${ROW}${isTarget === undefined ? '' : ` WHERE ${isTarget}`}`;
  const lines = [
    `-- ${printable(printRule(plan.rule).replaceAll(/\s+/gu, ' '))}`,
    `SELECT * FROM (SELECT ${[...columns, `${status} AS status`].join(', ')}`,
    `FROM ${inLayers(dialect, status, rows)}`,
    `) AS judged WHERE status IN (${statuses.map((one) => dialect.literal(one)).join(', ')});`,
  ];
  const unsaid = maker.unsaid.map(({ node, part, why, help }): Message => ({
    code: 'not-in-sql',
    severity: 'warning',
    message: `\`${part}\` is not in the query: ${why}`,
    at: { kind: 'text', source, span: node.span },
    ...defined({ help }),
  }));
  return { sql: `${lines.join('\n')}\n`, exact: unsaid.length === 0, unsaid };
}

/** The rows, with what was bound as columns beside theirs. */
function inLayers(dialect: Dialect, used: string, rows: string): string {
  return dialect
    .layers(used)
    .reduce(
      (from, layer) =>
        `(SELECT ${ROW}.*, ${layer.map(({ name, value }) => `${value} AS ${name}`).join(', ')}\nFROM ${from}) AS ${ROW}`,
      rows,
    );
}

/** The status of a row, in the order in which the engine asks. */
function statusOf(
  dialect: Dialect,
  { whenTrue, whenFalse }: RulePlan,
  truths: Readonly<Record<'where' | 'exclude' | 'condition', string | undefined>>,
): string {
  const { where, exclude, condition } = truths;
  const decided = (truth: string | undefined, yes: string, no: string): string =>
    truth === undefined ? no : dialect.decided(truth, yes, no, `'error'`);
  const asked =
    condition === undefined
      ? dialect.literal(whenTrue)
      : decided(condition, dialect.literal(whenTrue), dialect.literal(whenFalse));
  const included = decided(exclude, `'excluded'`, asked);
  return where === undefined ? included : decided(where, included, `'irrelevant'`);
}

function targetTest({ type, only, document }: TableMapping, dialect: Dialect, target: string): string | undefined {
  if (only !== undefined) return only === target ? undefined : 'FALSE';
  if (type !== undefined) return `${ROW}.${identifier(type)} = ${dialect.literal(target)}`;
  if (document === undefined) return undefined;
  return `${dialect.textIn(dialect.property(`${ROW}.${identifier(document)}`, 'type'))} = ${dialect.literal(target)}`;
}

/** What tells which entity a row is. */
function identityOf(mapping: TableMapping, dialect: Dialect): readonly string[] {
  const { identity = ['id', 'name', 'accountNumber'] } = mapping;
  return identity.flatMap((path) => {
    const at = columnAt(mapping, dialect, ROW, path.split('.'));
    if (at.kind === 'none') return [];
    const sql = at.kind === 'document' ? dialect.textIn(dialect.property(at.sql, path)) : columnText(dialect, at.value);
    return [`${sql} AS ${identifier(path)}`];
  });
}

function columnText(dialect: Dialect, value: SqlValue): string {
  return value.kind === 'json' ? dialect.textIn(value.sql) : value.sql;
}
