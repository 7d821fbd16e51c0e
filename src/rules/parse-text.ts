import { positionAt } from '../text/source.ts';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import { embeddedText, type EmbeddedText } from './embedded.ts';
import type { Exclusion } from './exclusion.ts';
import { readExclusions } from './exclusions.ts';
import { readRulesets } from './load.ts';
import { logicHash } from './logic-hash.ts';
import type { Problem } from './problem.ts';
import { parsePages } from './parse-pages.ts';
import type { ParsedRulesets } from './parsed-rulesets.ts';
import { readOverrides, type SeverityOverride } from './overrides.ts';
import type { LoadedRule } from './rule.ts';
import { DEFAULT_SEVERITY } from './severity.ts';
import { isRulePage } from './rule-page.ts';
import { readYaml, type TextLimits, type YamlText } from './yaml.ts';
import { required } from '../text/required.ts';

export type { EmbeddedText } from './embedded.ts';
export type { ParsedRulesets } from './parsed-rulesets.ts';
export type { TextLimits } from './yaml.ts';

const MAX_PROBLEMS = 1000;

/** Longer texts are exports, not what somebody pasted. */
const MAX_PAGES = 1_000_000;

/** Exclusions read from a text. */
export interface ParsedExclusions {
  readonly exclusions: readonly Exclusion[];
  readonly diagnostics: readonly Diagnostic[];
  /** The GSL expressions of each exclusion, in their order. */
  readonly expressions: ReadonlyMap<Exclusion, readonly EmbeddedText[]>;
}

