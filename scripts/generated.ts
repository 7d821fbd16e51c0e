import { readFileSync } from 'node:fs';
import { functions } from '../src/functions/index.ts';
import { RuleParser } from '../src/syntax/parser.ts';
import { TOKENS } from '../src/syntax/tokens.ts';
import { CHECK_CODES } from '../src/check/checks/index.ts';
import { CODES } from '../src/text/codes.ts';
import { RULESET_CODES } from '../src/rules/codes.ts';
import { toEbnf } from './ebnf.ts';
import { functionsPage, functionsTable } from './functions-page.ts';
import { diagramsPage } from './diagrams-page.ts';

/** Every generated file, by its path in the repository. A test compares them with what is there. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const productions = new RuleParser().getSerializedGastProductions();
  return new Map([
    ['grammar/gsl.ebnf', toEbnf(productions, TOKENS)],
    ['grammar/diagrams.html', diagramsPage(productions)],
    ['grammar/functions.md', functionsPage(functions)],
    ['grammar/diagnostics.md', codesPage()],
    ['grammar/SEMANTICS.md', withTable('grammar/SEMANTICS.md')],
  ]);
}

/** A hand-written page with the table of functions between its marks. */
function withTable(path: string): string {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
  return text.replace(
    /(<!-- functions -->\n).*(<!-- \/functions -->)/su,
    (_, begin: string, end: string) => `${begin}\n${functionsTable(functions)}\n${end}`,
  );
}

function codesPage(): string {
  const section = (
    title: string,
    codes: Readonly<Record<string, { title: string; explanation: string; example: string }>>,
  ): string =>
    `## ${title}\n\n${Object.entries(codes)
      .map(
        ([code, entry]) =>
          `### ${code}\n\n${entry.explanation[0]!.toUpperCase()}${entry.explanation.slice(1)}\n\n${fenced(entry.example)}\n`,
      )
      .join('\n')}`;
  return `<!-- Generated from src/text/codes.ts, src/check/checks/ and src/rules/codes.ts by \`npm run docs\`. Do not edit. -->

# What the error codes mean

Each code with what it means and a text that provokes it.

${section('Rules', { ...CODES, ...CHECK_CODES })}
${section('Rulesets, exclusions and configuration', RULESET_CODES)}`;
}

function fenced(text: string): string {
  return `    ${text.replaceAll('\n', '\n    ')}`;
}
