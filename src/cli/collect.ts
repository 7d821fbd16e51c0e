import { scriptText } from './collect-script.ts';
import type { Collecting } from './collecting-type.ts';
import { collecting } from './collecting.ts';
import { compilationOf } from '../assess/compilation.ts';
import { readsByType } from '../assess/reads-by-type.ts';
import type { LoadedRuleset } from '../rules/rule.ts';
import type { Environment } from '../run/environment.ts';
import { defined } from '../text/defined.ts';
import { printable } from '../text/format-message.ts';
import { isError } from '../text/message.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';
import { printDiagnostics, printSaid } from './messages.ts';
import { loadRules } from './rules.ts';

/** The flags of `gsl collect`, as they were written. */
export interface CollectFlags {
  readonly ruleset?: readonly string[];
  readonly policy?: boolean;
}

/** `gsl collect`: prints the commands that make the inventory which rules need, or the least IAM policy for them. */
export async function collect(paths: readonly string[], flags: CollectFlags, io: CommandIo): Promise<number> {
  const { ruleset, policy } = flags;
  if (paths.length === 0 && ruleset === undefined) throw new UsageError('name a file, or a ruleset with --ruleset');
  const { rulesets, diagnostics, environment } = await loadRules({ rules: paths, ...defined({ ruleset }) });
  const errors = diagnostics.filter(isError);
  printDiagnostics(io, errors);
  if (errors.length > 0) return EXIT.error;
  const found = new Map<string, Collecting>();
  const reads = new Map<string, Set<string>>();
  const wanted = [...typesOf(rulesets, environment, reads)];
  for (const [type, vendor] of wanted) {
    const how = collecting(type, vendor, reads.get(type) ?? new Set());
    for (const other of how?.also ?? []) if (!wanted.some(([one]) => one === other)) wanted.push([other, vendor]);
    if (how === undefined) printSaid(io, 'warning', `no command is known that lists \`${printable(type)}\``);
    else found.set(`${type}\n${vendor ?? ''}`, how);
  }
  const all = [...found.values()];
  await io.out(policy === true ? policyText(all) : scriptText(all));
  return all.length === 0 ? EXIT.error : EXIT.ok;
}

/** The types that rules judge or look up, each with the vendor of its ruleset, in order of their names; what they read of each goes into `reads`. */
function typesOf(
  rulesets: readonly LoadedRuleset[],
  environment: Environment,
  reads: Map<string, Set<string>>,
): readonly (readonly [type: string, vendor: string | undefined])[] {
  const types = new Map<string, readonly [string, string | undefined]>();
  for (const { rules, cloudVendor } of rulesets) {
    for (const rule of rules) {
      const { compiled } = compilationOf(rule, environment, environment);
      for (const [type, names] of compiled === undefined ? [] : readsByType(compiled)) {
        reads.set(type, new Set([...(reads.get(type) ?? []), ...names]));
      }
      for (const type of [compiled?.target, ...(compiled?.resourceTypes ?? [])]) {
        if (type !== undefined) types.set(`${type}\n${cloudVendor ?? ''}`, [type, cloudVendor]);
      }
    }
  }
  return [...types.values()].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)));
}

/** The least policy of AWS for the commands. */
function policyText(all: readonly Collecting[]): string {
  const wanted = all.filter(({ actions }) => actions.length > 0);
  const more = wanted.some(({ where }) => where === 'region') ? ['ec2:DescribeRegions'] : [];
  const actions = [...new Set([...wanted.flatMap((one) => one.actions), ...more])].toSorted();
  const statement = { Sid: 'Collect', Effect: 'Allow', Action: actions, Resource: '*' };
  return `${JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, undefined, 2)}\n`;
}
