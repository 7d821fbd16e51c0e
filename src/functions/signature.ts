import type { FunctionDefinition } from './define.ts';

/** How a function is written: `property before(amount, unit)`. */
export function signatureOf({ name, receiver, parameters }: FunctionDefinition): string {
  return `${receiver === undefined ? '' : 'property '}${name}(${parameters.map(({ name: parameter, rest }) => (rest ? `${parameter}, …` : parameter)).join(', ')})`;
}
