import { createHash } from 'node:crypto';
import { build, type Plugin } from 'esbuild';
import { tablesFor } from '../src/check/schemas/complete/tables.ts';
import { NO_SCHEMAS } from '../src/cli/playground-page.ts';
import { ruleTarget } from '../src/check/rule-target.ts';
import { loadPack, packs } from '../src/rules/packs/index.ts';
import { bundledRulesets } from '../src/rules/bundled/index.ts';
import type { LoadedRule } from '../src/rules/rule.ts';
import { version } from '../src/version.ts';
import type { Example } from '../apps/playground/example.ts';
import { licenseTexts } from './licenses.ts';

/** So many rules of each pack are examples, and the JSON of the tests of one is no longer. */
const EXAMPLES = 6;
const MAX_TESTS = 3_000;

/** The playground: one page that loads nothing and sends nothing. */
export async function playgroundPage(): Promise<string> {
  const [{ text: program, licenses }, { text: style }] = await Promise.all([
    bundled('apps/playground/main.tsx'),
    bundled('apps/playground/style.css'),
  ]);
  if (/<\/script|<!--/iu.test(program)) throw new Error('the program would end its own script element');
  const hash = createHash('sha256').update(program).digest('base64');
  // The editor makes styles too, with pictures in their own text; nothing can be loaded from anywhere.
  const policy = `default-src 'none'; script-src 'sha256-${hash}'; worker-src blob:; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'`;
  const examples = JSON.stringify(await examplesOfPacks()).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>GSL playground</title>
<style>
${style}
</style>
</head>
<body>
<div id="app"><main><p>The playground needs JavaScript; nothing that is typed or dropped leaves this page.</p></main></div>
<footer>
<p>gsl-engine ${version}. Works offline; nothing that is typed or dropped leaves this page.</p>
<details><summary>Licenses</summary><pre tabindex="0">${escaped(licenses)}</pre></details>
</footer>
${NO_SCHEMAS}
<script type="application/json" id="examples">${examples}</script>
<script id="program">${program}</script>
</body>
</html>
`;
}

/** The schemas stand in the page, and are not part of the program. */
const schemasInPage: Plugin = {
  name: 'schemas-in-page',
  setup: ({ onLoad }) => {
    onLoad({ filter: /complete[/\\]data[/\\][a-z-]+[.]ts$/ }, ({ path }) => {
      const [, table = ''] = /([\w-]+)\.ts$/u.exec(path) ?? [];
      if (!tablesFor().includes(table)) throw new Error(`${table} is no table of schemas`);
      return { contents: `export const DATA = globalThis.gslSchemas[${JSON.stringify(table)}];` };
    });
  },
};

async function bundled(entry: string): Promise<{ readonly text: string; readonly licenses: string }> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    platform: 'browser',
    target: ['chrome111', 'firefox113', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
    plugins: [schemasInPage],
  });
  return { text: (outputFiles[0]?.text ?? '').trim(), licenses: licenseTexts(metafile) };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

async function examplesOfPacks(): Promise<readonly Example[]> {
  const rulesets = [...bundledRulesets, ...(await Promise.all(packs.map(({ id }) => loadPack(id))))];
  return rulesets.flatMap((ruleset) => {
    const fit = (ruleset?.rules ?? []).flatMap((rule) => exampleOf(rule, ruleset?.name ?? ''));
    // From all over the pack, which is in the order of its subjects.
    const step = Math.max(1, Math.floor(fit.length / EXAMPLES));
    return fit.filter((_, index) => index % step === 0).slice(0, EXAMPLES);
  });
}

interface Test {
  readonly name?: string;
  readonly entity: Readonly<Record<string, unknown>>;
  readonly now?: string;
  readonly resources?: unknown;
}

function exampleOf({ id, name, logic, tests }: LoadedRule, pack: string): readonly Example[] {
  const type = ruleTarget(logic);
  if (!Array.isArray(tests) || type === undefined || JSON.stringify(tests).length > MAX_TESTS) return [];
  const all = tests as readonly Test[];
  if (all.some(({ resources }) => resources !== undefined) || logic.startsWith('List<')) return [];
  const [now] = all.flatMap((test) => test.now ?? []);
  const entities = all.map(({ name: title, entity }) => ({
    type,
    ...(title === undefined ? {} : { name: title }),
    ...entity,
  }));
  return [{ id, name, pack, logic, entities, ...(now === undefined ? {} : { now }) }];
}
