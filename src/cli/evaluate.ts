import { assess, type AssessOptions } from '../assess/assess.ts';
import type { AssessmentSummary } from '../assess/summary.ts';
import type { NamedLists } from '../compile/compile.ts';
import { readInventory } from '../inventory/index.ts';
import { type Reporter, reporters } from '../reporters/index.ts';
import { problemText } from '../reporters/pretty.ts';
import { readSeverity, severities, type Severity } from '../rules/severity.ts';
import { nearest } from '../text/suggest.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { readText } from './files.ts';
import { type CommandIo, printDiagnostics } from './io.ts';
import { ProgressBar } from './progress.ts';
import { loadRules, type RuleOptions } from './rules.ts';

/** The flags of `gsl evaluate`, as they were written. */
export interface EvaluateFlags extends Omit<RuleOptions, 'lists' | 'overrides'> {
  readonly input?: string;
  readonly format: string;
  readonly now?: string;
  readonly failOn: string;
  readonly lists?: string;
  readonly explain?: boolean;
  readonly progress: boolean;
}

/** `gsl evaluate`: judges the entities of the inputs and reports. Gives the exit code. */
export async function evaluate(inputs: readonly string[], flags: EvaluateFlags, io: CommandIo): Promise<number> {
  const now = clockOf(flags.now);
  const reporter = reporterNamed(flags.format);
  const failOn = failOnOf(flags.failOn);
  const lists = flags.lists === undefined ? undefined : await listsOf(flags.lists);
  const loaded = await loadRules({ ...flags, ...(lists === undefined ? { lists: {} } : { lists }) });
  printDiagnostics(io, loaded.diagnostics);
  const bar = io.isInteractive && flags.progress ? new ProgressBar() : undefined;
  const writer = reporter.open({ version, now, color: io.colorOut, explain: flags.explain ?? false });
  const problems: string[] = [];
  const options: AssessOptions = {
    now,
    include: reporter.include,
    ...(lists === undefined ? {} : { lists }),
    ...(flags.strict === undefined ? {} : { strict: flags.strict }),
    onProblem: (problem) => {
      io.err(`${problemText(problem)}\n`);
      problems.push(writer.problem(problem));
    },
  };
  const records = openInventory(inputs, flags, io, bar);
  const assessment = assess(loaded.rulesets, records, options);
  try {
    for await (const result of assessment) await io.out(problems.splice(0).join('') + writer.result(result));
  } finally {
    bar?.stop();
  }
  await io.out(problems.join('') + writer.end(assessment.summary));
  const isBroken = loaded.diagnostics.some(({ severity }) => severity === 'error');
  return isBroken ? EXIT.error : exitCodeOf(assessment.summary, failOn);
}

function openInventory(
  inputs: readonly string[],
  { input }: EvaluateFlags,
  { stdin }: CommandIo,
  bar: ProgressBar | undefined,
) {
  try {
    return readInventory(inputs, {
      stdin,
      ...(input === undefined ? {} : { format: input }),
      ...(bar === undefined ? {} : { onProgress: bar.update }),
    });
  } catch (error) {
    if (error instanceof TypeError) throw new UsageError(error.message);
    throw error;
  }
}

function exitCodeOf(summary: AssessmentSummary, failOn: ReadonlySet<Severity>): number {
  const { rules, counts, problems } = summary;
  const isUndecided =
    problems > 0 ||
    counts.error > 0 ||
    rules.some(({ diagnostics }) => diagnostics.some(({ severity }) => severity === 'error'));
  if (isUndecided) return EXIT.error;
  return rules.some(({ rule, counts: { failed } }) => failed > 0 && failOn.has(rule.severity))
    ? EXIT.findings
    : EXIT.ok;
}

function clockOf(text: string | undefined): Date {
  const now = text === undefined ? new Date() : new Date(text);
  if (Number.isNaN(now.getTime()))
    throw new UsageError(`--now: \`${text}\` is no time; write it like 2026-11-23T12:00:00Z`);
  return now;
}

function reporterNamed(name: string): Reporter {
  const found = reporters.find((reporter) => reporter.name === name);
  if (found !== undefined) return found;
  const names = reporters.map((reporter) => reporter.name);
  const near = nearest(name, names);
  throw new UsageError(
    `--format: unknown format \`${name}\`; there are ${names.join(', ')}${near === undefined ? '' : `; did you mean \`${near}\`?`}`,
  );
}

/** The severities whose findings make the exit code 1. */
function failOnOf(text: string): ReadonlySet<Severity> {
  if (text.toLowerCase() === 'never') return new Set();
  const least = readSeverity(text);
  if (least === undefined)
    throw new UsageError(`--fail-on: \`${text}\` is no severity; there are ${[...severities, 'never'].join(', ')}`);
  return new Set(severities.slice(severities.indexOf(least)));
}

async function listsOf(file: string): Promise<NamedLists> {
  const text = await readText(file);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--lists: \`${file}\` is not JSON: ${(error as Error).message}`);
  }
  const isLists =
    typeof data === 'object' &&
    data !== null &&
    Object.values(data).every(
      (list) => Array.isArray(list) && list.every((value) => ['string', 'number', 'boolean'].includes(typeof value)),
    );
  if (!isLists)
    throw new UsageError(`--lists: \`${file}\` must hold an object of lists: { "Offices": ["192.0.2.0/24"] }`);
  return data as NamedLists;
}
