import pc from 'picocolors';
import { ruleTarget } from '../check/rule-target.ts';
import { jsonText } from '../reporters/json-text.ts';
import { remediationWays } from '../reporters/remediation.ts';
import { ruleFacts } from '../reporters/rule-facts.ts';
import { block, cut, padded, severityText, widthOf } from '../reporters/terminal/page.ts';
import { plural, printableLines } from '../reporters/words.ts';
import { isEnabled, type LoadedRule } from '../rules/rule.ts';
import { printable } from '../text/format-message.ts';
import { hasError } from '../text/message.ts';
import { chosenRules, type ChosenRulesFlags } from './chosen-rules.ts';
import { EXIT } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

/** The flags of `gsl rules`, as they were written. */
export interface ListFlags extends ChosenRulesFlags {
  readonly format: (typeof LIST_FORMATS)[number];
}

/** What `--format` takes. */
export const LIST_FORMATS = ['text', 'json'] as const;

/** `gsl rules`: lists rules, or shows all that is known of those that are named. Gives the exit code. */
export async function listRules(named: readonly string[], flags: ListFlags, io: CommandIo): Promise<number> {
  const { rulesets, diagnostics } = await chosenRules(named, flags, io);
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  if (flags.format === 'json') await io.out(`${jsonText(rules.map(withTarget), 2)}\n`);
  else if (named.length > 0 && rules.length <= MAX_SHOWN) await io.out(rules.map((one) => shown(one, io)).join('\n'));
  else await io.out(listText(rules, io));
  return hasError(diagnostics) ? EXIT.error : EXIT.ok;
}

/** More rules than this are listed, also where they are named. */
const MAX_SHOWN = 5;

function withTarget(rule: LoadedRule): object {
  return { target: ruleTarget(rule.logic), ...rule };
}

/** A line for each rule: id, severity, target, its first framework, its name. */
function listText(rules: readonly LoadedRule[], { colorOut, width = Infinity }: CommandIo): string {
  const colors = pc.createColors(colorOut);
  const rows = rules.map((rule) => [
    colors.bold(cut(printable(rule.id), 40)),
    severityText(rule.severity, colors),
    printable(ruleTarget(rule.logic) ?? ''),
    cut(frameworksText(rule.frameworks), 40),
  ]);
  const titles = ['Rule', 'Severity', 'Target', 'Framework'];
  const widths = titles.map((title, at) => Math.max(widthOf(title), ...rows.map((row) => widthOf(row[at] ?? ''))));
  const line = (row: readonly string[]): string => row.map((cell, at) => padded(cell, widths[at] ?? 0)).join('  ');
  const room = Math.max(12, width - widths.reduce((sum, own) => sum + own + 2, 0));
  const lines = rules.map((rule, at) => `${line(rows[at] ?? [])}  ${cut(printable(rule.name), room)}`.trimEnd());
  return `${[colors.dim(line(titles).trimEnd()), ...lines, '', plural(rules.length, 'rule')].join('\n')}\n`;
}

function frameworksText(frameworks: LoadedRule['frameworks'] = []): string {
  const [first = '', ...others] = frameworks.map((framework) => printable(framework));
  return others.length === 0 ? first : `${first} +${others.length}`;
}

/** All that is known of a rule. */
function shown(rule: LoadedRule, { colorOut, width = Infinity }: CommandIo): string {
  const colors = pc.createColors(colorOut);
  const page = { width };
  const { bold, cyan } = colors;
  const off = isEnabled(rule) ? '' : '  (not enabled)';
  const lines = block(
    `${bold(printable(rule.id))}  ${severityText(rule.severity, colors)}${off}  ${printable(rule.name)}`,
    0,
    page,
  );
  const section = (title: string, text: string | undefined): void => {
    if (text === undefined || text === '') return;
    lines.push(cyan(`${title}:`), ...block(printableLines(text), 2, page));
  };
  section('rule', rule.logic);
  section('target', ruleTarget(rule.logic));
  section('description', rule.description);
  section('rationale', rule.rationale);
  for (const [way, text] of remediationWays(rule))
    section(way === 'text' ? 'remediation' : `remediation, ${printable(way)}`, text);
  for (const [title, text] of ruleFacts(rule)) if (title !== 'Frameworks') section(titleInLine(title), text);
  section('frameworks', rule.frameworks?.join('\n'));
  section('references', rule.references?.map(({ title, url }) => `${title}: ${url}`).join('\n'));
  section('tests', testsText(rule.tests));
  return `${lines.join('\n')}\n`;
}

/** As the other sections are called. */
function titleInLine(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

function testsText(tests: unknown): string | undefined {
  if (!Array.isArray(tests)) return undefined;
  return (tests as readonly unknown[]).map((one) => jsonText(one)).join('\n');
}
