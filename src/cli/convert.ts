import { check } from '../check/check.ts';
import { portalRuleset, terraformRuleset } from '../rules/portal.ts';
import { yamlRuleset } from '../rules/yaml-ruleset.ts';
import type { LoadedRule, LoadedRuleset } from '../rules/rule.ts';
import { jsonText } from '../reporters/json-text.ts';
import { schemaUrl } from '../reporters/report-head.ts';
import { plural } from '../reporters/words.ts';
import { defined } from '../text/defined.ts';
import { printable } from '../text/format-message.ts';
import { hasError } from '../text/message.ts';
import { version } from '../version.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { writeWhole } from './output.ts';
import { refuseOverwriting } from './overwriting.ts';
import { loadRules } from './rules.ts';

/** The flags of `gsl convert`, as they were written. */
export interface ConvertFlags {
  readonly to: 'portal' | 'terraform' | 'yaml';
  readonly ruleset?: readonly string[];
  readonly id?: readonly string[];
  readonly skip?: readonly string[];
  readonly output?: string;
}

/** `gsl convert`: rulesets as CloudGuard takes them, or in our own form. Rules that CloudGuard would not understand are named,
 * and nothing is written. */
export async function convert(paths: readonly string[], flags: ConvertFlags, io: CommandIo): Promise<number> {
  const { to, ruleset, output } = flags;
  if (paths.length === 0 && ruleset === undefined) throw new UsageError('name a file, or a ruleset with --ruleset');
  const { rulesets, diagnostics, checked, fileNames } = await loadRules({
    rules: paths,
    stdin: io.stdin,
    ...defined({ ruleset, ids: flags.id, skip: flags.skip }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  printDiagnostics(io, errors);
  if (hasError(errors)) return EXIT.error;
  const rules = rulesets.flatMap((one) => one.rules);
  if (rules.length === 0) throw new UsageError('there is no rule to convert');
  const isChosen = flags.id !== undefined || flags.skip !== undefined;
  if (!isChosen && rules.length < checked.length)
    printSaid(
      io,
      'note',
      `${plural(checked.length - rules.length, 'rule')} not enabled, which CloudGuard has no field for: left out`,
    );
  const refused = to === 'yaml' ? [] : rules.flatMap(refusalOf);
  if (refused.length > 0) {
    for (const line of refused) io.err(`${line}\n`);
    io.err(
      `${plural(refused.length, 'rule')} not to be converted; write them without extensions, or leave them out with --skip\n`,
    );
    return EXIT.error;
  }
  const text = WRITERS[to](rulesets);
  if (output === undefined) {
    await io.out(text);
    return EXIT.ok;
  }
  await refuseOverwriting([output], [], fileNames);
  await writeWhole(output, text);
  return EXIT.ok;
}

const WRITERS: Readonly<Record<ConvertFlags['to'], (rulesets: readonly LoadedRuleset[]) => string>> = {
  portal: portalText,
  terraform: (rulesets) => rulesets.map((one) => terraformRuleset(one)).join('\n'),
  // Editors that know YAML check and complete it by its schema.
  yaml: (rulesets) =>
    `# yaml-language-server: $schema=${schemaUrl(version, 'ruleset')}\n${rulesets.map(yamlRuleset).join('---\n')}`,
};

/** One ruleset is an object, as the portal imports it; several are a list, as its interface gives them. */
function portalText(rulesets: readonly LoadedRuleset[]): string {
  const [first, ...others] = rulesets.map(portalRuleset);
  return `${jsonText(others.length === 0 ? first : [first, ...others], 2)}\n`;
}

/** Why CloudGuard would not understand a rule: it uses what is ours. */
function refusalOf({ id, logic }: LoadedRule): readonly string[] {
  const [extension] = check(logic, { strict: true }).filter(({ severity }) => severity === 'error');
  return extension === undefined ? [] : [`error: \`${printable(id)}\`: ${printable(extension.message)}`];
}
