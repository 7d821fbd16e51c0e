import type { Node } from '../../src/syntax/ast.ts';
import { expectedTokens } from '../../src/syntax/expected-tokens.ts';
import { tokenizeSlips } from '../../src/syntax/slip-lexer.ts';
import { parseRepaired } from '../../src/syntax/repaired.ts';
import { RuleParser } from '../../src/syntax/parser.ts';
import { childrenOf } from '../../src/syntax/walk.ts';
import type { Production } from '../../scripts/diagram.ts';

let all: readonly Production[] | undefined;

/** Every production of the grammar, as the parser itself has it. */
export function productions(): readonly Production[] {
  return (all ??= new RuleParser().getSerializedGastProductions() as readonly unknown[] as readonly Production[]);
}

const PRODUCTIONS: Readonly<Partial<Record<Node['kind'], string>>> = {
  Assertion: 'assertion',
  Query: 'judgement',
  ConstantRule: 'rule',
  Target: 'target',
  Or: 'condition',
  And: 'conjunction',
  Not: 'negation',
  Comparison: 'comparison',
  In: 'comparison',
  Like: 'comparison',
  Match: 'comparison',
  Regex: 'comparison',
  NamedList: 'list',
  Call: 'call',
  Block: 'links',
  GroupBy: 'links',
  Path: 'path',
  Segment: 'path',
  String: 'literal',
  Number: 'literal',
  Boolean: 'literal',
  Null: 'literal',
};

/** The productions that a caret stands in, the innermost first. */
export function constructsAt(text: string, offset: number): readonly string[] {
  const { rule, recovered } = parseRepaired(text);
  const found: string[] = [];
  let node: Node | undefined = rule ?? recovered;
  while (node !== undefined) {
    const name = PRODUCTIONS[node.kind];
    if (name !== undefined && found[0] !== name) found.unshift(name);
    node = childrenOf(node).find(({ span }) => span.start <= offset && offset <= span.end);
  }
  if (found.length > 0) return found;
  // Of what is no rule yet, what could come next.
  const { tokens } = tokenizeSlips({ name: 'rule', text: text.slice(0, offset) });
  const within = expectedTokens(tokens).map((expected) => expected.within)[0] ?? ['rule'];
  return [...within].reverse();
}
