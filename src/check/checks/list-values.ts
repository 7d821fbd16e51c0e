import { print } from '../../syntax/print.ts';
import { nearest } from '../../text/suggest.ts';
import type { LiteralNode } from '../../syntax/ast.ts';
import { didYouMean } from '../context.ts';
import { defineCheck } from '../define.ts';
import { literalValue } from '../../syntax/literals.ts';
import { nameOf } from '../literal-names.ts';

/** What stands in `in ( … )`: values that are there twice, named lists that do not exist. */
export const listValues = defineCheck({
  name: 'list-values',
  codes: {
    'duplicate-value': {
      title: 'the same value twice in a list',
      explanation: 'Upper and lower case are the same in comparisons, so `TCP` and `tcp` are the same value.',
      example: "SecurityGroup should have inboundRules contain [ protocol in ('TCP', 'UDP', 'tcp') ]",
    },
    'unknown-list': {
      title: 'a named list that does not exist',
      explanation: 'The values of named lists are given beside the rules; without them no entity can be judged.',
      example: 'IamUser should have name in ($Admins)',
      needs: 'lists',
    },
  },
  visit: {
    In(node, _, context) {
      if ('kind' in node.list) return;
      const seen = new Map<string, LiteralNode>();
      node.list.forEach((literal, index) => {
        const name = nameOf(literal);
        const first = seen.get(name);
        if (first === undefined) {
          seen.set(name, literal);
          return;
        }
        const before = (node.list as readonly LiteralNode[])[index - 1]!;
        const same = literalValue(first) === literalValue(literal);
        context.warn('duplicate-value', literal.span, `\`${print(literal)}\` is in the list twice`, {
          help: same ? 'remove it' : `\`${print(first)}\` means the same here: remove one of them`,
          fix: { span: { start: before.span.end, end: literal.span.end }, text: '' },
        });
      });
    },
    NamedList(node, _, context) {
      const { lists } = context.options;
      if (lists === undefined || Object.hasOwn(lists, node.name)) return;
      const known = Object.keys(lists);
      const near = nearest(node.name, known);
      context.warn(
        'unknown-list',
        node.span,
        `the list \`$${node.name}\` is not known`,
        near !== undefined
          ? didYouMean(`$${near}`, node.span)
          : {
              help:
                known.length === 0 ? 'no list was given' : `known lists: ${known.map((name) => `$${name}`).join(', ')}`,
            },
      );
    },
  },
});
