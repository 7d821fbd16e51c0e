import { posix } from 'node:path';
import { escapeAttribute, escapeContent } from '../../reporters/escape.ts';

/** A page of a site, before it is wrapped. */
export interface SitePage {
  /** Where it lies in the site: `rules/A.1.html`. */
  readonly path: string;
  /** What stands in the window's title. */
  readonly title: string;
  /** HTML, escaped. */
  readonly body: string;
  /** Scripts of the site that it runs, by their paths in it. */
  readonly scripts?: readonly string[];
}

/** What all pages of a site share. */
export interface SiteFrame {
  /** The way through the site, in every page. */
  readonly navigation: readonly (readonly [title: string, path: string])[];
  /** What made it; so it is known again. */
  readonly generator?: string;
  /** What a page may load; anything of its host where it is absent. */
  readonly policy?: string;
}

/** Where the look of all pages lies in a site. */
export const STYLE_FILE = 'style.css';

/** What style and script begin with, as pages are marked by who made them. */
export const SITE_COMMENT = '/* Made by gsl docs. */';

/** A whole page. Style and scripts are files beside it: no host's policy has to allow any that stand in a page. */
export function sitePage(
  { path, title, body, scripts = [] }: SitePage,
  { navigation, generator, policy }: SiteFrame,
): string {
  const to = (target: string): string => escapeAttribute(linkBetween(path, target));
  const links = navigation.map(([name, target]) => {
    const current = target === path ? ' aria-current="page"' : '';
    return `<li><a href="${to(target)}"${current}>${escapeContent(name)}</a></li>`;
  });
  const head = [
    '<meta charset="utf-8">',
    ...(policy === undefined
      ? []
      : [`<meta http-equiv="Content-Security-Policy" content="${escapeAttribute(policy)}">`]),
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    ...(generator === undefined ? [] : [generatorMark(generator)]),
    `<title>${escapeContent(title)}</title>`,
    `<link rel="stylesheet" href="${to(STYLE_FILE)}">`,
    ...scripts.map((script) => `<script src="${to(script)}" defer></script>`),
  ];
  const footer = generator === undefined ? '' : `<footer>Made by ${escapeContent(generator)}</footer>\n`;
  return `<!doctype html>
<html lang="en">
<head>
${head.join('\n')}
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Site"><ul>${links.join('')}</ul></nav>
<main id="content" tabindex="-1">
${body}</main>
${footer}</body>
</html>
`;
}

/** The line by which a page tells what made it. */
export function generatorMark(generator: string): string {
  return `<meta name="generator" content="${escapeAttribute(generator)}">`;
}

/** The link from one page of a site to another. It works without a host too. */
export function linkBetween(from: string, to: string): string {
  const way = posix.relative(posix.dirname(from), to);
  return way.split('/').map(encodeURIComponent).join('/');
}
