import { defined } from '../text/defined.ts';
import { ruleSettings } from './project/rule-settings.ts';
import { projectOf } from './project/project.ts';
import { runRuleTests, type RuleTestResult } from '../assess/rule-tests.ts';
import { tryCompile } from '../run/compiled-rule.ts';
import { reasonOf } from '../findings/reason.ts';
import { explanationLines } from '../findings/tree.ts';
import type { Problem } from '../rules/problem.ts';
import { plural } from '../reporters/words.ts';
import { printable } from '../text/format-message.ts';
import type { Message, TextPlace } from '../text/message.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { loadRules } from './rules.ts';

/** The flags of `gsl test`, as they were written. */
export interface TestFlags {
  readonly coverage?: boolean;
  readonly ruleset?: readonly string[];
  readonly lists?: string;
  readonly config?: string | false;
}

/** `gsl test`: runs the tests that stand with rules. Gives the exit code. */
export async function test(paths: readonly string[], flags: TestFlags, io: CommandIo): Promise<number> {
  const project = await projectOf(flags.config, io);
  const isNothingNamed = paths.length === 0 && flags.ruleset === undefined;
  if (isNothingNamed && project.rules === undefined && project.rulesets === undefined)
    throw new UsageError('name a file, or a bundled ruleset with --ruleset');
  const options = await ruleSettings({ ...flags, rule: paths }, project, io);
  const { rulesets, diagnostics, placeOf, schemas } = await loadRules(options);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  printDiagnostics(io, errors);
  const counts = { passed: 0, failed: 0, rules: 0, untested: 0, uncovered: 0, broken: errors.length };
  for (const rule of rulesets.flatMap(({ rules }) => rules)) {
    const { compiled } = tryCompile(
      { name: rule.id, text: rule.logic },
      { schemas, ...defined({ lists: options.lists, functions: options.functions }) },
    );
    if (compiled === undefined) continue;
    const { results, uncovered, problems } = runRuleTests(rule, compiled);
    const placed = problems.map((problem) => placedIn(problem, placeOf(rule, problem.at.path, problem.at.on)));
    printDiagnostics(
      io,
      placed.map((problem) => ({ ...problem, message: `${rule.id}: ${problem.message}` })),
    );
    counts.broken += problems.length;
    counts.rules += 1;
    if (results.length === 0) counts.untested += 1;
    const failures = results.filter(({ expected, actual }) => expected !== actual);
    counts.failed += failures.length;
    counts.passed += results.length - failures.length;
    for (const failure of failures) await io.out(failureText(rule.id, failure));
    if (!flags.coverage) continue;
    if (results.length === 0) await io.out(`${printable(rule.id)}: no tests\n`);
    counts.uncovered += uncovered.length;
    for (const { text, never } of uncovered)
      await io.out(`${printable(rule.id)}: never ${never}: ${printable(text)}\n`);
  }
  const untested = counts.untested === 0 ? '' : `, ${plural(counts.untested, 'rule')} without tests`;
  const coverage = flags.coverage ? `, ${plural(counts.uncovered, 'part')} not covered` : '';
  await io.out(
    `${plural(counts.rules, 'rule')}: ${counts.passed} passed, ${counts.failed} failed${untested}${coverage}\n`,
  );
  if (counts.broken > 0) return EXIT.error;
  return counts.failed > 0 ? EXIT.findings : EXIT.ok;
}

/** A problem where it stands in the file, if the rule came from one. */
function placedIn(problem: Problem, at: TextPlace | undefined): Message {
  return at === undefined ? problem : { ...problem, at };
}

function failureText(id: string, { name, expected, actual, explanation }: RuleTestResult): string {
  const reason = reasonOf(explanation);
  return [
    `${printable(id)}: ${printable(name)}: expected ${expected}, found ${actual}${reason === '' ? '' : ` because ${printable(reason)}`}`,
    ...explanationLines(explanation).map((line) => `    ${line}`),
    '',
  ].join('\n');
}
