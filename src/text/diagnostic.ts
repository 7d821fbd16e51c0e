import type { Source, Span } from './source.ts';

/** How bad it is: an `error` keeps the rule from running, a `warning` does not. */
export type DiagnosticSeverity = 'error' | 'warning';

/**
 * One thing that is wrong with a text, said to the person who wrote it. The lexer, the parser, the checker
 * and the ruleset loader all speak in diagnostics. See grammar/diagnostics.md for every code.
 */
export interface Diagnostic {
  /** Stable, for machines: `unknown-function`. */
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  /** Lower case first, no final period, the user's text in backticks. */
  readonly message: string;
  readonly source: Source;
  readonly span: Span;
  /** What to do about it. */
  readonly help?: string;
  /** The text to put in place of the span to mend it, when that is certain enough to offer. */
  readonly fix?: { readonly span: Span; readonly text: string };
}

/** Whether something among diagnostics keeps the rule from running. */
export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error');
}

/**
 * Thrown by the entry points that give a value or nothing (`parseRule`, `compileRule`): all diagnostics of the text,
 * with `message` holding them as they would be printed.
 *
 * @example
 * try { compileRule(text) } catch (error) { if (error instanceof GslError) console.error(error.message) }
 */
export class GslError extends Error {
  override readonly name = 'GslError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.diagnostics = diagnostics;
  }
}
