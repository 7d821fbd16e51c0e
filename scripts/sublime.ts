import { conditionRules, targetRules, type TextMateRule } from './textmate.ts';

/* The same colours as a Sublime syntax, which is what `bat` reads. */

/** The syntax as YAML; texts are written as JSON, which YAML reads. */
export function sublimeSyntax(): string {
  const contexts = new Map<string, readonly string[]>();
  contexts.set('main', ['    - include: target', '    - include: condition']);
  contexts.set(
    'target',
    targetRules().flatMap((rule) => linesOf(rule, contexts)),
  );
  contexts.set(
    'condition',
    conditionRules().flatMap((rule) => linesOf(rule, contexts)),
  );
  const written = [...contexts].map(([name, lines]) => `  ${name}:\n${lines.join('\n')}`);
  return `%YAML 1.2
---
# Made by \`npm run docs\` from the tokens of the language (src/syntax/tokens.ts).
name: GSL
file_extensions: [gsl]
scope: source.gsl
contexts:
${written.join('\n')}
`;
}

/** A rule as lines; what goes on to an end is a context of its own. */
function linesOf(rule: TextMateRule, contexts: Map<string, readonly string[]>): readonly string[] {
  const { name, match, begin, end, patterns = [], captures = {} } = rule;
  const scope = name === undefined ? [] : [`      scope: ${name}`];
  if (match !== undefined) {
    const named = Object.entries(captures).map(([place, capture]) => `        ${place}: ${capture.name}`);
    const all = named.length === 0 ? [] : ['      captures:', ...named];
    return [`    - match: ${JSON.stringify(match)}`, ...scope, ...all];
  }
  const context = `within-${contexts.size}`;
  const inner = patterns.flatMap((one) => ('match' in one ? linesOf(one, contexts) : []));
  contexts.set(context, [
    ...(name === undefined ? [] : [`    - meta_scope: ${name}`]),
    ...inner,
    `    - match: ${JSON.stringify(end)}`,
    '      pop: true',
  ]);
  return [`    - match: ${JSON.stringify(begin)}`, `      push: ${context}`];
}
