import { readRuleTests } from '../../assess/read-rule-tests.ts';
import { isTemplate } from '../../findings/fill-template.ts';
import { escapeAttribute, escapeContent } from '../../reporters/escape.ts';
import { jsonText } from '../../reporters/json-text.ts';
import { frameworksOf } from '../../reporters/frameworks.ts';
import { remediationWays } from '../../reporters/remediation.ts';
import { ruleFacts } from '../../reporters/rule-facts.ts';
import { capitalize, printableLines } from '../../reporters/words.ts';
import { isEnabled } from '../../rules/rule.ts';
import type { Severity } from '../../rules/severity.ts';
import { printable } from '../../text/format-message.ts';
import { withoutHidden } from '../../text/hidden.ts';
import type { RuleEntry } from './rule-entry.ts';
import { ruleHtml } from './rule-html.ts';

/** Ways to mend something that are told in sentences; the others are code. */
const PROSE = ['text', 'portal'];

/** What is known of a rule, as HTML. */
export function rulePage(entry: RuleEntry, index: string): string {
  const { rule, intents } = entry;
  const references = (rule.references ?? []).map(({ title, url }) => item(link(url, title === '' ? url : title)));
  const ways = remediationWays(rule);
  const note = ways.some(([, text]) => isTemplate(text))
    ? '<p class="note">Names in double braces stand for values of the entity; reports fill them in.</p>\n'
    : '';
  const sections: readonly (readonly [title: string, html: string])[] = [
    ['Rule', `<pre class="rule" tabindex="0"><code>${ruleHtml(printableLines(rule.logic))}</code></pre>\n`],
    ['Description', prose(rule.description)],
    ['Why', prose(rule.rationale)],
    ['Remediation', ways.map(([way, text]) => wayHtml(way, text, ways.length > 1)).join('') + note],
    ['Frameworks', list(frameworks(entry, index))],
    ['Intent', list(intents.map((intent) => item(intentHtml(intent))))],
    ['References', list(references)],
    ['Tests', testsHtml(rule.tests)],
    ['How to run it', commandHtml(entry)],
  ];
  const shown = sections
    .filter(([, html]) => html !== '')
    .map(([title, html]) => `<section>\n<h2>${title}</h2>\n${html}</section>\n`);
  return `${head(entry, index)}${shown.join('')}`;
}

/** A severity as a badge. */
export function severityBadge(severity: Severity): string {
  return `<span class="severity ${severity.toLowerCase()}">${severity}</span>`;
}

/** The fragment that the list of rules opens with, filtered. */
export function filterFragment(name: string, value: string): string {
  return `#${new URLSearchParams({ [name]: value }).toString()}`;
}

function head({ rule, ruleset, target, messages }: RuleEntry, index: string): string {
  const off = isEnabled(rule) ? '' : ' <strong>not enabled</strong>';
  const facts = [
    ['Target', target === '' ? '' : filterLink(index, 'target', target)],
    ['Ruleset', filterLink(index, 'ruleset', ruleset.name)],
    ...ruleFacts(rule)
      .filter(([title]) => title !== 'Frameworks')
      .map(([title, text]) => [title, escapeContent(text)]),
  ].filter(([, html]) => html !== '');
  const problems = messages.map(
    ({ severity, message, help }) =>
      `<p class="problem"><strong>${capitalize(severity)}:</strong> ${inline(help === undefined ? message : `${message} (${help})`)}</p>\n`,
  );
  return `<h1>${escapeContent(printable(rule.name))}</h1>
<p><code>${escapeContent(printable(rule.id))}</code> ${severityBadge(rule.severity)}${off}</p>
${problems.join('')}<dl class="facts">${facts.map(([title, html]) => `<dt>${title}</dt><dd>${html}</dd>`).join('')}</dl>
`;
}

function frameworks({ rule }: RuleEntry, index: string): readonly string[] {
  return frameworksOf(rule).map(({ standard, control }) => {
    const number = control === undefined ? '' : ` (${escapeContent(printable(control))})`;
    return item(`${filterLink(index, 'framework', standard)}${number}`);
  });
}

function filterLink(index: string, name: string, value: string): string {
  return `<a href="${escapeAttribute(index + filterFragment(name, printable(value)))}">${escapeContent(printable(value))}</a>`;
}

function intentHtml({ cloud, service, intent, lacks }: RuleEntry['intents'][number]): string {
  const part = lacks === undefined ? '' : ` <span class="note">(in part; without ${escapeContent(lacks)})</span>`;
  return `${escapeContent(`${cloud}, ${service}: ${intent}`)}${part}`;
}

function wayHtml(way: string, text: string, isNamed: boolean): string {
  const title = isNamed && way !== 'text' ? `<h3>${escapeContent(capitalize(printable(way)))}</h3>\n` : '';
  if (PROSE.includes(way)) return `${title}${prose(text)}`;
  return `${title || `<h3>${escapeContent(capitalize(printable(way)))}</h3>\n`}<pre class="wrapped" tabindex="0"><code>${escapeContent(printableLines(text))}</code></pre>\n`;
}

function testsHtml(tests: unknown): string {
  if (tests === undefined) return '';
  return readRuleTests(tests)
    .tests.map(({ index, test: { name = `test ${index + 1}`, expect, ...given } }) => {
      const outcome = `<span class="severity ${escapeAttribute(expect)}">${escapeContent(expect)}</span>`;
      const json = escapeContent(printableLines(jsonText(given, 2)));
      return `<details>\n<summary>${outcome} ${escapeContent(printable(name))}</summary>\n<pre tabindex="0"><code>${json}</code></pre>\n</details>\n`;
    })
    .join('');
}

/** An id that a shell takes as it is. */
const PLAIN_ID = /^[\w.:-]+$/u;

/** Only for rules that everybody has under their id. */
function commandHtml({ rule, ruleset: { packaging } }: RuleEntry): string {
  if (packaging === undefined || !PLAIN_ID.test(rule.id)) return '';
  const where = packaging.name === 'gsl-engine' ? `--rule ${rule.id}` : `--rules npm:${packaging.name} --id ${rule.id}`;
  return `<pre class="wrapped" tabindex="0"><code>gsl evaluate INVENTORY ${escapeContent(where)}</code></pre>\n`;
}

function list(items: readonly string[]): string {
  return items.length === 0 ? '' : `<ul>\n${items.join('\n')}\n</ul>\n`;
}

function item(html: string): string {
  return `<li>${html}</li>`;
}

function prose(text = ''): string {
  return text.trim() === '' ? '' : `<p class="text">${inline(text.trim())}</p>\n`;
}

/** Text with its lines, its words in backticks as code, and its addresses as links. */
function inline(text: string): string {
  return printableLines(text)
    .split(/(`[^`\n]+`|https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)])/u)
    .map((part, index) => {
      if (index % 2 === 0) return escapeContent(part);
      return part.startsWith('`') ? `<code>${escapeContent(part.slice(1, -1))}</code>` : link(part, part);
    })
    .join('');
}

/** Only addresses of the web become links: rules are untrusted. */
function link(url: string, title: string): string {
  const shown = escapeContent(printable(title));
  if (!/^https?:\/\//iu.test(url)) return title === url ? shown : `${shown}: ${escapeContent(printable(url))}`;
  return `<a href="${escapeAttribute(withoutHidden(url, encodeURIComponent))}" rel="noopener noreferrer">${shown}</a>`;
}
