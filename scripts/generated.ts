import { readFileSync } from 'node:fs';
import { codeSections } from '../src/codes.ts';
import { functions } from '../src/functions/index.ts';
import { RuleParser } from '../src/syntax/parser.ts';
import { TOKENS } from '../src/syntax/tokens.ts';
import { codesPage } from './codes-page.ts';
import { toEbnf } from './ebnf.ts';
import { functionsPage, functionsTable } from './functions-page.ts';
import { diagramsPage } from './diagrams-page.ts';
import { speedPage, speedTable } from './speed-page.ts';
import { sublimeSyntax } from './sublime.ts';
import { textMateGrammar, textMateInjection } from './textmate.ts';
import { intentsPage, readIntents } from './packs/intents.ts';
import { packPages } from './packs/pages.ts';
import { version } from '../src/version.ts';
import { jsonSchemaFiles } from './json-schemas/files.ts';
import { packSample } from './packs/samples.ts';
import { expandedPacks } from './packs/write.ts';

/** Every generated file, by its path in the repository. A test compares them with what is there. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const packs = expandedPacks();
  const productions = new RuleParser().getSerializedGastProductions();
  return new Map([
    ['grammar/gsl.ebnf', toEbnf(productions, TOKENS)],
    ['grammar/diagrams.html', diagramsPage(productions)],
    ['grammar/functions.md', functionsPage(functions)],
    ['grammar/diagnostics.md', codesPage(codeSections)],
    ['grammar/SEMANTICS.md', withTable('grammar/SEMANTICS.md', 'functions', functionsTable(functions))],
    ['docs/speed.md', speedPage()],
    ['README.md', withTable('README.md', 'speed', speedTable())],
    ...jsonSchemaFiles(version),
    ...packPages(packs),
    ['docs/rules/intents.md', intentsPage(readIntents())],
    ...packs.flatMap(packSample),
    ['editors/vscode/syntaxes/gsl.tmLanguage.json', textMateGrammar()],
    ['editors/vscode/syntaxes/gsl-embedded.tmLanguage.json', textMateInjection()],
    ['editors/bat/GSL.sublime-syntax', sublimeSyntax()],
  ]);
}

/** A hand-written page with a table between its marks. */
function withTable(path: string, mark: string, table: string): string {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  const [begin, end] = [`<!-- ${mark} -->\n`, `<!-- /${mark} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start < 0 || stop < start) throw new Error(`${path} has no marks for ${mark}`);
  return `${text.slice(0, start)}${begin}\n${table}\n${text.slice(stop)}`;
}
