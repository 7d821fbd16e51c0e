import { isObject } from '../values/value.ts';
import type { FunctionDefinition, ValueKind } from './define.ts';

const KINDS: Readonly<Record<ValueKind, true>> = {
  any: true,
  boolean: true,
  list: true,
  network: true,
  number: true,
  object: true,
  path: true,
  text: true,
  time: true,
};

/** Definitions that were looked at and are right: a table is made of them for each rule that is checked. */
const right = new WeakSet();

/**
 * Refuses what is no definition of a function, with what is wrong about it: much is written in JavaScript.
 *
 * @throws TypeError
 */
export function refuseDefinition(definition: FunctionDefinition): void {
  if (right.has(definition)) return;
  const wrong = wrongIn(definition);
  if (wrong !== undefined) {
    const { name } = (isObject(definition) ? definition : {}) as { readonly name?: unknown };
    throw new TypeError(`the function ${typeof name === 'string' ? `\`${name}\` ` : ''}cannot be used: ${wrong}`);
  }
  right.add(definition);
}

function wrongIn(definition: unknown): string | undefined {
  if (!isObject(definition)) return 'it is no object of defineFunction';
  const { name, receiver, parameters, result, bind, summary, details, examples } = definition;
  if (typeof name !== 'string' || !/^[A-Za-z_]\w*$/u.test(name)) return '`name` is a word that rules can write';
  if (typeof bind !== 'function') return '`bind` is a function that takes the arguments and gives the function';
  if (receiver !== undefined && !isKind(receiver)) return `\`receiver\` is one of ${kinds()}, or absent`;
  if (!isKind(result)) return `\`result\` is one of ${kinds()}`;
  if (typeof summary !== 'string') return '`summary` is a sentence';
  if (!Array.isArray(details) || !Array.isArray(examples))
    return '`details` and `examples` are lists, empty where there are none';
  if (!Array.isArray(parameters)) return '`parameters` is a list, empty where there are none';
  const odd = (parameters as readonly unknown[]).find(
    (parameter) => !isObject(parameter) || typeof parameter['name'] !== 'string' || !isKind(parameter['kind']),
  );
  return odd === undefined ? undefined : `each of \`parameters\` has a \`name\`, and a \`kind\` of ${kinds()}`;
}

function isKind(value: unknown): boolean {
  return typeof value === 'string' && Object.hasOwn(KINDS, value);
}

function kinds(): string {
  return Object.keys(KINDS).join(', ');
}
