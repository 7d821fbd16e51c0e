import { assess, type Assessment, type AssessOptions } from '../assess/assess.ts';
import type { AssessmentSummary } from '../assess/summary.ts';
import { checkCondition } from '../check/check.ts';
import { type Baseline, readBaseline } from '../findings/baseline.ts';
import { type Finding, findingOf } from '../findings/finding.ts';
import { openInput } from '../inventory/files/bytes.ts';
import { type InventoryRecord, type ParameterValues, parseParameters, readInventory } from '../inventory/index.ts';
import { InputFailure } from '../inventory/problems.ts';
import { isIncomplete } from '../reporters/evidence.ts';
import { summaryText } from '../reporters/pretty.ts';
import { idleExclusions } from '../rules/exclusion-match.ts';
import type { Exclusion } from '../rules/exclusion.ts';
import type { SeverityOverride } from '../rules/overrides.ts';
import { readSeverity, severities, type Severity } from '../rules/severity.ts';
import { type EmbeddedText, parseExclusions, parseOverrides } from '../rules/parse-text.ts';
import { type Diagnostic, hasError, isError } from '../text/message.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readText } from './files.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printProblem, printSaid } from './messages.ts';
import { terminalOf, type TerminalFlags } from './terminal.ts';
import { readLists } from './lists.ts';
import { clockOf } from './options.ts';
import { isBeyond, mostWarningsOf, warningsIn } from './max-warnings.ts';
import { PassedOverFiles } from './passed-over.ts';
import { ProgressBar } from './progress.ts';
import { refuseOverwriting } from './overwriting.ts';
import { reportTargets, Reports } from './reports.ts';
import { loadRules, type RuleOptions } from './rules.ts';

/** The flags of `gsl evaluate`, as they were written. */
export interface EvaluateFlags extends Omit<RuleOptions, 'lists' | 'overrides'>, TerminalFlags {
  readonly input?: string;
  readonly format: readonly string[];
  readonly output?: string;
  readonly now?: string;
  readonly failOn: string;
  readonly lists?: string;
  readonly parameters?: string;
  readonly exclude?: readonly string[];
  readonly exclusions?: readonly string[];
  readonly config?: string;
  readonly baseline?: string;
  readonly newOnly?: boolean;
  readonly allowEmpty?: boolean;
  readonly maxWarnings?: string;
  readonly explain?: boolean;
  readonly progress: boolean;
}

/** `gsl evaluate`: judges the entities of the inputs and reports. Gives the exit code. */
export async function evaluate(inputs: readonly string[], flags: EvaluateFlags, io: CommandIo): Promise<number> {
  const now = clockOf(flags.now);
  const targets = await reportTargets(flags.format, flags.output);
  const failOn = failOnOf(flags.failOn);
  const terminal = terminalOf(flags, targets, io);
  const mostWarnings = mostWarningsOf(flags.maxWarnings);
  if (flags.newOnly && flags.baseline === undefined) throw new UsageError('--new-only needs --baseline');
  const outputs = targets.flatMap(({ file }) => file ?? []);
  await refuseOverwriting(outputs, inputs, settingsOf(flags));
  const lists = flags.lists === undefined ? undefined : await readLists(flags.lists);
  const exclusions = await exclusionsOf(flags.exclusions ?? [], io);
  const overrides = flags.config === undefined ? [] : await overridesOf(flags.config, io);
  const baseline = flags.baseline === undefined ? undefined : await baselineIn(flags.baseline);
  const loaded = await loadRules({ ...flags, lists: lists ?? {}, overrides });
  printDiagnostics(io, flags.quiet ? loaded.diagnostics.filter(isError) : loaded.diagnostics);
  const bar = io.isInteractive && flags.progress ? new ProgressBar() : undefined;
  const parameters = flags.parameters === undefined ? undefined : await parametersOf(flags.parameters);
  const passedOver = new PassedOverFiles();
  const inventory = openInventory(inputs, flags, parameters, io, { bar, passedOver });
  const problems: Parameters<NonNullable<AssessOptions['onProblem']>>[0][] = [];
  const assessment = assess(loaded.rulesets, inventory, {
    now,
    include: [...new Set(targets.flatMap(({ reporter }) => reporter.include)), ...ALWAYS_TOLD],
    exclusions,
    schemas: loaded.schemas,
    ...(lists === undefined ? {} : { lists }),
    ...(flags.strict === undefined ? {} : { strict: flags.strict }),
    onProblem: (problem) => {
      printProblem(io, problem);
      problems.push(problem);
    },
  });
  const reports = await Reports.open(targets, { version, now, color: io.colorOut, terminal }, io);
  try {
    const isShown = newFilter(flags);
    const making = { explain: flags.explain ?? false, baseline };
    const failing = { any: false, new: false };
    for await (const result of assessment) {
      for (const problem of problems.splice(0)) await reports.problem(problem);
      const finding = findingOf(result, making);
      if (finding.status === 'failed' && failOn.has(finding.severity)) {
        failing.any = true;
        failing.new ||= finding.baseline === 'new';
      }
      await reports.finding(finding, isShown(finding));
    }
    for (const problem of problems) await reports.problem(problem);
    const { summary } = assessment;
    const compared = baseline === undefined ? summary : { ...summary, baseline: baseline.comparison };
    await reports.end(compared);
    bar?.stop();
    if (!flags.quiet) {
      for (const line of passedOver.lines()) printSaid(io, 'note', line);
      reportIdle(assessment, exclusions, now, io);
      if (outputs.length === targets.length)
        io.err(summaryText(compared, { version, now, color: io.colorErr, terminal }));
    }
    const isAccepted = flags.allowEmpty === true && isEmpty(summary);
    if (hasError(loaded.diagnostics) || (isUndecided(summary) && !isAccepted)) return EXIT.error;
    const warnings = warningsIn([
      ...loaded.diagnostics,
      ...summary.evidence,
      ...summary.rules.flatMap(({ evidence }) => evidence),
    ]);
    if (isBeyond(warnings, mostWarnings, io)) return EXIT.error;
    return (flags.newOnly ? failing.new : failing.any) ? EXIT.findings : EXIT.ok;
  } catch (error) {
    await reports.discard();
    throw error;
  } finally {
    bar?.stop();
  }
}

