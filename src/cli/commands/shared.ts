import { type Command, Option } from 'commander';
import { AUTHORING_FORMATS } from '../authoring/targets.ts';
import { byComma, repeated } from '../command.ts';

/** The flags that say which rules to take. */
export function ruleOptions(command: Command): Command {
  return command
    .option('--rule <rule>', 'a rule: its text, an id, a file, or - for standard input; can be repeated', repeated)
    .option(
      '--rules <path>',
      'a file (.gsl, .yaml, .json), folder or glob of rules, npm:PACKAGE, or -; can be repeated',
      repeated,
    )
    .option('--ruleset <id>', 'a bundled ruleset or pack, or all; can be repeated', repeated);
}

/** The flags that choose among these rules. */
export function selectionOptions(command: Command): Command {
  return command
    .option('--id <ids>', 'only rules with these ids, by comma; * stands for any run, ! in front leaves out', byComma)
    .option('--skip <ids>', 'not the rules with these ids, by comma; * stands for any run', byComma)
    .option('--severity <severities>', 'only rules of these severities, by comma', byComma)
    .option('--framework <names>', 'only rules of these frameworks, by comma; * stands for any run', byComma)
    .option('--category <names>', 'only rules of these categories', repeated);
}

/** The flags that say which project the command runs in. */
export function projectOptions(command: Command): Command {
  return command
    .option('--config <file>', 'the project file, instead of the nearest gsl.yaml upward')
    .option('--no-config', 'without a project file');
}

/** The flags that say what a SARIF log holds. */
export function sarifFlags(command: Command): Command {
  return command
    .option('--sarif-include <what>', 'what SARIF lists beside open failures: excluded, undecided, gone, all', byComma)
    .option('--sarif-category <name>', 'what tells a SARIF log from others of the same commit (default: gsl)');
}

/** The flags that say how a command about rules answers. */
export function answerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-f, --format <name>', 'how to answer, with =file for a file; can be repeated (default: text)')
        .choices(AUTHORING_FORMATS)
        .argParser(repeated),
    )
    .option('-o, --output <file>', 'write the answer to a file, whole or not at all');
}

/** The flag that runs a command again. */
export function watchOption(command: Command): Command {
  return command.option('--watch', 'run again whenever a file that is read changes, until Ctrl-C');
}
