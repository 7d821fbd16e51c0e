import type { Diagnostic } from './message.ts';

/**
 * Thrown by the entry points that give a value or nothing (`parseRule`, `compileRule`): all diagnostics of the text,
 * with `message` holding them as they would be printed.
 *
 * @example
 * try {
 *   compileRule('IamUser shoud have name');
 * } catch (error) {
 *   if (error instanceof GslError) console.error(error.message);
 * }
 */
export class GslError extends Error {
  override readonly name = 'GslError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(message: string, diagnostics: readonly Diagnostic[]) {
    super(message);
    this.diagnostics = diagnostics;
  }
}
