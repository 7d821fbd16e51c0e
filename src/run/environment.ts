import type { FunctionDefinition, FunctionTable } from '../functions/define.ts';
import { builtInFunctions, functionTable } from '../functions/index.ts';
import { type Fold, fold } from '../values/equality.ts';

/** Values of the lists that rules name as `$Name`: texts and numbers. */
export type NamedLists = Readonly<Record<string, readonly (string | number | boolean)[]>>;

/** What closures are made with, worked out of the options once. */
export interface RunEnvironment {
  readonly functions: FunctionTable;
  readonly lists: NamedLists;
  readonly fold: Fold;
}

/** The options of an environment that matter when a rule runs. */
export interface RunOptions {
  /** Functions of your own beside those of the language. */
  readonly functions?: readonly FunctionDefinition[];
  /** The values of the named lists that rules write as `in ($Name)`. */
  readonly lists?: NamedLists;
  /** Text is compared with regard to upper and lower case. Default: without, see grammar/SEMANTICS.md. */
  readonly matchCase?: boolean;
}

export function runEnvironment({ functions, lists, matchCase }: RunOptions): RunEnvironment {
  return {
    functions: functions === undefined || functions.length === 0 ? builtInFunctions : functionTable(functions),
    lists: lists ?? {},
    fold: matchCase === true ? asWritten : fold,
  };
}

function asWritten(text: string): string {
  return text;
}