/** Severity overrides read from a text. */
export interface ParsedOverrides {
  readonly overrides: readonly SeverityOverride[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads rulesets from YAML or JSON: what `loadRuleset` takes, in one document or several. A name that ends in `.gsl` says
 * that the whole text is the logic of one rule, whose id and name are the file's. A rule's page of the vendor's that was
 * pasted (`Risk Level:`, `GSL LOGIC`, …) is read too, and several with a line `---` between them. Behaviour: examples/rulesets/README.md.
 *
 * @param text the contents of the file
 * @param name the file's name; stands in diagnostics and names a ruleset made of bare rules
 * @param limits see TextLimits
 * @returns the rulesets, and diagnostics with exact places; never throws for any text
 * @example
 * const { rulesets } = parseRuleset('logic: IamUser should have mfaActive=true', 'mfa.yaml');
 * rulesets[0].rules.length // 1
 */
export function parseRuleset(text: string, name: string, limits: TextLimits = {}): ParsedRulesets {
  if (typeof text !== 'string' || typeof name !== 'string') {
    throw new TypeError('parseRuleset takes the text and the name of a file');
  }
  if (text.length <= MAX_PAGES && isRulePage(text)) return parsePages(text, name, baseName(name));
  if (name.toLowerCase().endsWith('.gsl')) return parseRuleText(text, name, limits);
  const yaml = readYaml(text, name, limits);
  const read = readRulesets(yaml.items, { name: baseName(name) });
  const logic = new Map<LoadedRule, EmbeddedText>();
  const rulesets = read.rulesets.map((ruleset) => ({
    ...ruleset,
    rules: ruleset.rules.filter((rule) => {
      const paths = required(read.paths.get(rule));
      if (yaml.hasDuplicateKey(paths.at)) return false;
      logic.set(rule, yaml.embedded(paths.logic, rule.logic));
      return true;
    }),
  }));
  // After a YAML error the emptiness is no news.
  const problems = read.problems.filter(({ code }) => code !== 'empty-ruleset' || yaml.diagnostics.length === 0);
  const placeOf: ParsedRulesets['placeOf'] = (rule, path, on) => {
    const at = read.paths.get(rule)?.at;
    return at && { kind: 'text', source: yaml.source, span: yaml.spanOf([...at, ...path], on) };
  };
  return { rulesets, diagnostics: diagnosticsOf(yaml, problems), logic, placeOf };
}

/**
 * Reads exclusions from YAML or JSON; see `loadExclusions`.
 *
 * @param text the contents of the file
 * @param name the file's name, for diagnostics
 * @param limits see TextLimits
 * @returns the exclusions, and diagnostics with exact places; never throws for any text
 * @example
 * const text = '- {rule: D9.AWS.IAM.51, entity: AIDA1, comment: rotation}';
 * parseExclusions(text, 'exclusions.yaml').exclusions.map(({ comment }) => comment) // ['rotation']
 */
export function parseExclusions(text: string, name: string, limits: TextLimits = {}): ParsedExclusions {
  const yaml = readYaml(text, name, limits);
  const read = yaml.items.length === 1 ? readExclusions(yaml.items[0], [0]) : readExclusions(yaml.items, []);
  const expressions = new Map<Exclusion, readonly EmbeddedText[]>();
  const exclusions = read.exclusions.flatMap((found): Exclusion[] => {
    const { at, expressions: path } = required(read.paths.get(found));
    if (yaml.hasDuplicateKey(at)) return [];
    const { span } = yaml.diagnose({
      code: 'invalid-exclusion',
      severity: 'warning',
      message: '',
      at: { kind: 'data', path: at },
    }).at;
    const exclusion = { ...found, place: { file: name, line: positionAt(yaml.source, span.start).line } };
    expressions.set(
      exclusion,
      exclusion.expressions.map((expression, index) => yaml.embedded([...path, index], expression)),
    );
    return [exclusion];
  });
  return { exclusions, diagnostics: diagnosticsOf(yaml, read.problems), expressions };
}

/**
 * Reads severity overrides from YAML or JSON; see `loadOverrides`.
 *
 * @param text the contents of the file
 * @param name the file's name, for diagnostics
 * @param limits see TextLimits
 * @returns the overrides, and diagnostics with exact places; never throws for any text
 * @example
 * const text = '- {rule: D9.AWS.IAM.51, severity: low, reason: accepted}';
 * parseOverrides(text, 'severities.yaml').overrides.map(({ severity }) => severity) // ['Low']
 */
export function parseOverrides(text: string, name: string, limits: TextLimits = {}): ParsedOverrides {
  const yaml = readYaml(text, name, limits);
  const { overrides, problems } =
    yaml.items.length === 1 ? readOverrides(yaml.items[0], [0]) : readOverrides(yaml.items, []);
  return { overrides, diagnostics: diagnosticsOf(yaml, problems) };
}

/** A `.gsl` file: nothing but the logic. There is no place for a severity, so its absence is no warning. */
export function parseRuleText(text: string, name: string, { maxLength = 1_000_000 }: TextLimits = {}): ParsedRulesets {
  const source = { name, text };
  const id = baseName(name);
  const fail = (code: string, message: string, help: string): ParsedRulesets => ({
    rulesets: [],
    diagnostics: [diagnostic({ code, severity: 'error', message, source, span: { start: 0, end: 0 }, help })],
    logic: new Map(),
    placeOf: () => undefined,
  });
  if (text.length > maxLength)
    return fail('text-too-long', `the text has more than ${maxLength} characters`, 'raise `maxLength`');
  const logic = text.replace(/^\ufeff/u, '').trim();
  if (logic === '') return fail('missing-field', 'the file holds no rule', 'write the rule, or remove the file');
  const rule: LoadedRule = { logic, id, name: id, severity: DEFAULT_SEVERITY, logicHash: logicHash(logic) };
  const start = text.indexOf(logic);
  const embedded = embeddedText(source, logic, { start, end: start + logic.length }, 'verbatim');
  return {
    rulesets: [{ name: id, rules: [rule] }],
    diagnostics: [],
    logic: new Map([[rule, embedded]]),
    placeOf: (asked) => (asked === rule ? { kind: 'text', source, span: embedded.span } : undefined),
  };
}

/** All diagnostics in the order of the text; past the limit only their number, since finding a place takes time. */
function diagnosticsOf(yaml: YamlText, problems: readonly Problem[]): readonly Diagnostic[] {
  const shown = problems.slice(0, MAX_PROBLEMS).map(yaml.diagnose);
  const hidden = problems.slice(MAX_PROBLEMS);
  const found = [...yaml.diagnostics, ...shown].sort((a, b) => a.at.span.start - b.at.span.start);
  if (hidden.length === 0) return found;
  const severity = hidden.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
  const message = `there are ${hidden.length} more problems`;
  const end = yaml.source.text.length;
  const { source } = yaml;
  return [...found, diagnostic({ code: 'too-many-problems', severity, message, source, span: { start: end, end } })];
}

/** `rules/iam.yaml` is `iam`. */
function baseName(name: string): string {
  const file = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const dot = file.lastIndexOf('.');
  return dot > 0 ? file.slice(0, dot) : file;
}
