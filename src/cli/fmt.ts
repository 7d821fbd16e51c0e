import { chmod, readFile, stat } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isNode, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Document, Node, Pair, Range, Scalar, YAMLMap } from 'yaml';
import { plural } from '../reporters/words.ts';
import { readFields } from '../rules/fields.ts';
import { ruleNames } from '../rules/schema.ts';
import { type EmbeddedText, parseRuleset } from '../rules/parse-text.ts';
import type { RuleNode } from '../syntax/ast.ts';
import { formatLines, isSameRule } from '../syntax/format.ts';
import { parse } from '../syntax/parse.ts';
import { print } from '../syntax/print.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readStdin, readText, ruleFiles } from './files.ts';
import { isRulePage } from '../rules/rule-page.ts';
import { isRuleText, parseRules, STDIN } from './rule-sources.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { fileOutput } from './output.ts';
import { required } from '../text/required.ts';

/** What became of a file. */
export interface Formatted {
  readonly text: string;
  readonly isBroken: boolean;
}

/** A stretch of a file and what to write in its place. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
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

/** The flags of `gsl fmt`, as they were written. */
export interface FmtFlags {
  readonly check?: boolean;
}

/** `gsl fmt`: writes rules in their canonical form. Gives the exit code. */
export async function fmt(paths: readonly string[], flags: FmtFlags, io: CommandIo): Promise<number> {
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError('standard input is formatted by itself: name no file beside -');
    return await fmtStdin(flags, io);
  }
  let changed = 0;
  let broken = 0;
  let count = 0;
  for (const { file, isFound } of await ruleFiles(paths)) {
    // A CloudGuard export belongs to the portal, which knows its rules by the hash of their exact text.
    if (file.toLowerCase().endsWith('.json')) {
      if (!isFound) throw new UsageError(`\`${file}\`: exports are left as they are; fmt writes .gsl and .yaml files`);
      continue;
    }
    const text = await readText(file);
    if (isRulePage(text)) {
      if (!isFound)
        throw new UsageError(`\`${file}\` is the page of a rule; \`gsl convert --to yaml\` makes a ruleset of it`);
      continue;
    }
    let formatted = formatFile(text, file, !isFound, io);
    if (formatted.text !== text && !Buffer.from(text).equals(await readFile(file)))
      formatted = leave(text, file, 'the file is not UTF-8, or is being changed', io);
    count += 1;
    if (formatted.isBroken) broken += 1;
    if (formatted.text === text) continue;
    changed += 1;
    await io.out(`${file}\n`);
    if (!flags.check) await replaceFile(file, formatted.text);
  }
  const verb = flags.check ? 'would change' : 'changed';
  await io.out(`${plural(count, 'file')}: ${changed} ${verb}${broken > 0 ? `, ${broken} with errors` : ''}\n`);
  if (broken > 0) return EXIT.error;
  return flags.check && changed > 0 ? EXIT.findings : EXIT.ok;
}

/** Standard input, a rule or YAML, to standard output; with `--check` only the exit code says whether it would change. */
async function fmtStdin({ check = false }: FmtFlags, io: CommandIo): Promise<number> {
  const text = await readStdin(io.stdin);
  const formatted = formatFile(text, STDIN, true, io);
  if (formatted.isBroken) return EXIT.error;
  if (!check) await io.out(formatted.text);
  return check && formatted.text !== text ? EXIT.findings : EXIT.ok;
}

/** The text of a file in its canonical form; as it is where that cannot be told. `isNamed`: it is certainly one of rules. */
export function formatFile(text: string, file: string, isNamed: boolean, io: CommandIo): Formatted {
  return isRuleText(text, file) ? formatText(text, file, io) : formatYaml(text, file, isNamed, io);
}

/** A `.gsl` file: the rule and a line end, behind the byte order mark if there was one. */
function formatText(text: string, file: string, io: CommandIo): Formatted {
  const { diagnostics, logic } = parseRules(text, file);
  printDiagnostics(io, diagnostics);
  const [embedded] = logic.values();
  const rule = embedded && treeOf(embedded, io);
  if (rule === undefined) return { text, isBroken: true };
  const newline = lineEndOf(text);
  const formatted = `${text.startsWith('\ufeff') ? '\ufeff' : ''}${formatLines(rule).join(newline)}${newline}`;
  const again = parse(formatted).rule;
  return again !== undefined && isSameRule(again, rule)
    ? { text: formatted, isBroken: false }
    : leave(text, file, 'the rule would not be the same', io);
}

/**
 * Only the logic of rules changes; everything else of the file, comments too, stays as it is. So does a rule with a written
 * `logicHash`, which is the hash of its exact text, and logic that an alias repeats elsewhere.
 */
function formatYaml(text: string, file: string, isNamed: boolean, io: CommandIo): Formatted {
  const { diagnostics, logic } = parseRules(text, file);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isUnreadable = errors.some(({ code }) => UNREADABLE.has(code));
  // A folder also holds exclusions and severities.
  const isRuleset = isNamed || logic.size > 0;
  if (isUnreadable || isRuleset) printDiagnostics(io, errors);
  if (isUnreadable) return { text, isBroken: true };
  let isBroken = isRuleset && errors.length > 0;

  const rules = new Map<number, RuleNode>();
  for (const embedded of logic.values()) {
    if (rules.has(embedded.span.start)) continue;
    const rule = treeOf(embedded, io);
    if (rule === undefined) isBroken = true;
    else rules.set(embedded.span.start, rule);
  }
  const documents = documentsOf(text);
  const edits = documents.flatMap((document) => editsOf(document, rules, text));
  if (edits.length === 0) return { text, isBroken };
  let done = 0;
  const pieces = edits.flatMap((edit) => {
    const kept = text.slice(done, edit.start);
    done = edit.end;
    return [kept, edit.text];
  });
  const formatted = pieces.join('') + text.slice(done);
  return isAsMeant(formatted, text, documents, file)
    ? { text: formatted, isBroken }
    : leave(text, file, 'the data would not be the same', io);
}

/** The edits of a document in the order of the text. Its tree gets the new values: it is what the edited file must hold. */
function editsOf(document: Document.Parsed, rules: ReadonlyMap<number, RuleNode>, text: string): Edit[] {
  const edits: Edit[] = [];
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
): { readonly value: string; readonly edit: Edit } {
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
      return { value: lines.join('\n'), edit: { start, end, text: block } };
    }
  }
  const value = print(rule);
  const isPlain = (margin !== undefined || type === 'PLAIN') && canBePlain(value, margin === undefined);
  return { value, edit: { start, end, text: `${isPlain ? value : quoted(value)}${comment}` } };
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
    const [rule, otherRule] = [parse(logic).rule, parse(other).rule];
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

/** The tree of a rule; what is wrong with it is printed. */
function treeOf({ source, inFile }: EmbeddedText, io: CommandIo): RuleNode | undefined {
  const { rule, diagnostics } = parse(source);
  printDiagnostics(io, diagnostics.map(inFile));
  return rule;
}

function leave(text: string, file: string, reason: string, io: CommandIo): Formatted {
  printSaid(io, 'error', `${file}: cannot be formatted: ${reason}; it is left as it was`);
  return { text, isBroken: true };
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

/** Whole or not at all, and with the permissions that it had. */
async function replaceFile(file: string, text: string): Promise<void> {
  const { mode } = await stat(file);
  const output = await fileOutput(file);
  try {
    await output.write(text);
    await output.finish();
  } finally {
    await output.discard();
  }
  await chmod(file, mode & 0o7777);
}
