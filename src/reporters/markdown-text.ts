import { replaced, withoutHidden } from '../text/hidden.ts';
import type { remediationWays } from './remediation.ts';
import { printableLines } from './words.ts';

/**
 * Any text as plain text in GitHub's markdown: whatever could mean something there or in HTML becomes a numeric entity.
 * GitHub looks for `@name` and `#1` after it has read the entities, so they are set apart from what follows.
 */
export function escapeMarkdown(text: string): string {
  return entities(text).replace(/&#64;|&#35;/gu, '$&&#8203;');
}

/**
 * Any text as a code span, where GitHub looks for no names: it reads as it is, and can be copied so. One that could be
 * more than a span somewhere is an element with entities.
 */
export function inlineCode(text: string): string {
  const shown = withoutHidden(text, replaced);
  if (shown.trim() === '') return '<code> </code>';
  if (OTHERWISE.test(shown)) return `<code>${entities(text)}</code>`;
  const fence = '`'.repeat(longestRun(shown) + 1);
  // A space on both sides is taken away.
  const space = /^`|`$|^ .* $/su.test(shown) ? ' ' : '';
  return `${fence}${space}${shown}${space}${fence}`;
}

/** What ends a cell of a table, and what looks like an element or a name, should something read it before the span is. */
const OTHERWISE = /[|\r\n@&\\]|<(?![ =])/u;

/** What is said to a person: the text of others, between backticks, as code, and the rest as text. */
export function prose(text: string): string {
  const parts = text.split('`');
  // One backtick too many is of the text itself.
  if (parts.length % 2 === 0) return escapeMarkdown(text);
  return parts.map((part, index) => (index % 2 === 0 ? escapeMarkdown(part) : inlineCode(part))).join('');
}

function entities(text: string): string {
  return withoutHidden(text, replaced).replace(/[^\p{L}\p{N}\p{M} ,./=()%'-]|(?<=www)\./giu, numeric);
}

/** The numeric entity of a character. */
function numeric(character: string): string {
  return `&#${String(character.codePointAt(0))};`;
}

/** Lines as they are, between fences that are longer than any in them. */
export function fenced(text: string): string {
  const fence = '`'.repeat(Math.max(2, longestRun(text)) + 1);
  return `${fence}text\n${text}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
}

/** How to mend what a rule found; commands as they are, the rest as text. Empty when the rule does not say. */
export function remediationMarkdown(ways: ReturnType<typeof remediationWays>): string {
  return ways
    .map(([way, text]) => {
      const lines = printableLines(text);
      return (
        (way === 'text' ? '' : `**${escapeMarkdown(way)}**\n\n`) + (way === 'cli' ? fenced(lines) : paragraph(lines))
      );
    })
    .join('\n\n');
}

/** Lines of plain text; none of them begins a list or underlines a heading. */
function paragraph(lines: string): string {
  return lines
    .split('\n')
    .map((line) => escapeMarkdown(line.trim()).replace(/^[-=\d]/u, numeric))
    .join('<br>\n');
}
