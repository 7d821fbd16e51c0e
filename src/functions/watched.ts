import { KIND_WORDS, kindOf } from '../values/kinds.ts';
import { EvaluationError, isObject } from '../values/value.ts';
import type { FunctionDefinition } from './define.ts';

type Result = FunctionDefinition['result'];

const watchedBy = new WeakMap<FunctionDefinition, FunctionDefinition>();

/**
 * A function of a user's own, of which what it gives is looked at: a promise is true or empty by what it is asked, and one
 * that forgets its `return` is false, so that `should not` passes.
 */
export function watched(definition: FunctionDefinition): FunctionDefinition {
  let found = watchedBy.get(definition);
  if (found === undefined) watchedBy.set(definition, (found = watching(definition)));
  return found;
}

function watching(definition: FunctionDefinition): FunctionDefinition {
  const bind: FunctionDefinition['bind'] = (args, options) => {
    const bound = definition.bind(args, options);
    return (receiver, context) => {
      const given = bound(receiver, context);
      return given instanceof EvaluationError || isOf(definition.result, given)
        ? given
        : wrongResult(definition, given);
    };
  };
  return Object.freeze({ ...definition, bind });
}

/** Missing is a result of any kind but true and false. */
function isOf(result: Result, given: unknown): boolean {
  if (result === 'boolean') return typeof given === 'boolean';
  if (given === undefined || given === null) return true;
  switch (result) {
    case 'number':
      return (typeof given === 'number' && !Number.isNaN(given)) || typeof given === 'bigint';
    case 'text':
      return typeof given === 'string';
    case 'list':
      return Array.isArray(given);
    default:
      return !isThenable(given) && typeof given !== 'function';
  }
}

function isThenable(given: unknown): boolean {
  return isObject(given) && typeof given['then'] === 'function';
}

function wrongResult({ name, result }: FunctionDefinition, given: unknown): EvaluationError {
  return new EvaluationError(
    'wrong-type',
    `\`${name}()\` gave ${inWords(given)}, and its \`result\` is ${KIND_WORDS[result]}`,
    isThenable(given) ? 'rules do not wait: ask before, and look it up in the function' : 'see what `bind` returns',
  );
}

function inWords(given: unknown): string {
  if (isThenable(given)) return 'a promise';
  if (Number.isNaN(given)) return 'NaN';
  return given === undefined ? 'nothing' : kindOf(given);
}
