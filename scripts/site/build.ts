import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { playgroundPage } from '../playground-bundle.ts';
import { escapeHtml, markdownPage } from './markdown.ts';

const REPOSITORY = 'https://github.com/gsl-engine/gsl-engine/blob/main/';

/** What becomes a page, from the root of the project. */
const PAGES = ['*.md', 'docs/**/*.md', 'grammar/*.md', 'examples/**/*.md'];
/** What is linked to and stays what it is. */
const FILES = ['grammar/diagrams.html', 'grammar/gsl.ebnf', 'LICENSE'];
/** For those who work on the project with an assistant; no page. */
const LEFT_OUT = ['AGENTS.md'];

/** The way through the site, in every page. */
const NAVIGATION: readonly (readonly [title: string, path: string])[] = [
  ['Start', 'index.html'],
  ['Playground', 'playground.html'],
  ['Language', 'grammar/SEMANTICS.html'],
  ['Functions', 'grammar/functions.html'],
  ['Grammar', 'grammar/diagrams.html'],
  ['Messages', 'grammar/diagnostics.html'],
  ['Rules', 'docs/rules/README.html'],
  ['Inputs', 'examples/inventory/README.html'],
  ['API', 'api/index.html'],
  ['Changes', 'CHANGELOG.html'],
];

/**
 * Writes the site from what there is: readme, grammar, functions, messages, rules, recipes, decisions, and the playground, as
 * files for any host. The pages of the API are typedoc's, and go into `api/` beside these.
 *
 * @returns the paths of the pages
 */
export async function buildSite(folder: string): Promise<readonly string[]> {
  const pages = globSync(PAGES)
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !LEFT_OUT.includes(path) && !path.includes('node_modules'))
    .sort();
  const written = new Map(pages.map((path) => [path, targetOf(path)]));
  for (const [path, target] of written) {
    const rewrite = (link: string): string => linkFrom(path, link, written, target);
    const { title, body } = markdownPage(readFileSync(path, 'utf8'), rewrite);
    write(join(folder, target), layout(title, body, target));
  }
  for (const path of FILES) copy(path, folder);
  write(join(folder, 'playground.html'), await playgroundPage());
  write(join(folder, 'style.css'), readFileSync('scripts/site/style.css', 'utf8'));
  // A host that makes pages of Markdown itself must leave these as they are.
  write(join(folder, '.nojekyll'), '');
  return [...written.values(), 'playground.html', 'grammar/diagrams.html'];
}

/** Where a page of Markdown lies in the site. */
function targetOf(path: string): string {
  return path === 'README.md' ? 'index.html' : path.replace(/\.md$/u, '.html');
}

/** Where a link of a page leads in the site: to a page, or, for what is none, into the repository. */
function linkFrom(path: string, link: string, written: ReadonlyMap<string, string>, page: string): string {
  const isOurs = link.startsWith(REPOSITORY);
  if (!isOurs && /^(?:[a-z]+:|#)/iu.test(link)) return link;
  const [way = '', fragment] = (isOurs ? link.slice(REPOSITORY.length) : link).split('#', 2);
  const to = isOurs ? posix.normalize(way) : posix.normalize(posix.join(posix.dirname(path), way));
  const hash = fragment === undefined ? '' : `#${fragment}`;
  const clean = to.replace(/\/$/u, '');
  const target = written.get(clean) ?? written.get(`${clean}/README.md`) ?? (FILES.includes(clean) ? clean : undefined);
  if (target !== undefined) return `${posix.relative(posix.dirname(page), target)}${hash}`;
  if (!existsSync(clean)) throw new Error(`${path}: the link \`${link}\` leads nowhere`);
  return `${REPOSITORY}${clean}${statSync(clean).isDirectory() ? '/' : ''}${hash}`;
}

function layout(title: string, body: string, page: string): string {
  const to = (path: string): string => posix.relative(posix.dirname(page), path);
  const links = NAVIGATION.map(([name, path]) => {
    const current = path === page ? ' aria-current="page"' : '';
    return `<li><a href="${to(path)}"${current}>${name}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title === 'gsl-engine' || title === '' ? 'gsl-engine' : `${title} · gsl-engine`)}</title>
<link rel="stylesheet" href="${to('style.css')}">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<nav aria-label="Site"><ul>${links.join('')}</ul></nav>
<main id="content" tabindex="-1">
${body}</main>
</body>
</html>
`;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(path: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(path, join(folder, path));
}
