import * as z from 'zod';
import { bundledRulesets } from '../../rules/bundled/index.ts';
import { loadRuleset } from '../../rules/load.ts';
import { parseRuleset } from '../../rules/parse-text.ts';
import type { LoadedRule, LoadedRuleset } from '../../rules/rule.ts';
import { contextOf } from '../../run/context.ts';
import { hasError } from '../../text/message.ts';
import { formatMessage, printable } from '../../text/format-message.ts';
import { nearest } from '../../text/suggest.ts';
import { UsageError } from '../exit-codes.ts';
import { rulesetsNamed } from '../named-rulesets.ts';
import { short, shortLines } from './bounded.ts';
import { RefusedRequest, type ToolContext } from './tool.ts';

/** A file of rules is read whole. */
const MAX_RULE_FILE = 8 * 1024 * 1024;

export const ruleArgument = z
  .string()
  .min(1)
  .describe(
    'a rule in GSL, like `IamUser should have mfaActive = true`, or the id of a bundled rule, like D9.AWS.IAM.51',
  );

export const nowArgument = z
  .string()
  .optional()
  .describe('the clock, as ISO 8601, for rules about times; the current time when absent');

export const listsArgument = z
  .record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])).max(10_000))
  .optional()
  .describe('the values of the named lists that rules write as `in ($Name)`, by name without `$`');

export const matchCaseArgument = z.boolean().optional().describe('compare text with regard to upper and lower case');

export const entitiesArgument = z
  .array(z.looseObject({ type: z.string().min(1) }))
  .min(1)
  .max(1_000)
  .describe('entities as JSON objects with a `type`, to try a rule on');

export const filesArgument = z
  .array(z.string().min(1))
  .min(1)
  .max(100)
  .describe('inventory files or folders, below those that the server was started with');

/** The clock of a request. */
export function clockOf(text: string | undefined): Date {
  try {
    return new Date(contextOf(text === undefined ? {} : { now: text }).now);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RefusedRequest(`\`${text}\` is no time; write it like 2026-11-23T12:00:00Z`);
  }
}

/** A text that may be a rule; one word is an id. Unlike on the command line it is never a file. */
export async function ruleOf(text: string, index = 0): Promise<LoadedRule> {
  if (/\s/u.test(text.trim())) return written(text, index);
  const found = await findBundled(text);
  if (found !== undefined) return found;
  // What has only begun is said to be no rule, as by the checker.
  return /^[A-Za-z]*$/u.test(text.trim()) ? written(text, index) : await refuseId(text);
}

/** The bundled rule with an id. */
export async function bundledRule(id: string): Promise<LoadedRule> {
  if (/\s/u.test(id.trim())) throw new RefusedRequest(`\`${short(id)}\` is no id of a rule`);
  return (await findBundled(id)) ?? (await refuseId(id));
}

async function findBundled(text: string): Promise<LoadedRule | undefined> {
  const id = text.trim().toLowerCase();
  const among = (rulesets: readonly LoadedRuleset[]): LoadedRule | undefined =>
    rulesets
      .flatMap(({ rules }) => rules)
      .find((rule) => rule.id.toLowerCase() === id || rule.ruleId?.toLowerCase() === id);
  return among(bundledRulesets) ?? among(await rulesetsNamed(['all']));
}

async function refuseId(text: string): Promise<never> {
  const known = (await rulesetsNamed(['all'])).flatMap(({ rules }) => rules.map(({ id }) => id));
  const near = nearest(text, known);
  const hint = near === undefined ? '; list_rules lists them' : `; did you mean \`${near}\`?`;
  throw new RefusedRequest(`no bundled rule has the id \`${printable(short(text))}\`${hint}`);
}

function written(logic: string, index: number): LoadedRule {
  const [rule] = loadRuleset({ id: `rule-${index + 1}`, name: 'rule', logic, severity: 'Medium' }).rulesets.flatMap(
    ({ rules }) => rules,
  );
  if (rule === undefined) throw new RefusedRequest('a rule is text that is not empty');
  return rule;
}

/** The rulesets of the package by their names. */
export async function bundled(names: readonly string[]): Promise<readonly LoadedRuleset[]> {
  try {
    return await rulesetsNamed(names);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new RefusedRequest(error.help === undefined ? error.message : `${error.message}; ${error.help}`);
  }
}

/**
 * The rules of a file.
 *
 * @throws RefusedRequest for a file that cannot be read as rules, with what is wrong
 */
export async function rulesIn(path: string, { roots }: ToolContext): Promise<readonly LoadedRuleset[]> {
  const found = await roots.find(path);
  if (found.isFolder || !/\.(?:gsl|ya?ml|json)$/iu.test(found.path))
    throw new RefusedRequest(`\`${path}\` is no file of rules; one ends in .gsl, .yaml, .yml or .json`);
  const handle = await roots.open(found);
  try {
    const { size } = await handle.stat();
    if (size > MAX_RULE_FILE)
      throw new RefusedRequest(`\`${path}\` has ${size} bytes; the limit for a file of rules is ${MAX_RULE_FILE}`);
    const { rulesets, diagnostics } = parseRuleset(await handle.readFile('utf8'), found.path);
    if (hasError(diagnostics)) throw new RefusedRequest(shortLines(diagnostics.map(formatMessage).join('\n\n')));
    return rulesets;
  } finally {
    await handle.close();
  }
}
