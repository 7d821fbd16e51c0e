import { Marked, type Tokens } from 'marked';
import { ruleHtml } from '../../src/cli/docs/rule-html.ts';
import { escapeAttribute, escapeContent } from '../../src/reporters/escape.ts';

/** A page of Markdown as HTML. */
export interface MarkdownPage {
  /** Its first heading. */
  readonly title: string;
  readonly body: string;
}

/** Markdown as HTML, with ids of headings as GitHub gives them, and links as `rewrite` says. */
export function markdownPage(text: string, rewrite: (link: string) => string): MarkdownPage {
  const taken = new Map<string, number>();
  let title = '';
  const marked = new Marked({
    walkTokens: (token) => {
      if (token.type === 'link' || token.type === 'image') {
        const link = token as Tokens.Link | Tokens.Image;
        link.href = rewrite(link.href);
      }
    },
    renderer: {
      heading({ tokens, depth, text: written }) {
        const inner = this.parser.parseInline(tokens);
        if (title === '') title = plain(inner);
        return `<h${depth} id="${slugOf(written, taken)}">${inner}</h${depth}>\n`;
      },
      image({ href, text: alt }) {
        // A page loads nothing from elsewhere, badges neither.
        if (/^(?:[a-z]+:|\/\/)/iu.test(href)) return escapeContent(alt);
        return `<img src="${escapeAttribute(href)}" alt="${escapeAttribute(alt)}">`;
      },
      code({ text: code, lang }) {
        return `<pre tabindex="0"><code>${lang === 'gsl' ? ruleHtml(code) : escapeContent(code)}</code></pre>\n`;
      },
      table(token) {
        const cell = ({ tokens, header }: Tokens.TableCell): string =>
          `<${header ? 'th scope="col"' : 'td'}>${this.parser.parseInline(tokens)}</${header ? 'th' : 'td'}>`;
        const row = (cells: readonly Tokens.TableCell[]): string => `<tr>${cells.map(cell).join('')}</tr>`;
        const body = token.rows.map(row).join('\n');
        return `<div class="wrap" tabindex="0"><table><thead>${row(token.header)}</thead><tbody>\n${body}\n</tbody></table></div>\n`;
      },
    },
  });
  const body = marked.parse(text, { async: false });
  return { title, body };
}

/** The id that GitHub gives a heading; a second of the same name has a number. */
function slugOf(heading: string, taken: Map<string, number>): string {
  const slug = plain(heading)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, '')
    .replaceAll(' ', '-');
  const before = taken.get(slug) ?? 0;
  taken.set(slug, before + 1);
  return before === 0 ? slug : `${slug}-${before}`;
}

/** Without code marks, links and tags. */
function plain(text: string): string {
  return text
    .replace(/<[^>]*>/gu, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/gu, '$1')
    .replaceAll('`', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
