import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isNode, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Pair, Range, Scalar, YAMLMap } from 'yaml';
import { readFields } from '../rules/fields.ts';
import { ruleNames } from '../rules/schema.ts';
import { type EmbeddedText, parseRuleset } from '../rules/parse-text.ts';
import type { RuleNode } from '../syntax/ast.ts';
import { formatLines, isSameRule } from '../syntax/format.ts';
import { parseRepaired } from '../syntax/repaired.ts';
import { print } from '../syntax/print.ts';
import { type Fix, isError, type Message } from '../text/message.ts';
import { applyFixes } from '../text/apply-fixes.ts';
import { required } from '../text/required.ts';
import { isRuleText, parseRules } from './rule-text.ts';

/** What became of a file. */
export interface Formatted {
  readonly text: string;
  /** It could not be formatted, or holds a rule that could not. */
  readonly isBroken: boolean;
  /** What is wrong with it. */
  readonly messages: readonly Message[];
}

/** What says that a file could not be read at all, whatever it is meant to hold. */
const UNREADABLE: ReadonlySet<string> = new Set(['invalid-yaml', 'too-many-aliases', 'text-too-long']);

/** As `rules/yaml.ts` reads: a %YAML directive must not make other data of the file. */
const YAML_SETTINGS = {
  schema: 'core',
  merge: false,
  uniqueKeys: false,
  prettyErrors: false,
  logLevel: 'silent',
} as const;

/** What only stands between double quotes, by its escape. */
const NEEDS_ESCAPE = /[\p{Cc}\p{Cs}\u2028\u2029\ufeff]/u;

/**
 * The text of a file of rules in canonical form.
 *
 * @param isNamed it is meant to hold rules: a folder also holds other files
 */
export function formatFile(text: string, file: string, isNamed: boolean): Formatted {
  return isRuleText(text, file) ? formatText(text, file) : formatYaml(text, file, isNamed);
}

/** A `.gsl` file: the rule and a line end, behind the byte order mark if there was one. */
function formatText(text: string, file: string): Formatted {
  const { diagnostics, logic } = parseRules(text, file);
  const messages: Message[] = [...diagnostics];
  const [embedded] = logic.values();
  const rule = embedded && treeOf(embedded, messages);
  if (rule === undefined) return { text, isBroken: true, messages };
  const newline = lineEndOf(text);
  const formatted = `${text.startsWith('\ufeff') ? '\ufeff' : ''}${formatLines(rule).join(newline)}${newline}`;
  const again = parseRepaired(formatted).rule;
  return again !== undefined && isSameRule(again, rule)
    ? { text: formatted, isBroken: false, messages }
    : left(text, file, 'the rule would not be the same', messages);
}

/**
 * Only the logic of rules changes; everything else of the file, comments too, stays as it is. So does a rule with a written
 * `logicHash`, which is the hash of its exact text, and logic that an alias repeats elsewhere.
 */
function formatYaml(text: string, file: string, isNamed: boolean): Formatted {
  const { diagnostics, logic } = parseRules(text, file);
  const errors = diagnostics.filter(isError);
  const isUnreadable = errors.some(({ code }) => UNREADABLE.has(code));
  // A folder also holds exclusions and severities.
  const isRuleset = isNamed || logic.size > 0;
  const messages: Message[] = isUnreadable || isRuleset ? [...errors] : [];
  if (isUnreadable) return { text, isBroken: true, messages };
  let isBroken = isRuleset && errors.length > 0;

  const rules = new Map<number, RuleNode>();
  for (const embedded of logic.values()) {
    if (rules.has(embedded.span.start)) continue;
    const rule = treeOf(embedded, messages);
    if (rule === undefined) isBroken = true;
    else rules.set(embedded.span.start, rule);
  }
  const documents = documentsOf(text);
  const edits = documents.flatMap((document) => editsOf(document, rules, text));
  if (edits.length === 0) return { text, isBroken, messages };
  const formatted = applyFixes(text, edits);
  return isAsMeant(formatted, text, documents, file)
    ? { text: formatted, isBroken, messages }
    : left(text, file, 'the data would not be the same', messages);
}

/** The edits of a document in the order of the text. Its tree gets the new values: it is what the edited file must hold. */
function editsOf(document: Document.Parsed, rules: ReadonlyMap<number, RuleNode>, text: string): Fix[] {
  const edits: Fix[] = [];
  const repeated = new Set<string>();
  visit(document, { Alias: (_, { source }) => void repeated.add(source) });
  visit(document, {
    Pair: (_, pair, path) => {
      const { value: scalar } = pair;
      const rule = isScalar(scalar) ? rules.get(rangeOf(scalar)[0]) : undefined;
      if (!isScalar(scalar) || rule === undefined) return undefined;
      const isRepeated = [...path, scalar].some(
        (node) => isNode(node) && 'anchor' in node && node.anchor !== undefined && repeated.has(node.anchor),
      );
      if (isRepeated || hasHash(path.at(-1))) return undefined;
      const isFlow = path.some((node) => isCollection(node) && node.flow === true);
      const { value, edit } = written(rule, scalar, isFlow ? undefined : marginOf(pair, text), text);
      if (value === scalar.value) return undefined;
      scalar.value = value;
      edits.push(edit);
      return undefined;
    },
  });
  return edits;
}

