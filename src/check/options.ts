import type { FunctionDefinition } from '../functions/define.ts';
import { refuseMisspelt } from '../text/known-options.ts';
import { isObject } from '../values/value.ts';
import type { EntitySchemas } from './schemas/schema.ts';

/** How a rule is checked. */
export interface CheckOptions {
  /** Refuse what no public source shows: the functions and forms that are our extensions. */
  readonly strict?: boolean;
  /** What is known of entities; types and properties are held against it. `cloudGuardSchemas` is one. */
  readonly schemas?: EntitySchemas;
  /** Functions of your own beside those of the language, made by `defineFunction`. */
  readonly functions?: readonly FunctionDefinition[];
  /** The named lists that exist; a rule that names another gets a warning. The values do not matter here. */
  readonly lists?: Readonly<Record<string, unknown>>;
  /** Text is compared with regard to upper and lower case. Default: without, see grammar/SEMANTICS.md. */
  readonly matchCase?: boolean;
}

/** Their names. */
export const CHECK_OPTIONS: ReadonlySet<string> = new Set<keyof CheckOptions>([
  'functions',
  'lists',
  'matchCase',
  'schemas',
  'strict',
]);

/**
 * Refuses options that are none, or of another kind than they are: a promise of schemas would know no type, and a list that is
 * a text hold letters.
 *
 * @throws TypeError
 */
export function refuseOptions(caller: string, options: CheckOptions, known: ReadonlySet<string>): void {
  refuseMisspelt(caller, options, known);
  const { functions, lists, schemas } = options as Readonly<Record<string, unknown>>;
  if (functions !== undefined && !Array.isArray(functions))
    throw new TypeError(`${caller} takes \`functions\` as a list of what defineFunction gives`);
  if (schemas !== undefined && !isTable(schemas)) {
    const help = schemas instanceof Promise ? ', and this is a promise of them: `await` it' : '';
    throw new TypeError(`${caller} takes \`schemas\` as cloudGuardSchemas and loadSchemas give them${help}`);
  }
  if (lists !== undefined && !isTable(lists))
    throw new TypeError(`${caller} takes \`lists\` as an object of lists by their names`);
}

function isTable(value: unknown): boolean {
  return isObject(value) && !(value instanceof Promise || value instanceof Map || value instanceof Set);
}
