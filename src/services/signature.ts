import { signatureOf } from '../functions/signature.ts';
import { tokenizeSlips } from '../syntax/slip-lexer.ts';
import type { ServiceOptions } from './options.ts';
import { functionsOf } from './rule-view.ts';

/** The function whose arguments a caret is in. */
export interface Signature {
  readonly label: string;
  readonly summary: string;
  readonly parameters: readonly { readonly name: string; readonly summary: string }[];
  /** The index of the parameter at the caret; undefined where the function takes no more. */
  readonly active: number | undefined;
}

/**
 * The function whose brackets a caret is in, and which of its parameters is being written.
 *
 * @example
 * signature('IamUser should have passwordLastUsed before(-90, ', 49)?.active // 1
 */
export function signature(text: string, offset: number, options: ServiceOptions = {}): Signature | undefined {
  const { tokens } = tokenizeSlips({ name: 'rule', text: text.slice(0, offset) });
  /** For each open bracket the word before it, and the commas in it. */
  const open: { readonly name: string | undefined; commas: number }[] = [];
  for (const [index, { image, tokenType }] of tokens.entries()) {
    const previous = tokens[index - 1];
    if (image === '(') open.push({ name: previous?.tokenType.name === 'Word' ? previous.image : undefined, commas: 0 });
    else if (image === '[') open.push({ name: undefined, commas: 0 });
    else if (image === ')' || image === ']') open.pop();
    else if (tokenType.name === 'Comma') {
      const innermost = open.at(-1);
      if (innermost !== undefined) innermost.commas += 1;
    }
  }
  const { name, commas = 0 } = open.at(-1) ?? {};
  const definition = name === undefined ? undefined : functionsOf(options).named(name);
  if (definition === undefined) return undefined;
  const { parameters, summary } = definition;
  const last = parameters.length - 1;
  const isRest = commas > last && parameters[last]?.rest === true;
  return {
    label: signatureOf(definition),
    summary,
    parameters: parameters.map(({ name: parameter, summary: what }) => ({ name: parameter, summary: what })),
    active: isRest ? last : [...parameters.keys()][commas],
  };
}
