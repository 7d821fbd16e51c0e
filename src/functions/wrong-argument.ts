import { kindOf } from '../values/kinds.ts';
import { EvaluationError } from '../values/value.ts';
import type { FunctionDefinition } from './define.ts';

/** The error of a list or an object as an argument that must be text: read as the empty text, it made every test true. */
export function wrongArgument(
  { name, parameters }: FunctionDefinition,
  place: number,
  found: unknown,
): EvaluationError | undefined {
  const parameter = parameters[place] ?? parameters.at(-1);
  if (parameter?.kind !== 'text' || typeof found !== 'object' || found === null) return undefined;
  return new EvaluationError('wrong-type', `\`${name}()\` is given ${kindOf(found)} where it needs text`);
}
