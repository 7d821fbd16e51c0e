import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { pageWithSchemas } from '../../src/cli/playground-page.ts';
import { playgroundPage } from '../playground-bundle.ts';
import { linkBetween, sitePage } from '../../src/cli/docs/page.ts';
import { rulePages, type SiteFile } from '../../src/cli/docs/rule-pages.ts';
import { rulesetsNamed } from '../../src/cli/named-rulesets.ts';
import { loadRuleIntents } from '../../src/rules/packs/index.ts';
import { markdownPage } from './markdown.ts';

const REPOSITORY = 'https://github.com/gsl-engine/gsl-engine/blob/main/';

/** What becomes a page, from the root of the project. */
const PAGES = ['*.md', 'docs/**/*.md', 'grammar/*.md', 'examples/**/*.md'];
/** What is linked to and stays what it is. */
const FILES = ['grammar/diagrams.html', 'grammar/gsl.ebnf', 'LICENSE', ...globSync('docs/pictures/*').sort()];
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
  ['Rules', 'rules/index.html'],
  ['Packs', 'docs/rules/README.html'],
  ['Inputs', 'examples/inventory/README.html'],
  ['API', 'api/index.html'],
  ['Changes', 'CHANGELOG.html'],
];

const FRAME = { navigation: NAVIGATION };

/** The pages of `gsl docs` for all bundled rules. */
async function ruleFiles(): Promise<readonly SiteFile[]> {
  const intents = await loadRuleIntents();
  const rulesets = await rulesetsNamed(['all']);
  return rulePages(
    { rulesets, messagesOf: () => [], intentsOf: ({ id }) => intents.get(id) ?? [] },
    { title: 'Rules', index: 'rules/index.html', folder: 'rules' },
    FRAME,
  );
}

/** In tables of rules, an id leads to the page of its rule. */
function withRuleLinks(body: string, page: string, rules: ReadonlySet<string>): string {
  return body.replace(/(?<=<td>|, )[A-Z\d]+(?:\.[A-Z\d]+)+(?=<\/td>|, | \()/gu, (id) =>
    rules.has(id) ? `<a href="${linkBetween(page, `rules/${id}.html`)}">${id}</a>` : id,
  );
}

function titleOf(title: string): string {
  return title === 'gsl-engine' || title === '' ? 'gsl-engine' : `${title} · gsl-engine`;
}

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
  const files = await ruleFiles();
  const rules = new Set(files.flatMap(([path]) => /^rules\/(.*)\.html$/u.exec(path)?.[1] ?? []));
  for (const [path, text] of files) write(join(folder, path), text);
  for (const [path, target] of written) {
    const rewrite = (link: string): string => linkFrom(path, link, written, target);
    const { title, body } = markdownPage(readFileSync(path, 'utf8'), rewrite);
    const text = sitePage({ path: target, title: titleOf(title), body: withRuleLinks(body, target, rules) }, FRAME);
    write(join(folder, target), text);
  }
  for (const path of FILES) copy(path, folder);
  write(join(folder, 'playground.html'), await pageWithSchemas(await playgroundPage()));
  // A host that makes pages of Markdown itself must leave these as they are.
  write(join(folder, '.nojekyll'), '');
  const others = files.map(([path]) => path).filter((path) => path.endsWith('.html'));
  return [...written.values(), ...others, 'playground.html', 'grammar/diagrams.html'];
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

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function copy(path: string, folder: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  cpSync(path, join(folder, path));
}
