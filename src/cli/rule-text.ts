import type { ParsedRulesets } from '../rules/parsed-rulesets.ts';
import { parseRuleset, parseRuleText } from '../rules/parse-text.ts';
import { isRulePage } from '../rules/rule-page.ts';
import { STDIN } from './files.ts';

/** Data, not a rule: a comment, a document, a list, or a key in front. */
const YAML = /^\s*(?:#|---|[[{]|-\s|[\w"']+\s*:(?:\s|$))/u;

/** Whether a text is one rule, and not data with rules in it: by the name of its file, or, where it has none, by itself. */
export function isRuleText(text: string, file: string): boolean {
  return file === STDIN ? !YAML.test(text) : file.toLowerCase().endsWith('.gsl');
}

/** The rules of a text, be it one rule or data. */
export function parseRules(text: string, file: string): ParsedRulesets {
  return isRuleText(text, file) && !isRulePage(text) ? parseRuleText(text, file) : parseRuleset(text, file);
}
