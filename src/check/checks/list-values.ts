import { print } from '../../syntax/print.ts';
import { nearest } from '../../text/suggest.ts';
import type { InNode, LiteralNode, NamedListNode } from '../../syntax/ast.ts';
import { type CheckContext, didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { isVendorList } from '../lists-needed.ts';
import { spelt } from '../literal-names.ts';

/** What stands in `in ( … )`: values that are there twice, named lists that do not exist. */
export const listValues = defineCheck({
  name: 'list-values',
  codes: {
    'duplicate-value': {
      title: 'the same value twice in a list',
      explanation:
        'The second adds nothing; often another value was meant. Spellings that differ in case are not reported: both may be meant.',
      example: "SecurityGroup should have inboundRules contain [ protocol in ('TCP', 'UDP', 'TCP') ]",
    },
    'unknown-list': {
      title: 'a named list that does not exist',
      explanation: 'The values of named lists are given beside the rules; without them no entity can be judged.',
      example: 'IamUser should have name in ($Admins)',
      needs: 'lists',
    },
  },
  visit: { In: checkDoubles, NamedList: checkKnown },
});

function checkDoubles({ list }: InNode, _: unknown, context: CheckContext): void {
  if ('kind' in list) return;
  const seen = new Set<string>();
  let before: LiteralNode | undefined;
  for (const literal of list) {
    const name = spelt(literal);
    if (before !== undefined && seen.has(name)) {
      context.warn('duplicate-value', literal.span, `\`${print(literal)}\` is in the list twice`, {
        help: 'remove it, or correct it if another was meant',
        fix: { span: { start: before.span.end, end: literal.span.end }, text: '' },
      });
    }
    seen.add(name);
    before = literal;
  }
}

function checkKnown({ name, span }: NamedListNode, _: unknown, context: CheckContext): void {
  const { lists } = context.options;
  if (lists === undefined || Object.hasOwn(lists, name)) return;
  const known = Object.keys(lists);
  const near = nearest(name, known);
  const message = `the list \`$${name}\` is not known`;
  if (near !== undefined) context.warn('unknown-list', span, message, didYouMean(`$${near}`, span));
  else context.warn('unknown-list', span, message, { help: listHelp(name, known) });
}

function listHelp(name: string, known: readonly string[]): string {
  if (isVendorList(name)) {
    return 'the vendor keeps this list and does not publish what is in it; examples/lists/cloudguard-lists.json has a list of ours under its name, to be given as a list of your own';
  }
  return known.length === 0 ? 'no list was given' : `known lists: ${known.map((one) => `$${one}`).join(', ')}`;
}
