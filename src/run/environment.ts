import { CHECK_OPTIONS, type CheckOptions, refuseOptions } from '../check/options.ts';
import type { FunctionDefinition, FunctionTable } from '../functions/define.ts';
import { builtInFunctions, functionTable } from '../functions/index.ts';
import { type Fold, foldOf } from '../values/equality.ts';

/** Values of the lists that rules name as `$Name`: texts and numbers. */
export type NamedLists = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** A clock: a Date, milliseconds since 1970, or ISO 8601 text. */
export type Clock = Date | number | string;

/** What rules are read, checked, run and explained with. Everything has a default. */
export interface EnvironmentOptions extends Omit<CheckOptions, 'lists'> {
  /** The values of the named lists that rules write as `in ($Name)`. */
  readonly lists?: NamedLists;
  /** The clock. Default: the current time, at each evaluation or the start of an assessment. */
  readonly now?: Clock;
}

/** {@link EnvironmentOptions} that are made once and given everywhere; rules that were compiled with it are kept with it. */
export interface Environment extends EnvironmentOptions {
  readonly kind: 'environment';
}

/**
 * Puts together what rules are run with: functions of your own, named lists, schemas, strictness, the clock. The same object
 * is given to `check`, `compileRule`, `assess` and the tests of rules; an assessment with it compiles each rule once, however
 * often it is called.
 *
 * @throws TypeError when two functions have the same name, for a definition that is none, and for a misspelt option
 * @example
 * const ours = environment({ lists: { Offices: ['192.0.2.0/24'] }, now: '2026-11-25' });
 * const rule = compileRule('SecurityGroup should have scope in ($Offices)', ours);
 * rule.evaluate({ type: 'SecurityGroup', scope: '192.0.2.0/24' }).status // 'passed'
 */
export function environment(options: EnvironmentOptions = {}): Environment {
  refuseEnvironment('environment', options);
  if (options.functions !== undefined) tableFor(options.functions);
  return Object.freeze({ ...options, kind: 'environment' });
}

/** Their names. */
export const ENVIRONMENT_OPTIONS: ReadonlySet<string> = new Set([...CHECK_OPTIONS, 'kind', 'now']);

/**
 * Refuses options of another kind than they are.
 *
 * @throws TypeError
 */
export function refuseEnvironment(caller: string, options: EnvironmentOptions, known = ENVIRONMENT_OPTIONS): void {
  refuseOptions(caller, options, known);
  const wrong = Object.entries(options.lists ?? {}).find(([, values]) => !Array.isArray(values));
  if (wrong !== undefined)
    throw new TypeError(`${caller} takes the values of \`$${wrong[0]}\` in \`lists\` as an array`);
}

/** What closures are made with, worked out of the options once. */
export interface RunEnvironment {
  readonly functions: FunctionTable;
  readonly lists: NamedLists;
  readonly fold: Fold;
  /** What `fold` minds, for functions. */
  readonly matchCase?: boolean | undefined;
}

export function runEnvironment({ functions, lists, matchCase }: EnvironmentOptions): RunEnvironment {
  return {
    functions: functions === undefined || functions.length === 0 ? builtInFunctions : tableFor(functions),
    lists: lists ?? {},
    fold: foldOf(matchCase),
    matchCase,
  };
}

const tables = new WeakMap<readonly FunctionDefinition[], FunctionTable>();

function tableFor(own: readonly FunctionDefinition[]): FunctionTable {
  let table = tables.get(own);
  if (table === undefined) tables.set(own, (table = functionTable(own)));
  return table;
}
