import { tokenizeSlips } from '../syntax/slip-lexer.ts';
import { spanOf } from '../syntax/token.ts';
import type { Fix } from '../text/message.ts';
import type { Span } from '../text/source.ts';

/** Where a rule names a list, without the `$`. */
export interface ListReference {
  readonly name: string;
  readonly span: Span;
}

/**
 * The named lists of a rule's text, in its order.
 *
 * @example
 * listReferences('Subnet should have cidr in ($Offices)').map(({ name }) => name) // ['Offices']
 */
export function listReferences(text: string): readonly ListReference[] {
  return tokenizeSlips({ name: 'rule', text }).tokens.flatMap((token) => {
    const { start, end } = spanOf(token);
    return token.tokenType.name === 'NamedList'
      ? [{ name: token.image.slice(1), span: { start: start + 1, end } }]
      : [];
  });
}

/**
 * The edits that give a named list another name in a rule's text.
 *
 * @param name the list, without the `$`
 * @throws RangeError when the new name is none
 * @example
 * renameList('Subnet should have cidr in ($Offices)', 'Offices', 'Sites').map(({ text }) => text) // ['Sites']
 */
export function renameList(text: string, name: string, newName: string): readonly Fix[] {
  if (!/^[A-Za-z_]\w*$/u.test(newName))
    throw new RangeError(`\`${newName}\` is no name of a list: letters, digits and \`_\``);
  return listReferences(text)
    .filter((reference) => reference.name === name)
    .map(({ span }) => ({ span, text: newName }));
}
