import { escapeContent } from '../../reporters/escape.ts';
import { semanticTokens } from '../../services/semantic-tokens.ts';

/** A rule's text as HTML, with each word by what it is, as the editors show it. */
export function ruleHtml(text: string): string {
  let at = 0;
  let html = '';
  for (const { span, kind } of semanticTokens(text)) {
    html += escapeContent(text.slice(at, span.start));
    html += `<span class="gsl-${kind}">${escapeContent(text.slice(span.start, span.end))}</span>`;
    at = span.end;
  }
  return html + escapeContent(text.slice(at));
}
