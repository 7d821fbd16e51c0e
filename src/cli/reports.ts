import { resolve } from 'node:path';
import type { AssessmentSummary } from '../assess/summary.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProblemRecord } from '../values/record.ts';
import { reporterNamed, reporterNames } from '../reporters/by-name.ts';
import {
  type CountedFinding,
  endOf,
  type ReportContext,
  type Reporter,
  type ReportWriter,
} from '../reporters/reporter.ts';
import type { Spool } from '../reporters/spool.ts';
import type { Status } from '../values/outcome.ts';
import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { fileOutput, type Output, streamOutput } from './output.ts';
import { SpoolFile } from './file-spool.ts';
import { isModule, loadReporter } from './own-reporter.ts';
import { unknownChoice } from './unknown-choice.ts';

/** A report and where it goes: a file, or standard output. */
export interface ReportTarget {
  readonly reporter: Reporter;
  readonly file?: string;
}

/** What the end of a file's name says that its report is. */
const ENDINGS: ReadonlyMap<string, string> = new Map([
  ...['html', 'json', 'ndjson', 'csv', 'sarif'].map((ending) => [ending, ending] as const),
  ...[['htm', 'html'] as const, ['jsonl', 'ndjson'] as const, ['md', 'markdown'] as const, ['xml', 'junit'] as const],
]);

/** The formats that are asked for; where there are none, what the name of the lone file says. */
export function formatsFor(formats: readonly string[] | undefined, output: string | undefined): readonly string[] {
  if (formats !== undefined) return formats;
  const ending = output === undefined ? undefined : /\.(?:sarif(?=\.json$)|[a-z]+$)/iu.exec(output)?.[0].slice(1);
  return [ENDINGS.get(ending?.toLowerCase() ?? '') ?? 'pretty'];
}

/** Reads `--format FMT` and `--format FMT=FILE`; a lone `--output` is the file of the lone format. */
export async function reportTargets(
  formats: readonly string[],
  output: string | undefined,
): Promise<readonly ReportTarget[]> {
  const targets: ReportTarget[] = [];
  for (const format of formats) targets.push(await reportTarget(format));
  const [first] = targets;
  if (output !== undefined && first !== undefined) {
    if (targets.length > 1 || first.file !== undefined)
      throw new UsageError('--output goes with one --format; for several write --format FMT=FILE');
    return [{ ...first, file: output }];
  }
  if (targets.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError('only one report can go to standard output; write --format FMT=FILE for the others');
  const files = targets.flatMap(({ file }) => file ?? []);
  const twice = files.find((file, index) => files.findIndex((other) => resolve(other) === resolve(file)) < index);
  if (twice !== undefined) throw new UsageError(`--format: two reports cannot go to one file, \`${twice}\``);
  return targets;
}

/** A format by its name, or a module of the user's own, and the file that it goes to. */
async function reportTarget(written: string): Promise<ReportTarget> {
  const at = written.indexOf('=');
  const name = at < 0 ? written : written.slice(0, at);
  const reporter = isModule(name) ? await loadReporter(name) : await ownReporter(name);
  if (at < 0) return { reporter };
  if (at === written.length - 1) throw new UsageError(`--format: \`${written}\` names no file after \`=\``);
  return { reporter, file: written.slice(at + 1) };
}

/** What to do with the reports that went to files, as command lines. */
export function nextSteps(targets: readonly ReportTarget[]): readonly string[] {
  return targets.flatMap(({ reporter, file }) =>
    file === undefined || reporter.next === undefined ? [] : [reporter.next(shellWord(file))],
  );
}

function shellWord(text: string): string {
  return /^[\w./@%+=:-]+$/u.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

async function ownReporter(name: string): Promise<Reporter> {
  const found = await reporterNamed(name);
  if (found !== undefined) return found;
  const known = reporterNames.join(', ');
  throw unknownChoice(`--format: unknown format \`${name}\`; there are ${known}`, name, reporterNames);
}

/** What `--baseline` takes. */
const COMPARED: readonly string[] = ['json', 'ndjson'];

interface OpenReport {
  readonly target: ReportTarget;
  readonly writer: ReportWriter;
  readonly include: ReadonlySet<Status>;
  readonly output: Output;
  /** Later runs may be compared with it. */
  readonly isCompared: boolean;
}

/** Several reports of one run. */
export class Reports {
  private readonly reports: readonly OpenReport[];
  private readonly spools = new SpoolFile();

  private constructor(reports: readonly OpenReport[]) {
    this.reports = reports;
  }

  /**
   * Opens all of them, or none.
   *
   * @throws UsageError when a file cannot be written
   */
  static async open(targets: readonly ReportTarget[], context: ReportContext, io: CommandIo): Promise<Reports> {
    const opened: OpenReport[] = [];
    const reports = new Reports(opened);
    try {
      for (const target of targets) {
        const { reporter, file } = target;
        const output = file === undefined ? streamOutput(io.out) : await fileOutput(file);
        // Colours are for the terminal only.
        const writer = reporter.open({
          ...context,
          spool: reports.spools.spool,
          color: file === undefined && (context.color ?? false),
        });
        opened.push({
          target,
          writer,
          include: new Set(reporter.include),
          output,
          isCompared: COMPARED.includes(reporter.name),
        });
      }
    } catch (error) {
      await reports.discard();
      throw error;
    }
    return reports;
  }

  /** A place for text that is not to be held in memory. */
  spool(): Spool {
    return this.spools.spool();
  }

  /**
   * @param isShown false for what only a report may hold that later runs are compared with
   * @param isWanted for which of the reports it is; for all by default
   * @returns what to wait for, where there is anything: most findings are taken at once
   */
  finding(finding: Finding, isShown = true, isWanted?: (target: ReportTarget) => boolean): Promise<void> | undefined {
    let waits: Promise<void> | undefined;
    for (const { target, writer, include, output, isCompared } of this.reports)
      if (include.has(finding.status) && (isShown || isCompared) && isWanted?.(target) !== false) {
        const text = writer.finding(finding);
        if (text !== '') waits = both(waits, output.write(text));
      }
    return waits;
  }

  /** {@link ReportWriter.count} of a lone report. */
  takesCount(finding: CountedFinding): boolean {
    const [first, second] = this.reports;
    return (
      second === undefined && first?.include.has(finding.status) === true && first.writer.count?.(finding) === true
    );
  }

  /** Takes findings of which no report reads more than that they are there; none of them is written at once. */
  counted(finding: Finding, times: number, isShown: boolean): void {
    for (const { writer, include, isCompared } of this.reports)
      if (include.has(finding.status) && (isShown || isCompared))
        for (let time = 0; time < times; time += 1) writer.finding(finding);
  }

  async problem(problem: ProblemRecord): Promise<void> {
    for (const { writer, output } of this.reports) await output.write(writer.problem(problem));
  }

  /** Ends those of some targets; those of the others, which are written once more, leave nothing behind. */
  async end(summary: AssessmentSummary, isWanted: (target: ReportTarget) => boolean = () => true): Promise<void> {
    const wanted = this.reports.filter(({ target }) => isWanted(target));
    for (const { writer, output } of wanted) for (const piece of endOf(writer, summary)) await output.write(piece);
    this.spools.close();
    for (const { output, target } of this.reports) await (isWanted(target) ? output.finish() : output.discard());
  }

  async discard(): Promise<void> {
    this.spools.close();
    for (const { output } of this.reports) await output.discard();
  }
}

/** Both waits as one. */
function both(first: Promise<void> | undefined, second: Promise<void> | undefined): Promise<void> | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return Promise.all([first, second]).then(() => undefined);
}
