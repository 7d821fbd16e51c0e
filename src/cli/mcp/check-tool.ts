import * as z from 'zod';
import { check as checkText } from '../../check/check.ts';
import { plural } from '../../reporters/words.ts';
import { applyFixes } from '../../text/apply-fixes.ts';
import { formatMessage } from '../../text/format-message.ts';
import { type Diagnostic, hasError } from '../../text/message.ts';
import { defined } from '../../text/defined.ts';
import { formatRule } from '../../syntax/format.ts';
import { parseRepaired } from '../../syntax/repaired.ts';
import { schemasFor, typesNamed } from '../rules.ts';
import { listsArgument, matchCaseArgument } from './arguments.ts';
import { shortLines } from './bounded.ts';
import { messageData, messageSchema } from './message-data.ts';
import { tool } from './tool.ts';

/** What is wrong with a rule, and its text with what can be mended mended. */
export const check = tool({
  name: 'check',
  title: 'Check a GSL rule',
  description:
    'Says whether a rule in GSL (CloudGuard Governance Specification Language) can be run, and what is wrong or doubtful about it, with places, advice and repairs. Check every rule that you write.',
  input: z.object({
    rule: z.string().describe('the text of one rule in GSL'),
    strict: z.boolean().optional().describe('refuse what only this engine knows, not CloudGuard'),
    lists: listsArgument,
    matchCase: matchCaseArgument,
  }),
  output: z.object({
    ok: z.boolean().describe('whether the rule can be run'),
    diagnostics: z.array(messageSchema),
    corrected: z.string().optional().describe('the rule with its certain repairs done; check it again'),
    formatted: z.string().optional().describe('the rule in its canonical form, where it can be run'),
  }),
  run: async ({ rule, strict, lists, matchCase }) => {
    const schemas = await schemasFor(typesNamed([{ logic: rule }]));
    const found = checkText({ name: 'rule', text: rule }, { schemas, ...defined({ strict, lists, matchCase }) });
    const ok = !hasError(found);
    const corrected = correctedText(rule, found);
    const count = (severity: Diagnostic['severity']): number => found.filter((one) => one.severity === severity).length;
    const verdict = ok ? 'the rule can be run' : 'the rule cannot be run';
    const counts = `${plural(count('error'), 'error')}, ${plural(count('warning'), 'warning')}`;
    const lines = [`${verdict}: ${counts}`, ...found.map(formatMessage)];
    if (corrected !== undefined) lines.push(`with its repairs:\n${corrected}`);
    return {
      data: {
        ok,
        diagnostics: found.map(messageData),
        ...defined({ corrected, formatted: formattedText(rule) }),
      },
      text: shortLines(lines.join('\n\n')),
    };
  },
});

/** The canonical form of what is a rule. */
function formattedText(text: string): string | undefined {
  const { rule } = parseRepaired(text);
  return rule && formatRule(rule);
}

/** The text after the one repair of each message that has just one, a suggestion too: it is shown, and nothing is written. */
function correctedText(text: string, found: readonly Diagnostic[]): string | undefined {
  const fixes = found.flatMap(({ fixes: own = [] }) => (own.length === 1 ? own : []));
  return fixes.length === 0 ? undefined : applyFixes(text, fixes);
}