/** With `--new-only` only what is new is shown; an earlier report is compared with whole ones, see `Reports`. */
function newFilter({ newOnly = false }: EvaluateFlags): (finding: Finding) => boolean {
  return ({ status, baseline }) => !newOnly || status !== 'failed' || baseline === 'new';
}

/** A baseline is read whole before anything is written: the report that follows it may take its place. */
function settingsOf({ rules = [], lists, exclusions = [], config }: EvaluateFlags): readonly string[] {
  return [...rules, ...exclusions, ...[lists, config].filter((file) => file !== undefined)];
}

/** What the exit code and the comparison with an earlier report need, whatever the formats show. */
const ALWAYS_TOLD = ['failed', 'error', 'excluded'] as const;

async function baselineIn(file: string): Promise<Baseline> {
  try {
    const { chunks, close } = await openInput({ file, path: file }, () => undefined);
    try {
      return await readBaseline(chunks);
    } finally {
      await close();
    }
  } catch (error) {
    if (error instanceof InputFailure) throw new UsageError(`cannot read \`${file}\`: ${error.message}`);
    if (error instanceof TypeError)
      throw new UsageError(`--baseline: \`${file}\` is no report of --format json or ndjson`);
    throw error;
  }
}

function openInventory(
  inputs: readonly string[],
  { input, exclude }: EvaluateFlags,
  parameters: ParameterValues | undefined,
  { stdin }: CommandIo,
  { bar, passedOver }: { readonly bar: ProgressBar | undefined; readonly passedOver: PassedOverFiles },
): AsyncIterable<InventoryRecord> {
  try {
    return readInventory(inputs, {
      stdin,
      onPassedOver: passedOver.add,
      ...(exclude === undefined ? {} : { exclude }),
      ...(input === undefined ? {} : { format: input }),
      ...(parameters === undefined ? {} : { parameters }),
      ...(bar === undefined ? {} : { onProgress: bar.update }),
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function isUndecided(summary: AssessmentSummary): boolean {
  return summary.counts.error > 0 || isIncomplete(summary);
}

/** Nothing was judged, and nothing else is wrong. */
function isEmpty({ evidence, ...rest }: AssessmentSummary): boolean {
  const others = evidence.filter(({ code }) => code !== 'nothing-judged');
  return !isUndecided({ ...rest, evidence: others });
}

/** Exclusions that did nothing are said: they are out of date, or were never right. */
function reportIdle(
  { appliedExclusions }: Assessment,
  exclusions: readonly Exclusion[],
  now: Date,
  io: CommandIo,
): void {
  for (const { message, help } of idleExclusions(exclusions, appliedExclusions, now.getTime())) {
    printSaid(io, 'warning', message, help);
  }
}

/** The severities whose findings make the exit code 1. */
function failOnOf(text: string): ReadonlySet<Severity> {
  if (text.toLowerCase() === 'never') return new Set();
  const least = readSeverity(text);
  if (least === undefined)
    throw new UsageError(`--fail-on: \`${text}\` is no severity; there are ${[...severities, 'never'].join(', ')}`);
  return new Set(severities.slice(severities.indexOf(least)));
}

/** An exclusion that cannot be read would hide nothing, silently; so it is an error of use. */
async function exclusionsOf(files: readonly string[], io: CommandIo): Promise<Exclusion[]> {
  const all: Exclusion[] = [];
  for (const file of files) {
    const { exclusions, diagnostics, expressions } = parseExclusions(await readText(file), file);
    const wrong = [...expressions.values()].flat().flatMap(conditionErrors);
    refuse(io, [...diagnostics, ...wrong], file);
    all.push(...exclusions);
  }
  return all;
}

/** Errors in a condition without a target, at their place in the file. */
function conditionErrors({ source, inFile }: EmbeddedText): readonly Diagnostic[] {
  return checkCondition(source)
    .filter(({ severity }) => severity === 'error')
    .map((found) => inFile({ ...found, at: { ...found.at, source } }));
}

async function overridesOf(file: string, io: CommandIo): Promise<readonly SeverityOverride[]> {
  const { overrides, diagnostics } = parseOverrides(await readText(file), file);
  refuse(io, diagnostics, file);
  return overrides;
}

function refuse(io: CommandIo, diagnostics: readonly Diagnostic[], file: string): void {
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) throw new UsageError(`\`${file}\` cannot be used`);
}

async function parametersOf(file: string): Promise<ParameterValues> {
  try {
    return parseParameters(await readText(file));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UsageError(`--parameters: \`${file}\`: ${error.message}`);
  }
}
