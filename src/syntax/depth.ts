import type { IToken } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../text/message.ts';
import type { Source, Span } from '../text/source.ts';
import { type Node } from './ast.ts';
import { CLOSING, OPENING } from './token.ts';
import { childrenOf } from './walk.ts';

/** How deep brackets may nest. */
export const MAX_DEPTH = 100;

/** The first bracket that opens too deep: the parser recurses into brackets, so it is not to see such a rule. */
export function tooDeepBracket(tokens: readonly IToken[]): IToken | undefined {
  let depth = 0;
  return tokens.find(({ tokenType }) => {
    if (CLOSING.has(tokenType)) depth += 1;
    else if (OPENING.has(tokenType)) depth = Math.max(0, depth - 1);
    return depth > MAX_DEPTH;
  });
}

/** A node that stands too deep. Breadth first and without recursion, since depth is what is in question. */
export function tooDeepNode(rule: Node): Node | undefined {
  let level: Node[] = [rule];
  for (let depth = 0; level.length > 0; depth += 1) {
    // A bracketed condition takes up to three levels of the tree: a block, an `or`, an `and`.
    if (depth > 3 * MAX_DEPTH) return level[0];
    level = level.flatMap(childrenOf);
  }
  return undefined;
}

export function tooDeep(source: Source, span: Span): Diagnostic {
  return diagnostic({
    code: 'rule-too-deep',
    severity: 'error',
    message: `the rule is nested more than ${MAX_DEPTH} deep here`,
    source,
    span,
  });
}

/** Whether something thrown says that calls stand too deep: each engine has words of its own for it. */
export function isOutOfStack(thrown: unknown): boolean {
  return thrown instanceof Error && /call stack|too much recursion/iu.test(thrown.message);
}

/** For a caller who stands so deep, or has so little stack, that even fewer levels cannot be read. */
export function tooDeepForStack(source: Source): Diagnostic {
  return diagnostic({
    code: 'rule-too-deep',
    severity: 'error',
    message: 'the rule is nested deeper than the stack that is left here can read',
    source,
    span: { start: 0, end: source.text.length },
    help: 'read it where fewer calls stand above, or in a thread with a larger stack',
  });
}
