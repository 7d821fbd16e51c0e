import { assessParts, type PartPiece } from '../assess/parts.ts';
import { inventoryReaders } from '../inventory/index.ts';

import { UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printProblem } from './messages.ts';
import { refuseOverwriting } from './overwriting.ts';
import { openPartial, optionsOf, type Partial, type PartialHeader, piecesOf } from './partial.ts';
import { judgedHere, planReports, type ReportFlags, reportRun } from './report-run.ts';
import { schemasFor } from './rules.ts';
import { WaitingProblems } from './waiting-problems.ts';

/** `gsl merge`: makes the report that one run over all inputs would have made. Gives the exit code. */
export async function merge(files: readonly string[], flags: ReportFlags, io: CommandIo): Promise<number> {
  const plan = await planReports(flags, io);
  await refuseOverwriting(plan.outputs, files, []);
  const partials: Partial[] = [];
  for (const file of files) partials.push(await openPartial(file));
  const parts = inOrder(onceEach(partials));
  const [first] = parts;
  if (first === undefined) throw new UsageError('name the partials to put together');
  const { header } = first;
  refuseOthers(parts, header);
  refuseJoined(parts);
  const missing = plan.include.find((status) => !header.include.includes(status));
  if (missing !== undefined)
    throw new UsageError(
      `the partials do not hold what is \`${missing}\`, which a report asks for: name its --format with --partial, or none`,
    );
  const { rulesets, diagnostics } = header;
  const problems = new WaitingProblems();
  const assessment = assessParts(rulesets, problems.watch(allOf(parts)), {
    ...optionsOf(header),
    include: plan.include,
    schemas: await schemasFor(rulesets.flatMap(({ rules }) => rules)),
    onProblem: (problem) => {
      printProblem(io, problem);
      problems.add(problem);
    },
  });
  const run = {
    judged: judgedHere(assessment),
    problems,
    now: new Date(header.now),
    exclusions: header.exclusions,
    diagnostics,
  };
  return reportRun(plan, run, flags, io);
}

async function* allOf(parts: readonly Partial[]): AsyncGenerator<PartPiece> {
  for (const { file } of parts) yield* piecesOf(file);
}

/** The same partial twice counts once: a job that ran again has made it again. */
function onceEach(partials: readonly Partial[]): readonly Partial[] {
  const known = new Set<string>();
  return partials.filter(({ id }) => !known.has(id) && known.add(id));
}

/** Parts with a number in the order of these, and all of them there; others as they are given. */
function inOrder(parts: readonly Partial[]): readonly Partial[] {
  const of = parts[0]?.header.share?.of;
  if (parts.some(({ header }) => header.share?.of !== of))
    throw new UsageError('these are parts of wholes that were cut differently: --shard must have one number of parts');
  if (of === undefined) return parts;
  const sorted = [...parts].sort((a, b) => (a.header.share?.index ?? 0) - (b.header.share?.index ?? 0));
  for (let index = 1; index <= of; index += 1) {
    const found = sorted.filter(({ header }) => header.share?.index === index);
    if (found.length === 0)
      throw new UsageError(`part ${index}/${of} is not there, and a report without it would not be whole`);
    if (found.length > 1)
      throw new UsageError(
        `\`${found.map(({ file }) => file).join('`, `')}\` are both part ${index}/${of}, and differ`,
      );
  }
  return sorted;
}

function refuseOthers(parts: readonly Partial[], header: PartialHeader): void {
  const settingOf = ({ share: _, ...setting }: PartialHeader): string => JSON.stringify(setting);
  const expected = settingOf(header);
  const other = parts.find((part) => settingOf(part.header) !== expected);
  if (other !== undefined)
    throw new UsageError(`\`${other.file}\` was made with other rules or options than \`${parts[0]?.file}\``);
}

/** Users that several inputs tell parts of are joined where they are read, so that all of these belong into one part. */
function refuseJoined(parts: readonly Partial[]): void {
  if (parts.length < 2) return;
  for (const { name, joins } of inventoryReaders) {
    if (joins === undefined) continue;
    const having = parts.filter(({ readers }) => readers.has(name));
    if (having.length > 1 || (having.length === 1 && joins === 'inputs'))
      throw new UsageError(
        `inputs of \`${name}\` are joined with others where they are read, so that they cannot be evaluated in parts: evaluate these inputs together`,
      );
  }
}
