import { isMisspelt, readFields, type FieldNames, type Fields } from './fields.ts';
import type { ProblemCode } from './codes.ts';
import { logicHash } from './logic-hash.ts';
import type { DataPath } from '../text/message.ts';
import { dataProblem, type Problem } from './problem.ts';
import { describeValue } from '../values/kinds.ts';
import { problemsOf } from './zod-problems.ts';
import type { LoadedRule, LoadedRuleset } from './rule.ts';
import { listFields, ruleFieldsOf, ruleNames, rulesetFields, rulesetNames } from './schema.ts';
import { DEFAULT_SEVERITY } from './severity.ts';
import { rulesetsInTerraform } from './terraform-rulesets.ts';
import { nearest } from '../text/suggest.ts';
import { isObject } from '../values/value.ts';

/** How to read rulesets. */
export interface LoadOptions {
  /** Name of a ruleset that has none, and of the one made of bare rules; `ruleset` when absent. */
  readonly name?: string;
}

/** Rulesets read from data. */
export interface LoadedRulesets {
  /** In the order of the data. Bare rules form one ruleset, which stands where the first of them did. */
  readonly rulesets: readonly LoadedRuleset[];
  /** All that is wrong, in the order of the data. A rule with an error is left out; the others are kept. */
  readonly problems: readonly Problem[];
}

/** Where a rule and its logic stand in the data. */
export interface RulePaths {
  readonly at: DataPath;
  readonly logic: DataPath;
}

/** The same, with the place of each rule in the data. */
export interface LocatedRulesets extends LoadedRulesets {
  readonly paths: ReadonlyMap<LoadedRule, RulePaths>;
}

/**
 * Reads rulesets from data: an array of rulesets, one ruleset, a bare array of rules, or one rule (an object with
 * `logic`), with the field names of CloudGuard's export or of its Terraform provider. The logic is not parsed.
 * Behaviour: examples/rulesets/README.md.
 *
 * @param data parsed JSON or YAML; for text with line numbers use `parseRuleset` of `gsl-engine/ruleset`
 * @param options see LoadOptions
 * @returns the rulesets and what is wrong with the data; never throws for any data
 * @example
 * const logic = 'IamUser should have mfaActive=true';
 * const { rulesets, problems } = loadRuleset({ name: 'iam', rules: [{ name: 'MFA', severity: 'high', logic }] });
 * rulesets[0].rules[0].severity // 'High'
 * problems.map(({ code }) => code) // []
 */
export function loadRuleset(data: unknown, options: LoadOptions = {}): LoadedRulesets {
  const { rulesets, problems } = readRulesets(data, options);
  return { rulesets, problems };
}

/** `loadRuleset` for readers that know where in a text a path is. */
export function readRulesets(data: unknown, { name = 'ruleset' }: LoadOptions): LocatedRulesets {
  const problems: Problem[] = [];
  const paths = new Map<LoadedRule, RulePaths>();
  const rulesets: LoadedRuleset[] = [];
  const bare: [unknown, DataPath][] = [];
  const items: [unknown, DataPath][] = Array.isArray(data) ? data.map((item, index) => [item, [index]]) : [[data, []]];
  let bareAt = 0;
  for (const [item, path] of items.flatMap(withTerraform)) {
    if (isObject(item) && hasField(item, 'rules', rulesetNames)) {
      const ruleset = readRuleset(item, path, name, problems, paths);
      if (ruleset === undefined) continue;
      if (ruleset.id !== undefined && rulesets.some(({ id }) => id === ruleset.id)) {
        const message = `another ruleset has the id \`${ruleset.id}\``;
        problems.push(
          dataProblem({ code: 'duplicate-ruleset-id', severity: 'warning', message, path: [...path, 'id'] }),
        );
      }
      rulesets.push(ruleset);
    } else if (isObject(item)) {
      if (bare.length === 0) bareAt = rulesets.length;
      bare.push([item, path]);
    } else {
      const message = `expected a ruleset or a rule, found ${describeValue(item)}`;
      const help = 'a ruleset is an object with `rules`, a rule an object with `logic`; a list of either will do';
      problems.push(dataProblem({ code: 'invalid-ruleset', severity: 'error', message, path, help }));
    }
  }
  if (bare.length > 0) rulesets.splice(bareAt, 0, { name, rules: readRules(bare, problems, paths) });
  if (items.length === 0) problems.push(emptyRuleset([]));
  return { rulesets, problems, paths };
}

/** A Terraform plan or state as the rulesets in it; anything else as it is. */
function withTerraform([item, path]: [unknown, DataPath]): [unknown, DataPath][] {
  const found = isObject(item) ? rulesetsInTerraform(item) : undefined;
  if (found === undefined) return [[item, path]];
  return found.map((ruleset) => [ruleset.attributes, [...path, ...ruleset.path]]);
}

function readRuleset(
  record: Readonly<Record<string, unknown>>,
  path: DataPath,
  defaultName: string,
  problems: Problem[],
  paths: Map<LoadedRule, RulePaths>,
): LoadedRuleset | undefined {
  const { values, extra, written } = readFields(record, rulesetNames, path, problems);
  const parsed = rulesetFields.safeParse(values);
  if (!parsed.success) {
    for (const problem of problemsOf(parsed.error, values, path, written)) problems.push(problem);
    return undefined;
  }
  const { rules, ...fields } = parsed.data;
  const rulesPath = [...path, written.get('rules') ?? 'rules'];
  if (rules.length === 0) problems.push(emptyRuleset(rulesPath));
  const items = rules.map((rule, index): [unknown, DataPath] => [rule, [...rulesPath, index]]);
  return {
    ...fields,
    name: fields.name ?? fields.id ?? defaultName,
    rules: readRules(items, problems, paths),
    ...(extra && { extra }),
  };
}

