import type { AndNode, BlockNode, ExpressionNode } from '../../syntax/ast.ts';
import { print } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import type { Place } from '../places.ts';
import { flattened } from '../terms.ts';
import { clipped } from '../wording.ts';

/**
 * `tags contain [ key = 'owner' ] and tags contain [ value = 'x' ]`: two elements may do what one was meant to. Only where
 * the blocks ask different properties: those that ask the same one mean different elements.
 */
export const twoBlocks = defineCheck({
  name: 'two-blocks',
  codes: {
    'two-blocks': {
      title: 'two blocks on one list, which different elements may satisfy',
      explanation:
        'Each block looks for an element of its own. Conditions on one and the same element stand in one block, joined by `and`.',
      example: "IamUser should have tags contain [ key = 'owner' ] and tags contain [ value = 'alice' ]",
    },
  },
  visit: { And: visit },
});

function visit(node: AndNode, { parent }: Place, context: CheckContext): void {
  if (parent?.node.kind === 'And') return;
  const seen = new Map<number, { readonly block: BlockNode; readonly asked: ReadonlySet<string> }>();
  for (const block of flattened(node).filter(isSearch)) {
    const asked = propertiesAsked(block.body);
    if (asked === undefined) continue;
    const list = context.identity.of(block.receiver);
    const before = seen.get(list);
    if (before === undefined) seen.set(list, { block, asked });
    else if (![...asked].some((name) => before.asked.has(name))) {
      const path = clipped(block.receiver);
      const message = `another element of \`${path}\` may satisfy this than the block before it`;
      context.note('two-blocks', block.operatorSpan, message, {
        help: `if one element is meant, write one block: \`${path} ${block.operator} [ … and … ]\``,
      });
    }
  }
}

function isSearch(node: ExpressionNode): node is BlockNode {
  return node.kind === 'Block' && (node.operator === 'contain' || node.operator === 'contain-any');
}

/**
 * The properties of the element that a body asks; undefined where it asks the element itself, or something around it. Of a
 * block within it, those of its elements: `policies contain [ Statement contain [ … ] ]`.
 */
function propertiesAsked(body: ExpressionNode): ReadonlySet<string> | undefined {
  if (isSearch(body) && body.receiver.kind === 'Path') {
    const list = print(body.receiver);
    const inner = propertiesAsked(body.body);
    return inner === undefined ? undefined : new Set([...inner].map((name) => `${list} ${name}`));
  }
  const names = new Set<string>();
  let isSimple = true;
  walk(body, (node) => {
    if (node.kind === 'Block' || node.kind === 'GroupBy') isSimple = false;
    if (node.kind !== 'Path') return;
    const [first] = node.segments;
    if (node.levels > 0 || first === undefined) isSimple = false;
    else names.add(String(first.name));
  });
  return isSimple && names.size > 0 ? names : undefined;
}
