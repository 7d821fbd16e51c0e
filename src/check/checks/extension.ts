import { getValueFunction } from '../../functions/get-value.ts';
import type { PathNode } from '../../syntax/ast.ts';
import type { Span } from '../../text/source.ts';
import type { CheckContext } from '../context.ts';
import { defineCheck } from '../define.ts';
import type { Place } from '../places.ts';

/** What is ours and not the vendor's, where a rule must run on both. Named `origin: extension` and "ours" in grammar/. */
export const extension = defineCheck({
  name: 'extension',
  codes: {
    extension: {
      title: 'a form or function of this engine alone',
      explanation: 'Strict rules hold only what the vendor documents or published rules use, so that they run on both.',
      example: 'IamUser should have firstAccessKey = null',
      needs: 'strict',
    },
  },
  visit: {
    Call(node, _, context) {
      const definition = context.functionNamed(node.name);
      if (definition === undefined) return;
      if (definition.origin === 'extension') refuse(context, node.nameSpan, `the function \`${definition.name}\``);
      else if (definition.name !== node.name) {
        refuse(context, node.nameSpan, `\`${node.name}\` for \`${definition.name}\``, definition.name);
      }
    },
    Path(node, place, context) {
      const { start, span, segments } = node;
      const [first] = segments;
      if (isVendorsWayBack(node, place, context)) return;
      if (start === '~') refuse(context, { start: span.start, end: span.start + node.levels }, 'the way back, `~`');
      else if (start === '$' && first !== undefined && !isBracketed(first.span, context)) {
        const rest = { start: first.span.start, end: span.end };
        refuse(context, { start: span.start, end: rest.start }, '`$.` before a property', '');
      }
    },
    Segment(node, _, context) {
      if (typeof node.name === 'number') refuse(context, node.span, 'a place in a list');
      else if (isBracketed(node.span, context)) refuse(context, node.span, 'a property between quotes');
    },
    Null(node, _, context) {
      refuse(context, node.span, '`null` without quotes', "'null'");
    },
    Number(node, _, context) {
      if (context.textOf(node.span).includes('.')) refuse(context, node.span, 'a number with a fraction');
    },
    String(node, _, context) {
      if (node.value.includes("'")) refuse(context, node.span, 'a quote inside of text');
    },
  },
});

/** `~getValue('owner')`: published by the vendor, with one `~`. */
function isVendorsWayBack({ start, levels, segments }: PathNode, { parent }: Place, context: CheckContext): boolean {
  const above = parent?.node;
  if (above?.kind !== 'Call' || context.functionNamed(above.name) !== getValueFunction) return false;
  return start === '~' && levels === 1 && segments.length === 0;
}

function refuse(context: CheckContext, span: Span, what: string, instead?: string): void {
  if (context.options.strict !== true) return;
  context.error('extension', span, `${what} is an extension, which strict rules do not have`, {
    ...(instead === undefined ? {} : { fix: { span, text: instead } }),
    ...(instead === undefined || instead === '' ? {} : { help: `write \`${instead}\`` }),
  });
}

function isBracketed(span: Span, context: CheckContext): boolean {
  return context.textOf(span).startsWith('[');
}