function readRules(
  items: Iterable<[unknown, DataPath]>,
  problems: Problem[],
  paths: Map<LoadedRule, RulePaths>,
): LoadedRule[] {
  const rules: LoadedRule[] = [];
  const ids = new Set<string>();
  for (const [item, path] of items) {
    const read = readRule(item, path, ids, problems);
    if (read === undefined) continue;
    rules.push(read.rule);
    paths.set(read.rule, { at: path, logic: read.logic });
  }
  return rules;
}

function readRule(
  item: unknown,
  path: DataPath,
  ids: Set<string>,
  problems: Problem[],
): { readonly rule: LoadedRule; readonly logic: DataPath } | undefined {
  if (!isObject(item)) {
    const message = `expected a rule, found ${describeValue(item)}`;
    problems.push(
      dataProblem({ code: 'invalid-rule', severity: 'error', message, path, help: 'a rule is an object with `logic`' }),
    );
    return undefined;
  }
  const { values, extra, written } = readFields(item, ruleNames, path, problems);
  const widened = widen(values);
  const parsed = ruleFieldsOf(widened).safeParse(widened);
  if (!parsed.success) {
    const found = problemsOf(parsed.error, widened, path, written);
    for (const problem of found) {
      problems.push(isMissingLogic(problem, path) ? withLogicHelp(problem, item) : problem);
    }
    // A later rule with its id is a second one, also while this one has an error.
    const broken = [values['id'], values['ruleId']].find((value) => typeof value === 'string');
    if (broken !== undefined) ids.add(broken);
    return undefined;
  }
  const { data } = parsed;
  const hash = logicHash(data.logic);
  const warn = (code: ProblemCode, field: string, message: string, help: string): void => {
    problems.push(
      dataProblem({ code, severity: 'warning', message, path: [...path, written.get(field) ?? field], help }),
    );
  };
  // Of a slip in its name the field that is unknown tells more.
  if (data.severity === undefined && !isMisspelt('severity', extra)) {
    warn('missing-severity', 'severity', '`severity` is missing', `\`${DEFAULT_SEVERITY}\` is used`);
  }
  if (data.logicHash !== undefined && data.logicHash.replace(/=+$/u, '') !== hash) {
    warn('logic-hash-mismatch', 'logicHash', 'the hash is not the one of the logic', `\`${hash}\` is used`);
  }
  const given = data.id ?? data.ruleId;
  const id = given ?? freeId(hash, ids);
  if (given !== undefined && ids.has(given)) {
    const field = data.id === undefined ? 'ruleId' : 'id';
    const help = 'both rules are kept; exclusions and baselines cannot tell them apart';
    warn('duplicate-rule-id', field, `another rule of the ruleset has the id \`${given}\``, help);
  }
  ids.add(id);
  const rule: LoadedRule = {
    ...data,
    id,
    name: data.name ?? id,
    severity: data.severity ?? DEFAULT_SEVERITY,
    logicHash: hash,
    ...(extra && { extra }),
  };
  return { rule, logic: [...path, written.get('logic') ?? 'logic'] };
}

/** Single texts where a list or an object of texts is meant. */
function widen(values: Fields['values']): Record<string, unknown> {
  const entries = Object.entries(values).map(([name, value]): [string, unknown] => {
    if (listFields.includes(name)) {
      const list = Array.isArray(value) ? value : [value];
      return [name, name === 'references' ? list.map(asReference) : list];
    }
    return [name, name === 'remediation' && typeof value === 'string' ? { text: value } : value];
  });
  return Object.fromEntries(entries);
}

function asReference(value: unknown): unknown {
  return typeof value === 'string' ? { title: value, url: value } : value;
}

/** The hash of the logic; a second rule with the same logic gets `-2`, so that ids stay when rules are moved. */
function freeId(hash: string, taken: ReadonlySet<string>): string {
  let id = hash;
  for (let count = 2; taken.has(id); count += 1) id = `${hash}-${count}`;
  return id;
}

function hasField(record: Readonly<Record<string, unknown>>, name: string, names: FieldNames): boolean {
  return readFields(record, names, [], []).written.has(name);
}

function isMissingLogic({ code, at: { path } }: Problem, rulePath: DataPath): boolean {
  return code === 'missing-field' && path.length === rulePath.length + 1 && path.at(-1) === 'logic';
}

/** An object without `logic` may also be a ruleset whose `rules` is misspelt. */
function withLogicHelp(problem: Problem, item: Readonly<Record<string, unknown>>): Problem {
  const needed = ['logic', 'rules'];
  const near = Object.keys(item).find((key) => nearest(key, needed) !== undefined);
  const meant = near === undefined ? undefined : nearest(near, needed);
  let help = 'a rule needs `logic`, a ruleset needs `rules`';
  if (near !== undefined && near === meant) help = `\`${near}\` stands there with nothing behind it`;
  else if (near !== undefined) help = `did you mean \`${meant ?? ''}\` by \`${near}\`?`;
  return { ...problem, help };
}

function emptyRuleset(path: DataPath): Problem {
  return dataProblem({ code: 'empty-ruleset', severity: 'warning', message: 'there are no rules', path });
}
