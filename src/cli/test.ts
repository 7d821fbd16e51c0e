import { runRuleTests, type RuleTestResult, type RuleTestsReport } from '../assess/rule-tests.ts';
import { reasonOf } from '../findings/reason.ts';
import { explanationLines } from '../findings/tree.ts';
import { plural } from '../reporters/words.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { type CompileOptions, tryCompile } from '../run/compiled-rule.ts';
import { defined } from '../text/defined.ts';
import { placeText, printable } from '../text/format-message.ts';
import { isError, type Message, type Place } from '../text/message.ts';
import { version } from '../version.ts';
import type { Looked } from './authoring/report.ts';
import { type AuthoringFlags, authoringTargets } from './authoring/targets.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { projectOf } from './project/project.ts';
import { ruleSettings } from './project/rule-settings.ts';
import { type LoadedRules, loadRules } from './rules.ts';
import { watchCommand } from './watching/watch-command.ts';

/** The flags of `gsl test`, as they were written. */
export interface TestFlags extends AuthoringFlags {
  readonly allowEmpty?: boolean;
  readonly coverage?: boolean;
  readonly ruleset?: readonly string[];
  readonly lists?: string;
  readonly matchCase?: boolean;
  readonly watch?: boolean;
  readonly config?: string | false;
}

/** What came of the tests of a rule, with their places in its file. */
interface TestedRule {
  readonly rule: LoadedRule;
  readonly report: RuleTestsReport;
  /** What is wrong with tests, or doubtful. */
  readonly messages: readonly Message[];
  readonly failures: readonly { readonly result: RuleTestResult; readonly message: Message }[];
}

/** `gsl test`: runs the tests that stand with rules. Gives the exit code. */
export async function test(paths: readonly string[], flags: TestFlags, io: CommandIo): Promise<number> {
  if (flags.watch) return await watchCommand(undefined, { ...flags, rule: paths }, io);
  const targets = await authoringTargets(flags, io);
  const project = await projectOf(flags.config, io);
  const isNothingNamed = paths.length === 0 && flags.ruleset === undefined;
  if (isNothingNamed && project.rules === undefined && project.rulesets === undefined)
    throw new UsageError('name a file, or a bundled ruleset with --ruleset');
  const options = await ruleSettings({ ...flags, rule: paths }, project, io);
  const loaded = await loadRules(options);
  const { schemas } = loaded;
  const errors = loaded.diagnostics.filter(isError);
  if (targets.isText) printDiagnostics(io, errors);
  const { lists, functions, matchCase } = options;
  const compiling = { schemas, ...defined({ lists, functions, matchCase }) };
  const counts = { passed: 0, failed: 0, rules: 0, untested: 0, uncovered: 0, broken: errors.length };
  const looked: Looked[] = looksAtErrors(loaded);
  for (const rule of loaded.rulesets.flatMap(({ rules }) => rules)) {
    const tested = testedRule(rule, compiling, loaded);
    if (tested === undefined) continue;
    const { report, messages, failures } = tested;
    counts.broken += report.problems.length;
    counts.rules += 1;
    if (report.results.length === 0) counts.untested += 1;
    counts.failed += failures.length;
    counts.passed += report.results.length - failures.length;
    if (flags.coverage) counts.uncovered += report.uncovered.length;
    looked.push(...looksOf(tested));
    if (!targets.isText) continue;
    printDiagnostics(io, messages);
    for (const { result, message } of failures) await io.out(failureText(message, result));
    if (flags.coverage) await io.out(coverageText(tested));
  }
  const untested = counts.untested === 0 ? '' : `, ${plural(counts.untested, 'rule')} without tests`;
  const coverage = flags.coverage ? `, ${plural(counts.uncovered, 'part')} not covered` : '';
  if (targets.isText)
    await io.out(
      `${plural(counts.rules, 'rule')}: ${counts.passed} passed, ${counts.failed} failed${untested}${coverage}\n`,
    );
  await targets.write({
    command: 'test',
    version,
    looked,
    files: new Set(loaded.fileNames),
    counts,
  });
  if (counts.broken > 0) return EXIT.error;
  if (counts.passed + counts.failed === 0 && flags.allowEmpty !== true) {
    const message = counts.rules === 0 ? 'there is no rule to test' : `no test was run: ${untestedText(counts.rules)}`;
    printSaid(io, 'error', message, 'write `tests` beside `logic`, or accept it with --allow-empty');
    return EXIT.error;
  }
  return counts.failed > 0 ? EXIT.findings : EXIT.ok;
}

function untestedText(rules: number): string {
  return rules === 1 ? 'the rule has none' : `none of ${rules} rules has any`;
}

/** Runs the tests of a rule; undefined for one that cannot be run, of which its errors are said. */
function testedRule(
  rule: LoadedRule,
  compiling: CompileOptions,
  { placeOf }: Pick<LoadedRules, 'placeOf'>,
): TestedRule | undefined {
  const { compiled } = tryCompile({ name: rule.id, text: rule.logic }, compiling);
  if (compiled === undefined) return undefined;
  const report = runRuleTests(rule, compiled, compiling);
  const { results, problems, warnings } = report;
  const messages = [...problems, ...warnings].map((found): Message => {
    const { path, on } = found.at;
    return { ...found, message: `${rule.id}: ${found.message}`, at: placeOf(rule, path, on) ?? found.at };
  });
  const failures = results
    .filter(({ expected, actual }) => expected !== actual)
    .map((result) => ({ result, message: failureOf(rule, result, placeOf(rule, ['tests', result.index, 'expect'])) }));
  return { rule, report, messages, failures };
}

function failureOf({ id }: LoadedRule, result: RuleTestResult, at: Place | undefined): Message {
  const { name, expected, actual, explanation } = result;
  const reason = reasonOf(explanation);
  const because = reason === '' ? '' : ` because ${reason}`;
  const message = `${id}: ${name}: expected ${expected}, found ${actual}${because}`;
  return { code: 'test-failed', severity: 'error', message, ...defined({ at }) };
}

/** A case for each test, and one for what is said of tests that have not run. */
function looksOf({ rule, report, messages, failures }: TestedRule): Looked[] {
  const { id } = rule;
  const cases = report.results.map((result): Looked => ({
    suite: id,
    name: result.name,
    rule: id,
    messages: failures.flatMap((failure) => (failure.result === result ? [failure.message] : [])),
  }));
  return messages.length === 0 ? cases : [{ suite: id, name: 'its tests', rule: id, messages }, ...cases];
}

/** Rules, and files, that could not be read or run at all. */
function looksAtErrors({ checked, ofFiles }: LoadedRules): Looked[] {
  const broken = checked.map(({ rule: { id }, diagnostics }): Looked => ({
    suite: id,
    name: 'the rule can be run',
    rule: id,
    messages: diagnostics.filter(isError),
  }));
  const files = { suite: 'files', name: 'the files can be read', messages: ofFiles.filter(isError) };
  return [files, ...broken].filter(({ messages }) => messages.length > 0);
}

function failureText({ message, at }: Message, { explanation }: RuleTestResult): string {
  const place = at === undefined ? [] : [`  --> ${printable(placeText(at))}`];
  const tree = explanationLines(explanation).map((line) => `    ${line}`);
  return [printable(message), ...place, ...tree, ''].join('\n');
}

function coverageText({ rule, report }: TestedRule): string {
  const lines = report.uncovered.map(({ text, never }) => `never ${never}: ${printable(text)}`);
  const all = report.results.length === 0 ? ['no tests', ...lines] : lines;
  return all.map((line) => `${printable(rule.id)}: ${line}\n`).join('');
}
