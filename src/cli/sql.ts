import { tryCompile } from '../run/compiled-rule.ts';
import type { CompiledRule } from '../run/compiled-rule.ts';
import type { NamedLists } from '../run/environment.ts';
import { SQL_DIALECTS, type SqlDialect } from '../sql/dialect.ts';
import type { TableMapping } from '../sql/layout.ts';
import { type Layout, LAYOUTS, layoutOf } from '../sql/layouts.ts';
import { sqlOf, type SqlOptions, type SqlQuery } from '../sql/query.ts';
import { readMapping } from '../sql/read-mapping.ts';
import { defined } from '../text/defined.ts';
import { hasError, type Message } from '../text/message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readText } from './files.ts';
import type { CommandIo } from './io.ts';
import { readLists } from './lists.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { clockOf } from './options.ts';
import { loadRules } from './rules.ts';

/** The flags of `gsl sql`, as they were written. */
export interface SqlFlags {
  readonly dialect: string;
  readonly table?: string;
  readonly map?: string;
  readonly status?: readonly string[];
  readonly prefilter?: boolean;
  readonly rules?: readonly string[];
  readonly ruleset?: readonly string[];
  readonly lists?: string;
  readonly matchCase?: boolean;
  readonly now?: string;
}

/** `gsl sql`: writes rules as queries. What a query does not say is told on standard error. Gives the exit code. */
export async function sql(rules: readonly string[], flags: SqlFlags, io: CommandIo): Promise<number> {
  const dialect = dialectOf(flags.dialect);
  const include = statusesOf(flags);
  const now = clockOf(flags.now).getTime();
  const { matchCase = false } = flags;
  const lists = flags.lists === undefined ? {} : await readLists(flags.lists);
  const mappings = await mappingsOf(flags.map);
  let code: number = EXIT.ok;
  for (const rule of await compiledRules(rules, flags, lists, io)) {
    if (rule.target === undefined || rule.isList) {
      printSaid(io, 'warning', `\`${rule.source.name}\` is not written as a query: it judges no single entity`);
      code = EXIT.error;
      continue;
    }
    const mapping = mappings(rule.target);
    if (mapping === undefined) {
      printSaid(
        io,
        'warning',
        `\`${rule.source.name}\`: the layout knows no table of \`${rule.target}\``,
        'write a mapping: --map FILE',
      );
      code = EXIT.error;
      continue;
    }
    const table = flags.table === undefined ? mapping : { ...mapping, table: flags.table };
    const query = queryOf(rule, { dialect, include, now, lists, matchCase, mapping: table });
    await io.out(query.sql);
    printDiagnostics(io, query.unsaid);
  }
  return code;
}

/** What names no table or column is an error of use. */
function queryOf(rule: CompiledRule, options: SqlOptions): SqlQuery {
  try {
    return sqlOf(rule, options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
}

function dialectOf(text: string): SqlDialect {
  const found = SQL_DIALECTS.find((name) => name === text.toLowerCase());
  if (found === undefined)
    throw new UsageError(`--dialect: unknown dialect \`${text}\`; there are ${SQL_DIALECTS.join(', ')}`);
  return found;
}

function statusesOf({ status, prefilter }: SqlFlags): readonly Status[] {
  if (prefilter === true && status !== undefined)
    throw new UsageError('--prefilter says which rows; leave --status out');
  if (prefilter === true) return ['failed', 'matched', 'error'];
  if (status === undefined) return ['failed', 'matched'];
  return status.map((word) => {
    const found = STATUSES.find((one) => one === word);
    if (found === undefined)
      throw new UsageError(`--status: \`${word}\` is no status; there are ${STATUSES.join(', ')}`);
    return found;
  });
}

/** The rules that are meant: a text with a blank is a rule, anything else an id. */
async function compiledRules(
  given: readonly string[],
  { rules, ruleset, matchCase }: SqlFlags,
  lists: NamedLists,
  io: CommandIo,
): Promise<readonly CompiledRule[]> {
  const texts = given.filter((text) => /\s/u.test(text));
  const ids = given.filter((text) => !/\s/u.test(text));
  const named =
    ids.length === 0
      ? []
      : (
          await loadRules({
            ids,
            lists,
            matchCase,
            ...(rules === undefined ? { ruleset: ruleset ?? ['all'] } : { rules, ruleset: ruleset ?? [] }),
          })
        ).rulesets.flatMap((one) => one.rules);
  if (ids.length > 0 && named.length === 0) throw new UsageError(`no rule has the id \`${ids.join(', ')}\``);
  const sources = [
    ...texts.map((text) => ({ name: 'rule', text })),
    ...named.map(({ id, logic }) => ({ name: id, text: logic })),
  ];
  return sources.flatMap((source) => {
    const { compiled, diagnostics } = tryCompile(source, { lists, ...defined({ matchCase }) });
    refuseBroken(diagnostics, io);
    return compiled ?? [];
  });
}

function refuseBroken(diagnostics: readonly Message[], io: CommandIo): void {
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) throw new UsageError('the rule cannot be run');
}

/** The table of each type. */
async function mappingsOf(map: string | undefined): Promise<(type: string) => TableMapping | undefined> {
  if (map === undefined) return () => ({ table: 'entities', document: 'entity' });
  const layout: Layout | undefined = LAYOUTS.find((name) => name === map);
  if (layout !== undefined) return (type) => layoutOf(layout, type);
  try {
    const tables = readMapping(await readText(map));
    return (type) => tables(type);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`--map: \`${map}\`: ${error.message}`);
  }
}
