import type { ISerializedGast } from 'chevrotain';
import { diagramOf, type Production } from './diagram.ts';

/** grammar/diagrams.html: a railroad diagram for each production, in one file that loads nothing. */
export function diagramsPage(productions: readonly ISerializedGast[]): string {
  const sections = (productions as readonly Production[]).map(
    (production) => `<h2 id="${production.name}">${production.name}</h2>\n${diagramOf(production)}`,
  );
  return `<!doctype html>
<!-- Generated from src/syntax/parser.ts by \`npm run docs\`. Do not edit. -->
<html lang="en">
<meta charset="utf-8">
<title>GSL grammar</title>
<style>
  :root { color-scheme: light dark; --ink: light-dark(#24292f, #e6edf3); --word: light-dark(#ddf4ff, #0c2d6b); --part: light-dark(#fff8c5, #3d2e00); }
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color: var(--ink); }
  h2 { font-size: 1rem; margin: 1.5rem 0 0; }
  svg { display: block; max-width: none; }
  path { fill: none; stroke: var(--ink); stroke-width: 1.5; }
  circle { fill: var(--ink); }
  rect { stroke: var(--ink); }
  rect.word { fill: var(--word); } rect.part { fill: var(--part); }
  text { font: 13px ui-monospace, monospace; text-anchor: middle; fill: var(--ink); }
</style>
<h1>GSL grammar</h1>
<p>Round boxes are text of the rule, square ones are other parts of the grammar. The same as EBNF: <a href="gsl.ebnf">gsl.ebnf</a>.</p>
${sections.join('\n')}
</html>
`;
}
