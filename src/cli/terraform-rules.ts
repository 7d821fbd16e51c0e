import { readInventory } from '../inventory/index.ts';
import { loadRuleset } from '../rules/load.ts';
import type { ParsedRulesets } from '../rules/parse-text.ts';
import { printable } from '../text/format-message.ts';
import { type Diagnostic, diagnostic } from '../text/message.ts';

/** What an author writes; the rest is made by CloudGuard. */
const WRITTEN = new Set(['name', 'description', 'cloud_vendor', 'language', 'rules', '*']);

/** The `dome9_ruleset` blocks of a `.tf` file as rulesets. A block of which not all is literal is an error, and left out. */
export async function terraformRules(file: string): Promise<ParsedRulesets> {
  const diagnostics: Diagnostic[] = [];
  const report = (code: string, severity: Diagnostic['severity'], message: string, help?: string): void => {
    const source = { name: file, text: '' };
    diagnostics.push(diagnostic({ code, severity, message, source, span: { start: 0, end: 0 }, help }));
  };
  const blocks: unknown[] = [];
  for await (const record of readInventory([file], { format: 'terraform-configuration' })) {
    if (record.kind === 'problem') report(record.code, 'error', record.message, record.help);
    if (record.kind !== 'entity' || record.entity.type !== 'dome9_ruleset') continue;
    const { type: _, source: _source, address, ...attributes } = record.entity;
    const [open] = Object.entries(record.unknown ?? {}).filter(([path]) => WRITTEN.has(path.split('.', 1)[0] ?? ''));
    if (open === undefined) blocks.push({ ...attributes, id: attributes['name'] });
    else
      report(
        'invalid-ruleset',
        'error',
        `\`${open[0]}\` of \`${String(address)}\` is not literal: ${open[1]}`,
        'read the plan: terraform show -json PLAN',
      );
  }
  const { rulesets, problems } = loadRuleset(blocks);
  for (const { code, severity, message, help } of problems) {
    if (blocks.length > 0) report(code, severity, printable(message), help);
  }
  return { rulesets: blocks.length === 0 ? [] : rulesets, diagnostics, logic: new Map(), placeOf: () => undefined };
}