/** A rule as a scalar in place of another: what YAML is to read, and how it is written. No margin is inside of `{ }`. */
function written(
  rule: RuleNode,
  scalar: Scalar,
  margin: string | undefined,
  text: string,
): { readonly value: string; readonly edit: Fix } {
  const [start, last] = rangeOf(scalar);
  const { type } = scalar;
  const isBlock = type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
  // The line break that ends a block, and blank lines behind it, stay.
  const content = isBlock ? start + text.slice(start, last).replace(/[ \t\r\n]+$/u, '').length : last;
  const rest = matchAt(/[ \t]*(?:#[^\r\n]*)?/uy, text, content);
  const comment = isBlock ? (/^[|>]\S*([ \t]+#[^\r\n]*)?/u.exec(text.slice(start, content))?.[1] ?? '') : rest;
  const end = content + rest.length;

  const lines = formatLines(rule);
  if (margin !== undefined && lines.length > 1 && !lines.some((line) => NEEDS_ESCAPE.test(line))) {
    const below = matchAt(/(?:\r?\n[ \t]*(?:#[^\r\n]*)?)*/uy, text, end).split(/\r?\n/u);
    // A comment that is indented like the block would become part of it.
    if (!below.some((line) => line.startsWith(margin) && line !== margin)) {
      const block = [`|-${comment}`, ...lines.map((line) => margin + line)].join(lineEndOf(text));
      return { value: lines.join('\n'), edit: { span: { start, end }, text: block } };
    }
  }
  const value = print(rule);
  const isPlain = (margin !== undefined || type === 'PLAIN') && canBePlain(value, margin === undefined);
  return { value, edit: { span: { start, end }, text: `${isPlain ? value : quoted(value)}${comment}` } };
}

/** Where certainly nothing else can be read than this text. */
function canBePlain(value: string, isFlow: boolean): boolean {
  if (!/^[A-Za-z_]/u.test(value) || value === 'true' || NEEDS_ESCAPE.test(value)) return false;
  return isFlow ? !/[,[\]{}:#"]/u.test(value) : !/ #|:(?: |$)/u.test(value);
}

/** YAML's double quotes know the escapes of JSON. */
function quoted(value: string): string {
  return JSON.stringify(value).replaceAll(
    /[\u007f-\u009f\u2028\u2029\ufeff]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A node that was parsed has a range. */
function rangeOf({ range }: Node): Range {
  return required(range ?? undefined);
}

/** Two blanks more than the key has. */
function marginOf({ key }: Pair, text: string): string {
  const start = isNode(key) ? rangeOf(key)[0] : 0;
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start).replace(/^\ufeff/u, '');
  return ' '.repeat(line.length + 2);
}

function hasHash(map: unknown): boolean {
  if (!isMap(map)) return false;
  const entries = (map as YAMLMap).items.map(({ key, value }) => [
    isScalar(key) ? String(key.value) : '',
    isScalar(value) ? value.value : value,
  ]);
  return readFields(Object.fromEntries(entries) as Record<string, unknown>, ruleNames, [], []).written.has('logicHash');
}

/** Whether an edited text holds the same rules, and the data of the documents. */
function isAsMeant(edited: string, text: string, documents: readonly Document.Parsed[], file: string): boolean {
  const [after, before] = [edited, text].map((some) =>
    parseRuleset(some, file).rulesets.flatMap(({ rules }) => rules.map(({ logic }) => logic)),
  ) as [string[], string[]];
  const isSame = (logic: string, index: number): boolean => {
    const other = required(before[index]);
    if (logic === other) return true;
    const [rule, otherRule] = [parseRepaired(logic).rule, parseRepaired(other).rule];
    return rule !== undefined && otherRule !== undefined && isSameRule(rule, otherRule);
  };
  const data = (some: readonly Document.Parsed[]): unknown[] => some.map((document) => document.toJS() as unknown);
  return (
    after.length === before.length &&
    after.every(isSame) &&
    isDeepStrictEqual(data(documentsOf(edited)), data(documents))
  );
}

function documentsOf(text: string): readonly Document.Parsed[] {
  return parseAllDocuments(text, YAML_SETTINGS) as Document.Parsed[];
}

/** The tree of a rule; what is wrong with it is added to the messages. */
function treeOf({ source, inFile }: EmbeddedText, messages: Message[]): RuleNode | undefined {
  const { rule, diagnostics } = parseRepaired(source);
  messages.push(...diagnostics.map(inFile));
  return rule;
}

/** A file that is left as it was. */
export function left(text: string, file: string, reason: string, messages: readonly Message[]): Formatted {
  const message = `cannot be formatted: ${reason}; it is left as it was`;
  const at = { kind: 'text', source: { name: file, text }, span: { start: 0, end: 0 } } as const;
  const said: Message = { code: 'not-formatted', severity: 'error', message, at };
  return { text, isBroken: true, messages: [...messages, said] };
}

/** The last line end, which a formatted file keeps. */
function lineEndOf(text: string): string {
  return text.charAt(text.lastIndexOf('\n') - 1) === '\r' ? '\r\n' : '\n';
}

/** What a sticky pattern, which also fits nothing, finds at an offset. */
function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}
