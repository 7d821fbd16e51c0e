import { assess } from '../assess/assess.ts';
import type { LoadedRule } from '../rules/rule.ts';
import { entityReference } from '../findings/finding.ts';
import { explanationOf, type RuleExplanation } from '../findings/explain-rule.ts';
import { verdictBy } from '../findings/withdrawn.ts';
import { readInventory } from '../inventory/index.ts';
import { type Colors, colorsOf } from '../reporters/terminal/colors.ts';
import { plural } from '../reporters/words.ts';
import { hasError } from '../text/message.ts';
import { printable } from '../text/format-message.ts';
import { type Status, STATUSES } from '../values/outcome.ts';
import { defined } from '../text/defined.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, problemPrinter, printSaid } from './messages.ts';
import { clockOf } from './options.ts';
import { projectOf } from './project/project.ts';
import { ruleSettings } from './project/rule-settings.ts';
import { loadRules } from './rules.ts';

/** More entities than this are no explanation. */
const MAX_ENTITIES = 20;

/** The flags of `gsl explain`, as they were written. */
export interface ExplainFlags {
  readonly now?: string;
  readonly entity?: string;
  readonly config?: string | false;
  readonly rules?: readonly string[];
  readonly lists?: string;
  readonly matchCase?: boolean;
}

/** `gsl explain`: the whole tree of a rule's condition for the entities of a file. Gives the exit code. */
export async function explain(
  rule: string,
  named: readonly string[],
  flags: ExplainFlags,
  io: CommandIo,
): Promise<number> {
  const now = clockOf(flags.now);
  const project = await projectOf(flags.config, io);
  const inputs = named.length > 0 ? named : (project.inputs ?? []);
  if (inputs.length === 0) throw new UsageError('name an input: a file, a folder, or - for standard input');
  const { rules: library = [], lists: listFile, matchCase: mindsCase } = flags;
  const { lists, functions, matchCase, ...sources } = await ruleSettings(
    { rule: [rule], library, ...defined({ lists: listFile, matchCase: mindsCase }) },
    { ...project, ids: [], skip: [], frameworks: [], categories: [], overrides: [], severities: undefined },
    io,
  );
  const { rulesets, diagnostics, schemas } = await loadRules({
    ...sources,
    ...defined({ lists, functions, matchCase }),
  });
  printDiagnostics(io, diagnostics);
  if (hasError(diagnostics)) return EXIT.error;
  let code: number = EXIT.ok;
  const printProblem = problemPrinter(io);
  const assessment = assess(rulesets, readInventory(inputs, { stdin: io.stdin }), {
    now,
    include: STATUSES,
    schemas,
    ...defined({ lists, functions, matchCase }),
    onProblem: (problem) => {
      printProblem(problem);
      code = EXIT.error;
    },
  });
  const colors = colorsOf(io.colorOut);
  const shown: (RuleExplanation & { readonly rule: LoadedRule; readonly name: string })[] = [];
  let found = 0;
  for await (const result of assessment) {
    const { id, name, type } = entityReference(result.entity);
    if (flags.entity !== undefined && flags.entity !== id && flags.entity !== name) continue;
    if (result.status === 'error') code = EXIT.error;
    found += 1;
    if (found <= MAX_ENTITIES) shown.push({ ...explanationOf(result), rule: result.rule, name: name || type });
  }
  const isOneOfSeveral = rulesets.flatMap(({ rules }) => rules).length > 1;
  for (const { rule: of, name, lines: tree, ...own } of shown) {
    // What passed rests on nothing where the rule is undecided, which is known only now.
    const evidence = assessment.summary.rules.find((summary) => summary.rule === of)?.evidence ?? [];
    const { status, reason } = verdictBy(own, evidence);
    const by = isOneOfSeveral ? `${printable(of.id)} ` : '';
    const lines = [
      `${colors.bold(printable(name))}: ${by}${paintOf(status, colors)(status)}${reason === '' ? '' : ` because ${printable(reason)}`}`,
      ...tree.map((line) => `  ${line}`),
    ];
    await io.out(`${lines.join('\n')}\n`);
  }
  // A verdict of a rule that rests on nothing is none, as in a report.
  for (const { severity, message, help } of assessment.summary.rules.flatMap(({ evidence }) => evidence)) {
    printSaid(io, severity, message, help);
    if (severity === 'error') code = EXIT.error;
  }
  if (found === 0) {
    const what = flags.entity === undefined ? 'entity' : `entity \`${printable(flags.entity)}\``;
    printSaid(io, 'warning', `no ${what} of the rule's target in the input`);
  }
  if (found > MAX_ENTITIES) {
    const more = found - MAX_ENTITIES;
    const text = `${plural(more, 'more entity', 'more entities')} ${more === 1 ? 'is' : 'are'} not shown`;
    printSaid(io, 'note', text, 'name one with --entity');
  }
  return code;
}

function paintOf(status: Status, { green, red, yellow, dim }: Colors): (text: string) => string {
  if (status === 'failed') return red;
  if (status === 'passed') return green;
  return status === 'error' ? yellow : dim;
}
