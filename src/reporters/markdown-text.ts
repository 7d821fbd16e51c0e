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

/** Any text in one `code` element, where GitHub looks for no names: it can be copied as it is. */
export function inlineCode(text: string): string {
  return `<code>${entities(text) || ' '}</code>`;
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
  let longest = 2;
  for (const [run] of text.matchAll(/`+/gu)) longest = Math.max(longest, run.length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
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
