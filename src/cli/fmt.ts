import { plural } from '../reporters/words.ts';
import { isRulePage } from '../rules/rule-page.ts';
import { defined } from '../text/defined.ts';
import type { Message } from '../text/message.ts';
import { version } from '../version.ts';
import type { AuthoringFindings, Looked } from './authoring/report.ts';
import { type AuthoringFlags, type AuthoringTargets, authoringTargets } from './authoring/targets.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import { isStill, readStdin, readText, ruleFiles, STDIN } from './files.ts';
import { type Formatted, formatFile, left } from './formatting.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics } from './messages.ts';
import { replaceFile } from './output.ts';
import { projectOf } from './project/project.ts';

/** The flags of `gsl fmt`, as they were written. */
export interface FmtFlags extends AuthoringFlags {
  readonly check?: boolean;
  readonly config?: string | false;
}

/** `gsl fmt`: writes rules in their canonical form. Gives the exit code. */
export async function fmt(named: readonly string[], flags: FmtFlags, io: CommandIo): Promise<number> {
  const targets = await authoringTargets(flags, io);
  const paths = named.length > 0 ? named : ((await projectOf(flags.config, io)).rules ?? []);
  if (paths.length === 0) throw new UsageError('name a file, a folder or a glob of rules, or - for standard input');
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError('standard input is formatted by itself: name no file beside -');
    return await fmtStdin(flags, targets, io);
  }
  const looked: Looked[] = [];
  let changed = 0;
  let broken = 0;
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
    let formatted = formatFile(text, file, !isFound);
    if (formatted.text !== text && !(await isStill(file, text)))
      formatted = left(text, file, 'the file is not UTF-8, or is being changed', formatted.messages);
    if (targets.isText) printDiagnostics(io, formatted.messages);
    if (formatted.isBroken) broken += 1;
    looked.push(lookedAt(file, text, formatted, flags));
    if (formatted.text === text) continue;
    changed += 1;
    if (targets.isText) await io.out(`${file}\n`);
    if (!flags.check) await replaceFile(file, formatted.text);
  }
  const verb = flags.check ? 'would change' : 'changed';
  const errors = broken > 0 ? `, ${broken} with errors` : '';
  if (targets.isText) await io.out(`${plural(looked.length, 'file')}: ${changed} ${verb}${errors}\n`);
  await targets.write(reportOf(looked, { files: looked.length, changed, broken }));
  if (broken > 0) return EXIT.error;
  return flags.check && changed > 0 ? EXIT.findings : EXIT.ok;
}

/** Standard input, a rule or YAML, to standard output; with `--check` only the exit code says whether it would change. */
async function fmtStdin(flags: FmtFlags, targets: AuthoringTargets, io: CommandIo): Promise<number> {
  const { check = false } = flags;
  if (!check && !targets.isText)
    throw new UsageError('the formatted standard input goes to standard output: write --format FMT=FILE, or --check');
  const text = await readStdin(io.stdin);
  const formatted = formatFile(text, STDIN, true);
  if (targets.isText) printDiagnostics(io, formatted.messages);
  const { isBroken } = formatted;
  const isChanged = formatted.text !== text;
  const counts = { files: 1, changed: Number(isChanged), broken: Number(isBroken) };
  if (!check && !isBroken) await io.out(formatted.text);
  await targets.write(reportOf([lookedAt(STDIN, text, formatted, flags)], counts));
  if (isBroken) return EXIT.error;
  return check && isChanged ? EXIT.findings : EXIT.ok;
}

/** A file is one case; with `--check` what would change is what is wrong with it. */
function lookedAt(file: string, text: string, { messages, text: formatted }: Formatted, { check }: FmtFlags): Looked {
  const isWrong = check === true && formatted !== text;
  return {
    suite: 'fmt',
    name: file,
    messages: [...messages, ...(isWrong ? [notFormatted(file, text, formatted)] : [])],
  };
}

/** At the first line that would be another one. */
function notFormatted(name: string, text: string, formatted: string): Message {
  let at = 0;
  while (at < text.length && text[at] === formatted[at]) at += 1;
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const span = { start, end: end < 0 ? text.length : end };
  const [line = ''] = formatted.slice(start).split('\n', 1);
  return {
    code: 'not-formatted',
    severity: 'error',
    message: 'the file is not in canonical form',
    at: { kind: 'text', source: { name, text }, span },
    ...defined({ help: line.trim() === '' ? undefined : `gsl fmt writes \`${line.trim()}\`` }),
  };
}

function reportOf(looked: readonly Looked[], counts: AuthoringFindings['counts']): AuthoringFindings {
  const files = new Set(looked.map(({ name }) => name).filter((name) => name !== STDIN));
  return { command: 'fmt', version, looked, files, counts };
}
