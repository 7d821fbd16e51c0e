import { escapeAttribute, escapeContent } from '../../reporters/escape.ts';
import { plural } from '../../reporters/words.ts';
import { isEnabled } from '../../rules/rule.ts';
import { severities } from '../../rules/severity.ts';
import { printable } from '../../text/format-message.ts';
import { linkBetween } from './page.ts';
import type { RuleEntry } from './rule-entry.ts';
import { severityBadge } from './rule-page.ts';

/** More standards than this are counted, not named, in the list. */
const MAX_STANDARDS = 2;

/** What the list can be filtered by. */
interface Choice {
  readonly name: 'severity' | 'framework' | 'target' | 'ruleset';
  readonly title: string;
  readonly values: readonly string[];
  readonly of: (entry: RuleEntry) => readonly string[];
}

/** The list of all rules, as HTML, with the form that filters it; whole where no script runs. */
export function ruleList(title: string, entries: readonly RuleEntry[], path: string, folder: string): string {
  const choices = choicesOf(entries);
  const rows = entries.map((entry) => rowHtml(entry, choices, linkBetween(path, `${folder}/${entry.page}`)));
  const rulesets = new Set(entries.map(({ ruleset }) => ruleset)).size;
  return `<h1>${escapeContent(printable(title))}</h1>
<p>${plural(entries.length, 'rule')} in ${plural(rulesets, 'ruleset')}: ${countsText(entries)}.</p>
<form class="filter" id="filter" hidden>
<label>Text<input type="search" name="text" autocomplete="off"></label>
${choices.map(selectHtml).join('\n')}
<button type="reset">Show all</button>
</form>
<p role="status" id="shown"></p>
<table class="rules">
<thead><tr><th scope="col">Rule</th><th scope="col">Severity</th><th scope="col">What</th><th scope="col">Target</th><th scope="col">Frameworks</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
${rulesetsHtml(entries)}`;
}

function choicesOf(entries: readonly RuleEntry[]): readonly Choice[] {
  const choice = (name: Choice['name'], title: string, of: Choice['of']): Choice => ({
    name,
    title,
    of,
    values: [...new Set(entries.flatMap(of))].filter((value) => value !== '').sort(),
  });
  const severity = choice('severity', 'Severity', ({ rule }) => [rule.severity]);
  return [
    { ...severity, values: [...severities].reverse().filter((value) => severity.values.includes(value)) },
    choice('framework', 'Framework', ({ standards }) => standards),
    choice('target', 'Target', ({ target }) => [target]),
    choice('ruleset', 'Ruleset', ({ ruleset }) => [ruleset.name]),
  ];
}

/** The first option stands for all; the others are counted from 1, as rows name them. */
function selectHtml({ name, title, values }: Choice): string {
  const options = values.map(
    // Filtered by its place: what stands here is for the address that is shared.
    (value) => `<option value="${escapeAttribute(printable(value))}">${escapeContent(printable(value))}</option>`,
  );
  return `<label>${title}<select name="${name}"><option value="">All</option>${options.join('')}</select></label>`;
}

function rowHtml(entry: RuleEntry, choices: readonly Choice[], link: string): string {
  const { rule, target, standards } = entry;
  const data = choices.map(({ name, values, of }) => {
    const places = of(entry).map((value) => values.indexOf(value) + 1);
    return `data-${name}="${places.join(' ')}"`;
  });
  const named = standards.slice(0, MAX_STANDARDS).map(printable).join('; ');
  const more = standards.length > MAX_STANDARDS ? ` +${standards.length - MAX_STANDARDS}` : '';
  const off = isEnabled(rule) ? '' : ' <strong>not enabled</strong>';
  return `<tr ${data.join(' ')}><td><a href="${escapeAttribute(link)}">${escapeContent(printable(rule.id))}</a></td><td>${severityBadge(rule.severity)}</td><td>${escapeContent(printable(rule.name))}${off}</td><td>${escapeContent(printable(target))}</td><td>${escapeContent(named + more)}</td></tr>`;
}

function countsText(entries: readonly RuleEntry[]): string {
  return [...severities]
    .reverse()
    .map((severity) => [severity, entries.filter(({ rule }) => rule.severity === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severity}`)
    .join(', ');
}

function rulesetsHtml(entries: readonly RuleEntry[]): string {
  const rulesets = [...new Set(entries.map(({ ruleset }) => ruleset))];
  const rows = rulesets.map((ruleset) => {
    const { name, id = '', version = '', description = '' } = ruleset;
    const count = entries.filter((entry) => entry.ruleset === ruleset).length;
    return `<dt>${escapeContent(printable(name))}</dt><dd>${[
      id,
      version === '' ? '' : `version ${version}`,
      plural(count, 'rule'),
    ]
      .filter((part) => part !== '')
      .map((part) => escapeContent(printable(part)))
      .join(', ')}${description === '' ? '' : `. ${escapeContent(printable(description))}`}</dd>`;
  });
  return `<h2>Rulesets</h2>\n<dl>\n${rows.join('\n')}\n</dl>\n`;
}
