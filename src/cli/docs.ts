import { loadRuleIntents } from '../rules/packs/index.ts';
import { plural } from '../reporters/words.ts';
import { hasError } from '../text/message.ts';
import { version } from '../version.ts';
import { chosenRules, type ChosenRulesFlags } from './chosen-rules.ts';
import { rulePages } from './docs/rule-pages.ts';
import { writeSite } from './docs/write-site.ts';
import { EXIT, UsageError } from './exit-codes.ts';
import type { CommandIo } from './io.ts';

/** The flags of `gsl docs`, as they were written. */
export interface DocsFlags extends ChosenRulesFlags {
  readonly title?: string;
}

/** What pages may load: style and script beside them, from a host or from a disk. */
const POLICY =
  "default-src 'none'; style-src 'self' file:; script-src 'self' file:; base-uri 'none'; form-action 'none'";

/** `gsl docs`: writes a site about rules into a folder: a list of them, and a page for each. Gives the exit code. */
export async function docs(folder: string, named: readonly string[], flags: DocsFlags, io: CommandIo): Promise<number> {
  const { rulesets, checked, diagnostics } = await chosenRules(named, flags, io);
  const count = rulesets.reduce((sum, { rules }) => sum + rules.length, 0);
  if (count === 0) throw new UsageError('there are no rules to show; see what `gsl rules` lists for the same flags');
  const messages = new Map(checked.map(({ rule, diagnostics: said }) => [rule, said]));
  const intents = await loadRuleIntents();
  const generator = `gsl docs ${version}`;
  const files = rulePages(
    {
      rulesets,
      messagesOf: (rule) => (messages.get(rule) ?? []).filter(({ severity }) => severity !== 'note'),
      intentsOf: ({ id }) => intents.get(id) ?? [],
    },
    { title: flags.title ?? 'Rules', index: 'index.html', folder: 'rules' },
    { navigation: [['All rules', 'index.html']], generator, policy: POLICY },
  );
  const removed = await writeSite(folder, files);
  const gone = removed === 0 ? '' : `; removed ${plural(removed, 'page')} of rules that are no longer among them`;
  await io.out(`wrote ${folder}/index.html and ${plural(count, 'page')}${gone}\n`);
  return hasError(diagnostics) ? EXIT.error : EXIT.ok;
}
