import type { FunctionDefinition } from '../functions/define.ts';
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
