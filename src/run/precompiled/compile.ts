import { version as engine } from '../../version.ts';
import { callsOf, type RulePlan } from '../../plan/plan.ts';
import { defined } from '../../text/defined.ts';
import { withEscapes } from '../../text/escapes.ts';
import { digest } from '../../text/digest.ts';
import { compileRule } from '../compiled-rule.ts';
import { type EnvironmentOptions, runEnvironment } from '../environment.ts';
import { emit } from '../generated/emitter.ts';
import { type CompiledFile, FORMAT_VERSION, restored, storing, type StoredRule } from './stored.ts';

/** What of a rule is compiled ahead. */
export interface CompilableRule {
  readonly id: string;
  readonly severity: string;
  readonly name?: string;
  readonly logic: string;
}

/**
 * Compiles rules ahead: plans as data, which `loadCompiled` makes rules of without parser, checker and schemas. The same
 * rules give the same file.
 *
 * @param options what the rules are parsed and checked with; functions of your own are given again when the file is loaded
 * @throws GslError with all errors of the first rule that cannot be run
 * @example
 * const file = compileRules([{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }]);
 * file.rules.map(({ id }) => id) // ['mfa']
 */
export function compileRules(rules: readonly CompilableRule[], options: EnvironmentOptions = {}): CompiledFile {
  const stored = rules.map(({ id, severity, name, logic }): StoredRule => {
    const { rule: _, ...plan } = compileRule({ name: id, text: logic }, options).plan;
    return { id, severity, ...defined({ name }), logic, plan };
  });
  // Once through JSON, so that what is given is what a reader of the file gets.
  const text = JSON.stringify(stored, storing);
  return {
    format: 'gsl-compiled',
    version: FORMAT_VERSION,
    engine,
    hash: digest(text),
    rules: JSON.parse(text) as StoredRule[],
  };
}

/**
 * The text of a file of compiled rules.
 *
 * @example
 * compiledJson(compileRules([])).startsWith('{"format":"gsl-compiled"') // true
 */
export function compiledJson(file: CompiledFile): string {
  return `${withEscapes(JSON.stringify(file))}\n`;
}

/** A text in a module: it ends no script in a page that holds the module, and nothing in it is hidden, nor a command to a log. */
function literal(text: string): string {
  return withEscapes(JSON.stringify(text)).replaceAll('<', '\\u003c');
}

/**
 * The text of a module of compiled rules: their plans, and their generated code as functions, so that they run at full speed
 * where a policy forbids making code. It exports `rules`, and imports the loader and the functions that the rules call. Of
 * the rules' texts nothing becomes code: they stand in one literal, which JSON.parse reads.
 *
 * @throws TypeError when a rule calls a function of your own, which the module could not import
 * @example
 * const file = compileRules([{ id: 'mfa', severity: 'High', logic: 'IamUser should have mfaActive = true' }]);
 * compiledModule(file).includes("from 'gsl-engine/compiled'") // true
 */
export function compiledModule(file: CompiledFile): string {
  const { functions } = runEnvironment({});
  const called = new Set<string>();
  const code: string[] = [];
  const rules = file.rules.map((rule) => {
    const plan = restored(rule.plan) as RulePlan;
    for (const { name } of callsOf(plan)) {
      if (functions.named(name) === undefined)
        throw new TypeError(`\`${rule.id}\` calls \`${name}()\`, a function of your own, which a module cannot import`);
      called.add(`${name}Function`);
    }
    const generated = emit(plan, functions);
    code.push(generated === undefined ? 'undefined' : `function (K, H) {\n${generated.body}\n}`);
    return { ...rule, ...defined({ constants: generated?.constants }) };
  });
  const data = JSON.stringify({ ...file, rules }, storing);
  const names = [...called].sort();
  return `// Rules that gsl-engine ${file.engine} compiled; see gsl compile. Made anew, not edited.
import { loadCompiled } from 'gsl-engine/compiled';
${names.length === 0 ? '' : `import { ${names.join(', ')} } from 'gsl-engine/functions';\n`}
export const hash = ${JSON.stringify(file.hash)};
const code = [${code.join(', ')}];
const file = JSON.parse(${literal(data)});
export const load = (options = {}) => loadCompiled(file, { ...options, functions: [${names.join(', ')}], code });
export const rules = load();
`;
}
